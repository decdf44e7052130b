"""Whatever befalls the index: the same answer, not a word about it, and soon a good index again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from blogcli.store.index import database as index_file
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
def test_flipped_bytes(step, site, answers, reads):
    data = index_of(site).read_bytes()
    positions = flips(data)
    assert len(positions) > 400
    chance = random.Random(11)
    for count, at in enumerate(positions[::step]):
        damaged = bytearray(data)
        damaged[at] ^= chance.choice([1, 0x80, 0xFF, 0x40])
        index_of(site).write_bytes(damaged)
        first = CALLS[count % len(CALLS)]
        assert call(site, *first) == answers[first], (at, first)
        second = CALLS[1 + count // 6 % 2]
        assert call(site, *second) == answers[second], (at, first, second)
        if count % 20 == 0:
            assert_heals(site, answers)
            assert_good(site, reads)


@A_FEW_OR_ALL
def test_flipped_bytes_and_a_change(step, site):
    """What is kept of the others goes into the new sweep too."""
    data = index_of(site).read_bytes()
    positions = random.Random(5).sample(flips(data), 60)
    for at in positions[::step]:
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        index_of(site).write_bytes(damaged)
        write(site, {ADDED: f"---\ntitle: Added {at}\nslug: same\n---\n"})
        for words in ("list", "--json"), ("show", "same"), ("list",), ("show", "quattro"):
            assert call(site, *words) == bare(site, *words), (at, words)
        (site / ADDED).unlink()
        assert call(site, "show", "same") == bare(site, "show", "same"), at


@A_FEW_OR_ALL
def test_truncated(step, site, answers, reads):
    data = index_of(site).read_bytes()
    page = int.from_bytes(data[16:18], "big")
    lengths = {0, 1, 15, 16, 99, 100, 101, 1000, len(data) - 1, len(data) - 100}
    lengths |= {*range(0, len(data), page)} | {*range(page // 2, len(data), page * 2)}
    for count, length in enumerate(sorted(lengths)[::step]):
        index_of(site).write_bytes(data[:length])
        assert_heals(site, answers, first=count % len(CALLS))
        assert_good(site, reads)


@A_FEW_OR_ALL
def test_pages_of_zeros_and_of_other_pages(step, site, answers, reads):
    data = index_of(site).read_bytes()
    page = int.from_bytes(data[16:18], "big")
    pages = [data[at : at + page] for at in range(0, len(data), page)]
    for place in range(0, len(pages), step):
        for other in (bytes(page), b"\xff" * page, pages[place - 1]):
            damaged = [*pages[:place], other, *pages[place + 1 :]]
            index_of(site).write_bytes(b"".join(damaged))
            assert_heals(site, answers, first=place % len(CALLS))
            assert_good(site, reads)


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
            "CREATE TABLE {part} (a, b); CREATE TABLE {post} (c)",
            "CREATE TABLE {part} (name, seal, data);"
            " INSERT INTO {part} VALUES ('head', 1, 1), ('paths0', NULL, NULL)",
            "CREATE VIEW {post} AS SELECT 1 AS path, 2 AS row",
            "PRAGMA journal_mode = WAL; CREATE TABLE other (a)",
            "PRAGMA auto_vacuum = FULL; CREATE TABLE other (a)",
            "PRAGMA encoding = 'UTF-16'; CREATE TABLE other (a)",
        ),
    ],
)
def test_a_database_of_another_program(script, site, answers, reads):
    index_of(site).unlink()
    with sqlite3.connect(index_of(site)) as database:
        database.executescript(script.format(part=index_file._PART, post=index_file.POSTS))
    database.close()
    assert_heals(site, answers)
    assert_good(site, reads)


VALUES = ["x'00'", "NULL", "1", "1.5", "'text'", "x''", "CAST(x'ff' AS TEXT)"]


@A_FEW_OR_ALL
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {part} SET data = {value}",
        "UPDATE {part} SET seal = {value} WHERE name = 'paths0'",
        "UPDATE {post} SET row = {value}",
        "UPDATE {text} SET row = (SELECT row FROM {post} WHERE path = {text}.path)",
        "DELETE FROM {post}",
        "DROP TABLE {part}",
        *thorough(
            "UPDATE {part} SET data = {value} WHERE name = 'stamps'",
            "UPDATE {part} SET data = {value} WHERE name = 'slugs'",
            "UPDATE {part} SET data = {value} WHERE name = 'lists'",
            "UPDATE {part} SET data = {value} WHERE name = 'head'",
            "UPDATE {text} SET row = {value}",
            "UPDATE {post} SET row = (SELECT row FROM {text} WHERE path = {post}.path)",
            "UPDATE {part} SET data = (SELECT data FROM {part} WHERE name = 'paths0')",
            "DELETE FROM {text}",
            "DELETE FROM {part} WHERE name = 'newest'",
            "DROP TABLE {post}",
            "DROP TABLE {text}",
        ),
    ],
)
def test_values_of_other_types(statement, step, site, answers, reads):
    names = {"part": index_file._PART, "post": index_file.POSTS, "text": index_file.TEXTS}
    for value in VALUES[::step] if "{value}" in statement else ["NULL"]:
        with sqlite3.connect(index_of(site)) as database:
            database.execute(statement.format(value=value, **names))
        database.close()
        assert_heals(site, answers)
        assert_good(site, reads)


@pytest.mark.parametrize("version", [0, 99])
def test_another_version_of_the_tables(version, site, answers, reads):
    old = index_of(site).read_bytes()
    with sqlite3.connect(index_of(site)) as database:
        for name in ("part", "post", "text"):
            database.execute(f"ALTER TABLE {name}_{index_file.VERSION} RENAME TO {name}_{version}")
    database.close()
    assert index_of(site).read_bytes() != old
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


def test_rows_of_another_meaning(site):
    """Rows of a call with another time zone got into this index, as two writers may bring about."""
    dated = "---\ntitle: Dated\ndate: 2026-11-24 12:30:00\n---\n"
    write(site, {"posts/dated.md": dated})
    kept = []
    for zone in ("Asia/Tokyo", "America/New_York"):
        write(site, {"blog.toml": f'timezone = "{zone}"\n'})
        call(site, "list", "--json")
        with sqlite3.connect(index_of(site)) as database:
            if zone == "Asia/Tokyo":
                shown = bare(site, "list", "--json")
                for table in (index_file.POSTS, index_file.TEXTS):
                    rows = database.execute(f"SELECT path, row FROM {table}").fetchall()
                    kept += [(table, row) for row in rows]
            else:
                for table, row in kept:
                    database.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", row)
        database.close()
    assert bare(site, "list", "--json") != shown
    for words in ("list", "--json"), ("list", "is:scheduled"), ("list", "-s", "title"):
        assert call(site, *words) == bare(site, *words)


def assert_untouched(site: Path, outside: Path, answers: dict) -> None:
    before, times = outside.read_bytes(), outside.stat().st_mtime_ns
    assert_heals(site, answers)
    write(site, {ADDED: "---\ntitle: Added\n---\n"})
    assert call(site, "list", "--json") == bare(site, "list", "--json")
    assert outside.read_bytes() == before
    assert outside.stat().st_mtime_ns == times


@pytest.mark.parametrize("name", ["index.db", *thorough("index.db.clock", "index.db-journal")])
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


@pytest.mark.parametrize("name", ["index.db", "index.db-journal", "index.db.clock"])
def test_a_folder_is_in_the_way(name, site, answers):
    place = cache_of(site) / name
    place.unlink(missing_ok=True)
    write(place, {"mine": "precious\n"})
    assert_untouched(site, place / "mine", answers)


@pytest.mark.parametrize(
    "name", ["head", "stamps", *thorough("paths0", "slugs", "lists", "marks", "ats", "newest")]
)
def test_a_part_of_another_sweep(name, site):
    """Whole in itself, but not of the sweep that the other parts are of."""
    part = index_file._PART

    def held(*put: bytes) -> tuple[bytes, bytes]:
        of_it = f"{part} WHERE name = '{name}'"
        with sqlite3.connect(index_of(site)) as database:
            if put:
                database.execute(f"REPLACE INTO {part} VALUES ('{name}', ?, ?)", put)
            found = database.execute(f"SELECT seal, data FROM {of_it}").fetchone()
        database.close()
        return found

    old = held()
    write(
        site,
        {"posts/four.md": "---\ntitle: Five\nslug: same\ndraft: true\ndate: 2027-01-01\n---\n"},
    )
    write(site, {ADDED: "---\ntitle: Added\n---\n"})
    call(site, "list")
    assert held() != old
    assert held(*old) == old
    for words in CALLS:
        assert call(site, *words) == bare(site, *words), words
