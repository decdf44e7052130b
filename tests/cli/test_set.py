"""`blog set`: single keys."""

from __future__ import annotations

import pytest

HEADER = (
    "# comment",
    'title: "A title"  # keep',
    "pubDate: 2024-01-01",
    "draft: false",
    "weight: 3",
    "authors: [Ada]",
    "cover:",
    "  image: a.png",
)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("title=B: c", 'title: "A title"  # keep', 'title: "B: c"  # keep'),
        ("date=2025-02-03", "pubDate: 2024-01-01", "pubDate: 2025-02-03"),
        ("draft=true", "draft: false", "draft: true"),
        ("weight=4", "weight: 3", "weight: 4"),
        ("weight:=4.5", "weight: 3", "weight: 4.5"),
        ("authors+=Bob", "authors: [Ada]", "authors: [Ada, Bob]"),
        ("authors-=Ada", "authors: [Ada]", "authors: []"),
        ("cover.image=b.png", "  image: a.png", "  image: b.png"),
        ("Weight=9", "weight: 3", "weight: 9"),
        ("weight-", "weight: 3\n", ""),
        ("series=no", "  image: a.png\n", '  image: a.png\nseries: "no"\n'),
        ("flag:=true", "  image: a.png\n", "  image: a.png\nflag: true\n"),
        ("tags+=x", "  image: a.png\n", "  image: a.png\ntags: [x]\n"),
    ],
)
def test_only_the_lines_of_the_key_change(call, post, change, old, new):
    path = post("a", *HEADER)
    before = path.read_text()
    assert call("set", "a", change).code == 0
    assert path.read_text() == before.replace(old, new, 1)
    assert path.read_text() != before


def test_several_changes_at_once(call, post):
    path = post("a", *HEADER)
    assert call("set", "a", "title=X", "weight-", "new=1").err == (
        'Changed "X" (a): title, weight, new\n'
    )
    assert 'title: "X"  # keep' in path.read_text()
    assert "weight" not in path.read_text()


def test_no_change_is_said(call, post):
    post("a", *HEADER)
    assert call("set", "a", "missing-", "weight=3").err == "Nothing to change\n"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a"],
        *(
            ["a", change]
            for change in (
                "x", "x:={bad", "=x", "x:=NaN", "date=someday", "updated=soon", "draft=maybe",
                "words=3", "path=b", "status=draft", "slug=../../x", "a..b=1", ".a=1", "a.=1",
            )
        ),
    ],
)  # fmt: skip
def test_usage(call, post, words):
    post("a", *HEADER)
    result = call("set", *words)
    assert result.code == 2
    assert result.err.startswith("error: ")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("tags=a, b", "tags: [a, b]"),
        ("authors=Ada Byron", "authors: [Ada Byron]"),
        ("meta.series=x", "series: x"),
    ],
)
def test_known_fields_take_what_they_hold(call, post, change, line):
    path = post("a", *HEADER)
    assert call("set", "a", change).code == 0
    assert f"\n{line}\n" in path.read_text()


@pytest.mark.parametrize(
    ("lines", "change", "after"),
    [
        (["title: A"], "draft=yes", ["title: A", "published: false"]),
        (["title: A", "published: false"], "draft=no", ["title: A", "published: true"]),
        (["title: A", "draft: true"], "draft=no", ["title: A", "draft: false"]),
    ],
)
def test_a_draft_is_marked_as_the_generator_has_it(call, tmp_path, lines, change, after):
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    path = site / "_posts/2026-01-01-a.md"
    path.write_text("---\n" + "\n".join(lines) + "\n---\n")
    assert call("set", "a", change, cwd=site).code == 0
    assert path.read_text() == "---\n" + "\n".join(after) + "\n---\n"


def test_where(call, post):
    post("a", "title: A", "draft: true")
    post("b", "title: B")
    call("set", "--where", "is:draft", "draft=no")
    assert call("list", "is:draft", "--format", "count").out == "0\n"


@pytest.mark.parametrize(
    ("config", "folder", "line", "value", "after"),
    [
        ("_config.yml", "_posts", "comments: yes", "no", "comments: false"),
        ("_config.yml", "_posts", "comments: off  # why", "on", "comments: true  # why"),
        ("_config.yml", "_posts", "comments: 'yes'", "no", "comments: 'no'"),
        ("_config.yml", "_posts", "comments: yes", "maybe", "comments: maybe"),
        ("hugo.toml", "content/posts", "comments: yes", "no", 'comments: "no"'),
        ("hugo.toml", "content/posts", "comments: true", "no", "comments: false"),
    ],
)
def test_yes_and_no_stay_what_the_generator_takes_them_for(
    call, blog, config, folder, line, value, after
):
    (blog / config).write_text("")
    path = blog / folder / "2020-01-02-a.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\ntitle: A\n{line}\n---\nText\n")
    assert call("set", str(path), f"comments={value}").code == 0
    assert path.read_text() == f"---\ntitle: A\n{after}\n---\nText\n"
