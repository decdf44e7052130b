"""All posts of the blog as the list shows them, and which of their titles hold some words."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from blogcli.browse.text_column import TextColumn
from blogcli.errors import BlogError
from blogcli.output.status_style import STATUS
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.casefold import casefold_nfc

_FEW = 200
"""So many paths are looked up one by one; for more, all rows are gone through."""

_LONGEST = 0xFFFF

_STATUSES = tuple(STATUS)
_END = "\x1f"


class PostLine(NamedTuple):
    """What the list shows of a post."""

    path: str
    slug: str
    title: str
    day: date | None = None
    status: str = "published"
    tags: tuple[str, ...] = ()


class Catalog:
    """The posts in the order of the list, with the fields that it shows, by row.

    `problems` are those of posts that could not be read, by their paths.
    """

    def __init__(
        self, posts: Iterable[Summary], problems: Mapping[str, BlogError], now: datetime
    ) -> None:
        self.problems = problems
        self._now = now
        self._paths, self._slugs = TextColumn(), _Pieces()
        self._titles, self._folded, self._tags = TextColumn(), TextColumn(), TextColumn()
        self._days, self._statuses = array("i"), array("b")
        self._changed: dict[int, PostLine] = {}
        for post in posts:
            self._add(post_line(post, now))
        for column in (self._paths, self._titles, self._folded, self._tags):
            column.trim()

    def _add(self, line: PostLine) -> None:
        self._paths.append(line.path)
        self._slugs.append(line.slug, line.path)
        self._titles.append(line.title)
        self._folded.append(_folded(line.title))
        self._days.append(line.day.toordinal() if line.day else 0)
        self._tags.append("".join(f"{tag}{_END}" for tag in line.tags))
        self._statuses.append(_STATUSES.index(line.status))

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, row: int) -> PostLine:
        if row in self._changed:
            return self._changed[row]
        status, tags = _STATUSES[self._statuses[row]], tuple(self._tags[row].split(_END)[:-1])
        day = date.fromordinal(self._days[row]) if self._days[row] else None
        path = self._paths[row]
        return PostLine(path, self._slugs.get(row, path), self._titles[row], day, status, tags)

    def __iter__(self) -> Iterator[PostLine]:
        return (self[row] for row in range(len(self)))

    def path(self, row: int) -> str:
        """Return the path of a post."""
        return self._paths[row]

    def row_of(self, path: str) -> int | None:
        """Return the row of the post at a path."""
        return self._paths.row_of(path)

    def has_named(self, name: str) -> bool:
        """Return whether a word is the path or the slug of a post, or a word such as `@latest`."""
        return name.startswith("@") or self.row_of(name) is not None or name in self._all_slugs()

    def rows(self, paths: Collection[str]) -> list[int]:
        """Return the rows of the posts at these paths, in order."""
        if len(paths) <= _FEW:
            return sorted(row for path in paths if (row := self.row_of(path)) is not None)
        return [row for row, path in enumerate(self._paths) if path in paths]

    def with_words(self, words: Sequence[str]) -> list[int]:
        """Return the rows of the posts whose titles hold all these words."""
        return self._folded.rows_holding([*map(_folded, words)])

    def shared_slugs(self, slugs: Collection[str]) -> set[str]:
        """Return those slugs that several posts have."""
        counts = Counter(slug for slug in self._all_slugs() if slug in slugs)
        return {slug for slug, count in counts.items() if count > 1}

    def _all_slugs(self) -> Iterator[str]:
        return (self._slugs.get(row, path) for row, path in enumerate(self._paths))

    def tags(self) -> list[str]:
        """Return all tags, the most used first."""
        counts = Counter(tag for tags in self._tags for tag in tags.split(_END) if tag)
        return [tag for tag, _ in counts.most_common()]

    def replace(self, post: Summary) -> bool:
        """Put a post in the place of the one with its path; return whether it looks different.

        Its title is found by the old words until all posts are read again.
        """
        row, line = self.row_of(post.path), post_line(post, self._now)
        if row is None or self[row] == line:
            return False
        self._changed[row] = line
        return True


class _Pieces:
    """Texts by row that are nearly always a piece of another text, and then take two bytes twice.

    In 100,000 rows that is a tenth of what the texts take.
    """

    def __init__(self) -> None:
        self._starts, self._ends = array("H"), array("H")
        self._others: dict[int, str] = {}

    def append(self, text: str, whole: str) -> None:
        """Add the text of the next row."""
        at = whole.rfind(text)
        if at < 0 or len(whole) > _LONGEST:
            self._others[len(self._starts)] = text
            at = 0
        self._starts.append(at)
        self._ends.append(min(at + len(text), _LONGEST))

    def get(self, row: int, whole: str) -> str:
        """Return the text of a row, of which `whole` is the other text."""
        other = self._others.get(row) if self._others else None
        return whole[self._starts[row] : self._ends[row]] if other is None else other


def post_line(post: Summary, now: datetime) -> PostLine:
    """Return what the list shows of a post."""
    day = post.date.date() if isinstance(post.date, datetime) else post.date
    return PostLine(post.path, post.slug, post.title, day, post.status(now), post.tags)


def _folded(text: str) -> str:
    return " ".join(casefold_nfc(text).replace("\0", " ").split())
