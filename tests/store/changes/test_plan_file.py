"""Plans: what is saved is what is made later, or nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import BlogError, Conflict, UsageError
from blogcli.store.changes.change import FileChange
from blogcli.store.changes.plan_file import PlanReader, load_plan, save_plan, write_plan
from blogcli.store.fs.files import BlogPaths
from tests.store.conftest import write

FILES = {"a.md": b"a\n", "b.md": b"\xff\0", "c/image.png": bytes(range(256))}

CHANGES = [
    FileChange("new.md", None, "née\r\n".encode()),
    FileChange("binary.md", None, b"\xff\0\r"),
    FileChange("a.md", b"a\n", b"A\n"),
    FileChange("b.md", b"\xff\0", b"\xfe"),
    FileChange("a.md", b"a\n", b"a\n", "d/a.md"),
    FileChange("a.md", b"a\n", b"A\n", "d/a.md"),
    FileChange.carry("c/image.png", "d/image.png"),
    FileChange.trash("a.md", b"a\n"),
    FileChange.trash("c/image.png"),
]


def read_plan(data, root, shown):
    """Read a plan for a blog that lets every visible file be made."""
    return PlanReader(BlogPaths(root), lambda path: None).read(data, shown)


@pytest.fixture
def root(tmp_path):
    return write(tmp_path.resolve() / "blog", FILES)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.kind} {change.path}")
def test_a_plan_is_read_as_it_was_written(root, change):
    plan = write_plan([change], root, "blog x")
    assert read_plan(plan, root, "plan.json") == ("blog x", [change])


@given(st.binary(), st.text())
def test_any_contents_and_any_command(tmp_path_factory, data, command):
    root = tmp_path_factory.mktemp("blog").resolve()
    changes = [FileChange("a.md", None, data)]
    assert read_plan(write_plan(changes, root, command), root, "p") == (command, changes)


def test_a_change_that_is_none_is_left_out(root):
    plan = json.loads(write_plan([FileChange("a.md", b"a\n", b"a\n")], root, ""))
    assert plan == {"schema": 1, "command": "", "changes": []}


@pytest.mark.parametrize("change", CHANGES[2:], ids=lambda change: f"{change.kind} {change.path}")
@pytest.mark.parametrize("gone", [False, True])
def test_a_file_that_changed_since_is_a_conflict(root, change, gone):
    plan = write_plan([change], root, "")
    file = root / change.path
    file.unlink() if gone else file.write_bytes(b"edited")
    with pytest.raises(Conflict) as raised:
        read_plan(plan, root, "plan.json")
    assert raised.value.path == change.path


def test_all_that_changed_are_named(root):
    plan = write_plan([CHANGES[0], CHANGES[2], CHANGES[3]], root, "")
    write(root, {"new.md": "there now", "b.md": "x"})
    with pytest.raises(Conflict, match=r"2 files changed since the plan was made: new\.md, b\.md"):
        read_plan(plan, root, "plan.json")


def test_the_line_that_is_not_json_is_told(root):
    with pytest.raises(UsageError) as raised:
        read_plan(b'{"schema": 1,\n"changes": [\n oops', root, "plan.json")
    assert str(raised.value) == "plan.json:3: not JSON: expecting value"


def plan_of(**entry):
    return json.dumps({"schema": 1, "changes": [entry]}).encode()


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"schema": 1}', b'{"changes": []}'),
        b'{"schema": 2, "changes": []}',
        b'{"schema": 1, "changes": [7]}',
        plan_of(),
        plan_of(kind="burn", path="a.md"),
        plan_of(kind="write", path="a.md"),
        plan_of(kind="write", path="a.md", before=7, after={"text": 7}),
        plan_of(kind="create", path="n.md", after={"base64": "*"}),
        plan_of(kind="create", path="n.md", after={"text": "\ud800"}),
        plan_of(kind="create", path="n.md"),
        plan_of(kind="create", path=7, after={"text": ""}),
        plan_of(kind="move", path="a.md", before="x"),
    ],
)
def test_what_is_no_plan(root, data):
    with pytest.raises((UsageError, Conflict)):
        read_plan(data, root, "plan.json")


@pytest.mark.parametrize("path", ["../x", "/etc/x", ".git/config", "a/.blog/x", "x/../../y", "a\0"])
def test_no_plan_leads_out_of_the_blog(root, path):
    made = plan_of(kind="create", path=path, after={"text": ""})
    moved = write_plan([CHANGES[6]], root, "").replace(
        b"d/image.png", json.dumps(path)[1:-1].encode()
    )
    for data in (made, moved):
        with pytest.raises(UsageError):
            read_plan(data, root, "plan.json")


def test_a_plan_is_never_written_over_a_file(tmp_path):
    file = tmp_path / "p.json"
    save_plan(file, b"one", "p.json")
    with pytest.raises(Conflict):
        save_plan(file, b"two", "p.json")
    assert load_plan(file, "p.json") == b"one"
    with pytest.raises(BlogError):
        save_plan(tmp_path / "none/p.json", b"", "none/p.json")
    with pytest.raises(BlogError):
        load_plan(tmp_path / "none.json", "none.json")
