"""A row of the benchmark: commands, the blog they run on, and the targets they are held to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Unit(StrEnum):
    """The unit of a target; `{}` stands for the row it is compared with."""

    P = "P"
    MORE = "P more than {}"
    TIMES = "× {}"
    MEGABYTES = "MB by {}"
    OF_POSTS = "× the posts’ bytes"


@dataclass(frozen=True, slots=True)
class Target:
    """An upper limit in a unit, compared with the row `than` if the unit needs one."""

    limit: float
    unit: Unit = Unit.P
    than: str = ""

    def __str__(self) -> str:
        return f"{self.limit:g} {self.unit.format(self.than)}"


class State(Enum):
    """The state of the blog before each run."""

    WARM = "as the run before left it"
    COLD = "without an index"
    CHANGED = "a copy whose posts and index are put right before each run"


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of the benchmark; of several commands, the slowest counts.

    Without commands, the `targets` use the figures of other rows. The first word of a command is a
    program of `programs.py`; `{slug}`, `{prefix}`, `{tag}` and `{word}` are filled in from the
    blog, `{bench}` is the folder of this file, `{blog}` the program. `targets` are keyed by the
    number of posts; `up_to` is the largest number of posts to measure. On a CHANGED blog, the
    command `first` runs before, unmeasured. `codes` are the exit codes of a run that did its work.

    `presses` are what the screen shows and the keys that are pressed then; the time is that of the
    last `waits` of them: from the keys before these, or the start, until the last text is shown.
    """

    name: str
    about: str
    commands: tuple[tuple[str, ...], ...] = ()
    targets: Mapping[int, tuple[Target, ...]] = field(default_factory=dict)
    up_to: int = 1_000_000
    every_size: bool = True
    terminal: bool = False
    state: State = State.WARM
    first: tuple[str, ...] = ()
    prints: bool = True
    codes: tuple[int, ...] = (0,)
    environ: Mapping[str, str] = field(default_factory=dict)
    presses: tuple[tuple[str, str], ...] = ()
    waits: int = 1
