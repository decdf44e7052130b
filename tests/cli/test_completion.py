"""Completion, asked for by the real shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest


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
]


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(("typed", "completed"), CASES)
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
