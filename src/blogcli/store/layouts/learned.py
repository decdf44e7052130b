"""The draft marks of a blog whose generator has none: those that the site itself uses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.status import DRAFT_MARKS, Reading
from blogcli.store.fs.files import StrPath, beginning
from blogcli.store.layouts.generator_files import generator_text
from blogcli.store.layouts.walk import is_never_entered

_CODE = (".js", ".mjs", ".cjs", ".ts", ".mts", ".astro", ".11tydata.json", ".njk", ".liquid")
_FOLDERS = ("", "src", "content", "config", "_config", "lib", "posts", "blog", "_data", "_includes")
_MOST_FILES, _MOST_ENTRIES, _DEEPEST = 200, 4000, 5
_ASKED_POSTS = 40
_LEARNED = ("draft", "published")


def with_learned_marks(
    conventions: Conventions, root: StrPath, folders: Sequence[str]
) -> Conventions:
    """Return the conventions with the marks that the site uses.

    They are those that the code of the site at `root` reads, or that most posts in `folders` carry.
    Code is searched, not run: a key counts if it is read as a member (`data.draft`), and then any
    value that JavaScript takes for true, unless it is compared (`=== true`). A post that says that
    it is no draft, as by `published: true`, shows that its blog uses the key.
    """
    read: dict[str, Reading] = {}
    for text in _code(root):
        for key in _LEARNED:
            if re.search(rf"\b{key}[ \t]*[!=]==[ \t]*(?:true|false)\b", text):
                read[key] = "bool"
            elif re.search(_member(key), text):
                read.setdefault(key, "js" if DRAFT_MARKS[key].draft else "bool")
    posts = [*islice(_fronts(root, folders), _ASKED_POSTS)]
    for key in _LEARNED:
        if _most_state(key, posts):
            read.setdefault(key, "bool")
    marks = [
        DRAFT_MARKS[key]._replace(reads=read[key], exact=True) for key in _LEARNED if key in read
    ]
    return conventions._replace(
        draft_key=marks[0].key if marks else "",
        status=conventions.status._replace(marks=(*marks, *conventions.status.marks)),
    )


def _most_state(key: str, fronts: Sequence[str]) -> bool:
    live = re.compile(rf"(?m)^{key}[ \t]*:[ \t]*{str(DRAFT_MARKS[key].live).lower()}\b")
    states = sum(live.search(text) is not None for text in fronts)
    return states > 1 and states * 2 > len(fronts)


def _member(key: str) -> str:
    return rf"(?:\.|\?\.){key}\b(?!\s*[:(])|\[[\"']{key}[\"']\]|[{{,]\s*{key}\s*[,}}]"


def _code(root: StrPath) -> Iterator[str]:
    """Yield the texts of the site's own code, as far as a short look finds it."""
    seen: set[str] = set()
    left = _MOST_ENTRIES
    files = 0
    waiting = [(os.path.join(root, name) if name else os.fspath(root), 1) for name in _FOLDERS]
    while waiting and left > 0:
        folder, depth = waiting.pop(0)
        if folder in seen or not os.path.isdir(folder) or os.path.islink(folder):
            continue
        seen.add(folder)
        for entry in islice(os.scandir(folder), left):
            left -= 1
            if entry.name.endswith(_CODE) and entry.is_file(follow_symlinks=False):
                files += 1
                if files > _MOST_FILES:
                    return
                yield generator_text(entry.path)
            elif folder != os.fspath(root) and depth < _DEEPEST and _is_entered(entry):
                waiting.append((entry.path, depth + 1))


def _is_entered(entry: os.DirEntry[str]) -> bool:
    return not is_never_entered(entry.name) and entry.is_dir(follow_symlinks=False)


def _fronts(root: StrPath, folders: Sequence[str]) -> Iterator[str]:
    """Yield the first kilobytes of posts below the folders."""
    for folder in folders:
        for place, below, names in os.walk(f"{root}/{folder}"):
            below[:] = sorted(name for name in below if not is_never_entered(name))
            for name in sorted(names):
                if name.endswith((".md", ".mdx", ".markdown")):
                    data = beginning(f"{place}/{name}") or b""
                    yield data.decode(errors="replace").partition("\n---")[0]
