"""The texts of a site that are no posts are kept in the index until they change."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogcli.posts.links.mentions import Mentions, words
from blogcli.posts.links.rewrite import PostIdentity
from blogcli.store.operations import site_texts
from tests.store.conftest import write
from tests.store.indexed import bare, call, index_of

HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\n',
    "content/posts/beacon.md": "---\ntitle: B\ndate: 2024-01-05\n---\nText\n",
    "content/posts/hidden.md": "---\ntitle: H\ndate: 2024-01-05\ndraft: true\n---\nText\n",
    "content/pages/about.md": "---\ntitle: About\n---\n[b](/posts/beacon/)\n[h](/posts/hidden/)\n",
    "content/pages/other.md": "---\ntitle: Other\n---\nNo link.\n",
    "content/pages/more/deep.md": "---\ntitle: Deep\n---\n[b](../../posts/beacon.md)\n",
    "layouts/x.html": '<a href="/posts/beacon/">b</a>\n',
    "data/x.yaml": "link: /posts/hidden/\n",
    "static/app.js": "x" * 10 + "/posts/beacon/\n",
}
CALLS = [
    ("rename", "beacon", "new", "--dry-run"),
    ("rm", "beacon", "--dry-run"),
    ("unpublish", "beacon", "--dry-run"),
    ("check",),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", dict(HUGO))


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the texts that are read."""
    found: list[str] = []
    read = site_texts.read_bytes

    def reading(name: str, size: int) -> bytes:
        found.append(Path(name).name)
        return read(name, size)

    monkeypatch.setattr(site_texts, "read_bytes", reading)
    return found


def assert_the_same(root: Path) -> None:
    """Each call says with an index, the first and the second time, what it says without one."""
    for call_words in CALLS:
        expected = bare(root, *call_words)
        assert expected.code in (0, 6), expected.err
        for _ in range(2):
            assert call(root, *call_words) == expected


@pytest.mark.usefixtures("settled")
def test_only_texts_that_mention_the_post_are_read_again(site, texts):
    call(site, *CALLS[0])
    texts.clear()
    assert b"+[b](/posts/new/)" in call(site, *CALLS[0]).out
    assert sorted(texts) == ["about.md", "app.js", "deep.md", "x.html"]
    texts.clear()
    assert b"about.md:5:5" in call(site, "check").out
    assert texts == []


@pytest.mark.usefixtures("settled")
def test_a_text_that_changed_is_read_again(site, texts):
    call(site, *CALLS[0])
    (site / "content/pages/other.md").write_text("---\ntitle: Other\n---\n[now](/posts/beacon/)\n")
    texts.clear()
    assert b"+[now](/posts/new/)" in call(site, *CALLS[0]).out
    assert "other.md" in texts
    assert_the_same(site)


def added(root: Path) -> None:
    write(root, {"content/pages/new/x.md": "---\ntitle: X\n---\n[b](/posts/beacon/)\n"})


def removed(root: Path) -> None:
    (root / "content/pages/about.md").unlink()


def moved(root: Path) -> None:
    (root / "content/pages/more").rename(root / "content/pages/elsewhere")


def linked(root: Path) -> None:
    target = root.parent / "outside.md"
    target.write_text("[b](/posts/beacon/)\n")
    (root / "layouts/x.html").unlink()
    (root / "layouts/x.html").symlink_to(target)


def built(root: Path) -> None:
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\npublishDir = "layouts"\n')


def hidden(root: Path) -> None:
    (root / "content/pages/about.md").write_text(
        "---\ntitle: A\ndraft: true\n---\n[b](/posts/beacon/)"
    )


def binary(root: Path) -> None:
    (root / "layouts/x.html").write_bytes(b"\0/posts/beacon/\n")


def huge(root: Path) -> None:
    (root / "content/pages/about.md").write_text("[b](/posts/beacon/)\n" + "x" * 1024 * 1025)


def wordy(root: Path) -> None:
    words = " ".join(map(str, range(10_000)))
    (root / "content/pages/about.md").write_text(
        f"---\ntitle: A\n---\n[b](/posts/beacon/)\n{words}\n"
    )


def homed(root: Path) -> None:
    (root / "blog.toml").write_text('posts = "content/posts"\ntimezone = "Asia/Tokyo"\n')


CHANGES = [homed, added, removed, moved, linked, built, hidden, binary, huge, wordy]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.usefixtures("settled")
def test_after_any_change_the_answers_are_those_without_an_index(site, change):
    assert_the_same(site)
    change(site)
    assert_the_same(site)


@pytest.mark.usefixtures("settled")
def test_a_file_that_becomes_a_post_or_ends_to_be_one(tmp_path):
    """In a blog of Markdown files at its root, front matter makes a post."""
    texts = {
        "beacon.md": "---\ntitle: B\ndate: 2024-01-05\n---\n",
        "c.md": "---\ntitle: C\ndate: 2024-01-05\n---\n[b](beacon.md)\n",
        "notes.md": "[b](beacon.md)\n",
    }
    root = write(tmp_path / "site", {"blog.toml": 'posts = "."\n', **texts})
    assert_the_same(root)
    (root / "notes.md").write_text("---\ntitle: N\ndate: 2024-01-05\n---\n[b](beacon.md)\n")
    (root / "c.md").write_text("[b](beacon.md)\n")
    assert_the_same(root)


@pytest.mark.usefixtures("settled")
def test_a_site_that_is_too_large_is_walked_each_time(site, texts, monkeypatch):
    monkeypatch.setattr(site_texts, "_MOST_BYTES", 50)
    assert_the_same(site)
    texts.clear()
    found = call(site, *CALLS[0])
    assert "warning: the site is large: links were not searched in" in found.err
    assert "hugo.toml" in texts


DAMAGES = [
    "UPDATE site_text SET path = NULL",
    "UPDATE site_text SET stamp = x'00'",
    "UPDATE site_text SET page = '[['",
    "UPDATE site_text SET page = '[1, [[1]]]'",
    "UPDATE site_folder SET stamp = x''",
    "DROP TABLE site_text",
    "UPDATE meta SET site = NULL",
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.usefixtures("settled")
def test_damaged_rows_are_made_again(site, damage):
    expected = [bare(site, *one) for one in CALLS]
    assert [call(site, *one) for one in CALLS] == expected
    with closing(sqlite3.connect(index_of(site))) as index, index:
        index.execute(damage)
    assert [call(site, *one) for one in CALLS] == expected


@pytest.mark.usefixtures("settled")
def test_another_process_that_changes_the_index_meanwhile_is_no_harm(site, monkeypatch):
    expected, read = bare(site, *CALLS[0]), site_texts.read_bytes

    def read_beside_another(name: str, size: int) -> bytes:
        with closing(sqlite3.connect(index_of(site))) as index, index:
            index.execute("UPDATE meta SET writer = randomblob(8)")
        return read(name, size)

    call(site, "check", "--only", "duplicate-slug")
    monkeypatch.setattr(site_texts, "read_bytes", read_beside_another)
    assert call(site, *CALLS[0]) == expected


@pytest.mark.usefixtures("settled")
def test_a_page_whose_name_is_not_utf8(tmp_path):
    root = write(tmp_path / "site", {"_config.yml": "url: https://e.org\n"})
    write(root, {"_posts/2024-01-05-beacon.md": "---\ntitle: B\n---\nx\n"})
    write(root, {"_posts/2024-01-05-h.md": "---\ntitle: H\npublished: false\n---\nx\n"})
    (root / os.fsdecode(b"caf\xe9.md")).write_text("---\ntitle: C\n---\n[h](/2024/01/05/h.html)\n")
    assert_the_same(root)
    assert b"not public" in call(root, "check").out


@pytest.mark.usefixtures("settled")
def test_what_cannot_be_read_is_tried_again(site, monkeypatch):
    expected, read, scan = bare(site, *CALLS[0]), site_texts.read_bytes, os.scandir

    def fails(name: str, size: int) -> bytes:
        if name.endswith("about.md"):
            raise OSError
        return read(name, size)

    def closed(folder: str):
        if folder.endswith("content/pages/more/"):
            raise OSError
        return scan(folder)

    with monkeypatch.context() as patch:
        patch.setattr(site_texts, "read_bytes", fails)
        patch.setattr("blogcli.store.operations.site_texts.os.scandir", closed)
        assert b"about.md" not in call(site, *CALLS[0]).out
    assert call(site, *CALLS[0]) == expected


@pytest.mark.usefixtures("settled")
def test_a_text_with_a_time_that_no_stamp_holds_is_read_each_time(site):
    page = site / "content/pages/other.md"
    for text in ("[x](/posts/c/)", "[b](/posts/beacon/)", "[x](/posts/c/)"):
        page.write_text(f"---\ntitle: O\n---\n{text}\n")
        os.utime(page, (10_500_000_000, 10_500_000_000))
        assert_the_same(site)


@pytest.mark.usefixtures("settled")
def test_a_page_with_very_many_links_is_read_each_time(site, texts):
    links = "[h](/posts/hidden/)\n" * 2_000
    (site / "content/pages/about.md").write_text(f"---\ntitle: A\n---\n{links}")
    assert call(site, "check") == bare(site, "check")
    texts.clear()
    assert call(site, "check").out.count(b"not public") == 2_000
    assert texts == ["about.md"]


@pytest.mark.usefixtures("settled")
def test_nothing_is_stored_where_nothing_changed(site):
    (site / "content/posts/x.md").symlink_to(site / "content/pages/other.md")
    call(site, *CALLS[0])
    with closing(sqlite3.connect(index_of(site))) as index:
        before = index.execute("SELECT writer FROM meta").fetchall()
        call(site, *CALLS[0])
        assert index.execute("SELECT writer FROM meta").fetchall() == before


@pytest.mark.usefixtures("settled")
def test_a_copy_of_the_site_has_rows_of_its_own(site, tmp_path):
    call(site, *CALLS[0])
    other = Path(shutil.copytree(site, tmp_path / "other"))
    (other / "content/pages/about.md").write_text("---\ntitle: A\n---\n[else](/posts/beacon/)\n")
    assert b"+[else](/posts/new/)" in call(other, *CALLS[0]).out


NAMES = st.text(min_size=1, max_size=12) | st.sampled_from(["a", "é", "日本", "a b", "İx", "x_y-1"])


@given(NAMES, st.text(max_size=30), st.text(max_size=30), st.booleans())
@example("日本", "%e6%97%a5%e6%9c%ac/", "", False)
@example("read me", "x\\read", "", True)
def test_the_words_of_a_text_mention_what_the_text_mentions(name, before, after, is_named):
    text = f"{before}{name if is_named else ''}{after}".encode(errors="surrogatepass")
    mentions = Mentions([PostIdentity(f"posts/{name}.md".replace("\0", ""))])
    assert mentions.are_in(words(text)) == mentions.are_in(text)
