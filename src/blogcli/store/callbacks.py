"""What is told, while work goes on, of its progress and of problems."""

from collections.abc import Callable

from blogcli.errors import BlogError

OnProblem = Callable[[BlogError], None]
"""A function that receives a problem: a post or folder that is skipped, or a post read in part."""

OnProgress = Callable[[int, int], None]
"""A function that receives how much is done, and how much there is in all."""


def no_progress(done: int, total: int) -> None:
    """Show no progress."""


def shifted(step: OnProgress, start: int, total: int) -> OnProgress:
    """Return what receives the progress of a part of the work, which begins at `start`."""
    return lambda done, _: step(start + done, total)


def ignore_problem(problem: BlogError) -> None:
    """Ignore the problem, as it is not what was asked about."""
