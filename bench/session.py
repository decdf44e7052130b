"""Measure all rows on a blog, in rounds, so that a temporary slowdown affects all rows alike."""

from __future__ import annotations

import random
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from bench import corpus, programs
from bench.figures import Blog, Timing
from bench.measure import Failed, Run, run
from bench.row import Row, State
from blogcli.store.fs.state_dir import StateDir, cache_name

BUDGET = 12.0
"""Seconds for all runs of one command; a slower command skips some rounds."""

SETTLE = 2.1
"""Seconds until a file counts as old; an index may read newer ones again, to be safe."""

FEWEST = 3
"""The minimum number of runs of a command, however long they take."""

Command = tuple[str, ...]

WARM_UP: Command = ("blog", "list", "--json")
"""The unmeasured command that updates the index before a run."""


@dataclass(slots=True)
class Session:
    """The measurement of one blog. `tell` is called with progress messages."""

    folder: Path
    about: corpus.Corpus
    rounds: int
    tell: Callable[[str], None]
    home: Path
    runs: dict[tuple[Row, Command], list[Run]] = field(default_factory=lambda: defaultdict(list))
    floor: list[Run] = field(default_factory=list)
    copy: Path | None = None

    @property
    def index(self) -> Path:
        """The cache folder of the blog, which holds the index."""
        return self.kept(self.folder)[0]

    def kept(self, folder: Path) -> tuple[Path, Path]:
        """Return the cache folder and the state folder of a blog."""
        root, environ = str(folder.resolve()), programs.environment(self.home)
        return Path(cache_name(root, environ) or ""), Path(StateDir(root, environ).name or "")

    def measure(self, rows: Sequence[Row], seed: int) -> Blog:
        """Run every row once as a warm-up, which also compiles all modules, then in rounds."""
        missing = {row.name: programs.missing(row) for row in rows}
        jobs = [(row, cmd) for row in rows if not missing[row.name] for cmd in row.commands]
        first = {}
        time.sleep(SETTLE)
        self.tell(f"{self.about.posts:,} posts: trying every row")
        for row, command in jobs:
            first[row, command] = self.once(row, command).seconds
        rng = random.Random(seed)
        for number in range(self.rounds):
            self.tell(f"{self.about.posts:,} posts: round {number + 1} of {self.rounds}")
            rng.shuffle(jobs)
            for row, command in jobs:
                if due(number, self.rounds, first[row, command]):
                    self.floor.append(self.start(programs.FLOOR))
                    self.runs[row, command].append(self.once(row, command))
        index_bytes = sum(path.stat().st_size for path in self.index.glob("index*"))
        if self.copy:
            shutil.rmtree(self.copy)
        return Blog(
            posts=self.about.posts,
            post_bytes=self.about.post_bytes,
            index_bytes=index_bytes,
            floor=Timing.of("python -c pass", self.floor),
            timings={row.name: self.slowest(row) for row in rows if row in dict(jobs)},
            missing={name: why for name, why in missing.items() if why},
        )

    def slowest(self, row: Row) -> Timing:
        """Return the timing of the row's slowest command."""
        timings = (
            Timing.of(" ".join(command), self.runs[row, command]) for command in row.commands
        )
        return max(timings, key=lambda timing: timing.median)

    def once(self, row: Row, command: Command) -> Run:
        """Bring the blog into the state that the row needs, and run a command once."""
        match row.state:
            case State.WARM:
                self.start(command, row)  # its files may have left the system's cache
                done = self.start(command, row)
            case State.COLD:
                done = self.cold(command, row)
            case State.CHANGED:
                done = self.on_copy(command, row)
        if row.prints and not done.printed:
            raise Failed(f"`{' '.join(command)}` printed nothing")
        return done

    def cold(self, command: Command, row: Row) -> Run:
        """Run a command without an index; the existing index is restored afterwards."""
        aside = self.index.with_name(self.index.name + ".aside")
        shutil.rmtree(aside, ignore_errors=True)
        if self.index.exists():
            self.index.rename(aside)
        try:
            self.start(command, row)  # as for the others, so that no disk is measured
            shutil.rmtree(self.index, ignore_errors=True)
            return self.start(command, row)
        finally:
            if aside.exists():
                shutil.rmtree(self.index, ignore_errors=True)
                aside.rename(self.index)
                self.start(WARM_UP)

    def on_copy(self, command: Command, row: Row) -> Run:
        """Restore the posts and the index of the copy, and run a command on it."""
        if self.copy is None:
            self.copy = corpus.copy_of(self.folder)
        corpus.restore(self.copy, self.folder)
        for kept in self.kept(self.copy):
            shutil.rmtree(kept, ignore_errors=True)
        time.sleep(SETTLE)
        self.start(WARM_UP, folder=self.copy)
        if row.first:
            self.start(row.first, folder=self.copy)
        return self.start(command, row, folder=self.copy)

    def start(self, command: Command, row: Row | None = None, folder: Path | None = None) -> Run:
        """Run a command once."""
        words = {key: str(word) for key, word in asdict(self.about).items()}
        words |= {"bench": str(Path(__file__).parent), "blog": programs.program("blog")}
        environ = programs.environment(self.home)
        if row:
            environ |= {key: programs.fill(text, words) for key, text in row.environ.items()}
        return run(
            programs.argv(command, words),
            environ,
            cwd=folder or self.folder,
            terminal=row is not None and row.terminal,
            codes=row.codes if row else (0,),
            presses=row.presses if row else (),
            waits=row.waits if row else 1,
        )


def due(number: int, rounds: int, seconds: float) -> bool:
    """Return whether a command of this duration runs in this round; its rounds are evenly spread.

    >>> [due(number, 6, BUDGET / 3) for number in range(6)]
    [False, True, False, True, False, True]
    """
    wanted = min(rounds, max(FEWEST, int(BUDGET / seconds)))
    return (number + 1) * wanted // rounds > number * wanted // rounds


def measure(
    work: Path, posts: int, rows: Sequence[Row], rounds: int, seed: int, tell: Callable[[str], None]
) -> Blog:
    """Generate the blog if needed, and measure the rows on it."""
    tell(f"{posts:,} posts: making the blog")
    folder, about = corpus.kept(work, posts, seed)
    home = Path(mkdtemp(prefix="home-", dir=work))
    try:
        return Session(folder, about, rounds, tell, home).measure(rows, seed)
    finally:
        shutil.rmtree(home)
