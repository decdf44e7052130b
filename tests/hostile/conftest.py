"""A stranger's folder beside things that must stay, and calls of `blog` behind a wall."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS = 2
"""Processor time that a call may take."""

MEGABYTES = 200
"""Memory that a call may hold at its peak."""

ROOT = Path(__file__).parents[2]


_SEEN: set[str] = set()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave all cases of a test but the first to the thorough run."""
    test = item.nodeid.partition("[")[0]
    if test in _SEEN:
        item.add_marker("thorough")
    _SEEN.add(test)


@dataclass(frozen=True)
class Result:
    """What a call left: its exit code, what it wrote, and its peak of memory in megabytes."""

    code: int
    out: str
    err: str
    megabytes: float


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A stranger's blog, empty; write the trap into it."""
    root = tmp_path / "clone"
    (root / "posts").mkdir(parents=True)
    (root / "posts" / "one.md").write_text("---\ntitle: One\ndate: 2024-01-02\n---\n\nText.\n")
    return root


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder beside the clone whose files must stay as they are; checked after the test."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine\n")
    (folder / "secret.md").write_text("---\ntitle: Secret\n---\n\nSECRET-OF-THE-USER\n")
    (folder / "one.json").write_text('[{"author": "SECRET-OF-THE-USER", "text": "x"}]')
    before = snapshot(folder)
    yield folder
    assert snapshot(folder) == before


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and contents of every file of a folder, links not followed."""
    held: dict[str, tuple[int, bytes]] = {}
    for at, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            file = Path(at, name)
            data = b""
            if file.is_symlink():
                data = os.fsencode(os.readlink(file))  # noqa: PTH115
            elif file.is_file():
                data = file.read_bytes()
            held[file.relative_to(folder).as_posix()] = (file.lstat().st_mode, data)
    return held


@pytest.fixture(scope="session")
def server() -> Iterator[subprocess.Popen[str]]:
    """The process that forks the calls."""
    command = [sys.executable, "-B", "-m", "tests.hostile.server"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def blog(clone: Path, tmp_path: Path, server: subprocess.Popen[str]) -> Callable[..., Result]:
    """Call `blog` in the clone, in a process of its own that may take no more than the limits.

    Fails the test where the call needs more, or ends with a traceback or as a bug. What runs
    programs finds `$PWNED`, the name of a file that must not come to be.
    """
    return _caller(clone, tmp_path, server, fresh=False)


@pytest.fixture
def blog_process(
    clone: Path, tmp_path: Path, server: subprocess.Popen[str]
) -> Callable[..., Result]:
    """The same as `blog`, by a new interpreter, as a user starts it."""
    return _caller(clone, tmp_path, server, fresh=True)


def _caller(
    clone: Path, tmp_path: Path, server: subprocess.Popen[str], *, fresh: bool
) -> Callable[..., Result]:
    pwned = tmp_path / "PWNED"

    def run(request: dict[str, object]) -> list[int]:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        return json.loads(server.stdout.readline())

    def call(
        *words: str,
        stdin: bytes = b"",
        cwd: Path | None = None,
        environ: dict[str, str] | None = None,
        seconds: int = SECONDS,
        megabytes: int = MEGABYTES,
        codes: tuple[int, ...] | None = None,
    ) -> Result:
        streams = [tmp_path / f"std{name}" for name in ("in", "out", "err")]
        for stream, data in zip(streams, (stdin, b"", b""), strict=True):
            stream.write_bytes(data)
        status, peak = run(
            {
                "words": words,
                "cwd": str(cwd or clone),
                "environ": {**os.environ, "PWNED": str(pwned), "COLUMNS": "80", **(environ or {})},
                "seconds": seconds,
                "fresh": fresh,
                "streams": [str(stream) for stream in streams],
            }
        )
        unit = 1024**2 if sys.platform == "darwin" else 1024
        out, err = (stream.read_bytes().decode(errors="replace") for stream in streams[1:])
        result = Result(os.waitstatus_to_exitcode(status), out, err, peak / unit)
        assert result.code >= 0, f"ended by signal {-result.code} within {seconds} s"
        assert result.code != 70, result.err
        assert "Traceback" not in result.err, result.err
        assert result.megabytes <= megabytes
        assert not pwned.exists(), "a stranger's program ran"
        if codes is not None:
            assert result.code in codes, (result.code, result.err)
        return result

    return call
