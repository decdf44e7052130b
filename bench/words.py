"""Generate words, tags and texts for posts, the same on every machine."""

# ruff: noqa: SIM905 (lists of words read best as text)
from __future__ import annotations

import random
from itertools import accumulate

_COMMON = (
    "the a of to and in is that it was for on with as we you this they have not but one what can "
    "were when there use each which do how if will other about many then them these so some make "
    "like into time has look two more see way could first than been who its now find long down"
).split()
_TOPICS = (
    "garden bread bicycle river kernel shell editor backup keyboard winter market library engine "
    "compiler camera harbour letter orchard network railway notebook parser printer radio search "
    "server signal sketch station summer teapot terminal theatre thread ticket tower valley window"
).split()
_STARTS = "b br c ch d dr f fl g gr h j k l m n p pl qu r s sc sh st t tr v w z".split()
_MIDDLES = "a e i o u ai ea io ou".split()
_ENDS = ["", "", "", "l", "m", "n", "r", "s", "t", "nd", "rk"]
_SIGNS = (
    "天地人山水火木金土日月年春夏秋冬東西南北上下大小中国学校先生本文字語会社電車気花海空道心手目口"
)
_KANA = "あいうえおかきくけこさしすせそたちつてとなにのはまみもやゆよらりるれろわを"
_HANGUL = "가나다라마바사아자하고노도로모보소오조구누두루무부수우주기니리미비시이지"

CODE = (
    "```python\nfrom {a} import {b}\n\n\ndef {c}(size: int = 3) -> list[str]:\n"
    '    """Not --- a fence."""\n    return [{b}(n) for n in range(size)]\n```',
    '```sh\nfor f in {a}/*.{b}; do\n  {c} --quiet "$f" | sort -u > "${{f%.*}}.out"\ndone\n```',
    "```toml\n+++\n[{a}]\n{b} = '{c}'\n+++\n```",
    "```\n$ {a} {b}\ntags: [{c}]\n```",
)
NAMES = ("Noor Haddad", "Émile Roux", "Kirsi Ålund", "Tomás O’Shea", "佐藤 葵", "Ines Vogt")
CATEGORIES = ("workshop", "reading", "Field Notes", "software", "kitchen", "journeys")
OFFSETS = ("Z", "+01:00", "+02:00", "-05:00", "-08:00", "+05:30", "+09:00")


def vocabulary(count: int = 16_000) -> list[str]:
    """Return `count` different words, most frequent first."""
    rng = random.Random("words")
    words = dict.fromkeys(_COMMON + _TOPICS)
    while len(words) < count:
        parts = rng.choice((1, 2, 2, 3, 3))
        syllables = (
            rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_ENDS) for _ in range(parts)
        )
        words["".join(syllables)] = None
    return list(words)


def running_text(words: list[str], length: int = 1 << 18) -> list[str]:
    """Return `length` words of text, with frequencies by their rank in `words` (Zipf's law)."""
    rng = random.Random("text")
    cumulative = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    return rng.choices(words, cum_weights=cumulative, k=length)


def east_asian_text(length: int = 1 << 14) -> list[str]:
    """Return `length` runs of Chinese, Japanese or Korean text of two to nine characters."""
    rng = random.Random("east")
    scripts = (_SIGNS, _SIGNS + _KANA, _HANGUL)
    return [
        "".join(rng.choices(scripts[at * len(scripts) // length], k=rng.randint(2, 9)))
        for at in range(length)
    ]


def tag_names(words: list[str], count: int = 400) -> list[str]:
    """Return `count` different tags, most frequent first; some with hyphen, space or capital."""
    rng = random.Random("tags")
    tags = dict.fromkeys([*_TOPICS, "c++", "café", "日本語", "3d-printing"])
    rare = words[len(_COMMON) + len(_TOPICS) :]
    while len(tags) < count:
        tag = rng.choice(rare)
        shape = rng.random()
        if shape < 0.3:
            tag += rng.choice("-- ") + rng.choice(rare)
        tags[tag.capitalize() if shape > 0.95 else tag] = None
    return list(tags)
