"""Splitting the bytes of a post file into its parts, and joining them again without loss."""

import re
from typing import Literal, NamedTuple

from blogcli.errors import Unreadable

DocumentFormat = Literal["yaml", "toml", "json", "headers", "none", "foreign"]


class Document(NamedTuple):
    """The parts of a post file; `join` returns the same bytes.

    `bom` is b"" or the UTF-8 byte order mark. `opening` and `closing` are the fence lines with
    their line ends; for JSON and headers, `opening` holds no fence and `closing` is what ends the
    block. `meta` is the front matter's text between them. `body` is kept as bytes. `format` is
    "none" without front matter, and "foreign" for front matter that is recognized but not parsed
    (`reason` says which).
    """

    format: DocumentFormat
    body: bytes
    bom: bytes = b""
    opening: bytes = b""
    meta: str = ""
    closing: bytes = b""
    reason: str = ""

    def join(self) -> bytes:
        """Return the bytes of the file."""
        return self.bom + self.opening + self.meta.encode() + self.closing + self.body

    @property
    def newline(self) -> str:
        """Return the line end of the file's first line; a line feed if the file has none."""
        for part in (self.opening, self.meta.encode(), self.closing, self.body):
            line, end, _ = part.partition(b"\n")
            if end:
                return "\r\n" if line.endswith(b"\r") else "\n"
        return "\n"

    def line(self, offset: int) -> int:
        """Return the line in the file, from 1, of the character at `offset` of `meta`."""
        return self.opening.count(b"\n") + self.meta.count("\n", 0, offset) + 1


class _Fence(NamedTuple):
    """The patterns that recognize one kind of front matter between two fence lines.

    `closing` includes the line end before it. `entry` matches a plausible first line: with it, a
    block that is never closed is an error; without it, the fence is a thematic break of a text
    without front matter.
    """

    format: DocumentFormat
    opening: re.Pattern[bytes]
    closing: re.Pattern[bytes]
    entry: re.Pattern[bytes]
    name: str


def _line(fence: bytes) -> re.Pattern[bytes]:
    # A search that starts with a literal byte is ten times as fast as one with `^`.
    return re.compile(rb"\n(?:%b)[ \t]*(?:\r?\n|\Z)" % fence)


_KEY = re.compile(rb"[ \t]*[^\s#:][^:\n]*:(?:\s|\Z)")
_ASSIGNMENT = re.compile(rb"[ \t]*(?:[\w\"'][^\n=]*=|\[)")
_NEVER = re.compile(rb"(?!)")

_FENCES = (
    # Jekyll and Pandoc also close with `...`; a longer row of dashes is in use too.
    _Fence("yaml", re.compile(rb"---[ \t]*\r?\n"), _line(rb"-{3,}|\.{3}"), _KEY, "---"),
    _Fence("toml", re.compile(rb"\+{3}[ \t]*\r?\n"), _line(rb"\+{3}"), _ASSIGNMENT, "+++"),
    # gray-matter (Eleventy, Astro, Docusaurus) takes a language after the fence.
    _Fence("foreign", re.compile(rb"---[ \t]*\w+[ \t]*\r?\n"), _line(rb"-{3}"), _NEVER, "---"),
    _Fence("foreign", re.compile(rb";;;[ \t]*\r?\n"), _line(rb";;;"), _NEVER, ";;;"),
)

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PROBE = 8192  # bytes that are searched for what may stand anywhere near the top
_BLANKS = re.compile(rb"\s*")

# What follows is compiled at its first use: most posts begin with a fence.
_OBJECT = rb"\{\s*(?:\"|\}[ \t]*(?:\r?\n|\Z))"
_REST_OF_LINE = rb"[ \t]*(?:\r?\n|\Z)"

# Python-Markdown's meta-data extension, which reads Pelican's headers.
_HEADERS = (
    rb"[ ]{0,3}[A-Za-z0-9_-]+:[^\n]*(?:\n|\Z)"
    rb"(?:(?:[ ]{0,3}[A-Za-z0-9_-]+:|(?:[ ]{4}|[ ]{0,3}\t)[ \t]*\S)[^\n]*(?:\n|\Z))*+"
)
_HEADERS_OPENING = rb"---[ \t]*\r?\n"
_HEADERS_CLOSING = rb"(?:-{3}|\.{3})[^\n]*(?:\n|\Z)|[ \t]*(?:\r?\n|\Z)"

# Hexo also reads a block without an opening fence; two lines or more, since one is a heading.
_UNOPENED = (
    rb"(?i:title|date|layout|tags?|categories):[^\n]*\n"
    rb"(?:[A-Za-z_][\w-]*:[^\n]*\n|[ \t]*-[ \t][^\n]*\n|[ \t]+\S[^\n]*\n){1,200}?"
    rb"-{3,}[ \t]*(?:\r?\n|\Z)"
)

# An MDX post may export its metadata after its imports (Next.js, Astro).
_MDX_EXPORT = rb"(?:import\b[^\n]*\n|[ \t]*\r?\n)*+export\s+const\s+(metadata|frontmatter|meta)\b"


def split(data: bytes, *, headers: bool = False) -> Document:
    """Split a post file into its parts; `headers` allows Pelican's `Title: x` lines.

    Such lines are no YAML between `---` lines either.

    YAML between `---` lines (closed by `---` or `...`), TOML between `+++` lines and a leading JSON
    object (Hugo) are parsed; blank lines may precede them. Raise Unreadable, with the line, for a
    file that is not UTF-8 text, for front matter that is never closed, and for broken JSON.
    """
    if data.startswith(_UTF16):
        raise Unreadable("is UTF-16", "save it as UTF-8", line=1)
    if data.find(b"\0", 0, _PROBE) >= 0:
        raise Unreadable("is a binary file", "posts are text in UTF-8")
    bom = _BOM if data.startswith(_BOM) else b""
    text = data[len(bom) :]
    blanks = _BLANKS.match(text)
    start = text.rfind(b"\n", 0, blanks.end() if blanks else 0) + 1
    found = _split_headers(text, bom) if headers else None
    found = found or _split_fenced(text, start, bom) or _split_json(text, start, bom)
    if not found and re.match(_UNOPENED, text[start:]):
        reason = "front matter without an opening `---` is not supported"
        found = Document("foreign", text, bom, reason=reason)
    if not found and (export := re.match(_MDX_EXPORT, text[:_PROBE])):
        reason = f"front matter in `export const {export[1].decode()}` is not supported"
        found = Document("foreign", text, bom, reason=reason)
    return found or Document("none", text, bom)


def _split_fenced(text: bytes, start: int, bom: bytes) -> Document | None:
    for fence in _FENCES:
        if not (opening := fence.opening.match(text, start)):
            continue
        is_entry = fence.entry.match(text, opening.end())
        closing = fence.closing.search(text, opening.end() - 1)
        if closing and (is_entry or start == 0 or fence.format != "yaml"):
            reason = ""
            if fence.format == "foreign":
                reason = f"front matter between `{opening[0].strip().decode()}` is not supported"
            return Document(
                fence.format,
                text[closing.end() :],
                bom,
                text[: opening.end()],
                _decoded(text, opening.end(), closing.start() + 1),
                closing[0][1:],
                reason,
            )
        if is_entry and start == 0:
            raise Unreadable(
                f"the front matter opened with `{fence.name}` is never closed",
                f"end it with a line of `{fence.name}`",
                line=1,
            )
    return None


def _split_json(text: bytes, start: int, bom: bytes) -> Document | None:
    if not (text.startswith(b"{", start) and re.match(_OBJECT, text[start:])):
        return None
    from json import JSONDecodeError, JSONDecoder

    hint = "fix the `{…}` at the top of the file"
    source = text[start:].decode(errors="surrogateescape")
    try:
        _, length = JSONDecoder().raw_decode(source)
    except JSONDecodeError as error:
        line = text.count(b"\n", 0, start) + error.lineno
        raise Unreadable(f"the front matter is not JSON: {error.msg}", hint, line=line) from None
    except (RecursionError, ValueError) as error:  # a number of thousands of digits
        fault = "is nested too deeply" if isinstance(error, RecursionError) else "is not JSON"
        raise Unreadable(f"the front matter {fault}", hint, line=1) from None
    end = start + len(source[:length].encode(errors="surrogateescape"))
    rest = re.match(_REST_OF_LINE, text[end:])
    closing = rest[0] if rest else b""
    meta = _decoded(text, start, end)
    return Document("json", text[end + len(closing) :], bom, text[:start], meta, closing)


def _split_headers(text: bytes, bom: bytes) -> Document | None:
    """Split header lines off, which end with a blank line or a fence.

    Between fences, what has other lines too is left to a reader of YAML, such as a plugin's.
    """
    fence = re.match(_HEADERS_OPENING, text)
    opening = fence[0] if fence else b""
    if not (lines := re.match(_HEADERS, text[len(opening) :])):
        return None
    end = len(opening) + lines.end()
    after = re.match(_HEADERS_CLOSING, text[end:])
    if fence and not after:
        return None
    closing = after[0] if after else b""
    meta = _decoded(text, len(opening), end)
    return Document("headers", text[end + len(closing) :], bom, opening, meta, closing)


def _decoded(text: bytes, start: int, end: int) -> str:
    """Decode a slice of the text; raise Unreadable with the line of the first invalid byte."""
    try:
        return text[start:end].decode()
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, start + error.start) + 1
        raise Unreadable("the front matter is not UTF-8", "save it as UTF-8", line=line) from None
