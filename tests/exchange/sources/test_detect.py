"""What is an export and what is not: by content, in files, folders, zips and streams."""

import io
import sys
import zipfile
from shlex import join

import pytest

from blogcli.errors import Ambiguous, BlogError, ExitCode, NotFound, UsageError
from blogcli.exchange.model import ReadOptions
from blogcli.exchange.sources.detect import KINDS
from blogcli.exchange.sources.open_export import open_export
from blogcli.extras import EXTRAS
from tests.exchange.conftest import NOW
from tests.exchange.exports import backup, backup_entry, takeout, takeout_entry, wxr, wxr_item

THEME = (
    "<?xml version='1.0' encoding='UTF-8' ?><!DOCTYPE html>"
    "<html b:css='false' b:version='2' xmlns:b='http://www.google.com/2005/gml/b'><head/></html>"
)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("", "empty"),
        (" \n\ufeff\n", "empty"),
        (THEME, "a Blogger theme"),
        ("<!DOCTYPE html><html><body>Hi</body></html>", "a web page that Blogger did not make"),
        ("<html><head><meta name=generator content='Hugo'></head></html>", "a web page"),
        ("<opml version='2.0'></opml>", "an OPML list"),
        ("<?xml version='1.0'?><!-- x --><urlset></urlset>", "a sitemap"),
        ("<svg></svg>", "a picture"),
        ("<note>x</note>", "unknown XML"),
        ('{"db": [{"meta": {}}]}', "a Ghost export"),
        ('{"a": 1}', "unknown JSON"),
        ("-- MySQL dump 10.13\nCREATE TABLE `wp_posts`", "a database dump"),
        ("blog_publishing_mode,blog_name\nHOSTED,x\n", "a Takeout's settings"),
        ("---\ntitle: x\n---\n\nText\n", "already a post"),
        ("Just some words.\n", "text without a date on a line of its own"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "a picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08\0\0", "gzip"),
        (b"\0\1\2\3" * 9, "not a text file"),
        (b"SQLite format 3\0", "a database"),
    ],
)
def test_wrong_files_are_named_for_what_they_are(read, data, what):
    with pytest.raises(UsageError) as caught:
        read(data)
    assert what in str(caught.value)
    assert "takeout.google.com" in caught.value.hint
    assert caught.value.code == ExitCode.USAGE


@pytest.mark.parametrize("before", ["", "\n", "\ufeff", "<?xml version='1.0'?><!-- <rss> -->\n"])
def test_kinds_are_found_behind_what_may_stand_first(read, before):
    text = takeout(takeout_entry()).partition("?>")[2]
    assert read(before + text).kind == "takeout"


def test_a_merge_that_git_left_unfinished_is_named_with_its_line(read):
    one = backup(backup_entry()).partition("?>")[2]
    text = f"<<<<<<< HEAD\n{one}\n=======\n{one}\n>>>>>>> theirs\n"
    for data in (text, "<?xml version='1.0'?>\n" + text, one[:-7] + "\nx" * 900_000 + "\n" + text):
        with pytest.raises(UsageError, match="git conflict markers") as caught:
            read(data)
        assert caught.value.line == data[: data.index("<<<<<<<")].count("\n") + 1


def test_marks_inside_a_sound_export_are_text(read):
    body = "<pre>\n<<<<<<< HEAD\n=======\n>>>>>>> x\n</pre>"
    assert len(read(backup(backup_entry(2), backup_entry(body=body))).posts) == 2
    raw = wxr(wxr_item(1, body=body), wxr_item(2))
    assert len(read(raw).posts) == 2


def test_an_export_without_posts_is_an_error(read):
    for text in (backup(backup_entry(kind="template")), takeout(), wxr()):
        with pytest.raises(BlogError, match="without posts") as caught:
            read(text)
        assert caught.value.code == ExitCode.FAILED


def test_no_such_file(read, tmp_path):
    with pytest.raises(NotFound, match="file not found"):
        read(tmp_path / "gone.xml")


def test_a_kind_that_is_asked_for(read):
    page = "The sea\n\nis wide\n"
    with pytest.raises(UsageError, match="unknown kind"):
        read(page, format="blogspot")
    with pytest.raises(BlogError, match="without posts"):
        read(page, format="text")
    with pytest.raises(BlogError):
        read(page, format="takeout")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [b"", b"x", b"<a>", b"{", b"<rss></rss>", b"\xff\xfe<\0"])
def test_a_kind_that_is_asked_for_of_any_file_is_an_error_at_most(read, kind, data):
    with pytest.raises(BlogError):
        read(data, format=kind)


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


BLOG = "Takeout__Blogger__Blogs__"


def takeout_zip(*names, **more):
    files = {f"{BLOG}{name}__feed.atom": takeout(takeout_entry(title=name)) for name in names}
    return zipped(**files, **more)


def test_a_takeout_zip_is_its_feed_with_its_settings(read, tmp_path):
    settings = {f"{BLOG}Tides__settings.csv": "blog_name,blog_time_zone\nTides,Europe/Oslo\n"}
    noise = {
        f"{BLOG}Tides__theme-layouts.xml": THEME,
        f"{BLOG}Tides__followers.csv": "name\nBo\n",
        "Takeout__Blogger__Profile__profile.html": "<html></html>",
    }
    data = takeout_zip("Tides", **settings, **noise)
    data_with_mac = data  # a stream and a file read the same
    (tmp_path / "t.zip").write_bytes(data)
    for source in (data_with_mac, tmp_path / "t.zip"):
        found = read(source)
        assert (found.kind, found.site.title, found.post.title) == ("takeout", "Tides", "Tides")
        assert found.post.date.utcoffset().total_seconds() == 7200


def test_several_blogs_have_to_be_told_apart(read):
    data = takeout_zip("Tides", "Winds")
    with pytest.raises(Ambiguous, match="2 blogs") as caught:
        read(data)
    assert caught.value.candidates == ("Tides", "Winds")
    assert "--pick" in caught.value.hint
    assert read(data, blog="winds").post.title == "Winds"
    with pytest.raises(NotFound, match="no blog 'Rain'"):
        read(data, blog="Rain")


def test_a_split_wordpress_export_is_read_in_turn(read):
    data = zipped(**{"a.xml": wxr(wxr_item(1)), "b.xml": wxr(wxr_item(2)), "c.jpg": b"\xff\xd8"})
    assert [post.slug for post in read(data).posts] == ["low-1", "low-2"]


def test_a_zip_or_folder_without_an_export(read, tmp_path):
    with pytest.raises(UsageError, match="no export in its 2 files"):
        read(zipped(x="words", y="more"))
    with pytest.raises(UsageError, match="no export in its 0 files"):
        read(tmp_path)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "feed.atom").write_text(takeout(takeout_entry()))
    with pytest.raises(UsageError, match="no export"):
        read(tmp_path)


def test_exports_of_several_kinds_have_to_be_told_apart(read):
    data = zipped(**{"a.xml": wxr(wxr_item(1)), "b.xml": backup(backup_entry())})
    with pytest.raises(UsageError, match="several kinds"):
        read(data)
    assert read(data, format="blogger").kind == "blogger"
    with pytest.raises(UsageError, match="no JSON Feed in its 2 files"):
        read(data, format="jsonfeed")


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x.xml", "a/../../x", "C:\\x", "a\\..\\b"])
def test_a_zip_that_leads_out_of_itself_is_refused(read, name):
    with pytest.raises(BlogError, match="points outside the zip"):
        read(zipped(**{name: "x", "a.xml": wxr(wxr_item(1))}))


def test_a_zip_bomb_is_refused(read):
    bomb = wxr(wxr_item(1, body="a" * 30_000_000))
    with pytest.raises(BlogError, match="more than 200 times"):
        read(zipped(**{"a.xml": bomb}))


def test_a_large_sound_zip_is_read(read):
    words = " ".join(str(number * number) for number in range(200_000))
    assert len(read(zipped(**{"a.xml": wxr(wxr_item(1, body=words))})).post.body) > 1_000_000


def test_an_encrypted_zip_is_named(read):
    data = bytearray(zipped(**{"a.xml": wxr(wxr_item(1))}))
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    with pytest.raises(BlogError, match="encrypted"):
        read(bytes(data))


def test_a_broken_zip_is_an_error(read):
    data = zipped(**{"a.xml": wxr(wxr_item(1))})
    for broken in (data[:-30], data[:50] + b"x" * 40 + data[90:]):
        with pytest.raises(BlogError):
            read(broken)


def test_progress_ends_at_one(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(wxr(*[wxr_item(number, body="x" * 5000) for number in range(60)]))
    told = []
    with open_export(path, ReadOptions(NOW, progress=told.append)) as reading:
        entries = list(reading.entries)
    assert len(entries) == 61
    assert told == sorted(told)
    assert 0 < told[0] < 0.5
    assert told[-1] == 1.0


def test_without_the_libraries_it_says_how_to_get_them(run_without_libraries):
    said = run_without_libraries(
        "import io, datetime\n"
        "from blogcli.errors import BlogError\n"
        "from blogcli.exchange.sources.open_export import open_export\n"
        "from blogcli.exchange.model import ReadOptions\n"
        "try:\n"
        "    open_export(io.BytesIO(b'x'), ReadOptions(datetime.datetime.now())).__enter__()\n"
        "except BlogError as error: print(error, '|', error.hint)"
    )
    assert "import needs packages: lxml, " in said
    assert said.endswith(
        f"run: {sys.executable} -m pip install {join(EXTRAS['import'].values())}\n"
    )


def test_nothing_heavy_is_loaded_before_an_export_is_opened(tmp_path):
    import subprocess
    import sys

    line = (
        "import sys, blogcli.exchange.sources.open_export, blogcli.exchange.plan.convert; "
        "print([name for name in ('lxml', 'bs4', 'feedparser', 'markdown_it', 'nh3', 'sqlite3', "
        "'zipfile', 'yaml') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
