"""Damage to the index that SQLite sees: the same answer, no word about it, and a good index again.

A byte of a title that flips on the disk is not seen; then deleting the cache mends it.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from blogcli.store.index import database as index_file
from blogcli.store.index.pack_rows import PostRow, RecordRow
from tests.conftest import thorough
from tests.store.conftest import write
from tests.store.indexed import A_FEW_OR_ALL, Reads, Result, bare, cache_of, call, index_of

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("settled")]

CALLS = [
    ("list",),
    ("list", "--json"),
    ("show", "same"),
    ("show", "quattro"),
    ("list", "-s", "title", "has:tags"),
    ("tags",),
]
ADDED = "posts/zz-added.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A blog of enough posts for some pages, one slug twice, and its index."""
    posts = {
        f"posts/p{number:02}.md": f"---\ntitle: Post {number}\ntags: [t{number % 7}]\n"
        f"date: 2026-01-{number % 28 + 1:02}\ndescription: {'words ' * 30}\n---\nText.\n"
        for number in range(40)
    }
    more = {"posts/four.md": "---\ntitle: Four\nslug: quattro\n---\n",
            "posts/a.md": "---\ntitle: A\nslug: same\n---\n",
            "posts/z.md": "---\ntitle: Z\nslug: same\n---\n"}  # fmt: skip
    root = write(tmp_path / "blog", {"blog.toml": "", **posts, **more})
    for words in CALLS:
        call(root, *words)
    return root


@pytest.fixture
def answers(site: Path) -> dict[tuple[str, ...], Result]:
    """What the calls print without an index."""
    found = {words: bare(site, *words) for words in CALLS}
    assert [result.code for result in found.values()] == [0, 0, 3, 0, 0, 0]
    return found


def assert_heals(site: Path, answers: dict, *, first: int = 0) -> None:
    """Each call, `first` before the others, says what it says without the index."""
    for words in (*CALLS[first:], *CALLS[:first]):
        assert call(site, *words) == answers[words], words


def spoil(site: Path, data: bytes) -> None:
    """Put other bytes in place of the index, with nothing beside it."""
    for ending in "-wal", "-shm", "-journal":
        Path(f"{index_of(site)}{ending}").unlink(missing_ok=True)
    index_of(site).write_bytes(data)


def assert_good(site: Path, reads: Reads) -> None:
    """The index spares all reading, at the latest from the second call after damage was met."""
    for words in (*CALLS, ("list",)):
        call(site, *words)
    reads.clear()
    call(site, "list", "--json")
    call(site, "list", "-s", "title")
    assert reads.opened == []


def flips(data: bytes) -> list[int]:
    """Positions in every page's header, and in the whole file by chance."""
    page = int.from_bytes(data[16:18], "big")
    heads = [
        start + at for start in range(0, len(data), page) for at in (0, 1, 3, 4, 5, 6, 7, 8, 9, 11)
    ]
    chance = random.Random(7)
    used = [at for at in range(len(data)) if data[at]]
    first = list(range(100)) + [at for at in range(100, page) if data[at]]
    return heads + chance.sample(first, 220) + chance.sample(used, 220)


@A_FEW_OR_ALL
def test_flipped_bytes(step, site):
    """Nothing worse than a wrong answer, which the next change of the file or `rm` mends."""
    data = index_of(site).read_bytes()
    positions = flips(data)
    assert len(positions) > 400
    chance = random.Random(11)
    for count, at in enumerate(positions[::step]):
        damaged = bytearray(data)
        damaged[at] ^= chance.choice([1, 0x80, 0xFF, 0x40])
        spoil(site, bytes(damaged))
        for words in (CALLS[count % len(CALLS)], ("search", "text")):
            assert call(site, *words).code in (0, 3), (at, words)
    shutil.rmtree(cache_of(site))
    assert call(site, "list", "--json") == bare(site, "list", "--json")


@A_FEW_OR_ALL
def test_truncated(step, site, answers, reads):
    data = index_of(site).read_bytes()
    page = int.from_bytes(data[16:18], "big")
    lengths = {0, 1, 15, 16, 99, 100, 101, 1000, len(data) - 1, len(data) - 100}
    lengths |= {*range(0, len(data), page)} | {*range(page // 2, len(data), page * 2)}
    for count, length in enumerate(sorted(lengths)[::step]):
        spoil(site, data[:length])
        assert_heals(site, answers, first=count % len(CALLS))
        assert_good(site, reads)


@A_FEW_OR_ALL
def test_pages_of_zeros(step, site, answers, reads):
    data = index_of(site).read_bytes()
    page = int.from_bytes(data[16:18], "big")
    pages = [data[at : at + page] for at in range(0, len(data), page)]
    for place in range(0, len(pages), step):
        for other in (bytes(page), b"\xff" * page):
            spoil(site, b"".join([*pages[:place], other, *pages[place + 1 :]]))
            for words in CALLS:
                assert call(site, *words).code in (0, 3)


GARBAGE = {
    "nothing": b"",
    "text": b"hello\n" * 1000,
    "noise": random.Random(3).randbytes(50_000),
    "a head alone": b"SQLite format 3\0",
    "a head and noise": b"SQLite format 3\0" + random.Random(4).randbytes(50_000),
    "zeros": bytes(65536),
}


@pytest.mark.parametrize("name", [*list(GARBAGE)[:3], *thorough(*list(GARBAGE)[3:])])
def test_garbage(name, site, answers, reads):
    for ending in "", "-journal", "-wal", "-shm":
        Path(f"{index_of(site)}{ending}").write_bytes(GARBAGE[name])
        assert_heals(site, answers)
        assert_good(site, reads)


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE other (a, b); INSERT INTO other VALUES (1, 2)",
        *thorough(
            "CREATE TABLE meta (a, b); CREATE TABLE post (c)",
            "CREATE VIEW post AS SELECT 1 AS path, 2 AS row",
            f"PRAGMA user_version = {index_file.VERSION}; CREATE TABLE post (a)",
            f"PRAGMA user_version = {index_file.VERSION}",
            "PRAGMA journal_mode = WAL; CREATE TABLE other (a)",
            "PRAGMA auto_vacuum = FULL; CREATE TABLE other (a)",
            "PRAGMA encoding = 'UTF-16'; CREATE TABLE other (a)",
        ),
    ],
)
def test_a_database_of_another_program(script, site, answers, reads):
    index_of(site).unlink()
    with sqlite3.connect(index_of(site)) as database:
        database.executescript(script)
    database.close()
    assert_heals(site, answers)
    assert_good(site, reads)


VALUES = ["x'00'", "NULL", "1", "1.5", "'text'", "x''", "CAST(x'ff' AS TEXT)"]


COLUMNS = [
    *(("post", name) for name in ("id", "stamp", *PostRow._fields)),
    *(("record", name) for name in RecordRow._fields),
    *(("folder", name) for name in ("path", "stamp")),
    *(("meta", name) for name in ("meaning", "zone", "plain", "others", "writer")),
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_values_of_other_types(table, column, site):
    """No column may hold what ends a command in a traceback."""
    for value in VALUES:
        with sqlite3.connect(index_of(site)) as database:
            some = "WHERE rowid % 3 = 1" if table in ("post", "record") else ""
            try:
                database.execute(f"UPDATE {table} SET {column} = {value} {some}")
            except sqlite3.IntegrityError:
                continue
            finally:
                database.commit()
        database.close()
        for words in (*CALLS, ("search", "text")):
            assert call(site, *words).code in (0, 3), (value, words)


@pytest.mark.parametrize("table", ["meta", "folder", "post", "record"])
@pytest.mark.parametrize("how", ["DELETE FROM", "DROP TABLE"])
def test_a_table_that_is_empty_or_gone(how, table, site, answers, reads):
    with sqlite3.connect(index_of(site)) as database:
        database.execute(f"{how} {table}")
    database.close()
    if how == "DROP TABLE" or table in ("meta", "folder"):  # nothing tells of the others
        assert_heals(site, answers)
        assert_good(site, reads)


@pytest.mark.parametrize("version", [0, 99])
def test_another_version_of_the_tables(version, site, answers, reads):
    with sqlite3.connect(index_of(site)) as database:
        database.execute(f"PRAGMA user_version = {version}")
    database.close()
    assert_heals(site, answers)
    assert_good(site, reads)


def test_another_version_of_the_program(site, answers, reads, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.source.__version__", "99.0")
    assert_heals(site, answers)
    assert_good(site, reads)


def test_the_index_of_another_blog(site, answers, reads):
    other = shutil.copytree(site, site.parent / "other")
    for file in sorted((other / "posts").iterdir()):
        file.write_text(file.read_text().replace("title: ", "title: Other "))
    result = bare(other, "list", "--json")
    assert call(other, "list", "--json") == result
    shutil.copyfile(index_of(other), index_of(site))
    assert_heals(site, answers)
    assert_good(site, reads)
    assert call(other, "list", "--json") == result


def assert_untouched(site: Path, outside: Path, answers: dict) -> None:
    before, times = outside.read_bytes(), outside.stat().st_mtime_ns
    assert_heals(site, answers)
    write(site, {ADDED: "---\ntitle: Added\n---\n"})
    assert call(site, "list", "--json") == bare(site, "list", "--json")
    assert outside.read_bytes() == before
    assert outside.stat().st_mtime_ns == times


@pytest.mark.parametrize("name", ["index.db", *thorough("index.db.clock")])
@pytest.mark.parametrize("what", ["text", "index", "nothing"])
def test_a_link_that_leads_out_of_the_blog(name, what, site, answers):
    outside = site.parent / "outside"
    outside.write_bytes(index_of(site).read_bytes() if what == "index" else b"precious\n")
    place = cache_of(site) / name
    place.unlink(missing_ok=True)
    if what == "nothing":
        outside.unlink()
        place.symlink_to(outside)
        assert_heals(site, answers)
        write(site, {ADDED: "---\ntitle: Added\n---\n"})
        assert call(site, "list", "--json") == bare(site, "list", "--json")
        assert not outside.exists()
        return
    place.symlink_to(outside)
    assert_untouched(site, outside, answers)


def test_a_file_is_in_place_of_the_folder(site, answers):
    folder = cache_of(site)
    shutil.rmtree(folder)
    folder.write_text("mine\n")
    assert_untouched(site, folder, answers)


@pytest.mark.parametrize("name", ["index.db", "index.db.clock"])
def test_a_folder_is_in_the_way(name, site, answers):
    place = cache_of(site) / name
    place.unlink(missing_ok=True)
    write(place, {"mine": "precious\n"})
    assert_untouched(site, place / "mine", answers)
