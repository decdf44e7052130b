"""Folders of assets beside posts, which move and go with them."""

from __future__ import annotations

import pytest

from tests.store.conftest import write

CONFIG = "url: https://example.org\nnew_post_name: :title.md\npost_asset_folder: true\n"
FILES = {
    "_config.yml": CONFIG,
    "source/_posts/b.md": "---\ntitle: B\ndate: 2024-01-05\n---\n{% asset_img p.png %}\n",
    "source/_posts/b/p.png": "1",
    "source/_posts/b/deep/q.png": "2",
    "source/_posts/b/inner.md": "---\ntitle: Inner\ndate: 2024-01-05\n---\nText\n",
    "source/_drafts/d.md": "---\ntitle: D\n---\nText\n",
    "source/_drafts/d/p.png": "3",
}


def kept(site, folder):
    return {
        file.relative_to(site / folder).as_posix()
        for file in (site / folder).rglob("*")
        if file.is_file()
    }


ASSETS = {"p.png", "deep/q.png"}


@pytest.mark.parametrize(
    ("words", "old", "new", "moved"),
    [
        (("rename", "b", "c"), "_posts/b", "_posts/c", ASSETS),
        (("unpublish", "b"), "_posts/b", "_drafts/b", ASSETS),
        (("publish", "d"), "_drafts/d", "_posts/d", {"p.png"}),
    ],
)
def test_assets_move_with_their_post(call, tmp_path, words, old, new, moved):
    write(tmp_path / "site", FILES)
    result = call(*words, cwd=tmp_path / "site")
    assert result.code == 0, result.err
    assert kept(tmp_path / "site/source", new) == moved
    assert kept(tmp_path / "site/source", old) == ({"inner.md"} if old.endswith("b") else set())
    assert call("undo", cwd=tmp_path / "site").code == 0
    assert kept(tmp_path / "site", "source") == {
        path.removeprefix("source/") for path in FILES if path.startswith("source/")
    }


@pytest.mark.parametrize(
    ("words", "path", "link"),
    [
        (("rename", "b", "c"), "_posts/c.md", "![](c/p.png)"),
        (("unpublish", "b"), "_drafts/b.md", "![](b/p.png)"),
    ],
)
def test_links_from_a_post_to_its_assets_follow(call, tmp_path, words, path, link):
    files = {**FILES, "source/_posts/b.md": "---\ntitle: B\ndate: 2024-01-05\n---\n![](b/p.png)\n"}
    write(tmp_path / "site", files)
    assert call(*words, cwd=tmp_path / "site").code == 0
    assert (tmp_path / "site/source" / path).read_text().endswith(f"{link}\n")


def test_assets_stay_if_the_setting_is_off(call, tmp_path):
    files = {**FILES, "_config.yml": CONFIG.replace("true", "false")}
    write(tmp_path / "site", files)
    assert call("rename", "b", "c", cwd=tmp_path / "site").code == 0
    assert "p.png" in kept(tmp_path / "site", "source/_posts/b")


def test_assets_go_to_the_trash_unless_another_post_is_among_them(call, tmp_path):
    write(tmp_path / "site", FILES)
    assert call("rm", "source/_drafts/d.md", cwd=tmp_path / "site").code == 0
    assert not (tmp_path / "site/source/_drafts/d/p.png").exists()
    assert call("rm", "source/_posts/b.md", cwd=tmp_path / "site").code == 0
    assert (tmp_path / "site/source/_posts/b/p.png").exists()
    assert call("undo", cwd=tmp_path / "site").code == 0
    assert call("restore", "source/_drafts/d.md", cwd=tmp_path / "site").code == 0
    assert (tmp_path / "site/source/_drafts/d.md").exists()
    assert (tmp_path / "site/source/_drafts/d/p.png").exists()
