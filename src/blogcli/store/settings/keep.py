"""How much of the history is kept, as the setting says it."""

import re
from typing import NamedTuple

from blogcli.errors import UsageError

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Keep(NamedTuple):
    """How many commands are kept, or of how many days; None for no such limit."""

    commands: int | None = None
    days: int | None = None


KEEP = Keep(commands=500)
"""The limit if no setting gives one."""


def parse_keep(text: str) -> Keep:
    """Parse `500` (commands), or `90d`, `12w`, `6m`, `2y`. Raises UsageError for anything else."""
    found = re.fullmatch(r"(\d{1,6})([dwmy]?)", text.strip(), re.ASCII)
    if found is None:
        hint = "give a number of commands or an age: 500, 90d, 12w, 6m, 2y"
        raise UsageError(f"'{text}' is not a number of commands or an age", hint)
    count, unit = int(found[1]), found[2]
    return Keep(days=count * _DAYS[unit]) if unit else Keep(commands=count)
