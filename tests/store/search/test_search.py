"""Full text kept in step with the posts: whatever befalls it, the answer is as from a fresh one."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from blogcli.store.fs.files import read_file
from blogcli.store.index import read_posts, text_rows
from blogcli.store.search import search
from tests.conftest import thorough
from tests.store.conftest import write
from tests.store.indexed import bare, cache_of, call

FORMAT = ("--fields", "slug,title,snippet", "--format", "tsv")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The posts whose files were read, each time."""
    opened: list[str] = []

    def reading(file: str, *, root: str) -> bytes:
        opened.append(os.path.relpath(file, root))
        return read_file(file, root=root)

    for module in read_posts, search:
        monkeypatch.setattr(module, "read_file", reading)
    return opened


def found(root: Path, *words: str, **environ: str) -> list[str]:
    """The slugs that a search finds, in order; the same is found without anything kept.

    Their order may differ, as texts that are gone still weigh a little.
    """
    result = call(root, "search", *words, *FORMAT, **environ)
    assert (result.code, result.err) == (0, "")
    other = bare(root, "search", *words, *FORMAT, **environ).out
    if "-n" not in words:
        assert sorted(result.out.splitlines()) == sorted(other.splitlines())
    return [line.split("\t")[0] for line in result.out.decode().splitlines()]


def paths(root: Path, *words: str) -> list[str]:
    """The paths found; no post is read for a snippet."""
    return call(root, "search", *words, "--format", "paths").out.decode().split()


def post(title: str, body: str = "Text.", *, tags: str = "", date: str = "2026-01-01") -> str:
    return f"---\ntitle: {title}\ntags: [{tags}]\ndate: {date}\n---\n{body}\n"


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    """A blog with the word `tide` in several places."""
    return write(
        tmp_path / "blog",
        {
            "blog.toml": "",
            "posts/title.md": post("A tide table", date="2026-01-01"),
            "posts/tags.md": post("Tables", tags="tide, moon"),
            "posts/often.md": post("Sea", "Tide, tide, tide and moon."),
            "posts/once.md": post("Sea", "One tide in much else, and so on, and so on, at length."),
            "posts/early.md": post("Same", "A tide of the old.", date="2025-01-01"),
            "posts/late.md": post("Same", "A tide of the new.", date="2026-02-01"),
            "posts/dateless.md": "---\ntitle: Same\n---\nA tide of the day.\n",
            "posts/none.md": post("Hills", "Moon over hills."),
            "posts/unclosed.md": "---\ntitle: Unclosed tide\n",
        },
    )


def call_found(root: Path, *words: str) -> list[str]:
    out = call(root, "search", *words, *FORMAT).out.decode()
    return [line.split("\t")[0] for line in out.splitlines()]


def test_title_over_tags_over_body_then_rank_then_date(tides):
    order = call_found(tides, "tide")
    assert order == ["title", "tags", "often", "late", "early", "dateless", "once"]
    (tides / "posts/unclosed.md").unlink()
    assert found(tides, "tide") == order


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("tide moon", "tags often"),
        ("tide or hills", "title tags none often late early dateless once"),
        ('"and moon"', "often"),
        ('"moon and"', ""),
        ("tid*", "title tags often late early dateless once"),
        ("tid", ""),
        ("tide not moon", "title late early dateless once"),
        ("tide tag:moon", "tags"),
        ("tide title:same", "late early dateless"),
        ("tide since:2026-01 title:same", "late"),
        ("hills or tag:moon", "none tags"),
        ("tide not (moon or title:same)", "title once"),
        ("moon not tide", "none"),
        ("tide missing:date", "dateless"),
        ("q:seas tide", "often once"),
        ("q:words", "often tags none"),
    ],
)
def test_the_language_of_queries(tides, query, slugs):
    (tides / "posts/unclosed.md").unlink()
    write(tides, {"blog.toml": '[queries]\nseas = "title:sea"\nwords = "moon*"\n'})
    assert sorted(found(tides, query)) == sorted(slugs.split())


def test_what_is_in_title_or_tags_comes_first_for_several_words_too(tides):
    write(tides, {"posts/both.md": post("Tide and moon"), "posts/unclosed.md": post("Closed")})
    assert found(tides, "tide moon")[:2] == ["both", "tags"]


def test_a_post_that_cannot_be_read_is_told_of(tides):
    result = call(tides, "search", "tide")
    assert result.code == 0
    assert "posts/unclosed.md" in result.err


def test_a_limit_leaves_the_count(tides):
    (tides / "posts/unclosed.md").unlink()
    assert found(tides, "tide", "-n", "2") == ["title", "tags"]
    assert found(tides, "tide", "-n", "0") == []


# What is read.


@pytest.fixture
def readable(tides) -> Path:
    """The blog without problems; a post that cannot be read is tried again each time."""
    (tides / "posts/unclosed.md").unlink()
    return tides


@pytest.mark.parametrize("before", [(), ("list",), ("check",)])
def test_a_first_search_reads_each_post_once(before, readable, settled, reads):
    if before:
        call(readable, *before)
    reads.clear()
    assert len(paths(readable, "tide")) == 7
    assert sorted(reads) == sorted(f"posts/{file.name}" for file in (readable / "posts").iterdir())


def test_only_what_changed_is_read(readable, settled, reads):
    assert len(paths(readable, "tide")) == 7
    reads.clear()
    assert len(paths(readable, "moon")) == 3
    assert reads == []
    write(readable, {"posts/once.md": post("Sea", "Ebb, not what it was.")})
    (readable / "posts/early.md").rename(readable / "posts/earlier.md")
    (readable / "posts/tags.md").unlink()
    assert len(paths(readable, "tide")) == 5
    assert sorted(reads) == ["posts/earlier.md", "posts/once.md"]
    assert paths(readable, "tide", "-n", "1") == ["posts/title.md"]
    (readable / "posts/title.md").unlink()
    assert paths(readable, "tide", "-n", "1") == ["posts/often.md"]
    assert found(readable, "tide") == ["often", "late", "earlier", "dateless"]
    assert found(readable, "ebb") == ["once"]


def test_a_post_just_written_is_read_again(readable, reads):
    paths(readable, "tide")
    reads.clear()
    assert len(paths(readable, "tide")) == 7
    assert len(reads) == 8


def test_an_edit_within_the_same_moment_is_seen(tides):
    (tides / "posts/unclosed.md").unlink()
    file = tides / "posts/none.md"
    assert found(tides, "hills") == ["none"]
    moment = file.stat().st_mtime_ns
    file.write_text(file.read_text().replace("hills", "dales").replace("Hills", "Dales"))
    os.utime(file, ns=(moment, moment))
    assert found(tides, "dales") == ["none"]
    assert found(tides, "hills") == []


def test_other_fields_are_searched_when_the_settings_change(tides, settled):
    (tides / "posts/unclosed.md").unlink()
    write(tides, {"posts/topic.md": "---\ntitle: T\nsubject: quay\n---\nText.\n"})
    assert found(tides, "quay") == []
    write(tides, {"blog.toml": '[fields]\ntitle = "subject"\n'})
    assert found(tides, "quay") == ["topic"]
    assert "quay" in call(tides, "search", "quay", "--fields", "title").out.decode()


@pytest.mark.parametrize("edits", [3, *thorough(25)])
def test_after_many_edits_the_answer_is_as_from_a_fresh_one(edits, tides, settled):
    (tides / "posts/unclosed.md").unlink()
    chance = random.Random(7)
    for edit in range(edits):
        name = chance.choice(["often", "once", "early", "late", "none", "more"])
        words = chance.choices(["tide", "moon", "sea", "and", "the", "harbour"], k=edit % 23 + 1)
        write(tides, {f"posts/{name}.md": post("Same", " ".join(words))})
        for query in ("tide", "moon sea", "tide or harbour", "har*", '"tide and"', "the tide moon"):
            found(tides, query)


def test_dead_weight_ends(tides, settled, reads, monkeypatch):
    monkeypatch.setattr(text_rows, "_AT_LEAST", 12)
    held = set()
    for edit in range(20):
        write(tides, {"posts/none.md": post("Hills", f"Edit {edit:03}.")})
        assert paths(tides, f"{edit:03}") == ["posts/none.md"]
        with sqlite3.connect(kept(tides)) as database:
            held |= set(database.execute("SELECT count(*) FROM fulltext_docsize"))
        database.close()
    assert max(held) <= (13,)
    assert reads.count("posts/title.md") > 1


# What may befall it.


def kept(root: Path) -> Path:
    return cache_of(root) / "index.db"


def spoiled(file: Path, data: bytes) -> None:
    for ending in "-wal", "-shm":
        Path(f"{file}{ending}").unlink(missing_ok=True)
    file.write_bytes(data)


@pytest.fixture
def sound(readable, settled) -> Path:
    """The same with all of it kept."""
    found(readable, "tide")
    return readable


def still_right(root: Path) -> None:
    write(root, {"posts/none.md": post("Hills", "Moon over hills.")})
    assert found(root, "tide") == ["title", "tags", "often", "late", "early", "dateless", "once"]
    write(root, {"posts/none.md": post("Hills", "A tide here as well.")})
    assert "none" in found(root, "tide")


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 5000, 20_000])
def test_truncated(sound, size):
    spoiled(kept(sound), kept(sound).read_bytes()[:size])
    still_right(sound)


@pytest.mark.parametrize("data", [b"", b"no database at all\n" * 500, b"SQLite format 3\0" * 999])
def test_something_else_in_its_place(sound, data):
    spoiled(kept(sound), data)
    still_right(sound)


def test_a_folder_in_its_place(sound):
    kept(sound).unlink()
    kept(sound).mkdir()
    still_right(sound)


def test_another_table_in_its_place(sound):
    with sqlite3.connect(kept(sound)) as database:
        database.executescript("DROP TABLE fulltext; CREATE TABLE fulltext (number, path)")
    database.close()
    still_right(sound)


@pytest.mark.parametrize("table", ["data", "idx", "content", "docsize", "config"])
def test_a_part_of_the_table_is_gone(sound, table):
    with sqlite3.connect(kept(sound)) as database:
        database.execute("PRAGMA writable_schema = 1")
        database.execute("DELETE FROM sqlite_schema WHERE name = ?", (f"fulltext_{table}",))
    database.close()
    still_right(sound)


CHILD = """
import os, sys
from blogcli.store.index import stamps, text_rows
stamps.RACY = -10**15
{prelude}
from blogcli.cli.main import run
from blogcli.cli.app import this_app
code = run(["--traceback", "search", *sys.argv[1:]], this_app())
sys.stdout.flush()
os._exit(code)
"""

KILLED = {
    "before the texts": "text_rows.text_row = lambda *rest: os._exit(9)",
    "in the middle": "import itertools, sqlite3\n"
    "class Connection(sqlite3.Connection):\n"
    "    def executemany(self, statement, rows):\n"
    "        if 'fulltext' in statement:\n"
    "            super().executemany(statement, itertools.islice(rows, 3))\n"
    "            os._exit(9)\n"
    "        return super().executemany(statement, rows)\n"
    "connect = sqlite3.connect\n"
    "sqlite3.connect = lambda name, **how: connect(name, factory=Connection, **how)",
}


def child(root: Path, prelude: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        # -B: Python would keep a compiled module that a full disk has cut short.
        [sys.executable, "-B", "-c", CHILD.format(prelude=prelude), *words],
        cwd=root,
        env={"PATH": os.environ["PATH"], "HOME": f"{root.parent}/home", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.thorough
@pytest.mark.parametrize("is_filled", [True, False], ids=["an update", "the first fill"])
@pytest.mark.parametrize("moment", KILLED)
def test_killed(sound, moment, is_filled):
    if not is_filled:
        kept(sound).unlink()
    write(sound, {"posts/often.md": post("Sea", "Tide, tide, tide, tide and moon.")})
    ended = child(sound, KILLED[moment], "tide")
    ended.communicate()
    assert ended.returncode == 9
    still_right(sound)


@pytest.mark.thorough
@pytest.mark.parametrize("limit", [0, 20_000, *thorough(1, 4096, 60_000)])
@pytest.mark.parametrize("is_filled", [True, False], ids=["an update", "the first fill"])
def test_a_full_disk(sound, limit, is_filled):
    if not is_filled:
        kept(sound).unlink()
    body = " ".join(f"word{number}" for number in range(5000))
    write(sound, {"posts/none.md": post("Hills", body)})
    prelude = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    ended = child(sound, prelude, "word4999", "--format", "slugs")
    out, err = ended.communicate()
    assert (ended.returncode, out, err) == (0, "none\n", "")
    assert found(sound, "word4999") == ["none"]
    still_right(sound)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(sound):
    cache_of(sound).chmod(0o500)
    try:
        still_right(sound)
    finally:
        cache_of(sound).chmod(0o700)


def test_no_file_can_be_opened(sound, monkeypatch):
    connect = sqlite3.connect

    def refused(name: str, **how) -> sqlite3.Connection:
        if str(name).startswith(str(kept(sound))):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(name, **how)

    monkeypatch.setattr("blogcli.store.index.database.sqlite3.connect", refused)
    still_right(sound)


def test_a_file_in_place_of_the_folder(tides, no_real_home):
    (tides / "posts/unclosed.md").unlink()
    folder = cache_of(tides)
    shutil.rmtree(folder)
    folder.write_text("a file")
    still_right(tides)
    assert folder.read_text() == "a file"


def test_without_an_index_nothing_is_kept(tides):
    (tides / "posts/unclosed.md").unlink()
    bare(tides, "search", "tide")
    assert not kept(tides).exists()


def test_another_one_writes(sound, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.database._WAIT", 0.01)
    other = sqlite3.connect(kept(sound), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    still_right(sound)
    other.close()
    still_right(sound)


@pytest.mark.thorough
def test_several_at_once(sound):
    for edit in range(3):
        write(sound, {"posts/none.md": post("Hills", f"A tide, edit{edit}.")})
        if edit == 2:
            kept(sound).unlink()
        running = [child(sound, "", f"edit{edit}", "--format", "slugs") for _ in range(4)]
        ended = [(*one.communicate(), one.returncode) for one in running]
        assert ended == [("none\n", "", 0)] * 4
    still_right(sound)
