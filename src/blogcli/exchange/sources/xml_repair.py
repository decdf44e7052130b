"""Repair broken XML while it is streamed; changes are counted."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from html.entities import html5

from blogcli.exchange.sources.export_file import Stream
from blogcli.exchange.text.encoding import PROLOG, decoded

# People cut exports and join the parts: known prefixes keep their namespace.
_NAMESPACES = {
    "app": "http://purl.org/atom/app#",
    "blogger": "http://schemas.google.com/blogger/2018",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "gd": "http://schemas.google.com/g/2005",
    "georss": "http://www.georss.org/georss",
    "media": "http://search.yahoo.com/mrss/",
    "openSearch": "http://a9.com/-/spec/opensearchrss/1.0/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "wp": "http://wordpress.org/export/1.2/",
}
_ATOM = "http://www.w3.org/2005/Atom"

_PIECE = 64 << 10
_HELD = 64  # characters held back so that no token is split
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udc7f\udd00-\udfff]")
_SURROGATES = range(0xD800, 0xE000)
_BAD_BYTES = re.compile("[\udc80-\udcff]")
_LOOSE = re.compile(
    r"&#(?P<code>\d{1,8}|x[0-9a-fA-F]{1,6});|&(?!(?:amp|lt|gt|quot|apos);)(?P<name>\w{1,32};)?|\]\]>"
)
_DECLARATION = re.compile(r"\A\s*(?:<\?xml\b[^>]*\?>)?")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)([^<>]*?)(/?)>")
_LIKELY = re.compile(r"ascii|iso8859-\d+|cp\d+|koi8-\w|mac-\w+|(?:shift_jis|euc_|gb|big5)\w*")
_ENCODING = re.compile(r"<\?xml\b[^>]*\bencoding\s*=\s*['\"]([\w.-]+)")
_UNENDED = re.compile(r"<[A-Za-z][^<>]*+(?=<)")
_MOST_UNENDED = 1000  # the parser takes ever longer for the next one
_OPEN, _CLOSE = "<![CDATA[", "]]>"


class Repaired:
    """A UTF-8 stream of the repaired XML; it must be read to its end.

    Invalid bytes are decoded as Windows-1252, control characters are removed, a bare `&` and
    `]]>` are escaped, HTML entities become characters, missing namespace prefixes of known exports
    are declared, and a file of entries without a root gets one. In CDATA, only invalid characters
    are changed. Raise SyntaxError where too many tags have no end.
    `starts` counts the entries that begin; `is_open` is true if the last did not end.
    """

    def __init__(self, stream: Stream, entry: str) -> None:
        self._stream = stream
        self._counts: Counter[str] = Counter()
        self._in_cdata = False
        self._unended = 0
        self._ended = False
        self._ready = bytearray()
        self._mark = re.compile(rf"<(/?)(?:\w+:)?{entry}(?=[\s/>])")
        self.starts = 0
        self.is_open = False
        head = stream.read(_PIECE)
        self._decoder = _decoder(head)
        self._text, self._after = _with_root(self._cleaned(head), entry)

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes of the repaired XML, all for -1."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._more()
        taken = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[: len(taken)]
        return taken

    def repairs(self) -> str:
        """Return the repairs as text for the report; "" if only the parser had to recover."""
        return ", ".join(f"{count} {what}" for what, count in self._counts.items())

    def _more(self) -> None:
        data = self._stream.read(_PIECE)
        self._text += self._cleaned(data)
        if data:
            text, self._text = self._text[:-_HELD], self._text[-_HELD:]
        else:
            text, self._text = self._text + self._after, ""
            self._ended = True
        # A token that is cut at the end waits for the next chunk.
        cut = max(text.rfind("<", -_HELD), text.rfind("&", -_HELD), text.rfind("]", -_HELD) - 2)
        if data and cut >= 0:
            text, self._text = text[:cut], text[cut:] + self._text
        self._ready += self._mended(text).encode()

    def _cleaned(self, data: bytes) -> str:
        text = self._decoder.decode(data, final=not data)
        text, bad = _BAD_BYTES.subn(lambda char: _as_windows(char[0]), text)
        text, controls = _CONTROLS.subn("", text)
        self._count("bytes invalid in its encoding", bad)
        self._count("control characters", controls)
        return text

    def _mended(self, text: str) -> str:
        parts = []
        position = 0
        while position < len(text):
            mark = _CLOSE if self._in_cdata else _OPEN
            found = text.find(mark, position)
            end = len(text) if found < 0 else found
            piece = text[position:end]
            parts.append(piece if self._in_cdata else self._escaped(piece))
            position = end
            if found >= 0:
                parts.append(mark)
                position += len(mark)
                self._in_cdata = not self._in_cdata
        return "".join(parts)

    def _escaped(self, text: str) -> str:
        for mark in self._mark.finditer(text):
            self.is_open = not mark[1]
            self.starts += self.is_open
        self._unended += len(_UNENDED.findall(text))
        if self._unended > _MOST_UNENDED:
            raise SyntaxError(f"more than {_MOST_UNENDED} tags have no end")
        return _LOOSE.sub(self._loose, text)

    def _loose(self, found: re.Match[str]) -> str:
        code, name = found["code"], found["name"]
        if code:
            if _is_char(code):
                return found[0]
            self._count("control characters", 1)  # the parser would drop later ones too
            return ""
        if found[0] == _CLOSE:
            self._count("loose ]]>", 1)
            return "]]&gt;"
        if name in html5:
            self._count("HTML entities", 1)
            return html5[name]
        self._count("loose &", 1)
        return "&amp;" + (name or "")

    def _count(self, what: str, count: int) -> None:
        if count:
            self._counts[what] += count


def _is_char(code: str) -> bool:
    """Return whether XML allows this character number (https://www.w3.org/TR/xml/#charsets)."""
    number = int(code[1:], 16) if code[0] == "x" else int(code)
    return number < 0x110000 and _CONTROLS.match(chr(number)) is None and number not in _SURROGATES


def _as_windows(escaped: str) -> str:
    return bytes([ord(escaped) - 0xDC00]).decode("cp1252", "replace")


def _decoder(head: bytes) -> codecs.IncrementalDecoder:
    """Return a decoder for the declared encoding, for UTF-8 if that is implausible."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return codecs.getincrementaldecoder("utf-16")("replace")
    declared = _ENCODING.search(decoded(head[:400]))
    try:
        name = codecs.lookup(declared[1]).name if declared else "utf-8"
    except (LookupError, ValueError):
        name = "utf-8"
    if not _LIKELY.fullmatch(name) or "<a>".encode(name) != b"<a>":
        name = "utf-8-sig"
    return codecs.getincrementaldecoder(name)("surrogateescape")


def _with_root(text: str, entry: str) -> tuple[str, str]:
    """Return the beginning without XML declaration, with all known prefixes declared in the root.

    The second text is the end tag to append if the file had no root.
    """
    text = _DECLARATION.sub("", text, count=1)
    prolog = PROLOG.match(text)
    root = _ROOT.search(text, prolog.end() if prolog else 0)
    if root is None:
        return text, ""
    name, attributes = root[1], root[2]
    loose = name == entry == "entry"
    known = _NAMESPACES | ({"": _ATOM} if name in ("feed", "entry") else {})
    names = {f"xmlns:{prefix}".rstrip(":"): address for prefix, address in known.items()}
    missing = [
        f' {name}="{address}"'
        for name, address in names.items()
        if loose or not re.search(rf"\s{name}\s*=", attributes)
    ]
    if loose:
        return f"<feed{''.join(missing)}>{text}", "</feed>"
    opening = f"<{name}{attributes}{''.join(missing)}{root[3]}>"
    return text[: root.start()] + opening + text[root.end() :], ""
