"""Python modules that lie in a stranger's blog: none of them is ever imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.exports import takeout, takeout_entry

TRAP = "import os\nopen(os.environ['PWNED'], 'w').close()\n"

_LOADED = "import runpy, sys; print(*sys.modules)"
FIRST = frozenset(subprocess.check_output([sys.executable, "-P", "-c", _LOADED], text=True).split())
"""What Python loads before `-m blogcli` begins, the current folder in its path by then."""

INSTALLED = frozenset(("click", "feedparser", "frontmatter", "lxml", "markdown_it"))
INSTALLED |= {"nh3", "pygments", "rich", "sgmllib", "yaml"}
STARTED = frozenset(("sitecustomize", "usercustomize"))
"""What Python loads at its start, where the current folder is not yet in its path."""

NAMES = sorted((sys.stdlib_module_names - FIRST) | INSTALLED | STARTED)

COMMANDS = [
    ("--help",),
    ("list",),
    ("list", "--json"),
    ("check",),
    ("search", "text"),
    ("show", "one"),
    ("new", "Two", "--no-edit"),
    ("tags",),
    ("history",),
    ("rename", "one", "three", "-y"),
    ("export", "--format", "json"),
    ("export", "--format", "atom"),
    ("import", "small.atom", "-y"),
]


@pytest.fixture(scope="module", params=["modules", "packages"])
def traps(request, tmp_path_factory):
    """A blog with a module of every name, or with a package of every name."""
    root = tmp_path_factory.mktemp("traps")
    for name in NAMES:
        file = root / f"{name}.py"
        if request.param == "packages":
            (root / name).mkdir()
            file = root / name / "__init__.py"
        file.write_text(TRAP)
    (root / "posts").mkdir(exist_ok=True)
    (root / "posts" / "one.md").write_text("---\ntitle: One\ndate: 2024-01-02\n---\n\nText.\n")
    (root / "small.atom").write_text(takeout(takeout_entry(body="<p>A <b>b</b></p>")))
    return root


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_module_of_the_blog_is_imported(blog_process, traps, words):
    blog_process(*words, cwd=traps)


@pytest.mark.thorough
def test_nor_by_the_processes_of_a_long_import(blog_process, traps):
    entries = [takeout_entry(at, title=f"T{at}", body=f"<p>N{at}</p>") for at in range(520)]
    (traps / "export.atom").write_text(takeout(*entries))
    blog_process("import", "export.atom", "-y", cwd=traps, seconds=20, codes=(0,))
    assert len(list((traps / "posts").rglob("*.md"))) > 520
    (traps / "export.atom").unlink()


def test_nor_by_those_that_read_a_large_blog(blog_process, traps):
    for at in range(1100):
        (traps / "posts" / f"p{at}.md").write_text(f"---\ntitle: P{at}\n---\n\nText {at}.\n")
    blog_process("list", cwd=traps, seconds=10, codes=(0,))
    for at in range(1100):
        (traps / "posts" / f"p{at}.md").unlink()


def test_nor_by_the_script_that_pip_makes(traps, tmp_path):
    assert script(traps, tmp_path, {}) == 0


def test_nor_where_an_empty_part_of_pythonpath_stands_for_the_blog(clone, tmp_path):
    for name in ("click", "json", "sqlite3", "tomllib", "yaml"):  # Python's own start takes none
        (clone / f"{name}.py").write_text(TRAP)
    assert script(clone, tmp_path, {"PYTHONPATH": f"{os.pathsep}{tmp_path}"}) == 0


def script(clone, tmp_path, environ):
    """Call `blog list` by the console script and return its exit code."""
    pwned = tmp_path / "PWNED"
    command = [Path(sys.executable).with_name("blog"), "list"]
    given = {**os.environ, "PWNED": str(pwned), **environ}
    code = subprocess.run(command, cwd=clone, env=given, check=False).returncode
    assert not pwned.exists()
    return code
