import pytest

from blogcli.posts.text.counted import counted


@pytest.mark.parametrize(
    ("count", "line"),
    [(0, "No comments"), (1, "1 comment"), (12, "12 comments")],
)
def test_a_noun_goes_with_its_number(count, line):
    assert counted(count, "comment", "No") == line
