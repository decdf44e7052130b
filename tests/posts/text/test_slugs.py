import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import UsageError
from blogcli.posts.model.paths import bare_path, split_path, url_date
from blogcli.posts.text.slugs import check_slug, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("  Spaces   and -- dashes_and_more ", "spaces-and-dashes-and-more"),
        ("Café Straße Øl Æsop Đà Nẵng łódź", "cafe-strasse-ol-aesop-da-nang-lodz"),
        ("Cafe\u0301", "cafe"),
        ("x\u0302y", "xy"),
        ("İstanbul", "istanbul"),
        ("Ａｂｃ１ ﬁn", "abc1-fin"),
        ("It's what we don't say, l'été d'accord", "its-what-we-dont-say-l-ete-d-accord"),
        ("C++ & .NET 3.5", "c-net-3-5"),
        ("你好，世界 2024!", "你好-世界-2024"),
        ("日本語がる", "日本語がる"),
        ("한국어 제목", "한국어-제목"),
        ("Привет, Йод", "привет-йод"),
        ("ΟΔΟΣ ά", "οδος-ά"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("🎉 Party 🎉", "party"),
        ("🎉", ""),
        ("...", ""),
        ("", ""),
        ("CON", "con-post"),
        ("Con Air", "con-air"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_slugify(title, slug):
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words():
    slug = slugify("number " * 40)
    assert slug == "-".join(["number"] * 11)  # the twelfth would pass 80 characters


def test_a_word_that_ends_at_the_limit_is_kept():
    assert slugify("a" * 50 + " " + "b" * 29 + " c") == "a" * 50 + "-" + "b" * 29


@pytest.mark.parametrize(("title", "length"), [("字" * 100, 66), ("a " + "b" * 200, 80)])
def test_what_has_no_words_to_cut_between_is_cut_anyway(title, length):
    assert len(slugify(title)) == length


TITLES = st.text() | st.text("aZé ß-.'’:/字が\u0301\u3099\u202eCON1¹", max_size=120)


@given(TITLES)
def test_a_slug_of_any_title_is_sound_and_stays_itself(title):
    slug = slugify(title)
    assert slug == "" or check_slug(slug) == slug
    assert slugify(slug) == slug
    assert not re.search(r"--|\s|\A-|-\Z", slug)
    assert len(slug) <= 85


@pytest.mark.parametrize("slug", ["ok", "a.b", "你好", "Mixed_Case", "con-air", "console", "2024"])
def test_sound_slugs(slug):
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    ("slug", "fault"),
    [
        ("", "is empty"),
        (".", "begins with a dot"),
        ("..", "begins with a dot"),
        (".hidden", "begins with a dot"),
        ("-x", "begins with a dot, a space or a hyphen"),
        (" x", "begins with a dot, a space"),
        ("x.", "ends with a dot"),
        ("x ", "ends with a dot or a space"),
        ("a/b", "contains a slash"),
        ("../b", "contains a slash"),
        ("a\\b", "contains a slash"),
        ("a\0b", "contains a control character"),
        ("a\nb", "contains a control character"),
        ("a\x9bb", "contains a control character"),
        ("a\ud800b", "contains a control character"),
        ("a\u202eb", "contains a text direction character"),
        ("a:b", "contains one of"),
        ('a"b', "contains one of"),
        ("nul", "names a device"),
        ("COM1.txt", "names a device"),
        ("lpt¹", "names a device"),
        ("字" * 67, "is longer than 200 bytes"),
    ],
)
def test_unsound_slugs(slug, fault):
    with pytest.raises(UsageError) as error:
        check_slug(slug)
    assert error.value.message.startswith("the slug ")
    assert fault in error.value.message
    assert error.value.message.isprintable()


def test_an_unsound_slug_gets_a_better_one_as_hint():
    with pytest.raises(UsageError) as error:
        check_slug("../My Post")
    assert error.value.hint == "try 'my-post'"


@pytest.mark.parametrize(
    ("path", "day", "slug"),
    [
        ("_posts/2013-05-06-a-post.markdown", (2013, 5, 6), "a-post"),
        ("2017-6-28-x.md", (2017, 6, 28), "x"),
        ("blog/2020-03-22什么.md", (2020, 3, 22), "什么"),
        ("2020-03-22_x.md", (2020, 3, 22), "x"),
        ("2020-03-22 A title.md", (2020, 3, 22), "A title"),
        ("2026-06-16-8.0.0.md", (2026, 6, 16), "8.0.0"),
        ("2024-01-02-x/index.md", (2024, 1, 2), "x"),
        ("content/2024-01-02-x/index.zh-cn.md", (2024, 1, 2), "x"),
        ("2024-01-02/slug.md", (2024, 1, 2), "slug"),
        ("2024-01-02/slug/index.md", (2024, 1, 2), "slug"),
        ("_posts/2013-03-19-topic/slug.md", (2013, 3, 19), "slug"),
        ("a/2019/10/15/slug.mdx", (2019, 10, 15), "slug"),
        ("a/2019/1/5/slug/index.mdx", (2019, 1, 5), "slug"),
        ("2019/10-15-slug.md", (2019, 10, 15), "slug"),
        ("150102-slug.md", (2015, 1, 2), "slug"),
        ("2024-01-02.md", (2024, 1, 2), "2024-01-02"),
        ("2024-01-02/index.md", (2024, 1, 2), "2024-01-02"),
        ("2019/10/15/2017-02-29-slug.md", (2019, 10, 15), "2017-02-29-slug"),
    ],
)
def test_paths_with_a_date(path, day, slug):
    assert split_path(path) == (date(*day), slug)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("posts/hello.md", "hello"),
        ("posts/hello/index.md", "hello"),
        ("posts/hello/index.en.md", "hello"),
        ("index.md", "index"),
        ("posts/v1.0.md", "v1.0"),
        ("2019/10/slug.md", "slug"),
        ("2017-02-29-slug.md", "2017-02-29-slug"),
        ("2020-03-221.md", "2020-03-221"),
        ("123456-slug.md", "123456-slug"),
        ("700102-slug.md", "700102-slug"),
        ("weekly.2015-08-14.md", "weekly.2015-08-14"),
        ("slug", "slug"),
        ("", ""),
    ],
)
def test_paths_without_a_date(path, slug):
    assert split_path(path) == (None, slug)


@given(st.text() | st.text("0129-/._index", max_size=30))
def test_any_path_can_be_split(path):
    day, slug = split_path(path)
    assert slug in path
    assert day is None or isinstance(day, date)


def test_a_bundle_is_named_by_its_folder():
    assert bare_path("a/b/index.md") == "a/b"
    assert bare_path("a/b.md") == "a/b"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019/10/15/slug", (2019, 10, 15)),
        ("news/2020/02/11/slug", (2020, 2, 11)),
        ("https://example.org/2020/1/2", (2020, 1, 2)),
        ("/2020/13/45/then/2021/01/02/x", (2021, 1, 2)),
    ],
)
def test_dates_in_urls(text, day):
    assert url_date(text) == date(*day)


@pytest.mark.parametrize(
    "text", ["", "/:year/:month/:day/", "2019/10/slug", "12019/10/15", "a/2019/10/155"]
)
def test_urls_without_a_date(text):
    assert url_date(text) is None


CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"


def corpora():
    truth = CORPORA / "truth.json"
    return json.loads(truth.read_text("utf-8"))["corpora"] if truth.exists() else []


@pytest.mark.skipif(not corpora(), reason="the real blogs of ../shared are not here")
def test_real_paths_hold_the_dates_that_an_independent_reader_found():
    for corpus in corpora():
        folder = CORPORA / corpus["folder"]
        found = {path for glob in corpus["posts_globs"] for path in folder.glob(glob)}
        left_out = {path for glob in corpus["exclude"] for path in folder.glob(glob)}
        paths = [path.relative_to(folder).as_posix() for path in found - left_out if path.is_file()]
        assert len(paths) == corpus["posts"], corpus["name"]
        dated = [path for path in paths if split_path(path)[0]]
        assert len(dated) == corpus["with_date_in_path"], corpus["name"]
        for sample in corpus["samples"]:
            if sample["date_source"] == "file path":
                assert str(split_path(sample["file"])[0]) == sample["date"]


@pytest.mark.skipif(not corpora(), reason="the real blogs of ../shared are not here")
def test_real_url_fields_hold_dates():
    corpus = next(one for one in corpora() if one["with_date_in_url_field"])
    texts = [path.read_text("utf-8") for path in (CORPORA / corpus["folder"]).rglob("*.md")]
    fields = [match[1] for text in texts if (match := re.search(r'(?m)^path = "(.*)"', text))]
    assert len([field for field in fields if url_date(field)]) == corpus["with_date_in_url_field"]
