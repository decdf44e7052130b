"""Help: anywhere, at once, and as the tables say."""

from __future__ import annotations

import click
import pytest

from blogcli.cli.main import COMMANDS, root
from tests.cli.test_exit_codes import blog_process
from tests.conftest import thorough

NAMES = [entry.name for entry in COMMANDS]
TAGS = [["tags", name] for name in ("rename", "merge", "delete", "similar")]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_begins_with_its_line_in_the_table_and_ends_with_examples(name):
    entry = next(entry for entry in COMMANDS if entry.name == name)
    command = root.get_command(root.make_context("blog", [], resilient_parsing=True), name)
    assert command is not None
    assert (command.help or "").split("\n")[0] == entry.help
    assert "Examples:" in (command.help or "") or name == "completion"


@pytest.mark.parametrize(
    "words",
    [[], ["list"], ["config", "set"], *thorough(*([name] for name in NAMES[1:]), *TAGS)],
    ids="-".join,
)
def test_help_works_where_there_is_no_blog(tmp_path, words):
    ended = blog_process(*words, "--help", cwd=tmp_path, COLUMNS="60")
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ended.stdout.startswith("Usage: blog")
    assert list(tmp_path.iterdir()) == []


def test_every_option_says_what_it_does():
    for name in NAMES:
        command = root.get_command(root.make_context("blog", [], resilient_parsing=True), name)
        assert command is not None
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.help, f"blog {name} {param.opts}"


@pytest.mark.parametrize(("alias", "name"), [("ls", "list"), ("create", "new")])
def test_aliases_run_the_command_under_its_own_name(tmp_path, alias, name):
    ended = blog_process(alias, "--help", cwd=tmp_path)
    assert ended.stdout.startswith(f"Usage: blog {name}")


def test_without_a_command_and_a_blog_it_is_the_help(call, tmp_path):
    result = call(cwd=tmp_path)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Usage: blog")


def test_an_unknown_command_asks_did_you_mean(call):
    result = call("lits")
    assert result.code == 2
    assert "list" in result.err


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("words", [[], ["list"], ["tags"], ["new"], ["import"]], ids="-".join)
def test_help_breaks_no_word_and_fits(call, words, width):
    shown = call(*words, "--help", tty=True, width=width, environ={"NO_COLOR": "1"}).out
    wide = call(*words, "--help", tty=True, width=400, environ={"NO_COLOR": "1"}).out
    shown, wide = (text.replace(" \\\n", "\n") for text in (shown, wide))
    assert "".join(shown.split()) == "".join(wide.split())
    assert max(map(len, shown.splitlines())) <= max(width, 50)


def test_what_commands_and_options_do_is_one_column(call):
    lines = call("--help", tty=True, width=80, environ={"NO_COLOR": "1"}).out.splitlines()
    starts = {line.index(text) for line in lines for text in SAID if text in line}
    assert len(starts) == 1


SAID = (
    "Print the version",
    "List posts, newest",
    "Create a post",
    "Undo the last",
    "Print the comp",
)


def test_headings_are_coloured_on_a_terminal_alone(call):
    shown = call("list", "--help", tty=True).out
    for heading in ("Usage:", "Options:", "Examples:"):
        assert f"\x1b[1;32m{heading}\x1b[0m" in shown
    assert "\x1b" not in call("list", "--help").out
    assert "\x1b" not in call("list", "--help", "--color", "never", tty=True).out


@pytest.mark.parametrize("width", [40, 60, 80])
def test_messages_wrap_between_words_on_a_terminal_and_never_in_a_pipe(call, width, blog):
    (blog / "blog.toml").write_text('title = "x"\nnothing-known = "y"\n')
    shown = call("list", tty=True, width=width, environ={"NO_COLOR": "1"}).err
    piped = [line for line in call("list").err.splitlines() if line.startswith("warning:")]
    assert " ".join(shown.split()).startswith(" ".join(piped))
    assert max(map(len, shown.splitlines())) <= width < max(map(len, piped))
