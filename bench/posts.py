"""Generate posts reproducibly: post `i` depends only on the seed and on `i`."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import accumulate

from bench import words

FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)
SECONDS = 10 * 365 * 24 * 3600
"""Posts are dated within ten years after the first day, more of them late than early."""


@dataclass(frozen=True, slots=True)
class Post:
    """A generated post before it is written with YAML or TOML front matter."""

    stem: str
    title: str
    when: datetime
    date: str
    tags: list[str]
    categories: list[str]
    draft: bool
    description: str
    author: str
    body: str


@dataclass(frozen=True, slots=True)
class Material:
    """The vocabulary, and running text made of it; generated once per process."""

    words: list[str]
    text: list[str]
    east: list[str]
    tags: list[str]
    tag_weights: list[float]


@cache
def material() -> Material:
    """Return the material of all posts."""
    vocabulary = words.vocabulary()
    tags = words.tag_names(vocabulary)
    weights = list(accumulate(1 / rank for rank in range(1, len(tags) + 1)))
    return Material(
        vocabulary, words.running_text(vocabulary), words.east_asian_text(), tags, weights
    )


def sentence(rng: random.Random, length: int, east: bool) -> str:
    """Return a sentence of `length` words, or an East Asian one of about as many bytes."""
    if east:
        text = material().east
        start = int(rng.random() * (len(text) - length))
        return "、".join(text[start : start + length // 2 + 1]) + "。"
    text = material().text
    start = int(rng.random() * (len(text) - length))
    said = text[start : start + length]
    if length > 9:
        said[length // 2] += ","
    joined = " ".join(said)
    return joined[0].upper() + joined[1:] + ".?!…"[int(rng.random() ** 4 * 4)]


def body(rng: random.Random, east: bool) -> str:
    """Return a body of 100 to 1,500 words (750 on average) with headings, lists, code, links."""
    left = int(rng.triangular(100, 1500, 650))
    rare = material().words
    parts: list[str] = []
    while left > 0:
        kind = rng.random()
        if kind < 0.15:
            parts.append("#" * rng.choice((2, 2, 3)) + " " + sentence(rng, 5, east)[:-1])
        elif kind < 0.25:
            names = {key: rng.choice(rare) for key in "abc"}
            parts.append(rng.choice(words.CODE).format(**names))
            left -= 12
        elif kind < 0.35:
            lengths = [rng.randint(4, 14) for _ in range(rng.randint(3, 6))]
            parts.append("\n".join("- " + sentence(rng, length, east) for length in lengths))
            left -= sum(lengths)
        else:
            lengths = [rng.randint(5, 24) for _ in range(rng.randint(3, 7))]
            said = [sentence(rng, length, east) for length in lengths]
            if kind < 0.7:
                said.insert(1, inline(rng, rng.choice(rare), rng.choice(rare)))
            parts.append(("> " if kind > 0.95 else "") + " ".join(said))
            left -= sum(lengths)
    return "\n\n".join(parts) + "\n"


def inline(rng: random.Random, one: str, other: str) -> str:
    """Return a sentence with a link, an image or emphasis."""
    return rng.choice(
        (
            f"See [{one} {other}](https://example.org/{one}/{other}#{one}).",
            f"![{one}](/images/{other}.jpg)",
            f"Not *{one}* but **{other}**, written `{one}_{other}`.",
            f'[Before]({{{{< ref "/" >}}}}) came “{one}” — {other}’s.',
        )
    )


def title_of(rng: random.Random, said: Sequence[str], east: bool) -> str:
    """Return a title of the words `said`; one in four has a character special in YAML."""
    title = (" ".join(said)).capitalize()
    if east:
        return rng.choice(material().east) + "：" + rng.choice(material().east)
    shape = rng.random()
    if shape < 0.1:
        return f"{title}: part {rng.randint(1, 9)}"
    if shape < 0.16:
        return f'"{said[0]}" & {title.lower()}'
    if shape < 0.22:
        return f"{title} — it’s naïve"
    return f"#{rng.randint(2, 40)} {title}" if shape < 0.25 else title


def post(seed: int, number: int) -> Post:
    """Return post `number` of the blog with `seed`."""
    rng = random.Random(f"{seed}/{number}")
    stock = material()
    east = rng.random() < 0.06
    said = [stock.words[60 + int(rng.random() ** 3 * 5_000)] for _ in range(rng.randint(3, 8))]
    offset = rng.choice(words.OFFSETS)
    when = FIRST_DAY + timedelta(seconds=int(rng.random() ** 0.7 * SECONDS))
    local = when.astimezone(zone(offset))
    day_only = rng.random() < 0.08
    tags = rng.choices(
        stock.tags, cum_weights=stock.tag_weights, k=rng.choice((0, 1, 2, 3, 3, 4, 6))
    )
    return Post(
        stem="-".join(said) + f"-{number}",
        title=title_of(rng, said, east),
        when=when,
        date=f"{local:%Y-%m-%d}" if day_only else f"{local:%Y-%m-%dT%H:%M:%S}{offset}",
        tags=list(dict.fromkeys(tags)),
        categories=rng.sample(words.CATEGORIES, k=rng.choice((0, 1, 1, 2))),
        draft=rng.random() < 0.07,
        description=sentence(rng, rng.randint(8, 30), east),
        author=words.NAMES[int(rng.random() ** 3 * len(words.NAMES))],
        body=body(rng, east),
    )


def zone(offset: str) -> timezone:
    """Return the time zone of an ISO 8601 offset such as `+05:30`."""
    if offset == "Z":
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[4:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def quoted(text: str) -> str:
    """Return a quoted string, valid in YAML (double-quoted), TOML (basic) and JSON."""
    return json.dumps(text, ensure_ascii=False)


def as_yaml(one: Post, number: int) -> str:
    """Return the post with YAML front matter, with lists and quotes in various styles."""
    plain = one.title.replace(" ", "").isalpha()
    lines = ["---", f"title: {one.title if plain and number % 2 else quoted(one.title)}"]
    lines.append(f"date: {one.date}")
    if number % 3 == 0:
        lines.append(f"slug: {one.stem}")
    for key, items in (("tags", one.tags), ("categories", one.categories)):
        if number % 5 == 4 and items:
            lines += [f"{key}:", *(f"  - {quoted(item)}" for item in items)]
        else:
            lines.append(f"{key}: [{', '.join(map(quoted, items))}]")
    if one.draft or number % 2:
        lines.append(f"draft: {str(one.draft).lower()}")
    if number % 7 == 6:
        lines += ["description: >-", f"  {one.description}"]
    else:
        lines.append(f"description: {quoted(one.description)}")
    lines += [f"author: {one.author}", "---", "", one.body]
    return "\n".join(lines)


def as_toml(one: Post) -> str:
    """Return the post with TOML front matter."""
    values = {
        "title": quoted(one.title),
        "date": one.date,
        "draft": str(one.draft).lower(),
        "tags": f"[{', '.join(map(quoted, one.tags))}]",
        "categories": f"[{', '.join(map(quoted, one.categories))}]",
        "description": quoted(one.description),
        "author": quoted(one.author),
    }
    lines = ["+++", *(f"{key} = {value}" for key, value in values.items()), "+++", "", one.body]
    return "\n".join(lines)


def text_of(one: Post, number: int) -> str:
    """Return the whole file; one post in eight has TOML, the others YAML."""
    return as_toml(one) if number % 8 == 7 else as_yaml(one, number)
