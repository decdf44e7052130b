"""What is built and what is hidden, as each generator decides it on the same files."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from blogcli.errors import Refused
from blogcli.posts.edit.written_dates import format_date
from blogcli.store.blog.blog import open_blog
from blogcli.store.operations.publish import PublishPlanner
from tests.store.conftest import open_at, write

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

SITES = {
    "jekyll": ("_config.yml", "_posts/2020-01-01-a.md"),
    "hexo": ("_config.yml", "source/_posts/a.md"),
    "hugo": ("hugo.toml", "content/posts/a.md"),
    "zola": ("zola.toml", "content/blog/a.md"),
    "pelican": ("pelicanconf.py", "content/a.md"),
    "docusaurus": ("docusaurus.config.js", "blog/a.md"),
    "eleventy": ("eleventy.config.js", "posts/a.md"),
    "astro": ("astro.config.mjs", "src/content/blog/a.md"),
}


def status(tmp_path, site, text, config="", path="", **others):
    marker, usual = SITES[site]
    files = {marker: config, path or usual: text, **others}
    blog = open_at(write(tmp_path, files))
    assert blog.layout.name == site
    found = {post.path: post.status(NOW) for post in blog.index().summaries()}
    with_index = {post.path: post.status(NOW) for post in open_at(tmp_path).index().summaries()}
    assert with_index == found
    return found[path or usual]


def yaml(*lines):
    return "---\ntitle: A\n" + "".join(f"{line}\n" for line in lines) + "---\n\nText.\n"


@pytest.mark.parametrize(
    ("site", "line", "expected"),
    [
        *(
            ("jekyll", line, "published")
            for line in (
                "draft: true",
                "draft: yes",
                'published: "false"',
                "published: 'no'",
                "published: 0",
                "Published: false",
                "status: draft",
                "published: true",
            )
        ),
        *(
            ("jekyll", line, "draft")
            for line in ("published: false", "published: no", "published: Off", "published:")
        ),
        *(
            ("hexo", line, "published")
            for line in ("draft: true", "status: draft", "published: no")
        ),
        *(("hexo", line, "published") for line in ("published:", "date: 2036-01-01")),
        *(("hexo", line, "draft") for line in ("published: false", "published: 0")),
        *(
            ("hugo", line, "published")
            for line in (
                "draft: yes",
                "draft: on",
                'draft: "yes"',
                "draft: tRue",
                "draft:",
                "status: draft",
                "published: 2020-01-01",
            )
        ),
        *(
            ("hugo", line, "draft")
            for line in ("draft: t", "draft: T", 'draft: "true"', "draft: 1", "Draft: true")
        ),
        ("hugo", "published: false", "draft"),
        ("hugo", "draft: false\npublished: false", "published"),
        ("hugo", "date: 2026-01-01\npublishDate: 2036-01-01", "scheduled"),
        ("hugo", "date: 2036-01-01\npublishDate: 2026-01-01", "published"),
        ("hugo", "lastmod: 2036-01-01", "scheduled"),
        ("hugo", "expiryDate: 2021-01-01", "expired"),
        ("hugo", "unpublishdate: 2021-01-01", "expired"),
        ("hugo", "expiryDate: 2036-01-01", "published"),
        ("docusaurus", "draft: true", "draft"),
        ("docusaurus", "unlisted: true", "published"),
        ("docusaurus", "date: 2036-01-01", "published"),
        ("eleventy", "draft: true", "published"),
        ("eleventy", "date: 2036-01-01", "published"),
        ("eleventy", "permalink: false", "draft"),
        ("eleventy", "draft: false\npermalink: false", "draft"),
        ("eleventy", "permalink: /x/", "published"),
        ("astro", "draft: true", "published"),
        ("astro", "pubDate: 2036-01-01", "published"),
        ("zola", "draft: true", "draft"),
        ("zola", "date: 2036-01-01", "published"),
    ],
)
def test_a_key_hides_where_the_generator_reads_it(tmp_path, site, line, expected):
    assert status(tmp_path, site, yaml(line), **HEXO[site == "hexo"]) == expected


HEXO = ({}, {"scaffolds/post.md": "---\n---\n"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Status: draft", "draft"),
        ("Status: Skip", "draft"),
        ("Status: later", "draft"),
        ("Status: hidden", "published"),
        ("status: published", "published"),
        ("Date: 2036-01-01", "published"),
    ],
)
def test_the_words_of_pelican(tmp_path, line, expected):
    assert status(tmp_path, "pelican", f"Title: A\n{line}\n\nText.\n") == expected


@pytest.mark.parametrize(
    ("site", "config", "line", "expected"),
    [
        ("jekyll", "future: true\n", "date: 2036-01-01", "published"),
        ("jekyll", "", "date: 2036-01-01", "scheduled"),
        ("jekyll", "unpublished: true\n", "published: false", "published"),
        ("hugo", "buildFuture = true\n", "date: 2036-01-01", "published"),
        ("hugo", "buildDrafts = true\n", "draft: true", "published"),
        ("hugo", "buildExpired = true\n", "expiryDate: 2021-01-01", "published"),
        ("hexo", "future: false\n", "date: 2036-01-01", "scheduled"),
        ("pelican", "WITH_FUTURE_DATES = False\n", "date: 2036-01-01", "scheduled"),
    ],
)
def test_the_settings_of_the_generator_count(tmp_path, site, config, line, expected):
    text = f"Title: A\n{line}\n\nText.\n" if site == "pelican" else yaml(line)
    assert status(tmp_path, site, text, config, **HEXO[site == "hexo"]) == expected


def test_a_changed_setting_of_the_generator_changes_the_status_of_indexed_posts(tmp_path):
    assert status(tmp_path, "jekyll", yaml("date: 2036-01-01")) == "scheduled"
    assert status(tmp_path, "jekyll", yaml("date: 2036-01-01"), "future: true\n") == "published"


def test_jekyll_builds_no_post_without_a_date_in_its_name(tmp_path):
    assert status(tmp_path, "jekyll", yaml("date: 2020-01-01"), path="_posts/a.md") == "draft"
    assert status(tmp_path, "jekyll", yaml("date: 2020-01-01"), path="_drafts/b.md") == "draft"
    shown = "show_drafts: true\n"
    assert status(tmp_path, "jekyll", yaml(), shown, path="_drafts/b.md") == "published"


@pytest.mark.parametrize(
    ("site", "path", "published"),
    [
        ("jekyll", "_posts/2020-05-06_a.md", "_posts/2020-05-06-a.md"),
        ("jekyll", "_posts/2020-05-06a.md", "_posts/2020-05-06-a.md"),
        ("jekyll", "_posts/_2020-05-06-a.md", "_posts/2026-11-28-a.md"),
        ("hexo", "source/_posts/_a.md", "source/_posts/a.md"),
        ("hexo", "source/_posts/sub/_deep/_a.md", "source/_posts/sub/deep/a.md"),
    ],
)
def test_what_is_hidden_by_its_name_is_published_under_another(tmp_path, site, path, published):
    extra = HEXO[site == "hexo"]
    assert status(tmp_path, site, yaml(), path=path, **extra) == "draft"
    to, _, state = edited(tmp_path, site, [], "publish", path=path, **extra)
    assert (to, state) == (published, "published")


def test_a_jekyll_post_in_a_folder_of_its_own_is_not_built(tmp_path):
    path = "_posts/2020-05-06-a/index.md"
    assert status(tmp_path, "jekyll", yaml(), path=path) == "draft"
    with pytest.raises(Refused, match="does not build a file of this name"):
        edited(tmp_path, "jekyll", [], "publish", path=path)


@pytest.mark.parametrize("line", ["", "date: 2036-01-01"])
def test_two_digits_are_a_year_in_the_name_of_a_jekyll_post(tmp_path, line):
    path = "_posts/20-05-06-a.md"
    marker, _ = SITES["jekyll"]
    blog = open_at(write(tmp_path, {marker: "", path: yaml(line)}))
    post = blog.read(path).summary
    assert post.slug == "a"
    assert str(post.date) == (line.removeprefix("date: ") or "2020-05-06")


def test_a_key_in_another_case_is_another_key(tmp_path):
    for site in ("jekyll", "hexo"):
        lines = yaml("Date: 2036-01-01", "publishDate: 2036-01-01", "Slug: x", "Permalink: /x/")
        marker, path = SITES[site]
        extra = HEXO[site == "hexo"]
        config = "url: https://example.org\nfuture: false\n"
        blog = open_at(write(tmp_path / site, {marker: config, path: lines, **extra}))
        (post,) = blog.index().summaries()
        assert post.slug == "a"
        assert post.status(NOW) == "published"
        assert str(post.date) == ("2020-01-01" if site == "jekyll" else "None")
        assert not (post.url or "").endswith("/x/")


def test_a_date_is_written_under_the_key_that_is_read(tmp_path):
    path, meta, state = edited(tmp_path, "jekyll", ["Date: 2020-01-01", "Slug: x"], "unpublish")
    assert (path, state) == ("_drafts/a.md", "draft")
    assert meta == ["Date: 2020-01-01", "Slug: x", "date: 2020-01-01"]


def test_a_key_named_in_the_settings_is_read_in_any_case(tmp_path):
    marker, path = SITES["jekyll"]
    files = {marker: "", path: yaml("Posted: 2036-01-01"), "blog.toml": '[fields]\ndate = "posted"'}
    blog = open_at(write(tmp_path, files))
    assert str(blog.read(path).summary.date) == "2036-01-01"


HEXO_DATES = [
    ("date: 2020-01-02T23:30:00-08:00", "2020-01-03 07:30:00"),
    ("date: 2020-01-02T23:30:00Z", "2020-01-02 23:30:00"),
    ("date: 2020-01-02 23:30:00", "2020-01-02 23:30:00"),
    ('date: "2020-01-02T23:30:00-08:00"', "2020-01-03 15:30:00"),
]


@pytest.mark.parametrize(("line", "clock"), HEXO_DATES)
def test_hexo_takes_the_clock_of_utc_for_its_own(tmp_path, line, clock):
    marker, path = SITES["hexo"]
    config = "timezone: Asia/Shanghai\n"
    blog = open_at(write(tmp_path, {marker: config, path: yaml(line), **HEXO[True]}))
    (post,) = blog.index().summaries()
    there = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    assert post.at == there.timestamp()


def test_a_date_for_hexo_is_written_without_an_offset(tmp_path):
    marker, path = SITES["hexo"]
    lines = yaml("date: 2020-01-02T23:30:00-08:00")
    config = "timezone: Asia/Shanghai\n"
    blog = open_at(write(tmp_path, {marker: config, path: lines, **HEXO[True]}))
    planner = PublishPlanner(blog, NOW)
    when = datetime(2036, 5, 6, 7, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    after = planner.publish(blog.read(path), when).after
    assert "date: 2036-05-06T07:08:00\n" in after.document.meta
    assert after.summary.at == when.timestamp()
    new = format_date(datetime(2026, 1, 2, 3, 4, tzinfo=UTC), blog.conventions)
    assert new == "2026-01-02 11:04:00"


READS_DRAFT = "export default (c) => c.addPreprocessor('d', '*', (data) => data.draft ? false : 1)"


@pytest.mark.parametrize(
    ("site", "config", "others", "line", "expected"),
    [
        ("eleventy", READS_DRAFT, {}, "draft: true", "draft"),
        ("eleventy", READS_DRAFT, {}, "published: false", "published"),
        (
            "astro",
            "",
            {"src/pages/blog.astro": "posts.filter(({ data }) => !data.draft)"},
            "draft: true",
            "draft",
        ),
        ("eleventy", READS_DRAFT, {}, "draft: yes", "draft"),
        ("eleventy", READS_DRAFT, {}, 'draft: "true"', "draft"),
        ("eleventy", READS_DRAFT, {}, 'draft: ""', "published"),
        ("eleventy", READS_DRAFT, {}, "draft: 0", "published"),
        ("eleventy", READS_DRAFT, {}, "permalink: false", "draft"),
        (
            "eleventy",
            READS_DRAFT.replace("draft ?", "draft === true ?"),
            {},
            "draft: yes",
            "published",
        ),
        (
            "astro",
            "",
            {"src/pages/blog.astro": "posts.filter(({ data }) => data.draft !== true)"},
            'draft: "true"',
            "published",
        ),
        (
            "astro",
            "",
            {"src/content.config.ts": "z.object({ draft: z.boolean() })"},
            "draft: true",
            "published",
        ),
        (
            "eleventy",
            "",
            {f"posts/{n}.md": yaml("published: true") for n in range(9)},
            "published: false",
            "draft",
        ),
    ],
)
def test_a_key_that_the_site_uses_is_learned(tmp_path, site, config, others, line, expected):
    assert status(tmp_path, site, yaml(line), config, **others) == expected


ZONED = [
    ("jekyll", "timezone: Asia/Shanghai\n", "date: 2020-05-05 18:00:00", "UTC"),
    ("jekyll", "timezone: Asia/Shanghai\n", 'date: "2020-05-05 18:00:00"', "Asia/Shanghai"),
    ("jekyll", "timezone: Asia/Shanghai\n", "date: 2020-05-05 18:00", "Asia/Shanghai"),
    ("hugo", "", "date: 2020-05-05T18:00:00", "UTC"),
    ("hugo", 'timeZone = "Asia/Shanghai"\n', "date: 2020-05-05T18:00:00", "Asia/Shanghai"),
    ("eleventy", "", "date: 2020-05-05T18:00:00", "UTC"),
]


@pytest.mark.parametrize(("site", "config", "line", "zone"), ZONED)
def test_a_time_without_offset_is_read_as_the_generator_reads_it(
    tmp_path, site, config, line, zone
):
    marker, path = SITES[site]
    write(tmp_path, {marker: config, path: yaml(line)})
    here = ZoneInfo("America/New_York")
    environ = {"HOME": os.environ["HOME"]}
    blog = open_blog(str(tmp_path), environ=environ, cwd=tmp_path, local=here)
    (post,) = blog.index().summaries()
    assert post.at == datetime(2020, 5, 5, 18, tzinfo=ZoneInfo(zone)).timestamp()


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2015-01-03 22:54:43 GMT", False),
        ("Last Modified", False),
        ("2015-01-03 22:54:43", True),
        ("2015-01-03T22:54:43.000Z", True),
        ("2015-01-03", True),
    ],
)
def test_the_dates_that_eleventy_takes(tmp_path, text, is_date):
    marker, path = SITES["eleventy"]
    blog = open_at(write(tmp_path, {marker: "", path: yaml(f"date: {text}")}))
    assert (blog.read(path).summary.date is not None) is is_date


def edited(tmp_path, site, lines, act, path="", config="", **others):
    """The path and the text of the only post after an action of PublishPlanner."""
    marker, usual = SITES[site]
    blog = open_at(write(tmp_path, {marker: config, path or usual: yaml(*lines), **others}))
    planner = PublishPlanner(blog, NOW)
    move = getattr(planner, act)(blog.read(path or usual))
    moved = move.after
    return move.to, moved.document.meta.splitlines()[1:], moved.summary.status(NOW)


@pytest.mark.parametrize(
    ("site", "lines", "act", "after"),
    [
        ("jekyll", ["draft: true"], "unpublish", ["draft: true", "date: 2020-01-01"]),
        ("jekyll", ["Published: false"], "unpublish", ["Published: false", "date: 2020-01-01"]),
        ("hugo", ["draft: yes"], "unpublish", ["draft: true"]),
        ("hugo", ["expiryDate: 2021-01-01", "date: 2020-01-01"], "publish", ["date: 2020-01-01"]),
        (
            "hugo",
            ["date: 2020-01-01", "publishDate: 2036-01-01"],
            "publish",
            ["date: 2026-11-28", "publishDate: 2026-11-28"],
        ),
        ("zola", ["published: false"], "unpublish", ["published: false", "draft: true"]),
        ("docusaurus", ["status: draft"], "unpublish", ["status: draft", "draft: true"]),
        ("docusaurus", ["unlisted: true"], "unpublish", ["draft: true"]),
        ("docusaurus", ["unlisted: false"], "unpublish", ["unlisted: false", "draft: true"]),
        ("eleventy", ["permalink: false", "date: 2020-01-01"], "publish", ["date: 2020-01-01"]),
    ],
)
def test_the_mark_that_the_generator_knows_is_written(tmp_path, site, lines, act, after):
    _, meta, state = edited(tmp_path, site, lines, act)
    assert meta == after
    assert state == ("draft" if act == "unpublish" else "published")


def test_the_mark_of_another_post_is_not_copied(tmp_path):
    other = {f"_posts/2020-02-0{n}-x.md": yaml("draft: true") for n in range(1, 4)}
    path, meta, state = edited(tmp_path, "jekyll", [], "unpublish", **other)
    assert (path, meta, state) == ("_drafts/a.md", ["date: 2020-01-01"], "draft")


def test_a_mark_in_another_case_is_left_alone(tmp_path):
    others = {"_posts/2020-02-01-x.md": yaml("published: false")}
    path, meta, state = edited(tmp_path, "jekyll", ["Published: false"], "unpublish", **others)
    assert (path, state) == ("_posts/2020-01-01-a.md", "draft")
    assert meta == ["Published: false", "published: false"]


def test_a_jekyll_post_is_published_by_the_date_in_its_name(tmp_path):
    path, _, state = edited(tmp_path, "jekyll", [], "publish", path="_posts/a.md")
    assert (path, state) == ("_posts/2026-11-28-a.md", "published")


@pytest.mark.parametrize("site", ["eleventy", "astro"])
def test_where_nothing_hides_a_post_it_is_said(tmp_path, site):
    with pytest.raises(Refused, match="nothing hides a post here"):
        edited(tmp_path, site, ["draft: true"], "unpublish")


def test_a_post_without_an_address_is_hidden_by_the_key_of_the_site(tmp_path):
    _, meta, _ = edited(tmp_path, "eleventy", ["date: 2020-01-01"], "unpublish", "", READS_DRAFT)
    assert meta == ["date: 2020-01-01", "draft: true"]


def test_a_date_that_the_generator_finds_is_not_frozen(tmp_path):
    _, meta, _ = edited(tmp_path, "eleventy", ["date: git Last Modified"], "publish")
    assert meta == ["date: git Last Modified"]


def test_a_date_under_the_mark_s_key_is_not_lost(tmp_path):
    others = {"_posts/2020-02-01-x.md": yaml("published: false")}
    with pytest.raises(Refused, match="holds a date"):
        edited(tmp_path, "jekyll", ["published: 2020-01-01"], "unpublish", **others)


COLLECTION = "collections:\n  recipes:\n    output: true\n"


def test_a_collection_of_jekyll_has_the_posts_where_no_others_are(tmp_path):
    files = {"_config.yml": COLLECTION, "_recipes/a.md": yaml(), "_recipes/b.md": yaml()}
    files["_recipes/c.md"] = yaml("date: 2036-01-01")
    blog = open_at(write(tmp_path, files))
    found = {post.path: post.status(NOW) for post in blog.index().summaries()}
    assert found == {
        "_recipes/a.md": "published",
        "_recipes/b.md": "published",
        "_recipes/c.md": "scheduled",
    }
    assert blog.new_path("new", NOW.date(), draft=True) == "_recipes/new.md"
    planner = PublishPlanner(blog, NOW)
    hidden = planner.unpublish(blog.read("_recipes/a.md"))
    assert (hidden.to, hidden.after.summary.draft) == ("_recipes/a.md", True)


def test_a_collection_of_jekyll_is_no_posts_beside_others(tmp_path):
    files = {"_config.yml": COLLECTION, "_recipes/a.md": yaml()}
    blog = open_at(write(tmp_path, {**files, "_posts/2020-01-01-a.md": yaml()}))
    assert [post.path for post in blog.index().summaries()] == ["_posts/2020-01-01-a.md"]
