"""The shell sessions of tests/transcripts and of the README print what they say they print.

`pytest tests/test_transcripts.py --update-transcripts` writes down what they print now.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import transcript
from tests.conftest import thorough

HERE = Path(__file__).parent
ROOT = HERE.parent
SESSIONS = sorted((HERE / "transcripts").glob("*.console"))
RARELY = [
    one
    for one in SESSIONS
    if one.stem in {"checking", "errors", "exchange", "pipes", "publishing", "undo"}
]
OFTEN = [one for one in SESSIONS if one not in RARELY]


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A copy of this project's own blog, where a session may do as it likes."""
    folder = tmp_path / "blog"
    folder.mkdir()
    shutil.copytree(ROOT / "posts", folder / "posts")
    (tmp_path / "home").mkdir()
    return folder


@pytest.mark.parametrize("session", [*OFTEN, *thorough(*RARELY)], ids=lambda path: path.stem)
def test_session(session: Path, blog: Path, request: pytest.FixtureRequest) -> None:
    expected = session.read_text(encoding="utf-8")
    found = transcript.play(expected, blog, blog.parent / "home")
    if request.config.getoption("--update-transcripts"):
        session.write_text(found, encoding="utf-8")
    else:
        assert found == expected


def test_readme_examples(blog: Path, request: pytest.FixtureRequest) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    home = blog.parent / "home"
    found = transcript.BLOCK.sub(
        lambda block: "```console\n" + transcript.play(block[1], blog, home) + "```", text
    )
    if request.config.getoption("--update-transcripts"):
        readme.write_text(found, encoding="utf-8")
    else:
        assert transcript.BLOCK.search(text)
        assert found == text
