"""The real generators are asked whether blogcli is right about their blogs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.generators.__main__ import GENERATORS
from tools.generators.model import Built, Row
from tools.generators.pages import answered, read_pages
from tools.generators.programs import missing
from tools.generators.report import page, tally, told

ROOT = Path(__file__).parent.parent


@pytest.mark.thorough
@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name)
def test_blogcli_agrees_with_the_generator(generator) -> None:
    if reason := missing(generator.needs):
        pytest.skip(reason)
    ended = subprocess.run(
        [sys.executable, "-m", "tools.generators", "--only", generator.name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_pages_are_found_by_their_address(tmp_path: Path) -> None:
    for name in ("a/index.html", "b.html", "c d/index.html"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text('<a href="../b">b</a> token1000end', "utf-8")
    built = read_pages(tmp_path)
    assert built.pages["token1000end"] == ("a/index.html", "b.html", "c d/index.html")
    assert answered("/sub/a/", built, "/sub") == "a/index.html"
    assert answered("https://example.org/a", built, "") == "a/index.html"
    assert answered("../b", built, "", "a/index.html") == "b.html"
    assert answered("/c%20d/", built, "") == "c d/index.html"
    assert answered("/nope/", built, "") == ""


def test_a_redirect_is_read_from_its_page(tmp_path: Path) -> None:
    page = '<meta http-equiv="refresh" content="0; url=https://example.org/new/">'
    (tmp_path / "old.html").write_text(page, "utf-8")
    assert read_pages(tmp_path).redirects == {"old.html": "https://example.org/new/"}


def test_a_row_agrees_when_both_say_the_same() -> None:
    assert Row("url", "site", "case", "a", "a").agrees
    assert not Row("url", "site", "case", "a", "b").agrees
    assert Built().pages == {}


def test_the_page_keeps_what_it_says_of_other_generators() -> None:
    url, links = Row("url", "s", "c", "a", "a"), Row("links", "s", "c", "a", "b")
    first = {"hugo": tally("hugo", "1.2", [url, links]), "astro": tally("astro", "5", [links])}
    again = {**told(page(first)), "astro": tally("astro", "6", [url])}
    assert again["hugo"] == first["hugo"]
    text = page(again)
    assert "| hugo 1.2 | 2 | 1 | 0 | 0 | 1 |" in text
    assert "| astro 6 | 1 | 1 | 0 | 0 | 0 |" in text
    assert "| links | 0 of 1 |  |" in text
    assert told("") == {}
