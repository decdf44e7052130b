"""What a person sets for the terminal, and what a pipe gets all the same."""

from __future__ import annotations

import pytest

TABLE = {"NO_COLOR": "1"}


@pytest.fixture
def settings(blog):
    """Write the settings of the blog."""

    def settings(text: str) -> None:
        (blog / "blog.toml").write_text(text)

    return settings


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-01-10-first", "title: First", "tags: [a, b]", body="One two three.\n")
    post("2026-03-01-second", "title: Second", "tags: [b]")
    post("2026-11-20-third", "title: Third", "draft: true")


def table(call, *words, **options):
    shown = call("list", *words, tty=True, environ=TABLE, **options)
    return [line.split() for line in shown.out.splitlines()]


def test_columns_to_choose_from_are_set_and_the_empty_one_is_left_out(call, settings):
    settings('[list]\ncolumns = ["words", "title", "categories", "tags"]\n')
    assert table(call)[0] == ["words", "title", "tags"]


def test_fields_of_the_table_are_set_and_named_ones_win(call, settings):
    settings('[list]\nfields = ["title", "meta.mood"]\n')
    assert table(call)[0] == ["title", "meta.mood"]
    assert table(call, "--fields", "slug")[0] == ["slug"]


@pytest.mark.parametrize("limit", ["2", '"2"'])
def test_a_limit_is_set_and_the_named_one_wins(call, settings, limit):
    settings(f"[list]\nlimit = {limit}\n")
    assert len(table(call)) == 1 + 2
    assert "2 of 3 posts" in call("list", tty=True, environ=TABLE).err
    assert len(table(call, "-n", "9")) == 1 + 3


def test_the_style_of_dates_is_set(call, settings):
    settings('[list]\ndates = "iso"\n')
    assert [row[0] for row in table(call)] == ["date", "2026-11-20", "2026-03-01", "2026-01-10"]


@pytest.mark.parametrize(
    "words", [[], ["--json"], ["--format", "csv"], ["--format", "table"], ["is:draft"]]
)
def test_what_a_pipe_or_a_format_writes_depends_on_no_setting(call, settings, words):
    before = call("list", *words).out, call("list", *words, "--format", "tsv", tty=True).out
    settings(
        'theme = "dark"\n[list]\ncolumns = ["slug"]\nfields = ["slug"]\nlimit = 1\ndates = "iso"\n'
    )
    assert before == (
        call("list", *words).out,
        call("list", *words, "--format", "tsv", tty=True).out,
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('columns = ["titel"]', "unknown field 'titel'"),
        ("limit = -3", "'-3' is not a number of posts"),
        ('dates = "short"', "it is one of: relative, iso, long"),
    ],
)
def test_a_setting_that_is_wrong_is_named_with_its_line(call, settings, line, said):
    settings(f"[list]\n{line}\n")
    result = call("list")
    assert result.code == 2
    assert "blog.toml:2" in result.err
    assert said in result.err


def test_a_theme_has_its_own_colours_and_none_has_no_colour(call, settings):
    usual = call("list", tty=True).out
    assert "\x1b[2m" in usual
    settings('theme = "light"\n')
    light = call("list", tty=True).out
    assert "\x1b[38;5;242m" in light
    assert "\x1b[2m" not in light
    assert "\x1b" not in call("list", "--format", "table").out
    settings('theme = "none"\n')
    assert "\x1b" not in call("list", tty=True).out
    assert "\x1b" in call("list", "--color", "always", tty=True).out


def test_a_page_is_rendered_in_a_pipe_where_its_width_or_color_is_named(call, blog):
    (blog / "blog.toml").write_text('url = "https://x.example"\npermalink = "/{slug}/"\n')
    raw = call("show", "first")
    assert raw.out.startswith("---\n")
    assert call("show", "first", environ={"CLICOLOR_FORCE": "1"}).out == raw.out
    page = call("show", "first", "--width", "60").out
    assert page.startswith("First\n10 January 2026")
    assert "#a  #b\n" in page
    assert "first · posts/2026-01-10-first.md · https://x.example/first/" in page
    coloured = call("show", "first", "--color", "always").out
    assert coloured.startswith("\x1b[2m╭─")
    assert call("show", "first", "--raw", "--color", "always").out == raw.out


ALWAYS, NEVER = ("--color", "always"), ("--color=never",)


@pytest.mark.parametrize("words", [(*ALWAYS, "list"), ("list", *ALWAYS), ("tags", *ALWAYS)])
def test_color_always_wins_over_the_environment(call, words):
    shown = call(*words, "--format", "table", environ={"NO_COLOR": "1"})
    assert "\x1b[" in shown.out


@pytest.mark.parametrize("words", [(*NEVER, "list"), ("list", *NEVER), ("tags", "similar", *NEVER)])
def test_color_never_wins_over_the_environment(call, words):
    forced = {"CLICOLOR_FORCE": "1", "FORCE_COLOR": "1"}
    shown = call(*words, tty=True, environ=forced)
    assert "\x1b" not in shown.out + shown.err


def test_force_color_colours_a_pipe(call):
    assert "\x1b[" in call("list", "--format", "table", environ={"FORCE_COLOR": "1"}).out
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert "\x1b[" not in call("list", "--format", "table", environ=both).out


def test_color_auto_is_for_terminals_alone(call):
    forced = {"CLICOLOR_FORCE": "1"}
    words = ("list", "--format", "table", "--color", "auto")
    assert "\x1b" not in call(*words, environ=forced).out
    assert "\x1b" in call(*words, environ={"NO_COLOR": "1"}, tty=True).out


def test_errors_have_the_color_that_was_asked_for(call):
    assert call("list", "--nope", "--color", "always", traceback=False).err.startswith("\x1b[")
    assert "\x1b" not in call("list", "--nope", *NEVER, tty=True, traceback=False).err
    assert call("list", "--color", "some").code == 2


def test_the_order_is_reversed_before_the_limit(call):
    def slugs(*words):
        return call("list", "--format", "slugs", *words).out.split()

    assert slugs("-r") == ["first", "second", "third"]
    assert slugs("--reverse", "-n", "1") == ["first"]
    assert slugs("-r", "-s", "title,-date") == ["third", "second", "first"]


def test_posts_are_counted(call):
    assert call("list", "--count").out == "3\n"
    assert call("list", "tag:b", "--count", tty=True).out == "2\n"
    assert call("search", "three", "--count").out == "1\n"
    assert call("list", "--count", "--json").code == 2


def test_the_version_has_a_short_option(call):
    assert call("-V").out == call("--version").out


@pytest.mark.parametrize("words", [("list",), ("search", "word"), ("tags",), ("check",)])
def test_what_is_longer_than_the_screen_goes_through_the_pager(call, post, tmp_path, words):
    for n in range(30):
        post(
            f"2026-02-01-many-{n}", f"title: Many {n}", f"tags: [t{n}]", body="word [x](nope.md)\n"
        )
    seen = tmp_path / "seen"
    pager = {"PAGER": f"sh -c 'cat > {seen}'"}
    shown = call(*words, tty=True, environ=pager)
    assert shown.out == ""
    paged = seen.read_text()
    assert paged.count("\n") > 24
    assert call(*words, tty=True).out == paged
    seen.unlink()
    call(*words, environ=pager)
    assert not seen.exists()


def test_what_fits_on_the_screen_needs_no_pager(call):
    shown = call("list", tty=True, environ={"PAGER": "false"})
    assert "Third" in shown.out
