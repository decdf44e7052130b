"""A blog as the commands use it: finding posts, and places for new ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from blogcli.errors import Ambiguous, Conflict, NotFound, Unreadable, UsageError
from blogcli.store.blog.blog import open_blog
from blogcli.store.blog.pages import template
from blogcli.store.history.history import write_files
from blogcli.store.index.index import Index
from tests.store.conftest import open_at, write

DAY = date(2026, 11, 24)


def test_the_root_has_no_links(make_blog, tmp_path):
    make_blog("plain")
    (tmp_path / "link").symlink_to("plain")
    blog = open_at(tmp_path / "link")
    assert blog.root == (tmp_path / "plain").resolve()
    assert blog.how == "--blog"


def test_the_blog_of_the_users_settings(make_blog, tmp_path):
    root = make_blog("plain")
    write(tmp_path, {"xdg/blogcli/config.toml": f"blog = '{root.as_posix()}'\n"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), "HOME": str(elsewhere)}
    assert open_blog(None, environ=environ, cwd=elsewhere, local=UTC).root == root.resolve()


@pytest.mark.parametrize(
    ("ref", "cwd", "path"),
    [
        ("lighthouse", "", "content/posts/lighthouse.md"),
        ("content/posts/lighthouse.md", "", "content/posts/lighthouse.md"),
        ("content/posts/lighthouse.md", "static", "content/posts/lighthouse.md"),
        ("lighthouse.md", "content/posts", "content/posts/lighthouse.md"),
        ("./lighthouse.md", "content/posts", "content/posts/lighthouse.md"),
        ("../lighthouse.md", "content/posts/harbour", "content/posts/lighthouse.md"),
        ("{root}/content/posts/lighthouse.md", "", "content/posts/lighthouse.md"),
        ("content/posts/harbour", "", "content/posts/harbour/index.md"),
        ("content/posts/harbour/", "", "content/posts/harbour/index.md"),
        ("content/posts/harbour/index.nb.md", "", "content/posts/harbour/index.nb.md"),
        ("@latest", "", "content/posts/tide.html"),
    ],
)
def test_find(make_blog, ref, cwd, path):
    root = make_blog("hugo").resolve()
    (root / "static").mkdir()
    blog = open_at(root, cwd=root / cwd)
    assert blog.find(ref.format(root=root)).summary.path == path


def test_a_path_is_found_without_reading_other_posts(make_blog, monkeypatch):
    blog = open_at(make_blog("hugo"))
    monkeypatch.setattr(Index, "summaries", lambda *arguments: pytest.fail("all were read"))
    assert blog.find("content/posts/ferry.md", pytest.fail).summary.slug == "ferry"


@pytest.mark.parametrize(
    "ref",
    [
        "content/about.md",
        "hugo.toml",
        "content/posts/_index.md",
        "../outside.md",
        "/etc/hostname",
        "content/posts/gone.md",
        "lighthous.md",
        "content/posts",
        "a\0b/c.md",
    ],
)
def test_what_is_no_post_is_not_found(make_blog, ref):
    root = make_blog("hugo")
    write(root.parent, {"outside.md": "---\ntitle: Out\n---\n"})
    with pytest.raises(NotFound):
        open_at(root).find(ref)


def test_a_slug_of_two_posts_is_ambiguous(make_blog):
    with pytest.raises(Ambiguous) as raised:
        open_at(make_blog("hugo")).find("harbour")
    assert raised.value.candidates == (
        "content/posts/harbour/index.md",
        "content/posts/harbour/index.nb.md",
    )


def test_a_link_to_a_post_is_found_by_its_own_path(make_blog):
    root = make_blog("plain")
    (root / "posts/link.md").symlink_to("2026-02-11-bread.md")
    assert open_at(root).find("posts/link.md", pytest.fail).summary.path == "posts/link.md"


def test_reading_what_is_gone(make_blog):
    with pytest.raises(Unreadable) as raised:
        open_at(make_blog("plain")).read("posts/gone.md")
    assert raised.value.path == "posts/gone.md"


def test_posts_read_in_part_are_kept_and_told(tmp_path, problems):
    write(tmp_path, {"posts/a.md": "---\ntitle: One: two: three\ntags: [a]\n---\n"})
    (post,) = open_at(tmp_path).posts(problems.append)
    (problem,) = problems
    assert (problem.path, problem.line) == ("posts/a.md", 2)
    assert post.summary.tags == ("a",)


@pytest.mark.parametrize(
    ("layout", "draft", "path"),
    [
        ("plain", False, "posts/2026-11-24-new.md"),
        ("plain", True, "posts/2026-11-24-new.md"),
        ("hugo", True, "content/posts/new.md"),
        ("jekyll", False, "_posts/2026-11-24-new.md"),
        ("jekyll", True, "_drafts/new.md"),
        ("zola", False, "content/blog/new.md"),
        ("eleventy", False, "content/blog/new.md"),
        ("astro", False, "src/content/blog/new.md"),
        ("docusaurus", False, "blog/2026-11-24-new.md"),
        ("hexo", False, "source/_posts/new.md"),
        ("hexo", True, "source/_drafts/new.md"),
        ("pelican", True, "content/new.md"),
        ("folder", False, "2026-11-24-new.md"),
    ],
)
def test_where_a_new_post_goes(opened, layout, draft, path):
    blog = opened(layout)
    assert blog.new_path("new", DAY, draft=draft) == path
    write(blog.root, {path: "---\ntitle: New\n---\n"})
    assert path in blog.paths(pytest.fail)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (["hugo.toml"], "content/posts/new.md"),
        (["hugo.toml", "content/en/blog/a.md"], "content/en/blog/new.md"),
        (["hugo.toml", "content/a.md"], "content/new.md"),
        (["hugo.toml", "content/news/a.md", "content/posts/b.md"], "content/posts/new.md"),
        (["zola.toml", "content/_index.md"], "content/blog/new.md"),
        (["zola.toml", "content/a.md"], "content/new.md"),
        (["_config.yml"], "_posts/2026-11-24-new.md"),
        (["_drafts/a.md"], "_posts/2026-11-24-new.md"),
        (["_config.yml", "en/news/_posts/a.md"], "en/news/_posts/2026-11-24-new.md"),
        (["eleventy.config.js", "about.md"], "new.md"),
        (["eleventy.config.js"], "content/blog/new.md"),
        (["pelicanconf.py"], "new.md"),
        (["blog.toml"], "posts/2026-11-24-new.md"),
    ],
)
def test_where_the_first_post_goes(tmp_path, files, path):
    write(tmp_path, dict.fromkeys(files, ""))
    assert open_at(tmp_path).new_path("new", DAY) == path


def test_drafts_lie_beside_the_posts(tmp_path):
    write(tmp_path, {"_config.yml": "", "en/_posts/a.md": ""})
    assert open_at(tmp_path).new_path("new", DAY, draft=True) == "en/_drafts/new.md"


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ('file = "{date:%Y}/{slug}/index.md"', "posts/2026/new/index.md"),
        ('posts = ["writing", "news"]', "writing/2026-11-24-new.md"),
        ('posts = ["news/*.md", "writing"]', "writing/2026-11-24-new.md"),
        ('posts = ["."]\nfile = "{slug}.md"', "new.md"),
    ],
)
def test_settings_say_where_a_new_post_goes(tmp_path, settings, path):
    write(tmp_path, {"blog.toml": settings})
    assert open_at(tmp_path).new_path("new", DAY) == path


def test_a_new_post_has_its_day_in_its_own_zone(tmp_path):
    write(tmp_path, {"blog.toml": ""})
    when = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert open_at(tmp_path).new_path("new", when) == "posts/2026-11-24-new.md"


def test_a_new_post_is_never_in_the_place_of_another(opened):
    blog = opened("hugo")
    with pytest.raises(Conflict) as raised:
        blog.new_path("ferry", DAY)
    assert raised.value.path == "content/posts/ferry.md"
    assert "--slug" in raised.value.hint


@pytest.mark.parametrize("slug", ["../up", "a/b", "", "nul", "a\nb", "."])
def test_slugs_that_are_no_names(opened, slug):
    with pytest.raises(UsageError):
        opened("plain").new_path(slug, DAY)


def test_a_pattern_whose_file_would_be_no_post(tmp_path):
    write(tmp_path, {"blog.toml": 'file = "{slug}.txt"'})
    with pytest.raises(UsageError) as raised:
        open_at(tmp_path).new_path("new", DAY)
    assert ".md" in raised.value.hint


def test_a_new_post_is_written_as_its_neighbours_are(opened, tmp_path):
    assert opened("zola").new_conventions.format == "toml"
    assert opened("hugo").new_conventions.format == "yaml"
    assert opened("pelican").new_conventions.format == "headers"
    write(tmp_path / "t", {"hugo.toml": "", "content/posts/a.md": "+++\ntitle = 'A'\n+++\n"})
    assert open_at(tmp_path / "t").new_conventions.format == "toml"
    write(tmp_path / "t", {"blog.toml": "front_matter = 'json'"})
    assert open_at(tmp_path / "t").new_conventions.format == "json"


def test_templates(opened):
    hugo = opened("hugo")
    assert template(hugo, "default") == template(hugo, "default.md")
    assert template(hugo, "default").startswith(b"+++")
    for name in ("defalt", "../hugo", "default.md/.."):
        with pytest.raises(NotFound) as raised:
            template(hugo, name)
    with pytest.raises(NotFound) as raised:
        template(opened("plain"), "x")
    assert raised.value.hint == "templates are files in templates/"


def test_an_edit_as_a_change(opened):
    blog = opened("plain")
    post = blog.read("posts/2026-02-11-bread.md")
    change = blog.plan(post, post.document._replace(body=b"\nFourth try.\n"))
    assert change.path == "posts/2026-02-11-bread.md"
    write_files(blog.root, [change])
    assert blog.read(change.path).body == "\nFourth try.\n"
    assert blog.plan(post, post.document).after == change.before


def test_posts_of_many_languages_and_names(tmp_path):
    names = ["日本語.md", "Über uns.md", "a'b\"c.md", "emoji 🚀.md"]
    write(tmp_path, {f"posts/{name}": "---\ntitle: A\n---\n" for name in names})
    blog = open_at(tmp_path)
    assert [post.slug for post in blog.index().summaries(pytest.fail)] == sorted(
        Path(name).stem for name in names
    )
    assert blog.find("posts/日本語.md").summary.slug == "日本語"
