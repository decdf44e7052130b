import pytest

from blogcli.posts.text.casefold import casefold_nfc
from blogcli.posts.text.suggest import closest, did_you_mean


def test_closest_ignores_case_and_keeps_the_written_form():
    assert closest("PYTON", ["Rust", "Python", "pythons"]) == ["Python", "pythons"]
    assert closest("zzz", ["Rust", "Python"]) == []
    assert len(closest("aaaa", ["aaab", "aaac", "aaad", "aaae"])) == 3


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([], ""),
        (["draft"], "did you mean 'draft'?"),
        (["drafty", "draft"], "did you mean 'draft' or 'drafty'?"),
        (["drafty", "draft", "drafts"], "did you mean 'draft', 'drafty' or 'drafts'?"),
    ],
)
def test_did_you_mean(choices, sentence):
    assert did_you_mean("draf", choices) == sentence


def test_what_is_meant_is_safe_to_print():
    assert did_you_mean("draft", ["draft\x1b"]) == r"did you mean 'draft\x1b'?"


@pytest.mark.parametrize(("one", "other"), [("É", "e\u0301"), ("Straße", "STRASSE"), ("A", "a")])
def test_fold(one, other):
    assert casefold_nfc(one) == casefold_nfc(other)
