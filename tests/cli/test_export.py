import json

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

import feedparser

from blogcli.posts.model.comments import Comment, serialize_comments

FORMATS = ("json", "jsonfeed", "atom", "rss")


@pytest.fixture
def posts(post, blog):
    post("2026-01-02-low", "title: 'Low  water' # mine", "date: 2026-01-02", "tags: [sea, C#]")
    post("2026-03-04-high", "title: High", "date: 2026-03-04", body="Tab\x0b\r\n潮 no end")
    post("2026-05-06-draft", "title: Draft", "date: 2026-05-06", "draft: true")
    post("2036-01-01-later", "title: Later", "date: 2036-01-01")
    (blog / "blog.toml").write_text('title = "Tides"\nurl = "https://t.example.org"\n')
    (blog / "comments").mkdir()
    said = (Comment("1", "Yes", author="Bo"), Comment("2", "No", "1", status="spam"))
    (blog / "comments/low.json").write_bytes(serialize_comments(said))
    (blog / "pages").mkdir()
    (blog / "pages/about.md").write_bytes(b"+++\r\ntitle = 'About'\r\n+++\r\nMe")


def read(format_, text):
    if format_ == "json":
        return [post["title"] for post in json.loads(text)["posts"] if post["kind"] == "post"]
    if format_ == "jsonfeed":
        return [item["title"] for item in json.loads(text)["items"]]
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    return [entry.title for entry in parsed.entries]


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_not_out_stays_at_home_unless_it_is_asked_for(call, posts, format_):
    done = call("export", "--format", format_)
    assert read(format_, done.out) == ["High", "Low  water"]
    assert "Excluded 1 draft post; use --drafts to include" in done.err
    assert "Excluded 1 scheduled post; use --future to include" in done.err
    whole = call("export", "--format", format_, "--drafts", "--future")
    assert read(format_, whole.out)[:2] == ["Later", "Draft"]
    assert whole.err == ""


@pytest.mark.parametrize("format_", FORMATS)
def test_a_query_selects(call, posts, format_):
    out = call("export", "tag:sea", "--format", format_).out
    assert len(read(format_, out)) == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_no_result_is_a_valid_document(call, posts, format_):
    assert read(format_, call("export", "tag:none", "--format", format_).out) == []


def tree(blog):
    return {
        str(file.relative_to(blog)): file.read_bytes()
        for file in blog.rglob("*")
        if file.is_file() and file.suffix in (".md", ".json", ".toml")
    }


def test_out_and_in_again_is_the_same_blog(call, posts, blog, tmp_path):
    export = tmp_path / "blog.json"
    assert call("export", "--drafts", "--future", "-o", str(export)).code == 0
    other = tmp_path / "other"
    (other / "posts").mkdir(parents=True)
    (other / "blog.toml").write_bytes((blog / "blog.toml").read_bytes())
    done = call("import", str(export), cwd=other)
    assert done.code == 0
    assert tree(other) == tree(blog)
    assert call("import", str(export), cwd=other).err == "Nothing to change\n"
    assert call("import", str(export)).err == "Nothing to change\n"


def test_a_path_that_an_export_has_twice_is_taken_once(call, posts, blog, tmp_path):
    document = json.loads(call("export").out)
    first = document["posts"][0]
    document["posts"] = [first, {**first, "body": "Other"}]
    other = tmp_path / "other"
    (other / "posts").mkdir(parents=True)
    done = call("import", "-", stdin=json.dumps(document), cwd=other)
    assert done.code == 0
    assert "duplicate" in done.out
    assert b"Other" not in (other / first["path"]).read_bytes()


def test_another_version_here_is_left_unless_it_is_asked_for(call, posts, blog, tmp_path):
    export = tmp_path / "blog.json"
    call("export", "-o", str(export))
    call("tag", "high", "new")
    edited = (blog / "posts/2026-03-04-high.md").read_bytes()
    assert "different version" in call("import", str(export)).out
    assert (blog / "posts/2026-03-04-high.md").read_bytes() == edited
    call("import", str(export), "--update")
    assert b"new" not in (blog / "posts/2026-03-04-high.md").read_bytes()


def test_posts_of_another_layout_are_put_where_this_one_has_them(call, posts, tmp_path):
    export = tmp_path / "blog.json"
    call("export", "-o", str(export))
    hugo = tmp_path / "hugo"
    (hugo / "content/posts").mkdir(parents=True)
    (hugo / "hugo.toml").write_text("title = 'T'\n")
    assert call("import", str(export), cwd=hugo).code == 0
    assert sorted(file.name for file in (hugo / "content/posts").iterdir()) == [
        "high.md",
        "low.md",
    ]
    assert (hugo / "content/about.md").is_file()
    assert call("import", str(export), cwd=hugo).err == "Nothing to change\n"


def test_a_file_is_written_and_said_on_stderr(call, posts, blog):
    done = call("export", "--format", "atom", "-o", "feed.xml")
    assert done.out == ""
    assert done.err.endswith("Exported 2 posts to feed.xml\n")
    assert (blog / "feed.xml").read_text().startswith("<?xml")


def test_a_terminal_is_safe_from_what_bodies_hold(call, post):
    post("x", "title: X", body="a \x9b31m b \u202e c")
    shown = call("export", tty=True).out
    assert "\x9b" not in shown
    assert "\u202e" not in shown


def test_it_needs_no_library_of_the_extra(post, blog):
    from tests.cli.test_startup import modules

    post("hello", "title: Hello")
    for format_ in FORMATS:
        loaded = modules("export", "--format", format_, cwd=blog)
        assert not loaded & {"lxml", "bs4", "markdownify", "feedparser", "nh3"}
