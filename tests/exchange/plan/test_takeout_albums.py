"""Pictures of a Takeout: found by their addresses, named safely, read only where they are used."""

import io
import zipfile
from collections import Counter
from hashlib import blake2b
from urllib.parse import unquote

import pytest

from blogcli.errors import BlogError, UsageError
from blogcli.exchange.model import ReadOptions, Skipped
from blogcli.exchange.plan import convert
from blogcli.exchange.plan.images import Pictures, picture_addresses, with_pictures
from blogcli.exchange.plan.model import PlannedFile, PlannedPost
from blogcli.exchange.plan.plan import ImportOptions, plan_posts
from blogcli.exchange.plan.takeout_albums import DOUBTFUL, MISSING, TOO_LARGE, albums_of
from blogcli.exchange.sources.open_export import open_export
from tests.exchange.album_files import HOST, png, shown, takeout_zip
from tests.exchange.conftest import NOW
from tests.exchange.exports import takeout, takeout_entry, wxr, wxr_item
from tests.exchange.plan.test_plan import Paper

POST = "posts/2019-07-01-low-1.md"


class Blog(Paper):
    """A blog on paper that takes pictures along, and notes which are read."""

    def __init__(self):
        super().__init__()
        self.read = Counter()
        self.left = Counter()

    def bring(self, data, blog="", **wishes):
        target = self.target()
        pictures = Pictures(target)
        self.read.clear()
        self.left.clear()
        outcomes = []
        with open_export(io.BytesIO(data), ReadOptions(NOW, blog=blog)) as reading:
            albums = albums_of(reading)
            self._watch(albums)
            pictures.look_in(albums)
            for found in plan_posts(
                reading.entries, target, ImportOptions(NOW, **wishes), pictures
            ):
                if isinstance(found, Skipped):
                    self.left[found.reason] += found.count
                for file in _files(found):
                    assert self.get(file.path) == file.before
                    self[file.path] = file.after
                if isinstance(found, PlannedPost):
                    outcomes.append(str(found.outcome))
        return outcomes

    def _watch(self, albums):
        for pictures in albums._named.values():
            for picture in pictures:
                opener, name = picture.file.opener, picture.file.name.partition("Albums/")[2]

                def opened(opener=opener, name=name):
                    self.read[name] += 1
                    return opener()

                object.__setattr__(picture.file, "opener", opened)

    @property
    def pictures(self):
        return sorted(path for path in self if path.startswith("images/"))


def _files(found):
    if isinstance(found, PlannedFile):
        return [found]
    return found.files if isinstance(found, PlannedPost) else ()


def named(stem, data, ending="png"):
    return f"images/{stem}-{blake2b(data, digest_size=16).hexdigest()[:12]}.{ending}"


def feed(*bodies):
    return takeout(*(takeout_entry(at, body=body) for at, body in enumerate(bodies, 1)))


@pytest.fixture
def blog():
    return Blog()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("low.png", "low.png"),
        ("low%20water.png", "low water.png"),
        ("low+water.png", "low water.png"),
        ("low%2520water.png", "low water.png"),
        ("low%20%20water.png", "low_water.png"),
        ("fj%C3%A6re.png", "fjære.png"),
        ("cafe%CC%81.png", "caf\u00e9.png"),
        ("caf%C3%A9.png", "cafe\u0301.png"),
        ("%E6%BD%AE.png", "潮.png"),
        ("Low.PNG", "low.png"),
        ("what%3F.png", "what_.png"),
        ("tom%26jerry.png", "tom_jerry.png"),
        ("a%2Bb.png", "a+b.png"),
        ("a&amp;b.png", "a&b.png"),
        ("a.png?imgmax=800", "a.png"),
        ("low(2).png", "low(2).png"),
        ("low(2).png", "LOW(2).png"),
    ],
)
def test_a_picture_is_found_by_the_name_that_ends_its_address(blog, address, name):
    data = takeout_zip(feed(shown(address)), {f"Old name/{name}": png(), "Old name/no.png": png(9)})
    assert blog.bring(data) == ["new"]
    [path] = blog.pictures
    assert blog[path] == png()
    text = unquote(blog[POST].decode())
    assert f"[![A](/{path})](/{path})" in text
    assert "googleusercontent" not in text
    assert set(blog.read) == {f"Old name/{name}"}
    assert not blog.left


def test_two_pictures_of_one_name_in_the_albums_of_two_blogs(blog):
    pictures = {"Tide Tables/a.png": png(1), "Other/a.png": png(2)}
    blog.bring(takeout_zip(feed(shown("a.png")), pictures))
    assert blog.pictures == [named("a", png(1))]


def test_where_the_name_does_not_decide_the_address_stays(blog):
    pictures = {"One/a.png": png(1), "Two/a.png": png(2)}
    blog.bring(takeout_zip(feed(shown("a.png")), pictures))
    assert blog.pictures == []
    assert f"[![A]({HOST}/w320/a.png)]({HOST}/s1600/a.png)".encode() in blog[POST]
    assert blog.left == {DOUBTFUL: 1}


def test_the_same_picture_in_two_albums_comes_once(blog):
    pictures = {"One/a.png": png(1), "Two/a.png": png(1)}
    blog.bring(takeout_zip(feed(shown("a.png"), shown("a.png", "s72-c")), pictures))
    assert blog.pictures == [named("a", png(1))]
    assert not blog.left


def test_pictures_that_takeout_numbered_are_not_mistaken_for_each_other(blog):
    pictures = {"One/image.png": png(1), "One/image(1).png": png(2), "One/b.png": png(3)}
    blog.bring(takeout_zip(feed(shown("image.png") + shown("b.png")), pictures))
    assert blog.pictures == [named("b", png(3))]
    assert blog.left == {DOUBTFUL: 1}


def test_what_is_missing_is_counted_and_keeps_its_address(blog):
    elsewhere = "<img src='https://example.org/a.png'><img src='//example.org/b.png'>"
    dot = "<img src='https://blogger.googleusercontent.com/tracker/1' width='1' height='1'>"
    inside = "<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=='>"
    body = shown("gone.png") + elsewhere + dot + inside + f"<a href='{HOST}/s1600/no.pdf'>x</a>"
    blog.bring(takeout_zip(feed(body), {"One/a.png": png(1)}))
    assert blog.left[MISSING] == 3
    text = blog[POST].decode()
    assert f"{HOST}/w320/gone.png" in text
    assert "(https://example.org/a.png)" in text
    assert not blog.read


def test_a_picture_that_no_post_uses_is_not_read(blog):
    pictures = {f"One/{at}.png": png(at) for at in range(50)}
    blog.bring(takeout_zip(feed(shown("7.png"), shown("7.png") + shown("9.png")), pictures))
    assert blog.read == {"One/7.png": 2, "One/9.png": 2}  # for its digest, and to be written
    assert blog.pictures == [named("7", png(7)), named("9", png(9))]


def test_a_second_import_has_nothing_to_do(blog):
    data = takeout_zip(feed(shown("a.png"), shown("gone.png")), {"One/a.png": png(1)})
    assert blog.bring(data) == ["new", "new"]
    before = dict(blog)
    assert blog.bring(data) == ["unchanged", "unchanged"]
    assert blog == before


def test_a_picture_that_was_edited_here_stays(blog):
    data = takeout_zip(feed(shown("a.png")), {"One/a.png": png(1)})
    blog.bring(data)
    [path] = blog.pictures
    blog[path] = b"mine"
    more = feed(shown("a.png"), shown("a.png"))
    assert blog.bring(takeout_zip(more, {"One/a.png": png(1)})) == ["unchanged", "new"]
    assert blog[path] == b"mine"


def test_a_post_that_is_left_brings_no_pictures(blog):
    blog.bring(takeout_zip(feed("<p>Text</p>"), {}))
    blog[POST] += b"mine\n"
    assert blog.bring(takeout_zip(feed(shown("a.png")), {"One/a.png": png()})) == ["left"]
    assert blog.pictures == []


def test_the_html_that_is_kept_has_its_old_addresses(blog):
    blog.bring(takeout_zip(feed(shown("a.png")), {"One/a.png": png()}), keep_html=True)
    assert blog["originals/low-1.html"] == shown("a.png").encode()
    assert len(blog.pictures) == 1


@pytest.mark.parametrize("alone", [0, 3])
def test_pictures_come_however_bodies_are_converted(blog, monkeypatch, alone):
    monkeypatch.setattr(convert, "_ALONE", alone)
    monkeypatch.setattr(convert, "_BATCH", 3000)
    pictures = {f"One/{at}.png": png(at) for at in range(12)}
    blog.bring(takeout_zip(feed(*(shown(f"{at}.png") for at in range(12))), pictures))
    assert len(blog.pictures) == 12
    for at in range(12):
        path = f"posts/2019-07-01-low-{at + 1}.md"
        assert f"](/{named(str(at), png(at))})".encode() in blog[path]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        (".hidden.png", "hidden"),
        ("..png", "picture"),
        ("-rf.png", "rf"),
        ("con.png", "con-post"),
        ("🎉.png", "picture"),
        ("a\u202egnp.png", "a-gnp"),
        ("<script>.png", "script"),
        ("l" * 200 + ".png", "l" * 80),
    ],
)
def test_names_become_safe(blog, name, stem):
    blog.bring(takeout_zip(feed(shown(name.replace("<", "%3C"))), {f"One/{name}": png()}))
    assert blog.pictures == [named(stem, png())]


@pytest.mark.parametrize("name", ["../../x.png", "..\\x.png", "/etc/x.png", "C:x.png"])
def test_a_name_that_leads_out_of_the_zip_is_refused(blog, name):
    data = io.BytesIO(takeout_zip(feed(shown("x.png")), {"One/a.png": png()}))
    with zipfile.ZipFile(data, "a") as members:
        members.writestr(name, png())
    with pytest.raises(BlogError, match="points outside the zip"):
        blog.bring(data.getvalue())
    assert not blog


def test_a_bomb_is_no_picture(blog):
    with pytest.raises(BlogError, match="200 times its size"):
        blog.bring(takeout_zip(feed(shown("a.png")), {"One/a.png": b"\0" * (3 << 20)}))
    assert blog.pictures == []
    unused = takeout_zip(feed("<p>x</p>"), {"One/a.png": b"\0" * (3 << 20)})
    assert blog.bring(unused) == ["new"]


def test_a_picture_too_large_stays_where_it_is(blog, monkeypatch):
    monkeypatch.setattr("blogcli.exchange.plan.takeout_albums.MOST_BYTES", 10)
    blog.bring(takeout_zip(feed(shown("a.png")), {"One/a.png": png()}))
    assert blog.left == {TOO_LARGE: 1}
    assert not blog.read


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.mp4", "a"])
def test_only_pictures_that_run_nothing_come(blog, name):
    blog.bring(takeout_zip(feed(shown(name)), {f"One/{name}": b"<svg onload='x()'/>"}))
    assert blog.pictures == []
    assert blog.left == {MISSING: 1}


def test_other_exports_have_no_albums():
    export = io.BytesIO(wxr(wxr_item()).encode())
    refused = pytest.raises(UsageError, match="only a Takeout has albums")
    with open_export(export, ReadOptions(NOW)) as reading, refused:
        albums_of(reading)


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<img src=OLD>", '<img src="/n.png">'),
        ("<IMG alt='a > b' SRC = 'OLD' />", "<IMG alt='a > b' SRC = \"/n.png\" />"),
        (
            '<img data-src="OLD" src="data:image/gif;base64,R0lGOD">',
            '<img data-src="/n.png" src="data:image/gif;base64,R0lGOD">',
        ),
        ("<a title=x href='OLD'>OLD</a>", '<a title=x href="/n.png">OLD</a>'),
        ("<img src=' OLD\n'>", '<img src="/n.png">'),
        ("<img src='OLD'", "<img src='OLD'"),
        ("<img alt='OLD'><abbr href='OLD'>", "<img alt='OLD'><abbr href='OLD'>"),
        ("&lt;img src='OLD'&gt;", "&lt;img src='OLD'&gt;"),
    ],
)
def test_addresses_change_in_their_place_alone(html, made):
    old = "https://1.bp.blogspot.com/a&b.png"
    html, made = (text.replace("OLD", old.replace("&", "&amp;")) for text in (html, made))
    assert with_pictures(html, {old: "/n.png"}) == made
    assert (old in dict(picture_addresses(html))) is (html != made)
