"""The keys of the screen, and the command line that each of them stands for."""

import re
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from blogcli.browse.catalog import Catalog, PostLine
from blogcli.browse.host import CommandCall, TakesPosts
from blogcli.errors import UsageError
from blogcli.posts.edit.fields import is_assignment

_MOST_NAMED = 20
"""Most posts that a command line names; more are given on stdin."""

_SIMPLE = re.compile(r"\w[\w.-]*")
"""A slug that no query and no command takes for anything else."""


class KeyAction(NamedTuple):
    """A key of the screen: what it does, and the command that it runs, "" for none.

    `question` is asked before, and its answer becomes words of the command. `in_line` is its name
    in the line of keys, "" if it is only in the help.
    """

    key: str
    action: str
    does: str
    in_line: str = ""
    command: str = ""
    question: str = ""

    @property
    def shown(self) -> str:
        """Return the key as it is shown."""
        return _NAMES.get(self.key, self.key)

    @property
    def binding(self) -> str:
        """Return what Textual calls when the key is pressed."""
        return f"{self.action}('{self.key}')" if self.command else self.action


_NAMES = {
    "slash": "/",
    "asterisk": "*",
    "colon": ":",
    "question_mark": "?",
    "number_sign": "#",
    "tab": "Tab",
    "enter": "Enter",
    "escape": "Esc",
}

_TAGS = "one or more, or one, two words; -tag removes"
_FIELDS = "title=A new title, tags+=one more, lang- removes"

KEYS = (
    KeyAction("slash", "search", "search: type words or a query", "search"),
    KeyAction("space", "mark", "mark the post, or unmark it", "mark"),
    KeyAction("asterisk", "mark_all", "mark all posts of the list, or none"),
    KeyAction("t", "command", "add tags; -tag removes one", "tag", "tag", _TAGS),
    KeyAction("s", "command", "set front matter fields", "set", "set", _FIELDS),
    KeyAction("p", "command", "publish", "publish", "publish"),
    KeyAction("P", "command", "turn back into drafts", "", "unpublish"),
    KeyAction("S", "command", "schedule", "", "schedule", "when: friday 09:00, 2027-01-31, +3d"),
    KeyAction("r", "command", "rename, and update links", "rename", "rename", "new slug"),
    KeyAction("d", "command", "move to the trash", "delete", "rm"),
    KeyAction("e", "edit", "edit in your editor", "edit"),
    KeyAction("n", "new", "new post", "new", "new", "title of the new post"),
    KeyAction("o", "open", "open in the browser; in the reader, a link"),
    KeyAction("y", "copy", "copy the slugs"),
    KeyAction("colon", "any", "any blog command, on these posts or on those it names", "command"),
    KeyAction("u", "undo", "undo the last command", "undo"),
    KeyAction("R", "redo", "redo what was undone"),
    KeyAction("h", "history", "what changed the blog, newest first"),
    KeyAction("c", "check", "problems of these posts"),
    KeyAction("enter", "read", "read the post; Esc leaves it"),
    KeyAction("number_sign", "contents", "headings of the post"),
    KeyAction("question_mark", "help", "all keys", "keys"),
    KeyAction("q", "leave", "leave; Esc clears message, search and marks first", "quit"),
)
"""Every key, in the order of the help; commands act on the marked posts, or else on the current."""

MOVES = {
    "up,k": "move(-1)",
    "down,j": "move(1)",
    "pageup,ctrl+b": "move_page(-1)",
    "pagedown,ctrl+f": "move_page(1)",
    "home,g": "move_to(0)",
    "end,G": "move_to(-1)",
}
"""The keys that move the cursor of the list."""

QUERY_KEYS = {"enter,down": "keep_query", "escape": "drop_query"}
"""The keys that leave the line of the query."""

IN_QUERY_LINE = [("Enter", "to the list"), ("Esc", "take back")]
IN_READER_LINE = [("↑↓", "scroll"), ("#", "headings"), ("t", "tag"), ("e", "edit")]
IN_READER_LINE += [("o", "open a link"), ("?", "keys"), ("Esc", "to the list")]
"""What the line of keys shows while the query or the reader has the keys."""


def answer_words(command: str, answer: str) -> tuple[str, ...]:
    """Return the words of a command that a typed answer becomes. Raises UsageError."""
    if command == "tag" and "," in answer:
        words = [word.strip() for word in answer.split(",") if word.strip()]
    elif command in ("rename", "new", "schedule"):
        words = [answer.strip()] if answer.strip() else []
    else:
        words = split_words(answer)
    if command == "set":
        words = _joined(words)
    if command != "tag":
        return tuple(words)
    added = [word.removeprefix("+") for word in words if not word.startswith("-")]
    removed = [word for text in words if text.startswith("-") for word in ("-r", text[1:])]
    return (*added, *removed)


def _joined(words: Sequence[str]) -> list[str]:
    """Return assignments; a word that is none belongs to the value of the one before."""
    found: list[str] = []
    for word in words:
        if found and not is_assignment(word):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def split_words(text: str) -> list[str]:
    """Return the words of a line as a shell splits it. Raises UsageError."""
    try:
        return shlex.split(text)
    except ValueError:
        raise UsageError("a quote is not closed", "close it, or leave it out") from None


def call_on(
    words: Sequence[str], takes: TakesPosts, posts: Sequence[PostLine], catalog: Catalog
) -> CommandCall:
    """Return the call of a command on posts: they follow the command's name.

    One post is named, and a few are, by their slugs where those are unique; many are given on
    stdin. Raises UsageError for several posts where the command takes one.
    """
    command, *rest = words
    if not takes.any or not posts:
        return CommandCall(tuple(words))
    if len(posts) > 1 and not (takes.many or takes.where):
        raise UsageError(f"`blog {command}` takes one post", "unmark the others")
    if len(posts) > _MOST_NAMED:
        return CommandCall((command, "-", *rest), tuple(post.path for post in posts))
    names = post_names(posts, catalog)
    if len(names) == 1 or takes.many:
        return CommandCall((command, *names, *rest))
    if all(map(_SIMPLE.fullmatch, names)):
        return CommandCall((command, "--where", f"slug:{','.join(names)}", *rest))
    return CommandCall((command, "-", *rest), tuple(names))


def post_names(posts: Sequence[PostLine], catalog: Catalog) -> list[str]:
    """Return for each post its slug, or its path where the slug might stand for something else."""
    shared = catalog.shared_slugs({post.slug for post in posts})
    return [
        post.slug if _SIMPLE.fullmatch(post.slug) and post.slug not in shared else post.path
        for post in posts
    ]
