"""What all tests share: no real home folder, a fixed clock, and small blogs to work on."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

SITES = Path(__file__).parent / "sites"

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=1)))


settings.register_profile("plain", deadline=None, max_examples=10)
settings.register_profile("thorough", deadline=None, max_examples=300)


def pytest_configure(config: pytest.Config) -> None:
    """Try few examples of each property, or many where the thorough tests are asked for."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Tests started in the background of a script: no command under test would hear Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    plain = "not thorough" in config.option.markexpr
    settings.load_profile("plain" if plain else "thorough")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Count a property among the thorough tests too where it is tried with many examples."""
    many = settings().max_examples > settings.get_profile("plain").max_examples
    if many and is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker("thorough")


def thorough(*cases: object) -> list[object]:
    """Return cases for `parametrize` that only the thorough tests try; a tuple is a row."""
    rows = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*row, marks=pytest.mark.thorough) for row in rows]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="write down what the shell sessions print now",
    )


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A function that makes an empty home folder."""
    homes, numbers = tmp_path_factory.mktemp("homes"), count()

    def make() -> Path:
        # pytest's own way looks at the folders of all tests before: milliseconds for each test.
        home = homes / f"home{next(numbers)}"
        home.mkdir()
        return home

    return make


@pytest.fixture(scope="session")
def unused_homes() -> list[Path]:
    """Home folders of tests that wrote nothing there: a folder a test took seconds in all."""
    return []


@pytest.fixture(autouse=True)
def no_real_home(
    new_home: Callable[[], Path], unused_homes: list[Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A home folder of the test's own, and none of the developer's settings."""
    home = unused_homes.pop() if unused_homes else new_home()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local/state"))
    for name in ("BLOG_DIR", "BLOG_NOW", "BLOG_PAGER", "PAGER", "VISUAL", "EDITOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    yield home
    if home.is_dir() and not any(home.iterdir()):
        unused_homes.append(home)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_blog(tmp_path: Path) -> Callable[[str], Path]:
    """Copy the site of a layout, to be changed at will; its name is that of a folder in sites."""

    def make(layout: str) -> Path:
        return Path(shutil.copytree(SITES / layout, tmp_path / layout))

    return make
