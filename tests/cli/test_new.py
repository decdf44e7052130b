"""`blog new`: files that are new, and never an old one touched."""

from __future__ import annotations

import json

import pytest


def test_prints_the_path_and_nothing_else(call, blog):
    result = call("new", "Hello,", "World!", "-t", "first")
    assert (result.code, result.out, result.err) == (0, "posts/2026-11-24-hello-world.md\n", "")
    assert (blog / result.out.strip()).read_text() == (
        "---\n"
        "title: Hello, World!\n"
        "date: 2026-11-24T12:00:00+01:00\n"
        "draft: true\n"
        "tags: [first]\n"
        "---\n"
    )


def test_create_is_new(call):
    assert call("create", "Hello").out == "posts/2026-11-24-hello.md\n"


def test_all_that_can_be_said(call, blog):
    path = call(
        "new", "x", "--publish", "--date", "2025-03-05", "--slug", "my-slug", "-c", "Notes",
        "--set", "weight:=3", "--set", "cover.image=a: b.png", "--body", "Text",
    ).out.strip()  # fmt: skip
    assert path == "posts/2025-03-05-my-slug.md"
    assert (blog / path).read_text() == (
        "---\ntitle: x\ndate: 2025-03-05\ncategories: [Notes]\n"
        'weight: 3\ncover:\n  image: "a: b.png"\n---\n\nText\n'
    )


def test_never_overwrites(call, blog):
    path = blog / call("new", "Hello").out.strip()
    path.write_text("mine")
    result = call("new", "Hello")
    assert result.code == 4
    assert result.out == ""
    assert "--slug" in result.err
    assert path.read_text() == "mine"


@pytest.mark.parametrize("slug", ["../x", "/etc/x", "a/b", "..", "con", "a\0b", "-x", ""])
def test_a_slug_cannot_leave_the_folder(call, blog, slug):
    before = sorted(blog.parent.rglob("*"))
    result = call("new", "Title", "--slug", slug)
    assert result.code in ((2,) if slug else (0,))
    if slug:
        assert sorted(blog.parent.rglob("*")) == before


def test_a_title_without_letters_still_gets_a_name(call):
    for title, name in [
        ("🎉", "post"),
        ("!!!", "post-2"),
        ("..", "post-3"),
        ("👨\u200d👩", "post-4"),
    ]:
        assert call("new", title).out == f"posts/2026-11-24-{name}.md\n"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("con", "con-post"),
        ("../../etc", "etc"),
        ("a/b\\c", "a-b-c"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("\u202eabc\u2066", "abc"),
        ("x" * 300, "x" * 80),
        ("Index", "index"),
    ],
)
def test_odd_titles_get_sound_names(call, title, slug):
    assert call("new", "--", title).out == f"posts/2026-11-24-{slug}.md\n"


@pytest.mark.parametrize("title", ["Index", "_index", "README", "License"])
@pytest.mark.parametrize("layout", ["hugo", "eleventy", "zola"])
def test_no_new_post_takes_over_its_folder_or_is_none(call, make_blog, layout, title):
    root = make_blog(layout)
    before = call("list", "--format", "paths", cwd=root).out.splitlines()
    path = call("new", title, cwd=root).out.strip()
    assert sorted(call("list", "--format", "paths", cwd=root).out.splitlines()) == sorted(
        [*before, path]
    )


def test_a_slug_with_spaces_becomes_one(call):
    assert call("new", "x", "--slug", "My Slug!").out == "posts/2026-11-24-my-slug.md\n"
    assert call("new", "x", "--slug", "🎉").code == 2


def test_letters_of_all_scripts_stay(call):
    assert call("new", "東京 Éclair").out == "posts/2026-11-24-東京-eclair.md\n"


def test_body_from_stdin(call, blog):
    path = call("new", "x", "--body-file", "-", stdin="line one\nline two").out.strip()
    assert (blog / path).read_text().endswith("---\n\nline one\nline two\n")


def test_from_another_post(call, blog, post):
    post("old", "title: Old", "date: 2020-01-01", "tags: [a]", "slug: old", "weight: 7", body="B\n")
    path = call("new", "New one", "--from", "old").out.strip()
    text = (blog / path).read_text()
    assert "title: New one\n" in text
    assert "tags: [a]\nweight: 7\n" in text
    assert "slug" not in text
    assert text.endswith("\nB\n")


def test_template(call, blog):
    (blog / "templates").mkdir()
    (blog / "templates" / "review.md").write_text(
        '---\ntitle: "{{ title }}"\ndate: {{ date }}\nrating: 0\n---\n\n# {title}\n\n{{ evil() }}\n'
    )
    path = call("new", "A book", "--template", "review", "--publish").out.strip()
    assert (blog / path).read_text() == (
        '---\ntitle: "A book"\ndate: 2026-11-24T12:00:00+01:00\nrating: 0\n---\n\n# A book\n\n'
        "{{ evil() }}\n"
    )
    assert call("new", "B", "--template", "reveiw").code == 3


def test_warns_of_a_tag_close_to_a_known_one_and_of_the_same_title(call, post):
    post("old", "title: Hello world", "tags: [python]")
    result = call("new", "Hello, World", "-t", "Python", "-t", "python")
    assert result.code == 0
    assert result.err.splitlines() == [
        "warning: new tag 'Python' is similar to 'python'",
        "warning: another post has a similar title: posts/old.md",
    ]


def test_dry_run_prints_the_file_as_a_patch_and_writes_nothing(call, blog):
    result = call("new", "Hello", "--dry-run")
    assert "+++ b/posts/2026-11-24-hello.md\n" in result.out
    assert "+title: Hello\n" in result.out
    assert list((blog / "posts").iterdir()) == []


def test_a_date_ahead_makes_it_scheduled(call):
    path = call("new", "Soon", "--publish", "--date", "tomorrow 09:00").out.strip()
    post = json.loads(call("show", path, "--json").out)
    assert (post["status"], post["date"]) == ("scheduled", "2026-11-25T09:00:00+01:00")


def test_a_name_is_dated_where_the_others_are(call, post):
    post("one", "title: One")
    assert call("new", "Two").out == "posts/two.md\n"


@pytest.mark.parametrize("words", [[""], ["  "], ["x", "-t", ""], ["x", "-t", "a\nb"]])
def test_an_empty_title_or_tag_is_refused(call, blog, words):
    assert call("new", *words).code == 2
    assert list((blog / "posts").iterdir()) == []


def test_an_editor_that_takes_the_file_away_is_told_of(call):
    result = call("new", "x", "--edit", environ={"EDITOR": "rm"})
    assert result.code == 3
    assert "posts/2026-11-24-x.md: was deleted" in result.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--date", "someday"], "someday"),
        (["--set", "x"], "KEY="),
        (["--body", "a", "--body-file", "b"], "--body"),
        (["--body-file", "missing.txt"], "missing.txt"),
        (["--from", "nope"], "nope"),
    ],
)
def test_what_makes_no_sense_writes_nothing(call, blog, words, says):
    result = call("new", "Title", *words)
    assert result.code in (1, 2, 3)
    assert says in result.err
    assert list((blog / "posts").iterdir()) == []


CLIP = "Harbour Post (Opinion) A title of some words\n\nBy Ada Quay\n\nText *one*.\n\n# Two.\n"


@pytest.mark.parametrize("source", ["-", "clip.txt"])
def test_a_clipping_brings_its_title_source_and_text(call, blog, source):
    (blog / "clip.txt").write_text(CLIP)
    done = call("new", "--from-clip", source, "-t", "news", stdin=CLIP)
    assert done.out == "posts/2026-11-24-a-title-of-some-words.md\n"
    assert (blog / done.out.strip()).read_text() == (
        "---\ntitle: A title of some words\ndate: 2026-11-24T12:00:00+01:00\ndraft: true\n"
        "tags: [news]\nsource:\n  name: Harbour Post\n  kind: Opinion\n  byline: Ada Quay\n"
        "---\n\nText \\*one\\*.\n\n\\# Two.\n"
    )


def test_a_clipping_under_a_date_heading_has_that_date(call, blog):
    clip = f"Monday, July 1, 2019\nA title of some words\n\n{CLIP}"
    path = call("new", "--from-clip", "-", stdin=clip).out.strip()
    assert path == "posts/2019-07-01-a-title-of-some-words.md"
    dated = call("new", "Other", "--from-clip", "-", "--date", "2020-01-02", stdin=clip)
    assert dated.out.strip() == "posts/2020-01-02-other.md"


@pytest.mark.parametrize("words", [("--body", "x"), ("--body-file", "-")])
def test_a_clipping_and_another_text_are_too_much(call, words):
    assert call("new", "--from-clip", "-", *words, stdin=CLIP).code == 2


def test_an_empty_clipping_has_no_text(call, blog):
    done = call("new", "--from-clip", "-", stdin="")
    assert done.code == 1
    assert "no text in the clipping" in done.err


def test_a_last_hyphen_takes_the_body_from_stdin(call, blog):
    path = call("new", "From", "a", "pipe", "-", stdin="line one\nline two").out.strip()
    assert path == "posts/2026-11-24-from-a-pipe.md"
    assert (blog / path).read_text().endswith("---\n\nline one\nline two\n")
    assert call("new", "Dash - within", stdin="x").out == "posts/2026-11-24-dash-within.md\n"
    assert call("new", "-", stdin="x").code == 2
    for words in (["--body", "x"], ["--from-clip", "a.txt"], ["--body-file", "a.txt"]):
        assert call("new", "Other", "-", *words, stdin="x").code == 2


def test_without_the_hyphen_stdin_is_not_read(call, blog):
    result = call("new", "Hello", stdin="words")
    assert (result.err, (blog / result.out.strip()).read_text()[-4:]) == ("", "---\n")


PUBLIC = "The post is public at once: nothing hides a post in this blog\n"


@pytest.mark.parametrize(
    ("reads_draft", "words", "is_told"),
    [(False, [], True), (False, ["--publish"], False), (True, [], False)],
)
def test_a_new_post_that_nothing_hides_is_told_to_be_public(
    call, make_blog, reads_draft, words, is_told
):
    root = make_blog("eleventy")
    if not reads_draft:
        (root / "eleventy.config.js").write_text(
            "export default () => ({ dir: { input: 'content' } })\n"
        )
        for path in (root / "content").rglob("*.md"):
            path.write_text(path.read_text().replace("draft: true\n", ""))
    done = call("new", "Quite another title", "--no-edit", *words, cwd=root)
    assert done.code == 0
    assert done.out.endswith(".md\n")
    assert (PUBLIC in done.err) is is_told


@pytest.fixture
def author(blog):
    (blog / "blog.toml").write_text('[author]\nname = "Ada Quay"\n')


@pytest.mark.usefixtures("author")
def test_a_plain_blog_names_the_author_of_the_settings(call, blog):
    path = call("new", "Hello", "--no-edit").out.strip()
    assert "author: Ada Quay\n" in (blog / path).read_text()
    path = call("new", "Other", "--no-edit", "--set", "author=Bo").out.strip()
    text = (blog / path).read_text()
    assert "author: Bo\n" in text
    assert "Ada" not in text
    copy = call("new", "Copy", "--no-edit", "--from", "other").out.strip()
    assert "author: Bo\n" in (blog / copy).read_text()


@pytest.mark.usefixtures("author")
@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("authors: [Ada Quay]", "authors: [Ada Quay]\n"),
        ("Author: Bo", "Author: Ada Quay\n"),
        ("authors: [bo]", None),  # perhaps a key of authors elsewhere
        ("authors: [{name: Bo}]", None),
        ("tags: [x]", None),
    ],
)
def test_a_generators_blog_names_authors_as_its_posts_do(call, blog, line, written):
    (blog / "hugo.toml").write_text('title = "Site"\n')
    for name in "ab":
        file = blog / f"content/posts/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {name}\ndate: 2026-01-0{1 + (name == 'b')}\n{line}\n---\n")
    path = call("new", "Hello", "--no-edit").out.strip()
    text = (blog / path).read_text()
    assert written in text if written else "Ada" not in text


def test_a_new_post_has_the_template_that_the_others_have(call, make_blog):
    root = make_blog("plain")
    for file in (root / "posts").rglob("*.md"):
        file.unlink()
    for name in ("a", "b"):
        text = f"---\nlayout: post\ntitle: {name}\ndate: 2026-01-01\n---\n"
        (root / f"posts/2026-01-01-{name}.md").write_text(text)
    path = call("new", "Like the others", cwd=root).out.strip()
    assert "layout: post\n" in (root / path).read_text()
    # Their dates are days alone, so a new one is too; a time that is asked for is written.
    assert "date: 2026-11-24\n" in (root / path).read_text()
    path = call("new", "At nine", "--date", "2026-11-30 09:00", cwd=root).out.strip()
    assert "09:00" in (root / path).read_text()
    (root / "posts/2026-01-01-b.md").write_text("---\nlayout: page\ntitle: b\n---\n")
    path = call("new", "They differ", cwd=root).out.strip()
    assert "layout" not in (root / path).read_text()


def test_a_clipping_without_a_date_is_told_to_be_dated_now(call, blog):
    text = "Headline\n\nLONDON (Reuters) - The first sentence is here.\n\nThe second.\n"
    done = call("new", "--from-clip", "-", stdin=text)
    assert 'No date found in "Headline": it is dated now; --date sets another\n' in done.err
    other = call("new", "--from-clip", "-", "--date", "2026-01-02", stdin=text)
    assert "No date found" not in other.err


def test_a_post_that_is_there_can_be_edited(call, post):
    post("2026-11-24-third", "title: Third")
    done = call("new", "Third")
    assert (done.code, "or `blog edit posts/2026-11-24-third.md`" in done.err) == (4, True)
