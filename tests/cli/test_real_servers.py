"""`blog serve` with the real generators: the post's own page is there, and nothing is left over."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.cli.sites_to_serve import SMALL_SITES, processes_in
from tools.generators.programs import missing

pytestmark = pytest.mark.thorough

POSTS = [(name, slug) for name, site in SMALL_SITES.items() for slug in site.titles]

OPENER = build_opener(ProxyHandler({}))


def environ() -> dict[str, str]:
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join((os.environ["PATH"], beside))
    return {**os.environ, "BROWSER": "echo", "LC_ALL": "C.UTF-8", "PATH": path}


@contextmanager
def served(root: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run `blog serve --open -y`, and end it if the test has not."""
    with subprocess.Popen(
        [sys.executable, "-m", "blogcli", "--blog", str(root), "serve", "--open", "-y", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ(),
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=20)


@pytest.mark.parametrize(("name", "slug"), POSTS)
def test_the_opened_address_is_the_posts_own(name, slug, tmp_path) -> None:
    site = SMALL_SITES[name]
    if reason := missing(site.needs):
        pytest.skip(reason)
    root = site.make(tmp_path / "site")
    with served(root, slug) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), process.communicate()[1]
        with OPENER.open(url) as page:
            assert page.status == 200
            assert site.titles[slug] in page.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 130, out + err
    if sys.platform == "linux":
        assert processes_in(root) == []


def test_a_post_that_readers_do_not_see_is_explained(tmp_path) -> None:
    if reason := missing(("hugo",)):
        pytest.skip(reason)
    root = SMALL_SITES["hugo"].make(tmp_path / "site")
    with served(root, "wip", "--published") as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "the site has no page for wip: it is a draft" in err
    assert "leave out --published" in err
    assert out == ""


def test_a_new_site_without_templates_tells_what_the_server_says(tmp_path) -> None:
    if reason := missing(("hugo",)):
        pytest.skip(reason)
    root = SMALL_SITES["hugo"].make(tmp_path / "site")
    (root / "layouts/all.html").unlink()
    with served(root, "wip") as process:
        _, err = process.communicate(timeout=90)
    assert process.returncode == 3
    assert "the site has no page for wip: nothing is at /posts/wip/" in err
    assert "found no layout file" in err


def test_a_site_that_does_not_build_tells_the_last_lines(tmp_path) -> None:
    if reason := missing(("hugo",)):
        pytest.skip(reason)
    root = SMALL_SITES["hugo"].make(tmp_path / "site")
    (root / "layouts/all.html").write_text("{{ .Nope }", "utf-8")
    with served(root) as process:
        _, err = process.communicate(timeout=90)
    assert process.returncode == 1
    assert "all.html" in err
    assert re.search(r"error: the server ended with exit code \d+", err)


def test_an_open_server_is_where_posts_are_opened(tmp_path) -> None:
    if reason := missing(("hugo",)):
        pytest.skip(reason)
    root = SMALL_SITES["hugo"].make(tmp_path / "site")
    words = [sys.executable, "-m", "blogcli", "--blog", str(root), "open", "--print"]

    def printed(*more: str) -> tuple[int, str]:
        ended = subprocess.run(
            [*words, *more], capture_output=True, text=True, check=False, env=environ()
        )
        return ended.returncode, ended.stdout

    with served(root) as process:
        assert process.stdout is not None
        home = process.stdout.readline().strip()
        assert printed("wip") == (0, f"{home}posts/wip/\n")
        assert printed("hello", "--live") == (0, "https://example.org/sub/posts/hello/\n")
    assert printed("wip")[0] == 3
    assert printed("hello", "--local") == (3, "")


@pytest.mark.parametrize("name", SMALL_SITES)
def test_build_writes_where_it_is_told(name, tmp_path) -> None:
    site = SMALL_SITES[name]
    if reason := missing(site.needs):
        pytest.skip(reason)
    root, out = site.make(tmp_path / "site"), tmp_path / "out"
    words = [] if name == "hexo" else ["-o", str(out)]
    ended = subprocess.run(
        [sys.executable, "-m", "blogcli", "--blog", str(root), "build", "-y", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environ(),
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == ""
    pages = [
        page.read_text() for page in (root / "public" if name == "hexo" else out).rglob("*.html")
    ]
    assert any("Hello there" in page for page in pages)
