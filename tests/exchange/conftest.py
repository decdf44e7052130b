"""An export, given as bytes or as a path, read into lists that a test can look at."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

from blogcli.exchange.model import ExportPost, ExportSite, Notice, ReadOptions, Skipped
from blogcli.exchange.sources.open_export import open_export

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Read:
    kind: str = ""
    sites: list[ExportSite] = field(default_factory=list)
    posts: list[ExportPost] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def post(self) -> ExportPost:
        [post] = self.posts
        return post

    @property
    def site(self) -> ExportSite:
        [site] = self.sites
        return site

    def left(self) -> dict[tuple[str, str], int]:
        return {(item.what, item.reason): item.count for item in self.skipped}

    def told(self) -> str:
        return "\n".join(f"{notice.post}: {notice.message}" for notice in self.notices)


@pytest.fixture
def read():
    """`read(bytes, str or Path, **options)` gives what the export holds."""

    def run(source, **options):
        if isinstance(source, str):
            source = source.encode()
        if isinstance(source, bytes):
            source = io.BytesIO(source)
        found = Read()
        places = {ExportSite: found.sites, ExportPost: found.posts, Notice: found.notices}
        with open_export(source, ReadOptions(NOW, **options)) as reading:
            found.kind = reading.kind
            for entry in reading.entries:
                places.get(type(entry), found.skipped).append(entry)
        return found

    return run


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever reaches for the network from Python fails; see test_hostile for the parsers in C."""
    import socket

    def refuse(*args, **named):
        raise AssertionError(f"an import reached for the network: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def samples():
    """The folder of real and synthetic exports beside the repository."""
    folder = Path(__file__).parents[3] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the sample exports of ../shared are not here")
    return folder


def what_runs(html):
    """The parts of a page that would run in a browser: elements, attributes, addresses."""
    from lxml.html import document_fromstring

    found = []
    for element in document_fromstring(f"<html><body>{html}").iter():
        tag = str(element.tag)
        if tag in ("script", "object", "embed", "base", "meta", "form", "style", "svg", "math"):
            found.append(tag)
        for name, value in element.attrib.items():
            plain = "".join(value.split()).lower()
            if name.startswith("on") or plain.startswith(("javascript:", "vbscript:", "data:text")):
                found.append(f"{tag} {name}={value}")
        if tag == "iframe" and "youtube" not in element.get("src", ""):
            found.append(f"iframe {element.get('src')}")
    return found


@pytest.fixture
def runs():
    return what_runs


@pytest.fixture
def run_without_libraries():
    """Run a line of Python in which the libraries of the import extra cannot be found."""
    import subprocess
    import sys

    from blogcli.extras import EXTRAS

    def run(line):
        gone = f"import sys; sys.modules.update(dict.fromkeys({[*EXTRAS['import']]!r}))"
        script = f"{gone}\n{line}"
        return subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout

    return run
