"""Real blogs beside the repository, counted before by an independent reader.

Every difference between its counts and ours is named here, with its reason; none is bent away.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from blogcli.errors import BlogError
from blogcli.posts.read.post import Post
from blogcli.posts.text.dates import iso
from blogcli.store.blog.blog import Blog, open_blog

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
TRUTH = CORPORA / "truth.json"

pytestmark = [
    pytest.mark.skipif(not TRUTH.exists(), reason="../shared/corpora is not there"),
    pytest.mark.thorough,  # 5,000 files are read twice
]


@dataclass(frozen=True)
class Differences:
    """Where our reading of a blog differs from the count, by name.

    `unbuilt` are files in `_posts` without a date in their names, which Jekyll does not build.

    `ours` are posts that were not counted, `theirs` counted files that are no posts for us, and
    `untitled` posts that were counted with a title and have none. `counted` is how much of each
    count the files in `theirs` make up.
    """

    ours: tuple[str, ...] = ()
    unbuilt: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    untitled: tuple[str, ...] = ()
    counted: dict[str, int] = field(default_factory=dict)


KNOWN: dict[str, Differences] = {
    # The count was of `*.markdown`; these six are `.md`, which Jekyll and the contract take.
    "jekyll-docs": Differences(
        ours=(
            "_posts/2014-12-17-alfredxing-welcome-to-jekyll-core.md",
            "_posts/2016-03-10-making-it-easier-to-contribute-to-jekyll.md",
            "_posts/2016-10-06-jekyll-3-3-is-here.md",
            "_posts/2018-01-02-jekyll-3-7-0-released.md",
            "_posts/2018-01-25-jekyll-3-7-2-released.md",
            "_posts/2018-03-14-development-update.md",
        ),
    ),
    # `.text` and `.Rmd` are no endings of posts in the contract; `_drafts/` holds a `.text` alone.
    "jekyll-test-source": Differences(
        theirs=(
            "_posts/2011-04-12-text-extension.text",
            "_posts/2013-12-20-properties.text",
            "_posts/2014-11-24-Rmd-extension.Rmd",
        ),
        counted={"titled": 1, "dated": 3, "tags": 3, "distinct": 3, "tagged": 1},
        unbuilt=(
            "_posts/2013-03-19-not-a-post/dubious.markdown",
            "_posts/include_relative/params.html",
            "_posts/include_relative/rel_include.html",
        ),
    ),
    "blog.rust-lang": Differences(),
    # Their headings were `# comments` of shell code, in fences or in Liquid's `highlight`.
    "11ty-website": Differences(
        untitled=(
            "src/blog/2021-10-06-eleventy-v1-beta.md",
            "src/blog/2023-01-18-eleventy-v2-beta.md",
            "src/blog/2023-02-08-eleventy-v2.md",
            "src/blog/2026-04-21-collaborative-editing.md",
        ),
    ),
    "babel": Differences(),
    # The page of the whole blog; a folder that is no blog's has no folder of posts to tell it by.
    "nodejs.org": Differences(ours=("pages/en/blog/index.md",)),
    "golang-blog": Differences(),
}


@pytest.fixture(scope="module", params=KNOWN)
def corpus(request) -> tuple[dict, Differences, Blog, dict[str, Post], list[BlogError]]:
    """What was counted, the differences, the blog, its posts by path, and what was reported."""
    counted = {one["name"]: one for one in json.loads(TRUTH.read_text())["corpora"]}
    truth = counted[request.param]
    folder = CORPORA / truth["folder"]
    blog = open_blog(str(folder), environ={"BLOG_INDEX": "off"}, cwd=folder, local=UTC)
    problems: list[BlogError] = []
    posts = {post.summary.path: post for post in blog.posts(problems.append)}
    return truth, KNOWN[request.param], blog, posts, problems


def common(corpus) -> list[Post]:
    """The posts that were counted too."""
    _, differences, _, posts, _ = corpus
    return [post for path, post in posts.items() if path not in differences.ours]


def test_every_corpus_is_compared():
    counted = json.loads(TRUTH.read_text())["corpora"]
    assert sorted(one["name"] for one in counted) == sorted(KNOWN)


def test_posts(corpus):
    truth, differences, blog, posts, problems = corpus
    assert len(common(corpus)) == truth["posts"] - len(differences.theirs)
    assert set(differences.ours) <= posts.keys()
    for path in differences.theirs:
        assert (blog.root / path).is_file()
        assert path not in posts
    assert [str(problem) for problem in problems] == []


def test_every_file_comes_back_byte_for_byte(corpus):
    _, _, blog, posts, _ = corpus
    for path, post in posts.items():
        assert post.document.join() == (blog.root / path).read_bytes(), path


def test_titles(corpus):
    truth, differences, _, posts, _ = corpus
    titled = [post for post in common(corpus) if post.summary.title]
    untitled = [path for path in differences.untitled if not posts[path].summary.title]
    assert tuple(untitled) == differences.untitled
    gone = differences.counted.get("titled", 0) + len(untitled)
    assert len(titled) == truth["with_title_or_h1"] - gone


def test_dates(corpus):
    truth, differences, _, _, _ = corpus
    days = [iso(post.summary.date)[:10] for post in common(corpus) if post.summary.date]
    assert len(days) == truth["with_date_any"] - differences.counted.get("dated", 0)
    assert (min(days), max(days)) == (truth["earliest"], truth["latest"])
    years = Counter(day[:4] for day in days)
    gone = Counter(Path(path).name[:4] for path in differences.theirs)
    assert years + gone == truth["by_year"]


def test_undated_posts(corpus):
    truth, _, _, posts, _ = corpus
    for path in truth["no_date_files"]:
        if path in posts:
            assert posts[path].summary.date is None, path


def test_tags(corpus):
    truth, differences, _, _, _ = corpus
    tags = [tag for post in common(corpus) for tag in post.summary.tags]
    assert len(tags) == truth["tag_assignments"] - differences.counted.get("tags", 0)
    assert len(set(tags)) == truth["distinct_tags"] - differences.counted.get("distinct", 0)
    tagged = [post for post in common(corpus) if post.summary.tags]
    assert len(tagged) == truth["with_tags"] - differences.counted.get("tagged", 0)
    for tag, count in truth["top_tags"]:
        assert tags.count(tag) == count


def test_drafts(corpus):
    truth, differences, _, _, _ = corpus
    drafts = {post.summary.path for post in common(corpus) if post.summary.draft}
    assert drafts == {*truth["draft_files"], *differences.unbuilt}


def test_samples(corpus):
    truth, differences, _, posts, _ = corpus
    for sample in truth["samples"]:
        if sample["file"] in differences.theirs:
            continue
        post = posts[sample["file"]].summary
        when = post.date.date() if isinstance(post.date, datetime) else post.date
        assert when == (sample["date"] and date.fromisoformat(sample["date"]))
        assert post.title == (sample["title"] or "")
        assert list(post.tags) == sample["tags"]
        assert post.draft is (sample["draft"] or post.path in differences.unbuilt)


def test_the_layout_is_recognised(corpus):
    truth, _, blog, _, _ = corpus
    unknown = {"next": "folder", "custom": "plain"}
    assert blog.layout.name == unknown.get(truth["engine"], truth["engine"])
