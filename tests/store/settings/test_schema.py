"""Settings: where each value comes from, what a setting cannot be, and edits of its file."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import NotFound, UsageError
from blogcli.store.history.history import write_files
from blogcli.store.settings.edit import set_settings
from blogcli.store.settings.load import read_config, user_file
from blogcli.store.settings.schema import SETTINGS, Config, known_zone, setting_named
from tests.store.conftest import open_at, write

EVERYTHING = """\
# My blog
title = "Window" # shown on top
url = 'https://window.example'
posts = ["content/cn", "content/en"]

[author]
name = "Kari"

[fields]
date = "published"
tags = ["topics", "keywords"]

[queries]
"stale" = "is:draft before:90d"
mine = '''
author:kari'''
"""

USERS = [one for one in SETTINGS if one.from_user == "always" and one.kind == "text"]


@pytest.fixture
def root(tmp_path):
    return write(tmp_path / "blog", {"blog.toml": EVERYTHING})


def environ(tmp_path, text="", **more):
    write(tmp_path / "xdg", {"blogcli/config.toml": text})
    return {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), **more}


@pytest.mark.parametrize(
    ("name", "value", "origin"),
    [
        ("title", "Window", "blog.toml:2"),
        ("url", "https://window.example", "blog.toml:3"),
        ("posts", ("content/cn", "content/en"), "blog.toml:4"),
        ("author.name", "Kari", "blog.toml:7"),
        ("fields.date", ("published",), "blog.toml:10"),
        ("fields.tags", ("topics", "keywords"), "blog.toml:11"),
        ("queries.stale", "is:draft before:90d", "blog.toml:14"),
        ("queries.mine", "author:kari", "blog.toml:15"),
        ("author.bio", "", "default"),
        ("timezone", "", "default"),
    ],
)
def test_values_of_the_blog(root, name, value, origin):
    config = read_config({}, root)
    assert (config.get(name), config.origin(name)) == (value, origin)


def test_a_variable_wins_over_the_blog_and_the_blog_over_the_user(tmp_path, root):
    own = 'title = "Mine"\neditor = "ed"\npager = "more"\n[queries]\nown = "is:draft"\n'
    config = read_config(environ(tmp_path, own, EDITOR="vi", PAGER="less"), root)
    assert (config.get("title"), config.origin("title")) == ("Window", "blog.toml:2")
    assert (config.text("editor"), config.origin("editor")) == ("vi", "$EDITOR")
    assert (config.text("pager"), config.origin("pager")) == ("less", "$PAGER")
    assert list(config.queries) == ["own", "stale", "mine"]
    user = read_config(environ(tmp_path, own))
    assert (user.text("editor"), user.origin("editor")) == (
        "ed",
        f"{tmp_path}/xdg/blogcli/config.toml:2",
    )


def test_the_first_variable_that_is_set_counts(tmp_path):
    both = {"EDITOR": "vi", "VISUAL": "code --wait", "PAGER": "less", "BLOG_PAGER": ""}
    config = read_config(both)
    assert (config.text("editor"), config.origin("editor")) == ("code --wait", "$VISUAL")
    assert (config.text("pager"), config.origin("pager")) == ("less", "$PAGER")


@pytest.mark.parametrize(
    ("variables", "file"),
    [
        ({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}, "/x/blogcli/config.toml"),
        ({"XDG_CONFIG_HOME": "relative", "HOME": "/h"}, "/h/.config/blogcli/config.toml"),
        ({"XDG_CONFIG_HOME": "", "HOME": "/h"}, "/h/.config/blogcli/config.toml"),
        ({"HOME": "/h"}, "/h/.config/blogcli/config.toml"),
        ({}, None),
    ],
)
def test_the_users_file(variables, file):
    found = user_file(variables)
    assert found == file


def test_without_files_all_is_default(tmp_path):
    config = read_config({"HOME": str(tmp_path)}, tmp_path)
    assert config == Config()
    rows = list(config.listed())
    assert {origin for _, _, origin in rows} == {"default"}
    assert [name for name, _, _ in rows] == [
        setting.name for setting in SETTINGS if "table" not in setting.kind
    ]


def test_the_list_has_every_value(root):
    rows = {name: (value, origin) for name, value, origin in read_config({}, root).listed()}
    assert rows["queries.mine"] == ("author:kari", "blog.toml:15")
    assert rows["posts"] == (("content/cn", "content/en"), "blog.toml:4")
    assert rows["file"] == ("", "default")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title = 3\n", 1, "'title' must be a string"),
        ("\nposts = [1]\n", 2, "'posts' must be a list of strings"),
        ("[author]\nname = ['a']\n", 2, "'author.name' must be a string"),
        ("[queries]\nx = true\n", 2, "'queries.x' must be a string"),
        ("layout = 'wordpress'\n", 1, "'layout' cannot be 'wordpress'"),
        ("draft = 'true'\n", 1, "'draft' cannot be 'true'"),
        ("timezone = 'Mars/Base'\n", 1, "unknown time zone 'Mars/Base'"),
        ("timezone = '../etc'\n", 1, "unknown time zone '../etc'"),
        ("file = '{title}.md'\n", 1, "unknown name 'title' in the file pattern '{title}.md'"),
        ("title = \n", 1, "not TOML: invalid value"),
        ("a = 1\nb = 2\nc\n", 3, "not TOML: expected '=' after a key in a key/value pair"),
        ("a = 1\na = 2\n", 2, "not TOML: cannot overwrite a value"),
        ("title = 'x\n", 1, "not TOML: "),
        (b"title = '\xff'\n", None, "not UTF-8"),
    ],
)
def test_what_a_setting_cannot_be_is_told_with_its_line(tmp_path, text, line, message):
    write(tmp_path, {"blog.toml": text})
    with pytest.raises(UsageError) as raised:
        read_config({}, tmp_path)
    assert raised.value.path == "blog.toml"
    assert raised.value.line == line
    assert raised.value.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("titel = 'x'\n", 1, "did you mean 'title'"),
        ("[author]\nnam = 'x'\n", 2, "did you mean 'author.name'"),
        ("[fields]\nday = 'x'\n", 2, "did you mean"),
        ("[a]\n[a.b]\nc = 1\n", 3, "blog config"),
    ],
)
def test_unknown_names_are_a_warning(tmp_path, text, line, hint):
    write(tmp_path, {"blog.toml": text})
    (warning,) = read_config({}, tmp_path).warnings
    assert (warning.path, warning.line) == ("blog.toml", line)
    assert hint in warning.hint


def test_what_counts_from_the_user_alone_is_told_once_in_a_blogs_file(tmp_path):
    own = environ(tmp_path, "pager = 'more'\n")
    lines = ["editor = 'vi'", "title = 'A'", "posts = ['a', '../b']", "file = '/x/{slug}.md'"]
    write(tmp_path, {"blog.toml": "\n".join(lines)})
    config = read_config(own, tmp_path)
    (warning,) = config.warnings
    assert (warning.path, warning.line) == ("blog.toml", 1)
    assert warning.message.endswith(": editor (line 1), posts (line 3), file (line 4)")
    assert warning.hint == f"to use it, put editor in {tmp_path}/xdg/blogcli/config.toml"
    assert (config.text("editor"), config.text("pager"), config.get("title")) == ("", "more", "A")
    assert (config.get("posts"), config.get("file")) == ((), "")


@pytest.mark.parametrize("setting", USERS)
def test_a_setting_of_the_user_counts_from_nowhere_else(tmp_path, setting):
    line = f"{setting.name} = 'x'\n"
    write(tmp_path, {"blog.toml": line})
    assert read_config({}, tmp_path).get(setting.name) == ""
    assert read_config(environ(tmp_path, line), tmp_path).get(setting.name) == "x"
    for variable in setting.env:
        assert read_config({variable: "y"}, tmp_path).get(setting.name) == "y"


@pytest.mark.parametrize("value", ["/a", "../a", "a/../../b", "{..,a}/b"])
def test_the_user_is_told_of_a_folder_outside(tmp_path, value):
    with pytest.raises(UsageError, match="points outside the blog"):
        read_config(environ(tmp_path, f"posts = ['{value}']\n"))


def test_a_byte_order_mark_and_crlf_do_no_harm(tmp_path):
    write(tmp_path, {"blog.toml": b"\xef\xbb\xbftitle = 'x'\r\nurl = 'y'\r\n"})
    config = read_config({}, tmp_path)
    assert (config.get("url"), config.origin("url")) == ("y", "blog.toml:2")


def test_names():
    assert setting_named("queries.a.b").name == "queries"
    assert setting_named("fields.date").name == "fields"
    for name in ("", "fields.day", "title.x", "author", "author.name.first"):
        with pytest.raises(NotFound):
            setting_named(name)
    with pytest.raises(NotFound):
        Config().get("queries.none")
    assert Config().get("queries") == ()


def test_zones():
    assert known_zone("UTC") is UTC
    assert str(known_zone("Europe/Oslo")) == "Europe/Oslo"


@pytest.mark.parametrize(
    ("before", "name", "text", "after"),
    [
        (None, "title", "A", b'title = "A"\n'),
        (b"# mine\ntitle = 'A'  # why\n", "title", "B", b"# mine\ntitle = 'B'  # why\n"),
        (b"title = 'A'\nurl = 'x'\n", "title", None, b"url = 'x'\n"),
        (b"url = 'x'\n", "title", None, b"url = 'x'\n"),
        (b"url = 'x'", "url", "y", b"url = 'y'"),
        (b"url = 'x'", "title", "A", b"url = 'x'\ntitle = 'A'"),
        (b'[author]\nname = "A"\n', "author.name", "B", b'[author]\nname = "B"\n'),
        (b'posts = ["a"]\n', "posts", "a, b", b'posts = ["a", "b"]\n'),
        (b"title = 'A'\r\n", "title", "B", b"title = 'B'\r\n"),
        (b"\xef\xbb\xbftitle = 'A'\n", "title", "B", b"\xef\xbb\xbftitle = 'B'\n"),
    ],
)
def test_set(tmp_path, before, name, text, after):
    file = tmp_path / "blog.toml"
    if before is not None:
        file.write_bytes(before)
    change = set_settings(file, {name: text})
    assert (change.path, change.before, change.after) == ("blog.toml", before, after)


@pytest.mark.parametrize("name", ["url", "queries.stale", "fields.date", "author.bio", "posts"])
def test_what_was_set_is_read_again_and_all_else_stays(root, name):
    before = read_config({}, root)
    write_files(root, [set_settings(root / "blog.toml", {name: "x y"})])
    after = read_config({}, root)
    kind = setting_named(name).kind
    assert after.get(name) == (("x y",) if "list" in kind else "x y")
    assert {**after.values, name: None} == {**before.values, name: None}
    assert "# My blog\n" in (root / "blog.toml").read_text()


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("titel", "x", NotFound),
        ("layout", "wordpress", UsageError),
        ("timezone", "Mars", UsageError),
        ("file", "{x}", UsageError),
        ("queries", "x", UsageError),
    ],
)
def test_what_cannot_be_set(tmp_path, name, text, error):
    with pytest.raises(error):
        set_settings(tmp_path / "blog.toml", {name: text})
    assert not (tmp_path / "blog.toml").exists()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_can_be_set(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("set")
    write_files(folder, [set_settings(folder / "blog.toml", {"title": text})])
    assert read_config({}, folder).get("title") == text


def test_what_the_layout_decides_is_shown_as_its(tmp_path, make_blog):
    config = open_at(make_blog("jekyll")).config
    assert (config.get("layout"), config.origin("layout")) == ("jekyll", "layout jekyll")
    assert (config.get("timezone"), config.origin("timezone")) == (
        "America/New_York",
        "_config.yml",
    )
    assert config.get("draft") == "published: false"


def test_settings_change_the_layout(tmp_path):
    text = (
        'posts = ["writing"]\nfile = "{slug}.md"\ndraft = "status: draft"\nsplit = "space"\n'
        'front_matter = "toml"\ntimezone = "Asia/Tokyo"\n[fields]\ntags = "topics"\n'
    )
    post = "---\ntopics: a b\ndate: 2026-03-05 09:00\n---\n"
    write(tmp_path, {"blog.toml": text, "writing/a.md": post, "posts/b.md": post})
    blog = open_at(tmp_path)
    (found,) = blog.index().summaries(pytest.fail)
    assert (found.path, found.tags, found.at) == ("writing/a.md", ("a", "b"), 1772668800.0)
    assert blog.conventions.draft_key == "status"
    assert blog.conventions.format == "toml"
    assert blog.conventions.tags_key == "topics"


def test_a_field_is_looked_for_under_the_names_of_the_settings_first(tmp_path):
    front = "---\ntags: [usual]\ntopics: [own]\n---\n"
    write(tmp_path, {"blog.toml": "[fields]\ntags = 'topics'\n", "posts/a.md": front})
    write(tmp_path, {"posts/b.md": "---\ntags: [usual]\n---\n"})
    tags = [post.tags for post in open_at(tmp_path).index().summaries(pytest.fail)]
    assert tags == [("own",), ("usual",)]


def test_folders_of_the_settings_that_are_not_there_stay_empty(make_blog):
    root = make_blog("hugo")
    write(root, {"blog.toml": "posts = ['content/gone']\n"})
    assert open_at(root).index().summaries(pytest.fail) == []


def test_a_zone_of_the_generator_that_is_unknown_is_a_warning(make_blog):
    root = make_blog("jekyll")
    (root / "_config.yml").write_text("timezone: Somewhere/Else\n")
    blog = open_at(root)
    assert blog.conventions.zone is UTC
    (warning,) = blog.config.warnings
    assert warning.path == "_config.yml"


def test_aliases_are_texts_or_lists_and_the_users_alone(tmp_path):
    lines = "[aliases]\na = 'list x'\nb = ['list', 'y z']\n"
    write(tmp_path, {"blog.toml": lines})
    config = read_config({}, tmp_path)
    assert config.table("aliases") == {}
    assert "aliases.a (line 2), aliases.b (line 3)" in config.warnings[0].message
    assert read_config(environ(tmp_path, lines)).table("aliases") == {
        "a": "list x",
        "b": ("list", "y z"),
    }
