"""Writes to a Pelican blog keep what Pelican reads: semicolons, and headers that are not YAML."""

from __future__ import annotations

import json

import pytest

HEAD = "Title: A\nDate: 2020-01-02\nAuthors: Lee, Ann; Ray, Bob\nTags: red; black, white; sea\n"
FENCED = f"---\n{HEAD}---\n"
TAGS = ["red", "black, white", "sea"]
AUTHORS = ["Lee, Ann", "Ray, Bob"]


@pytest.fixture(params=[f"{HEAD}\n", FENCED], ids=["plain", "fenced"])
def file(request, blog):
    (blog / "pelicanconf.py").write_text('PATH = "content"\n')
    path = blog / "content/a.md"
    path.parent.mkdir()
    path.write_text(f"{request.param}\nText\n")
    return path


@pytest.mark.parametrize(
    ("words", "tags", "authors"),
    [
        (["tag", "a", "new"], [*TAGS, "new"], AUTHORS),
        (["tag", "a", "-r", "red"], TAGS[1:], AUTHORS),
        (["tag", "a", "--set", "x,y"], ["x", "y"], AUTHORS),
        (["tag", "a", "--clear"], [], AUTHORS),
        (["tags", "rename", "red", "blue, green"], ["blue, green", *TAGS[1:]], AUTHORS),
        (["tags", "rename", "black, white", "grey"], ["red", "grey", "sea"], AUTHORS),
        (["tags", "merge", "red", "sea", "blue"], ["blue", "black, white"], AUTHORS),
        (["tags", "delete", "red"], TAGS[1:], AUTHORS),
        (["set", "a", "tags+=blue, green"], [*TAGS, "blue, green"], AUTHORS),
        (["set", "a", "tags-=red", "tags-=sea"], ["black, white"], AUTHORS),
        (["set", "a", "authors+=Poe, Eve"], TAGS, [*AUTHORS, "Poe, Eve"]),
        (["set", "a", "authors-=Lee, Ann"], TAGS, ["Ray, Bob"]),
        (["set", "a", "tags=x; y, z"], ["x", "y, z"], AUTHORS),
        (["set", "a", 'tags:=["x", "y, z"]'], ["x", "y, z"], AUTHORS),
        (["unpublish", "a"], TAGS, AUTHORS),
        (["rename", "a", "b"], TAGS, AUTHORS),
    ],
    ids=" ".join,
)
def test_items_keep_their_commas(call, blog, file, words, tags, authors):
    assert call(*words, "-y").code == 0
    record = json.loads(call("list", "--json").out)[0]
    assert (record["tags"], record["authors"]) == (tags, authors)


def test_a_write_keeps_the_separator_and_all_else(call, file):
    before = file.read_text()
    assert call("tag", "a", "new").code == 0
    assert file.read_text() == before.replace("; sea\n", "; sea; new\n")


def test_other_lists_keep_theirs_too(call, file):
    file.write_text(file.read_text().replace("Tags", "Keywords"))
    before = file.read_text()
    assert call("set", "a", "keywords+=new").code == 0
    assert file.read_text() == before.replace("; sea\n", "; sea; new\n")
    assert call("set", "a", "keywords-=black, white").code == 0
    assert file.read_text() == before.replace("black, white; sea", "sea; new")


def test_a_header_between_fences_is_not_yaml(call, file):
    file.write_text('---\nTitle: "A: b"\nTags: [x, "y, z"]\nSlug: a\n---\nText\n')
    record = json.loads(call("show", "a", "--json").out)
    assert (record["title"], record["tags"]) == ('"A: b"', ["[x", '"y', 'z"]'])
    assert call("list", "--format", "slugs").out == "a\n"
    assert call("tag", "a", "new").code == 0
    assert 'Tags: [x, "y, z"], new\n' in file.read_text()


def test_front_matter_of_a_plug_in_stays_yaml(call, file):
    file.write_text("---\ntitle: A\nslug: a\ntags:\n- x\n---\nText\n")
    assert call("tag", "a", "z").code == 0
    assert file.read_text() == "---\ntitle: A\nslug: a\ntags:\n- x\n- z\n---\nText\n"


@pytest.mark.parametrize("key", ["Author", "Category"])
def test_a_key_of_one_name_takes_no_second(call, file, key):
    file.write_text(f"Title: A\n{key}: Lee, Ann\n\nText\n")
    field = {"Author": "authors", "Category": "categories"}[key]
    assert json.loads(call("show", "a", "--json").out)[field] == ["Lee, Ann"]
    result = call("set", "a", f"{field}+=Ray")
    assert (result.code, "takes one name" in result.err) == (5, True)


def test_a_tag_with_a_semicolon_is_refused(call, file):
    before = file.read_text()
    result = call("tags", "rename", "red", "a; b")
    assert (result.code, file.read_text()) == (5, before)


def test_only_the_first_line_of_tags_counts(call, file):
    file.write_text("Title: A\nTags: x\n    y\nTags: z\nSummary: one\n    two\n\nText\n")
    record = json.loads(call("show", "a", "--json").out)
    assert (record["tags"], record["description"]) == (["x"], "one two")


def test_dates_in_numbers_are_read_as_pelican_reads_them(call, blog):
    (blog / "pelicanconf.py").write_text('PATH = "content"\nTIMEZONE = "UTC"\n')
    (blog / "content").mkdir()
    for name, written in (("a", "24-05-2015"), ("b", "08-02-21 15:00"), ("c", "31-31-2015")):
        (blog / f"content/{name}.md").write_text(f"Title: {name}\nDate: {written}\n\nText.\n")
    told = call("list", "--fields", "slug,date")
    assert told.out.splitlines() == ["b\t2021-08-02T15:00:00", "a\t2015-05-24", "c\t"]
    found = json.loads(call("check", "--only", "bad-date", "--json").out)
    assert [(one["path"], one["line"]) for one in found] == [("content/c.md", 2)]
