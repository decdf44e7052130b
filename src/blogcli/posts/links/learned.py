"""The URL pattern of a blog, inferred from its own links where no generator says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from blogcli.posts.links.permalinks import ContentRoot, Permalinks
from blogcli.posts.model.paths import bare_path
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.urls import folder_of, split_tail


def learn_permalinks(
    targets: Iterable[str], posts: Sequence[Summary], fewest: int = 2
) -> Permalinks:
    """Return the pattern that most rooted links to posts follow; an empty one if they follow none.

    At least `fewest` posts must be linked by it. `targets` are URL paths as links have them. The
    pattern is inferred from links that end in a name that only one post has: `/blog/release/x` to
    `pages/en/blog/release/x.md`, `/2020/05/x` to a dated one.
    """
    named: dict[str, list[Summary]] = {}
    for post in posts:
        for name in {post.slug, bare_path(post.path).rpartition("/")[2]}:
            named.setdefault(name, []).append(post)
    votes: dict[tuple[str, str], set[str]] = {}
    ends: Counter[tuple[tuple[str, str], str]] = Counter()
    for target in targets:
        page, tail = split_tail(target.strip("/"))
        folder, _, name = page.rpartition("/")
        found = named.get(name, ())
        if len(found) == 1:
            guess = _guess(folder, name, found[0])
            votes.setdefault(guess, set()).add(found[0].path)
            ends[guess, "/" if target.endswith("/") else tail] += 1
    best = max(votes, key=lambda guess: len(votes[guess]), default=("", ""))
    if not best[0] or len(votes[best]) < fewest:
        return Permalinks()
    end = max((end for guess, end in ends if guess == best), key=lambda end: ends[best, end])
    return Permalinks(patterns=(best[0] + end,), roots=(ContentRoot(best[1]),))


def _guess(folder: str, name: str, post: Summary) -> tuple[str, str]:
    """Return the pattern and the root folder by which a post has that URL."""
    word = ":slug" if name == post.slug else ":name"
    above = folder_of(bare_path(post.path))
    if folder and f"/{above}".endswith(f"/{folder}"):
        return f"/:folder/{word}", above.removesuffix(folder).rstrip("/")
    parts = folder.split("/") if folder else []
    if isinstance(post.date, date):
        day = {f"{post.date:%Y}": ":year", f"{post.date:%m}": ":month", f"{post.date:%d}": ":day"}
        parts = [day.get(part, part) for part in parts]
    return "/".join(("", *parts, word)), ""
