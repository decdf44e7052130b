"""The root command: the table of commands, and the exit code of every error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from blogcli.cli.app import App, this_app
from blogcli.cli.click_ext import CommandSpec, option, wanted_color
from blogcli.cli.naming.root_group import RootGroup
from blogcli.errors import Ambiguous, BlogError, Canceled, ExitCode, NoBlog, QueryError, os_reason

COMPLETE = "_BLOG_COMPLETE"
"""The environment variable by which a shell asks for completions; click's name for it."""

WRITE, FIND, ORGANIZE = "Write", "Find and read", "Organize"
UNDO, BLOG = "Plan and undo", "Set up and move"

COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec("new", "new", "Create a post and open it in your editor.", WRITE, ("create",)),
    CommandSpec("edit", "edit", "Edit a post in your editor, then check it.", WRITE),
    CommandSpec(
        "list", "list", "List posts, newest first, or those that match a query.", FIND, ("ls",)
    ),
    CommandSpec("search", "search", "Search the full text, best matches first.", FIND, ("find",)),
    CommandSpec("show", "show", "Show posts (rendered; raw in a pipe).", FIND, ("view",)),
    CommandSpec("browse", "browse", "Browse and change the whole blog on one screen.", FIND),
    CommandSpec("stats", "stats", "Count posts and words, and draw them.", FIND),
    CommandSpec("calendar", "calendar", "Show the days that have posts.", FIND),
    CommandSpec("on-this-day", "on_this_day", "List the posts of this day in all years.", FIND),
    CommandSpec("due", "due", "List what has just become public, for cron.", FIND),
    CommandSpec("open", "open", "Open posts in the browser.", FIND),
    CommandSpec("tags", "tags", "List all tags; rename, merge or delete them.", ORGANIZE),
    CommandSpec("publish", "publish", "Publish posts.", WRITE),
    CommandSpec("unpublish", "unpublish", "Turn posts back into drafts.", WRITE),
    CommandSpec("schedule", "schedule", "Schedule posts for a future date.", WRITE),
    CommandSpec("tag", "tag", "Add tags to posts, or remove them.", ORGANIZE),
    CommandSpec("set", "set", "Set front matter fields.", ORGANIZE),
    CommandSpec(
        "rename",
        "rename",
        "Change a post's slug and update the links to it.",
        ORGANIZE,
        ("mv",),
    ),
    CommandSpec("check", "check", "Find problems, and fix the safe ones.", ORGANIZE),
    CommandSpec("rm", "rm", "Move posts to the trash.", ORGANIZE, ("delete", "remove")),
    CommandSpec("trash", "trash", "List or empty the trash.", UNDO),
    CommandSpec("restore", "restore", "Restore posts from the trash.", UNDO),
    CommandSpec("undo", "undo", "Undo the last command.", UNDO),
    CommandSpec("redo", "redo", "Redo what was undone.", UNDO),
    CommandSpec("history", "history", "List the commands that changed the blog.", UNDO),
    CommandSpec("apply", "apply", "Apply a change saved with --plan.", UNDO),
    CommandSpec(
        "import", "import_", "Import posts from Blogger, WordPress, a feed or a page.", BLOG
    ),
    CommandSpec("export", "export", "Export posts as JSON, JSON Feed, Atom or RSS.", BLOG),
    CommandSpec("serve", "serve", "Run the blog's own server, drafts and future posts too.", BLOG),
    CommandSpec("build", "build", "Build the site with the blog's own generator.", BLOG),
    CommandSpec("init", "init", "Create a blog, or show the one that is here.", BLOG),
    CommandSpec("about", "about", "Show the blog's About panel.", BLOG),
    CommandSpec("config", "config", "Show and change settings.", BLOG),
    CommandSpec("completion", "completion", "Print the completion script for your shell.", BLOG),
    CommandSpec("help", "help", "Show the help of a command, or all commands.", BLOG),
)

EPILOG = """\
\b
POST: a slug, the start of one, a path, - for names from stdin, or a word:
@latest, @oldest, @last (changed last), @1 to @9 (lines of the last list).
Left out on a terminal: a list to choose from, in fzf if you have it.
QUERY: filters posts, as in `tag:python is:draft since:30d "a phrase"` (blog list --help).
COMMAND --help shows the options of a command, with examples.
"""


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from blogcli import __version__

        ctx.ensure_object(App).terminal.write(f"blog {__version__}\n")
        ctx.exit()


@click.group(
    cls=RootGroup,
    entries=COMMANDS,
    package="blogcli.cli.commands",
    epilog=EPILOG,
    context_settings={"max_content_width": 100},
    subcommand_metavar="COMMAND …",
    invoke_without_command=True,
)
@option(
    "--blog",
    "blog_option",
    metavar="DIR",
    help="Use the blog in DIR. [default: $BLOG_DIR, or the current folder's blog]",
)
@option("--traceback", is_flag=True, help="Print a traceback if blogcli crashes.")
@option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version.",
)
@click.pass_context
def root(ctx: click.Context, blog_option: str | None, traceback: bool) -> None:
    """Write, find, organize and check the posts of your blog.

    `blog` alone shows what your blog has and what comes next.
    """
    app: App = ctx.obj
    app.blog_option = blog_option
    if ctx.invoked_subcommand is None:
        from blogcli.cli.dashboard import show_dashboard

        try:
            show_dashboard(app)
        except NoBlog:
            app.terminal.write(ctx.get_help() + "\n")


def run(args: Sequence[str], app: App) -> ExitCode:
    """Run one command and return its exit code; an error becomes a message on stderr."""
    app.words = tuple(args)
    app.colour = wanted_color(args)
    if app.colour:
        app.terminal = app.terminal.with_colour(app.colour, app.environ)
    try:
        # Not `root.main`: click treats a closed pipe as a failure.
        with root.make_context("blog", list(args), obj=app) as context:
            code = root.invoke(context)
        app.terminal.flush()
        return ExitCode(code) if isinstance(code, int) else ExitCode.DONE
    except click.exceptions.Exit as ended:
        return ExitCode(ended.exit_code)
    except Canceled as error:
        app.terminal.say(str(error))
        if error.hint:
            app.terminal.hint(error.hint)
        return error.code
    except BlogError as error:
        return _report(app, error)
    except click.ClickException as error:
        return _report_usage(app, error)
    except (click.Abort, KeyboardInterrupt, EOFError):
        app.terminal.say("Interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        app.terminal.abandon()
        return ExitCode.DONE
    except OSError as error:
        path = str(error.filename or "")
        return _report(app, BlogError(os_reason(error), path=path))
    except Exception as error:
        if "--traceback" in args:
            raise
        app.terminal.error(f"this is a bug in blogcli: {type(error).__name__}: {error}")
        app.terminal.hint("please report it with the output of `blog --traceback …`")
        return ExitCode.BUG
    finally:
        app.close()


def _report(app: App, error: BlogError) -> ExitCode:
    app.terminal.error(str(error))
    if isinstance(error, QueryError):
        from blogcli.posts.query.evaluate import underline

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
    """Run the command of this process and return its exit code.

    If COMPLETE is in the environment, a shell asks for completions.
    """
    asked = os.environ.get(COMPLETE)
    return _complete(asked) if asked else run(sys.argv[1:], this_app())


def _complete(asked: str) -> int:
    """Print completions for a shell; errors print nothing."""
    from click.shell_completion import shell_complete

    import blogcli.cli.completion.shells  # noqa: F401 (they register themselves)

    app = this_app()
    app.terminal = app.terminal.muted()
    try:
        return shell_complete(root, {"obj": app}, "blog", COMPLETE, asked)
    except (Exception, KeyboardInterrupt):
        return ExitCode.FAILED
