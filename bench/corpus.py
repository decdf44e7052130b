"""Generate the blogs to measure on, as Hugo sites, once per seed and size.

The first 1,000 posts of a blog of 10,000 are the blog of 1,000 with the same seed.
"""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import repeat
from pathlib import Path

from bench import posts

VERSION = 2
"""Incremented when the posts of a seed change, so that cached blogs are generated again."""

FOLDER = "content/posts"
SITE = "baseURL = 'https://example.org/'\ntitle = 'Made-up posts'\n"
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Corpus:
    """A generated blog, and the arguments for the measured commands.

    `slug` is the slug of one post, `prefix` the start of it and a few others. `tag` is on a few
    percent of the posts, and `word` in the body of about as many.
    """

    posts: int
    post_bytes: int
    slug: str
    prefix: str
    tag: str
    word: str


def kept(work: Path, count: int, seed: int) -> tuple[Path, Corpus]:
    """Return the folder and description of the blog with `count` posts, generated if missing."""
    folder = work / f"posts-{count}-seed-{seed}-v{VERSION}"
    record = folder.with_suffix(".json")  # beside the blog, where no search for links reads it
    if not record.exists():
        shutil.rmtree(folder, ignore_errors=True)
        record.write_text(json.dumps(asdict(make(folder, count, seed))), encoding="utf-8")
    return folder, Corpus(**json.loads(record.read_text(encoding="utf-8")))


def make(folder: Path, count: int, seed: int) -> Corpus:
    """Write the blog; file modification times are the dates of the posts."""
    (folder / FOLDER).mkdir(parents=True)
    (folder / "hugo.toml").write_text(SITE, encoding="utf-8")
    starts = range(0, count, _BATCH)
    batches = [range(start, min(start + _BATCH, count)) for start in starts]
    with ProcessPoolExecutor() as pool:
        sizes = pool.map(write, repeat(folder / FOLDER), repeat(seed), batches)
        post_bytes = sum(sizes)
    slug = posts.post(seed, count // 2).stem
    stock = posts.material()
    return Corpus(count, post_bytes, slug, slug[:4], stock.tags[8], stock.words[4_000])


def write(folder: Path, seed: int, numbers: range) -> int:
    """Write the posts with these numbers and return their size in bytes."""
    total = 0
    for number in numbers:
        one = posts.post(seed, number)
        data = posts.text_of(one, number).encode()
        path = folder / f"{one.stem}.md"
        path.write_bytes(data)
        seconds = one.when.timestamp()
        os.utime(path, (seconds, seconds))
        total += len(data)
    return total


def copy_of(folder: Path) -> Path:
    """Copy the blog to a folder next to it, for commands that change posts."""
    copy = folder.with_name(folder.name + ".changed")
    shutil.rmtree(copy, ignore_errors=True)
    return Path(shutil.copytree(folder, copy))


def restore(copy: Path, folder: Path) -> None:
    """Restore the bytes and times of every post of the copy, and remove the folders beside them."""
    for path in (copy / FOLDER).parent.iterdir():
        if path.name != Path(FOLDER).name:
            shutil.rmtree(path)
    for source in (folder / FOLDER).iterdir():
        shutil.copy2(source, copy / FOLDER / source.name)
    os.sync()
