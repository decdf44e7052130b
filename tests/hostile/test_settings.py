"""Settings of a stranger's blog: they start nothing, lead nowhere and end soon."""

import os
from itertools import pairwise

import pytest

PROGRAM = """'''sh -c 'echo x > "$PWNED"' '''"""


@pytest.fixture
def mine(tmp_path):
    """Variables of a user whose settings file is there to be written."""
    folder = tmp_path / "config"
    folder.mkdir()
    return {"XDG_CONFIG_HOME": str(folder), "EDITOR": "", "VISUAL": "", "PATH": ""}


def test_a_plain_clone_is_listed(blog):
    assert blog("list", codes=(0,)).out.split("\t")[2] == "one"


@pytest.mark.parametrize(
    "words", [("edit", "one"), ("new", "Two", "--edit"), ("config", "get", "editor")]
)
def test_the_editor_of_a_clone_is_not_started(blog, clone, mine, words):
    (clone / "blog.toml").write_text(f"editor = {PROGRAM}\n")
    result = blog(*words, environ=mine)
    assert "PWNED" not in result.out
    assert "ignored" in result.err


def test_all_that_counts_from_the_user_alone_is_one_warning(blog, clone, mine, outside):
    lines = [
        f"editor = {PROGRAM}",
        "title = 'One'",
        f"pager = {PROGRAM}",
        f"blog = '{outside}'",
        f"posts = ['posts', '{outside}']",
        "file = '../outside/{slug}.md'",
    ]
    (clone / "blog.toml").write_text("\n".join(lines))
    result = blog("list", environ=mine, codes=(0,))
    assert result.out.split("\t")[2] == "one"
    (warning,) = result.err.splitlines()
    for name, line in (("editor", 1), ("pager", 3), ("blog", 4), ("posts", 5), ("file", 6)):
        assert f"{name} (line {line})" in warning
    assert f"put editor, pager, blog in {mine['XDG_CONFIG_HOME']}/blogcli/config.toml" in warning
    listed = blog("config", environ=mine, codes=(0,)).out
    assert "PWNED" not in listed
    assert "outside" not in listed
    made = blog("new", "Two", "--no-edit", environ=mine, codes=(0,)).out
    assert made.startswith("posts/")


@pytest.mark.parametrize("folder", ["..", "../outside", "{..,posts}/outside", "/etc", "a/../.."])
def test_no_folder_outside_is_walked(blog, clone, outside, folder):
    (clone / "blog.toml").write_text(f"posts = ['posts', '{folder}']\n")
    result = blog("list", codes=(0,))
    assert result.out.split("\t")[2] == "one"
    assert "ignored" in result.err
    assert "Secret" not in result.out


@pytest.mark.parametrize("content", ["..", "../outside", "posts/../../outside", "/etc"])
def test_a_generator_that_leads_outside_is_not_followed(blog, clone, outside, content):
    (clone / "hugo.toml").write_text(f"contentDir = '{content}'\n")
    (clone / "content").symlink_to("posts")
    result = blog("list", codes=(0,))
    assert "Secret" not in result.out
    assert "one" in result.out


def _toml(name):
    many = "\n".join(f"k{number} = 1" for number in range(20_000))
    return {
        "blanks in a text": 'title = """\n' + " " * 3000 + 'x\n"""\n',
        "blanks before no key": "title = '''\n" + ("a " * 15_000 + "\n") + "'''\n",
        "parts of a key": ".".join("a" * 20_000) + " = 1\n",
        "many keys of parts": "".join(
            f"k{number}.{'.'.join('a' * 90)} = 1\n" for number in range(600)
        ),
        "many headers of parts": "".join(
            f"[k{number}.{'.'.join('a' * 90)}]\n" for number in range(600)
        ),
        "many keys": many,
        "a number": "title = " + "9" * 5000 + "\n",
        "a number in a table": f"[queries]\na = {'9' * 5000}\n",
        "a long base": "title = 0x" + "f" * 5000 + "\n",
        "lists in lists": "title = " + "[" * 5000 + "]" * 5000 + "\n",
        "tables in tables": "title = " + "{a=" * 5000 + "1" + "}" * 5000 + "\n",
        "a NUL": "title = 'a\0b'\n",
        "an odd date": "title = 0000-99-99\n",
        "a name of no end": "a" * 60_000 + " = 1\n",
        "a zone of no end": f"timezone = '{'a' * 60_000}'\n",
        "a zone with NUL": "timezone = 'a\\u0000b'\n",
        "many folders": "posts = [" + "'**/a', " * 8000 + "]\n",
        "globs in globs": "posts = ['" + "**/" * 30 + "x']\n",
        "globs between names": "posts = ['" + "**/n/" * 30 + "x']\n",
        "stars": "posts = ['" + "*n" * 400 + "x']\n",
        "choices": "posts = ['**/{" + ",".join(f"a{n}" for n in range(9000)) + "}']\n",
        "a width of a date": "file = '{date:%999999999d}{slug}.md'\n",
        "places in places": "file = '" + "{date:" * 5000 + "'\n",
        "an age": f"[history]\nkeep = '{'9' * 5000}d'\n",
    }[name]


TEXTS = (
    "blanks in a text",
    "blanks before no key",
    "parts of a key",
    "many keys of parts",
    "many headers of parts",
    "many keys",
    "a number",
    "a number in a table",
    "a long base",
    "lists in lists",
    "tables in tables",
    "a NUL",
    "an odd date",
    "a name of no end",
    "a zone of no end",
    "a zone with NUL",
    "many folders",
    "globs in globs",
    "globs between names",
    "stars",
    "choices",
    "a width of a date",
    "places in places",
    "an age",
)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("whose", ["blog", "user"])
def test_a_settings_file_ends_soon(blog, clone, mine, name, whose):
    clone.joinpath("posts", *["n"] * 12).mkdir(parents=True)
    file = clone / "blog.toml"
    if whose == "user":
        file = clone.parent / "config" / "blogcli" / "config.toml"
        file.parent.mkdir()
    file.write_text(_toml(name))
    for words in (("list",), ("config",), ("new", "Two", "--no-edit")):
        result = blog(*words, environ=mine)
        assert result.code in (0, 2, 5), result.err
        assert len(result.err.splitlines()) <= 3
    asked = {"_BLOG_COMPLETE": "bash_complete", "COMP_LINE": "blog show on"}
    answer = blog(environ=mine | asked, codes=(0,))
    assert answer.err == ""


def _make(file, kind):
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "loop":
        file.symlink_to(file.name)
    elif kind == "nowhere":
        file.symlink_to("/nowhere/at/all")
    elif kind == "huge":
        with file.open("wb") as stream:
            stream.truncate(1 << 30)
    elif kind == "large":
        with file.open("wb") as stream:
            stream.truncate(49 << 20)
    else:
        file.write_bytes(b"\xff\xfe\x00title = 'x'\n")


KINDS = ("pipe", "folder", "device", "loop", "nowhere", "huge", "large", "bytes")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name",
    ["blog.toml", "hugo.toml", "user", "_config.yml", "astro.config.mjs", "pelicanconf.py"],
)
def test_a_settings_file_that_is_no_text(blog, clone, mine, name, kind):
    file = clone / name
    if name == "user":
        file = clone.parent / "config" / "blogcli" / "config.toml"
        file.parent.mkdir()
    _make(file, kind)
    for words in (("list",), ("check",), ("config", "set", "title", "x")):
        result = blog(*words, environ=mine)
        assert result.code in (0, 2, 4, 5, 6), result.err
    asked = {"_BLOG_COMPLETE": "zsh_complete", "COMP_WORDS": "blog show on", "COMP_CWORD": "2"}
    assert blog(environ=mine | asked, codes=(0,)).err == ""


YAML = "ab: {x: 1}\n" + "permalink: /:title/\n"
FILES = {
    "hugo.toml": [
        ".".join("a" * 20_000) + " = 1\n",
        "a = " + "9" * 5000,
        "a = " + "[" * 9000,
        "baseURL = '" + "x" * 300_000,
    ],
    "hugo.json": ['{"a": ' + "9" * 5000 + "}", '{"a":' * 9000, "[" * 100_000],
    "hugo.yaml": ["a: " + "9" * 5000, "[" * 100_000, "? " * 50_000, "- " * 50_000],
    "_config.yml": [
        "".join(f"key{number}: v\n" for number in range(20_000)) + "permalink: /:title/\n",
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefgh")),
        "a: &a {x: 1}\n"
        + "".join(
            f"{b}: &{b}\n  <<: [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefgh")
        ),
        "a: &a [*a]\n",
        "future: " + "1:" * 60_000 + "1\n",
        "{" * 60_000,
        "a: " + "9" * 5000 + "\n",
        "permalink: " + ":title" * 40_000 + "\n",
        "!!python/object/apply:os.system ['touch x']\n",
        "a:\n" + "".join(" " * depth + "b:\n" for depth in range(500)),
        "'" * 100_000,
        "permalink: [" + "a," * 100_000 + "]\n",
        "\t" * 100_000,
        "&" * 100_000,
        "a: |\n" + "\n" * 200_000,
    ],
    "pelicanconf.py": [
        'ARTICLE_URL="' + "{date:" * 8000 + '"\n',
        "ARTICLE_URL = '" + "{a" * 30_000 + "'\n",
        "PATH = " + "9" * 5000 + "\n",
        '"' * 100_000,
        "\n" * 200_000,
        "ARTICLE_URL = '" + "{slug}" * 30_000 + "'\n",
    ],
    "config.toml": [
        "\n" * 100_000 + "x",
        " \n" * 60_000,
        "base_url" * 30_000,
        " " * 200_000 + "base_url",
    ],
    "astro.config.mjs": [
        " " * 200_000 + "site",
        "site: '" * 50_000,
        "\n" * 200_000,
        "site:" + " " * 200_000,
    ],
    "docusaurus.config.js": ['url: "' * 50_000, "url:\t" * 60_000],
    "eleventy.config.js": ["(" * 200_000],
}


@pytest.mark.parametrize(
    ("name", "at"),
    [(name, at) for name, texts in FILES.items() for at in range(len(texts))],
)
def test_a_generators_file_ends_soon(blog, clone, mine, name, at):
    for folder in ("content", "source/_posts"):
        (clone / folder).mkdir(parents=True)
        (clone / folder / "one.md").write_text(
            f"---\ntitle: {'word ' * 300}\ndate: 2024-01-02\n---\n[x](/a/)\n"
        )
    (clone / "_posts").symlink_to("posts")
    (clone / name).write_text(FILES[name][at])
    for words in (("list",), ("check",), ("export",)):
        blog(*words, environ=mine, codes=(0, 2, 6))
