"""Measure on real posts that an edit changes only what was requested.

    python -m tools.lossless DIR... [--split space|comma|one] [--headers] [--psych] [--js-yaml]

Every post file under DIR is split and joined. Then a tag is added, the title changed (also to one
that needs quotes) and `draft: true` set, each separately, and each is reverted. No file is written.
The exit code is 1 if a body, or a value other than the edited one, changed.

`--psych` and `--js-yaml` parse each block before and after with Ruby's and JavaScript's YAML
parsers, which Jekyll and most JavaScript generators use; js-yaml is found through NODE_PATH.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from blogcli.errors import BlogError
from blogcli.posts.formats import Drop, Edit, Put, edit, load
from blogcli.posts.formats.operations import Missing, value_at
from blogcli.posts.model.conventions import Split
from blogcli.posts.model.document import Document, split
from blogcli.posts.model.fields import BY_NAME
from blogcli.posts.model.values import KeyPath, Value, key_path, same

SUFFIXES = frozenset(".md .markdown .mkd .mkdn .mdown .mdx .html .text".split())  # noqa: SIM905
TAG = "blogcli-probe"
TITLE = "A probe of blogcli"
HARD_TITLE = """It's a "probe": #1 — [x] {y}"""
SEPARATORS = {Split.SPACE: " ", Split.COMMA: ", "}
READERS = {
    "psych": ("ruby", str(Path(__file__).with_name("read_yaml.rb"))),
    "js-yaml": ("node", str(Path(__file__).with_name("read_yaml.mjs"))),
}
_ZOLA = re.compile(r"^base_url\s*=", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of posts, and the conventions of its generator."""

    path: Path
    split: Split
    headers: bool

    @property
    def is_zola(self) -> bool:
        """Whether the folder is a Zola site."""
        config = self.path / "config.toml"
        return config.is_file() and _ZOLA.search(config.read_text("utf-8")) is not None

    def posts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the bytes of each post."""
        for path in sorted(self.path.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield path.relative_to(self.path).as_posix(), path.read_bytes()


@dataclass(frozen=True, slots=True)
class Sample:
    """A YAML block before and after an edit of `key`."""

    before: str
    after: str
    key: str


@dataclass(slots=True)
class Tally:
    """The results of one kind of edit over all posts."""

    counts: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    not_undone: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)


def probes(document: Document, folder: Folder) -> dict[str, Put]:
    """Return the edits to test on one post."""
    values = load(document).values
    return {
        "tag": _tag(values, folder),
        "title": Put(_key("title", values), TITLE),
        "hard": Put(_key("title", values), HARD_TITLE),
        "draft": Put(("draft",), True),
    }


def _key(name: str, values: Mapping[str, Value]) -> KeyPath:
    paths = [key_path(key) for key in BY_NAME[name].keys]
    return next((path for path in paths if _old(values, path) is not None), paths[0])


def _old(values: Mapping[str, Value], path: KeyPath) -> Value:
    old = value_at(values, path)
    return None if isinstance(old, Missing) else old


def _tag(values: Mapping[str, Value], folder: Folder) -> Put:
    key = _key("tags", values)
    old = _old(values, key)
    if isinstance(value_at(values, key), Missing) and folder.is_zola:
        key = ("taxonomies", "tags")
    if isinstance(old, list):
        return Put(key, [*old, TAG])
    separator = SEPARATORS.get(folder.split)
    if isinstance(old, str) and old and separator:
        return Put(key, f"{old}{separator}{TAG}")
    kept = [] if old in (None, "") else [old]
    return Put(key, TAG if folder.headers and not kept else [*kept, TAG])


def measure(path: str, document: Document, put: Put, tally: Tally) -> None:
    """Make one edit, count what it changed, and revert it."""
    data, before = document.join(), load(document)
    tally.counts["posts"] += 1
    try:
        edited = edit(document, [put])
        old = value_at(before.values, put.key)
        undo: Edit = Drop(put.key) if isinstance(old, Missing) else Put(put.key, old)
        undone = edit(edited, [undo]).join()
    except BlogError as error:
        tally.refusals.append(f"{path}: {error.message}")
        return
    tally.counts["edited"] += 1
    tally.counts[_size(data, edited.join())] += 1
    head = put.key[0].casefold()
    others = [_without(values, head) for values in (before.values, load(edited).values)]
    for name, holds in (("values", same(*others)), ("body", edited.body == document.body)):
        tally.counts[name] += holds
        if not holds:
            tally.damaged.append(f"{path}: {name} changed")
    tally.counts["undone"] += undone == data
    if undone != data:
        tally.not_undone.append(path)
    if document.format == "yaml":
        tally.samples.append(Sample(document.meta, edited.meta, head))


def _without(values: Mapping[str, Value], head: str) -> Value:
    return {key: value for key, value in values.items() if key.casefold() != head}


def _size(before: bytes, after: bytes) -> str:
    """Return the size of the difference: the lines of the longer side of the hunk."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    lines = max(len(old), len(new))
    return "0 lines" if not lines else "1 line" if lines == 1 else "2-3" if lines < 4 else "larger"


def read_with(command: Sequence[str], texts: Sequence[str]) -> list[dict[str, Value]]:
    """Parse the texts with another YAML parser: {"value": …} or {"error": …} for each."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    answer = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def cross_read(name: str, samples: Sequence[Sample]) -> str:
    """Return one line of the report: how another parser reads the edited blocks."""
    unique = [*dict.fromkeys(text for one in samples for text in (one.before, one.after))]
    answers = dict(zip(unique, read_with(READERS[name], unique), strict=True))
    counts: Counter[str] = Counter()
    for sample in samples:
        before, after = answers[sample.before], answers[sample.after]
        if "error" in before:
            counts["failed before"] += 1
        elif "error" in after:
            counts["newly broken"] += 1
        elif _others(before, sample.key) != _others(after, sample.key):
            counts["differing"] += 1
        else:
            counts["same"] += 1
    shown = ("same", "failed before", "newly broken", "differing")
    return f"{name}: " + ", ".join(f"{counts[key]} {key}" for key in shown)


def _others(answer: dict[str, Value], head: str) -> Value:
    value = answer["value"]
    return _without(value, head) if isinstance(value, dict) else {}


COLUMNS = ("posts", "edited", "1 line", "2-3", "larger", "undone", "values", "body", "refused")


def report(folder: Folder, tallies: dict[str, Tally], whole: Counter[str]) -> None:
    """Print the table of one folder, and its refusals and damages."""
    print(f"\n{folder.path}: " + ", ".join(f"{count} {what}" for what, count in whole.items()))
    print("".join(f"{column:>8}" for column in ("", *COLUMNS)))
    for name, tally in tallies.items():
        counts = tally.counts | Counter(refused=len(tally.refusals))
        print("".join(f"{cell:>8}" for cell in (name, *(counts[column] for column in COLUMNS))))
    for name, tally in tallies.items():
        for what in ("refusals", "damaged", "not_undone"):
            for line in getattr(tally, what):
                print(f"  {name} {what.replace('_', ' ')}: {line}")


def run(folder: Folder, readers: Sequence[str]) -> bool:
    """Measure one folder and print its table; return whether nothing was damaged."""
    whole: Counter[str] = Counter()
    tallies: dict[str, Tally] = {}
    for path, data in folder.posts():
        whole["files"] += 1
        try:
            document = split(data, headers=folder.headers)
        except BlogError as error:
            whole["unreadable"] += 1
            print(f"  {path}: {error.message}")
            continue
        whole["joined to the same bytes"] += document.join() == data
        whole[document.format] += 1
        if document.format not in ("none", "foreign"):
            for name, put in probes(document, folder).items():
                measure(path, document, put, tallies.setdefault(name, Tally()))
    report(folder, tallies, whole)
    samples = [sample for tally in tallies.values() for sample in tally.samples]
    for reader in readers if samples else ():
        print("  " + cross_read(reader, samples))
    return not any(tally.damaged for tally in tallies.values())


def main() -> int:
    """Measure all folders; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--split", choices=[*Split], type=Split, default=Split.ONE)
    parser.add_argument("--headers", action="store_true", help="Pelican's headers")
    for reader in READERS:
        parser.add_argument(f"--{reader}", action="append_const", dest="readers", const=reader)
    options = parser.parse_args()
    folders = [Folder(path, options.split, options.headers) for path in options.folders]
    undamaged = [run(folder, options.readers or ()) for folder in folders]
    return 0 if all(undamaged) else 1


if __name__ == "__main__":
    raise SystemExit(main())
