"""Every way a command can fail: a sentence, a hint and an exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes promised to scripts; the README's table is made from this one."""

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
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.FAILED: "failed",
    ExitCode.USAGE: "usage error or bad query",
    ExitCode.NOT_FOUND: "not found or ambiguous",
    ExitCode.CONFLICT: "conflict: the file changed meanwhile, exists already or is locked",
    ExitCode.UNREADABLE: "unreadable post, or an edit that cannot be made without loss",
    ExitCode.FINDINGS: "findings of `blog check`",
    ExitCode.BUG: "a bug in blogcli",
    ExitCode.INTERRUPTED: "interrupted",
}


class BlogError(Exception):
    """What the user is told: one sentence, where it is about, and what to do.

    `message` is a sentence without its full stop, `hint` an advice or "", `path` the file as the
    user would type it, `line` counts from 1.
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


class UsageError(BlogError):
    """The words of the call make no sense together."""

    code = ExitCode.USAGE


class QueryError(BlogError):
    """A query that cannot be read; `start` and `end` are the character span of the bad word."""

    code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "", *, text: str, start: int, end: int) -> None:
        super().__init__(message, hint)
        self.text = text
        self.start = start
        self.end = end


class NotFound(BlogError):
    """No blog, post, field or setting of that name."""

    code = ExitCode.NOT_FOUND


class Ambiguous(BlogError):
    """A name that several posts answer to; `candidates` are their paths."""

    code = ExitCode.NOT_FOUND

    def __init__(self, message: str, hint: str = "", *, candidates: tuple[str, ...]) -> None:
        super().__init__(message, hint)
        self.candidates = candidates


class Conflict(BlogError):
    """The file changed since it was read, exists already, or is locked."""

    code = ExitCode.CONFLICT


class Unreadable(BlogError):
    """A post that cannot be read."""

    code = ExitCode.UNREADABLE


class Refused(BlogError):
    """An edit that cannot be made without touching something else; the file stays as it was."""

    code = ExitCode.UNREADABLE
