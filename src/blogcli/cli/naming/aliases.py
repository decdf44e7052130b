"""The user's own commands: aliases in the user's settings file, expanded to words of `blog`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from blogcli.errors import UsageError
from blogcli.posts.text.counted import counted

Aliases = Mapping[str, Sequence[str]]
"""The words that each alias stands for."""

_MOST_WORDS = 10_000

_PLACE = re.compile(r"\$([1-9])")


def own_aliases(environ: Mapping[str, str]) -> Aliases:
    """Return the aliases of the user's own settings file; those of a blog's file never count.

    Raises UsageError for a file that cannot be read, and for an unclosed quote.
    """
    from blogcli.store.settings.user_file import has_user_file

    if not has_user_file(environ):
        return {}
    from blogcli.store.settings.load import read_config

    config = read_config(environ)
    return {
        name: alias_words(name, words, config.origin(f"aliases.{name}"))
        for name, words in config.table("aliases").items()
    }


def alias_words(name: str, words: str | Sequence[str], origin: str = "") -> Sequence[str]:
    """Return the words of an alias: a list as it is, a text split as a shell would.

    Raises UsageError, which names the `origin`, for an unclosed quote.
    """
    import shlex

    if not isinstance(words, str):
        return words
    try:
        return shlex.split(words)
    except ValueError:
        raise UsageError(f"unclosed quote in the alias '{name}'", path=origin) from None


def expanded(name: str, args: Sequence[str], own: Aliases, commands: Container[str]) -> list[str]:
    """Return the words that an alias and the words typed after it stand for.

    `$1` to `$9` are single words, `$@` all; what is not named is appended. The result begins with
    one of the `commands`; raises UsageError where it cannot.
    """
    within = [name]
    while True:
        words = _filled(name, own[name], args)
        name = words[0]
        if name in commands:
            return words
        _check_first(name, within, own)
        within.append(name)
        args = words[1:]


def _filled(name: str, meant: Sequence[str], args: Sequence[str]) -> list[str]:
    words = [*meant]
    if words[:1] == ["blog"]:
        del words[0]
    if not words:
        raise UsageError(f"the alias '{name}' is empty", "give it words of blog: `list is:draft`")
    if words[0].startswith("!"):
        hint = "an alias holds words of blog; for other programs use an alias of your shell"
        raise UsageError(f"the alias '{name}' would run a shell command", hint)
    used = {int(number) for word in words for number in _PLACE.findall(word)}
    if used and max(used) > len(args):
        hint = f"it stands for: {' '.join(words)}"
        raise UsageError(f"the alias '{name}' needs {counted(max(used), 'word')} after it", hint)
    filled: list[str] = []
    for word in words:
        filled += args if word == "$@" else [_PLACE.sub(lambda at: args[int(at[1]) - 1], word)]
    if "$@" not in words:
        filled += [arg for number, arg in enumerate(args, 1) if number not in used]
    if len(filled) > _MOST_WORDS:
        raise UsageError(f"the alias '{name}' stands for too many words")
    return filled


def _check_first(first: str, within: Sequence[str], own: Aliases) -> None:
    """Raise UsageError unless `first` is another alias, not yet met."""
    name = within[-1]
    if first in within:
        loop = " > ".join((*within, first))
        raise UsageError(f"the alias '{within[0]}' refers back to itself: {loop}")
    if first not in own:
        hint = "an alias begins with a command: `list is:draft`"
        raise UsageError(f"the alias '{name}' begins with '{first}', which is no command", hint)


def alias_text(words: Iterable[str]) -> str:
    """Return the words of an alias as one line."""
    import shlex

    return " ".join(word if "$" in word else shlex.quote(word) for word in words)
