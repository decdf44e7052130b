"""`blog init`: a new blog, or one that is there already."""

from __future__ import annotations


def test_a_new_blog_can_be_used_at_once(call, tmp_path):
    result = call("init", "notes", "--title", 'My "notes"', cwd=tmp_path)
    assert result.code == 0
    assert set(result.out.split()) == {"blog.toml", "posts/2026-11-24-first-post.md"}
    root = tmp_path / "notes"
    assert call("config", "get", "title", cwd=root).out == 'My "notes"\n'
    assert call("list", "--format", "slugs", cwd=root).out == "first-post\n"


def test_dry_run_writes_nothing(call, tmp_path):
    assert "+title = " in call("init", "notes", "--dry-run", cwd=tmp_path).out
    assert not (tmp_path / "notes").exists()


def files_of(folder):
    """The bytes of all files, without those that are blogcli's own."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file: file.read_bytes() for file in files if "home" not in file.parts}


def test_a_blog_that_is_there_is_left_as_it_is(call, tmp_path):
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: X\n")
    (site / "_posts/2020-01-01-a.md").write_text("---\ntitle: A\n---\n")
    before = files_of(site)
    result = call("init", cwd=site)
    assert result.code == 0
    assert "Jekyll blog, 1 post. Nothing" in result.err
    assert files_of(site) == before


def test_a_second_init_changes_nothing(call, tmp_path):
    call("init", cwd=tmp_path)
    before = files_of(tmp_path)
    assert call("init", cwd=tmp_path).code == 0
    assert files_of(tmp_path) == before
