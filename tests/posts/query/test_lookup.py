import pytest

from blogcli.errors import Ambiguous, NotFound
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.lookup import resolve_ref


def post(path, slug, at=None):
    return Summary(path=path, slug=slug, title="", at=at)


POSTS = [
    post("posts/2024-01-05-hello.md", "hello", 500.0),
    post("posts/2024-01-06-hello-world.md", "hello-world", 600.0),
    post("posts/2023-02-01-twice.md", "twice", 100.0),
    post("posts/2024-02-01-twice.md", "twice", 700.0),
    post("notes/trip/index.md", "trip", 100.0),
    post("notes/2022-01-01-dated/index.en.md", "dated"),
    post("notes/Mixed-Case.md", "Mixed-Case"),
    post("notes/café.md", "café"),
    post("old/240101-renamed.md", "another-name", 200.0),
    *(post(f"many/part-{n:02}.md", f"part-{n:02}", 300.0 + n) for n in range(12)),
]


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        ("posts/2024-01-05-hello.md", "posts/2024-01-05-hello.md"),
        ("./posts/2024-01-05-hello.md", "posts/2024-01-05-hello.md"),
        (".//posts/2024-01-05-hello.md", "posts/2024-01-05-hello.md"),
        ("posts\\2024-01-05-hello.md", "posts/2024-01-05-hello.md"),
        ("posts/2024-01-05-hello", "posts/2024-01-05-hello.md"),
        ("POSTS/2024-01-05-Hello.md", "posts/2024-01-05-hello.md"),
        ("hello", "posts/2024-01-05-hello.md"),
        ("hello-world", "posts/2024-01-06-hello-world.md"),
        ("hello-w", "posts/2024-01-06-hello-world.md"),
        ("HELLO", "posts/2024-01-05-hello.md"),
        ("Hello-W", "posts/2024-01-06-hello-world.md"),
        ("2024-01-05-hello", "posts/2024-01-05-hello.md"),
        ("2024-01-05-hello.md", "posts/2024-01-05-hello.md"),
        ("2024-02", "posts/2024-02-01-twice.md"),
        ("2024-02-01-twice", "posts/2024-02-01-twice.md"),
        ("notes/trip", "notes/trip/index.md"),
        ("notes/trip/", "notes/trip/index.md"),
        ("trip", "notes/trip/index.md"),
        ("2022-01-01-dated", "notes/2022-01-01-dated/index.en.md"),
        ("mixed-case", "notes/Mixed-Case.md"),
        ("cafe\u0301", "notes/café.md"),
        ("renamed", "old/240101-renamed.md"),
        ("another-name", "old/240101-renamed.md"),
        ("ano", "old/240101-renamed.md"),
        ("ren", "old/240101-renamed.md"),
        ("part-07", "many/part-07.md"),
        ("@latest", "posts/2024-02-01-twice.md"),
        ("@oldest", "notes/trip/index.md"),
    ],
)
def test_resolve(ref, path):
    assert resolve_ref(ref, POSTS).path == path


def test_a_path_goes_before_a_slug_and_a_slug_before_a_file_name():
    posts = [post("b.md", "a.md"), post("a.md", "c"), post("x.md", "y"), post("y.md", "z")]
    assert resolve_ref("a.md", posts).path == "a.md"
    assert resolve_ref("y", posts).path == "x.md"


def test_the_start_of_a_slug_goes_before_the_start_of_a_file_name():
    posts = [post("one-thing.md", "first"), post("other.md", "one-more")]
    assert resolve_ref("one-", posts).path == "other.md"


def test_the_same_case_goes_before_another():
    posts = [post("a.md", "Name"), post("b.md", "name")]
    assert resolve_ref("name", posts).path == "b.md"
    assert resolve_ref("Na", posts).path == "a.md"


def test_one_slug_twice_is_told_by_its_paths():
    with pytest.raises(Ambiguous) as error:
        resolve_ref("twice", POSTS)
    assert error.value.message == "'twice' matches 2 posts"
    assert error.value.candidates == ("posts/2023-02-01-twice.md", "posts/2024-02-01-twice.md")
    assert error.value.hint == "give the path of one"


def test_two_languages_of_a_bundle_are_told_apart_by_path():
    posts = [post("trip/index.en.md", "trip"), post("trip/index.no.md", "trip")]
    with pytest.raises(Ambiguous):
        resolve_ref("trip", posts)
    assert resolve_ref("trip/index.no.md", posts) is posts[1]


def test_a_short_start_shows_eight_candidates_and_counts_the_rest():
    with pytest.raises(Ambiguous) as error:
        resolve_ref("par", POSTS)
    assert error.value.message == "'par' matches 12 posts"
    assert error.value.candidates == tuple(f"many/part-{n:02}.md" for n in range(8))
    assert error.value.hint.startswith("4 more are not shown; type more")


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("helo", "did you mean 'hello'"),
        ("posts/2024-01-05-helo.md", "did you mean 'posts/2024-01-05-hello.md'"),
        ("@lates", "did you mean '@latest'"),
        ("@x", "@latest or @oldest"),
        ("zzzzzz", "`blog list`"),
        ("posts", "`blog list`"),
        ("", "`blog list`"),
        ("./", "`blog list`"),
    ],
)
def test_an_unknown_name_gets_a_hint(ref, hint):
    with pytest.raises(NotFound) as error:
        resolve_ref(ref, POSTS)
    assert error.value.message == f"no post matches {ref!r}"
    assert hint in error.value.hint


@pytest.mark.parametrize("ref", ["@latest", "hello"])
def test_an_empty_blog(ref):
    with pytest.raises(NotFound) as error:
        resolve_ref(ref, [])
    assert "`blog new TITLE`" in error.value.hint


def test_dates_decide_then_paths_and_posts_without_a_date_come_last():
    undated, b, a = post("0.md", "x"), post("b.md", "b", 5.0), post("a.md", "a", 5.0)
    assert resolve_ref("@latest", [undated, b, a]) is a
    assert resolve_ref("@oldest", [undated, b, a]) is a
    assert resolve_ref("@latest", [undated]) is undated


@pytest.mark.parametrize("ref", ["walknig", "walking-teh", "WALKNIG"])
def test_a_misspelled_start_of_a_name_gets_the_whole_one(ref):
    posts = [*POSTS, post("posts/w.md", "walking-the-north-pier")]
    with pytest.raises(NotFound) as error:
        resolve_ref(ref, posts)
    assert error.value.hint == "did you mean 'walking-the-north-pier'?"
