"""Names of commands: other names, synonyms of other tools, and the user's own aliases."""

from __future__ import annotations

import pytest

from blogcli.cli.main import COMMANDS
from blogcli.cli.naming.synonyms import SYNONYMS

NAMES = {name for entry in COMMANDS for name in (entry.name, *entry.aliases)}


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-01-01-one", "title: One", "tags: [go]")
    post("2026-02-01-two", "title: Two", "draft: true")


@pytest.fixture
def own(blog):
    """Write the user's own settings."""

    def write(*lines):
        file = blog.parent / "home/.config/blogcli/config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("[aliases]\n" + "".join(f"{line}\n" for line in lines))
        return file

    return write


@pytest.fixture
def printed(call, capsys):
    """Call `blog` and return all that it printed; click prints a help past the terminal."""

    def printed(*words):
        result = call(*words)
        return result.out + capsys.readouterr().out

    return printed


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("view", "one"), "show"), (("delete", "one"), "rm"), (("remove", "one"), "rm"),
        (("mv", "one", "uno"), "rename"), (("find", "one"), "search"),
    ],
)  # fmt: skip
def test_other_names(call, printed, words, name):
    assert call(*words).code == 0
    assert printed(words[0], "--help").startswith(f"Usage: blog {name} ")


@pytest.mark.parametrize("words", [(), ("list",), ("tags", "rename"), ("view",)])
def test_help_is_a_command(printed, words):
    assert printed("help", *words) == printed(*words, "--help") != ""


def test_help_of_an_unknown_command(call):
    result = call("help", "lits")
    assert (result.code, result.out) == (2, "")
    assert "did you mean 'list'" in result.err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("cat", "blog show POST"), ("grep", "blog search WORDS"), ("log", "blog history"),
        ("commit", "blog publish POST"), ("post", "blog new TITLE"), ("draft", "blog new TITLE"),
        ("move", "blog rename POST NEW"), ("status", "`blog` alone"), ("Cat", "blog show POST"),
        ("lsit", "did you mean 'list'"), ("qqq", "lists all commands"),
    ],
)  # fmt: skip
def test_synonyms_come_before_what_is_spelled_alike(call, word, meant):
    result = call(word)
    assert result.code == 2
    assert meant in result.err


def test_synonyms_are_no_commands_and_mean_commands():
    assert NAMES.isdisjoint(SYNONYMS)
    meant = {text.split()[0] for text in SYNONYMS.values() if text}
    assert meant - NAMES == {"--version"}


def test_an_alias_stands_for_words_of_blog(call, own, printed):
    own('wip = "list is:draft"', 'byname = ["list", "-s", "title", "--format", "slugs"]')
    assert call("wip", "--format", "slugs").out == "two\n"
    assert call("byname").out == "one\ntwo\n"
    assert printed("wip", "--help").startswith("Usage: blog list")


def test_words_typed_after_an_alias_fill_its_places(call, own, blog):
    own(
        'mark = "tag $2 $1"', 'all = "show $@ --meta"', "t = \"list 'tag:$1 is:published'\"",
        'named = "list --format slugs title:$1"',
    )  # fmt: skip
    assert call("mark", "new tag", "one").code == 0
    assert "new tag" in (blog / "posts/2026-01-01-one.md").read_text()
    assert call("all", "one", "two").out.count("title:") == 2
    assert "one" in call("t", "go").out
    assert call("named", "two", "-n", "0").out == ""
    missing = call("mark", "x")
    assert missing.code == 2
    assert "needs 2 words after it" in missing.err


def test_the_history_has_the_words_that_were_run(call, own):
    own('mark = "tag one $1"')
    call("mark", "x")
    assert "tag one x" in call("history").out


def test_an_alias_of_an_alias(call, own):
    own('a = "b --format slugs"', 'b = "list is:draft"')
    assert call("a").out == "two\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('x = "!rm -rf /"', "would run a shell command"),
        ('x = ["!ls"]', "would run a shell command"),
        ('x = "x y"', "refers back to itself: x > x"),
        ('x = "y"\ny = "z"\nz = "y"', "refers back to itself: x > y > z > y"),
        ('x = ""', "is empty"),
        ('x = "nothing here"', "begins with 'nothing', which is no command"),
        ('x = "--blog /tmp list"', "begins with '--blog', which is no command"),
        ('x = "list \'a"', "config.toml:2: unclosed quote in the alias 'x'"),
        ('x = "y $@ $@"\n' + "".join(f'y{n} = "y{n + 1} $@ $@"\n' for n in range(40)), "command"),
    ],
)
def test_an_alias_that_cannot_be_used(call, own, line, said):
    own(line)
    result = call("x", "a")
    assert result.code == 2
    assert said in result.err
    assert result.err.count("error:") == 1


def test_aliases_that_double_their_words_end(call, own):
    own(*(f'y{n} = "y{n + 1} $@ $@"' for n in range(40)))
    result = call("y0", "a")
    assert (result.code, "too many words" in result.err) == (2, True)


def test_a_command_is_never_shadowed(call, own, printed):
    own('list = "rm one two -y"', 'ls = "rm one"')
    assert call("list", "--format", "slugs").out == "two\none\n"
    assert "not used: `list` is a command" in printed("help")


def test_aliases_of_a_cloned_blog_are_ignored(call, blog):
    (blog / "blog.toml").write_text('[aliases]\nwip = "rm one two -y"\n')
    result = call("wip")
    assert (result.code, "unknown command" in result.err) == (2, True)
    assert "ignored, because it can run programs" in call("list").err
    assert "aliases.wip" in call("list").err


def test_aliases_are_in_the_help(call, own, printed):
    own('wip = "list is:draft"')
    assert "wip  list is:draft" in printed("help")
    assert printed("help", "wip").startswith("Usage: blog list")
    assert "wip is an alias for: list is:draft" in call("help", "wip").err


def test_broken_settings_do_not_keep_the_help_away(call, own):
    own("x = [")
    assert call("--help").code == 0
    assert call("x").code == 2


def test_an_alias_is_set_in_the_users_own_file(call, blog):
    said = call("config", "set", "aliases.wip", "list tag:a,b is:draft")
    assert said.code == 0
    file = blog.parent / "home/.config/blogcli/config.toml"
    assert 'wip = "list tag:a,b is:draft"' in file.read_text()
    assert call("wip").code == 0
    for name, value in (("list", "rm one"), ("x", "!ls"), ("x", "nothing"), ("x", "x")):
        assert call("config", "set", f"aliases.{name}", value).code == 2
