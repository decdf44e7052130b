"""Links that follow a post to its new address, in the style they were written in."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.links.mentions import Mentions
from blogcli.posts.links.rewrite import PostIdentity, moved, rewrite

FLAT = (
    PostIdentity("posts/old.md", urls=("/2020/05/old/",), site="https://a.org/blog"),
    PostIdentity("posts/new.md", urls=("/2021/06/new/",), site="https://a.org/blog"),
)
HUGO = (PostIdentity("content/posts/old.md"), PostIdentity("content/news/new.md"))
JEKYLL = (PostIdentity("_posts/2020-01-02-old.md"), PostIdentity("_posts/2020-01-02-new.md"))
BUNDLE = (PostIdentity("blog/old/index.md"), PostIdentity("blog/new/index.md"))
SNAKE = (PostIdentity("posts/old_name.md"), PostIdentity("posts/new_name.md"))
AMPERSAND = (PostIdentity("R&D/old.md"), PostIdentity("R&D/new.md"))
SPACED = (PostIdentity("notes/old name.md", slug="slug"), PostIdentity("notes/neuer Titel é.md"))


@pytest.mark.parametrize(
    ("post", "before", "after"),
    [
        (FLAT, "[a](old.md)", "[a](new.md)"),
        (FLAT, "[a](./old.md)", "[a](./new.md)"),
        (FLAT, "[a](old)", "[a](new)"),
        (FLAT, "[a](old/)", "[a](new/)"),
        (FLAT, "[a](../posts/old.html)", "[a](new.html)"),
        (FLAT, '[a](old.md?b=c#d "old.md")', '[a](new.md?b=c#d "old.md")'),
        (FLAT, "[a](<old.md>)", "[a](<new.md>)"),
        (FLAT, "[a](/posts/old.md)", "[a](/posts/new.md)"),
        (FLAT, "[a](/2020/05/old/)", "[a](/2021/06/new/)"),
        (FLAT, "[a](/2020/05/old)", "[a](/2021/06/new)"),
        (FLAT, "[a](/2020/05/old/index.html#b)", "[a](/2021/06/new/index.html#b)"),
        (FLAT, "[a](/blog/2020/05/old/)", "[a](/blog/2021/06/new/)"),
        (FLAT, "<https://a.org/blog/2020/05/old/>", "<https://a.org/blog/2021/06/new/>"),
        (FLAT, "http://A.org/blog/2020/05/old/.", "http://A.org/blog/2021/06/new/."),
        (FLAT, "[a](//a.org/blog/2020/05/old/)", "[a](//a.org/blog/2021/06/new/)"),
        (FLAT, '<a href="/2020/05/old/#b">', '<a href="/2021/06/new/#b">'),
        (FLAT, "[a]: old.md#b 'c'\n", "[a]: new.md#b 'c'\n"),
        (FLAT, "[a]({{ site.baseurl }}/2020/05/old/)", "[a]({{ site.baseurl }}/2021/06/new/)"),
        (
            FLAT,
            "[a]({{ '/2020/05/old/' | relative_url }})",
            "[a]({{ '/2021/06/new/' | relative_url }})",
        ),
        (FLAT, "[[old]] [[Old#b|c]] ![[old.md]]", "[[new]] [[new#b|c]] ![[new.md]]"),
        (FLAT, "\r\n[a](old.md)\r\n\udc80", "\r\n[a](new.md)\r\n\udc80"),
        (HUGO, '{{< ref "posts/old.md#a" >}}', '{{< ref "news/new.md#a" >}}'),
        (HUGO, '{{< relref "/posts/old" >}}', '{{< relref "/news/new" >}}'),
        (HUGO, "{{% ref old %}}", "{{% ref new %}}"),
        (HUGO, "[a](@/posts/old.md#b)", "[a](@/news/new.md#b)"),
        (HUGO, "[a](posts/old.md)", "[a](news/new.md)"),
        (HUGO, "[a]({filename}/posts/old.md)", "[a]({filename}/news/new.md)"),
        (JEKYLL, "{% post_url 2020-01-02-old %}", "{% post_url 2020-01-02-new %}"),
        (JEKYLL, "{%- post_url 2020-01-02-old -%}#a", "{%- post_url 2020-01-02-new -%}#a"),
        (
            JEKYLL,
            "{% link _posts/2020-01-02-old.md %}",
            "{% link _posts/2020-01-02-new.md %}",
        ),
        (BUNDLE, "[a](../blog/old/)", "[a](../blog/new/)"),
        (BUNDLE, "[a](/blog/old/index.md)", "[a](/blog/new/index.md)"),
        (BUNDLE, "![a](../blog/old/b.png)", "![a](../blog/new/b.png)"),
        (BUNDLE, '{{< ref "blog/old" >}}', '{{< ref "blog/new" >}}'),
        (SNAKE, r"[a](old\_name.md)", "[a](new_name.md)"),
        (SNAKE, "<a href='old_name.md?a=1&amp;b=2'>", "<a href='new_name.md?a=1&amp;b=2'>"),
        (AMPERSAND, "<a href='../R&amp;D/old.md'>", "<a href='../R&amp;D/new.md'>"),
        (SPACED, "[[old name]]", "[[neuer Titel é]]"),
        (SPACED, "[a](../notes/old%20name.md)", "[a](../notes/neuer%20Titel%20%C3%A9.md)"),
        (SPACED, "[a](<../notes/old name.md>)", "[a](<../notes/neuer Titel é.md>)"),
        (SPACED, '<a href="../notes/old name.md">', '<a href="../notes/neuer%20Titel%20é.md">'),
    ],
)
def test_a_link_to_the_post_follows_it_in_its_own_style(post, before, after):
    old, new = post
    assert rewrite(before, from_path="posts/other.md", old=old, new=new) == after
    assert Mentions([old]).are_in(before.encode(errors="surrogateescape"))


@pytest.mark.parametrize(
    "body",
    [
        "[a](older.md) [b](old.mdx) [c](sub/old.md) [d](../old.md) [e](old.png)",
        "[a](/2020/05/older/) [b](/2020/06/old/) [c](/old/)",
        "[a](https://b.org/blog/2020/05/old/) <https://a.org.b/2020/05/old/>",
        "[a](#old) [b](mailto:old.md) [c]() [d](../../../old.md)",
        "`[a](old.md)` <code>[[old]]</code>\n\n```\n[a](old.md)\n```\n",
        "old.md, posts/old.md and /2020/05/old/ in the text",
        "{% post_url old-and-more %} {% link old.md %}",
    ],
)
def test_all_other_text_stays(body):
    old, new = FLAT
    assert rewrite(body, from_path="posts/other.md", old=old, new=new) == body


@pytest.mark.parametrize(
    ("from_path", "before", "after"),
    [
        ("posts/sub/other.md", "[a](../old.md)", "[a](../../drafts/new.md)"),
        ("other.md", "[a](./posts/old.md)", "[a](./drafts/new.md)"),
        ("drafts/other.md", "[a](../posts/old)", "[a](new)"),
        ("posts/other.md", "[a](./old.md)", "[a](./../drafts/new.md)"),
    ],
)
def test_a_relative_path_is_counted_from_the_linking_file(from_path, before, after):
    old, new = PostIdentity("posts/old.md"), PostIdentity("drafts/new.md")
    assert rewrite(before, from_path=from_path, old=old, new=new) == after


def test_a_file_that_becomes_a_bundle_is_followed():
    old, new = PostIdentity("posts/old.md"), PostIdentity("posts/new/index.md")
    body = "[a](old.md) [b](old) {{< ref old >}} [[old.md]]"
    assert (
        rewrite(body, from_path="posts/other.md", old=old, new=new)
        == "[a](new/index.md) [b](new) {{< ref new >}} [[new/index.md]]"
    )


def test_a_link_relative_to_the_page_s_url_follows_where_that_url_is_known():
    old, new = FLAT
    before, after = "[a](../../../2020/05/old/)", "[a](../../../2021/06/new/)"
    page = {"from_path": "posts/other.md", "old": old, "new": new}
    assert rewrite(before, from_url="/2019/01/other/", **page) == after
    assert rewrite(before, **page) == before


def test_a_name_that_two_posts_share_is_taken_for_neither():
    old, new = PostIdentity("b/old.md", unique=False), PostIdentity("b/new.md", unique=False)
    body = "[[old]] [[b/old]] {{< ref old >}} [a](../b/old.md)"
    assert (
        rewrite(body, from_path="a/other.md", old=old, new=new)
        == "[[old]] [[b/new]] {{< ref old >}} [a](../b/new.md)"
    )


def test_an_html_post_is_searched_for_attributes_alone():
    old, new = FLAT
    body = "[a](old.md)\n\n    <a href='old.md'>`<a href='old.md'>`"
    assert (
        rewrite(body, from_path="posts/other.html", old=old, new=new)
        == "[a](old.md)\n\n    <a href='new.md'>`<a href='new.md'>`"
    )


FILES = frozenset({"posts/a.png", "posts/other.md", "img/b.png", "posts/me/c.png", "posts/me.md"})


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("posts/me.md", "drafts/me.md", "![x](a.png)", "![x](../posts/a.png)"),
        ("posts/me.md", "drafts/me.md", "![x](./a.png)", "![x](./../posts/a.png)"),
        ("posts/me.md", "posts/sub/me.md", "[x](other.md#y)", "[x](../other.md#y)"),
        ("posts/me.md", "me.md", "<img src='../img/b.png'>", "<img src='img/b.png'>"),
        ("posts/me.md", "drafts/me.md", "[x](me.md#y)", "[x](../posts/me.md#y)"),
        ("posts/me.md", "posts/you.md", "![x](a.png)", "![x](a.png)"),
        ("posts/me.md", "drafts/me.md", "![x](gone.png)", "![x](gone.png)"),
        ("posts/me.md", "drafts/me.md", "[x](/a.png) [[a.png]]", "[x](/a.png) [[a.png]]"),
        ("posts/me.md", "drafts/me.md", "`![x](a.png)`", "`![x](a.png)`"),
        ("posts/me/index.md", "news/me/index.md", "![x](c.png)", "![x](c.png)"),
        ("posts/me/index.md", "news/me/index.md", "![x](../a.png)", "![x](../../posts/a.png)"),
        ("posts/me/index.md", "posts/me.md", "![x](c.png)", "![x](me/c.png)"),
    ],
)
def test_a_post_that_moves_keeps_its_own_relative_links_right(old, new, before, after):
    assert moved(before, old, new, exists=FILES.__contains__) == after


def test_a_link_to_itself_is_right_after_a_move_and_a_rewrite():
    old, new = PostIdentity("posts/me.md"), PostIdentity("drafts/you.md")
    body = moved("[x](me.md#y)", old.path, new.path, exists=FILES.__contains__)
    assert rewrite(body, from_path=new.path, old=old, new=new) == "[x](you.md#y)"


@pytest.mark.parametrize(
    ("address", "body"),
    [
        (FLAT[0], "nothing"),
        (BUNDLE[0], "[a](index.md)"),
        (PostIdentity("posts/ein-langer-name.md"), "ein langer name"),
    ],
)
def test_a_body_without_the_name_holds_no_link_to_the_post(address, body):
    assert not Mentions([address]).are_in(body.encode())


NAMES = st.from_regex(r"[a-z]{2,8}(-[a-z]{1,4})?", fullmatch=True)
FOLDERS = st.sampled_from(["", "posts/", "posts/sub/", "content/blog/"])
FORMS = (
    "[x]({relative}.md#y)",
    "![x](<{relative}.md>)",
    "[x]({relative}?y=z)",
    "[x]: {relative}.md 'y'\n\n",
    '<a href="{relative}/">',
    "<https://a.org{url}>",
    "[x]({url})",
    "[x](/{path})",
    "[[{name}#y|z]]",
    "{{% post_url {name} %}}",
    "{{% link {path} %}}",
    '{{{{< ref "{name}.md#y" >}}}}',
    "`[x]({relative}.md)`",
    "words with {name} and {path}\n\n",
    "```\n[x]({relative}.md) [[{name}]]\n```\n",
)


@st.composite
def linking_bodies(draw):
    """A body, its file, and the two addresses; the second one is nowhere in the body."""
    old_name, new_name, other = draw(st.lists(NAMES, min_size=3, max_size=3, unique=True))
    folder, page_folder = draw(FOLDERS), draw(FOLDERS)
    old = PostIdentity(f"{folder}{old_name}.md", urls=(f"/{old_name}/",), site="https://a.org")
    new = PostIdentity(
        f"{draw(FOLDERS)}{new_name}.md", urls=(f"/{new_name}/",), site="https://a.org"
    )
    relative = posixpath.relpath(folder + old_name, page_folder or ".")
    values = {"relative": relative, "url": f"/{old_name}/", "path": old.path, "name": old_name}
    forms = draw(st.lists(st.sampled_from(FORMS), max_size=8))
    body = " ".join(form.format(**values) for form in forms)
    return body, f"{page_folder}0{other}.md", old, new


@given(linking_bodies())
def test_there_and_back_again_is_the_same_body(case):
    body, from_path, old, new = case
    there = rewrite(body, from_path=from_path, old=old, new=new)
    assert rewrite(there, from_path=from_path, old=new, new=old) == body


@given(linking_bodies())
def test_no_link_to_the_old_address_is_left_and_no_code_is_touched(case):
    body, from_path, old, new = case
    there = rewrite(body, from_path=from_path, old=old, new=new)
    assert rewrite(there, from_path=from_path, old=old, new=PostIdentity("gone.md")) == there
    assert Mentions([old]).are_in(body.encode(errors="surrogateescape")) or there == body
    for code in ("`[x](", "```\n[x]("):
        assert there.count(code) == body.count(code)


@pytest.mark.parametrize("form", ["[x](/{}/)", "[x](/{}/#y)", "[[{}]]"])
@pytest.mark.parametrize("name", ["привет мир", "日本", "a-é", "go-日本語"])
@pytest.mark.parametrize("written", [str, quote, str.upper, lambda name: quote(name).lower()])
def test_a_name_in_other_letters_is_found_however_it_is_written(name, form, written):
    mentions = Mentions([PostIdentity(f"posts/{name}.md")])
    assert mentions.are_in(form.format(written(name)).encode())
    assert not mentions.are_in("[x](/other/) и другие слова, 本".encode())
