"""Brackets, braces and quotes that front matter opens and never closes, and hints for it."""

from __future__ import annotations

import re

from blogcli.posts.model.document import Document

_MOST = 20_000  # characters of front matter that are looked through

_NAMES = {"[": "bracket", "{": "brace", '"': "quote", "'": "quote"}

_YAML_VALUE = re.compile(
    r"^(?P<indent>[ \t]*+)(?:-[ \t]++)*+"
    r"(?:(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s#\-\"'\[\]{}][^\n:]*(?::(?=\S)[^\n:]*)*):[ \t]+)?"
    r"(?P<value>[\[{\"']|[|>][0-9+-]*[ \t]*$)",
    re.MULTILINE,
)
_TOML_VALUE = re.compile(r"^[ \t]*+[\w.\"' \t-]+=[ \t]*(?P<value>[\[{\"'])", re.MULTILINE)

# What a value cannot go on into: the next key at the start of a line.
_YAML_KEY = re.compile(r"\n[^\s#\-\[\]{}\"',][^\n]*?:(?=\s|\Z)")
_TOML_KEY = re.compile(
    r"\n[ \t]*(?:[\w.-]+|\"[^\"\n]*\")[ \t]*=|\n[ \t]*\[\[?[\w.-]+\]\]?[ \t]*(?=\n)"
)

_YAML_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'", re.DOTALL)
_TOML_STRING = re.compile(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+\"\"\"\"{0,2}|'''(?:[^']|'(?!''))*+''''{0,2}"
    r"|\"(?!\"\")(?:[^\"\\\n]|\\.)*+\"|'(?!'')[^'\n]*+'|\"\"(?!\")|''(?!')",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?:[^\s,\[\]{}:#]|(?<=\S)#|:(?=\S))(?:[^,\[\]{}\n:#]|(?<=\S)#|:(?=\S))*+")
_COMMENT = re.compile(r"#[^\n]*")


def unclosed(document: Document) -> tuple[str, int] | None:
    """Return what is opened and never closed, such as `bracket`, and its line; None for nothing.

    It is looked for in YAML and TOML that cannot be parsed.
    """
    is_yaml = document.format == "yaml"
    if (not is_yaml and document.format != "toml") or len(document.meta) > _MOST:
        return None
    text, at = document.meta, 0
    while found := (_YAML_VALUE if is_yaml else _TOML_VALUE).search(text, at):
        start = found.start("value")
        if text[start] in "|>":
            at = _block_end(text, found.end(), len(found["indent"]))
            continue
        end = _end(text, start, is_yaml=is_yaml)
        if isinstance(end, str):
            return _NAMES[end], document.line(start)
        at = max(end, found.end())
    return None


def _block_end(text: str, at: int, indent: int) -> int:
    """Return the end of a block scalar: the lines that are indented more than its key."""
    more = re.compile(rf"\n(?:[ \t]{{{indent + 1},}}[^\n]*|[ \t]*(?=\n|\Z))")
    while at < len(text) and (line := more.match(text, at)):
        at = line.end()
    return max(at, 1)


def _end(text: str, start: int, *, is_yaml: bool) -> int | str:
    """Return where the value at `start` ends, or the character that is never closed."""
    strings, keys = (_YAML_STRING, _YAML_KEY) if is_yaml else (_TOML_STRING, _TOML_KEY)
    stop = key.start() if (key := keys.search(text, start)) else len(text)
    depth: list[str] = []
    at = start
    while at < len(text):
        char = text[at]
        if char in "\"'":
            string = strings.match(text, at)
            inside = string and (keys.search(string[0]) if is_yaml else None)
            if not string or inside:
                return char
            at = string.end()
        elif depth and at >= stop:
            return depth[-1]
        elif char in "[{":
            depth.append(char)
            at += 1
        elif char in "]}":
            if depth.pop() + char not in ("[]", "{}"):
                return "[" if char == "}" else "{"
            at += 1
        else:
            token = _COMMENT.match(text, at) or _PLAIN.match(text, at)
            at = token.end() if token else at + 1
        if not depth:
            return at
    return depth[-1]


def hint_for(document: Document, message: str, line: int | None) -> str:
    """Return what to do about front matter that cannot be parsed, with the parser's message."""
    found = unclosed(document)
    if found:
        opened = "" if found[1] == line else f" opened on line {found[1]}"
        return f"close the {found[0]}{opened}"
    if "\\t" in message or re.search(r"\btabs?\b", message):
        return "indent with spaces, not with tabs"
    if "block sequence entries" in message:
        return "put each item of a list on a line of its own"
    if "escape" in message:
        return "use single quotes, or write \\\\ for a backslash"
    return ""
