"""Completion, asked for by the real shells."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from click.shell_completion import ShellComplete

from blogcli.cli.app import App
from blogcli.cli.main import COMPLETE, root
from blogcli.output.terminal import Terminal
from tests.conftest import thorough


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-01-01-hello-world", "title: Hello", "tags: [python, machine learning]")
    post("2026-02-01-help-me", "title: Help", "tags: [pytest]", "draft: true")


@pytest.fixture
def environ(blog: Path, tmp_path: Path) -> dict[str, str]:
    """`blog` is on the PATH, as an installed command."""
    program = tmp_path / "bin" / "blog"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m blogcli "$@"\n')
    program.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    path = f"{program.parent}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "TERM": "dumb", "LANG": "C.UTF-8"}


CASES = [
    ("blog sho", "blog show "),
    ("blog show hello", "blog show hello-world "),
    ("blog tag hello-world mach", "blog tag hello-world "),
    ("blog list is:dr", "blog list is:draft "),
    ("blog list tag:pyth", "blog list tag:python "),
    ("blog list mis", "blog list missing:"),
    ("blog list 'is:draft tag:pyte", "blog list 'is:draft tag:pytest"),
    ("blog set hello-world descr", "blog set hello-world description="),
    ("blog config se", "blog config set "),
    ("blog config get time", "blog config get timezone "),
    ("blog list --fields slug,upd", "blog list --fields slug,updated "),
    ("blog list -s status,-wor", "blog list -s status,-words "),
    ("blog tags mer", "blog tags merge "),
    ("blog tags rename pyte", "blog tags rename pytest "),
    ("blog check --only orphan,bad", "blog check --only orphan,bad-date "),
    ("blog schedule hello", "blog schedule hello-world "),
    ("blog schedule hello-world tom", "blog schedule hello-world tomorrow "),
    ("blog rename help", "blog rename help-me "),
    ("blog serve hello", "blog serve hello-world "),
    ("blog open hello", "blog open hello-world "),
]


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(("typed", "completed"), [*CASES[:3], *thorough(*CASES[3:])])
def test_bash_with_the_tab_key(blog, environ, typed, completed):
    shell = pexpect.spawn(
        "bash", ["--norc", "--noprofile", "-i"], cwd=str(blog), env=environ, encoding="utf-8",
        timeout=20, dimensions=(24, 200),
    )  # fmt: skip
    shell.sendline("PS1='> '; bind 'set enable-bracketed-paste off'; echo rea''dy")
    shell.expect_exact("ready\r\n")
    shell.sendline('eval "$(blog completion bash)"; echo so""urced')
    shell.expect_exact("sourced\r\n")
    shell.send(typed + "\t")
    shell.expect_exact(completed, timeout=20)
    shell.close(force=True)


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("blog sho", "show"),
        ("blog show hel", "hello-world"),
        ("blog list tag:py", "tag:python"),
        ("blog tag hello-world py", "pytest"),
    ],
)
def test_fish_offers(blog, environ, typed, offered):
    script = f"blog completion fish | source; complete -C '{typed}'"
    ended = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=blog, env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert offered in [line.split("\t")[0] for line in ended.stdout.splitlines()]


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_shows_descriptions_whole(blog, environ, post):
    post("2026-03-01-commas", 'title: "Lists, in full, with commas, and: colons"')
    script = "blog completion fish | source; complete -C 'blog l'; complete -C 'blog show comm'"
    ended = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=blog, env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    shown = dict(line.split("\t") for line in ended.stdout.splitlines())
    assert shown["list"] == "List posts, newest first, or those that match a query."
    assert shown["commas"] == "Lists, in full, with commas, and: colons"


@pytest.fixture
def offers(blog, tmp_path):
    """Return what is offered after these words, each with its description."""

    def offers(*words):
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
        app = App(Terminal.of(*streams, {}), {"HOME": str(tmp_path / "home")}, str(blog))
        shell = ShellComplete(root, {"obj": app}, "blog", COMPLETE)
        return {one.value: one.help for one in shell.get_completions([*words[:-1]], words[-1])}

    return offers


def test_other_names_and_own_aliases_are_offered(offers, tmp_path):
    file = tmp_path / "home/.config/blogcli/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[aliases]\nwip = "list is:draft"\nlist = "rm"\n')
    assert offers("w") == {"wip": "list is:draft"}
    assert offers("vie") == {"view": "Show posts (rendered; raw in a pipe)."}
    assert offers("lis") == {"list": "List posts, newest first, or those that match a query."}
    assert offers("mv", "hel").keys() == {"hello-world", "help-me"}
    assert "tag:" in offers("wip", "ta")


def test_help_offers_commands_and_theirs(offers):
    assert offers("help", "sea").keys() == {"search"}
    assert offers("help", "tags", "").keys() == {"rename", "merge", "delete", "similar"}
    assert offers("help", "list", "") == {}


def test_descriptions_are_whole(offers):
    found = {**offers("tags", ""), **offers("config", "")}
    assert found["set"] == "Set a setting; separate the items of a list with commas."
    assert not [about for about in found.values() if about and about.endswith("...")]


def test_words_for_a_post_are_offered_after_their_at(offers):
    assert offers("show", "@").keys() == {"@1", "@last", "@latest", "@oldest"}
    assert offers("show", "@la")["@latest"] == "the newest published post"
    assert "@latest" not in offers("show", "")


def test_terms_and_their_values_are_offered(offers, post):
    post("2026-03-01-clip", "title: Clip", "source: {name: HuffPost, kind: paper}", "lang: fr")
    assert {"source:", "status:"} <= offers("list", "s").keys()
    assert "day:" in offers("list", "d")
    assert offers("list", "source:").keys() == {"source:HuffPost", "source:paper"}
    assert offers("list", "lang:f").keys() == {"lang:fr"}
    assert offers("list", "status:dr").keys() == {"status:draft"}


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [("blog sho", "blog show"), ("blog show hello", "blog show hello-world")],
)
def test_zsh_with_the_tab_key(blog, environ, typed, completed):
    shell = pexpect.spawn(
        "zsh", ["-f", "-i"], cwd=str(blog), env=environ, encoding="utf-8", timeout=20,
        dimensions=(24, 200),
    )  # fmt: skip
    shell.sendline("PS1='> '; unsetopt zle_bracketed_paste; echo rea''dy")
    shell.expect_exact("ready\r\n")
    shell.sendline(
        'autoload -U compinit; compinit -u; eval "$(blog completion zsh)"; echo so""urced'
    )
    shell.expect_exact("sourced\r\n")
    shell.send(typed + "\t")
    shell.expect_exact(completed)
    shell.close(force=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_where_there_is_no_blog(call, shell, tmp_path):
    result = call("completion", shell, cwd=tmp_path)
    assert result.code == 0
    assert "_BLOG_COMPLETE" in result.out


def test_it_stays_silent_where_a_blog_cannot_be_read(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "blogcli"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "_BLOG_COMPLETE": "bash_complete",
            "COMP_LINE": "blog show x",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.stdout.strip(), ended.stderr) == ("", "")


EVIL = (
    "zebra$(touch PWNED)", "yak`touch PWNED`", "xerus';touch PWNED;'", 'wolf";touch PWNED;"',
    "vole!touch", "urial\\", "tiger{a,b}*", "snake & touch PWNED", "rhino\n touch PWNED",
    "quail\x1b]0;x\x07", "puma!!$x",
)  # fmt: skip


def _start(name, words, blog, environ):
    shell = pexpect.spawn(
        name, words, cwd=str(blog), env=environ, encoding="utf-8", timeout=20,
        dimensions=(24, 200),
    )  # fmt: skip
    shell.setecho(False)
    return shell


@pytest.fixture
def evil(blog, post, tmp_path):
    """Posts whose slugs and tags would run, and a command that keeps the words it was given."""
    for at, name in enumerate(EVIL):
        written = json.dumps(name)
        post(f"2026-03-01-e{at}", f"title: E\nslug: {written}", f"tags: [{written}]")
    (blog / "plain,tiger{touch PWNED}").write_text("")
    return blog


def _given(shell, tmp_path, rest):
    """The words that the line typed so far hands over, once it is sent with the rest."""
    shell.sendline(rest)
    shell.expect_exact("given\r\n")
    return (tmp_path / "words").read_text().split("\n")[:-1]


@pytest.fixture
def recorded(environ, tmp_path):
    """`blog` keeps its words where it does not complete."""
    program = tmp_path / "bin" / "blog"
    real = program.read_text().splitlines()[1]
    program.write_text(
        f'#!/bin/sh\n[ -n "$_BLOG_COMPLETE$1" ] && [ "$1" != show ] && [ "$1" != list ] && {real}\n'
        f"printf '%s\\n' \"$@\" > {tmp_path}/words; echo given\n"
    )
    return environ


SHELLS = [
    ("bash", ["--norc", "--noprofile", "-i"], "PS1='> '; bind 'set enable-bracketed-paste off'"),
    (
        "zsh",
        ["-f", "-i"],
        "PS1='> '; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u",
    ),
    ("fish", ["--no-config", "-i"], "true"),
]  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize(("name", "words", "prepare"), SHELLS)
def test_what_a_post_is_called_never_runs(evil, recorded, tmp_path, name, words, prepare, quote):
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    shell = _start(name, words, evil, recorded)
    load = (
        "blog completion fish | source" if name == "fish" else f'eval "$(blog completion {name})"'
    )
    shell.sendline(f"{prepare}; {load}; echo so''urced")
    shell.expect_exact("sourced\r\n")
    for slug in EVIL:
        is_offered = slug.isprintable()
        for ask in ("show ", "list tag:")[: 2 if slug in EVIL[:3] else 1]:
            command, _, key = ask.partition(" ")
            before = 'a"b"\\" ' if slug == EVIL[1] else ""
            shell.send(f"blog {command} {before}{quote}{key}{slug[:3]}\t")
            given = _given(shell, tmp_path, "" if is_offered else quote)
            assert given[0] == command
            assert given[-1].startswith(key + slug[:3]) or given[-1].startswith(f'{key}"{slug[:3]}')
            if not key:
                assert given[-1] == (slug if is_offered else slug[:3])
    shell.close(force=True)
    assert not list(evil.rglob("PWNED*"))
