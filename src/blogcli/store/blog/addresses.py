"""The URLs of a blog's posts, by what its generator's own files say."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from blogcli.posts.links.permalinks import ContentRoot, Permalinks, as_pattern, percent_encoded
from blogcli.posts.links.placeholders import UNKNOWN
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.values import nested
from blogcli.posts.text.urls import folder_of
from blogcli.store.blog.collections import collection_patterns
from blogcli.store.layouts.content_roots import content_roots
from blogcli.store.layouts.detect import DetectedLayout
from blogcli.store.layouts.generator_files import generator_setting, generator_text
from blogcli.store.layouts.model import Layout
from blogcli.store.layouts.publication import PUBLICATIONS, Publication
from blogcli.store.layouts.rule_files import data_files, route_files, site_data_files
from blogcli.store.layouts.table import BY_NAME
from blogcli.store.settings.schema import Config


class Addresses:
    """The URLs of one blog's posts. Its files are opened only when they are needed."""

    def __init__(
        self,
        detected: DetectedLayout,
        layout: Layout,
        folders: tuple[str, ...],
        config: Config,
        conventions: Conventions,
    ) -> None:
        self.detected, self.layout, self.folders = detected, layout, folders
        self.config, self.conventions = config, conventions

    @property
    def way(self) -> Publication:
        """Return how the blog's generator publishes."""
        return PUBLICATIONS[self.layout.name]

    def setting(self, key: str) -> object:
        """Return a setting of the generator's own files; None without it."""
        return self.detected.value(key)

    def _file(self, path: str) -> Path:
        return Path(self.detected.root, path)

    @cached_property
    def text(self) -> str:
        """Return the generator's own files as one text."""
        return "\n".join(self.detected.texts())

    @cached_property
    def permalinks(self) -> Permalinks:
        """Return how posts get their URLs; without patterns where only links show it."""
        links = self.way.permalinks
        own = self.config.text("permalink")
        if own:
            pattern = as_pattern(own)
            return Permalinks((pattern,), zone=self.conventions.zone)
        if not links.patterns:
            return self._routed(links)
        zones = self.conventions
        links = links._replace(
            zone=links.zone and (zones.machine if self.way.machine_days else zones.zone),
            roots=tuple(one._replace(folder=self._placed(one.folder)) for one in links.roots),
            patterns=tuple(one.replace("BLOG", self._route(), 1) for one in links.patterns),
        )
        for name, key in self.way.keys.items():
            said: Any = self._literal(key)
            if said is not None and not isinstance(said, type(getattr(links, name))):
                return links._replace(patterns=(UNKNOWN,))
            if said is not None:
                value = as_pattern(said) if isinstance(said, str) and "{" in said else said
                changed: Any = {name: value}
                links = links._replace(**changed)
        return self._with_languages(self._with_patterns(links))

    @property
    def _is_unclear(self) -> bool:
        """Return whether code in the generator's own files makes the URLs."""
        return bool(self.way.unclear and re.search(self.way.unclear, self.text))

    def _routed(self, links: Permalinks) -> Permalinks:
        """Return the patterns of the site's own pages that show all posts of a folder."""
        if self._is_unclear:
            return links
        roots: list[ContentRoot] = []
        for path in route_files(self.detected.root, self.layout.routes):
            text = generator_text(self._file(path))
            found = re.search(self.way.collection, text)
            found = found if re.search(self.way.route_params, text) else None
            name = f"/{found[1]}" if found else "\0"
            at = folder_of(path).removeprefix(self.layout.routes).strip("/")
            posts = (one for one in self.folders if f"/{one}".endswith(name))
            roots += [ContentRoot(one, to=at) for one in posts]
        if not roots or len({root.folder for root in roots}) < len(roots):
            return links
        end = "" if re.search(self.way.bare, self.text) else "/"
        patterns = (f"/:placed{end}", f"/:folder/:id{end}")
        return links._replace(patterns=patterns, roots=tuple(roots))

    def _with_patterns(self, links: Permalinks) -> Permalinks:
        if self._is_unclear:
            return links._replace(patterns=(UNKNOWN,), sections={}, translation=UNKNOWN)
        for key in self.way.permalink_keys:
            said = self._literal(key)
            if isinstance(said, str):
                links = links._replace(patterns=(self._ended(as_pattern(said)),))
                break
        for number, key in enumerate(self.way.draft_keys):
            said = self._literal(key)
            if isinstance(said, str):
                draft = (*links.draft[:number], as_pattern(said), *links.draft[number + 1 :])
                links = links._replace(draft=draft)
        said = self._literal(self.way.slug_key)
        if said is not None:
            slug = self.way.slug_sources.get(str(said), "own")
            links = links._replace(words={**links.words, "slug": slug})
        sections: dict[str, str] = {}
        for key in self.way.section_keys:
            said = self.setting(key)
            if isinstance(said, dict):
                pairs = said.items()
                sections |= {k.strip("/"): one for k, one in pairs if isinstance(one, str)}
            elif isinstance(said, list):
                return links._replace(patterns=(UNKNOWN,))
        links = links._replace(sections=sections, defaults=self._defaults(links.defaults))
        said = self.setting(self.layout.collections_key)
        kinds = collection_patterns(said, str(self._literal("permalink") or "date"), self.folders)
        subfolders = {**self._subfolders(links), **self._scopes(), **kinds}
        return links._replace(subfolders=subfolders)

    def _defaults(self, known: Mapping[str, str]) -> Mapping[str, str]:
        """Return the values of words that a post has none of; a name that needs a slug is not."""
        found = dict(known)
        for word, key in self.way.default_keys.items():
            said = self._literal(key)
            if said is not None:
                found[word] = str(said) if re.fullmatch(r"[a-z\d-]+", str(said)) else ""
        return found

    def _scopes(self) -> dict[str, str]:
        """Return the patterns that the generator's file gives all posts in a folder."""
        said = self.setting(self.way.scopes_key)
        found: dict[str, str] = {}
        for one in said if isinstance(said, list) else []:
            kind, path = nested(one, "scope.type"), nested(one, "scope.path")
            pattern = nested(one, "values.permalink")
            if pattern is None or kind not in (None, "", "posts"):
                continue
            is_clear = isinstance(path, str | None) and "*" not in (path or "")
            folder = path.strip("/") if isinstance(path, str) and is_clear else ""
            is_clear = is_clear and isinstance(pattern, str)
            found[folder] = as_pattern(str(pattern)) if is_clear else UNKNOWN
        return found

    def _ended(self, pattern: str) -> str:
        """Return the pattern with a slash at its end where posts have folders of their own."""
        ends = pattern.endswith(("/", ".html"))
        return pattern if ends or self.setting(self.way.slash_key) is not True else f"{pattern}/"

    def _subfolders(self, links: Permalinks) -> dict[str, str]:
        """Return the patterns that data files have for all posts in a folder."""
        layout, key = self.layout, self.way.data_key
        found = {
            folder_of(folder_of(path)): UNKNOWN
            for path in site_data_files(self.detected.root, self.folders, layout.site_data)
            if key in f"{path}{generator_text(self._file(path))}"
        }
        for path in data_files(self.detected.root, self.folders, layout.folder_data):
            file = self._file(path)
            said = generator_setting(file, key)
            if isinstance(said, str):
                pattern = links.as_written(said)
                found[folder_of(path)] = pattern if pattern.startswith("/") else f"/{pattern}"
            elif said is not None or key in generator_text(file):
                found[folder_of(path)] = UNKNOWN
        return found

    def _with_languages(self, links: Permalinks) -> Permalinks:
        if not self.layout.languages_key:
            return links
        said = self.setting(self.layout.languages_key)
        tables = said if isinstance(said, dict) else {}
        tables = {str(code).lower(): one for code, one in tables.items() if isinstance(one, dict)}
        # A language with an address or patterns of its own: not known here.
        if any({"baseURL", "baseurl", "permalinks"} & {*one} for one in tables.values()):
            return links._replace(patterns=(UNKNOWN,), sections={})
        default = links.language.lower()
        paths = {code: f"/{code}" for code in tables}
        paths[default] = f"/{default}" if self.setting(self.way.subfolder_key) is True else ""
        mounted, own = content_roots(self.setting, self.layout)
        roots = (*(mounted or links.roots), *own)
        return links._replace(languages=paths, language=default, roots=roots)

    def _literal(self, key: str) -> object:
        """Return a setting; UNKNOWN for one that code works out."""
        if not self.detected.marker.endswith(".py") or not key:
            return self.setting(key)
        found = re.findall(rf"(?m)^{re.escape(key)}[ \t]*=[ \t]*(.*)$", self.text)
        if not found:
            return None
        text = re.fullmatch(r"""[ruRU]?(["'])([^"'\\]*)\1[ \t]*(?:#.*)?""", found[-1].strip())
        return text[2] if text else UNKNOWN

    def _placed(self, path: str) -> str:
        if path == "INPUT":
            return self._input()
        content = self.layout.content
        if self.layout.languages_key:  # each language may have a folder of its own, see below
            said = self.detected.setting(self.layout.content_key)
            content = said or BY_NAME[self.layout.name].content
        path = path.replace("CONTENT", content, 1)
        if path.startswith("POSTS"):
            path = self.folders[0] if self.folders else ""
        return "" if path == "." else path

    def _input(self) -> str:
        """Return the folder of all input, by a plain line of the generator's file."""
        found = re.search(self.way.input, self.text)
        folder = next(filter(None, found.groups()), "") if found else ""
        return folder.removeprefix("./").strip("/").removeprefix(".")

    def _route(self) -> str:
        """Return the URL path of all posts, as the generator's file has it."""
        found = re.search(self.way.route, self.text) if self.way.route else None
        return found[1].strip("/") if found else "blog"

    @cached_property
    def why_unknown(self) -> str:
        """Return why posts have no URLs, as far as the settings tell; "" if they have."""
        links = self.permalinks
        if not links.patterns:
            return "nothing in the site's settings gives the addresses of posts"
        strange = links.unknown(links.patterns[-1])
        if UNKNOWN in (links.patterns[0], f":{strange}"):
            return f"{self.detected.marker} works out the addresses of posts in code"
        return f"the permalink in {self.detected.marker} has '{strange}'" if strange else ""

    @cached_property
    def origin(self) -> str:
        """Return the site's address, "" if it is not known."""
        said = self.config.text("url") or self.setting(self.way.site_key)
        return said.strip() if isinstance(said, str) and "://" in said else ""

    @cached_property
    def base(self) -> str:
        """Return the URL path of the site by the generator's settings, such as "/blog", else ""."""
        said = (self.setting(self.way.base_key), self.setting(self.way.site_key))
        paths = (urlsplit(one).path.strip("/ ") for one in said if isinstance(one, str))
        return next((f"/{path}" for path in paths if path), "")

    def path(self, post: Summary) -> str:
        """Return a post's URL path below the site's, "" if it is not known."""
        return self._dated(post, self.permalinks.url(post))

    def _dated(self, post: Summary, url: str) -> str:
        """Return the URL path of a post by its permalink, or else by the file's last change."""
        if url or post.date is not None or not self.way.undated_drafts:
            return url
        if not post.draft and not self.conventions.is_draft_path(post.path):
            return url
        try:
            at = os.stat(f"{self.detected.root}/{post.path}").st_mtime
        except OSError:
            return ""
        day = datetime.fromtimestamp(at, self.conventions.zone)
        return self.permalinks.url(post, day.isoformat())

    @cached_property
    def _site(self) -> str:
        parts = urlsplit(self.origin)
        host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        return host + (self.base or parts.path.rstrip("/"))

    def with_url(self, post: Summary) -> Summary:
        """Return the post with its address and the language of its folder, as the index has it.

        The address is as readers see it: absolute if the site's is known.
        """
        return self.located(post)[0]

    def located(self, post: Summary) -> tuple[Summary, str]:
        """Return the same, and the post's URL path by its permalink alone, "" if not known."""
        url = self.permalinks.url(post)
        path = self._dated(post, url)
        address = percent_encoded(self._site + path) if path else None
        language = post.lang or self.permalinks.language_in(post.path)
        return post._replace(url=address, lang=language), url
