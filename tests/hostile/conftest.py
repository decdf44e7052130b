"""A stranger's folder beside things that must stay, and calls of `blog` behind a wall."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS = 2
"""Processor time that a call may take."""

MEGABYTES = 200
"""Memory that a call may hold at its peak."""

_WAIT = 60
"""Seconds after which a call that only waits is killed."""


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


@pytest.fixture
def blog(clone: Path, tmp_path: Path) -> Callable[..., Result]:
    """Call `blog` in the clone, in a process of its own that may take no more than the limits.

    Fails the test where the call needs more, or ends with a traceback or as a bug. What runs
    programs finds `$PWNED`, the name of a file that must not come to be.
    """
    pwned = tmp_path / "PWNED"

    def call(
        *words: str,
        stdin: bytes = b"",
        cwd: Path | None = None,
        environ: dict[str, str] | None = None,
        seconds: int = SECONDS,
        megabytes: int = MEGABYTES,
        codes: tuple[int, ...] | None = None,
    ) -> Result:
        command = [sys.executable, "-B", "-m", "blogcli", *words]
        given = {**os.environ, "PWNED": str(pwned), "COLUMNS": "80", **(environ or {})}
        result = _limited(command, cwd or clone, given, stdin, seconds)
        assert result.code >= 0, f"ended by signal {-result.code} within {seconds} s"
        assert result.code != 70, result.err
        assert "Traceback" not in result.err, result.err
        assert result.megabytes <= megabytes
        assert not pwned.exists(), "a stranger's program ran"
        if codes is not None:
            assert result.code in codes, (result.code, result.err)
        return result

    return call


def _limited(
    command: list[str], cwd: Path, environ: dict[str, str], stdin: bytes, seconds: int
) -> Result:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=cwd, env=environ, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=limit
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    killer = threading.Timer(_WAIT, process.kill)
    killer.start()
    held: dict[str, bytes] = {}
    readers = [
        threading.Thread(target=lambda name=name, stream=stream: held.update({name: stream.read()}))
        for name, stream in (("out", process.stdout), ("err", process.stderr))
    ]
    for reader in readers:
        reader.start()
    try:
        process.stdin.write(stdin)
        process.stdin.close()
    except BrokenPipeError:
        pass
    for reader in readers:
        reader.join()
    _, status, used = os.wait4(process.pid, 0)
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    process.stderr.close()
    unit = 1024**2 if sys.platform == "darwin" else 1024
    out, err = (held[name].decode(errors="replace") for name in ("out", "err"))
    return Result(process.returncode, out, err, used.ru_maxrss / unit)
