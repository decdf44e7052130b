"""Plans that a stranger made: read in bounds, and refused with a sentence."""

from __future__ import annotations

import json
import os

import pytest


def plan(**change: object) -> bytes:
    return json.dumps({"schema": 1, "command": "x", "changes": [change]}).encode()


@pytest.mark.parametrize("kind", ["huge", "pipe", "device", "folder", "missing"])
def test_what_is_no_file_is_no_plan(kind, blog, clone):
    file = clone / "p.json"
    if kind == "huge":
        with file.open("wb") as stream:
            stream.truncate(1024**3)
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "folder":
        file.mkdir()
    said = blog("apply", "p.json", codes=(1,)).err
    assert said.startswith("error: p.json: ")


def test_a_post_of_8_gigabytes_is_not_read(blog, clone):
    with (clone / "posts/big.md").open("wb") as stream:
        stream.truncate(8 * 1024**3)
    for read in (True, False):
        change = {"kind": "trash", "path": "posts/big.md", "before": "0" * 40, "read": read}
        blog("apply", "-", stdin=plan(**change), codes=(4,))


@pytest.mark.parametrize(
    "data",
    [
        b'{"schema": ' + b"9" * 5000 + b', "changes": []}',
        b'{"schema": 1e999, "changes": []}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe",
        b"\0" * 1000,
        b'{"schema": 1, "changes": {}}',
        b'{"schema": "\\ud800", "changes": []}',
        plan(kind="create", path="posts/\ud800.md", after={"text": "x"}),
        plan(kind="create", path="posts/a.md", after={"text": "\ud800"}),
        plan(kind="create", path="posts/a.md", after={"base64": "!!!"}),
        plan(kind="create", path=["posts/a.md"], after={"text": "x"}),
        plan(kind="\x1b]0;x\x07", path="posts/a.md"),
        plan(kind="write", path="posts/one.md", before=7, after={"text": 5}),
    ],
    ids=lambda data: ascii(data[:30]),
)
def test_what_makes_no_sense_is_refused(data, blog, clone):
    result = blog("apply", "-", stdin=data)
    assert result.code in (2, 4)
    assert "\x1b" not in result.err


def test_many_changes_are_read_in_bounds(blog, clone):
    change = {"kind": "create", "path": "posts/a.md", "after": {"text": "x"}}
    changes = [{**change, "path": f"posts/{number}.md"} for number in range(3000)]
    data = json.dumps({"schema": 1, "command": "x", "changes": changes}).encode()
    blog("apply", "-", "--dry-run", stdin=data, codes=(0,))
