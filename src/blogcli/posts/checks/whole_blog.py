"""Checks that compare the front matter of all posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.checks.model import Finding
from blogcli.posts.edit.tags import count_tags, plain_form, spelled
from blogcli.posts.model.fields import FIELDS
from blogcli.posts.model.paths import split_path
from blogcli.posts.model.positions import key_line
from blogcli.posts.model.status import DRAFT_MARKS
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.counted import counted
from blogcli.posts.text.urls import folder_of, split_tail

_GENERATOR_KEYS = """
aliases audio banner bio build byline canonical canonical_url canonicalurl cascade caption
changefreq comment comments cover created css cssclass cssclasses custom_edit_url date_format
deck depth disqus draft eleventycomputed eleventyexcludefromcollections eleventyimport
eleventynavigation excerpt excerpt_separator expirydate extra extracss featured feed fb_app_id
footer format guid header headless hero heroimage hide hide_table_of_contents hidden hreflang
icon id image image_alt images in_search_index index isbn iscjklanguage javascript js keyword
keywords lang language languages layout lead license linktitle list locale locales location
markdown markup math mathjax menu menus meta metadata name nav noindex notoc og_image ogimage
order outputs page pages paginate paginate_by pagination parent path pathbase permalink photo
photos pin pinned prev next priority public publish rating redirect redirect_to redirects
related render render_with_liquid resource resources robots rss searchable section sections
series share short_title sidebar sidebar_class_name sidebar_label sidebar_position sitemap sort
sort_by sources standalone sticky style subhead subtitle templ template templateengineoverride
thumb thumbnail thumbnails toc topic topics transparent translated translation translationkey
translations translator type unlisted url urls version versions video videos view_count views
weight
"""
"""Keys that generators and common themes know, which are never taken for misspelled ones."""

_KNOWN = frozenset(
    [*_GENERATOR_KEYS.split(), *DRAFT_MARKS]
    + [key.partition(".")[0].casefold() for field in FIELDS for key in (field.name, *field.keys)]
)
_EXPECTED = frozenset({"title", "date", "tags", "categories", "description", "author", "draft"})
"""Keys that a misspelled one may mean even if no other post has them."""

_ALIKE = 0.85  # difflib's ratio: one letter of six, two of twelve
_RARE = 0.02  # a misspelled key is in at most this share of the posts
_FEWEST_LETTERS = 4
_FEW = 5  # with fewer posts, a folder shows no habit


def _groups(keyed: Iterable[tuple[Hashable, Summary]]) -> list[list[Summary]]:
    groups: dict[Hashable, list[Summary]] = {}
    for key, summary in keyed:
        groups.setdefault(key, []).append(summary)
    return [group for group in groups.values() if len(group) > 1]


def _of_language(
    facts: CheckContext, keyed: Iterable[tuple[Hashable, Summary]]
) -> Iterator[list[Summary]]:
    """Yield the groups of posts that have one key and one language."""
    for group in _groups(keyed):
        yield from _groups((facts.language(post), post) for post in group)


def _others(summary: Summary, group: list[Summary]) -> str:
    """Return the paths of the other posts: two at most, and how many more there are."""
    paths = [other.path for other in group if other.path != summary.path]
    if len(paths) > 2:
        paths = [", ".join(paths[:2]), f"{len(paths) - 2} more"]
    return " and ".join(paths)


def is_stub(summary: Summary) -> bool:
    """Return whether the file only redirects: it has no words, and a key such as `redirect`."""
    return not summary.words and any(key.lower().startswith("redirect") for key in summary.meta)


def missing_title(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each post without a title, unless its folder uses none.

    Nor is there one where the generator makes a title of the name.
    """
    if facts.titles_names:
        return
    for post in _lacking([post for post in facts.summaries if post.title], facts):
        if not facts.read(post.path).problem:
            hint = f"add one: blog set {post.slug} title='A title'"
            yield Finding("missing-title", post.path, "no title", hint, 1)


def missing_date(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each published post without a date, unless its folder uses none."""
    for post in _lacking([post for post in facts.summaries if post.date or post.draft], facts):
        from blogcli.posts.checks.front_matter import bad_dates  # not needed for most blogs

        read = facts.read(post.path)
        if not read.problem and not any(bad_dates(read)):
            hint = f"add one: blog set {post.slug} date={facts.now:%Y-%m-%d}"
            yield Finding("missing-date", post.path, "no date", hint, 1)


def _lacking(having: list[Summary], facts: CheckContext) -> Iterator[Summary]:
    """Yield the posts that are not in `having`, unless most posts of one of their folders are not.

    In such a folder the field is not used, or is set by the folder or under another name.
    """
    paths = {post.path for post in having}
    if len(paths) == len(facts.summaries):
        return
    pages = _pages(facts.summaries)
    whole = [post for post in facts.summaries if not is_stub(post) and post.path not in pages]
    totals, with_it = (Counter(f for post in s for f in _folders(post)) for s in (whole, having))
    for post in whole:
        if post.path not in paths and not any(
            totals[folder] >= _FEW and with_it[folder] * 2 < totals[folder]
            for folder in _folders(post)
        ):
            yield post


_LOOKS = ("layout", "template", "type", "permalink")
"""Keys that choose how a page looks."""


_PAGE_NAMES = frozenset({"index", "all", "archive", "archives"})


def _pages(posts: Sequence[Summary]) -> set[str]:
    """Return the paths of files without a date that are no posts, such as lists of posts.

    They are named as their folder or as an index, or look like none of the posts that have a date.
    """
    looks = {(key, str(post.meta.get(key))) for post in posts if post.date for key in _LOOKS}
    return {
        post.path
        for post in posts
        if post.date is None
        if _name(post) in _PAGE_NAMES
        or _name(post) == _folder(post).rpartition("/")[2]
        or any(key in post.meta and (key, str(post.meta[key])) not in looks for key in _LOOKS)
    }


def _folders(post: Summary) -> Iterator[str]:
    """Yield the post's folder alone, as `folder/.`, then it and all above with all below."""
    folder = _folder(post)
    yield f"{folder}/."
    while folder:
        yield folder
        folder = folder_of(folder)
    yield ""


def duplicate_title(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each title that an earlier post of its language has.

    The same slug in two folders is a translation.
    """
    titled = ((casefold_nfc(post.title), post) for post in facts.summaries if post.title)
    written = ((title, post) for title, post in titled if not is_stub(post))
    for group in _of_language(facts, written):
        if len({post.slug for post in group}) == 1 and len({*map(_folder, group)}) == len(group):
            continue
        first = min(group, key=lambda post: (post.at is None, post.at or 0, post.path))
        paths = tuple(sorted(post.path for post in group))
        for post in group:
            if post is not first:
                message = f"same title as {_others(post, group)}"
                line = key_line(facts.read(post.path).document, "title")
                yield Finding(
                    "duplicate-title",
                    post.path,
                    message,
                    line=line,
                    group=paths,
                    shared=first.title,
                )


def duplicate_slug(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each post that would share its URL with another.

    URL and language are compared if they are known, else slug, day, folder and language.
    """
    keyed: list[tuple[Hashable, Summary]] = []
    for post in facts.summaries:
        if urls := facts.urls.get(post.path):
            keyed += [(split_tail(url)[0], post) for url in dict.fromkeys(urls)]
        else:
            keyed.append(((_folder(post), post.slug, split_path(post.path)[0]), post))
    hint = "change one of the slugs: blog rename"
    for group in _of_language(facts, keyed):
        paths = tuple(sorted(post.path for post in group))
        for post in group:
            message = f"same URL as {_others(post, group)}"
            yield Finding("duplicate-slug", post.path, message, hint, group=paths, shared=post.slug)
    yield from _taken_aliases(facts)


def _taken_aliases(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each old URL of a post that is the URL of another post."""
    if not facts.aliases:
        return
    from blogcli.posts.edit.fields import field_key  # not needed for most blogs

    owners = {split_tail(url)[0]: path for path, urls in facts.urls.items() for url in urls}
    for path, aliases in facts.aliases.items():
        for alias in dict.fromkeys(aliases):
            owner = owners.get(split_tail(alias)[0], path)
            if owner != path:
                read = facts.read(path)
                line = key_line(read.document, field_key(read, "aliases")[-1])
                message = f"its old address {alias} is that of {owner}"
                hint = "remove the old address, or rename the other post"
                yield Finding("duplicate-slug", path, message, hint, line)


def _name(post: Summary) -> str:
    return post.path.rpartition("/")[2].partition(".")[0]


def _folder(post: Summary) -> str:
    return folder_of(split_tail(post.path)[0])


def similar_tags(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each tag that is like one used more often.

    They differ in case, hyphens, spaces or a plural s.
    """
    forms: dict[str, list[tuple[str, int]]] = {}
    for used in count_tags(facts.summaries):
        forms.setdefault(plain_form(used.tag), []).append((used.tag, used.count))
    better: dict[str, tuple[str, int, int]] = {}
    for (right, most), *rest in forms.values():
        better.update({tag: (right, most, count) for tag, count in rest})
    if not better:
        return
    from blogcli.posts.edit.fields import field_key  # not needed for most blogs

    for post in facts.summaries:
        for tag in dict.fromkeys(post.tags):
            if tag in better:
                right, most, count = better[tag]
                read = facts.read(post.path)
                same = spelled(tag) == spelled(right)
                fix = f"use '{right}' instead" if most > count and same else ""
                hint = "" if fix else f"merge them: blog tags merge '{tag}' '{right}'"
                users = counted(most, "post")
                message = f"tag '{tag}' is similar to '{right}', used in {users}"
                line = key_line(read.document, field_key(read, "tags")[-1])
                yield Finding(
                    "similar-tags", post.path, message, hint, line, fix=fix, wrong=tag, right=right
                )


def unknown_key(facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each rare key that is almost a field's, or almost a common one.

    A common key is one that most posts of the blog have.
    """
    spelled = Counter(key for post in facts.summaries for key in post.meta)
    counts: Counter[str] = Counter()
    for key, count in spelled.items():
        counts[key.casefold()] += count
    most = max(2, len(facts.summaries) * _RARE)
    common = {key for key, count in counts.items() if count > max(most, len(facts.summaries) / 2)}
    fields = {key.casefold(): key for field in FIELDS for key in field.keys if "." not in key}
    wanted = {key for key in fields if counts[key]} | common | _EXPECTED
    near = {
        key: right
        for key, count in counts.items()
        if count <= most and key not in _KNOWN | common and len(key) >= _FEWEST_LETTERS
        if (right := _nearest(key, wanted))
    }
    if not near:
        return
    written = {key.casefold(): key for key, _ in reversed(spelled.most_common())}
    for post in facts.summaries:
        has = {key.casefold() for key in post.meta}
        for key in post.meta:
            right = near.get(key.casefold())
            if right and right not in has:
                right = written.get(right, fields.get(right, right))
                line = key_line(facts.read(post.path).document, key)
                message = f"unknown key `{key}`; did you mean `{right}`?"
                fix = f"rename it to `{right}`"
                yield Finding(
                    "unknown-key", post.path, message, line=line, fix=fix, wrong=key, right=right
                )


def _nearest(key: str, wanted: Iterable[str]) -> str | None:
    """Return the wanted key that is a letter or two from this one, with the same first letter."""
    rated = [(SequenceMatcher(None, key, other).ratio(), other) for other in wanted if other != key]
    ratio, other = max(rated, default=(0.0, ""))
    return other if ratio >= _ALIKE and key[0] == other[0] else None
