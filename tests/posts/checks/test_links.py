"""Which links, images and anchors `blog check` calls broken, and which it must not."""

from __future__ import annotations

import pytest

from blogcli.posts.checks.model import Severity
from blogcli.posts.links.anchors import anchors, headings
from blogcli.posts.text.code_mask import mask_code
from tests.posts.checks.paper import found, post

OTHER = post(body="# The first part\n\nWords.\n")
URLS = {"posts/other.md": ["/2024/03/05/other/"], "posts/a.md": ["/2024/03/05/a/"]}


def blog(body: str, **files: str) -> dict[str, str]:
    return {"posts/a.md": post(body=body), "posts/other.md": OTHER, "img/b.png": "", **files}


@pytest.mark.parametrize(
    "link",
    [
        "[a](other.md) [a](./other.md?x=y) [a](../posts/other.md)",
        "[a](/posts/other.md) [a](other) [a](other/) [a](other.html)",
        "[a](/2024/03/05/other/) [a](/2024/03/05/other) [a](https://a.org/2024/03/05/other/)",
        "[a](https://b.org/gone.md) [a](mailto:x@y.org) [a](tel:1) [a](ftp://x.y/z.png)",
        "{% post_url other %} {% link posts/other.md %}",
        '{{< ref "other" >}} {{< ref "gone" >}} {{< relref "/about" >}} [[gone]] [[gone.png]]',
        "[a](/gone/) [a](gone/) [a](gone) [a](/gone.html) [a](feed.xml) [a](/2024/03/05/gone/)",
        "[a](/2024/03/05/) [a](/2024/03/) [a](/others/)",
        "`[a](gone.md)`",
        "[a]({{ page.next }}) [a]({% include x.md %})",
        "[](#)",
        "[a](#)",
        "![a](../img/b.png) ![a](/img/b.png) ![a](http://a.org/gone.png)",
        "![a](../../../../img/b.png) ![a](../../../../../../img/b.png)",
    ],
)
def test_what_is_there_or_may_be_is_not_called_broken(link):
    files = blog(link)
    assert found(files, "broken-link", urls=URLS, site="https://a.org") == []
    assert found(files, "broken-image", urls=URLS, site="https://a.org") == []


@pytest.mark.parametrize(
    ("link", "shown", "hint"),
    [
        ("[a](othr.md)", "othr.md", "did you mean 'other'?"),
        ("[a](sub/gone.md#x)", "sub/gone.md", ""),
        ("[a](/posts/gone.mdx)", "/posts/gone.mdx", ""),
        ("[a](@/posts/gone.md)", "@/posts/gone.md", ""),
        ("<a href='gone.md'>", "gone.md", ""),
        ("[a]: gone.md\n", "gone.md", ""),
        ("{% post_url 2024-03-05-othre %}", "2024-03-05-othre", ""),
        ("{% link _posts/gone.md %}", "_posts/gone.md", ""),
        ('{{< ref "posts/othr.md" >}}', "posts/othr.md", "did you mean 'other'?"),
        ("[a](example.org/b)", "example.org/b", "write https://example.org/b"),
        ("[a](www.b.no)", "www.b.no", "write https://www.b.no"),
        ("[a](me@example.org)", "me@example.org", "write mailto:me@example.org"),
    ],
)
def test_a_link_to_a_source_that_is_not_there_is_broken(link, shown, hint):
    (finding,) = found(blog(f"Words.\n\n{link}"), "broken-link") or [None]
    assert finding is not None
    assert finding.message == f"file not found: '{shown}'"
    assert hint in finding.hint
    assert (finding.path, finding.line, finding.severity) == ("posts/a.md", 7, Severity.ERROR)


def test_a_finding_points_at_the_target_in_the_file():
    text = post("x: 1", body="\r\none\r\n[é](gone.md)\r\n")
    (finding,) = found({"a.md": text}, "broken-link")
    line = text.split("\n")[(finding.line or 0) - 1]
    assert line[(finding.column or 0) - 1 :].startswith("gone.md")


def test_a_link_without_a_target_leads_nowhere():
    (finding,) = found(blog("[read more]() []()"), "broken-link")
    assert finding.message == "link 'read more' has no target"


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("/2024/03/05/a-long-stroy/", "did you mean 'a-long-story'?"),
        ("https://a.org/2024/03/05/a-lng-story", "did you mean 'a-long-story'?"),
        ("/2024/03/05/a-long-story-/", None),
        ("/2024/03/05/quite-another/", None),
        ("/2024/03/05/release-1-4/", None),
        ("https://b.org/2024/03/05/a-long-stroy/", None),
        ("/tags/a-long-stroy/", None),
    ],
)
def test_a_url_is_broken_where_it_is_nearly_that_of_a_post(link, hint):
    files = {"a-long-story.md": post(body=f"[x]({link})"), "release-1-3.md": post()}
    urls = {path: [f"/2024/03/05/{path[:-3]}/"] for path in files}
    findings = found(files, "broken-link", urls=urls, site="https://a.org")
    assert [one.hint for one in findings] == ([hint] if hint else [])


def test_a_missing_image_is_told_where_other_images_are_right():
    right = "![a](../img/b.png) ![a](../img/c.png)"
    files = blog(f"{right} ![a](../img/gone.png) <img src='gone.jpg' alt=x>")
    assert found(files, "broken-image") == []
    files["img/c.png"] = files["img/d.png"] = ""
    files["posts/other.md"] = post(body="![a](../img/d.png)")
    assert [one.message for one in found(files, "broken-image")] == [
        "file not found: '../img/gone.png'",
        "file not found: 'gone.jpg'",
    ]


def test_a_missing_image_is_told_where_links_are_known_to_be_paths_of_files():
    files = blog("![a](gone.png) [b](gone.pdf)")
    assert len(found(files, "broken-image", file_links=True)) == 1
    assert len(found(files, "broken-link", file_links=True)) == 1


def test_images_from_the_root_may_lie_in_a_static_folder():
    static = {"static/c.png": "", "public/d.png": ""}
    files = blog("![a](/c.png) ![a](/d.png) ![a](/gone.png)", **static)
    assert [one.message for one in found(files, "broken-image")] == ["file not found: '/gone.png'"]


def test_an_image_in_another_bundle_is_found_by_its_url():
    files = {
        "x/one/index.md": post(body="![a](../two/b.png) ![a](c.png)"),
        "y/two/index.md": post(),
        "y/two/b.png": "",
        "x/one/c.png": "",
    }
    urls = {"x/one/index.md": ["/2024/one/"], "y/two/index.md": ["/2024/two/"]}
    assert found(files, "broken-image", urls=urls, file_links=True) == []


@pytest.mark.parametrize(
    "anchor",
    ["the-first-part", "The-First-Part", "the_first_part", "thefirstpart", "the-first-part-1"],
)
def test_a_heading_is_found_by_whatever_its_generator_makes_of_it(anchor):
    assert found(blog(f"[a](other.md#{anchor})"), "broken-anchor") == []


@pytest.mark.parametrize(
    ("body", "anchor"),
    [
        ("## Mit Ümläut", "mit-umlaut"),
        ("## `code` and [link](/x)", "code-and-link"),
        ("## 2. Two", "two"),
        ("## Rust 🦀 news", "rust-crab-news"),
        ("## C++ & you", "cpp-and-you"),
        ("## Title {#own-id}", "own-id"),
        ("## Title\n{: #own-id .x}", "own-id"),
        ("Title\n=====", "title"),
        ("Title\n-----", "title"),
        ("> ## Title", "title"),
        ("<h2>Some Title</h2>", "some-title"),
        ('<a name="x1"></a>', "x1"),
        ("<p id=x1>", "x1"),
        ("Note[^1]\n\n[^1]: note", "fn:1"),
        ("words", "top"),
        ("words", "comments"),
        ("words", "TOC_6."),
        ("words", "c1234567"),
        ("words", "comment-12"),
        ("words", ":~:text=words"),
        ("{% include toc.html %}", "anything"),
        ("<Tabs />", "anything"),
        # Zola transcribes, kramdown leaves out, GitHub keeps what is not ASCII.
        ("## Привет, мир", "privet-mir"),
        ("## 日本語 2026", "ri-ben-yu-2026"),
        ("## 日本語", "日本語"),
        ("## 日本語", "section-1"),
        ("## Über uns", "ber-uns"),
        ("## Kjærlighet", "kjaerlighet"),
        ("## Kjærlighet", "kjrlighet"),
    ],
)
def test_an_anchor_that_a_page_may_have(body, anchor):
    assert anchors(headings(body, mask_code(body))).may_have(anchor)


@pytest.mark.parametrize(
    ("body", "anchor"),
    [
        ("## Title", "titles"),
        ("```\n# Title\n```", "title"),
        ("words", "part"),
        ("## One\n\n## Two", "one-two"),
        ("## Привет, мир", "пока"),
        ("## Kjærlighet", "vennskap"),
        ("## Über uns", "unter-uns"),
    ],
)
def test_an_anchor_that_a_page_has_not(body, anchor):
    assert not anchors(headings(body, mask_code(body))).may_have(anchor)


EN, FR = post(body="## Two\n\n## Both\n"), post(body="## Deux\n\n## Both\n")
BUNDLES = ("p/b/index.md", "p/b/index.fr.md", "p/a/index.md", "p/a/index.fr.md")
FILES = ("p/b.md", "p/b.fr.md", "p/a.md", "p/a.fr.md")
FOLDERS = ("en/p/b.md", "fr/p/b.md", "en/p/a.md", "fr/p/a.md")


@pytest.mark.parametrize("paths", [BUNDLES, FILES, FOLDERS], ids=["bundles", "files", "folders"])
@pytest.mark.parametrize(
    "link", ["[a](TO#AT)", "[a](TO/#AT)", '{{< ref "b#AT" >}}', "[a](FILE#AT)"]
)
def test_an_anchor_is_looked_up_in_the_language_of_the_page(paths, link):
    urls = {path: [f"/{path.replace('.md', '').replace('/index', '')}/"] for path in paths}

    def told(*anchors: str) -> int:
        files = {paths[0]: EN, paths[1]: FR}
        for path, anchor in zip(paths[2:], anchors, strict=True):
            to = ("../b", "../b/index.md") if "index" in path else ("b", "b.md")
            written = link.replace("TO", to[0]).replace("FILE", to[1]).replace("AT", anchor)
            files[path] = post(body=written)
        return len(found(files, "broken-anchor", urls=urls))

    assert told("two", "deux") == 0
    assert told("both", "both") == 0
    assert told("deux", "deux") == 1
    assert told("three", "trois") == 2


def test_an_image_may_be_in_the_folder_of_a_translation():
    files = {
        "en/a/index.md": post(body="![a](x.png)"),
        "en/a/x.png": "",
        "fr/a/index.md": post(body="![a](x.png) ![a](gone.png)"),
    }
    shared = found(files, "broken-image", file_links=True, shares_assets=True)
    assert [one.message for one in shared] == ["file not found: 'gone.png'"]
    assert len(found(files, "broken-image", file_links=True)) == 2


def test_a_link_means_the_public_translation_of_its_language():
    files = {
        "p/b/index.md": EN,
        "p/b/index.fr.md": post("draft: true", body="## Deux"),
        "p/a.md": post(body="[b](b/) [b](b/index.md#two)"),
    }
    assert found(files, "broken-link") == []


def test_a_broken_anchor_names_the_page_it_is_not_on():
    findings = found(blog("[a](other.md#gone)\n[b](#lost)\n"), "broken-anchor")
    assert [(one.line, one.message) for one in findings] == [
        (5, "no heading or id '#gone' in posts/other.md"),
        (6, "no heading or id '#lost' in this post"),
    ]


def test_an_anchor_that_many_posts_use_is_the_layout_s():
    files = {f"{n}.md": post(f"title: {n}", body="[a](#disclaimer)") for n in range(3)}
    assert found(files, "broken-anchor") == []
    assert len(found({"0.md": files["0.md"]}, "broken-anchor")) == 1


def test_an_image_needs_words_unless_it_only_decorates():
    body = "![](b.png)\n![b](b.png)\n<img src=b.png>\n<img src=b.png alt=''>\n<script src=x.js>\n"
    findings = found(blog(body), "missing-alt")
    assert [(one.line, one.severity) for one in findings] == [
        (5, Severity.NOTE),
        (7, Severity.NOTE),
    ]


def test_an_orphan_is_a_published_post_that_no_other_links_to():
    files = blog("[a](other.md) [b](a.md)")
    files["posts/draft.md"] = post("draft: true")
    assert [one.path for one in found(files, "orphan")] == ["posts/a.md"]


def test_of_many_broken_links_the_first_are_told():
    links = "".join(f"[a](sub/othr{number}.md)\n" for number in range(6000))
    told = found(blog(links), "broken-link")
    assert len(told) == 1001
    assert told[-1].line == told[-2].line + 1
    assert "more than 1000 links like these" in told[-1].message
    assert len(found(blog(links[: 1000 * len("[a](sub/othr0.md)\n")]), "broken-link")) < 1001


def test_only_the_first_of_them_are_compared_with_all_posts():
    links = "".join(f"[a](sub/othr{number}.md)\n" for number in range(900))
    posts = {f"posts/other{number}.md": post() for number in range(0, 900, 9)}
    told = found({"posts/a.md": post(body=links), **posts}, "broken-link")
    assert len(told) == 900
    assert 0 < len([one for one in told if one.hint]) < 200


@pytest.mark.parametrize("link", ["{% post_url other %}", '{{< ref "other" >}}', "[a](other.md)"])
def test_a_public_post_cannot_link_to_one_that_is_not_built(link):
    files = blog(link)
    assert found(files, "broken-link") == []
    files["posts/other.md"] = post("draft: true")
    (finding,) = found(files, "broken-link")
    assert finding.message.startswith("links to a post that is not public: 'other")
    files["posts/a.md"] = post("draft: true", body=link)
    assert found(files, "broken-link") == []
