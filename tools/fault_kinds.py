"""Test faults other than kills: concurrent edits, a full disk, missing permissions."""

from __future__ import annotations

import gc
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

from blogcli.store.fs.state_dir import PENDING
from tools import writing_calls
from tools.fault_bench import Bench, Tally, at_the_first_write, bench, difference, in_a_process
from tools.fault_blogs import NOW, TAG, Scenario, call, copy, state_of, tree, without_times

FOREIGN = b"someone else wrote this\n"
NOBODY = 65534

Meddling = Callable[[Path], None]


def in_place(file: Path) -> None:
    """Overwrite the file in place, as some editors do."""
    file.write_bytes(FOREIGN)


def by_rename(file: Path) -> None:
    """Replace the file by a new one, as git and most editors do."""
    new = file.with_name("theirs~")
    new.write_bytes(FOREIGN)
    new.replace(file)


def meddled(made: Bench, file: str) -> str:
    """Return the state of the files after a concurrent edit of one, which must be kept."""
    code, said = call(made.work, "history")
    found = tree(made.work)
    if code != 0 or (state_of(made.work) / PENDING).exists():
        return f"the next command ended with {code}: {said}"
    if file not in found or found[file].data != FOREIGN:
        return f"{file} does not hold what someone else wrote"
    rest = {
        path: held
        for path, held in found.items()
        if path not in (file, ".blog/trash/1/" + file + "~")
    }
    if rest == {path: held for path, held in made.before.items() if path != file}:
        return "rolled back"
    after = {path: held for path, held in made.after.items() if path != file}
    if without_times(rest) == without_times(after):
        return "completed"
    return f"of the others: {difference(rest, made.before, after)}"


def meddle_everywhere(made: Bench, tally: Tally, meddle: Meddling, file: str) -> bool:
    """Change the file concurrently before each write of a call; return True in the child."""
    for point in count(1):

        def stopped(pid: int, number: int, point: int = point) -> None:
            if number == point:
                meddle(made.work / file)

        outcome = writing_calls.fork(stopped)
        if outcome is None:
            return True
        if outcome[1] < point:
            return False
        tally.count(meddled(made, file), f"written before write {point}")
        made.reset()
    return False


def someone_else(name: str, meddle: Meddling, folder: Path, posts: int) -> Tally:
    """Test a concurrent edit before every write of a call that tags all posts."""

    def work(tally: Tally) -> None:
        made = bench(Scenario(name, TAG), folder / name.replace(" ", "-"), posts)
        file = f"posts/post-{posts // 2:03}.md"
        at_the_first_write(lambda: meddle_everywhere(made, tally, meddle, file), TAG, made.work)

    return in_a_process(work, name)


def lose_permission(made: Bench, tally: Tally, folder: Path) -> bool:
    """Remove write permission before each write of a call; return True in the child."""
    for point in count(1):

        def stopped(pid: int, number: int, point: int = point) -> None:
            if number == point:
                folder.chmod(0o555)

        own(made.work)
        outcome = writing_calls.fork(stopped)
        if outcome is None:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            return True
        folder.chmod(0o755)
        if outcome[1] < point:
            return False
        tally.count(made.verdict(), f"lost before write {point}")
        made.reset()
    return False


def own(root: Path) -> None:
    """Change the owner of a blog, its state and its home to an unprivileged user, if root."""
    if os.geteuid() == 0:
        home, state = root.parent, state_of(root)
        for place in (home, state.parent, state, *home.rglob("*"), *state.rglob("*")):
            if place.exists():
                os.chown(place, NOBODY, NOBODY, follow_symlinks=False)


def open_up(folder: Path, made: Bench) -> None:
    """Make a blog accessible to the unprivileged user."""
    for place in (folder, made.work.parent, made.work.parent.parent, made.work):
        place.chmod(0o755)
    own(made.work)


def permission_lost(folder: Path, posts: int) -> Tally:
    """Test losing write permission before every write of a call that tags all posts."""

    def work(tally: Tally) -> None:
        made = bench(Scenario("permission", TAG), folder / "permission", posts)
        open_up(folder, made)
        at_the_first_write(
            lambda: lose_permission(made, tally, made.work / "posts"), TAG, made.work
        )

    return in_a_process(work, "permission lost")


def read_only(folder: Path, posts: int) -> Tally:
    """Test a read-only post in the middle, and a post in a read-only folder."""

    def work(tally: Tally) -> None:
        made = bench(Scenario("read-only", TAG), folder / "read-only", posts)
        open_up(folder, made)
        for place, mode in (("posts/post-002.md", 0o444), ("posts/post-001", 0o555)):
            target = made.work / place
            old = target.stat().st_mode
            own(made.work)
            target.chmod(mode)
            before = tree(made.work)
            code = as_nobody(lambda: call(made.work, *TAG)[0])
            found = tree(made.work)
            target.chmod(old)
            if code == 0 and mode == 0o444 and found[place].mode & 0o777 == mode:
                tally.count("completed", place)
            else:
                kept = code not in (0, 70) and found == before
                tally.count("rolled back" if kept else f"ended with {code}", place)
            copy(made.template, made.work)

    return in_a_process(work, "read-only in the middle")


def as_nobody(work: Callable[[], int]) -> int:
    """Return the result of `work` in an unprivileged process."""
    pid = os.fork()
    if pid == 0:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        os._exit(work())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[bool]:
    """Mount a tmpfs of that size on a folder; yield False if not permitted."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={kilobytes}k"
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            gc.collect()  # closes files left open by a call, so that umount succeeds
            subprocess.run(["umount", str(folder)], check=True)


def full_disk(folder: Path, posts: int) -> Tally:
    """Test a disk that is full after N kilobytes, from none to enough."""
    tally = Tally("full disk")
    made = bench(Scenario("full", TAG), folder / "full", posts)
    disk = folder / "disk"
    full = Bench(made.scenario, made.template, disk / "blog", made.before, made.after)
    for spare in count(0, 4 if posts < 10 else 12):
        with small_disk(disk, 2000 + posts * 60) as mounted:
            if not mounted:
                tally.note = "not tried: this user may not mount a small disk"
                return tally
            copy(made.template, full.work)
            fill(disk, spare * 1024)
            tally.count(on_a_full_disk(full), f"{spare} kB to spare")
        if tally.completed == 3 or tally.losses:
            return tally
    return tally


def fill(disk: Path, spare: int) -> None:
    """Fill a disk up to `spare` free bytes."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
    with (disk / "filler").open("wb") as stream:
        stream.write(bytes(free - spare))


def on_a_full_disk(full: Bench) -> str:
    """Return the state of the files after a call that either completes or fails cleanly."""
    code, said = call(full.work, *TAG)
    found = tree(full.work)
    if code == 0:
        return "completed" if without_times(found) == without_times(full.after) else said
    return "rolled back" if found == full.before and code == 1 else f"{code} {said}"


def two_writers(folder: Path, posts: int) -> Tally:
    """Test two processes that tag all posts at once: each does all, or nothing with code 4."""
    tally = Tally("two writers at once")
    made = bench(Scenario("two", TAG), folder / "two", posts)
    for point in range(8):
        tags = ("left", "right")
        running = []
        for tag in tags:
            pid = os.fork()
            if pid == 0:
                os._exit(call(made.work, "tag", "--where", "", tag)[0])
            running.append(pid)
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in running]
        found = [held.data for path, held in tree(made.work).items() if path.endswith(".md")]
        whole = all(
            all((f"- {tag}\n".encode() in data) == (code == 0) for data in found)
            for tag, code in zip(tags, codes, strict=True)
        )
        for code in codes:
            if code == 0:
                call(made.work, "undo")
        fine = whole and set(codes) <= {0, 4} and 0 in codes and tree(made.work) == made.before
        tally.count("completed" if fine else f"ended with {codes}", f"try {point}")
        made.reset()
    return tally


def clock_back(folder: Path, posts: int) -> Tally:
    """Test a clock that goes backwards: undo must follow command numbers, not times."""
    tally = Tally("clock going backwards")
    made = bench(Scenario("clock", TAG), folder / "clock", posts)
    call(made.work, *TAG)
    middle = tree(made.work)
    call(made.work, "tag", "--where", "", "later", now=NOW - timedelta(days=4000))
    call(made.work, "undo", now=NOW - timedelta(days=8000))
    tally.count("rolled back" if tree(made.work) == middle else "not the last", "the first undo")
    call(made.work, "undo", now=NOW)
    tally.count(made.verdict(), "the second undo")
    return tally


def all_of_them(folder: Path, posts: int, only: str) -> list[Tally]:
    """Run every kind of fault whose name contains `only`."""
    some = min(posts, 40)
    kinds: dict[str, Callable[[], Tally]] = {
        "edited meanwhile, in place": lambda: someone_else(
            "edited meanwhile, in place", in_place, folder, some
        ),
        "edited meanwhile, renamed": lambda: someone_else(
            "edited meanwhile, renamed", by_rename, folder, some
        ),
        "permission lost": lambda: permission_lost(folder, some),
        "read-only in the middle": lambda: read_only(folder, some),
        "full disk": lambda: full_disk(folder, some),
        "two writers at once": lambda: two_writers(folder, some),
        "clock going backwards": lambda: clock_back(folder, some),
    }
    return [run() for name, run in kinds.items() if only in name]
