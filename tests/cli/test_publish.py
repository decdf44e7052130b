"""`blog publish`, `unpublish` and `schedule`, on the small site of every generator."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.trees import difference, tree

LATER = "2026-12-01T08:00:00+01:00"

DONE = [
    # Jekyll moves between folders, and dates names.
    (
        "jekyll",
        ["publish", "greenhouse"],
        ["_drafts/greenhouse.md > _posts/2026-11-24-greenhouse.md", "+ date: 2026-11-24 06:00"],
    ),
    ("jekyll", ["publish", "fence"], ["- published: false"]),
    (
        "jekyll",
        ["unpublish", "compost"],
        ["_posts/2026-03-01-compost.md > _drafts/compost.md", "+ date: 2026-03-01"],
    ),
    (
        "jekyll",
        ["unpublish", "fair"],
        ["news/_posts/2026-04-01-fair.mkdn > news/_drafts/fair.mkdn"],
    ),
    (
        "jekyll",
        ["schedule", "greenhouse", LATER],
        ["_drafts/greenhouse.md > _posts/2026-12-01-greenhouse.md", "+ date: 2026-12-01 02:00"],
    ),
    (
        "jekyll",
        ["publish", "greenhouse", "--date", "2026-11-20"],
        ["_drafts/greenhouse.md > _posts/2026-11-20-greenhouse.md", "+ date: 2026-11-20"],
    ),
    # Hexo moves too; it shows what is dated ahead, so that stays a draft.
    (
        "hexo",
        ["publish", "genmaicha"],
        ["source/_drafts/genmaicha.md > source/_posts/genmaicha.md", "+ date: 2026-11-24 20:00:00"],
    ),
    ("hexo", ["publish", "hojicha"], ["- published: false"]),
    ("hexo", ["unpublish", "sencha"], ["source/_posts/sencha.md > source/_drafts/sencha.md"]),
    ("hexo", ["schedule", "genmaicha", "2026-12-01"], ["+ date: 2026-12-01"]),
    # Hugo holds back what is dated ahead.
    ("hugo", ["publish", "ferry"], ["- draft: true"]),
    ("hugo", ["unpublish", "lighthouse"], ["+ draft = true"]),
    (
        "hugo",
        ["schedule", "ferry", "2027-03-28 02:30"],
        ["- date: 2026-05-01 23:10", "+ date: 2027-03-28 03:30", "- draft: true"],
    ),
    (
        "hugo",
        ["schedule", "lighthouse", "2027-01-01T08:00:00Z"],
        ["- date = 2026-04-10T08:15:00+02:00", "+ date = 2027-01-01T09:00:00+01:00"],
    ),
    ("zola", ["publish", "gusts"], ["- draft = true"]),
    ("zola", ["unpublish", "wind"], ["+ draft = true"]),
    ("zola", ["schedule", "gusts", "+3d"], ["+ date = 2026-11-27"]),
    ("docusaurus", ["publish", "shuttle"], ["- unlisted: true"]),
    ("docusaurus", ["unpublish", "shuttle"], ["+ draft: true", "- unlisted: true"]),
    (
        "docusaurus",
        ["schedule", "shuttle", "2026-12-01"],
        [
            "blog/2026-07-15-shuttle/index.md > blog/2026-12-01-shuttle/index.md",
            "+ draft: true",
            "- unlisted: true",
        ],
    ),
    ("eleventy", ["unpublish", "paper"], ["+ draft: true"]),
    ("astro", ["publish", "compass"], ["- draft: true"]),
    ("astro", ["unpublish", "map"], ["+ draft: true"]),
    (
        "astro",
        ["schedule", "compass", "2026-12-24"],
        ["- pubDate: 2026-07-20", "+ pubDate: 2026-12-24"],
    ),
    ("pelican", ["publish", "lamp"], ["- Status: draft"]),
    ("pelican", ["publish", "timetable"], ["- Status: hidden"]),
    ("pelican", ["unpublish", "bridges-of-the-old-line"], ["+ Status: draft"]),
    (
        "pelican",
        ["schedule", "lamp", "2026-12-01 08:00"],
        ["- Date: 2026-10-05", "+ Date: 2026-12-01 08:00"],
    ),
    ("plain", ["publish", "bread"], ["- draft: true"]),
    ("plain", ["unpublish", "night-train"], ["+ draft: true"]),
    (
        "plain",
        ["schedule", "bread", "friday 09:00"],
        [
            "posts/2026-02-11-bread.md > posts/2026-11-27-bread.md",
            "+ date: 2026-11-27T09:00:00+01:00",
            "- draft: true",
        ],
    ),
    (
        "folder",
        ["unpublish", "on-doors", "--blog"],
        ['-   "tags": ["doors"]', '+   "tags": ["doors"],', '+   "draft": true'],
    ),
]


def words_for(words, site):
    """`--blog` at the end names the folder, which nothing in it tells to be a blog."""
    return ["--blog", str(site), *words[:-1]] if words[-1] == "--blog" else words


@pytest.mark.parametrize(
    ("site", "words", "expected"), DONE, ids=[f"{site}-{'-'.join(w)}" for site, w, _ in DONE]
)
def test_as_each_generator_means_it(call, make_blog, site, words, expected):
    root = make_blog(site)
    before = tree(root)
    words = words_for(words, root)
    shown = call(*words, "--dry-run", cwd=root)
    assert shown.code == 0
    assert tree(root) == before
    result = call(*words, cwd=root)
    assert result.code == 0, result.err
    assert sorted(difference(before, tree(root))) == sorted(expected)
    what = {"publish": "Published", "unpublish": "Unpublished", "schedule": "Scheduled"}
    at = next(at for at, word in enumerate(words) if word in what)
    ends = r" for .+ \(in .+\)" if words[at] == "schedule" else rf" \({words[at + 1]}\)"
    moved = [name for name in tree(root) if name not in before and words[at + 1] in name]
    place = f"; moved to {moved[0]}" if len(moved) == 1 else "(?:; moved to .+)?"
    assert re.search(rf'^{what[words[at]]} ".+"{ends}{place}$', result.err, re.MULTILINE)
    assert call("--blog", str(root), "undo").code == 0
    assert tree(root) == before


@pytest.mark.parametrize(
    ("site", "slug"),
    [
        ("jekyll", "fair"),
        ("hexo", "sencha"),
        ("hugo", "lighthouse"),
        ("zola", "wind"),
        ("plain", "first-frost"),
    ],
)
def test_published_again_a_post_is_as_it_was(call, make_blog, site, slug):
    root = make_blog(site)
    before = tree(root)
    assert call("unpublish", slug, cwd=root).code == 0
    assert call("list", f"slug:{slug}", "is:draft", "--format", "count", cwd=root).out == "1\n"
    assert call("publish", slug, cwd=root).code == 0
    assert tree(root) == before


def test_what_is_so_already_stays(call, make_blog):
    root = make_blog("jekyll")
    before = tree(root)
    assert call("publish", "compost", cwd=root).err == "Nothing to change\n"
    assert call("unpublish", "greenhouse", "fence", cwd=root).err == "Nothing to change\n"
    assert tree(root) == before


def test_a_draft_in_the_way_is_named_with_what_helps(call, make_blog):
    root = make_blog("jekyll")
    (root / "_drafts/compost.md").write_text("---\ntitle: Another\n---\n")
    before = tree(root)
    result = call("unpublish", "_posts/2026-03-01-compost.md", cwd=root)
    assert result.code == 4
    assert "_drafts/compost.md: already exists" in result.err
    assert "rename one of them first: `blog rename _drafts/compost.md NEW`" in result.err
    assert "choose another name" not in result.err
    assert tree(root) == before


def test_drafts_that_are_marked_and_not_moved_stay_so(call, make_blog):
    root = make_blog("jekyll")
    (root / "_drafts/greenhouse.md").unlink()
    before = tree(root)
    call("unpublish", "fair", cwd=root)
    assert difference(before, tree(root)) == ["+ published: false"]


def test_a_mark_is_turned_round_where_the_other_posts_have_it(call, post):
    post("2026-01-01-a", "title: A", "draft: false")
    post("2026-01-02-b", "title: B", "draft: false")
    path = post("2026-01-03-c", "title: C", "draft: true # almost")
    assert call("publish", "c").code == 0
    assert "draft: false # almost\n" in path.read_text()


def test_a_post_dated_ahead_is_public_now_unless_a_date_is_given(call, post):
    path = post("c", "title: C", "date: 2027-01-01", "draft: true")
    call("publish", "c")
    assert "date: 2026-11-24\n" in path.read_text()
    call("publish", "c", "--date", "2027-01-01")
    assert "date: 2027-01-01\n" in path.read_text()
    call("publish", "c", "--date", "yesterday 07:05")
    assert "date: 2026-11-23T07:05:00+01:00\n" in path.read_text()


def test_links_follow_a_draft_to_its_public_place(call, make_blog):
    root = make_blog("jekyll")
    compost = root / "_posts/2026-03-01-compost.md"
    compost.write_text(compost.read_text() + "\n[g](../_drafts/greenhouse.md#a)\n")
    draft = root / "_drafts/greenhouse.md"
    draft.write_text(draft.read_text() + "\n![f](../_posts/2026-01-20-fence.markdown)\n")
    before = tree(root)
    result = call("publish", "greenhouse", cwd=root)
    assert (
        result.err == 'Published "A greenhouse out of windows" (greenhouse); moved to '
        "_posts/2026-11-24-greenhouse.md\nUpdated links in 1 other post\n"
    )
    after = tree(root)
    assert b"[g](2026-11-24-greenhouse.md#a)" in after["_posts/2026-03-01-compost.md"]
    assert b"![f](2026-01-20-fence.markdown)" in after["_posts/2026-11-24-greenhouse.md"]
    call("undo", cwd=root)
    assert tree(root) == before


def test_many_by_query_and_by_stdin(call, post):
    for name in "abc":
        post(name, f"title: {name}", "date: 2026-11-01", "draft: true")
    assert call("publish", "-", stdin="a\nb\n").err == "Published 2 posts\n"
    assert call("publish", "-", "-0", stdin="c\0").err == 'Published "c" (c)\n'
    assert call("unpublish", "--where", "title:a or title:b").err == "Unpublished 2 posts\n"
    assert call("list", "is:draft", "--format", "slugs").out.split() == ["a", "b"]


def test_what_is_put_off_is_listed_until_it_is_due(call, make_blog):
    root = make_blog("zola")
    result = call("schedule", "gusts", "tomorrow 09:00", cwd=root)
    assert "The generator (zola) does not hide future posts, so it stays a draft" in result.err
    assert "blog publish --where is:due" in result.err
    shown = call("list", "is:scheduled", "--fields", "slug,date", cwd=root)
    assert shown.out == "gusts\t2026-11-25T09:00:00+01:00\n"
    assert call("list", "is:due", cwd=root).out == ""
    later = {"BLOG_NOW": "2026-11-25T09:00:01+01:00"}
    assert call("list", "is:scheduled", cwd=root, environ=later).out == ""
    assert call("list", "is:due", "--format", "slugs", cwd=root, environ=later).out == "gusts\n"
    done = call("publish", "--where", "is:due", cwd=root, environ=later)
    assert done.err == 'Published "Gusts" (gusts)\n'
    listed = json.loads(call("list", "slug:gusts", "--json", cwd=root, environ=later).out)
    assert (listed[0]["status"], listed[0]["date"]) == ("published", "2026-11-25T09:00:00+01:00")


def test_what_the_generator_shows_at_once_is_its_own_setting(call, make_blog):
    root = make_blog("jekyll")
    config = root / "_config.yml"
    config.write_text(config.read_text() + "future: true\n")
    before = tree(root)
    result = call("schedule", "greenhouse", "2026-12-01", cwd=root)
    assert difference(before, tree(root)) == ["+ date: 2026-12-01"]
    assert "The generator (jekyll) does not hide future posts, so it stays a draft" in result.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["schedule", "a", "yesterday"], "--date"),
        (["schedule", "a", "today"], "a date means midnight"),
        (["schedule", "a", "2026-11-24 11:59"], "--date"),
        (["schedule", "a", "someday"], "write it as"),
        (["schedule", "a"], "give WHEN after the POST"),
        (["schedule"], "give WHEN after the POST"),
        (["schedule", "tomorrow", "--where"], "needs"),
        (["publish", "a", "--date", "someday"], "write it as"),
        (["publish"], "give a POST"),
        (["unpublish", "a", "--where", "x"], "choose the posts in one way"),
    ],
)
def test_usage(call, post, words, hint):
    path = post("a", "title: A")
    before = path.read_bytes()
    result = call(*words)
    assert result.code == 2
    assert hint in result.err or hint == "needs"
    assert path.read_bytes() == before


def test_a_post_that_cannot_be_edited_stops_all(call, post):
    one = post("a", "title: A", "draft: true")
    bad = post("b", "title: B", "draft: &d true", "other: *d")
    result = call("publish", "a", "b")
    assert result.code == 5
    assert "posts/b.md" in result.err
    assert "draft: true" in one.read_text()
    assert "&d" in bad.read_text()


def test_two_drafts_that_would_be_one_file_are_a_conflict(call, make_blog):
    root = make_blog("jekyll")
    (root / "_posts/2026-11-24-greenhouse.md").write_text("---\ntitle: There\n---\n")
    before = tree(root)
    result = call("publish", "_drafts/greenhouse.md", cwd=root)
    assert result.code == 4
    assert "_posts/2026-11-24-greenhouse.md: already exists" in result.err
    assert tree(root) == before
