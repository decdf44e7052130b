"""`blog config`: values and where they come from."""

from __future__ import annotations

import pytest

from blogcli.store.settings.schema import SETTINGS

USERS = [one.name for one in SETTINGS if one.from_user == "always" and one.kind == "text"]


def rows(result):
    lines = (line.split("\t") for line in result.out.splitlines())
    return {name: (value, origin) for name, value, origin in lines}


def test_every_value_says_where_it_comes_from(call, blog):
    (blog / "blog.toml").write_text('title = "Mine"\n\n[queries]\nold = "before:1y"\n')
    listed = rows(call("config", environ={"EDITOR": "vi"}))
    assert listed["title"] == ("Mine", "blog.toml:1")
    assert listed["queries.old"] == ("before:1y", "blog.toml:4")
    assert listed["editor"] == ("vi", "$EDITOR")
    assert listed["layout"] == ("plain", "layout plain")
    assert listed["url"] == ("", "default")


@pytest.mark.parametrize(
    ("site", "more", "said"),
    [
        ("plain", "", "URLs are unknown: nothing in the site's settings gives the addresses of"),
        ("plain", 'permalink = "/{slug}/"\n', ""),
        ("hexo", "permalink: :year/:hash/\n", "the permalink in _config.yml has 'hash'"),
        ("jekyll", "permalink: /:author/\n", "the permalink in _config.yml has 'author'"),
        ("pelican", "ARTICLE_URL = base + '/{slug}/'\n", "pelicanconf.py works out the addresses"),
        ("pelican", "", "URLs begin with /: the site's address is unknown; `url` sets it"),
        ("jekyll", "", ""),
    ],
)
def test_what_is_missing_for_urls_is_said(call, make_blog, site, more, said):
    root = make_blog(site)
    names = ("blog.toml", "_config.yml", "pelicanconf.py")
    file = next(root / name for name in names if (root / name).exists())
    file.write_text(more + file.read_text())
    result = call("config", cwd=root)
    assert result.code == 0
    assert (said in result.err) if said else result.err == ""


def test_set_keeps_the_rest_of_the_file(call, blog):
    file = blog / "blog.toml"
    file.write_text('# mine\ntitle = "A"  # why\nposts = ["posts"]\n')
    assert call("config", "set", "title", "B").code == 0
    assert file.read_text() == '# mine\ntitle = "B"  # why\nposts = ["posts"]\n'
    assert call("config", "get", "title").out == "B\n"
    call("config", "unset", "title")
    assert file.read_text() == '# mine\nposts = ["posts"]\n'


def test_a_saved_query_may_be_set_and_used(call, blog, post):
    post("a", "title: A", "draft: true")
    call("config", "set", "queries.mine", "is:draft")
    assert call("list", "q:mine", "--format", "slugs").out == "a\n"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("is:drafty", "unknown status 'drafty'"),
        ("(tag:a", "parenthesis"),
        ("q:nowhere", "no saved query 'nowhere'"),
        ("tag:a or q:mine", "uses itself"),
    ],
)
def test_a_query_that_makes_no_sense_is_not_saved(call, blog, query, message):
    result = call("config", "set", "queries.mine", query)
    assert result.code == 2
    assert message in result.err
    assert "^" in result.err
    assert not (blog / "blog.toml").exists()


def test_a_saved_query_may_name_another(call, blog):
    assert call("config", "set", "queries.mine", "is:draft").code == 0
    assert call("config", "set", "queries.old", "q:mine before:1y").code == 0


def test_dry_run(call, blog):
    assert '+title = "B"' in call("config", "set", "title", "B", "--dry-run").out
    assert not (blog / "blog.toml").exists()


def test_user_settings(call, blog, tmp_path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg")}
    call("config", "set", "editor", "code --wait", "--user", environ=environ)
    assert (tmp_path / "xdg/blogcli/config.toml").read_text() == 'editor = "code --wait"\n'
    assert call("config", "get", "editor", environ=environ).out == "code --wait\n"


@pytest.mark.parametrize("name", USERS)
@pytest.mark.parametrize("option", [[], ["--user"]])
def test_what_counts_from_the_user_alone_is_kept_in_the_users_file(
    call, blog, tmp_path, name, option
):
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg")}
    file = tmp_path / "xdg/blogcli/config.toml"
    result = call("config", "set", name, "x y", *option, environ=environ)
    assert result.err == f"{name} is set for all blogs, in {file}\n"
    assert file.read_text() == f'{name} = "x y"\n'
    assert call("config", "unset", name, *option, environ=environ).code == 0
    assert file.read_text() == ""
    assert not (blog / "blog.toml").exists()


def test_it_may_be_set_where_there_is_no_blog(call, tmp_path):
    (tmp_path / "nowhere").mkdir()
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), "HOME": str(tmp_path)}
    call("config", "set", "pager", "more", environ=environ, cwd=tmp_path / "nowhere")
    assert (tmp_path / "xdg/blogcli/config.toml").read_text() == 'pager = "more"\n'


def test_the_users_blog_is_used_where_no_folder_is_one(call, blog, post, tmp_path):
    post("a", "title: A")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), "HOME": str(tmp_path)}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    call("config", "set", "blog", str(blog), "--user", environ=environ)
    assert call("list", "--format", "slugs", environ=environ, cwd=elsewhere).out == "a\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["get", "titel"], 3),
        (["set", "titel", "x"], 3),
        (["set", "layout", "wordpress"], 2),
        (["set", "timezone", "Mars"], 2),
        (["set", "queries", "x"], 2),
        (["frobnicate"], 2),
    ],
)
def test_what_makes_no_sense(call, blog, words, code):
    result = call("config", *words)
    assert result.code == code
    assert len(result.err.splitlines()) <= 2
    assert not (blog / "blog.toml").exists()


def test_bad_toml_is_named_with_its_line(call, blog):
    (blog / "blog.toml").write_text('title = "A"\nurl = \n')
    result = call("list")
    assert result.code == 2
    assert "blog.toml:2" in result.err


def test_an_unknown_setting_is_a_warning(call, blog):
    (blog / "blog.toml").write_text('titel = "A"\n')
    result = call("list")
    assert result.code == 0
    assert result.err.startswith("warning: blog.toml:1: ")
    assert "title" in result.err


def test_the_users_settings_may_be_in_a_linked_folder(call, tmp_path):
    (tmp_path / "dots").mkdir()
    (tmp_path / "config").symlink_to("dots")
    result = call(
        "config", "set", "editor", "vi", environ={"XDG_CONFIG_HOME": f"{tmp_path}/config"}
    )
    assert result.code == 0
    assert (tmp_path / "dots/blogcli/config.toml").read_text() == 'editor = "vi"\n'
