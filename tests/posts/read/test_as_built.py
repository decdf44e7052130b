"""Why a post is not built, and why a build fails, as each generator decides it."""

from __future__ import annotations

import pytest

from blogcli.posts.model.conventions import Conventions
from blogcli.posts.read.as_built import build_failures, why_not_built
from blogcli.posts.read.post import read_post
from blogcli.store.layouts.table import BY_NAME


def post(layout, path, *lines):
    text = "---\n" + "".join(f"{line}\n" for line in lines) + "---\n\nText.\n"
    return read_post(path, text.encode(), BY_NAME[layout].conventions)


@pytest.mark.parametrize(
    ("layout", "path", "line", "message", "key"),
    [
        ("jekyll", "_posts/hello.md", "", "a name that does not begin with a date, as", ""),
        ("jekyll", "a/_posts/b/2020-5-6_x.md", "", "a name that does not begin with", ""),
        ("jekyll", "_posts/2020-13-45-x.md", "", "a name that does not begin with", ""),
        ("jekyll", "_drafts/hello.md", "", "files in `_drafts` are not built", ""),
        ("jekyll", "_posts/2020-5-6-x.md", "published:", "`published:` keeps it from", "published"),
        ("hexo", "source/_posts/_x.md", "", "a name that begins with `_` is not built", ""),
        (
            "hexo",
            "source/_posts/x.md",
            "published: false",
            "`published: false` keeps it",
            "published",
        ),
        ("pelican", "content/x.md", "Status: skip", "`Status: skip` keeps it from", "Status"),
        ("zola", "content/blog/x.md", "draft: true", "`draft: true` keeps it from", "draft"),
        ("eleventy", "posts/x.md", "permalink: false", "`permalink: false` keeps", "permalink"),
    ],
)
def test_the_reason_is_named(layout, path, line, message, key):
    reason = why_not_built(post(layout, path, line))
    assert reason is not None
    assert reason.message.startswith(message)
    assert reason.key == key


@pytest.mark.parametrize(
    ("layout", "path", "line"),
    [
        ("jekyll", "_posts/2020-5-6-x.md", "draft: true"),
        ("jekyll", "_posts/20-05-06-x.md", "Published: false"),
        ("hexo", "source/_posts/x_y/a_b.md", ""),
        ("eleventy", "posts/x.md", "draft: true"),
    ],
)
def test_what_is_built_has_no_reason(layout, path, line):
    assert why_not_built(post(layout, path, line)) is None


def test_a_plain_blog_has_its_own_marks():
    text = b"---\ndraft: false\nstatus: draft\n---\n"
    reason = why_not_built(read_post("posts/a.md", text, Conventions()))
    assert reason is not None
    assert reason.key == "status"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("date:", "date"),
        ("date: ''", "date"),
        ("date: true", "date"),
        ("date: [a]", "date"),
        ("date: 3", "date"),
        ("permalink: 3", "permalink"),
        ("slug: [a]", "slug"),
        ("date: 2020-01-02", None),
        ("date: 20200102", None),
        ("date: 2020-01-02 03:04", None),
        ("Date:", None),
        ("permalink:", None),
        ("permalink: false", None),
        ("slug: x", None),
        ("title: 3", None),
    ],
)
def test_values_that_end_the_build_of_jekyll(line, key):
    found = [one.key for one in build_failures(post("jekyll", "_posts/2020-05-06-x.md", line))]
    assert found == ([key] if key else [])


@pytest.mark.parametrize(
    ("line", "fails"),
    [
        ("published: true", True),
        ("Published: false", True),
        ("publishDate: yes", True),
        ("date: 2026-1-5", True),
        ("date: 2026-01-05 10:00", True),
        ("date: 2015/05/24", True),
        ("date: May 3, 2015", True),
        ("date: 5 Jan 2026", True),
        ("lastmod: false", True),
        ("expiryDate: never", True),
        ("date: [a]", True),
        ("date: 1.5", True),
        ("published:", False),
        ("published: 2026-01-01", False),
        ("date: ''", False),
        ("date: 20260105", False),
        ("date: 2026-01-05 10:00:00 +0200", False),
        ("date: 2026-01-05T10:00:00Z", False),
        ("date: 2026-01-05T10:00:00.123+02:00", False),
        ("date: 05 Jan 2026", False),
        ("date: Mon, 05 Jan 2026 10:00:00 +0000", False),
        ("date: Mon Jan  5 10:00:00 2026", False),
        ("draft: maybe", False),
    ],
)
def test_dates_that_end_the_build_of_hugo(line, fails):
    assert bool([*build_failures(post("hugo", "content/posts/x.md", line))]) is fails


@pytest.mark.parametrize(
    ("lines", "fails"),
    [
        ("draft: yes", True),
        ("draft: 1", True),
        ("draft:", True),
        ("unlisted: on", True),
        ("hide_table_of_contents: yes", True),
        ("title:", True),
        ("title: [a]", True),
        ("slug:", True),
        ("tags: a, b", True),
        ("tags:", True),
        ("draft: true\nunlisted: true", True),
        ("draft: true", False),
        ('draft: "True"', False),
        ("draft: false\nunlisted: true", False),
        ("title: 3", False),
        ('title: ""', False),
        ("tags: []", False),
        ("Draft: yes", False),
    ],
)
def test_values_that_end_the_build_of_docusaurus(lines, fails):
    found = [*build_failures(post("docusaurus", "blog/2026-01-01-x.md", *lines.split("\n")))]
    assert bool(found) is fails


@pytest.mark.parametrize(
    ("line", "breaks"),
    [
        ("date: true", True),
        ("Published: false", True),
        ("published: no", True),
        ("expirydate: soon", True),
        ("date: [a]", True),
        ("date:", False),
        ("date: ''", False),
        ("date: 3", False),
        ("lastmod: 2020-01-02", False),
        ("draft: maybe", False),
    ],
)
def test_values_that_end_the_build_of_hugo(line, breaks):
    assert any(build_failures(post("hugo", "content/posts/a.md", line))) is breaks


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (["draft: yes"], ["draft"]),
        (["draft:"], ["draft"]),
        (['draft: "true"'], []),
        (["unlisted: 1"], ["unlisted"]),
        (["tags: one"], ["tags"]),
        (["tags: [one]"], []),
        (["slug: 5"], []),
        (['slug: ""'], ["slug"]),
        (["date:"], ["date"]),
        (["draft: true", "unlisted: true"], ["unlisted"]),
        (["draft: true", "unlisted: false"], []),
        (["unlisted: true"], []),
    ],
)
def test_what_ends_the_build_of_docusaurus(lines, keys):
    found = build_failures(post("docusaurus", "blog/a.md", *lines))
    assert [reason.key for reason in found] == keys
