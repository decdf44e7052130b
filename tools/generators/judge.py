"""Build a site, edit it with blogcli, build it again, and compare both, post by post."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.generators.model import Built, Environ, Generator, Meta, Row, Site, Text
from tools.generators.pages import answered, dead_links, read_pages
from tools.generators.said import Said, blog, found_by_check, said

HOSTS = ("example.org", "www.example.org")

_DATES = (
    "date",
    "draft",
    "published",
    "status",
    "publishdate",
    "lastmod",
    "pubdate",
    "slug",
    "unlisted",
)
_ADDRESS = ("slug", "aliases", "alias", "redirect_from", "url", "permalink", "path", "title")
CHANGED: Mapping[str, tuple[str, ...]] = {
    "tag": ("tags", "taxonomies"),
    "set": ("description", "summary"),
    "publish": (*_DATES, "alias", "aliases", "redirect_from"),
    "unpublish": _DATES,
    "schedule": _DATES,
    "rename": _ADDRESS,
}
"""The front matter that each command may change."""

PAGES_AFTER = {"publish": "built", "unpublish": "not built", "schedule": "not built"}
"""What becomes of a post's page by a command that says it succeeded."""


@dataclass(frozen=True, slots=True)
class State:
    """A site as its generator and blogcli see it at one moment."""

    built: Built
    error: str
    said: Mapping[str, Said]
    meta: Mapping[str, Meta]


def judge(generator: Generator, site: Site) -> Iterator[Row]:
    """Yield the rows of a site; where it does not build, those of its halves."""
    with tempfile.TemporaryDirectory(prefix="generators-") as folder:
        trial = Trial(generator, site, Path(folder).resolve())
        rows = trial.rows()
    if rows is not None:
        yield from rows
        return
    for half in _halves(site):
        yield from judge(generator, half)


def _halves(site: Site) -> tuple[Site, Site]:
    groups = list(dict.fromkeys(_group(text) for text in site.texts))
    first = set(groups[: len(groups) // 2])
    return (
        site._replace(texts=[text for text in site.texts if _group(text) in first]),
        site._replace(texts=[text for text in site.texts if _group(text) not in first]),
    )


def _group(text: Text) -> str:
    return text.group or str(text.number)


class Trial:
    """One site on disk, in `folder`."""

    def __init__(self, generator: Generator, site: Site, folder: Path) -> None:
        self.generator = generator
        self.site = site
        self.folder = folder
        self.root = folder / "site"
        self.environ = environ_in(folder, site.zone)
        for path, data in site.files.items():
            self._write(path, data)
        for text in site.texts:
            self._write(text.place, generator.post(text))

    def _write(self, path: str, data: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(data, "utf-8")

    @property
    def is_single(self) -> bool:
        """Whether the site cannot be divided."""
        return not self.generator.divides or len({_group(text) for text in self.site.texts}) <= 1

    def state(self, name: str, *, meta: bool) -> State:
        """Build the site and ask blogcli; `meta` reads the front matter too."""
        out = self.folder / name
        out.mkdir()
        error = self.generator.build(self.root, out, self.environ)
        read = self.generator.read(self.root, self.environ) if meta else {}
        return State(read_pages(out), error, said(self.root, self.environ), read)

    def rows(self) -> list[Row] | None:
        """Return the comparisons, None if the site must be divided first."""
        edits = any(text.edit for text in self.site.texts)
        before = self.state("before", meta=edits)
        if before.error:
            return [self._breaks(before.error)] if self.is_single else None
        rows = [*self._links(before)]
        if not edits:
            return [*self._status_and_url("", before), *rows]
        ended = {text: self._edit(text) for text in self.site.texts if text.edit}
        after = self.state("after", meta=True)
        if after.error and not self.is_single:
            return None
        for text, words in ended.items():
            rows += self._effect(text, words, before, after)
        if after.error:
            return [*rows, self._broken_by(ended, after.error)]
        for text, words in ended.items():
            rows += self._links_after(text, words or "", before, after)
        return [*rows, *self._status_and_url("after edits: ", after)]

    def _broken_by(self, ended: Mapping[Text, str | None], error: str) -> Row:
        """Return the row of a build that an edit has broken; it may be named by the command."""
        text, words = next(iter(ended.items()))
        others = [
            one.place for one in self.site.texts if not one.edit and one.place in (words or "")
        ]
        told = f"named {' '.join(others)}" if others else "says nothing"
        return self._row(f"build after {text.edit[0]}", text, _last(error), told)

    def _edit(self, text: Text) -> str | None:
        """Run a text's command; return what it said, None if it refused."""
        ended = blog(
            self.root,
            [text.place if word == "POST" else word for word in text.edit] + ["-y"],
            self.environ,
        )
        return ended.out + ended.err if ended.code == 0 else None

    def _row(self, kind: str, text: Text, truth: str, said: str) -> Row:
        number = str(text.number)
        told = (one.replace(number, "{n}") for one in (text.case, truth, said))
        return Row(kind, self.site.name, *told)

    def _breaks(self, error: str) -> Row:
        found = found_by_check(self.root, self.environ)
        text = self.site.texts[0]
        return self._row(
            "breaks the build", text, _last(error), _last(error) if found else "check finds nothing"
        )

    def _pages(self, text: Text, state: State) -> list[str]:
        """Return the public pages of a text."""
        found = state.built.pages.get(text.token, ())
        return [page for page in found if not page.startswith(self.generator.hidden or "\0")]

    def _status_and_url(self, when: str, state: State) -> Iterator[Row]:
        for text in self.site.texts:
            if text.is_page:
                continue
            one, pages = state.said.get(text.token), self._pages(text, state)
            truth = "built" if pages else "not built"
            told = one.status if one else "not listed"
            told_built = "built" if one and one.is_public else "not built"
            yield self._row(f"{when}status", text, truth, truth if truth == told_built else told)
            if one and pages:
                if not one.url:
                    yield self._row(f"{when}url", text, pages[0], "unknown")
                    continue
                found = answered(one.url, state.built, self.site.prefix)
                same = found in pages
                yield self._row(f"{when}url", text, pages[0], pages[0] if same else one.url)

    def _dead(self, text: Text, state: State) -> list[str]:
        return dead_links(text.token, state.built, self.site.prefix, HOSTS)

    def _links(self, state: State) -> Iterator[Row]:
        """Yield whether `check` finds the links of posts that lead nowhere, and no others."""
        linking = [text for text in self.site.texts if text.body and not text.is_page]
        found = found_by_check(self.root, self.environ) if linking else {}
        for text in linking:
            if state.built.pages.get(text.token):
                dead = self._dead(text, state)
                truth = f"dead {' '.join(dead)}" if dead else "links lead to pages"
                told = found.get(text.place, "nothing")
                same = (text.place in found) is bool(dead)
                yield self._row("links", text, truth, truth if same else f"check finds {told}")

    def _links_after(self, text: Text, words: str, before: State, after: State) -> Iterator[Row]:
        """Yield whether links still lead to pages after an edit of `text`, or are named by it."""
        for one in self.site.texts:
            if one.body and not one.edit and one.group == text.group:
                old = self._dead(one, before)
                dead = [url for url in self._dead(one, after) if url not in old]
                kind = "page" if one.is_page else "post"
                truth = f"dead {' '.join(dead)}" if dead else "links lead to pages"
                told = "not named" if dead and one.place not in words else truth
                yield self._row(f"links of a {kind} after {text.edit[0]}", one, truth, told)

    def _effect(self, text: Text, ended: str | None, before: State, after: State) -> Iterator[Row]:
        command = text.edit[0]
        if ended is None:
            return
        old, new = before.meta.get(text.token, {}), after.meta.get(text.token, {})
        may = CHANGED[command]
        changed = [
            f"{key}: {old.get(key)!r} -> {new.get(key)!r}"
            for key in dict.fromkeys((*old, *new))
            if key.casefold() not in may and old.get(key) != new.get(key)
        ]
        if text.token in after.meta:
            told = "; ".join(changed) or "same"
            yield self._row(f"front matter after {command}", text, told, "same")
        if after.error:
            return
        pages = self._pages(text, after)
        if command in PAGES_AFTER:
            truth = "built" if pages else "not built"
            yield self._row(f"page after {command}", text, truth, PAGES_AFTER[command])
        one, was = after.said.get(text.token), before.said.get(text.token)
        if command == "tag" and one and was and isinstance(new.get("tags"), list):
            yield self._row(
                "tags after tag", text, repr(new["tags"]), repr([*was.tags, text.edit[2]])
            )
        if command == "rename" and one and was and self._pages(text, before):
            yield self._redirect(text, was, one, before, after)

    def _redirect(self, text: Text, was: Said, one: Said, before: State, after: State) -> Row:
        old = self._pages(text, before)[0]
        target = after.built.redirects.get(old)
        truth = "no redirect"
        if target:
            leads = answered(target, after.built, self.site.prefix, old)
            truth = "redirect" if leads in self._pages(text, after) else f"leads to {target}"
        elif old in self._pages(text, after):
            truth = "same address"
        promised = "redirect" if len(one.aliases) > len(was.aliases) else "no redirect"
        if truth == "same address" and promised == "no redirect":
            promised = truth
        return self._row("redirect after rename", text, truth, promised)


def _last(error: str) -> str:
    error = re.sub(r"\S*generators-\w+/(?:site/)?", "", error)
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    found = [
        line for line in lines if re.search(r"\b(?:\w*Error|ERROR|error|Exception)\b", line)
    ] or lines
    return "fails: " + " / ".join(found[:2])[:300]


def environ_in(folder: Path, zone: str) -> Environ:
    """Return an environment with no home, in a time zone."""
    kept = ("PATH", "NODE_PATH", "PYTHONPATH", "LD_LIBRARY_PATH")
    home = folder / "home"
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "LANG": "C.UTF-8",
        "TZ": zone,
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
