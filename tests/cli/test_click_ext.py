"""Command lines are understood as click understands them."""

from __future__ import annotations

from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.cli.click_ext import BlogCommand

WORDS = ["-n", "-s", "-y", "--limit", "--sort", "--yes", "-n5", "-yn", "--limit=5", "--sort=-n"]
WORDS += ["--", "-", "-x", "--raw", "--no-raw", "-5", "", "post", "=", "-n=5", "--y"]


def parsed(kind: type[click.Command], words: list[str], *, mixed: bool = True) -> object:
    """What a command of that kind makes of the words: its values, or the kind of its error."""
    params: list[click.Parameter] = [
        click.Argument(["posts"], nargs=-1),
        click.Option(["-n", "--limit"]),
        click.Option(["-s", "--sort"], default="date"),
        click.Option(["-y", "--yes"], is_flag=True),
        click.Option(["--raw/--no-raw"]),
    ]
    command = kind("list", params=params)
    context = click.Context(command, allow_interspersed_args=mixed)
    try:
        left = command.parse_args(context, [*words])
    except click.UsageError as error:
        return type(error)
    return values(context.params), left


def values(params: dict[str, Any]) -> dict[str, Any]:
    """The values but for those that click adds by itself."""
    return {name: params[name] for name in ("posts", "limit", "sort", "yes", "raw")}


@given(st.lists(st.sampled_from(WORDS), max_size=6), st.booleans())
def test_short_options_mean_what_they_mean_to_click(words, mixed):
    theirs = parsed(click.Command, words, mixed=mixed)
    assert parsed(BlogCommand, words, mixed=mixed) == theirs


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["-n", "5", "post", "-y"], {"limit": "5", "yes": True, "posts": ("post",)}),
        (["-s", "-n", "-n", "5"], {"sort": "-n", "limit": "5"}),
        (["-n", "-y"], {"limit": "-y", "yes": False}),
        (["--", "-n", "5"], {"limit": None, "posts": ("-n", "5")}),
    ],
)
def test_a_value_that_looks_like_an_option_stays_one(words, expected):
    found, _ = parsed(BlogCommand, words)
    assert {name: found[name] for name in expected} == expected
