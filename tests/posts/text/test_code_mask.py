"""What counts as code in a body, and what as prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.text import code_mask
from blogcli.posts.text.code_mask import mask_code


def words(body: str, *, markdown: bool = True) -> list[str]:
    """The words that are left as prose."""
    return mask_code(body, markdown=markdown).replace("\0", " ").split()


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("one\n```\ncode\n```\ntwo", ["one", "two"]),
        ("one\n~~~~ sh\n~~~\ncode\n~~~~\ntwo", ["one", "two"]),
        ("one\n```\ncode to the end", ["one"]),
        ("a ``` b `c` d", ["a", "```", "b", "d"]),
        ("- item\n  ```\n  code\n  ```\n  more", ["-", "item", "more"]),
        ("1. item\n\n   ~~~\n   code\n   ~~~\n\n   more", ["1.", "item", "more"]),
        ("- ```\n  code\n  ```\n\nmore", ["more"]),
        ("> ```\n> code\nmore", ["more"]),
        ("> quote\n> ~~~\n> code\n> ~~~\n> more", [">", "quote", ">", "more"]),
        ("```\n> not the end\n```\nmore", ["more"]),
        ("one\n\n    code\n\n    code\n\ntwo", ["one", "two"]),
        ("one\n\n\tcode\ntwo", ["one", "two"]),
        ("# head\n    code\n\ntwo", ["#", "head", "two"]),
        ("a paragraph\n    goes on", ["a", "paragraph", "goes", "on"]),
        ("- item\n\n    more of it", ["-", "item", "more", "of", "it"]),
        ("- item\n\n      code", ["-", "item"]),
        ("1.  item\n\n    more\n\n        code\n\nend", ["1.", "item", "more", "end"]),
        ("- a\n  - b\n\n    more\n\nend", ["-", "a", "-", "b", "more", "end"]),
        ("- item\n\nend\n\n    code", ["-", "item", "end"]),
        ("- item\n# head\ntext\n\n    code", ["-", "item", "#", "head", "text"]),
        ("- item\n10. item\n\n    more\n\n        code", ["-", "item", "10.", "item", "more"]),
        ("> - item\ntext\n\n    code", [">", "-", "item", "text"]),
        ("* * *\n\n    code", ["*", "*", "*"]),
        ("one\r\n```\r\ncode\r\n```\r\ntwo", ["one", "two"]),
    ],
)
def test_blocks_of_code_are_no_prose(body, left):
    assert words(body) == left


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("a `b` c", ["a", "c"]),
        ("a ``b ` c`` d", ["a", "d"]),
        ("a ```b``` d", ["a", "d"]),
        ("a `b\nc` d", ["a", "d"]),
        ("a `b\n\nc` d", ["a", "`b", "c`", "d"]),
        (r"a \`b\` c", ["a", r"\`b\`", "c"]),
        (r"a `b\` c", ["a", "c"]),
        ("a ` b", ["a", "`", "b"]),
        ("a <code>b</code> c", ["a", "c"]),
        ("a <KBD class='x'>b</KBD> c", ["a", "c"]),
        ("a <coder>b</coder> c", ["a", "<coder>b</coder>", "c"]),
        ("a <pre>b\n\nc</pre> d", ["a", "d"]),
        ("<pre>\nb\n\nc\n</pre>\nd", ["d"]),
        ("<script>\n```\n</script>\nd", ["d"]),
        ("<pre>never closed\n\nb", []),
        ("a <code>never closed\n\nb", ["a", "b"]),
        ("a <!-- b\n\nc --> d", ["a", "d"]),
        ("<!--\n```\n-->\nd", ["d"]),
        ("{% raw %}a{% endraw %} b", ["b"]),
        ("{%- highlight ruby -%}\na\n\nb\n{%- endhighlight -%}\nc", ["c"]),
        ("a {% raw %} b", ["a", "{%", "raw", "%}", "b"]),
        ('{{< highlight go "linenos=table" >}}\na\n{{< /highlight >}}\nb', ["b"]),
        ("{{% highlight go %}}a{{% /highlight %}} b", ["b"]),
    ],
)
def test_code_in_a_line_tags_and_comments_are_no_prose(body, left):
    assert words(body) == left


def test_code_for_a_lenient_reader_is_no_prose_either():
    body = "- item\n\n  ```\nout of the item\n  ```\n\nend"
    assert "item" in words(body)
    assert "out" not in words(body)


def test_html_knows_no_indentation_and_no_backticks():
    body = "<p>\n\n    a `b` c\n\n<pre>d</pre>"
    assert words(body, markdown=False) == ["<p>", "a", "`b`", "c"]


PIECES = (
    *(
        "word",
        "Text here\n",
        "[x](y)\n",
        "*em* x\n",
        "_x\n",
        "`c` x\n",
        "|a|b|\n",
        "# h\n",
        "é x\n",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "    ",
        "  ",
        "> ",
        "- ",
        "* ",
        "1. ",
        "---\n",
        "* * *\n",
        "\xa0",
    ),
    *("- item\n", "10. item\n", "    code\n", "      code\n"),
    *("`", "``", "```\n", "````", "```py\n", "~~~\n", "<!--", "-->", "<pre>", "</pre>\n"),
    *("{% raw %}\n", "{% endraw %}\n", "{{< highlight >}}\n", "{{< / highlight >}}"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_lines_passed_at_once_are_read_as_one_by_one(body):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(code_mask._Lines, "passed", lambda lines, body, at: (at, False))
        expected = mask_code(body)
    assert mask_code(body) == expected


@given(
    st.text(
        st.sampled_from("`~ab \t\n\r>-*1.#<!/{%}\\") | st.characters(exclude_characters="\0"),
    )
)
def test_every_offset_and_line_stays(body):
    left = mask_code(body)
    assert len(left) == len(body)
    assert all(new in (old, "\0") for old, new in zip(body, left, strict=True))
    assert left.count("\n") == body.count("\n")


@pytest.mark.parametrize(
    "unit", ["`", "``` ", "<code>", "<!--", "{% raw %}", "- ", "> ", "\\`", "<pre\n", "`a``b```"]
)
def test_hostile_repetition_is_read_in_time(unit):
    assert len(mask_code(unit * 20_000)) == len(unit) * 20_000
