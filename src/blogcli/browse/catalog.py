"""All posts of the blog as the list shows them, and which of their titles hold some words."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from blogcli.errors import BlogError
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.casefold import casefold_nfc


class Catalog:
    """The posts in the order of the list, with the fields that it shows.

    `problems` are those of posts that could not be read, by their paths.
    """

    def __init__(self, posts: Sequence[Summary], problems: Mapping[str, BlogError]) -> None:
        self.posts = [*posts]
        self.problems = problems
        folded = [_folded(post.title) for post in posts]
        self._titles = "\n".join(folded) + "\n"
        self._starts = array("q", [0])
        at = 0
        for title in folded:
            at += len(title) + 1
            self._starts.append(at)

    def __len__(self) -> int:
        return len(self.posts)

    def with_words(self, words: Sequence[str]) -> list[int]:
        """Return the rows of the posts whose titles hold all these words."""
        first, *others = sorted(map(_folded, words), key=len, reverse=True)
        found = self._holding(first)
        for word in others:
            found = [row for row in found if word in self._title(row)]
        return found

    def rows(self, paths: Iterable[str]) -> list[int]:
        """Return the rows of the posts at these paths."""
        wanted = frozenset(paths)
        return [row for row, post in enumerate(self.posts) if post.path in wanted]

    def replace(self, post: Summary) -> bool:
        """Put a post in the place of the one with its path; return whether it looks different.

        Its title is found by the old words until all posts are read again.
        """
        for row, old in enumerate(self.posts):
            if old.path == post.path:
                self.posts[row] = post
                return _shown(post) != _shown(old)
        return False

    def _title(self, row: int) -> str:
        return self._titles[self._starts[row] : self._starts[row + 1]]

    def _holding(self, word: str) -> list[int]:
        if not word:
            return [*range(len(self))]
        titles, starts, found = self._titles, self._starts, []
        at = titles.find(word)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            found.append(row)
            at = titles.find(word, starts[row + 1])
        return found


def _folded(text: str) -> str:
    return " ".join(casefold_nfc(text).split())


def _shown(post: Summary) -> tuple[object, ...]:
    return (post.title, post.slug, post.date, post.draft, post.starts, post.ends, post.tags)
