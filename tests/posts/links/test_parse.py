"""Which links a body holds, of what kind, and exactly where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.links.model import LinkKind, TooManyLinks
from blogcli.posts.links.parse import few_links, find_links

SIGNS = r"""[ ] ( ) ![ ]( [[ ]] < > " ' ` \ | # ? @/ ]: {% %} >}} {{ a b.md /c/ é"""
TAGS = ("{% post_url ", "{{< ref ", " | relative_url }}", "<a href=", "<img srcset=")
MARKUP = st.sampled_from([*SIGNS.split(), *TAGS, "\n", " ", "\udc80", "https://", "mailto:"])


def found(body: str, *, markdown: bool = True) -> list[tuple[str, str]]:
    return [(link.kind.value, link.target) for link in find_links(body, markdown=markdown)]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a](b.md)", [("inline", "b.md")]),
        ('[a](b.md "title")', [("inline", "b.md")]),
        ("[a]( b.md 'title' )", [("inline", "b.md")]),
        ("[a](b.md\n(title))", [("inline", "b.md")]),
        ("[a](<b c.md>)", [("inline", "b c.md")]),
        ("[a](<b.md> 'title')", [("inline", "b.md")]),
        ("[a](b_(c)_(d(e)).md)", [("inline", "b_(c)_(d(e)).md")]),
        (r"[a](b\).md)", [("inline", r"b\).md")]),
        ("[a]()", [("inline", "")]),
        ("[a [b] c](d.md)", [("inline", "d.md")]),
        ("[a [b](c.md) d](e.md)", [("inline", "c.md")]),
        ("[a](<https://b.org/c>)", [("inline", "/c")]),
        ("[![a](b.png)](c.md)", [("image", "b.png"), ("inline", "c.md")]),
        ("![a](b.png)", [("image", "b.png")]),
        (r"\![a](b.png)", [("inline", "b.png")]),
        ("[a\nb](c.md)", [("inline", "c.md")]),
        ("*[a](b.md)*, ([c](d.md))", [("inline", "b.md"), ("inline", "d.md")]),
        ("> [a](b.md)", [("inline", "b.md")]),
        ("[`a]`](b.md)", [("inline", "b.md")]),
    ],
)
def test_inline_links_and_images(body, links):
    assert found(body) == links


@pytest.mark.parametrize(
    "body",
    [
        r"\[a](b.md)",
        r"[a\](b.md)",
        "a](b.md)",
        "[a\n\nb](c.md)",
        "[a](b c)",
        "[a](b.md",
        "[a](b.md 'title)",
        "[a] (b.md)",
        "`[a](b.md)`",
        "`` ` [a](b.md) ``",
        "```\n[a](b.md)\n```",
        "~~~ md\n[a](b.md)\n\n[c]: d.md\n~~~",
        "- x\n\n  ```\n  [a](b.md) {% post_url c %}\n  ```",
        "x\n\n    [a](b.md)",
        "<pre>[a](b.md) [[c]]</pre>",
        "<code><a href='b.md'>a</a></code>",
        "<!-- [a](b.md) <https://c.org/d> -->",
        "{% raw %}[a](b.md){% endraw %}",
        "{% highlight md %}\n[a](b.md)\n{% endhighlight %}",
        "{{< highlight md >}}\n[a](b.md)\n{{< /highlight >}}",
        '{{</* ref "b.md" */>}}',
        "[a](/b/{{ page.slug }}/)",
        "[a]({% include b.html %})",
        "[^1]: note",
        "[a]: b c d",
        "[a]:",
        r"\<a href='b.md'>",
        "<a href={b}>",
        "<a href='`b`.md'>",
        "2 < 3 and href='b.md' > 1",
        r"\[[a]]",
        "[[a](b c)]",
    ],
)
def test_what_is_no_link_or_stands_in_code_is_not_found(body):
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a]: b.md", [("reference", "b.md")]),
        ("   [a b]: <b c.md> 'title'\r\n", [("reference", "b c.md")]),
        ('[a]:\n  b.md\n  "title"\n', [("reference", "b.md")]),
        ("> [a]: b.md (title)", [("reference", "b.md")]),
        ("<https://a.org/b/>", [("autolink", "/b/")]),
        ("See https://a.org/b/. It is", [("autolink", "/b/")]),
        ("(https://a.org/b)", [("autolink", "/b")]),
        ("<mailto:me@a.org>", [("autolink", "me@a.org")]),
        ('<a class="x" href="b.md">', [("href", "b.md")]),
        ("<a\n  href='b.md'\n  id=x>", [("href", "b.md")]),
        ("<A HREF=b.md>", [("href", "b.md")]),
        ('<a title="1 > 0" href="b.md">', [("href", "b.md")]),
        ('<img src="b.png"/>', [("src", "b.png")]),
        (
            '<img src="a.png" srcset="b.png 1x, c,d.png 2x,e.png">',
            [("src", "a.png"), ("src", "b.png"), ("src", "c,d.png"), ("src", "e.png")],
        ),
        ("{% post_url 2020-01-02-b %}", [("post_url", "2020-01-02-b")]),
        ("[a]({% post_url sub/2020-01-02-b %}#c)", [("post_url", "sub/2020-01-02-b")]),
        ("[a]: {%- post_url 2020-01-02-b -%}", [("post_url", "2020-01-02-b")]),
        ("{% post_link b 'A title' %}", [("post_url", "b")]),
        ("{% link _posts/2020-01-02-b.md %}", [("link", "_posts/2020-01-02-b.md")]),
        ('{{< ref "b.md" >}}', [("ref", "b.md")]),
        ('[a]({{< relref "sub/b.md#c" >}})', [("ref", "sub/b.md")]),
        ("{{% ref 'b' %}}", [("ref", "b")]),
        ('{{< ref path="b.md" lang="en" >}}', [("ref", "b.md")]),
        ("{{< ref b.md >}}", [("ref", "b.md")]),
        ("[a](@/blog/b.md#c)", [("inline", "@/blog/b.md")]),
        ('{{ get_url(path="@/blog/b.md") }}', [("template", "@/blog/b.md")]),
        ("[a]({{ '/b/' | relative_url }})", [("template", "/b/")]),
        ("[a]({{ site.baseurl }}/b/)", [("inline", "/b/")]),
        ("[a]({{site.url}}{{ site.baseurl }}/b/)", [("inline", "/b/")]),
        ("[a]({filename}../b.md)", [("inline", "../b.md")]),
        ("[a](pathname:///blog/b)", [("inline", "/blog/b")]),
        ("![a]({static}/b.png)", [("image", "/b.png")]),
        ("[[b]]", [("wiki", "b")]),
        ("[[b c|label]] and ![[d.png]]", [("wiki", "b c"), ("wiki", "d.png")]),
        ("[[b#part|label]]", [("wiki", "b")]),
        ("[[What is it?]]", [("wiki", "What is it?")]),
        ("[[1]](b.md)", [("inline", "b.md")]),
    ],
)
def test_every_other_kind_of_link(body, links):
    assert found(body) == links


def test_a_link_keeps_its_parts_apart():
    body = 'x [the text](https://a.org:80/b/c.md?d=e#f "t")'
    (link,) = find_links(body)
    assert body[link.start : link.end] == "/b/c.md"
    assert (link.origin, link.query, link.anchor) == ("https://a.org:80", "?d=e", "f")
    assert link.text == "the text"


def test_an_anchor_alone_has_an_empty_target():
    (link,) = find_links("[a](#part)")
    assert (link.target, link.anchor, link.end - link.start) == ("", "part", 0)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("![](a.png)", ""),
        ("![some words](a.png)", "some words"),
        ("<img src=a.png>", None),
        ('<img alt="" src="a.png">', ""),
        ('<img src="a.png" alt="some words">', "some words"),
    ],
)
def test_an_image_tells_its_alternative_text(body, text):
    assert [link.text for link in find_links(body)] == [text]


def test_html_holds_no_markdown():
    body = "[a](b.md) <a href='c.html'>\n\n    <a href='d.html'>"
    assert found(body, markdown=False) == [("href", "c.html"), ("href", "d.html")]


@given(st.lists(MARKUP, max_size=40).map("".join))
def test_spans_lie_in_the_body_in_order_and_hold_the_targets(body):
    end = 0
    for link in find_links(body):
        assert end <= link.start <= link.end <= len(body)
        assert body[link.start : link.end] == link.target
        assert isinstance(link.kind, LinkKind)
        end = link.end


@given(st.lists(MARKUP, max_size=20).map("".join))
def test_nothing_is_found_in_a_fence(body):
    assert find_links(f"~~~~~\n{body}\n~~~~~\n") == []


HOSTILE = r"""[ ![ ]( []( []<( []('a [[ <a <a_' <a_b=" [a]:_ ](( {{<_ref {%_link {{_'/
{{_@/ https:// ((( ]:"""


@pytest.mark.parametrize("unit", [*HOSTILE.split(), "\n[a]:\n", "<a "])
def test_hostile_repetition_is_searched_in_time(unit):
    find_links(unit.replace("_", " ") * 5_000)


FEW = {
    "inline": "[a](b.md) ",
    "reference": "[a]: b.md\n",
    "wiki": "[[b]] ",
    "autolink": "https://a.b ",
    "tag": "<a href='b'>x</a> ",
    "template": "{% post_url b %} ",
}


@pytest.mark.parametrize("name", FEW)
def test_few_links_are_those_that_are_found(name):
    body = FEW[name] * 1000
    assert few_links(body) == find_links(body)
    assert len(few_links(body)) == 1000


@pytest.mark.parametrize("name", FEW)
def test_more_links_than_any_real_post_has_are_not_looked_at(name):
    with pytest.raises(TooManyLinks, match="too many links"):
        few_links(FEW[name] * 30_000)


@pytest.mark.parametrize("mark", ["\n", "<", "`", "{{", "{%"])
def test_nor_is_a_text_of_marks_that_may_begin_one(mark):
    assert few_links(mark * 49_000) == []
    with pytest.raises(TooManyLinks):
        few_links(mark * 50_001)


def test_a_link_does_not_reach_over_a_blank_line():
    assert find_links("[a\\\n\n](b.md)") == []
    assert [one.target for one in find_links("[a\\\nc](b.md)\n\n](d.md) [e](f.md)")] == [
        "b.md",
        "f.md",
    ]
