"""What is doubtful in a query: keys and values that no post has, and what was perhaps meant."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from blogcli.posts.model.fields import FIELDS, STATUSES
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.evaluate import leaves
from blogcli.posts.query.matchers import leaf_values, text_test, values_below
from blogcli.posts.query.nodes import Query, Term, Word
from blogcli.posts.query.term_tests import Test, state_meant
from blogcli.posts.query.terms import BY_NAME as TERMS
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.suggest import did_you_mean, holds_or_like

_LISTS = {"tag": "tags", "category": "categories", "author": "authors"}

WHOLE_TEXTS: Mapping[str, Callable[[Summary], Sequence[str]]] = {
    "slug": lambda post: (post.slug,),
    "lang": lambda post: (post.lang,),
    "source": lambda post: _parts(post, "name", "kind"),
    "source.name": lambda post: _parts(post, "name"),
    "source.kind": lambda post: _parts(post, "kind"),
    "byline": lambda post: (post.byline,),
}
"""Terms that ask a text of the post, and the texts that it has."""

_NOUNS = {
    *("byline", "day", "image", "linked-by", "links", "path", "site", "source", "status"),
    *("url", "words"),
} - {key.lower() for field in FIELDS for key in field.keys if key.lower() == field.term}
"""Terms that ask something else than a key of their name, and keys that posts really have."""

_SOME = 500
"""About how many posts are looked at for such keys."""

_SPOKEN = {"lang": "language"}

_MOST = 5_000
"""Most values that one is compared with."""


_TERMS, _VALUES, _TOLD = 20, 10, 5
"""Most terms of a query that are looked at, values of each, and doubts that are told."""


class Answer(NamedTuple):
    """The answer to a query, and what the posts have that were not selected.

    `read` are the posts that were read for it, `every` reads all; `values` gives all tags,
    categories or authors. `marks` are the keys that mark drafts in this blog; `talks` says that
    a person reads along.
    """

    found: Sequence[Summary]
    read: Sequence[Summary]
    every: Callable[[], Sequence[Summary]]
    values: Callable[[str], Iterable[str]]
    marks: frozenset[str] = frozenset()
    talks: bool = False


class Doubt(NamedTuple):
    """One doubt: what is wrong, "" if nothing is, and what was perhaps meant."""

    message: str
    hint: str


def _parts(post: Summary, *parts: str) -> Sequence[str]:
    """Return these parts of a clipping's source, as far as it has them."""
    return [post.source[part] for part in parts if post.source and post.source.get(part)]


def may_shadow_keys(query: Query) -> bool:
    """Return whether a term asks something else than a key of its name, which posts may have."""
    return any(isinstance(leaf, Term) and leaf.name in _NOUNS for leaf in leaves(query))


def doubts(query: Query, answer: Answer) -> Iterator[Doubt]:
    """Yield what is doubtful in a query, each once: the first few of the first terms.

    A tag, category or author that no post has, and a key that none has, is told in any case; other
    values only if nothing was found, since only then all posts are read for it.
    """
    every = (
        doubt for leaf in islice(leaves(query), _TERMS) for doubt in _of_leaf(leaf, query, answer)
    )
    told: set[Doubt] = set()
    while len(told) < _TOLD and (doubt := next(every, None)):
        if doubt not in told:
            told.add(doubt)
            yield doubt


def _of_leaf(leaf: Query, query: Query, answer: Answer) -> Iterator[Doubt]:
    if isinstance(leaf, Word):
        state = state_meant(leaf.text)
        if state and (not answer.found or (leaf is query and answer.talks)):
            yield Doubt("", f"'{leaf.text}' is looked for in the text; for the status: {state}")
    elif isinstance(leaf, Term):
        if leaf.name not in TERMS:
            yield from _of_key(leaf, leaf.name.removeprefix("meta."), answer)
            return
        yield from _of_shadow(leaf, answer)
        for value, test in islice(zip(leaf.values, leaf.tests, strict=True), _VALUES):
            yield from _of_value(leaf.name, value, test, answer)


def _of_value(name: str, value: str, test: Test, answer: Answer) -> Iterator[Doubt]:
    if name == "status":
        yield from _unlike(name, value, STATUSES, f"the statuses are {', '.join(STATUSES)}")
    elif name in _LISTS:
        if any(map(test, answer.found)):
            return
        hint = "`blog tags` lists all tags" if name == "tag" else ""
        yield from _unlike(name, value, answer.values(_LISTS[name]), hint)
    elif name in WHOLE_TEXTS and not answer.found:
        posts = answer.every()
        if not any(map(test, posts)):
            texts = (text for post in posts for text in WHOLE_TEXTS[name](post) if text)
            yield from _unlike(name, value, texts)
    elif name in ("has", "missing") and not _is_field(value) and not _is_key(value, answer):
        near = _near_key(value, answer, terms=False)
        if near or name == "has":
            yield Doubt(f"no post has the key '{value}'", near)


def _of_key(term: Term, key: str, answer: Answer) -> Iterator[Doubt]:
    if not _is_key(key, answer):
        if state := state_meant(key):
            hint = f"for the status: {state}"
        else:
            hint = _near_key(key, answer) or "`blog list --help` shows what a query can ask for"
        yield Doubt(f"no post has the key '{term.name}'", hint)
        return
    if answer.found:
        return
    posts = answer.every()
    if any(test(post) for test in term.tests for post in posts):
        return
    held = [text for post in posts for text in leaf_values(post.meta, key)]
    for value in islice(term.values, _VALUES):
        if value[0] not in "<>=" and ".." not in value:
            yield from _unlike(key, value, held)


def _of_shadow(term: Term, answer: Answer) -> Iterator[Doubt]:
    """Yield that posts have a key of the term's name, if the term asks something else.

    Of many posts only some are looked at: to read each one's front matter would slow a list.
    """
    name = term.name
    if name not in _NOUNS or (name in answer.marks and {*term.values} <= {*STATUSES}):
        return
    posts = answer.read if answer.found else answer.every()
    if _any_key(name, posts[:: len(posts) // _SOME + 1]):
        shown = str(Term(f"meta.{name}", term.values))
        yield Doubt("", f"`{name}:` is a term of the query; for the posts' own key: `{shown}`")


def _unlike(name: str, value: str, known: Iterable[str], hint: str = "") -> Iterator[Doubt]:
    """Yield a doubt if there are known values, and none of them is meant by `value`."""
    test = text_test(value)
    values = dict.fromkeys(known)
    if values and not any(test(casefold_nfc(one)) for one in values):
        near = holds_or_like(value.strip("*"), islice(values, _MOST))
        yield Doubt(f"no post has the {_SPOKEN.get(name, name)} '{value}'", near or hint)


def _is_field(name: str) -> bool:
    return any(name.lower() in (field.name, field.term) for field in FIELDS)


def _is_key(key: str, answer: Answer) -> bool:
    return _any_key(key, answer.read) or (
        len(answer.read) < len(every := answer.every()) and _any_key(key, every)
    )


def _any_key(key: str, posts: Sequence[Summary]) -> bool:
    return any(key in post.meta for post in posts) or any(
        True for post in posts for _ in values_below(post.meta, key)
    )


def _near_key(key: str, answer: Answer, *, terms: bool = True) -> str:
    keys = {key for post in answer.every() for key in post.meta}
    names = [*(TERMS if terms else ()), *sorted(keys), *(field.name for field in FIELDS)]
    return did_you_mean(key, islice(dict.fromkeys(names), _MOST))
