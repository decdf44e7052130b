"""What the screen asks of the command line that started it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from blogcli.posts.query.nodes import Query


class CommandCall(NamedTuple):
    """A command line without `blog`, and the names of posts on its stdin, one a line."""

    words: tuple[str, ...]
    given: tuple[str, ...] = ()


class Ran(NamedTuple):
    """How a command ended: its exit code, and what it wrote to stdout and stderr."""

    code: int
    out: str
    said: str


class Proposal(NamedTuple):
    """A change to look at: its patch, what the command said so far, and if a plan can be saved."""

    patch: str
    said: str
    saves: bool


Decide = Callable[[Proposal], str | None]
"""Shows a change. Returns None to make it, or the name of a plan file; raises Canceled."""


class TakesPosts(NamedTuple):
    """How a command takes posts: at all, several as words, and with `--where`."""

    any: bool = False
    many: bool = False
    where: bool = False


IsPost = Callable[[str], bool]
"""Whether a word is the whole name of a post."""


class Host(Protocol):
    """Runs the commands of `blog` for the screen."""

    def query(self, text: str) -> Query:
        """Parse a query without looking at any post. Raises QueryError."""

    def line(self, words: Sequence[str]) -> str:
        """Return the command line of these words, as the history keeps it."""

    def takes(self, command: str) -> TakesPosts:
        """Return how a command takes posts; nothing for an unknown one."""

    def names_posts(self, words: Sequence[str], is_post: IsPost) -> bool:
        """Return whether the words of a command already say on which posts it works."""

    def run(self, call: CommandCall, width: int, decide: Decide | None) -> Ran:
        """Run a command in this thread, its output caught. Without `decide`, as on a terminal."""

    def run_on_terminal(self, words: Sequence[str]) -> Ran:
        """Run a command on the terminal, which the screen has left."""

    def open_page(self, url: str) -> bool:
        """Open a page in the browser; return whether one took it."""

    def themed(self, text: str) -> str:
        """Return text with the colors of the user's theme."""
