"""Which post is meant: exact slug, path, unique slug prefix, `@latest`, `@oldest`."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.posts.post import Summary


def resolve(ref: str, posts: Sequence[Summary]) -> Summary:
    """The one post that `ref` names.

    Raises Ambiguous with the candidates, NotFound with what was perhaps meant.
    """
    raise NotImplementedError
