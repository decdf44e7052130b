import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blogcli.output.json_value import write_value
from blogcli.output.posts.records import OutputSpec, record
from blogcli.output.text_table import write_rows
from tests.output.screen import NOW, posts_as, summary, terminal, written

AWKWARD = summary(
    title='A "quoted"\ttab, comma\nand \\ line',
    slug="awkward",
    tags=("a,b", "c d"),
    path="posts/awk ward.md",
)
POSTS = [summary(), AWKWARD, summary(title="", slug="bare", date=None, tags=(), draft=True)]


def test_tsv_is_one_line_a_post_with_its_breaks_escaped():
    assert posts_as(POSTS, OutputSpec(format="tsv")) == (
        "2024-03-12\tpublished\tfirst-light\tFirst light"
        "\tposts/2024-03-12-first-light.md\tstars,night sky\n"
        '2024-03-12\tpublished\tawkward\tA "quoted"\\ttab, comma\\nand \\\\ line'
        "\tposts/awk ward.md\ta,b,c d\n"
        "\tdraft\tbare\t\tposts/2024-03-12-first-light.md\t\n"
    )


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=3))
def test_tsv_gives_back_every_title(titles):
    text = posts_as(
        [summary(title=title) for title in titles], OutputSpec(format="tsv", fields="title,slug")
    )
    unescape = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    back = []
    for line in text.removesuffix("\n").split("\n"):
        cell, slug = line.split("\t")
        assert slug == "first-light"
        pieces, rest = [], cell
        while rest:
            size = 2 if rest[:2] in unescape else 1
            pieces.append(unescape.get(rest[:size], rest[:size]))
            rest = rest[size:]
        back.append("".join(pieces))
    assert back == titles


def test_csv_is_read_back_by_a_csv_reader():
    text = posts_as(POSTS, OutputSpec(format="csv"))
    assert text.count("\r\n") == 4
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["title"] for row in rows] == ["First light", AWKWARD.title, ""]
    assert rows[1] == {
        "date": "2024-03-12",
        "status": "published",
        "slug": "awkward",
        "title": AWKWARD.title,
        "tags": "a,b,c d",
        "path": "posts/awk ward.md",
    }


def test_csv_of_nothing_is_its_header():
    assert posts_as([], OutputSpec(format="csv", fields="slug,meta.x")) == "slug,meta.x\r\n"


@pytest.mark.parametrize("tty", [False, True])
def test_json_holds_the_records(tty):
    text = posts_as(POSTS, OutputSpec(format="json"), tty=tty)
    assert json.loads(text) == [record(post, NOW) for post in POSTS]


def test_json_in_a_pipe_is_a_record_a_line():
    lines = posts_as(POSTS, OutputSpec(format="json", fields="slug,words")).splitlines()
    assert lines == [
        "[",
        '  {"slug": "first-light", "words": 450},',
        '  {"slug": "awkward", "words": 450},',
        '  {"slug": "bare", "words": 450}',
        "]",
    ]


def test_json_on_a_terminal_is_indented():
    text = posts_as(POSTS[:1], OutputSpec(format="json", fields="slug,tags"), tty=True)
    assert text == (
        '[\n  {\n    "slug": "first-light",\n    "tags": [\n      "stars",\n'
        '      "night sky"\n    ]\n  }\n]\n'
    )


@pytest.mark.parametrize(
    ("format", "nothing"),
    [
        ("json", "[]\n"),
        ("yaml", "[]\n"),
        ("count", "0\n"),
        *((format, "") for format in ("jsonl", "tsv", "plain", "slugs", "paths", "table")),
    ],
)
def test_no_posts_is_a_valid_answer(format, nothing):
    for tty in (False, True):
        assert posts_as([], OutputSpec(format=format), tty=tty) == nothing


def test_json_keeps_letters_and_escapes_what_is_none():
    strange = summary(title="Größe 世界", slug="half\udcff")
    text = posts_as([strange], OutputSpec(format="json", fields="title"))
    assert "Größe 世界" in text
    text = posts_as([strange], OutputSpec(format="json", fields="title,slug"))
    assert json.loads(text) == [{"title": "Größe 世界", "slug": "half\udcff"}]
    assert posts_as(
        [strange], OutputSpec(format="json", fields="title"), encoding="ascii"
    ).isascii()


def test_numbers_that_json_has_not_are_text():
    odd = summary(meta={"a": float("nan"), "b": [float("inf")]})
    text = posts_as([odd], OutputSpec(format="jsonl", fields="meta"))
    assert text == '{"meta": {"a": "nan", "b": ["inf"]}}\n'


def test_jsonl_is_a_record_a_line():
    lines = posts_as(POSTS, OutputSpec(format="jsonl")).splitlines()
    assert [json.loads(line) for line in lines] == [record(post, NOW) for post in POSTS]


@pytest.mark.parametrize("tty", [False, True])
def test_yaml_is_read_back_by_a_yaml_reader(tty):
    long = summary(title="many words " * 40, slug="half\udcff", draft=True)
    text = posts_as([*POSTS, long], OutputSpec(format="yaml"), tty=tty)
    assert yaml.safe_load(text) == [record(post, NOW) for post in (*POSTS, long)]


def test_yaml_reads_well():
    assert posts_as([summary()], OutputSpec(format="yaml", fields="date,title,tags,source")) == (
        "- date: '2024-03-12'\n"
        "  title: First light\n"
        "  tags:\n"
        "  - stars\n"
        "  - night sky\n"
        "  source: null\n"
    )


@pytest.mark.parametrize(
    ("format", "ended"),
    [
        ("slugs", "first-light\0awkward\0"),
        ("paths", "posts/2024-03-12-first-light.md\0posts/awk ward.md\0"),
        ("tsv", "first-light\0awkward\0"),
        ("jsonl", '{"slug": "first-light"}\0{"slug": "awkward"}\0'),
        ("plain", "first-light\0awkward\0"),
    ],
)
def test_records_may_end_with_nul(format, ended):
    fields = None if format in ("slugs", "paths") else "slug"
    assert posts_as(POSTS[:2], OutputSpec(format=format, fields=fields, nul=True)) == ended


def test_a_path_comes_out_as_its_own_bytes():
    made = terminal()
    from blogcli.output.posts.write import write_posts

    write_posts(made, [summary(path="caf\udce9.md")], OutputSpec(format="paths"), NOW)
    assert written(made) == b"caf\xe9.md\n"


def test_plain_is_a_line_to_read():
    later = summary(date=None, title="Two\nlines", slug="x", tags=(), draft=True)
    assert posts_as([summary(), later], OutputSpec(format="plain")) == (
        "2024-03-12  First light  stars, night sky\n            (draft)  Two lines\n"
    )


def test_count_counts_what_passes_by():
    assert posts_as(iter(POSTS), OutputSpec(format="count")) == "3\n"


def test_any_rows_and_values_are_written_alike():
    made = terminal()
    write_rows(made, [("a\tb", "1"), ("c", "")])
    write_value(made, {"a": [1, "ü"]})
    assert written(made).decode() == 'a\\tb\t1\nc\t\n{\n  "a": [\n    1,\n    "ü"\n  ]\n}\n'
