"""Kill `blog` before every system call that writes, and check that nothing is lost.

Usage: python -m tools.faults [--short] [--posts N] [--only NAME]
       python -m tools.faults --blog DIR [--kills N]

A real process gets SIGKILL before its first system call that writes, the next process before its
second, and so on to the end. After each kill the next command runs, and every file must be exactly
as before the command or as after it; then the command is undone, and all files must be as before.
Other faults follow: see tools.fault_kinds. `--short` tests every point on small blogs, in seconds;
without it the blog has 400 posts, which takes most of an hour. `--blog` tests random points on a
copy of a real blog, in git. The exit code is the number of kinds of fault that lost data.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from blogcli.store.fs.state_dir import StateDir
from blogcli.store.history.recovery import recover
from tools import fault_kinds, writing_calls
from tools.fault_bench import Bench, Tally, at_the_first_write, bench, in_a_process
from tools.fault_blogs import SCENARIOS, TAG, Scenario, call, copy, environ_of
from tools.fault_real import real_blog

POSTS, FEW = 400, 4
RECOVERY = "kill: the taking back"


def killed_before(point: int) -> Callable[[int, int], None]:
    """Return a callback that kills a process before the write with that number."""

    def kill(pid: int, number: int) -> None:
        if number == point:
            os.kill(pid, signal.SIGKILL)

    return kill


def kill_everywhere(made: Bench, tally: Tally) -> bool:
    """Kill the call before its first write, its second, and so on; return True in the child."""
    for point in count(1):
        outcome = writing_calls.fork(killed_before(point))
        if outcome is None:
            return True
        if outcome[0] != -signal.SIGKILL:
            if outcome[0] != 0 or made.verdict() != "completed":
                tally.count(f"ended with {outcome[0]}", "at the end")
            return False
        tally.count(made.verdict(), f"killed before write {point}")
        made.reset()
    return False


def kills(scenario: Scenario, folder: Path, posts: int) -> Tally:
    """Test a kill at every write of one scenario."""

    def work(tally: Tally) -> None:
        made = bench(scenario, folder / scenario.name.replace(" ", "-"), posts)
        at_the_first_write(lambda: kill_everywhere(made, tally), scenario.words, made.work)

    return in_a_process(work, f"kill: {scenario.name}")


def killed_recovery(folder: Path, posts: int) -> Tally:
    """Test kills during recovery: kill a call midway, then its rollback before each write."""

    def work(tally: Tally) -> None:
        made = bench(Scenario("recovery", TAG), folder / "recovery", posts)
        if (outcome := writing_calls.fork(lambda pid, number: None)) is None:
            os._exit(call(made.work, *TAG)[0])
        made.reset()
        if writing_calls.fork(killed_before(outcome[1] * 2 // 3)) is None:
            os._exit(call(made.work, *TAG)[0])
        spoiled = made.template.with_name("spoiled")
        copy(made.work, spoiled)
        for point in count(1):
            outcome = writing_calls.fork(killed_before(point))
            if outcome is None:
                recover(StateDir(str(made.work), environ_of(made.work)))
                os._exit(0)
            tally.count(made.verdict(), f"killed before write {point}")
            if outcome[0] != -signal.SIGKILL:
                return
            copy(spoiled, made.work)

    return in_a_process(work, RECOVERY)


def table(tallies: list[Tally]) -> str:
    """Return the tallies as a table, with notes below for losses and skipped tests."""
    rows: list[tuple[str, ...]] = [("fault", "points", "rolled back", "completed", "losses")]
    rows += [
        (t.name, *(f"{n:,}" for n in (t.points, t.rolled_back, t.completed, t.losses)))
        for t in tallies
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]
    notes = [f"{t.name}: {t.note}" for t in tallies if t.note]
    return "\n".join([*lines, *notes])


def said(arguments: list[str], option: str) -> str:
    """Return the value of an option, "" without it."""
    return arguments[arguments.index(option) + 1] if option in arguments else ""


def main(arguments: list[str]) -> int:
    """Run the tests and print the table; return the number of kinds with losses."""
    why = writing_calls.why_not()
    if why:
        print(f"not tried: {why}")
        return 0
    posts = int(said(arguments, "--posts") or (FEW if "--short" in arguments else POSTS))
    only, real = said(arguments, "--only"), said(arguments, "--blog")
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        folder = Path(name)
        if real:
            tallies = real_blog(Path(real), folder, int(said(arguments, "--kills") or 10))
        else:
            tallies = [kills(o, folder, posts) for o in SCENARIOS if only in f"kill: {o.name}"]
            if only in RECOVERY:
                tallies.append(killed_recovery(folder, min(posts, 40)))
            tallies += fault_kinds.all_of_them(folder, posts, only)
    print(table(tallies))
    return sum(1 for tally in tallies if tally.losses)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
