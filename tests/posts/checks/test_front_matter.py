"""What `blog check` finds in the front matter, where, and what it leaves alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from blogcli.errors import Unreadable, UsageError
from blogcli.posts.checks import fixes, links, run
from blogcli.posts.checks.model import (
    CHECKS,
    OF_TEXT,
    USUAL,
    Finding,
    Severity,
    fingerprint,
    of_file,
)
from blogcli.posts.checks.run import OF_BLOG, find_problems, named_checks
from blogcli.posts.model.conventions import Conventions, Split
from blogcli.posts.model.status import StatusRules
from blogcli.posts.read.post import read_post
from tests.posts.checks.paper import facts, found, post, seen_in

HUGO = Conventions(split=Split.ONE)


def test_every_check_of_the_table_is_made_by_somebody():
    made = OF_TEXT.union(*OF_BLOG.values(), links.CHECKS)
    assert made == {check.name for check in CHECKS}


def test_what_the_table_calls_fixable_has_a_fix():
    assert {check.name for check in CHECKS if check.fixable} == set(fixes._FIXES)


def test_a_blog_in_order_has_no_findings():
    files = {
        "posts/2024-03-05-one.md": post("title: One", body="[Two](2024-03-06-two.md#part)\n"),
        "posts/2024-03-06-two.md": post("title: Two", "date: 2024-03-06", body="# Part\n"),
        "posts/idea.md": post("title: An idea", "draft: true", "date:"),
    }
    assert find_problems(facts(files), USUAL) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (post("title: A: b"), 2, "the front matter is not YAML: mapping values are not allowed"),
        (post("tags: @a"), 4, "the front matter is not YAML"),
        ("---\ntitle: x\n\tdate: y\n---\n", 3, "the front matter is not YAML"),
        ("+++\ntitle = x\n+++\n", 2, "the front matter is not TOML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told_with_its_line(text, line, message):
    (finding,) = found({"a.md": text}, "unreadable")
    assert (finding.path, finding.line) == ("a.md", line)
    assert message in finding.message
    assert finding.hint
    assert finding.severity is Severity.ERROR


def test_an_unquoted_colon_is_explained():
    (finding,) = found({"a.md": post("title: A: b")}, "unreadable")
    assert 'title: "A: b"' in finding.hint
    assert finding.fix == "quote the values that break it"


def test_front_matter_for_another_reader_is_not_held_against_the_post():
    assert found({"a.md": "---js\n{title: 'x'}\n---\n"}, "unreadable") == []


def test_a_file_that_is_no_post_at_all_is_a_finding_too():
    error = Unreadable("is UTF-16", "save it as UTF-8", path="a.md", line=1)
    finding = of_file(error)
    assert (finding.check, finding.path, finding.line) == ("unreadable", "a.md", 1)
    assert finding.hint == "save it as UTF-8"


def test_a_post_that_cannot_be_read_any_more_does_not_stop_the_others():
    files = {"a.md": post(), "b.md": post("tags: [x, x]")}
    whole = facts(files)
    error = Unreadable("is a binary file", path="a.md")
    contents = {**{path: whole.contents_of(path) for path in files}, "a.md": error}
    broken = replace(whole, contents=seen_in(contents), contents_of=contents.get)
    assert [(one.path, one.check) for one in find_problems(broken, USUAL)] == [
        ("a.md", "unreadable"),
        ("b.md", "repeated-tag"),
    ]


def test_a_key_that_stands_twice_is_told_with_both_lines():
    (finding,) = found({"a.md": post("x: 1", "y: 2", "x: 3")}, "duplicate-key")
    assert (finding.line, finding.column) == (6, 1)
    assert "`x`" in finding.message
    assert "line 4" in finding.hint


@pytest.mark.parametrize(
    ("line", "key", "right"),
    [
        ("tittle: x", "tittle", "title"),
        ("titel: x", "titel", ""),
        ("catagories: [x]", "catagories", "categories"),
        ("Tagss: [x]", "Tagss", "tags"),
        ("desciption: x", "desciption", "description"),
        ("dates: 2024-03-05", "dates", "date"),
        ("drafts: true", "drafts", "draft"),
        ("images: [x]", "images", ""),
        ("subtitle: x", "subtitle", ""),
        ("mood: x", "mood", ""),
    ],
)
def test_a_misspelled_key_is_told_and_an_own_one_is_not(line, key, right):
    text = f"---\n{line}\n---\nWords.\n"
    findings = found({"a.md": text}, "unknown-key")
    assert [(one.line, one.wrong, one.right) for one in findings] == (
        [(2, key, right)] if right else []
    )


def test_a_rare_key_is_compared_with_those_that_most_posts_have():
    files = {f"{n}.md": post(f"title: T{n}", "reviewer: x") for n in range(9)}
    files["x.md"] = post("title: X", "reveiwer: x")
    (finding,) = found(files, "unknown-key")
    assert (finding.path, finding.right) == ("x.md", "reviewer")
    assert finding.message == "unknown key `reveiwer`; did you mean `reviewer`?"


def test_a_key_beside_the_one_it_is_like_is_no_misspelling():
    assert found({"a.md": post("dates: x")}, "unknown-key") == []


def test_a_key_that_many_posts_have_is_no_misspelling():
    files = {f"{n}.md": "---\ndates: x\n---\n" for n in range(3)}
    files |= {f"{n}.md": "---\ntitle: x\n---\n" for n in range(3, 9)}
    assert found(files, "unknown-key") == []
    del files["0.md"]
    assert len(found(files, "unknown-key")) == 2


def test_a_post_without_a_title_is_told_unless_a_heading_gives_one():
    files = {"a.md": post("title:", body="Words"), "b.md": post("title:", body="# Heading\n")}
    (finding,) = found(files, "missing-title")
    assert (finding.path, finding.line) == ("a.md", 1)
    assert finding.hint == "add one: blog set a title='A title'"


def test_a_redirect_without_words_needs_no_title_and_no_date():
    files = {"a.md": "---\nredirect: /b\n---\n"}
    assert found(files, "missing-title") == found(files, "missing-date") == []


def test_a_blog_whose_posts_have_no_date_misses_none():
    files = {f"{n}.md": "---\ntitle: T\n---\n" for n in range(5)}
    assert found(files, "missing-date") == []
    assert len(found({"0.md": files["0.md"]}, "missing-date")) == 1


def test_a_draft_needs_no_date_and_a_broken_one_is_not_told_twice():
    files = {"a.md": post("date:", "draft: true"), "b.md": post("date: soon")}
    assert found(files, "missing-date") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("date: 2017-02-29", "`date`: '2017-02-29' is not a date"),
        ("date: next week", "`date`: 'next week' is not a date"),
        ("updated: 2024-13-01", "`updated`: '2024-13-01' is not a date"),
        ("date: 5 March 2024", ""),
        ("date: '{{ date }}'", ""),
        ("published: true", ""),
        ("published: in print", ""),
        ("date:", ""),
    ],
)
def test_a_date_that_is_none_is_told_with_its_line(line, told):
    findings = found({"a.md": post(line)}, "bad-date")
    row = 3 if line.startswith("date") else 4
    assert [(one.message, one.line) for one in findings] == ([(told, row)] if told else [])


@pytest.mark.parametrize(
    ("path", "date", "told"),
    [
        ("2024-03-05-a.md", "2024-03-05", False),
        ("2024-03-05-a.md", "2024-03-06T01:00:00+09:00", False),
        ("2024-03-05-a.md", "2024-03-07", True),
        ("2024/03-05-a.md", "2023-03-05", True),
        ("a.md", "2023-03-05", False),
    ],
)
def test_a_date_that_differs_from_the_file_name_by_more_than_a_day_is_told(path, date, told):
    findings = found({path: post(f"date: {date}")}, "date-mismatch")
    assert [one.line for one in findings] == ([3] if told else [])


def test_a_date_ahead_is_a_fault_only_where_the_generator_shows_such_posts():
    files = {"a.md": post("date: 2027-01-01"), "b.md": post("date: 2027-01-01", "draft: true")}
    assert found(files, "future-published") == []
    assert [one.path for one in found(files, "scheduled")] == ["a.md"]
    shows = Conventions(status=StatusRules(shows_future=True))
    (finding,) = found(files, "future-published", conventions=shows)
    assert (finding.path, finding.line) == ("a.md", 3)
    assert found(files, "scheduled", conventions=shows) == []


def test_a_post_with_the_title_of_an_earlier_one_is_told():
    files = {
        "a.md": post("title: Same", "date: 2024-03-06"),
        "b.md": post("title: SAME"),
        "c.md": post("title: Other"),
    }
    assert [(one.path, one.line, one.message) for one in found(files, "duplicate-title")] == [
        ("a.md", 2, "same title as b.md"),
    ]


def test_the_same_post_in_two_languages_is_no_duplicate():
    files = {"en/a.md": post("title: Same"), "de/a.md": post("title: Same")}
    assert found(files, "duplicate-title") == found(files, "duplicate-slug") == []


@pytest.mark.parametrize(
    ("one", "other", "languages"),
    [
        ("a.md", "a.de.md", {"a.md": "en", "a.de.md": "de"}),
        ("content/en/a.md", "content/de/b.md", {}),
        ("i18n/fr/blog/b.md", "blog/a.md", {}),
        ("x/a.md", "x/b.md", {"x/a.md": "en", "x/b.md": "fr"}),
    ],
)
def test_titles_are_compared_within_a_language(one, other, languages):
    files = {one: post("title: Same"), other: post("title: Same")}
    assert found(files, "duplicate-title", languages=languages) == []
    same = dict.fromkeys(languages, "en")
    assert len(found(files, "duplicate-title", languages=same)) == bool(languages)


def test_translations_in_one_folder_share_no_address():
    files = {"p/b/index.md": post("title: B"), "p/b/index.fr.md": post("title: B")}
    assert found(files, "duplicate-slug") == found(files, "duplicate-title") == []


def test_titles_of_posts_that_name_their_language_are_compared_within_it():
    files = {"a.md": post("title: Same", "lang: en"), "b.md": post("title: Same", "Lang: fr")}
    assert found(files, "duplicate-title") == []
    files["c.md"] = post("title: Same", "lang: EN")
    assert len(found(files, "duplicate-title")) == 1


def test_an_old_address_that_another_post_has_is_told():
    files = {"a.md": post("aliases: [/b/, /a/, /z/]"), "b.md": post()}
    urls = {"a.md": ["/a/"], "b.md": ["/b/"]}
    aliases = {"a.md": ["/b", "/a/", "/z/"]}
    (finding,) = found(files, "duplicate-slug", urls=urls, aliases=aliases)
    assert (finding.path, finding.line) == ("a.md", 4)
    assert finding.message == "its old address /b is that of b.md"


def test_posts_of_one_url_name_each_other():
    files = {"a.md": post(), "b.md": post(), "c.md": post()}
    urls = {"a.md": ["/x/"], "b.md": ["/x"], "c.md": ["/y/"]}
    assert [(one.path, one.message) for one in found(files, "duplicate-slug", urls=urls)] == [
        ("a.md", "same URL as b.md"),
        ("b.md", "same URL as a.md"),
    ]


def test_a_translation_may_share_the_url():
    files = {"a.md": post("lang: en"), "b.md": post("Lang: nb")}
    assert found(files, "duplicate-slug", urls={path: ["/x/"] for path in files}) == []


def test_without_urls_a_slug_counts_within_its_folder_and_day():
    files = {
        "2024-01-01-a.md": post(),
        "2025-01-01-a.md": post(),
        "b.md": post("slug: c"),
        "c.md": post(),
    }
    assert [one.path for one in found(files, "duplicate-slug")] == ["b.md", "c.md"]


def test_empty_and_repeated_tags_are_told():
    files = {"a.md": post("tags: [x, '', y, x]", "categories:", "  - z", "  -")}
    assert [(one.line, one.message) for one in found(files, "empty-tag")] == [
        (4, "`tags` has an empty item"),
        (5, "`categories` has an empty item"),
    ]
    assert [(one.line, one.message) for one in found(files, "repeated-tag")] == [
        (4, "tag 'x' appears twice")
    ]


def test_tags_that_are_alike_lead_to_the_most_used_one():
    files = {
        "a.md": post("tags: [python, web-design]"),
        "b.md": post("tags: [python, web design]"),
        "c.md": post("tags: [Python, css]"),
        "d.md": post("tags: [pythons, web design]"),
    }
    assert [(one.path, one.wrong, one.right) for one in found(files, "similar-tags")] == [
        ("a.md", "web-design", "web design"),
        ("c.md", "Python", "python"),
        ("d.md", "pythons", "python"),
    ]


def test_only_tags_of_the_same_letters_are_merged_without_asking():
    files = {
        "a.md": post("tags: [python, Web-Dev]"),
        "b.md": post("tags: [python, web dev]"),
        "c.md": post("tags: [pythons, web dev]"),
    }
    assert [(one.wrong, one.fix, one.hint) for one in found(files, "similar-tags")] == [
        ("Web-Dev", "use 'web dev' instead", ""),
        ("pythons", "", "merge them: blog tags merge 'pythons' 'python'"),
    ]


@pytest.mark.parametrize("words", [("news", "new"), ("go", "goo"), ("python2", "python3")])
def test_different_words_are_no_similar_tags(words):
    files = {f"{word}.md": post(f"tags: [{word}]") for word in words}
    assert found(files, "similar-tags") == []


@pytest.mark.parametrize("name", ["blog/index.md", "blog/archive.md", "blog/blog.md"])
def test_a_page_that_lists_the_posts_needs_no_date(name):
    files = {f"blog/{count}.md": post() for count in range(6)}
    assert found({**files, name: "---\ntitle: All posts\n---\nWords.\n"}, "missing-date") == []


def test_a_page_that_looks_like_no_post_needs_neither_date_nor_title():
    files = {f"blog/{count}.md": post("layout: post") for count in range(6)}
    files["blog/talks.md"] = "---\nlayout: overview\n---\nWords.\n"
    files["blog/lost.md"] = "---\nlayout: post\n---\nWords.\n"
    assert [one.path for one in found(files, "missing-date")] == ["blog/lost.md"]
    assert [one.path for one in found(files, "missing-title")] == ["blog/lost.md"]


def test_where_two_tags_are_used_alike_a_person_must_choose():
    files = {"a.md": post("tags: [Web]"), "b.md": post("tags: [web]")}
    (finding,) = found(files, "similar-tags")
    assert (finding.fix, finding.message) == ("", "tag 'web' is similar to 'Web', used in 1 post")


FIXES = [
    ("unreadable", post("title: A: b"), post('title: "A: b"')),
    (
        "unreadable",
        post("title: A: b # c"),
        None,
    ),
    ("unknown-key", post("title: x", "catagories: [y]"), post("title: x", "categories: [y]")),
    ("unknown-key", '+++\ntittle = "x"\n+++\n', '+++\ntitle = "x"\n+++\n'),
    ("unknown-key", '{\n  "tittle": "x"\n}\n', '{\n  "title": "x"\n}\n'),
    ("empty-tag", post("tags: [x, '']  # y"), post("tags: [x]  # y")),
    ("empty-tag", post("tags:", "  - x", "  -", "z: 1"), post("tags:", "  - x", "z: 1")),
    ("repeated-tag", post("tags: [x, y, x]"), post("tags: [x, y]")),
    ("repeated-tag", post("tags: [1, x, x]"), None),
    ("repeated-tag", post("tags:", "  - {label: x}", "  - {label: x}"), None),
]


@pytest.mark.parametrize(("name", "before", "after"), FIXES)
def test_a_fix_changes_what_was_found_and_nothing_else(name, before, after):
    findings = found({"a.md": before}, name)
    assert len(findings) == 1
    read = read_post("a.md", before.encode(), Conventions())
    fixed = fixes.fix(read, findings[0])
    assert (fixed and fixed.join().decode()) == after
    if after is not None:
        assert found({"a.md": after}, name) == []


def test_similar_tags_are_merged_in_place():
    files = {"a.md": post("tags: [JS, web, js]"), "b.md": post("tags: [js]")}
    (finding,) = found(files, "similar-tags")
    assert finding.fix == "use 'js' instead"
    fixed = fixes.fix(read_post("a.md", files["a.md"].encode(), HUGO), finding)
    assert fixed is not None
    assert fixed.join().decode() == post("tags: [js, web]")


def test_a_finding_without_a_fix_is_left_alone():
    read = read_post("a.md", post("title:").encode(), Conventions())
    assert fixes.fix(read, Finding("missing-title", "a.md", "x")) is None
    assert fixes.fix(read, Finding("similar-tags", "a.md", "x", wrong="a", right="b")) is None


def test_a_fingerprint_outlives_a_moved_line_and_a_changed_number():
    one = Finding("similar-tags", "a.md", "tag 'a' is similar to 'b', used in 4 posts", line=3)
    same = Finding("similar-tags", "a.md", "tag 'a' is similar to 'b', used in 12 posts", line=9)
    other = Finding("similar-tags", "b.md", one.message, line=3)
    assert re.fullmatch("[0-9a-f]{16}", fingerprint(one))
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)


def test_checks_are_chosen_by_name():
    assert named_checks("orphan, broken-link") == ("orphan", "broken-link")
    assert named_checks("all") == tuple(check.name for check in CHECKS)
    with pytest.raises(UsageError) as caught:
        named_checks("broken-lnk")
    assert "broken-lnk" in caught.value.message
    assert "'broken-link'" in caught.value.hint


def test_only_what_needs_a_body_reads_the_posts():
    files = {"a.md": post("title: A"), "b.md": post("title: B")}
    unread = replace(facts(files), read=None, contents=None)
    assert run.find_problems(unread, ["duplicate-title", "duplicate-slug", "similar-tags"]) == []


MISPLACED = "Words above.\n\n---\ntitle: A\ndate: 2024-03-05\n---\n\nText.\n"


def test_front_matter_below_other_text_is_found():
    (finding,) = found({"a.md": MISPLACED}, "unreadable")
    assert (finding.line, finding.message) == (3, "front matter is not at the start of the file")


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n---\n\ntitle: a word\n\n---\nMore.\n",
        f"A post about posts:\n\n```\n{MISPLACED}```\n",
        "Heading\n---\nNote: this.\nTags: none.\n\n---\n",
        MISPLACED.replace("date", "note"),
        f"---\ntitle: B\n---\n\n{MISPLACED}",
    ],
)
def test_rules_and_code_are_no_misplaced_front_matter(text):
    assert found({"a.md": text}, "unreadable") == []
