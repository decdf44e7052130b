"""A baseline: what is known is not told again, what is new is."""

from __future__ import annotations

import pytest

from blogcli.errors import UsageError
from blogcli.posts.checks.baseline import baseline, not_in_baseline, read_baseline
from blogcli.posts.checks.model import Finding

ONE = Finding("broken-link", "b.md", "'x' is not there", line=3)
OTHER = Finding("broken-link", "a.md", "'y' is not there", line=9)


def test_what_is_known_is_left_out_wherever_its_line_has_moved():
    known = read_baseline(baseline([ONE]))
    moved = Finding("broken-link", "b.md", "'x' is not there", line=30)
    assert not_in_baseline([moved, OTHER], known) == [OTHER]


def test_one_more_of_the_same_is_new():
    assert not_in_baseline([ONE, ONE], read_baseline(baseline([ONE]))) == [ONE]
    assert not_in_baseline([ONE, ONE], read_baseline(baseline([ONE, ONE]))) == []


def test_the_file_does_not_depend_on_the_order_of_findings():
    assert baseline([ONE, OTHER]) == baseline([OTHER, ONE])
    assert baseline([ONE, OTHER]).index("a.md") < baseline([ONE, OTHER]).index("b.md")


@pytest.mark.parametrize(
    ("text", "line"), [("{", 1), ("[]", None), ('{"findings": [1]}', None), ("{}", None)]
)
def test_what_is_no_baseline_is_said(text, line):
    with pytest.raises(UsageError) as error:
        read_baseline(text, "known.json")
    assert (error.value.path, error.value.line) == ("known.json", line)
