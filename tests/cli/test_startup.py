"""What each call imports: the modules are named, so a slow start has a culprit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "rich",
    "rich.markdown",
    "rich.table",
    "yaml",
    "frontmatter",
    "jinja2",
    "pygments",
    "markdown_it",
    "sqlite3",
    "tomllib",
    "difflib",
    "subprocess",
    "tempfile",
    "zoneinfo",
    "json",
    "csv",
    "importlib.metadata",
    "asyncio",
    "email",
    "urllib.request",
}

PROGRAM = """
import sys
from blogcli.cli.main import run
from blogcli.cli.app import this_app
code = run(sys.argv[1:], this_app())
sys.stdout.flush()
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def modules(*words: str, cwd: Path) -> set[str]:
    """The modules that are loaded once `blog` with these words has ended."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return set(ended.stderr.splitlines())


READING = frozenset({"yaml", "frontmatter", "json"})

ALLOWED: dict[tuple[str, ...], frozenset[str]] = {
    ("--version",): frozenset(),
    ("--help",): frozenset(),
    ("list", "--help"): frozenset(),
    ("new", "--help"): frozenset(),
    ("show", "--help"): frozenset(),
    ("edit", "--help"): frozenset(),
    ("tag", "--help"): frozenset(),
    ("tags", "--help"): frozenset(),
    ("set", "--help"): frozenset(),
    ("init", "--help"): frozenset(),
    ("config", "--help"): frozenset(),
    ("completion", "--help"): frozenset(),
    ("list",): READING,
    ("list", "tag:x", "is:draft"): READING,
    ("list", "--json"): READING,
    ("show", "hello"): READING,
    ("show", "posts/hello.md"): READING,
    ("tags",): READING,
    ("tag", "hello", "x"): READING | {"tempfile"},
    ("set", "hello", "title=B"): READING | {"tempfile"},
    ("new", "Title"): READING | {"tempfile"},
    ("config",): frozenset({"json", "tomllib"}),
}


@pytest.mark.parametrize("words", ALLOWED, ids=" ".join)
def test_what_is_imported(post, blog, words):
    post("hello", "title: Hello", "tags: [x]")
    extra = modules(*words, cwd=blog) & HEAVY
    assert extra <= ALLOWED[words]


def test_a_command_loads_no_other_command(post, blog):
    post("hello", "title: Hello")
    loaded = {name for name in modules("list", cwd=blog) if ".cli.commands." in name}
    assert loaded == {"blogcli.cli.commands.list"}
