"""The command lines that serve and build a blog's site: the user's own, or its generator's."""

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from blogcli.errors import BlogError, UsageError
from blogcli.store.blog.blog import Blog
from blogcli.store.fs.programs import program_in, program_of_package, programs_on_path
from blogcli.store.layouts.generators import GENERATORS, Generator, Place

_PORT = "{port}"


class SiteCommand(NamedTuple):
    """A command line for the blog's folder: the program's path, and the words as they are shown.

    `{port}` stands for the port in them, PORT in messages.
    """

    program: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the program's own name, for messages."""
        return os.path.basename(self.words[0])

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what an answer of the user is about: the program and its words."""
        return (self.program, *self.words[1:])

    def shown(self, port: int | None = None) -> str:
        """Return the command line as a shell would take it."""
        from shlex import join

        return join(_with_port(self.words, port))

    def started(self, port: int | None = None) -> tuple[str, ...]:
        """Return the words to start."""
        return (self.program, *_with_port(self.words[1:], port))


def generator_of(blog: Blog) -> Generator:
    """Return the blog's generator. Raises BlogError for a blog without one."""
    found = GENERATORS.get(blog.layout.name)
    if found is None:
        known = ", ".join(one.title for one in GENERATORS.values())
        hint = f"`blog export` writes the posts as a feed or JSON; generators known here: {known}"
        raise BlogError("a plain folder of posts has no generator that makes a site of it", hint)
    return found


def serve_command(blog: Blog, args: Sequence[str] = (), *, published: bool = False) -> SiteCommand:
    """Return the command that serves the site, with all posts or as readers see it."""
    own = blog.config.items("serve.command")
    if own:
        return _own(blog, own, args)
    found = generator_of(blog)
    hidden = () if published else (*(found.drafts or ()), *(found.future or ()), *found.all_else)
    return _found(blog, found, (*found.serve, *hidden, *args))


def build_command(
    blog: Blog,
    args: Sequence[str] = (),
    *,
    folder: str = "",
    drafts: bool = False,
    future: bool = False,
) -> SiteCommand:
    """Return the command that builds the site, into an absolute `folder` if one is given.

    Raises UsageError for what the generator has no option for.
    """
    own = blog.config.items("build.command")
    if own:
        if folder or drafts or future:
            hint = "the setting `build.command` decides; give its own options after --"
            raise UsageError("-o, --drafts and --future are options of known generators", hint)
        return _own(blog, own, args)
    found = generator_of(blog)
    words = [*found.build]
    asked = ((drafts, found.drafts, "drafts"), (future, found.future, "posts of the future"))
    for wanted, option, what in asked:
        if wanted and option is None:
            hint = f"the site's own settings and code decide, see {found.docs}"
            raise UsageError(f"{found.title} has no option for {what}", hint)
        words += option or () if wanted else ()
    if folder and not found.output:
        hint = f"its own settings name the folder, see {found.docs}"
        raise UsageError(f"{found.title} has no option for the output folder", hint)
    words += (word.replace("{folder}", folder) for word in found.output if folder)
    return _found(blog, found, (*words, *args))


def _with_port(words: Sequence[str], port: int | None) -> tuple[str, ...]:
    number = "PORT" if port is None else str(port)
    return tuple(word.replace(_PORT, number) for word in words)


def _own(blog: Blog, words: Sequence[str], args: Sequence[str]) -> SiteCommand:
    """Return the command of the user's own settings; its program is no shell's word."""
    name = os.path.expanduser(words[0])
    if os.sep in name:
        program = os.path.join(blog.place, name)
        program = program if os.access(program, os.X_OK) else ""
    else:
        program = next(programs_on_path(name, blog.environ), "")
    if not program:
        hint = "your own settings file names it: `blog config` shows where"
        raise BlogError(f"{words[0]} is not installed here", hint)
    return SiteCommand(program, (*words, *args))


def _found(blog: Blog, generator: Generator, words: Sequence[str]) -> SiteCommand:
    for place in generator.places:
        if place.needs and not os.path.isfile(f"{blog.place}/{place.needs}"):
            continue
        if program := _program(blog, place):
            inside = program.startswith(f"{blog.place}/")
            shown = os.path.relpath(program, blog.place) if inside else os.path.basename(program)
            return SiteCommand(program, (shown, *place.words, *words))
    name = os.path.basename(generator.places[-1].program)
    raise BlogError(f"{name} is not installed here", generator.install)


def _program(blog: Blog, place: Place) -> str:
    if place.where == "path":
        return next(programs_on_path(place.program, blog.environ), "")
    if place.where == "wheel":
        return program_of_package(place.program)
    beside = os.path.dirname(sys.executable)
    at_modules = place.where == "node_modules"
    return program_in(f"{blog.place}/node_modules/.bin" if at_modules else beside, place.program)
