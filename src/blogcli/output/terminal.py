"""The standard streams: whether they are terminals, their width and color, and how to write."""

import codecs
import io
import os
import re
from collections.abc import Mapping
from functools import partial
from stat import S_ISFIFO, S_ISREG
from typing import NamedTuple, TextIO

from blogcli.output.cell_width import wrap_words

_CODES = {
    "bold": "1",
    "dim": "2",
    "underline": "4",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}
"""The SGR codes in use: only those that are readable in every terminal theme."""

_DRAWN = str.maketrans("─━│╭╮╰╯▎•·…", "-=|++++|*-.")
"""What is drawn instead of frames, bars and bullets where the encoding lacks them."""

_THEMES = {
    "dark": dict(
        zip(("2", *map(str, range(31, 37))), (246, 203, 114, 221, 75, 176, 80), strict=True)
    ),
    "light": dict(
        zip(("2", *map(str, range(31, 37))), (242, 124, 28, 130, 25, 90, 30), strict=True)
    ),
}
"""For each theme the number, among 256 colors, that replaces the color of a code."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_UNSEEN = f"\x7f-\x9f{_BIDI}\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
_HIDDEN = f"[\x00-\x1f{_UNSEEN}]"
_HIDDEN_IN_LINES = f"[\x00-\x08\x0b-\x1f{_UNSEEN}]"


def visible(text: str, *, newline: bool = False) -> str:
    r"""Return text that is safe for a terminal: unsafe characters are escaped, as in `\x1b`.

    Those are control characters, bidirectional overrides and marks, line separators, tag
    characters, the byte order mark and lone surrogates. `newline` allows line feeds and tabs.
    Zero-width joiners and spaces stay, because scripts and emoji need them.
    """
    if text.isprintable():
        return text
    return re.sub(_HIDDEN_IN_LINES if newline else _HIDDEN, _spelled_out, text)


def _spelled_out(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def paint(text: str, style: str) -> str:
    """Return the text with ANSI codes for a style such as `bold red`; "" changes nothing."""
    if not style or not text:
        return text
    return f"\x1b[{';'.join(_CODES[word] for word in style.split())}m{text}\x1b[0m"


class Terminal(NamedTuple):
    """The input and output of a command. `width` and `height` are those of stdout, in cells.

    `message_width` is the width of stderr; 0, in a pipe, means that no message is wrapped.

    stdout carries only the result; messages go to stderr. Writing never fails because of an
    encoding: characters it lacks become `?`, and undecodable bytes of file names are written
    unchanged. A closed pipe raises BrokenPipeError.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    stdin_is_tty: bool = False
    stdout_is_tty: bool = False
    stderr_is_tty: bool = False
    stdout_colour: bool = False
    stderr_colour: bool = False
    width: int = 80
    height: int = 24
    theme: str = ""
    message_width: int = 0

    @classmethod
    def of(
        cls,
        stdin: TextIO | None,
        stdout: TextIO | None,
        stderr: TextIO | None,
        environ: Mapping[str, str],
    ) -> "Terminal":
        """Return the terminal of three streams; None (a closed stream in Python) discards all.

        `environ` may contain NO_COLOR (no-color.org), CLICOLOR_FORCE (bixense.com/clicolors),
        FORCE_COLOR (force-color.org), TERM, COLUMNS and LINES.
        """
        stdin, stdout, stderr = (stream or _nowhere() for stream in (stdin, stdout, stderr))
        width, height = _size(stdout, environ)
        forced = forced_colour(environ)
        out_tty, err_tty = stdout.isatty(), stderr.isatty()
        return cls(
            stdin,
            stdout,
            stderr,
            stdin_is_tty=stdin.isatty(),
            stdout_is_tty=out_tty,
            stderr_is_tty=err_tty,
            stdout_colour=out_tty if forced is None else forced,
            stderr_colour=err_tty if forced is None else forced,
            width=width,
            height=height,
            message_width=_size(stderr, environ)[0] if err_tty else 0,
        )

    def with_colour(self, when: str, environ: Mapping[str, str]) -> "Terminal":
        """Return a copy with color `always`, `never`, or (`auto`) where it goes to a terminal."""
        able = when == "auto" and environ.get("TERM") != "dumb"
        return self._replace(
            stdout_colour=when == "always" or (able and self.stdout_is_tty),
            stderr_colour=when == "always" or (able and self.stderr_is_tty),
        )

    def styled(self, text: str, style: str) -> str:
        """Return the text painted in a style (see `paint`) if stdout has colors."""
        return paint(text, style) if self.stdout_colour else text

    def muted(self) -> "Terminal":
        """Return a copy that discards everything written to stderr."""
        return self._replace(stderr=_nowhere(), stderr_is_tty=False, stderr_colour=False)

    @property
    def interactive(self) -> bool:
        """Whether the user can be asked: stdin and stdout are terminals."""
        return self.stdin_is_tty and self.stdout_is_tty

    @property
    def utf8(self) -> bool:
        """Whether stdout is encoded in UTF-8."""
        return codecs.lookup(self.stdout.encoding or "utf-8").name == "utf-8"

    @property
    def has_waiting_input(self) -> bool:
        """Whether stdin is a file or pipe with unread text; this neither reads nor waits."""
        try:
            number = self.stdin.fileno()
            status = os.fstat(number)
            if S_ISREG(status.st_mode):
                return status.st_size > os.lseek(number, 0, os.SEEK_CUR)
            if not S_ISFIFO(status.st_mode):
                return False
            from fcntl import ioctl
            from termios import FIONREAD

            return any(ioctl(number, FIONREAD, bytes(4)))
        except (OSError, ValueError, ImportError):  # no file, closed, or another system
            return False

    def write(self, text: str) -> None:
        """Write text to stdout; on a terminal its colors become those of the theme."""
        _write(self.stdout, self.themed(text) if self.stdout_is_tty else text)

    def themed(self, text: str) -> str:
        """Return text with the colors of the theme, `dark` or `light`, if one is set."""
        colours = _THEMES.get(self.theme)
        return re.sub(r"\x1b\[([0-9;]+)m", partial(_recoloured, colours), text) if colours else text

    def write_safe(self, text: str) -> None:
        """Write untrusted text; on a terminal, control characters are escaped."""
        self.write(visible(text, newline=True) if self.stdout_is_tty else text)

    def write_line(self, text: str) -> None:
        """Write one untrusted line, such as a file name; escaped like `write_safe`."""
        self.write((visible(text) if self.stdout_is_tty else text) + "\n")

    def write_bytes(self, data: bytes) -> None:
        """Write bytes unchanged, in order with the output of `write`."""
        self.stdout.flush()
        self.stdout.buffer.write(data)

    def flush(self) -> None:
        """Flush stdout; raises BrokenPipeError if the pipe is closed."""
        self.stdout.flush()

    def abandon(self) -> None:
        """Discard what a closed pipe did not accept, so that the program exits without an error."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.stdout.fileno())
        os.close(nowhere)

    def ask(self, question: str) -> str | None:
        """Ask on stderr and return the answer, one stripped line; None at the end of input."""
        self.flush()
        _write(self.stderr, visible(question))
        self.stderr.flush()
        answer = self.stdin.readline()
        if not answer.endswith("\n"):
            _write(self.stderr, "\n")  # what follows begins a line of its own
        return answer.strip() if answer else None

    def draw_line(self, text: str) -> None:
        """Replace the current line on stderr with trusted text, which may have ANSI codes."""
        _write(self.stderr, f"\r\x1b[K{text}")
        self.stderr.flush()

    def say(self, text: str, style: str = "") -> None:
        """Write a line to stderr, after flushing stdout; control characters are escaped."""
        self.stdout.flush()
        for line in self._wrapped(text):
            self._tell((paint(line, style) if self.stderr_colour else line) + "\n")

    def warn(self, text: str) -> None:
        """Write a warning to stderr."""
        self._labelled("warning:", "yellow", text)

    def error(self, text: str) -> None:
        """Write an error message to stderr."""
        self._labelled("error:", "bold red", text)

    def hint(self, text: str) -> None:
        """Write a hint to stderr."""
        self._labelled("hint:", "cyan", text)

    def _labelled(self, label: str, style: str, text: str) -> None:
        self.stdout.flush()
        shown = paint(label, style) if self.stderr_colour else label
        told = "\n".join(self._wrapped(f"{label} {text}"))
        self._tell(f"{shown}{told.removeprefix(label)}\n")

    def _wrapped(self, text: str) -> list[str]:
        """Return a message as lines that fit stderr, whole words on each; a layout stays."""
        line = visible(text, newline=True)
        if not self.message_width or line.startswith(" ") or "\n" in line:
            return [line]
        return wrap_words(line, self.message_width, "  ")

    def _tell(self, text: str) -> None:
        _write(self.stderr, self.themed(text) if self.stderr_is_tty else text)


def _recoloured(colours: Mapping[str, int], codes: re.Match[str]) -> str:
    words = codes[1].split(";")
    if "38" in words:  # a color of 256 already
        return codes[0]
    return (
        f"\x1b[{';'.join(f'38;5;{colours[word]}' if word in colours else word for word in words)}m"
    )


def _nowhere() -> TextIO:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.flush()
        stream.buffer.write(_encoded(text, stream.encoding))


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text.translate(_DRAWN).encode(encoding, "replace")


def forced_colour(environ: Mapping[str, str]) -> bool | None:
    """Return what the environment says of colors, whether on a terminal or not; None: nothing."""
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "") not in ("", "0") for name in ("CLICOLOR_FORCE", "FORCE_COLOR")):
        return True
    return False if environ.get("TERM") == "dumb" else None


def _size(stdout: TextIO, environ: Mapping[str, str]) -> tuple[int, int]:
    try:
        measured = os.get_terminal_size(stdout.fileno())
    except (OSError, ValueError):
        measured = os.terminal_size((0, 0))
    width, height = (
        _count(environ.get(name, "")) or seen
        for name, seen in zip(("COLUMNS", "LINES"), measured, strict=True)
    )
    return width or 80, height or 24


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
