"""The errors that commands raise: a message, a hint and an exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes that scripts may rely on; docs/reference.md has a table of them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    UNREADABLE = 5
    FINDINGS = 6
    BUG = 70
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """Return what the code means, in a few words."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "failed, or canceled",
    ExitCode.USAGE: "usage error or invalid query",
    ExitCode.NOT_FOUND: "not found or ambiguous",
    ExitCode.CONFLICT: "conflict: a file has changed, already exists or is locked",
    ExitCode.UNREADABLE: "unreadable post, or an edit that cannot be made safely",
    ExitCode.FINDINGS: "`blog check` found problems",
    ExitCode.BUG: "a bug in blogcli",
    ExitCode.INTERRUPTED: "interrupted",
}


class BlogError(Exception):
    """An error that is shown to the user: what is wrong, where, and what to do.

    `message` is a sentence without a full stop, `hint` says what to do ("" for none), `path` is the
    file as the user would type it, and `line` counts from 1.
    """

    code = ExitCode.FAILED

    def __init__(
        self, message: str, hint: str = "", *, path: str = "", line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = self.path + (f":{self.line}" if self.path and self.line else "")
        return f"{place}: {self.message}" if place else self.message


def os_reason(error: OSError) -> str:
    """Return why the system refused, as the end of a sentence."""
    return (error.strerror or str(error)).lower()


class Canceled(BlogError):
    """An answer of no to a question; it is shown without `error:`."""


class UsageError(BlogError):
    """Arguments or options that are invalid, or invalid together."""

    code = ExitCode.USAGE


class QueryError(BlogError):
    """A query that cannot be parsed; `start` and `end` are the bad word's span in characters."""

    code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "", *, text: str, start: int, end: int) -> None:
        super().__init__(message, hint)
        self.text = text
        self.start = start
        self.end = end


class NotFound(BlogError):
    """A blog, post, command or setting that does not exist."""

    code = ExitCode.NOT_FOUND


class NoBlog(NotFound):
    """No blog in the current folder or above it."""


class Ambiguous(BlogError):
    """A name that matches several posts; `candidates` are their paths."""

    code = ExitCode.NOT_FOUND

    def __init__(self, message: str, hint: str = "", *, candidates: tuple[str, ...]) -> None:
        super().__init__(message, hint)
        self.candidates = candidates


class Conflict(BlogError):
    """A file that has changed since it was read, already exists, or is locked."""

    code = ExitCode.CONFLICT


class Unreadable(BlogError):
    """A file that cannot be read or parsed."""

    code = ExitCode.UNREADABLE


class Refused(BlogError):
    """An edit that would change something else too; the file is left unchanged."""

    code = ExitCode.UNREADABLE
