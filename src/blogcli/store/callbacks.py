"""What is told, while work goes on, of its progress and of problems."""

from collections.abc import Callable

from blogcli.errors import BlogError

OnProblem = Callable[[BlogError], None]
"""A function that receives a problem: a post or folder that is skipped, or a post read in part."""

OnProgress = Callable[[int, int], None]
"""A function that receives how much is done, and how much there is in all."""


def no_progress(done: int, total: int) -> None:
    """Show no progress."""


def ignore_problem(problem: BlogError) -> None:
    """Ignore the problem, as it is not what was asked about."""
