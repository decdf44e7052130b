"""The screen of `blog browse`, driven by keys without a terminal."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import thorough

browsing = pytest.importorskip("tests.cli.browsing", reason="the browse extra is not installed")
browser, drive = browsing.browser, browsing.drive

SCREENS = Path(__file__).parent / "browse_screens"


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-11-21-hello", "title: Hello there", "tags: [a, b c]", body="# Head\n\nSome text.\n")
    post("2026-11-20-apples", "title: Apples and pears", "tags: [fruit]", body="No green thing.\n")
    post("2026-11-19-green", "title: Green tea", body="Leaves in water.\n")
    post("2026-10-01-wip", "title: Not done", "draft: true")
    post("2027-01-01-later", f"title: {'日本語の題名 and a very long rest ' * 3}")


def files(blog: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(blog.rglob("*")) if path.is_file()}


def journal(blog: Path) -> list[tuple[object, ...]]:
    """All rows of the history but for what depends on the time and the id of an action."""
    [file] = (blog.parent / "home").rglob("history.db")
    with sqlite3.connect(file) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return [
            (name, *row)
            for name in sorted(names)
            for row in connection.execute(f"SELECT * FROM {name}")
        ]


def test_the_list_has_the_newest_post_first_and_the_reader_shows_it(blog):
    async def script(keys):
        assert keys.titles[1:] == ["Hello there", "Apples and pears", "Green tea", "Not done"]
        await keys.press("j")
        assert any("Some text." in line for line in keys.lines)
        assert any("Hello there" in line and "a, b c" in line for line in keys.lines)

    drive(browser(blog), script)


def test_words_filter_titles_and_then_bodies_while_they_are_typed(blog):
    async def script(keys):
        await keys.press("slash")
        await keys.type("gree")
        assert keys.titles == ["Apples and pears", "Green tea"]
        assert "2 of 5" in keys.lines[0]
        await keys.type("n tea")
        assert keys.titles == ["Green tea"]
        await keys.press("enter", "down")
        assert keys.screen.query_line.value == "green tea"
        assert keys.screen.posts.has_focus

    drive(browser(blog), script)


@pytest.mark.thorough
def test_terms_filter_and_an_unfinished_query_keeps_the_list(blog):
    async def script(keys):
        await keys.press("slash")
        await keys.type("is:draft")
        assert keys.titles == ["Not done"]
        await keys.type(" (")
        assert keys.titles == ["Not done"]
        assert keys.screen.query_line._fault.span == (9, 10)
        assert keys.message
        await keys.press("escape")
        assert len(keys.titles) == 5
        assert keys.screen.posts.has_focus

    drive(browser(blog), script)


@pytest.mark.thorough
def test_the_first_search_of_texts_says_so_and_titles_are_found_meanwhile(blog, post, monkeypatch):
    for number in range(501):
        post(f"2020-01-01-many-{number}", f"title: Many {number}", body="Word.\n")
    screen = browser(blog)
    said, show = [], screen._count
    screen._count = lambda more="": (said.append((more, len(screen.posts.rows))), show(more))

    async def script(keys):
        await keys.press("slash")
        await keys.type("word")
        assert ("titles only · indexing texts 500 of 506", 506) in said
        assert len(keys.titles) == 501
        assert "501 of 506" in keys.lines[0]
        assert not keys.screen.library.is_indexing

    drive(screen, script)


@pytest.mark.parametrize(
    ("whole", "fault", "underlined"),
    [
        *thorough(
            ("", "tag:", "tag:"),
            ("date:2026-1", "3", "2026-13"),
            ("fruit ", '"ap', '"ap'),
            ("not ", "(", "("),
            ("is:draft ", "is:x", "x"),
            ("green", " or", "or"),
        ),
    ],
)
def test_a_query_with_a_fault_leaves_the_list_and_names_the_word(blog, whole, fault, underlined):
    async def script(keys):
        await keys.press("slash")
        await keys.type(whole)
        for char in fault:
            before = keys.titles
            await keys.type(char)
            start, end = keys.screen.query_line._fault.span
            assert keys.titles == before or not end
        assert (whole + fault)[start:end] == underlined
        assert keys.message
        await keys.screen.reload()
        assert keys.titles == before
        await keys.press("enter")
        assert keys.message, "the list does not follow what stands in the query line"
        await keys.press("slash", "ctrl+u")
        assert len(keys.titles) == 5
        assert not keys.message

    drive(browser(blog), script)


@pytest.mark.thorough
def test_a_query_mixes_words_and_unknown_keys(blog, post):
    post("2020-01-01-part", "title: Part", "series: x", body="Deep water.\n")

    async def script(keys):
        await keys.press("slash")
        await keys.type("series:x wat")
        assert keys.titles == ["Part"]

    drive(browser(blog), script)


@pytest.mark.thorough
def test_terms_of_links_and_posts_that_are_not_there(blog, post):
    post("2020-01-01-linking", "title: Linking", body="See [hello](/hello/) and [x](apples.md).\n")

    async def script(keys):
        await keys.press("slash")
        await keys.type("links:>0")
        assert keys.titles == ["Linking"]
        await keys.press("ctrl+u")
        await keys.type("links:nothing-like-it")
        assert "nothing-like-it" in keys.message

    drive(browser(blog), script)


def test_three_posts_are_tagged_and_it_is_taken_back(blog):
    before = files(blog)

    async def script(keys):
        await keys.press("down", "space", "space", "space", "t")
        await keys.type("new old")
        await keys.press("enter")
        assert any("blog tag --where slug:hello,apples,green new old" in ln for ln in keys.lines)
        assert any("+tags: [new, old]" in line for line in keys.lines)
        assert files(blog) == before
        await keys.press("enter")
        assert keys.message == "Tagged 3 posts: added new, old · u takes it back"
        assert keys.screen.catalog[1].tags == ("a", "b c", "new", "old")
        assert files(blog) != before
        await keys.press("u", "enter")
        assert keys.message.startswith("Undid 1: blog tag")

    drive(browser(blog), script)
    assert files(blog) == before


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("keys_", "words"),
    [
        (["j", "t", *"x,y", "enter"], ["tag", "hello", "x", "y"]),
        (["j", "space", "space", "d"], ["rm", "hello", "apples"]),
        *thorough(
            (["j", "t", *"-a", "enter"], ["tag", "hello", "-r", "a"]),
            (["j", "s", *"lang=no", "enter"], ["set", "hello", "lang=no"]),
            (["end", "p"], ["publish", "wip"]),
            (["j", "P"], ["unpublish", "hello"]),
            (["end", "S", *"2027-03-04", "enter"], ["schedule", "wip", "2027-03-04"]),
            (["j", "r", "ctrl+u", *"bye", "enter"], ["rename", "hello", "bye"]),
            (["j", "d"], ["rm", "hello"]),
            (["colon", *"tags delete a", "enter"], ["tags", "delete", "a"]),
            (["j", "colon", *"blog set lang=no", "enter"], ["set", "hello", "lang=no"]),
        ),
    ],
    ids=lambda value: " ".join(value) if value and len(value[0]) > 1 else "",
)
def test_a_key_leaves_the_same_files_and_journal_as_the_command(blog, call, tmp_path, keys_, words):
    import shutil

    other = tmp_path / "other" / "blog"
    shutil.copytree(blog, other)

    async def script(keys):
        await keys.press(*({" ": "space"}.get(key, key) for key in keys_))
        assert len(keys.screen.screen_stack) == 2, keys.message
        await keys.press("enter")

    drive(browser(blog), script)
    done = call(
        *words,
        cwd=other,
        environ={"HOME": str(other.parent / "home"), "BLOG_NOW": browsing.NOW},
        traceback=False,
    )
    assert done.code == 0, done.err
    mine = {name.removeprefix(str(blog)): data for name, data in files(blog).items()}
    theirs = {name.removeprefix(str(other)): data for name, data in files(other).items()}
    assert mine == theirs
    assert said(journal(blog)) == said(journal(other))


def said(rows):
    """What a journal says of commands and files, without the times of files and random ids."""
    told = [value for row in rows for value in row if isinstance(value, str | bytes)]
    texts = [one if isinstance(one, str) else one.decode(errors="replace") for one in told]
    ids = [text for text in texts if re.fullmatch("[0-9a-f]{8}", text)]
    return [re.sub("|".join(ids), "ID", text) for text in texts]


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        *thorough(
            ("tag green x", "tag green x"),
            ("tag x", "tag --where slug:hello,apples x"),
            ("tag green", "tag --where slug:hello,apples green"),
            ("tag x green", "tag --where slug:hello,apples x green"),
            ("tag apples -r fruit", "tag apples -r fruit"),
            ("tag posts/2026-11-19-green.md x", "tag posts/2026-11-19-green.md x"),
            ("tag @latest x", "tag @latest x"),
            ("tag --where is:draft x", "tag --where is:draft x"),
            ("tag --where=is:draft x", "tag --where=is:draft x"),
            ("set green lang=no", "set green lang=no"),
            ("set lang=no", "set --where slug:hello,apples lang=no"),
            ("rm green", "rm green"),
            ("rm", "rm hello apples"),
            ("publish wip", "publish wip"),
            ("schedule wip 2027-03-04", "schedule wip 2027-03-04"),
            ("schedule 2027-03-04", "schedule hello apples 2027-03-04"),
            ("rename green tea", "rename green tea"),
        ),
    ],
)
def test_marked_posts_are_inserted_unless_the_typed_command_names_its_own(blog, typed, runs):
    async def script(keys):
        await keys.press("j", "space", "space", "colon")
        await keys.type(typed)
        await keys.press("enter")
        assert any(f"blog {runs} ─" in line for line in keys.lines), (keys.lines, keys.message)

    drive(browser(blog), script, (120, 24))


@pytest.mark.thorough
def test_escape_leaves_the_files_and_a_plan_can_be_saved(blog, monkeypatch, tmp_path):
    before = files(blog)
    monkeypatch.chdir(tmp_path)

    async def script(keys):
        await keys.press("j", "d", "escape")
        assert files(blog) == before
        assert keys.message == "nothing changed"
        await keys.press("d", "w")
        await keys.press("ctrl+u", *"p.json", "enter")
        assert keys.message.startswith("Saved 1 change to p.json")

    drive(browser(blog), script)
    plan = blog / "p.json"
    assert plan.is_file()
    plan.unlink()
    assert files(blog) == before


@pytest.mark.thorough
def test_a_file_changed_meanwhile_is_a_conflict_and_nothing_is_done(blog, post):
    async def script(keys):
        await keys.press("j", "space", "space", "t", "x", "enter")
        post("2026-11-20-apples", "title: Changed elsewhere")
        before = files(blog)
        await keys.press("enter")
        assert "changed" in keys.message
        assert keys.message.startswith("error: ")
        assert files(blog) == before

    drive(browser(blog), script)


@pytest.mark.thorough
def test_a_post_that_is_gone_leaves_the_list_and_a_new_one_comes(blog, post):
    async def script(keys):
        await keys.press("j")
        (blog / "posts" / "2026-11-21-hello.md").unlink()
        post("2026-11-22-new", "title: New one")
        await keys.screen.refresh_posts()
        await keys.settle()
        assert "Hello there" not in keys.titles
        assert keys.titles[1] == "New one"

    drive(browser(blog), script)


@pytest.mark.thorough
def test_a_save_elsewhere_redraws_the_reader_and_the_row(blog, post):
    async def script(keys):
        await keys.press("j")
        post("2026-11-21-hello", "title: Hello again", body="Other words.\n")
        keys.screen._watch_file()
        await keys.settle()
        assert any("Other words." in line for line in keys.lines)
        assert sum("Hello again" in line for line in keys.lines) == 2

    drive(browser(blog), script)


@pytest.mark.thorough
def test_an_unreadable_post_is_marked_and_its_error_shown(blog, post):
    post("2025-05-05-bad", "title: [never closed", body="Body.\n")

    async def script(keys):
        await keys.press("end")
        assert any("!" in line and "2025-05-05-bad" in line for line in keys.lines)
        assert any("title: [never closed" in line for line in keys.lines)

    drive(browser(blog), script)


@pytest.mark.thorough
def test_control_characters_never_reach_the_terminal(blog, post):
    post(
        "2028-01-01-evil", 'title: "a\\u001b[31mb\\u202ec"', 'tags: ["x\\u0007y"]', body="\x1b[2J\n"
    )

    async def script(keys):
        assert not any("\x1b" in line or "\u202e" in line for line in keys.lines)
        assert any("a\\x1b[31mb\\u202ec" in line for line in keys.lines)
        await keys.press("d")
        assert not any("\x1b" in line or "\u202e" in line for line in keys.lines)

    drive(browser(blog), script)


@pytest.mark.thorough
def test_all_that_match_are_marked_and_unmarked(blog):
    async def script(keys):
        await keys.press("slash")
        await keys.type("not is:draft")
        await keys.press("enter", "asterisk")
        assert len(keys.screen.posts.marks) == 4
        assert "4 marked" in keys.lines[0]
        await keys.press("asterisk")
        assert not keys.screen.posts.marks

    drive(browser(blog), script)


@pytest.mark.thorough
def test_picking_ends_with_the_marked_slugs(blog):
    screen = browser(blog, "fruit", picks=True)

    async def script(keys):
        await keys.press("slash", "ctrl+u", "enter", "down", "space", "space", "enter")

    drive(screen, script)
    assert screen.return_value == ["hello", "apples"]


@pytest.mark.thorough
def test_control_c_ends_it_as_interrupted_even_with_a_window_open(blog):
    before = files(blog)
    screen = browser(blog)

    async def script(keys):
        await keys.press("j", "d", "ctrl+c")

    drive(screen, script)
    assert screen.return_code == 130
    assert files(blog) == before


@pytest.mark.thorough
def test_escape_takes_back_one_thing_at_a_time(blog):
    async def script(keys):
        await keys.press("j", "space", "slash", *"tea", "enter", "y")
        assert keys.message == "copied hello"
        seen = []
        for _ in range(3):
            await keys.press("escape")
            seen.append((bool(keys.message), keys.lines[0].split("…")[-1].split("/")[-1].strip()))
        assert seen == [(False, "tea" + " " * 46 + "1 marked, 1 hidden · 1 of 5"), *seen[1:]]
        assert seen[1:] == [(False, "1 marked · 5"), (False, "5")]
        assert not keys.screen.is_leaving
        await keys.press("escape")
        assert keys.screen.is_leaving

    drive(browser(blog), script)


@pytest.mark.thorough
def test_a_new_search_takes_the_place_of_the_one_before(blog):
    async def script(keys):
        await keys.press("slash", *"tea", "enter", "slash", *"pears")
        assert keys.titles == ["Apples and pears"]
        await keys.press("escape", "slash", "end", "m")
        assert keys.screen.query_line.value == "team"

    drive(browser(blog), script)


@pytest.mark.thorough
def test_a_value_of_several_words_needs_no_quotes(blog):
    async def script(keys):
        await keys.press("j", "s")
        await keys.type("title=The old light lang=no")
        await keys.press("enter")
        assert any("+title: The old light" in line for line in keys.lines)
        assert any("+lang:" in line for line in keys.lines)

    drive(browser(blog), script)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "tags"),
    [("b", ["b c"]), ("x, b", ["x", "b c"]), ("fr", ["fruit"]), ("x fr", ["x", "fruit"])],
)
def test_tab_completes_a_tag_whatever_it_holds(blog, typed, tags):
    async def script(keys):
        await keys.press("down", "down", "down", "t")
        await keys.type(typed)
        await keys.press("tab", "enter", "enter")
        [green] = [one for one in keys.screen.catalog if one.slug == "green"]
        assert [*green.tags] == tags

    drive(browser(blog), script)


@pytest.mark.thorough
def test_many_posts_are_given_on_stdin(blog, post):
    for number in range(30):
        post(f"2020-01-{number + 1:02}-many-{number}", f"title: Many {number}")

    async def script(keys):
        await keys.press("slash")
        await keys.type("Many")
        await keys.press("enter", "asterisk", "t", "x", "enter")
        assert any("blog tag - x ─" in line for line in keys.lines)
        assert any("─ 30 files ─" in line for line in keys.lines)
        await keys.press("enter")
        assert keys.message.startswith("Tagged 30 posts")

    drive(browser(blog), script)


@pytest.mark.thorough
def test_headings_of_a_post_can_be_gone_to(blog, post):
    body = "# One\n\n" + "text\n\n" * 60 + "## Two *words*\n\n" + "more\n\n" * 60
    post("2028-01-01-long", "title: Long", body=body)

    async def script(keys):
        await keys.press("number_sign")
        assert any("Two words" in line for line in keys.lines)
        await keys.press("down", "enter")
        assert keys.screen.reader.has_focus
        assert keys.screen.reader.scroll_offset.y > 40
        await keys.press("escape")
        assert keys.screen.posts.has_focus

    drive(browser(blog), script)


@pytest.mark.thorough
def test_links_of_a_post_can_be_chosen(blog, post):
    body = "See [the docs](https://example.org/a?b=1#c) and `[no](https://code.example)`.\n"
    post("2028-01-01-links", "title: Links", body=f"{body}\n```\n# not a heading\n```\n")

    async def script(keys):
        await keys.press("number_sign")
        assert keys.message == "this post has no headings"
        await keys.press("enter", "o")
        assert any("the docs  https://example.org/a?b=1#c" in line for line in keys.lines)
        assert not any("code.example " in line for line in keys.lines)
        await keys.press("escape")

    drive(browser(blog), script)


SHOWN = {
    "list": ((80, 24), ["j", "space"]),
    "beside": ((120, 30), ["j", "space"]),
    "narrow": ((40, 10), []),
    "small": ((39, 10), []),
    "change": ((100, 24), ["j", "t", "x", "enter"]),
    "keys": ((80, 30), ["question_mark"]),
    "fault": ((80, 12), ["slash", *"is:draft", "space", "("]),
}


@pytest.mark.parametrize(
    "name", ["list", *thorough("change", "small", "beside", "narrow", "keys", "fault")]
)
def test_screens_look_as_before(blog, name, pytestconfig):
    size, pressed = SHOWN[name]

    async def script(keys):
        await keys.press(*pressed)
        return "\n".join(keys.lines) + "\n"

    shown = drive(browser(blog), script, size)
    file = SCREENS / f"{name}.txt"
    if pytestconfig.getoption("update_transcripts"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def test_it_needs_a_terminal_and_names_the_list(call):
    done = call("browse")
    assert done.code == 2
    assert done.err == (
        "error: blog browse needs a terminal\nhint: `blog list` lists posts in a pipe\n"
    )


def test_a_dumb_terminal_gets_the_list(call):
    done = call("browse", "is:draft", tty=True, environ={"TERM": "dumb"})
    assert done.code == 0
    assert "Not done" in done.out


def test_without_textual_it_says_how_to_get_it(call, monkeypatch):
    import sys

    from blogcli import extras

    extras.require.cache_clear()
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    done = call("browse", tty=True)
    extras.require.cache_clear()
    assert done.code == 1
    assert done.err.replace("\x1b[1;31m", "").replace("\x1b[0m", "").replace("\x1b[36m", "") == (
        "error: browse needs a package: textual\n"
        f"hint: run: {sys.executable} -m pip install 'textual>=8'\n"
    )


def random_keys(seed: int, count: int) -> list[str]:
    import random

    known = [
        *("j", "k", "up", "down", "pageup", "pagedown", "home", "end", "space", "asterisk", "tab"),
        *("slash", "t", "s", "p", "P", "S", "r", "d", "n", "y", "u", "R", "h", "c", "colon"),
        *("number_sign", "question_mark", "w", "x", "1", "comma", "backspace", "left", "ctrl+u"),
        *("escape", "delete", "ctrl+k", "minus", "quotation_mark", "é", "f1"),
    ]
    rng = random.Random(seed)
    return [rng.choice(known) for _ in range(count)]


@pytest.mark.parametrize(
    ("seeds", "count", "most"), [([1], 100, 5), *thorough((range(2, 12), 1000, 20))]
)
def test_random_keys_change_no_file_without_enter(blog, seeds, count, most):
    """Keys come in bursts of random length, so that some come while a window opens or closes."""
    import random

    before = files(blog)
    pressed = 0
    for seed in seeds:
        screen = browser(blog)
        screen.leave = lambda *words: None  # the keys that leave are among them
        rng, left = random.Random(seed), random_keys(seed, count)

        async def script(keys, rng=rng, left=left):
            done = len(left)
            while left:
                burst = rng.randint(1, most)
                await keys.press_at_once(left[:burst])
                del left[:burst]
            type(keys.screen).leave(keys.screen)  # a window may be open
            return done

        pressed += drive(screen, script, (90, 30))
        assert screen.failure is None
        assert files(blog) == before
    assert pressed == len([*seeds]) * count


@pytest.mark.thorough
def test_long_lines_of_a_change_are_folded(blog, post):
    post("2028-01-01-wide", f"title: {'word ' * 30}END")

    async def script(keys):
        await keys.press("t", "x", "enter")
        assert any("END" in line for line in keys.lines)

    drive(browser(blog), script)


@pytest.mark.thorough
def test_a_narrow_screen_shows_the_whole_command_and_how_to_take_it_back(blog, post):
    for number in range(3):
        post(f"2028-01-0{number + 1}-a-rather-long-name-{number}", "title: Long")
    command = "blog tag --where slug:" + ",".join(f"a-rather-long-name-{n}" for n in (2, 1, 0))

    async def script(keys):
        assert "u undo  ? keys  q quit" in keys.lines[-1]
        await keys.press("asterisk", "asterisk", "space", "space", "space", "t", "x", "enter")
        inside = [re.sub(r"^│ |[▕ ]*│[^│]*$", "", line) for line in keys.lines]
        assert f"{command} x" in "".join(inside[2:4]), inside
        await keys.press("enter", "u", "enter")
        assert keys.message.startswith("Undid 1: blog tag")
        assert keys.message.endswith("… · R does it again")
        assert keys.message in keys.lines[-1]

    drive(browser(blog), script, (80, 24))


@pytest.mark.thorough
def test_a_key_without_a_meaning_says_so_and_the_last_line_is_cut_not_folded(blog):
    async def script(keys):
        await keys.press("x")
        assert keys.lines[-1].strip() == "x does nothing here · ? shows all keys"
        await keys.press("j")
        assert keys.lines[-1].strip().startswith("/ search")
        keys.screen.tell("blog tag --where slug:" + "long-name," * 20)
        await keys.settle()
        assert keys.lines[-1].startswith(" blog tag --where slug:long-name,")
        assert keys.lines[-1].endswith("…")

    drive(browser(blog), script)


@pytest.mark.thorough
def test_marks_and_cursor_stay_when_posts_are_read_again(blog, post):
    async def script(keys):
        await keys.press("j", "j", "space", "k")
        post("2026-12-01-newer", "title: Newer")
        await keys.screen.refresh_posts()
        await keys.settle()
        assert keys.screen.posts.current.title == "Apples and pears"
        assert keys.screen.posts.marks == {"posts/2026-11-20-apples.md"}

    drive(browser(blog), script)


def test_extras_are_those_of_the_package():
    import tomllib

    from blogcli.extras import EXTRAS

    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = set(project["dependencies"])
    for extra, modules in EXTRAS.items():
        wanted = project["optional-dependencies"][extra]
        assert {*modules.values()} - needed == {*wanted}


def test_the_reader_shows_the_words_of_the_query_and_goes_to_them(blog, post):
    lines = "".join(f"Line {number}.\n\n" for number in range(60))
    post("2026-11-18-deep", "title: Deep", body=f"{lines}The Needles are **here**.\n")

    async def script(keys):
        await keys.press("slash")
        await keys.type("needle")
        assert any("Needles" in line for line in keys.lines)
        assert keys.titles == ["Deep"]
        at = keys.screen.reader.lines.index(
            next(x for x in keys.screen.reader.lines if "Need" in x)
        )
        strip = keys.screen.reader.render_line(at - keys.screen.reader.scroll_offset.y)
        assert [part.text for part in strip if part.style and part.style.bold] == ["Needle", "here"]
        await keys.press("escape")
        assert not any(part.text == "Needle" for part in keys.screen.reader.render_line(0))

    drive(browser(blog), script)


def test_a_command_says_what_it_did_before_the_posts_are_read_again(blog):
    screen, seen = browser(blog), list[str]()
    look = screen.library.has_changed

    def waiting():
        seen.append(screen.message.plain)
        return look()

    screen.library.has_changed = waiting

    async def script(keys):
        seen.clear()
        await keys.press("j", "t")
        await keys.type("new")
        await keys.press("enter", "enter")
        assert seen == ['Tagged "Hello there" (hello): added new · u takes it back']
        assert "new" in keys.screen.posts.current.tags

    drive(screen, script)


def test_reading_waits_while_a_key_is_answered(blog, monkeypatch):
    screen = browser(blog)

    async def script(keys):
        waits = []
        screen.posts.move = lambda by: waits.append(not screen._is_drawn.is_set())
        await keys.press("j")
        assert waits == [True]
        assert screen._is_drawn.is_set()

    drive(screen, script)
    asked = []
    screen.library.give_way = lambda: asked.append(True)
    monkeypatch.setattr("blogcli.browse.library._BEFORE_A_KEY", 2)
    assert len(screen.library.everything()) == 5
    assert len(asked) == 3
