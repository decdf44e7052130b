"""The acceptance of imports, by the command itself, on the exports of ../shared."""

import json
from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

import feedparser

from tests.conftest import thorough

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample exports of ../shared are not here"
)

SMALL = (
    "blogger/feed.atom",
    "wxr/ghost-sample.xml",
    "wxr/jekyll-import-sitetitle.wordpress.2025-01-19.xml",
    "wxr/nikola-wordpress_export_example.xml",
    "blogger-page.txt",
)
LARGE = ("blogger/jeffhandley-blogspot.xml", "blogger/apraditya-complete.xml")


@pytest.fixture
def bring(call, blog):
    """Import samples; gives the report's counts by outcome, what and status."""

    def run(*names, cwd=None):
        done = call("import", *(str(SAMPLES / name) for name in names), "--json", "-", cwd=cwd)
        assert done.code == 0, done.err
        report = json.loads(done.out)
        return {(t["outcome"], t["what"], t["status"]): t["count"] for t in report["totals"]}

    return run


def tree(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and ".blog" not in file.parts
    }


def test_a_page_saved_as_text(bring, call, blog):
    assert bring("blogger-page.txt")["new", "post", ""] == 1
    [file] = (blog / "posts").iterdir()
    record = json.loads(call("show", "@latest", "--json").out)
    assert file.name.startswith("2018-12-12-helping-trump")
    assert record["date"] == "2018-12-12"
    assert record["source"] == {"name": "HuffPost", "kind": "Opinion", "byline": "Juan Escalante"}
    assert len(record["body"].strip().split("\n\n")) == 10
    assert "Eli Kantor" in (blog / "blog.toml").read_text()
    assert not (blog / "comments").exists()


def test_a_takeout(bring, call, blog):
    found = bring("blogger/feed.atom")
    assert {key: found[key] for key in found if key[0] != "changed" and key[1] != "setting"} == {
        ("new", "post", ""): 3,
        ("new", "post", "draft"): 1,
        ("new", "post", "scheduled"): 1,
        ("new", "page", ""): 1,
        ("new", "page", "draft"): 1,
        ("new", "comment", ""): 2,
        ("left", "comment", ""): 2,
        ("left", "post", ""): 1,
    }
    twins = [file for file in (blog / "posts").iterdir() if "blog-post_12" in file.name]
    assert len(twins) == 2
    assert call("list", "is:published", "--format", "count").out == "3\n"


def test_a_back_up(bring, call, blog):
    found = bring("blogger/jeffhandley-blogspot.xml")
    assert (found["new", "post", ""], found["new", "comment", ""]) == (92, 112)
    records = json.loads(call("list", "--json").out)
    assert len(records) == 92
    assert sum(bool(record["source"] and record["source"].get("url")) for record in records) == 14
    assert all(record["aliases"] for record in records)
    assert len({record["slug"] for record in records}) == 92


@pytest.mark.parametrize("name", [*SMALL, *thorough(*LARGE)])
def test_a_dry_run_foretells_it(call, name):
    def rows(*words):
        report = json.loads(call("import", str(SAMPLES / name), "--json", "-", *words).out)
        told_of_bodies = [
            row["outcome"] == "changed" or row["what"] == "link" for row in report["rows"]
        ]
        return [row for row, told in zip(report["rows"], told_of_bodies, strict=True) if not told]

    foretold = rows("--dry-run")
    assert foretold == rows()
    again = {row["outcome"] for row in rows("--dry-run") if row["what"] in ("post", "page")}
    assert again - {"left"} == {"held"}


@pytest.mark.parametrize("name", [*SMALL, *thorough(*LARGE)])
def test_twice_is_as_good_as_once(bring, call, blog, name):
    bring(name)
    before = tree(blog)
    again = bring(name)
    assert not {outcome for outcome, _, _ in again} & {"new", "updated"}
    assert tree(blog) == before
    [first, *_] = sorted(path for path in before if path.startswith("posts/"))
    (blog / first).write_bytes(before[first] + b"\nMine\n")
    bring(name)
    assert (blog / first).read_bytes() == before[first] + b"\nMine\n"


@pytest.mark.parametrize("names", [SMALL, *thorough((SMALL + LARGE,))], ids=["small", "all"])
def test_all_at_once_come_readable_and_go_out_again(bring, call, blog, tmp_path, names):
    bring(*names)
    assert call("list", "--format", "count").err == ""
    whole = tmp_path / "blog.json"
    call("export", "--drafts", "--future", "-o", str(whole))
    other = tmp_path / "other"
    (other / "posts").mkdir(parents=True)
    (other / "blog.toml").write_bytes((blog / "blog.toml").read_bytes())
    assert call("import", str(whole), cwd=other).code == 0
    assert tree(other) == tree(blog)
    published = int(call("list", "is:published", "--format", "count").out)
    for format_ in ("atom", "rss"):
        text = call("export", "--format", format_).out
        parsed = feedparser.parse(text.encode())
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert len(parsed.entries) == published
        assert len({entry.id for entry in parsed.entries}) == published
        assert call("export", "--format", format_).out == text
    assert len(json.loads(call("export", "--format", "jsonfeed").out)["items"]) == published
