"""`blog import --images`: pictures out of a Takeout, in patches, plans, undo and in other blogs."""

import io
import json
import shutil
import subprocess
import zipfile

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

from tests.exchange.album_files import png, shown, takeout_folder, takeout_zip
from tests.exchange.exports import takeout, takeout_entry, wxr, wxr_item

BODY = "<p>Text</p>" + shown("low%20water.png") + shown("gone.png")
FEED = takeout(takeout_entry(1, body=BODY), takeout_entry(2, body=shown("low%20water.png")))
PICTURES = {"Old name/low water.png": png(7), "Old name/unused.png": png(8)}
POST = "posts/2019-07-01-low-1.md"


@pytest.fixture
def export(tmp_path):
    file = tmp_path / "takeout.zip"
    file.write_bytes(takeout_zip(FEED, PICTURES))
    return str(file)


def files(blog):
    return {
        str(file.relative_to(blog)): file.read_bytes()
        for file in sorted(blog.rglob("*"))
        if file.is_file() and not {".blog", ".git"} & {*file.parts}
    }


def pictures(blog):
    return [path for path in files(blog) if path.endswith(".png")]


def test_pictures_come_out_of_the_zip_and_go_again_with_undo(call, blog, export):
    done = call("import", export, "--images", "takeout")
    assert done.code == 0
    [path] = pictures(blog)
    assert path.startswith("images/low-water-")
    assert (blog / path).read_bytes() == png(7)
    text = (blog / POST).read_text()
    assert f"[![A](/{path})](/{path})" in text
    assert "w320/gone.png" in text
    rows = [line.split("\t") for line in done.out.splitlines()]
    told = {(row[0], row[1], row[3]): row[7] for row in rows if row[1] == "picture"}
    assert told == {
        ("new", "picture", "1"): "from the Takeout's albums",
        ("left", "picture", "1"): "not in the Takeout's albums; kept the old address",
    }
    assert path not in call("check").out
    assert call("import", export, "--images", "takeout").err.endswith("Nothing to change\n")
    made = files(blog)
    assert call("undo").code == 0
    assert files(blog) == {}
    assert not (blog / "images").exists()
    call("redo")
    assert files(blog) == made


def test_a_person_is_told_in_sums(call, export):
    told = call("import", export, "--images", "takeout", "--yes", tty=True).out
    assert "new            1 picture\n" in told
    assert "new: 1 picture: from the Takeout's albums\n" in told
    assert "left: 1 picture: not in the Takeout's albums; kept the old address\n" in told


def test_pictures_stay_where_they_are_unless_they_are_asked_for(call, blog, export):
    call("import", export)
    assert pictures(blog) == []
    assert "w320/low%20water.png" in (blog / POST).read_text()
    call("import", export, "--images", "takeout", "--json", "report.json")
    rows = json.loads((blog / "report.json").read_text())["rows"]
    assert [row["outcome"] for row in rows if row["what"] == "post"] == ["updated", "updated"]
    assert len(pictures(blog)) == 1
    assert call("import", export, "--images", "takeout").err.endswith("Nothing to change\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_applies_the_dry_run(call, blog, export, tmp_path):
    patch = call("import", export, "--images", "takeout", "--diff")
    assert files(blog) == {}
    assert b"GIT binary patch\nliteral " in patch.raw
    subprocess.run(["git", "apply", "-"], cwd=blog, input=patch.raw, check=True)
    applied = files(blog)
    shutil.rmtree(blog / "images")
    (blog / POST).unlink()
    (blog / POST.replace("low-1", "low-2")).unlink()
    call("import", export, "--images", "takeout")
    assert files(blog) == applied


def test_a_plan_holds_the_pictures(call, blog, export):
    call("import", export, "--images", "takeout", "--plan", "import.plan")
    assert pictures(blog) == []
    assert call("apply", "import.plan").code == 0
    [path] = pictures(blog)
    assert (blog / path).read_bytes() == png(7)
    assert call("import", export, "--images", "takeout").err.endswith("Nothing to change\n")


@pytest.mark.parametrize("albums", ["Takeout/Albums", "Takeout/Blogger/Albums"])
@pytest.mark.parametrize("given", ["Takeout", "Takeout/Blogger/Blogs/Tide Tables/feed.atom"])
def test_an_unpacked_takeout_or_its_feed_alone(call, blog, tmp_path, albums, given):
    takeout_folder(tmp_path, FEED, PICTURES, albums)
    done = call("import", str(tmp_path / given), "--images", "takeout")
    assert done.code == 0
    [path] = pictures(blog)
    assert (blog / path).read_bytes() == png(7)


def test_a_takeout_down_a_pipe(call, blog):
    done = call("import", "-", "--images", "takeout", stdin=takeout_zip(FEED, PICTURES))
    assert done.code == 0
    assert len(pictures(blog)) == 1


def test_without_albums_it_says_so(call, blog, tmp_path):
    (tmp_path / "feed.atom").write_text(FEED)
    done = call("import", str(tmp_path / "feed.atom"), "--images", "takeout")
    assert done.code == 0
    assert "give the Takeout's zip or folder" in done.out
    assert "w320/gone.png" in (blog / POST).read_text()


def test_other_exports_have_no_albums(call, blog, tmp_path):
    (tmp_path / "export.xml").write_text(wxr(wxr_item()))
    done = call("import", str(tmp_path / "export.xml"), "--images", "takeout")
    assert done.code == 2
    assert "is a WordPress export: only a Takeout has albums" in done.err
    assert files(blog) == {}


def test_a_choice_that_is_none_is_a_usage_error(call, export):
    done = call("import", export, "--images", "download")
    assert done.code == 2
    assert "'keep', 'takeout'" in done.err


def test_two_takeouts_of_one_blog_bring_a_picture_once(call, blog, export, tmp_path):
    other = tmp_path / "other.zip"
    other.write_bytes(takeout_zip(FEED.replace("post-1<", "post-9<"), PICTURES))
    assert call("import", export, str(other), "--images", "takeout").code == 0
    assert len(pictures(blog)) == 1


def test_a_broken_picture_leaves_all_as_it_was(call, blog, tmp_path):
    data = bytearray(takeout_zip(FEED, PICTURES))
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        start = members.getinfo("Takeout/Blogger/Albums/Old name/low water.png").header_offset
    data[start + 100] ^= 0xFF
    (tmp_path / "broken.zip").write_bytes(data)
    done = call("import", str(tmp_path / "broken.zip"), "--images", "takeout")
    assert done.code == 1
    assert "Bad CRC-32 for file" in done.err
    assert files(blog) == {}


@pytest.mark.parametrize(
    ("marker", "text", "home", "images"),
    [
        ("hugo.toml", "", "content/posts", "static/images"),
        ("_config.yml", "", "_posts", "images"),
        ("_config.yml", "source_dir: src", "src/_posts", "src/images"),
        ("pelicanconf.py", "", "content", "content/images"),
        ("pelicanconf.py", "PATH = 'text'", "text", "text/images"),
    ],
)
def test_pictures_lie_where_the_site_serves_them(call, blog, export, marker, text, home, images):
    (blog / "posts").rmdir()
    (blog / home).mkdir(parents=True)
    (blog / marker).write_text(text)
    if "source_dir" in text:
        (blog / "scaffolds").mkdir()
    assert call("import", export, "--images", "takeout").code == 0
    [path] = pictures(blog)
    assert path.startswith(f"{images}/low-water-")
    assert call("import", export, "--images", "takeout").err.endswith("Nothing to change\n")
    assert call("undo").code == 0
    assert list(files(blog)) == [marker]
