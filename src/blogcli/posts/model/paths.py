"""Paths of posts: the slug and the day that they hold, and new ones for a post's file."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)(?P<mark>[-_\s]*)")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2,4})?\Z")

_CODES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch cn co cr cs cu"
    " cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho"
    " hr ht hu hy hz ia id ie ig ii ik io is it iu ja jp jv ka kg ki kj kk kl km kn ko kr ks ku"
    " kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no"
    " nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so"
    " sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ua ug uk ur uz ve vi vo wa"
    " wo xh yi yo za zh zu"
    " "
)
"""Two-letter codes of ISO 639-1, and those of countries that sites use in their place."""

_BUNDLE = r"index(?:\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?"  # also Hugo's index.en.md
_ISO_DAY = r"(?:.*/)?(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"
# A quick test: all _DATED_PATHS match it, few other paths do; `\d` takes three times as long.
_MAYBE_DATED = r"[0-9](?:[0-9]{3}[-/][0-9]|[0-9]{5}|[0-9]-[0-9])"
_YEAR_FOLDER = r"(?:.*/)?(?P<year>(?:19|20)\d\d)/"
_DATED_PATHS = (  # without the extension; the first that gives a possible date
    # 2024-03-05-slug, 2017-6-28-slug, 2020-03-22_slug
    rf"{_ISO_DAY}[-_\s]*(?P<slug>[^/]*)",
    # 24-03-05-slug, as Jekyll takes it
    r"(?:.*/)?_posts/(?:.*/)?(?P<year>\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)-(?P<slug>[^/]*)",
    # 240305-slug, as some Pelican blogs have it
    r"(?:.*/)?(?P<year>[0-4]\d|9\d)(?P<month>\d\d)(?P<day>\d\d)[-_](?P<slug>[^/]+)",
    # 2024/03-05-slug
    rf"{_YEAR_FOLDER}(?P<month>\d\d)-(?P<day>\d\d)[-_](?P<slug>[^/]+)",
    # 2024/03/05-slug
    rf"{_YEAR_FOLDER}(?P<month>\d\d)/(?P<day>\d\d)-(?P<slug>[^/]+)",
    # 2024-03-05/slug, 2024-03-05-topic/slug
    rf"{_ISO_DAY}[^/]*/(?P<slug>[^/]+)",
    # 2024/03/05/slug
    rf"{_YEAR_FOLDER}(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<slug>[^/]+)",
    # team-2024-03-05-topic/slug, as Docusaurus takes it
    r"(?:.*\D)?(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)[^/]*/(?P<slug>[^/]+)",
)
_DATED_URL = r"(?:\A|/)(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=/|\Z)"


def is_bundle(path: str) -> bool:
    """Return whether the post is the `index` file of its own folder."""
    return bare_path(path) == path.rpartition("/")[0] != ""


def bundle_folder(path: str) -> str:
    """Return the folder that holds a post and its files; "" for a post that is a single file."""
    return path.rpartition("/")[0] if is_bundle(path) else ""


def without_language(path: str) -> str:
    """Return the path without extension and language code, which translations of a post share."""
    return _LANGUAGE.sub("", path.rpartition(".")[0])


def language_in_name(path: str) -> str:
    """Return the language code in a file's name, as in `hello.fr.md`; "" for none."""
    stem, dot, _ = path.rpartition("/")[2].rpartition(".")
    found = _LANGUAGE.search(stem) if dot else None
    code = found[0][1:] if found and found.start() else ""
    return code if is_language(code) else ""


def is_language(code: str) -> bool:
    """Return whether a code such as `fr` or `pt-BR` begins with that of a language."""
    return f" {code[:2]} " in _CODES


def renamed(path: str, slug: str, *, languages: bool = False) -> str:
    """Return the path with another slug in its last name; the date and the extension stay.

    With `languages`, a code such as `.nb` before the extension is not part of the slug.
    """
    bare = bare_path(path)
    found = _LANGUAGE.search(bare) if languages and not is_bundle(path) else None
    code = found[0] if found else ""
    bare = bare.removesuffix(code)
    old = split_path(f"{bare}.md")[1]
    return _with_name(path, bare.rpartition("/")[2].removesuffix(old) + slug + code)


def dated(path: str, day: date) -> str:
    """Return the path with the day before its last name, in place of one that is there."""
    name = bare_path(path).rpartition("/")[2]
    found = _DAY.match(name)
    rest = name[found.end() :] if found else name
    mark = found["mark"] if found and rest else "-" if rest else ""
    return _with_name(path, f"{day:%Y-%m-%d}{mark}{rest}")


def undated(path: str) -> str:
    """Return the path without a day before its last name."""
    name = bare_path(path).rpartition("/")[2]
    found = _DAY.match(name)
    return _with_name(path, name[found.end() :]) if found and name[found.end() :] else path


def day_in_name(path: str) -> date | None:
    """Return the day that the last name begins with, as in 2024-03-05; None for any other form."""
    name = bare_path(path).rpartition("/")[2]
    return split_path(f"{name}.md")[0] if _DAY.match(name) else None


def in_folder(path: str, old: str, new: str) -> str:
    """Return the path with its last folder named `old` renamed to `new`."""
    before, found, after = f"/{path}".rpartition(f"/{old}/")
    return f"{before}/{new}/{after}".lstrip("/") if found else path


def _with_name(path: str, name: str) -> str:
    bare = bare_path(path)
    folder, slash, _ = bare.rpartition("/")
    return folder + slash + name + path[len(bare) :]


def bare_path(path: str) -> str:
    """Return the path without extension; for `slug/index.md` that is the folder."""
    folder, slash, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if folder and stem.startswith("index") and re.fullmatch(_BUNDLE, stem):
        return folder
    return folder + slash + stem


def bare_name(path: str) -> str:
    """Return the bare name, in one case, that a link may use for the post at a path."""
    return bare_path(path).rpartition("/")[2].casefold()


def split_path(path: str) -> tuple[date | None, str]:
    """Return the date and the slug in a post's path; `slug/index.md` is named by its folder.

    The date is in the file name, in its folder's, or in folders for year, month and day. A name
    that is only a date is the slug too.
    """
    named = bare_path(path)
    name = named.rpartition("/")[2]
    if re.search(_MAYBE_DATED, named):
        for pattern in _DATED_PATHS:
            match = re.fullmatch(pattern, named, re.ASCII | re.DOTALL)
            if match and (day := _day(match)):
                return day, match["slug"] or name
    return None, name


def url_date(text: str) -> date | None:
    """Return the first date like `2019/10/15` in a URL or in a `path` or `permalink` field."""
    matches = re.finditer(_DATED_URL, text, re.ASCII)
    return next(filter(None, map(_day, matches)), None)


def _day(match: re.Match[str]) -> date | None:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 69 else 1900
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
