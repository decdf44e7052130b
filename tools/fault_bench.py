"""Test one kind of fault: set up a blog, run a command on a copy, and check the result."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from blogcli.store.fs.state_dir import PENDING
from blogcli.store.history.history import History
from blogcli.store.history.journal import Journal
from tools.fault_blogs import (
    Scenario,
    Tree,
    call,
    copy,
    copy_state,
    state_of,
    tree,
    without_times,
)


@dataclass
class Tally:
    """The results for one kind of fault, as counts."""

    name: str
    points: int = 0
    rolled_back: int = 0
    completed: int = 0
    losses: int = 0
    note: str = ""

    def count(self, ended: str, point: str) -> None:
        """Count one result: `rolled back`, `completed`, or anything else as a loss."""
        self.points += 1
        if ended == "rolled back":
            self.rolled_back += 1
        elif ended == "completed":
            self.completed += 1
        else:
            self.losses += 1
            self.note = self.note or f"{point}: {ended}"


@dataclass
class Bench:
    """A scenario set up: the original blog, a working copy, and the trees before and after."""

    scenario: Scenario
    template: Path
    work: Path
    before: Tree
    after: Tree

    def reset(self) -> None:
        """Reset the working copy to the original blog; unchanged files are not copied."""
        if tree(self.work) != self.before:
            copy(self.template, self.work)
            return
        copy_state(self.template, self.work)

    def verdict(self) -> str:
        """Run the next command, and return the state of the files as `rolled back` and so on."""
        code, said = call(self.work, "history")
        found = tree(self.work)
        if code != 0 or "Traceback" in said:
            return f"the next command ended with {code}: {said}"
        if (state_of(self.work) / PENDING).exists():
            return "still pending"
        if found == self.before:
            return "rolled back"
        if without_times(found) != without_times(self.after):
            return f"neither before nor after: {difference(found, self.before, self.after)}"
        code, said = call(self.work, self.scenario.back)
        if code != 0 or tree(self.work) != self.before:
            return f"not to be taken back: {code} {said}"
        return "completed"


def difference(found: Tree, before: Tree, after: Tree) -> str:
    """Return up to three files that match neither the tree before nor the one after."""
    odd = [
        path
        for path in {*found, *before, *after}
        if found.get(path) not in (before.get(path), after.get(path))
    ]
    return ", ".join(sorted(odd)[:3]) or "some as before, others as after"


def bench(scenario: Scenario, folder: Path, posts: int) -> Bench:
    """Build the blog of a scenario, and run its command once to get the tree after it."""
    template, work = folder / "template", folder / "work" / "blog"
    scenario.build(template, posts)
    copy(template, work)
    before = tree(work)
    code, said = call(work, *scenario.words)
    assert code == 0, said
    after = tree(work)
    assert before != after, scenario.name
    copy(template, work)
    return Bench(scenario, template, work, before, after)


def at_the_first_write(loop: Callable[[], bool], words: tuple[str, ...], root: Path) -> NoReturn:
    """Call `blog`, and run `loop` just before it writes, so that it reads the blog only once.

    `loop` forks a child for each point and returns True in it; the child continues the call.
    """
    real = History.writing
    is_child = False

    def writing(self: History) -> AbstractContextManager[Journal]:
        nonlocal is_child
        History.writing = real  # type: ignore[method-assign]
        is_child = loop()
        if not is_child:
            os._exit(0)
        return real(self)

    History.writing = writing  # type: ignore[method-assign,assignment]
    code = 70
    try:
        code, _ = call(root, *words)
    finally:
        os._exit(code if is_child else 71)


def in_a_process(work: Callable[[Tally], None], name: str) -> Tally:
    """Run `work` in a separate process and return the tally that it fills."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        tally = Tally(name)
        real_exit = os._exit

        def leave(status: int) -> NoReturn:
            if os.getpid() == own and status == 0:
                os.write(writer, json.dumps(asdict(tally)).encode())
            real_exit(status)

        own = os.getpid()
        os._exit = leave
        try:
            work(tally)
        except BaseException as error:
            tally.count(repr(error), "the harness")
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    os.waitpid(pid, 0)
    return Tally(**json.loads(data)) if data else Tally(name, 1, losses=1, note="the harness died")
