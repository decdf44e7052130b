import io
import json
import subprocess
import sys
import zipfile

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

from tests.exchange.exports import backup, backup_entry, comment, takeout, takeout_entry

FEED = takeout(
    comment(11, body="Well said"),
    comment(12, status="SPAM_COMMENT"),
    takeout_entry(1),
    takeout_entry(2, title="Draft", status="DRAFT", filename=""),
    takeout_entry(3, kind="PAGE", title="About", filename="/p/about.html"),
)
SETTINGS = "blog_name,blog_subdomain,blog_time_zone\nTide Tables,tides,Europe/Oslo\n"


def takeout_zip(feed=FEED, settings=SETTINGS):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as members:
        folder = "Takeout/Blogger/Blogs/Tide Tables"
        members.writestr(f"{folder}/feed.atom", feed)
        members.writestr(f"{folder}/settings.csv", settings)
    return data.getvalue()


@pytest.fixture
def export(tmp_path):
    file = tmp_path / "takeout.zip"
    file.write_bytes(takeout_zip())
    return str(file)


def files(blog):
    return {
        str(file.relative_to(blog)): file.read_bytes()
        for file in sorted(blog.rglob("*"))
        if file.is_file() and ".blog" not in file.parts
    }


def test_a_takeout_becomes_a_blog_in_one_command(call, blog, export):
    done = call("import", export)
    assert done.code == 0
    assert done.err.endswith("Imported 5 files\n")
    assert sorted(files(blog)) == [
        "blog.toml",
        "comments/low-1.json",
        "pages/about.md",
        "posts/2019-07-01-draft.md",
        "posts/2019-07-01-low-1.md",
    ]
    listed = call("list", "--format", "tsv", "--fields", "slug,status,date").out
    assert listed.splitlines() == [
        "draft\tdraft\t2019-07-01T04:30:00+02:00",
        "low-1\tpublished\t2019-07-01T04:30:00+02:00",
    ]
    assert 'timezone = "Europe/Oslo"' in (blog / "blog.toml").read_text()


def test_a_pipe_is_given_every_row(call, export):
    rows = [line.split("\t") for line in call("import", export).out.splitlines()]
    assert [(row[0], row[1], row[2], row[5]) for row in rows[:3]] == [
        ("new", "post", "", "Low water"),
        ("new", "post", "draft", "Draft"),
        ("new", "page", "", "About"),
    ]
    assert ["left", "comment", "", "1", "0", "", "", "spam"] in rows


def test_a_person_is_given_sums_and_what_needs_an_eye(call, export):
    shown = call("import", export, "--yes", tty=True).out
    assert "Blogger Takeout" in shown
    assert "new            1 post\n" in shown
    assert "new            1 draft post\n" in shown
    assert "left: 1 comment: spam" in shown


def test_the_report_is_json_where_it_is_asked_for(call, blog, export):
    assert call("import", export, "--json", "report.json").code == 0
    report = json.loads((blog / "report.json").read_text())
    assert report["schema"] == 1
    assert report["kinds"] == ["Blogger Takeout"]
    assert {"outcome": "new", "what": "comment", "status": "", "count": 1} in report["totals"]
    assert report["rows"][0]["path"] == "posts/2019-07-01-low-1.md"
    again = json.loads(call("import", export, "--json", "-").out)
    assert {row["outcome"] for row in again["rows"] if row["what"] == "page"} == {"unchanged"}


@pytest.fixture
def conversions(monkeypatch):
    """The titles of the posts that are converted."""
    from blogcli.exchange.plan import convert
    from blogcli.exchange.plan.convert import convert_body

    titles = []

    def noted(post, **how):
        titles.append(post.title)
        return convert_body(post, **how)

    monkeypatch.setattr(convert, "convert_body", noted)
    return titles


def test_a_dry_run_reports_what_would_come_and_converts_nothing(call, blog, export, conversions):
    done = call("import", export, "--dry-run")
    assert (files(blog), conversions) == ({}, [])
    assert "--diff" in done.err
    real = call("import", export)
    assert done.out == real.out
    assert conversions == ["Low water", "Draft", "About"]


def test_a_dry_run_holds_what_only_conversion_can_tell(call, blog, export, conversions):
    call("import", export)
    call("tag", "low-1", "mine")
    conversions.clear()
    rows = [line.split("\t") for line in call("import", export, "--dry-run").out.splitlines()]
    assert [(row[0], row[5], row[7]) for row in rows[:3]] == [
        ("held", "Low water", "edited here since the import; kept"),
        ("held", "Draft", ""),
        ("held", "About", ""),
    ]
    assert conversions == []
    shown = call("import", export, "--dry-run", tty=True).out
    assert "held           1 page\n" in shown


def test_a_dry_run_reports_in_json_too(call, blog, export):
    report = json.loads(call("import", export, "--dry-run", "--json", "-").out)
    assert {"outcome": "new", "what": "comment", "status": "", "count": 1} in report["totals"]
    assert report["rows"][0]["path"] == "posts/2019-07-01-low-1.md"
    assert files(blog) == {}


@pytest.mark.parametrize("words", [["--diff"], ["--dry-run", "--diff"]])
def test_the_exact_diff_is_a_patch_that_git_takes(call, blog, export, words):
    done = call("import", export, *words)
    assert files(blog) == {}
    assert done.out.startswith("diff --git a/posts/2019-07-01-low-1.md")
    assert "new            1 post\n" in done.err
    subprocess.run(["git", "apply", "-"], input=done.out.encode(), cwd=blog, check=True)
    patched = files(blog)
    call("undo")
    for path in patched:
        (blog / path).unlink()
    call("import", export)
    assert files(blog) == patched


def test_a_second_import_has_nothing_to_do(call, blog, export):
    call("import", export)
    before = files(blog)
    again = call("import", export)
    assert again.err.endswith("Nothing to change\n")
    assert files(blog) == before


def test_an_edit_here_stays_until_it_is_asked_for(call, blog, export, tmp_path):
    call("import", export)
    call("tag", "low-1", "mine")
    other = tmp_path / "other.zip"
    other.write_bytes(takeout_zip(FEED.replace("Text", "Other text")))
    kept = (blog / "posts/2019-07-01-low-1.md").read_bytes()
    done = call("import", str(other))
    assert (blog / "posts/2019-07-01-low-1.md").read_bytes() == kept
    assert "edited here" in done.out
    call("import", str(other), "--update")
    assert b"Other text" in (blog / "posts/2019-07-01-low-1.md").read_bytes()


def test_an_export_may_come_down_a_pipe(call, blog):
    done = call("import", "-", stdin=takeout_zip())
    assert done.code == 0
    assert (blog / "posts/2019-07-01-low-1.md").is_file()


def test_several_exports_at_once(call, blog, export, tmp_path):
    other = tmp_path / "backup.xml"
    changed = backup_entry(2, title="Draft that changed", draft=True)
    other.write_text(backup(backup_entry(1), changed, backup_entry(9, title="High water")))
    done = call("import", export, str(other))
    assert done.code == 0
    assert done.out.count("already in an earlier export") == 2
    paths = [path for path in files(blog) if path.startswith("posts/")]
    assert len(paths) == 3  # entry 1 is the same post in both


def test_a_hugo_blog_gets_its_own_front_matter_and_places(call, blog, export):
    (blog / "hugo.toml").write_text("title = 'T'\n")
    (blog / "posts").rmdir()
    (blog / "content/posts").mkdir(parents=True)
    first = blog / "content/posts/first.md"
    first.write_text("+++\ntitle = 'First'\ndate = 2020-01-01\n+++\n")
    assert call("import", export).code == 0
    assert sorted(path for path in files(blog) if path.endswith(".md")) == [
        "content/about.md",
        "content/posts/draft.md",
        "content/posts/first.md",
        "content/posts/low-1.md",
    ]
    text = (blog / "content/posts/low-1.md").read_text()
    assert text.startswith("+++\n")
    assert 'aliases = ["/2019/07/low-1.html"]' in text


def test_a_jekyll_blog_keeps_drafts_in_their_folder(call, blog, export):
    (blog / "_config.yml").write_text("title: T\n")
    (blog / "posts").rmdir()
    (blog / "_posts").mkdir()
    assert call("import", export).code == 0
    found = [path for path in files(blog) if path.endswith(".md")]
    assert found == ["_drafts/draft.md", "_posts/2019-07-01-low-1.md", "about.md"]
    text = (blog / "_posts/2019-07-01-low-1.md").read_text()
    assert "redirect_from: [/2019/07/low-1.html]" in text
    assert call("import", export).err.endswith("Nothing to change\n")


def test_a_pelican_blog_knows_its_posts_and_pages_again(call, blog, export):
    (blog / "pelicanconf.py").write_text("SITENAME = 'T'\n")
    (blog / "posts").rmdir()
    (blog / "content").mkdir()
    assert call("import", export, "--keep-html").code == 0
    made = files(blog)
    assert [path for path in made if path.endswith(".md")] == [
        "content/draft.md",
        "content/low-1.md",
        "content/pages/about.md",
    ]
    text = made["content/low-1.md"].decode()
    assert text.startswith("Title: Low water\nDate: 2019-07-01 04:30:00 +0200\n")
    assert "\nOrigin_id: tag:blogger.com,1999:blog-7.post-1\n" in text
    assert "\nStatus: draft\n" in made["content/draft.md"].decode()
    assert made["originals/low-1.html"] == b"<p>Text</p>"
    assert call("import", export, "--keep-html").err.endswith("Nothing to change\n")
    assert files(blog) == made


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"<html b:version='2'></html>", "theme"),
        (b"<!DOCTYPE html><html><p>x</html>", "web page"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"---\ntitle: x\n---\n", "already a post"),
    ],
)
def test_a_wrong_file_is_named_for_what_it_is(call, blog, tmp_path, data, told):
    file = tmp_path / "wrong"
    file.write_bytes(data)
    done = call("import", str(file))
    assert done.code == 2
    assert told in done.err
    assert "give a Blogger Takeout" in done.err
    assert files(blog) == {}


def test_one_wrong_file_of_several_leaves_all_as_it_was(call, blog, export, tmp_path):
    (tmp_path / "wrong").write_bytes(b"")
    assert call("import", export, str(tmp_path / "wrong")).code == 2
    assert files(blog) == {}


def test_no_such_file(call):
    assert call("import", "nowhere.zip").code == 3


def test_a_kind_that_is_none_is_a_usage_error(call, export):
    assert call("import", export, "--as", "myspace").code == 2


def test_without_its_libraries_it_says_how_to_get_them(call, export, monkeypatch):
    from blogcli import extras

    extras.require.cache_clear()
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "lxml" else object())
    done = call("import", export)
    extras.require.cache_clear()
    assert done.code == 1
    assert done.err == (
        "error: import needs packages: lxml\n"
        f"hint: run: {sys.executable} -m pip install 'lxml>=5.3'\n"
    )


def test_the_about_panel_goes_to_the_settings(call, blog, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "About Me\nAda Quay\nWrites of tides\nView my complete profile\n"
        "Monday, July 1, 2019\nLow water\nHarbour Post (Opinion) Low water\n\nBy Ann Sand\n\n"
        "A text of some words.\n\nNo comments:\n"
    )
    assert call("import", str(page)).code == 0
    assert "Writes of tides" in call("config", "get", "author.bio").out
    [post] = [path for path in files(blog) if path.startswith("posts/")]
    assert post == "posts/2019-07-01-low-water.md"
    text = files(blog)[post].decode()
    assert "date: 2019-07-01\n" in text
    assert "  name: Harbour Post\n  kind: Opinion\n  byline: Ann Sand\n" in text


def test_a_setting_that_is_made_stays(call, blog, export):
    (blog / "blog.toml").write_text('title = "Mine"\ntimezone = "Asia/Tokyo"\n')
    done = call("import", export)
    assert (blog / "blog.toml").read_text().startswith('title = "Mine"\ntimezone = "Asia/Tokyo"\n')
    assert "kept your timezone (the export says" in done.out
    assert "+09:00" in (blog / "posts/2019-07-01-low-1.md").read_text()


def test_a_zip_that_would_leave_its_folder_is_refused(call, blog, tmp_path):
    file = tmp_path / "evil.zip"
    with zipfile.ZipFile(file, "w") as members:
        members.writestr("../../feed.atom", FEED)
    done = call("import", str(file))
    assert done.code in (1, 2)
    assert files(blog) == {}
