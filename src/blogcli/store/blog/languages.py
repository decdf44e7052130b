"""The languages of a site: the URL path of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def language_paths(codes: Iterable[str], default: str, in_subfolder: bool) -> Mapping[str, str]:
    """Return the URL path of each language's pages; the default one's is at the root."""
    paths = {code: f"/{code}" for code in codes}
    return paths | {default: f"/{default}" if in_subfolder else ""}
