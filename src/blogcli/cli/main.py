"""The root command: the command table, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from blogcli.cli.app import App, this_app
from blogcli.cli.lazy import Entry, LazyGroup
from blogcli.errors import Ambiguous, BlogError, ExitCode, QueryError

COMPLETE = "_BLOG_COMPLETE"
"""The variable by which a shell asks for completions, as click names it."""

WRITE, FIND, ARRANGE = "Write", "Find and read", "Arrange"
UNDO, BLOG = "Plan and undo", "The blog itself"

COMMANDS: tuple[Entry, ...] = (
    Entry("new", "new", "Start a post and open it in your editor.", WRITE, ("create",)),
    Entry("edit", "edit", "Open a post in your editor, then check it.", WRITE),
    Entry("list", "list", "List posts, newest first, or those a query selects.", FIND, ("ls",)),
    Entry("search", "search", "Search all text, the best posts first.", FIND),
    Entry("show", "show", "Read posts, rendered on a terminal, as they are in a pipe.", FIND),
    Entry("tags", "tags", "List all tags, or change one in every post.", ARRANGE),
    Entry("publish", "publish", "Make posts public, as the blog's generator means it.", WRITE),
    Entry(
        "unpublish",
        "unpublish",
        "Make posts drafts again, as the blog's generator means it.",
        WRITE,
    ),
    Entry("schedule", "schedule", "Date posts ahead, so that they go out then.", WRITE),
    Entry("tag", "tag", "Add tags to posts, or remove them.", ARRANGE),
    Entry("set", "set", "Change single keys of the front matter.", ARRANGE),
    Entry("rename", "rename", "Give a post another slug, and mend the links to it.", ARRANGE),
    Entry("check", "check", "Look for what is wrong with posts, and mend what can be.", ARRANGE),
    Entry("rm", "rm", "Move posts to the trash, with the images of their bundles.", ARRANGE),
    Entry("trash", "trash", "List what is in the trash, the last removed first.", UNDO),
    Entry("restore", "restore", "Bring posts back from the trash to where they were.", UNDO),
    Entry("undo", "undo", "Take back the last command that changed the blog, whole.", UNDO),
    Entry("redo", "redo", "Do again what the last `blog undo` took back.", UNDO),
    Entry("history", "history", "List the commands that changed the blog, the last first.", UNDO),
    Entry("apply", "apply", "Carry out a plan that --plan saved.", UNDO),
    Entry("import", "import_", "Bring posts in from Blogger, WordPress, a feed or a page.", BLOG),
    Entry("export", "export", "Write posts as JSON, JSON Feed, Atom or RSS.", BLOG),
    Entry("init", "init", "Start a blog here, or adopt the one that is there.", BLOG),
    Entry("config", "config", "See and change settings, and where each comes from.", BLOG),
    Entry("completion", "completion", "Print the completion script for your shell.", BLOG),
)

EPILOG = """\
\b
A POST is a slug, the start of one, a path, @latest, @oldest, or - for names on stdin.
A QUERY selects posts: tag:python is:draft since:30d "a phrase" (see blog list --help).
Every command takes --help, with examples.
"""


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from blogcli import __version__

        ctx.ensure_object(App).terminal.write(f"blog {__version__}\n")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    package="blogcli.cli.commands",
    epilog=EPILOG,
    context_settings={"max_content_width": 100},
    subcommand_metavar="COMMAND …",
    invoke_without_command=True,
)
@click.option(
    "--blog",
    "blog_option",
    metavar="DIR",
    help="Work on the blog in DIR. [default: $BLOG_DIR, else the one around here]",
)
@click.option("--traceback", is_flag=True, help="On a bug, show where in blogcli it happened.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version.",
)
@click.pass_context
def root(ctx: click.Context, blog_option: str | None, traceback: bool) -> None:
    """Manage the blog you already have: find, write, publish, arrange and mend its posts."""
    app: App = ctx.obj
    app.blog_option = blog_option
    if ctx.invoked_subcommand is None:
        app.terminal.write(ctx.get_help() + "\n")


def run(args: Sequence[str], app: App) -> ExitCode:
    """Carry out one call and return its exit code; every error becomes one sentence on stderr."""
    terminal = app.terminal
    app.words = tuple(args)
    try:
        # Not `root.main`: click would take a closed pipe for a failure.
        with root.make_context("blog", list(args), obj=app) as context:
            code = root.invoke(context)
        terminal.flush()
        return ExitCode(code) if isinstance(code, int) else ExitCode.DONE
    except click.exceptions.Exit as ended:
        return ExitCode(ended.exit_code)
    except BlogError as error:
        return _report(app, error)
    except click.ClickException as error:
        return _report_usage(app, error)
    except (click.Abort, KeyboardInterrupt, EOFError):
        terminal.say("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        terminal.abandon()
        return ExitCode.DONE
    except OSError as error:
        path = str(error.filename or "")
        return _report(app, BlogError((error.strerror or str(error)).lower(), path=path))
    except Exception as error:
        if "--traceback" in args:
            raise
        terminal.error(f"this is a bug in blogcli: {type(error).__name__}: {error}")
        terminal.hint("run it again as `blog --traceback …` and report what it prints")
        return ExitCode.BUG


def _report(app: App, error: BlogError) -> ExitCode:
    app.terminal.error(str(error))
    if isinstance(error, QueryError):
        from blogcli.posts.query import underline

        for line in underline(error).splitlines():
            app.terminal.say("  " + line)
    if isinstance(error, Ambiguous):
        for candidate in error.candidates:
            app.terminal.say("  " + candidate)
    if error.hint:
        app.terminal.hint(error.hint)
    return error.code


def _report_usage(app: App, error: click.ClickException) -> ExitCode:
    message = error.format_message().rstrip(".")
    app.terminal.error(message[:1].lower() + message[1:])
    context = getattr(error, "ctx", None)
    if context is not None:
        app.terminal.hint(f"see `{context.command_path} --help`")
    return ExitCode.USAGE if isinstance(error, click.UsageError) else ExitCode.FAILED


def call() -> int:
    """Carry out the call that this process was started for, and return its exit code.

    With COMPLETE in its environment that is a shell which asks for completions.
    """
    asked = os.environ.get(COMPLETE)
    return _complete(asked) if asked else run(sys.argv[1:], this_app())


def _complete(asked: str) -> int:
    """Answer a shell that asks for completions; whatever goes wrong, it is told nothing."""
    from click.shell_completion import shell_complete

    import blogcli.cli.shells  # noqa: F401 (they register themselves)

    app = this_app()
    app.terminal = app.terminal.muted()
    try:
        return shell_complete(root, {"obj": app}, "blog", COMPLETE, asked)
    except (Exception, KeyboardInterrupt):
        return ExitCode.FAILED
