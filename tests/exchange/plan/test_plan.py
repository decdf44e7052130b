"""Plans of imports against a blog that is only a dictionary of files."""

import io
from datetime import date, timedelta

import pytest

from blogcli.exchange.model import ExportPost, Origin, ReadOptions
from blogcli.exchange.plan.model import PlannedPost
from blogcli.exchange.plan.plan import ImportOptions, plan_posts
from blogcli.exchange.plan.target import BlogState
from blogcli.exchange.sources.open_export import open_export
from blogcli.posts.model.comments import read_comments
from blogcli.posts.model.conventions import Conventions, Split
from blogcli.posts.model.paths import split_path
from blogcli.posts.read.post import read_post
from tests.exchange.conftest import NOW
from tests.exchange.exports import comment, takeout, takeout_entry, wxr, wxr_item

JEKYLL = Conventions(
    split=Split.SPACE, draft_key="published", alias_key="redirect_from", date_style=" "
)
PELICAN = Conventions(format="headers", headers=True, draft_key="status", alias_key="")
TOML = Conventions(format="toml", tags_key="taxonomies.tags")


class Paper(dict):
    """A blog of path and bytes, to which plans are carried out."""

    conventions = Conventions()

    def target(self):
        def place(slug, when, draft, page):
            path = f"pages/{slug}.md" if page else f"posts/{when:%Y-%m-%d}-{slug}.md"
            return None if path in self else path

        target = BlogState(
            self.conventions, place, self.get, lambda path: path.startswith(("posts/", "pages/"))
        )
        target.add_posts(self.posts())
        return target

    def posts(self):
        return [
            read_post(path, data, self.conventions)
            for path, data in sorted(self.items())
            if path.endswith(".md")
        ]

    def bring(self, export, now=NOW, comments="live", **wishes):
        with open_export(
            io.BytesIO(export.encode()), ReadOptions(now, comments=comments)
        ) as reading:
            found = list(plan_posts(reading.entries, self.target(), ImportOptions(now, **wishes)))
        arrivals = [one for one in found if isinstance(one, PlannedPost)]
        for arrival in arrivals:
            for file in arrival.files:
                assert self.get(file.path) == file.before
                self[file.path] = file.after
        return arrivals

    def summary(self, path):
        return read_post(path, self[path], self.conventions).summary


@pytest.fixture
def paper():
    return Paper()


def outcomes(arrivals):
    return [str(arrival.outcome) for arrival in arrivals]


RICH = takeout(
    comment(11, body="First"),
    comment(12, reply=11, body="Second"),
    takeout_entry(
        1,
        title="Low water: 'a day'",
        body="<p>HuffPost (Opinion) Low water: 'a day'</p><p>By Ann Sand</p><p>Text</p>",
        metaDescription="What it is",
        location="<blogger:name>Bergen</blogger:name><blogger:latitude>60.4</blogger:latitude>"
        "<blogger:longitude>5.3</blogger:longitude>",
        extra="<category scheme='tag:blogger.com,1999:blog-7' term='C#'/>"
        "<category scheme='tag:blogger.com,1999:blog-7' term='Sea, salt'/>",
    ),
)


@pytest.mark.parametrize("conventions", [Conventions(), JEKYLL, TOML, PELICAN])
def test_a_post_comes_with_all_it_has_in_the_blogs_own_form(conventions, paper):
    paper.conventions = conventions
    [arrival] = paper.bring(RICH)
    assert (str(arrival.outcome), arrival.comments, arrival.notes) == ("new", 2, ())
    summary = paper.summary("posts/2019-07-01-low-1.md")
    assert (summary.slug, summary.title) == ("low-1", "Low water: 'a day'")
    assert summary.date.isoformat() == "2019-07-01T02:30:00+00:00"
    assert summary.authors == ("Ada Quay",)
    assert summary.description == "What it is"
    assert not summary.draft
    said = read_comments(paper["comments/low-1.json"], "x")
    assert [(one.id, one.parent, one.html) for one in said] == [
        ("11", "", "First"),
        ("12", "11", "Second"),
    ]
    assert paper["posts/2019-07-01-low-1.md"].endswith(b"\n\nText\n")
    if conventions is not PELICAN:  # its headers have no nested keys, and commas part its lists
        assert summary.tags == ("C#", "Sea, salt")
        assert summary.aliases == ("/2019/07/low-1.html",)
        assert summary.source == {"name": "HuffPost", "kind": "Opinion", "byline": "Ann Sand"}
        assert summary.meta["location"] == {"name": "Bergen", "lat": 60.4, "lon": 5.3}
    assert outcomes(paper.bring(RICH)) == ["unchanged"]


def test_the_alias_key_is_the_generators(paper):
    paper.conventions = JEKYLL
    paper.bring(RICH)
    assert b"redirect_from: [/2019/07/low-1.html]" in paper["posts/2019-07-01-low-1.md"]


@pytest.mark.parametrize(
    ("export", "draft", "status"),
    [
        (takeout(takeout_entry(status="DRAFT", filename="")), True, "draft"),
        (takeout(takeout_entry(status="SCHEDULED", published="2030-01-01T00:00:00Z")), False,
         "scheduled"),
        (takeout(takeout_entry(status="SCHEDULED")), True, "draft"),
        (takeout(takeout_entry(published="2030-01-01T00:00:00Z")), False, "scheduled"),
        (wxr(wxr_item(status="private")), True, "private"),
        (wxr(wxr_item(post_password="x")), True, "private"),
        (wxr(wxr_item(status="pending")), True, "draft"),
        (wxr(wxr_item(status="future")), True, "draft"),
    ],
)  # fmt: skip
def test_nothing_that_was_not_public_is_published(export, draft, status, paper):
    [arrival] = paper.bring(export)
    summary = paper.summary(arrival.path)
    assert arrival.status == status
    assert summary.draft is draft
    assert summary.status(NOW) != "published"


def test_drafts_may_be_left_behind(paper):
    [arrival] = paper.bring(takeout(takeout_entry(status="DRAFT")), drafts="skip")
    assert (str(arrival.outcome), arrival.reason) == ("left", "drafts are skipped (--drafts skip)")
    assert paper == {}


def test_the_same_slug_twice_makes_two_files(paper):
    export = takeout(
        takeout_entry(1, title="", filename="/2019/07/blog-post_12.html"),
        takeout_entry(2, title="", filename="/2019/06/blog-post_12.html"),
        takeout_entry(3, title="", filename=""),
    )
    paper.bring(export)
    assert sorted(paper) == [
        "posts/2019-07-01-blog-post_12-2.md",
        "posts/2019-07-01-blog-post_12.md",
        "posts/2019-07-01-post-3.md",
    ]
    assert outcomes(paper.bring(export)) == ["unchanged"] * 3


def test_a_post_of_ones_own_keeps_its_slug_and_its_file(paper):
    paper["posts/2001-01-01-low-1.md"] = own = b"---\ntitle: Mine\n---\n"
    paper.bring(takeout(takeout_entry()))
    assert paper["posts/2001-01-01-low-1.md"] == own
    assert "posts/2019-07-01-low-1-2.md" in paper


def test_a_post_that_has_the_old_address_already_is_taken_for_the_same(paper):
    paper["posts/a.md"] = b"---\ntitle: Moved before\naliases: [/2019/07/low-1.html]\n---\n"
    [arrival] = paper.bring(takeout(takeout_entry()))
    assert (str(arrival.outcome), arrival.path) == ("left", "posts/a.md")
    assert "old address" in arrival.reason


PATH = "posts/2019-07-01-low-1.md"


def changed(body):
    return takeout(takeout_entry(body=body))


def test_what_changed_there_is_taken_over(paper):
    paper.bring(changed("<p>One</p>"))
    assert outcomes(paper.bring(changed("<p>Two</p>"))) == ["updated"]
    assert paper[PATH].endswith(b"\n\nTwo\n")
    assert outcomes(paper.bring(changed("<p>Two</p>"))) == ["unchanged"]


def edit_body(paper):
    paper[PATH] += b"Mine\n"


def edit_front_matter(paper):
    paper[PATH] = paper[PATH].replace(b"title: Low", b"title: High")


def edit_comments(paper):
    paper["comments/low-1.json"] = b"[]\n"


@pytest.mark.parametrize("edit", [edit_body, edit_front_matter, edit_comments])
def test_an_edit_here_is_kept_unless_it_is_asked_for(edit, paper):
    one = takeout(comment(11), takeout_entry(body="<p>One</p>"))
    two = takeout(comment(11), takeout_entry(body="<p>Two</p>"))
    paper.bring(one)
    edit(paper)
    kept = dict(paper)
    assert outcomes(paper.bring(one)) == ["unchanged"]
    [arrival] = paper.bring(two)
    assert (str(arrival.outcome), paper) == ("left", kept)
    assert "edited here" in arrival.reason
    assert outcomes(paper.bring(two, update=True)) == ["updated"]
    assert b"Two" in paper[PATH]
    assert outcomes(paper.bring(two)) == ["unchanged"]


def test_a_new_comment_there_updates_the_comments_here(paper):
    paper.bring(takeout(comment(11), takeout_entry()))
    assert outcomes(paper.bring(takeout(comment(11), comment(12), takeout_entry()))) == ["updated"]
    assert len(read_comments(paper["comments/low-1.json"], "x")) == 2
    gone = takeout(takeout_entry())
    assert outcomes(paper.bring(gone)) == ["updated"]
    assert read_comments(paper["comments/low-1.json"], "x") == ()
    assert outcomes(paper.bring(gone)) == ["unchanged"]


def test_a_scheduled_post_that_has_come_out_here_stays_out(paper):
    export = takeout(takeout_entry(status="SCHEDULED", published="2026-12-24T00:00:00Z"))
    [arrival] = paper.bring(export)
    assert arrival.status == "scheduled"
    assert outcomes(paper.bring(export, now=NOW + timedelta(days=60))) == ["unchanged"]
    assert not paper.summary(arrival.path).draft


def test_a_post_that_was_renamed_here_is_known_again(paper):
    paper.bring(changed("<p>One</p>"))
    paper["posts/2019-07-01-other.md"] = paper.pop(PATH)
    assert outcomes(paper.bring(changed("<p>One</p>"))) == ["unchanged"]
    assert list(paper) == ["posts/2019-07-01-other.md"]


def test_a_post_without_a_date_gets_that_of_the_import_once(paper):
    export = (
        "<rss version='2.0'><channel><title>T</title><item><title>Undated</title>"
        "<guid>urn:x:1</guid><description>Text</description></item></channel></rss>"
    )
    [arrival] = paper.bring(export)
    assert split_path(arrival.path)[0] == date(2026, 11, 24)
    assert "no date" in "".join(arrival.notes)
    assert outcomes(paper.bring(export, now=NOW + timedelta(days=3))) == ["unchanged"]


def test_a_rename_here_with_its_links_is_no_edit(paper):
    export = takeout(
        takeout_entry(1, body="<p><a href='/2019/07/low-2.html'>x</a></p>"),
        takeout_entry(2, title="High"),
    )
    paper.bring(export)
    paper.bring(export)  # this plan is made post by post: now the later one is known
    renamed = "posts/2019-07-01-high.md"
    paper[renamed] = paper.pop("posts/2019-07-01-low-2.md")
    paper[PATH] = paper[PATH].replace(b"(2019-07-01-low-2.md)", b"(2019-07-01-high.md)")
    assert b"(2019-07-01-high.md)" in paper[PATH]
    before = dict(paper)
    assert outcomes(paper.bring(export)) == ["unchanged", "unchanged"]
    assert paper == before


def test_pictures_inside_the_html_become_files(paper):
    png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="
    paper.bring(changed(f"<p>A <img src='{png}' alt='dot'></p>"))
    [picture] = [path for path in paper if path.startswith("images/")]
    assert f"![dot](/{picture})".encode() in paper[PATH]
    assert paper[picture].startswith(b"\x89PNG")


def test_the_html_is_kept_where_it_is_wanted(paper):
    paper.bring(changed("<p>One</p>"), keep_html=True)
    assert paper["originals/low-1.html"] == b"<p>One</p>"


def test_pages_go_to_their_own_folder(paper):
    paper.bring(takeout(takeout_entry(kind="PAGE", filename="/p/about.html")))
    assert list(paper) == ["pages/about.md"]
    assert b"aliases: [/p/about.html]" in paper["pages/about.md"]


def test_what_was_lost_is_told_with_the_post(paper):
    [arrival] = paper.bring(changed("<p>A</p><iframe src='https://evil.example.org/x'></iframe>"))
    assert "frame of evil.example.org" in "".join(arrival.notes)


def test_an_export_that_has_a_post_twice_brings_it_once(paper):
    arrivals = paper.bring(takeout(takeout_entry(), takeout_entry()))
    assert outcomes(arrivals) == ["new", "left"]
    assert "duplicate" in arrivals[1].reason


def test_different_posts_of_one_id_both_come(paper):
    other = takeout_entry(title="High", body="<p>Other</p>", filename="/2019/07/high.html")
    export = takeout(takeout_entry(), other)
    assert outcomes(paper.bring(export)) == ["new", "new"]
    assert len(paper) == 2
    assert outcomes(paper.bring(export)) == ["unchanged", "unchanged"]


@pytest.mark.parametrize("alone", [0, 4, 1000])
def test_many_posts_come_in_their_order_however_they_are_converted(paper, monkeypatch, alone):
    from blogcli.exchange.plan import convert

    monkeypatch.setattr(convert, "_ALONE", alone)
    monkeypatch.setattr(convert, "_BATCH", 3000)
    monkeypatch.setattr(convert, "_AHEAD", 6000)
    entries = [takeout_entry(at, title=f"T{at}", body=f"<p>N{at}</p>") for at in range(25)]
    arrivals = paper.bring(takeout(*entries))
    assert [arrival.title for arrival in arrivals] == [f"T{at}" for at in range(25)]
    for at in range(25):
        assert paper[f"posts/2019-07-01-low-{at}.md"].endswith(f"\n\nN{at}\n".encode())


def dies(batch):
    import os

    os._exit(1)


def test_posts_come_though_another_process_died(paper, monkeypatch):
    from blogcli.exchange.plan import convert

    class Dying(convert.ProcessPoolExecutor):
        def submit(self, make, *given):
            return super().submit(dies, given)

    monkeypatch.setattr(convert, "_ALONE", 4)
    monkeypatch.setattr(convert, "_BATCH", 3000)
    monkeypatch.setattr(convert, "ProcessPoolExecutor", Dying)
    arrivals = paper.bring(takeout(*(takeout_entry(at, title=f"T{at}") for at in range(9))))
    assert [arrival.title for arrival in arrivals] == [f"T{at}" for at in range(9)]


def test_posts_of_one_title_or_one_id_are_numbered_in_order(paper):
    items = [
        wxr_item(number, body=f"<p>{number}</p>", title="Same", post_name="")
        for number in (1, 2, 3)
    ]
    copies = [
        wxr_item(9, body=f"<p>{n}</p>", title="Copy", post_name="", link=f"https://x.org/{n}/")
        for n in (0, 1, 2, 0, 1)
    ]
    arrivals = paper.bring(wxr(*items, *copies))
    names = [split_path(arrival.path)[1] for arrival in arrivals if arrival.path]
    assert names == ["same", "same-2", "same-3", "copy", "copy-2", "copy-3"]
    left = [arrival.reason for arrival in arrivals if not arrival.path]
    assert left == ["duplicate in the export"] * 2
    assert set(outcomes(paper.bring(wxr(*items, *copies)))) == {"unchanged", "left"}


def test_many_posts_of_one_title_ask_for_few_places(paper):
    asked = []
    target = paper.target()
    place = target.place
    target.place = lambda *words: asked.append(words[0]) or place(*words)
    read = target.read
    target.read = lambda path: asked.append(path) or read(path)
    posts = [
        ExportPost("post", "Same", str(n), Origin("x", str(n)), date=date(2024, 1, 1))
        for n in range(300)
    ]
    planned = [*plan_posts(posts, target, ImportOptions(NOW, outline=True))]
    assert len({one.path for one in planned}) == 300
    assert len(asked) <= 300 * 3
