"""One kind of fault at work: a blog, a copy to spoil, and what became of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from blogcli.store.history import History
from blogcli.store.journal import Journal
from blogcli.store.own_folder import PENDING
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
    """What was tried of one kind of fault, and what became of it."""

    name: str
    points: int = 0
    rolled_back: int = 0
    completed: int = 0
    losses: int = 0
    note: str = ""

    def count(self, ended: str, point: str) -> None:
        """Count one point that ended in `rolled back`, `completed`, or else a loss."""
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
    """One scenario at work: the blog as it was, a copy to work on, and both trees to compare."""

    scenario: Scenario
    template: Path
    work: Path
    before: Tree
    after: Tree

    def reset(self) -> None:
        """Make the copy what the blog was; what was found to be so already stays."""
        if tree(self.work) != self.before:
            copy(self.template, self.work)
            return
        copy_state(self.template, self.work)

    def verdict(self) -> str:
        """Run the next command, and say what became of the files."""
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
    """Some of the files that are neither as before nor as after."""
    odd = [
        path
        for path in {*found, *before, *after}
        if found.get(path) not in (before.get(path), after.get(path))
    ]
    return ", ".join(sorted(odd)[:3]) or "some as before, others as after"


def bench(scenario: Scenario, folder: Path, posts: int) -> Bench:
    """Build the blog of a scenario, and run its command once to know what comes of it."""
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
    """Call `blog`, and run `loop` as it is about to write; what it has read is read once.

    `loop` forks a child for each point and is True in it, which then goes on with the call.
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
    """Have a process of its own fill a tally, and give that."""
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
