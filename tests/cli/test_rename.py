"""`blog rename`, on the small site of every generator and on real blogs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.trees import difference, tree
from tests.store.conftest import write

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

NONE = "No redirect added for {}: posts of this blog have no key for redirects\n"

DONE = [
    (
        "jekyll",
        ["compost", "rot"],
        [
            "_posts/2026-03-01-compost.md > _posts/2026-03-01-rot.md",
            "- redirect_from: /old/compost/",
            "+ redirect_from: [/old/compost/, /garden/work/2026/03/01/compost.html]",
        ],
        "",
    ),
    (
        "jekyll",
        ["greenhouse", "glasshouse"],
        ["_drafts/greenhouse.md > _drafts/glasshouse.md"],
        "",
    ),
    (
        "hexo",
        ["sencha", "gyokuro"],
        [
            "source/_posts/sencha.md > source/_posts/gyokuro.md",
            "- alias: tea/sencha/",
            "+ alias: [tea/sencha/, 2026/08/01/sencha/index.html]",
        ],
        "",
    ),
    (
        "hugo",
        ["lighthouse", "feistein", "--title", "Feistein"],
        [
            "content/posts/lighthouse.md > content/posts/feistein.md",
            '- title = "The lighthouse at Feistein"',
            '+ title = "Feistein"',
            '- aliases = ["/2025/feistein/"]',
            '+ aliases = ["/2025/feistein/", "/posts/lighthouse/"]',
        ],
        "",
    ),
    (
        "hugo",
        ["content/posts/harbour/index.md", "haven"],
        [
            "content/posts/harbour/index.md > content/posts/haven/index.md",
            "content/posts/harbour/index.nb.md > content/posts/haven/index.nb.md",
            "content/posts/harbour/logbook.md > content/posts/haven/logbook.md",
            "content/posts/harbour/photos/captions.md > content/posts/haven/photos/captions.md",
            "+ aliases: [/posts/harbour/]",
            "+ aliases: [/posts/harbour/]",
        ],
        "",
    ),
    ("hugo", ["ferry", "boat"], ["content/posts/ferry.md > content/posts/boat.md"], ""),
    (
        "zola",
        ["wind", "breeze"],
        [
            "content/blog/wind/index.md > content/blog/breeze/index.md",
            '+ aliases = ["/blog/wind/"]',
        ],
        "",
    ),
    (
        "zola",
        ["gusts", "squalls"],
        [
            "content/blog/gusts.md > content/blog/squalls.md",
            '- path = "2026/05/09/gusts"',
            '+ path = "2026/05/09/squalls"',
        ],
        "",
    ),
    (
        "docusaurus",
        ["releases/loom-2", "loom-two"],
        [
            "blog/2026-07-01-loom-2.md > blog/2026-07-01-loom-two.md",
            "- slug: /releases/loom-2",
            "+ slug: /releases/loom-two",
        ],
        NONE.format("/blog/releases/loom-2"),
    ),
    (
        "eleventy",
        ["ink", "oak-ink"],
        ["content/blog/2026-06-12-ink.md > content/blog/2026-06-12-oak-ink.md"],
        NONE.format("/blog/2026-06-12-ink/"),
    ),
    (
        "astro",
        ["map", "street"],
        ["src/content/blog/map.mdx > src/content/blog/street.mdx"],
        NONE.format("/blog/map/"),
    ),
    (
        "pelican",
        ["bridges-of-the-old-line", "bridges"],
        ["- Slug: bridges-of-the-old-line", "+ Slug: bridges"],
        NONE.format("/bridges-of-the-old-line.html"),
    ),
    (
        "pelican",
        ["lamp", "lantern"],
        ["content/signals/lamp.md > content/signals/lantern.md", "+ Slug: lantern"],
        "",
    ),
    (
        "plain",
        ["night-train", "sleeper"],
        [
            "posts/night-train/index.md > posts/sleeper/index.md",
            "posts/night-train/ticket.txt > posts/sleeper/ticket.txt",
        ],
        "No redirect added: this blog's URLs are unknown\n",
    ),
]


@pytest.mark.parametrize(
    ("site", "words", "expected", "said"), DONE, ids=[f"{case[0]}-{case[1][0]}" for case in DONE]
)
def test_as_each_generator_means_it(call, make_blog, site, words, expected, said):
    root = make_blog(site)
    before = tree(root)
    result = call("rename", *words, cwd=root)
    assert result.code == 0, result.err
    assert sorted(difference(before, tree(root))) == sorted(expected)
    warnings = "".join(line for line in result.err.splitlines(True) if line.startswith("warning:"))
    told = result.err.removeprefix(warnings)
    assert told.startswith(f"{said}Renamed ")
    assert re.fullmatch(rf"Renamed \S+ to {words[1]}\n", told.removeprefix(said))
    assert call("undo", cwd=root).code == 0
    assert tree(root) == before


@pytest.mark.parametrize("site", ["jekyll", "hugo", "zola", "hexo"])
def test_a_dry_run_shows_it_all_and_changes_nothing(call, make_blog, site):
    root = make_blog(site)
    before = tree(root)
    slug = {"jekyll": "compost", "hugo": "lighthouse", "zola": "wind", "hexo": "sencha"}[site]
    result = call("rename", slug, "other", "--dry-run", cwd=root)
    assert "rename to" in result.out
    assert tree(root) == before


def test_no_redirect_on_request(call, make_blog):
    root = make_blog("zola")
    before = tree(root)
    call("rename", "wind", "breeze", "--no-redirect", cwd=root)
    assert difference(before, tree(root)) == [
        "content/blog/wind/index.md > content/blog/breeze/index.md"
    ]


def test_renamed_back_a_post_has_no_redirect_to_itself(call, make_blog):
    root = make_blog("zola")
    call("rename", "wind", "breeze", cwd=root)
    call("rename", "breeze", "wind", cwd=root)
    text = (root / "content/blog/wind/index.md").read_text()
    assert 'aliases = ["/blog/breeze/"]\n' in text


LINKS = [
    ("hugo", "lighthouse", "[a](lighthouse.md#top)", "[a](beacon.md#top)"),
    ("hugo", "lighthouse", "[a]: /posts/lighthouse/ 'x'", "[a]: /posts/beacon/ 'x'"),
    ("hugo", "lighthouse", '{{< ref "lighthouse" >}}', '{{< ref "beacon" >}}'),
    (
        "hugo",
        "lighthouse",
        '{{% relref "posts/lighthouse.md#a" %}}',
        '{{% relref "posts/beacon.md#a" %}}',
    ),
    (
        "hugo",
        "lighthouse",
        "https://coast.example/posts/lighthouse/?a#b",
        "https://coast.example/posts/beacon/?a#b",
    ),
    ("hugo", "lighthouse", "<a href='/posts/lighthouse'>", "<a href='/posts/beacon'>"),
    ("hugo", "lighthouse", "`[a](lighthouse.md)`", "`[a](lighthouse.md)`"),
    ("hugo", "lighthouse", "[a](/other/lighthouse/)", "[a](/other/lighthouse/)"),
    ("zola", "wind", "[a](@/blog/wind/index.md)", "[a](@/blog/beacon/index.md)"),
    ("zola", "wind", "![a](wind/vane.png)", "![a](beacon/vane.png)"),
    ("jekyll", "compost", "{% post_url 2026-03-01-compost %}", "{% post_url 2026-03-01-beacon %}"),
    (
        "jekyll",
        "compost",
        "[a](/garden/work/2026/03/01/compost.html)",
        "[a](/garden/work/2026/03/01/beacon.html)",
    ),
    (
        "jekyll",
        "compost",
        "{% link _posts/2026-03-01-compost.md %}",
        "{% link _posts/2026-03-01-beacon.md %}",
    ),
    ("hexo", "sencha", "{% post_link sencha %}", "{% post_link beacon %}"),
    ("hexo", "sencha", "{% post_link 'sencha' x %}", "{% post_link 'beacon' x %}"),
    (
        "eleventy",
        "ink",
        "[a](/blog/2026-06-12-ink/)",
        "[a](/blog/2026-06-12-beacon/)",
    ),
    ("astro", "map", "[[map]] [a](/blog/map)", "[[beacon]] [a](/blog/beacon)"),
    ("docusaurus", "releases/loom-2", "[a](./2026-07-01-loom-2.md)", "[a](./2026-07-01-beacon.md)"),
    (
        "pelican",
        "bridges-of-the-old-line",
        "[a](/bridges-of-the-old-line.html)",
        "[a](/beacon.html)",
    ),
]

OTHERS = {
    "hugo": "content/posts/ferry.md",
    "zola": "content/blog/gusts.md",
    "jekyll": "_posts/2026-01-20-fence.markdown",
    "hexo": "source/_posts/hojicha.md",
    "eleventy": "content/blog/paper.md",
    "astro": "src/content/blog/compass.md",
    "docusaurus": "blog/2026-07-20-other.md",
    "pelican": "content/timetable.md",
}


@pytest.mark.parametrize(("site", "slug", "link", "after"), LINKS)
def test_links_in_other_posts_follow_in_their_own_style(call, make_blog, site, slug, link, after):
    root = make_blog(site)
    other = root / OTHERS[site]
    before = other.read_text() if other.exists() else "---\ntitle: Other\n---\n"
    other.write_text(f"{before}\n{link}\n", newline="")
    result = call("rename", slug, "beacon", cwd=root)
    assert result.code == 0, result.err
    assert other.read_text() == f"{before}\n{after}\n"
    assert ("Updated links in 1 other post" in result.err) == (link != after)


def test_urls_are_learned_from_the_links_of_a_blog_without_generator(call, post):
    for name in ("one", "two"):
        post(f"2026-01-02-{name}", f"title: {name}")
    path = post("2026-01-03-c", "title: C", body="[a](/2026/01/one) [b](/2026/01/two)\n")
    result = call("rename", "one", "first")
    assert path.read_text().endswith("[a](/2026/01/first) [b](/2026/01/two)\n")
    assert NONE.format("/2026/01/one") in result.err


def test_a_redirect_is_left_where_the_blog_s_posts_have_a_key_for_it(call, post):
    for name in ("one", "two"):
        post(f"2026-01-02-{name}", f"title: {name}", "aliases: [/x/]")
    post("2026-01-03-c", "title: C", body="[a](/2026/01/one/) [b](/2026/01/two/)\n")
    assert call("rename", "one", "first").code == 0
    assert "aliases: [/x/, /2026/01/one/]\n" in call("show", "first", "--raw").out


@pytest.mark.parametrize(
    ("config", "files", "renamed"),
    [
        (
            "hugo.toml",
            ["content/en/posts/a.md", "content/fr/posts/a.md", "content/fr/posts/b.md"],
            ["content/en/posts/c.md", "content/fr/posts/b.md", "content/fr/posts/c.md"],
        ),
        (
            "docusaurus.config.js",
            ["blog/2026-01-01-a.md", "i18n/fr/docusaurus-plugin-content-blog/2026-01-01-a.md"],
            ["blog/2026-01-01-c.md", "i18n/fr/docusaurus-plugin-content-blog/2026-01-01-c.md"],
        ),
    ],
)
def test_translations_in_folders_of_languages_go_with_it(call, tmp_path, config, files, renamed):
    root = tmp_path / "site"
    settings = """defaultContentLanguage = "en"
[languages.en]
contentDir = "content/en"
[languages.fr]
contentDir = "content/fr"
"""
    write(root, {config: settings if config.endswith("toml") else "module.exports = {}"})
    write(root, {path: f"---\ntitle: {path[:7]}\ndate: 2026-01-01\n---\n" for path in files})
    result = call("rename", files[0], "c", cwd=root)
    assert result.code == 0, result.err
    assert sorted(str(path.relative_to(root)) for path in root.rglob("*.md")) == renamed


def test_translations_beside_a_post_go_with_it(call, make_blog):
    root = make_blog("hugo")
    for code in (".nb", ".de"):
        text = f"---\ntitle: Ferge{code}\ndate: 2026-01-01\n---\n"
        (root / f"content/posts/tide{code}.md").write_text(text)
    before = tree(root)
    assert call("rename", "tide", "flood", cwd=root).code == 0
    assert sorted(difference(before, tree(root))) == [
        "+ aliases: [/posts/tide/]",
        "+ aliases: [/posts/tide/]",
        "+ aliases: [/posts/tide/]",
        "content/posts/tide.de.md > content/posts/flood.de.md",
        "content/posts/tide.html > content/posts/flood.html",
        "content/posts/tide.nb.md > content/posts/flood.nb.md",
    ]


def test_a_post_of_the_same_name_is_told_of(call, post):
    post("2026-01-01-a", "title: A")
    post("2026-01-02-b", "title: B")
    result = call("rename", "a", "b")
    assert result.code == 0
    assert "warning: another post has the slug 'b': posts/2026-01-02-b.md\n" in result.err


def test_two_posts_cannot_have_one_address(call, make_blog):
    root = make_blog("zola")
    before = tree(root)
    result = call("rename", "wind", "first-kite", cwd=root)
    assert result.code == 4
    assert (
        "content/blog/2026-05-02-first-kite.md: already has the address /blog/first-kite/"
        in result.err
    )
    assert tree(root) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["a", "b"], 4),
        (["a", "../b"], 2),
        (["a", ""], 2),
        (["a", "con"], 2),
        (["nothing", "x"], 3),
        (["a"], 2),
    ],
)
def test_what_cannot_be_a_name(call, post, blog, words, code):
    post("a", "title: A")
    post("b", "title: B")
    before = tree(blog)
    assert call("rename", *words).code == code
    assert tree(blog) == before


def test_the_same_name_changes_nothing(call, post):
    post("a", "title: A")
    assert call("rename", "a", "a").err.endswith("Nothing to change\n")


def targets(root: Path) -> set[str]:
    """The rooted links of a blog, as its posts write them."""
    texts = (path.read_text(errors="replace") for path in root.rglob("*.md"))
    return {link for text in texts for link in re.findall(r"\]\((/blog/[^)#\s]+)", text)}


def pages(root: Path) -> set[str]:
    """What the posts of the two real blogs are called in links."""
    paths = (path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.md"))
    return {"/" + re.sub(r"^(_content|pages/en)/", "", path) for path in paths}


@pytest.mark.thorough
@pytest.mark.parametrize(("corpus", "slug"), [("golang-blog", "go1.5"), ("nodejs-blog", "v4.2.3")])
def test_on_a_real_blog_links_still_lead_to_posts(call, tmp_path, corpus, slug):
    if not (CORPORA / corpus).is_dir():
        pytest.skip(f"{corpus} is not here")
    root = tmp_path / corpus
    shutil.copytree(CORPORA / corpus, root)
    before = tree(root)
    broken = {link for link in targets(root) if link.rstrip("/") not in pages(root)}
    result = call("--blog", str(root), "rename", slug, "another-name")
    assert result.code == 0, result.err
    after = {link for link in targets(root) if link.rstrip("/") not in pages(root)}
    assert after == broken
    assert any(link.rstrip("/").endswith("/another-name") for link in targets(root))
    assert call("--blog", str(root), "undo").code == 0
    assert tree(root) == before


def test_comments_go_with_their_post(call, blog, post):
    post("2026-03-02-hello", "title: Hello", "date: 2026-03-02")
    (blog / "comments").mkdir()
    (blog / "comments/hello.json").write_text("[]\n")
    assert call("rename", "hello", "welcome").code == 0
    assert [file.name for file in (blog / "comments").iterdir()] == ["welcome.json"]
    assert call("undo").code == 0
    assert [file.name for file in (blog / "comments").iterdir()] == ["hello.json"]


def test_a_new_name_becomes_a_slug_and_that_is_said(call, post, blog):
    post("2026-11-01-my-day", "title: My day")
    result = call("rename", "my-day", "New Name")
    assert result.code == 0
    assert result.err.splitlines()[0] == "Using the slug new-name for 'New Name'"
    assert (blog / "posts/2026-11-01-new-name.md").exists()
    for refused in ("🎉", "!!!", "   ", "../x", ".", ""):
        assert call("rename", "new-name", refused).code == 2
    assert "Using" not in call("rename", "new-name", "Größe_2.0").err


@pytest.mark.parametrize("name", ["index", "_index", "readme", "License"])
def test_a_post_is_not_renamed_to_what_is_none(call, make_blog, name):
    root = make_blog("hugo")
    before = tree(root)
    result = call("rename", "tide", name, cwd=root)
    assert (result.code, tree(root)) == (2, before)
    assert f"try '{name}-post'" in result.err
