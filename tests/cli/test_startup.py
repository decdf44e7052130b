"""What each call imports: the modules are named, so a slow start has a culprit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from blogcli.cli.main import COMMANDS

OFTEN = {("--help",), ("list",), ("list", "--json"), ("list", "-n", "5"), ("tag", "hello", "x")}
OFTEN |= {"list", "new"}
"""Calls whose imports plain pytest looks at; each starts processes, so the rest are thorough."""


def a_few_of(calls: Iterable[object]) -> list[object]:
    """The calls of every day, and the others for the thorough run."""
    return [one if one in OFTEN else pytest.param(one, marks=pytest.mark.thorough) for one in calls]


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
from blogcli.store.index import stamps
stamps.RACY = -10**15  # the files of a test are younger than any index would trust
from blogcli.cli.main import run
from blogcli.cli.app import this_app
code = run(sys.argv[1:], this_app())
sys.stdout.flush()
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def said(program: str, *words: str, cwd: Path) -> str:
    """What a new process says on stderr that runs the program with these words."""
    ended = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return ended.stderr


def modules(*words: str, cwd: Path) -> set[str]:
    """The modules that are loaded once `blog` with these words has ended."""
    return set(said(PROGRAM, *words, cwd=cwd).splitlines())


INDEX = frozenset({"sqlite3"})
READING = frozenset({"yaml", "frontmatter", "json"})
WRITING = frozenset({"json", "sqlite3", "tempfile"})  # simple YAML is edited without a parser

ALLOWED: dict[tuple[str, ...], frozenset[str]] = {
    ("--version",): frozenset(),
    ("--help",): frozenset(),
    (): INDEX,
    ("list",): INDEX,
    ("list", "tag:x", "is:draft"): INDEX,
    ("list", "-n", "5"): INDEX,
    ("list", "--json"): INDEX | {"json"},
    ("show", "hello"): INDEX | READING,
    ("show", "posts/hello.md"): READING,
    ("open", "hello", "--print"): INDEX | READING,
    ("search", "hello"): INDEX | {"json"},
    ("export",): INDEX | READING,
    ("tags",): INDEX,
    ("tag", "hello", "x"): WRITING,
    ("set", "hello", "title=B"): WRITING,
    ("new", "Title"): WRITING,
    ("rm", "hello"): WRITING,
    ("rename", "hello", "bye", "--dry-run"): WRITING | {"difflib"},
    ("history",): frozenset({"json", "sqlite3"}),
    ("trash",): frozenset({"json", "sqlite3"}),
    ("about",): frozenset({"json", "tomllib"}),
    ("config",): frozenset({"json", "tomllib"}),
}


@pytest.mark.parametrize("words", a_few_of(ALLOWED), ids=" ".join)
def test_what_is_imported(post, blog, words):
    post("hello", "title: Hello", "tags: [x]")
    modules("list", "--json", cwd=blog)
    extra = modules(*words, cwd=blog) & HEAVY
    assert extra <= ALLOWED[words]


ON_A_TERMINAL = PROGRAM.replace(
    "code = run(sys.argv[1:], this_app())",
    "app = this_app()\n"
    "app.terminal = app.terminal._replace(stdout_is_tty=True, stdout_colour=True)\n"
    "code = run(sys.argv[1:], app)",
)


@pytest.mark.parametrize("words", [("list",), ("tags",), ("--help",), ("list", "--help")])
def test_a_table_of_plain_titles_and_help_load_no_rich(post, blog, words):
    post("hello", "title: Hello – and “more” …", "tags: [x]", "draft: true")
    modules("list", "--json", cwd=blog)
    loaded = set(said(ON_A_TERMINAL, *words, cwd=blog).splitlines())
    assert not {name for name in loaded if name.split(".")[0] == "rich"}
    assert loaded & {"subprocess", "shlex", "textwrap"} == set()


@pytest.mark.parametrize("name", a_few_of([name for name, *_ in COMMANDS]))
def test_help_loads_nothing_that_other_commands_need(name, tmp_path):
    loaded = modules(name, "--help", cwd=tmp_path)
    assert loaded & (HEAVY | {"pathlib", "shutil", "urllib.parse", "dataclasses"}) == set()


STARTED = """
import sys
from blogcli.__main__ import main
try:
    main()
finally:
    sys.stdout.flush()
    print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""

INSPECT = {"ast", "dis", "tokenize"}
"""What `inspect` loads; its own name is there before it is loaded."""


@pytest.mark.parametrize("words", [("--version",), ("list",), ("list", "--help"), ("tags", "-h")])
def test_inspect_is_loaded_only_when_it_is_used(post, blog, words):
    post("hello", "title: Hello")
    modules("list", cwd=blog)
    loaded = {*said(STARTED, *words, cwd=blog).splitlines()}
    assert "inspect" in loaded
    assert loaded & INSPECT == set()


def test_a_late_module_is_the_whole_module_once_it_is_used():
    program = (
        "from blogcli.__main__ import load_late\n"
        "load_late('inspect')\n"
        "import inspect, sys\n"
        "import inspect as again\n"
        "assert 'ast' not in sys.modules\n"
        "from inspect import cleandoc\n"
        "assert cleandoc('a\\n  b') == 'a\\nb'\n"
        "assert type(inspect) is type(sys) and inspect.signature and 'ast' in sys.modules\n"
        "assert not hasattr(inspect, 'no such name')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_list_from_the_index_loads_nothing_that_reads_posts(post, blog):
    post("hello", "title: Hello", "tags: [x]")
    assert "posts.formats" in packages(modules("list", cwd=blog))
    loaded = modules("list", "--limit", "20", cwd=blog)
    assert loaded & {"pathlib", "dataclasses", "locale", "difflib", "unicodedata", "json"} == set()
    assert packages(loaded) == KEPT


def test_a_search_for_words_loads_neither_queries_nor_what_reads_posts(post, blog):
    post("hello", "title: Hello", "tags: [x]")
    modules("search", "hello", cwd=blog)
    loaded = modules("search", "hello", "--limit", "10", cwd=blog)
    assert loaded & {"pathlib", "difflib", "json", "yaml", "frontmatter"} == set()
    assert packages(loaded) == KEPT | {"posts.search"}


def test_a_command_loads_no_other_command(post, blog):
    post("hello", "title: Hello")
    loaded = {name for name in modules("list", cwd=blog) if ".cli.commands." in name}
    assert loaded == {"blogcli.cli.commands.list"}


ENDING = """
import atexit, gc, sys
from blogcli.__main__ import main
def searches():
    return sum(generation["collections"] for generation in gc.get_stats())
gc.collect()
before = searches()
atexit.register(lambda: print(searches() - before, gc.get_freeze_count(), file=sys.stderr))
main()
"""


def test_nothing_is_searched_for_garbage_on_the_way_in_or_out(post, blog):
    post("hello", "title: Hello")
    searches, frozen = map(int, said(ENDING, "list", cwd=blog).split())
    assert searches == 0
    assert frozen > 10_000  # what the interpreter passes over when it ends


KEPT = {"posts.model", "posts.read", "posts.text"}
"""What a command needs that asks of posts no more than the index keeps."""

PARSED = KEPT | {"posts.formats", "posts.formats.fast"}
"""What a command needs that reads plain front matter from a file."""

PACKAGES: dict[tuple[str, ...], set[str]] = {
    ("--version",): set(),
    ("new", "--help"): set(),
    ("list", "--help"): {"posts.model"},
    ("config",): {"posts.links", "posts.model", "posts.text"},
    ("history",): {"posts.model", "posts.text"},
    ("list",): KEPT,
    ("list", "--json"): KEPT,
    ("list", "tag:x", "is:draft"): KEPT | {"posts.query"},
    ("tags",): KEPT | {"posts.edit"},
    ("show", "hello"): PARSED,
    ("show", "posts/hello.md"): PARSED,
    ("tag", "hello", "x"): PARSED | {"posts.edit"},
    ("rm", "hello"): PARSED | {"posts.edit", "posts.links", "posts.checks", "posts.formats.yaml"},
}
"""The packages of `posts` that each command may load."""


def packages(loaded: set[str]) -> set[str]:
    """The packages of `posts` of which any module is loaded."""
    homes = {name.rpartition(".")[0] for name in loaded if name.startswith("blogcli.posts.")}
    return {home.removeprefix("blogcli.") for home in homes} - {"posts"}


@pytest.mark.parametrize("words", a_few_of(PACKAGES), ids=" ".join)
def test_which_packages_are_loaded(words, post, blog):
    post("hello", "title: Hello", "tags: [x]")
    modules("list", "--json", cwd=blog)
    assert packages(modules(*words, cwd=blog)) <= PACKAGES[words]
