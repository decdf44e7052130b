"""`blog list` says on stderr which folders hold the posts where that is not plain."""

from __future__ import annotations

import pytest

from tests.store.conftest import write

POST = "---\ntitle: A\ndate: 2024-01-02\n---\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"eleventy.config.js": "", "_posts/a.md": POST}, "posts are those in _posts; "),
        ({"hugo.toml": "", "content/_index.md": POST}, "no posts in content; "),
        ({"eleventy.config.js": ""}, "no posts in the whole site; "),
        ({"hugo.toml": "", "content/posts/a.org": "", "content/posts/b.md": POST}, "left out: "),
        ({"hugo.toml": "", "content/posts/b.md": POST}, ""),
    ],
)
def test_what_was_chosen_is_one_line(call, blog, tmp_path, files, said):
    site = write(tmp_path / "site", files)
    result = call("--blog", str(site), "list")
    assert result.code == 0
    assert result.err.startswith(said)
    assert result.err.count("\n") == (1 if said else 0)
