"""Front matter that is kept as text has the values that were read, whatever its format."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from blogcli.errors import Unreadable
from blogcli.posts.formats import load
from blogcli.posts.model.document import split
from blogcli.posts.model.values import same
from blogcli.posts.read.lazy_front_matter import FrontMatter
from tests.conftest import SITES

WEIRD = Path(__file__).parents[1] / "weird"
FILES = sorted([*WEIRD.glob("*.md*"), *(file for file in SITES.rglob("*.md*") if file.is_file())])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_values_and_their_order(file):
    try:
        document = split(file.read_bytes(), headers=True)
    except Unreadable:
        return
    full = load(document).values
    kept = FrontMatter(document.format, document.meta)
    assert list(kept) == list(full)
    assert len(kept) == len(full)
    assert same(dict(kept), dict(full))
    assert kept == full


def test_every_format_is_among_the_files():
    formats = set()
    for file in FILES:
        try:
            formats.add(split(file.read_bytes(), headers=True).format)
        except Unreadable:
            continue
    assert formats == {"yaml", "toml", "json", "headers", "none", "foreign"}


def test_text_is_read_when_a_value_is_asked_for(monkeypatch):
    def never(document):
        raise AssertionError("read too early")

    formats = sys.modules["blogcli.posts.formats"]
    monkeypatch.setattr(formats, "load", never)
    front = FrontMatter("yaml", "a: 1\n")
    with pytest.raises(AssertionError, match="too early"):
        front["a"]
    monkeypatch.undo()
    assert front["a"] == 1
    assert repr(front) == "{'a': 1}"
