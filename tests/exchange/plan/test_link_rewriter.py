"""Links of the old blog in a body, and where they lead afterwards."""

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

from blogcli.exchange.plan.link_rewriter import LinkRewriter, blog_host
from blogcli.posts.model.summary import Summary

OLD = "http://tides.blogspot.com/2019/07/low.html"
HERE = "posts/2019-07-01-low.md"
THERE = "posts/2019-08-01-high.md"


@pytest.fixture
def leads():
    found = LinkRewriter(hosts={blog_host("https://tides.example.org/")})
    found.add("/2019/07/low.html", Summary(HERE, "low", "Low"))
    found.add("/2019/08/high.html", Summary(THERE, "high", "High"))
    found.add("/p/%C3%B8l.html", Summary("pages/a (b).md", "a", "A"))
    return found


def counts(told):
    return {one.harmless: one.count for one in told}


HIGH = "2019-08-01-high.md"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](http://tides.blogspot.com/2019/08/high.html)", f"[x]({HIGH})"),
        ("[x](https://www.tides.blogspot.com/2019/08/high.html)", f"[x]({HIGH})"),
        ("[x](//tides.blogspot.co.uk/2019/08/high.html)", f"[x]({HIGH})"),
        ("[x](http://TIDES.example.org/2019/08/high.html)", f"[x]({HIGH})"),
        ("[x](/2019/08/high.html)", f"[x]({HIGH})"),
        ("[x](../08/high.html)", f"[x]({HIGH})"),
        ("[x](/2019/08/high.html?m=1)", f"[x]({HIGH})"),
        ("[x](/2019/08/high.html#neap)", f"[x]({HIGH}#neap)"),
        (f"[x]({OLD}?showComment=7#c7)", "[x](2019-07-01-low.md#c7)"),
        ('[x](/2019/08/high.html "A title")', f'[x]({HIGH} "A title")'),
        ("[![d](/d.png)](/2019/08/high.html)", f"[![d](/d.png)]({HIGH})"),
        ("[x]\n\n[x]: /2019/08/high.html", f"[x]\n\n[x]: {HIGH}"),
        ('<a href="/2019/08/high.html?m=1">x</a>', f'<a href="{HIGH}">x</a>'),
        ("[x](/p/%c3%b8l.html)", "[x](../pages/a%20%28b%29.md)"),
        ("[x](</p/øl.html>)", "[x](<../pages/a%20%28b%29.md>)"),
        (
            "<http://tides.blogspot.com/2019/08/high.html#a_>",
            f"[http://tides.blogspot.com/2019/08/high.html#a\\_]({HIGH}#a_)",
        ),
    ],
)
def test_a_link_to_an_old_address_leads_to_the_post(leads, before, after):
    made, told = leads.follow(f"A\n\n{before}\n", OLD, HERE)
    assert made == f"A\n\n{after}\n"
    assert counts(told) == {True: 1}


@pytest.mark.parametrize(
    "body",
    [
        "[x](http://other.example.org/2019/08/high.html)",
        "[x](https://spring.tides.blogspot.com/2019/08/high.html)",
        "`[x](/2019/08/high.html)`",
        "```\n<http://tides.blogspot.com/2019/08/high.html>\n```",
        "![x](/2019/08/high.html)",
        "http://tides.blogspot.com/2019/08/high.html",
        "[x](mailto:a@tides.example.org)",
        "[x](#neap)",
        "[x](http://[tides.blogspot.com/)",
        "[x](%2F%2F[tides/)",
        "[x](high.md)",
    ],
)
def test_what_is_no_link_to_an_old_address_stays(leads, body):
    assert leads.follow(body, OLD, HERE) == (body, [])


@pytest.mark.parametrize(
    "body",
    [
        "[x](/search/label/Sea)",
        "[x](http://tides.blogspot.com/2019/08/)",
        "[x](http://tides.blogspot.com/)",
        "[x](/2019/08/gone.html)",
    ],
)
def test_a_link_to_no_post_stays_and_is_counted(leads, body):
    made, told = leads.follow(body, OLD, HERE)
    assert (made, counts(told)) == (body, {False: 1})


def test_a_post_without_an_address_of_its_own_has_rooted_links(leads):
    made, _ = leads.follow("[x](/2019/08/high.html) [y](high.html)", "", "drafts/a.md")
    assert made == "[x](../posts/2019-08-01-high.md) [y](high.html)"


def test_a_url_is_the_same_from_every_post(leads):
    leads.link = lambda post: f"/{post.slug}/"
    assert leads.follow("[x](/2019/08/high.html#a)", OLD, HERE)[0] == "[x](/high/#a)"


def test_a_post_whose_url_is_not_known_is_none(leads):
    leads.link = lambda post: ""
    made, told = leads.follow("[x](/2019/08/high.html)", OLD, HERE)
    assert (made, counts(told)) == ("[x](/2019/08/high.html)", {False: 1})
