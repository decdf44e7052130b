"""Links in the site's pages and templates when a post moves, is hidden or is removed."""

from __future__ import annotations

import pytest

from tests.store.conftest import write

ZOLA = {
    "config.toml": 'base_url = "https://example.org"\n',
    "content/_index.md": "+++\ntitle = 'Home'\n+++\n\n[b](@/blog/b.md)\n",
    "content/blog/_index.md": "+++\n+++\n",
    "content/blog/b.md": "+++\ntitle = 'B'\ndate = 2024-01-05\n+++\nText\n",
    "templates/x.html": "<p>\n<a href=\"{{ get_url(path='@/blog/b.md') }}\">b</a>\n",
    "public/index.html": '<a href="/blog/b/">b</a>\n',
    "node_modules/x/readme.md": "[b](/blog/b/)\n",
}
HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\n',
    "content/about.md": '---\ntitle: About\n---\n[b]({{< relref "posts/b.md" >}})\n',
    "content/posts/b.md": "---\ntitle: B\ndate: 2024-01-05\n---\nText\n",
    "layouts/x.html": '<p>\n<a href="/posts/b/">b</a>\n',
}
JEKYLL = {
    "_config.yml": "title: x\n",
    "index.md": "---\ntitle: Home\n---\n[b]({% post_url 2024-01-01-b %})\n"
    "[c]({% link _posts/2024-01-01-b.md %})\n",
    "_posts/2024-01-01-b.md": "---\ntitle: B\n---\nText\n",
    "_posts/2024-01-02-a.md": "---\ntitle: A\n---\n[b]({% post_url 2024-01-01-b %})\n",
}
HEXO = {
    "_config.yml": "url: https://example.org\nnew_post_name: :title.md\n",
    "package.json": '{"hexo": {"version": "8"}, "dependencies": {"hexo": "8"}}\n',
    "source/about/index.md": "---\ntitle: About\n---\n{% post_link b %}\n",
    "source/_posts/b.md": "---\ntitle: B\ndate: 2024-01-05\n---\nText\n",
    "source/_posts/a.md": "---\ntitle: A\ndate: 2024-01-06\n---\n[b](/2024/01/05/b/)\n",
}
DOCUSAURUS = {
    "docusaurus.config.js": "module.exports = {\n url: 'x', to: '/blog/2024/01/05/post-b'\n};\n",
    "src/pages/index.md": "# Home\n\n[b](/blog/2024/01/05/post-b)\n",
    "docs/a.md": "[b](@site/blog/2024-01-05-post-b.md)\n",
    "blog/2024-01-05-post-b.md": "---\ntitle: B\n---\nText\n",
    "blog/2024-01-06-a.md": "---\ntitle: A\n---\n[b](@site/blog/2024-01-05-post-b.md)\n",
}

RENAMED = [
    (ZOLA, "b", {"content/_index.md": "(@/blog/c.md)"}, "templates/x.html:2"),
    (HUGO, "b", {"content/about.md": '"posts/c.md"'}, "layouts/x.html:2"),
    (JEKYLL, "b", {"index.md": "{% post_url 2024-01-01-c %}"}, ""),
    (JEKYLL, "b", {"index.md": "{% link _posts/2024-01-01-c.md %}"}, ""),
    (HEXO, "b", {"source/about/index.md": "{% post_link c %}"}, ""),
    (
        DOCUSAURUS,
        "post-b",
        {
            "src/pages/index.md": "(/blog/2024/01/05/c)",
            "docs/a.md": "(@site/blog/2024-01-05-c.md)",
            "blog/2024-01-06-a.md": "(@site/blog/2024-01-05-c.md)",
        },
        "docusaurus.config.js:2",
    ),
]


@pytest.mark.parametrize(("files", "slug", "changed", "staying"), RENAMED)
def test_rename_changes_pages_and_names_templates(call, tmp_path, files, slug, changed, staying):
    write(tmp_path / "site", files)
    result = call("rename", slug, "c", cwd=tmp_path / "site")
    assert result.code == 0, result.err
    for path, text in changed.items():
        assert text in (tmp_path / "site" / path).read_text()
    for path in set(files) - set(changed):
        if (tmp_path / "site" / path).exists() and "post" not in path and "blog/" not in path:
            assert (tmp_path / "site" / path).read_text() == files[path]
    assert (
        (f"links to it stay in {staying}\n" in result.err)
        if staying
        else ("links to it stay" not in result.err)
    )


HIDDEN = [
    (ZOLA, "unpublish", "content/_index.md:5, templates/x.html:2"),
    (HUGO, "unpublish", "content/about.md:4, layouts/x.html:2"),
    (JEKYLL, "unpublish", "_posts/2024-01-02-a.md:4, index.md:4, index.md:5"),
    (HEXO, "unpublish", "source/_posts/a.md:5, source/about/index.md:4"),
    (HUGO, "rm", "content/about.md:4, layouts/x.html:2"),
    (HUGO, "schedule", "content/about.md:4, layouts/x.html:2"),
]


@pytest.mark.parametrize(("files", "command", "places"), HIDDEN)
def test_links_to_a_post_that_is_no_longer_public_stay_and_are_named(
    call, tmp_path, files, command, places
):
    write(tmp_path / "site", files)
    when = ["2036-01-01"] if command == "schedule" else []
    result = call(command, "b", *when, cwd=tmp_path / "site")
    assert result.code == 0, result.err
    assert f"links to it stay in {places}\n" in result.err
    for path in files:
        if not path.endswith("b.md"):
            assert (tmp_path / "site" / path).read_text() == files[path]


def test_links_to_too_many_posts_are_not_searched_and_that_is_said(call, tmp_path):
    posts = {f"content/posts/p{n}.md": "---\ntitle: P\n---\n" for n in range(51)}
    root = write(tmp_path / "site", {**HUGO, **posts}) or tmp_path / "site"
    result = call("rm", "--where", "slug:p*", "--dry-run", cwd=root)
    assert "Links to these 51 posts were not searched\n" in result.err


def test_unpublish_to_a_taken_name_gives_a_way_on(call, tmp_path):
    taken = {"_drafts/b.md": "---\ntitle: Other\n---\n"}
    write(tmp_path / "site", {**JEKYLL, **taken})
    result = call("unpublish", "_posts/2024-01-01-b.md", cwd=tmp_path / "site")
    assert result.code == 4
    assert "rename one of them first: `blog rename _drafts/b.md NEW`" in result.err
    assert "choose another name" not in result.err  # unpublish takes none


FIXED = [
    (ZOLA, "content/blog/b.md", "+++\n", 'path = "{}"\n', "path"),
    (HUGO, "content/posts/b.md", "---\n", "url: /{}/\n", "url"),
    (JEKYLL, "_posts/2024-01-01-b.md", "---\n", "permalink: /{}/\n", "permalink"),
    (HEXO, "source/_posts/b.md", "---\n", "permalink: {}/\n", "permalink"),
]


@pytest.mark.parametrize(("files", "path", "fence", "line", "key"), FIXED)
def test_an_address_set_in_front_matter_stays_and_that_is_said(
    call, tmp_path, files, path, fence, line, key
):
    text = files[path].replace(fence, fence + line.format("own/place"), 1)
    page = {"about.md": "[b](/own/place/)\n", "_includes/x.html": "<a href='/own/place/'>"}
    write(tmp_path / "site", {**files, **page, path: text})
    result = call("rename", path, "c", cwd=tmp_path / "site")
    end = "" if key == "path" else "/"
    stays = f"The address stays /own/place{end}, as `{key}` in the front matter sets it\n"
    assert result.code == 0
    assert stays in result.err
    assert "_includes" not in result.err
    assert (
        line.format("own/place") in (tmp_path / "site" / path.replace("b.md", "c.md")).read_text()
    )


@pytest.mark.parametrize(("files", "path", "fence", "line", "key"), FIXED)
def test_an_address_that_ends_in_the_old_slug_changes(
    call, tmp_path, files, path, fence, line, key
):
    text = files[path].replace(fence, fence + line.format("own/b"), 1)
    write(tmp_path / "site", {**files, path: text})
    result = call("rename", path, "c", cwd=tmp_path / "site")
    assert "address stays" not in result.err
    assert line.format("own/c") in (tmp_path / "site" / path.replace("b.md", "c.md")).read_text()


def test_the_link_of_a_figure_follows(call, tmp_path):
    text = '---\ntitle: A\n---\n{{< figure src="/p.png" link="/posts/b/" >}}\n'
    write(tmp_path / "site", {**HUGO, "content/posts/a.md": text})
    assert call("rename", "b", "c", cwd=tmp_path / "site").code == 0
    assert (tmp_path / "site/content/posts/a.md").read_text() == text.replace("/b/", "/c/")


PELICAN = {
    "pelicanconf.py": 'PATH = "content"\nDEFAULT_LANG = "en"\nSITEURL = ""\n',
    "content/b.md": "Title: B\nDate: 2024-01-01\n\nText\n",
    "content/b-fr.md": "Title: Fr\nDate: 2024-01-01\nLang: fr\nSlug: b\n\nText\n",
    "content/de/anders.md": "Title: De\nDate: 2024-01-01\nLang: de\nSlug: b\n\nText\n",
    "content/other.md": "Title: O\nDate: 2024-01-01\nLang: fr\nSlug: o\n\n[b](/b-fr.html)\n",
}


@pytest.mark.parametrize("renamed", ["content/b.md", "content/b-fr.md"])
def test_translations_of_one_slug_are_renamed_together(call, tmp_path, renamed):
    write(tmp_path / "site", PELICAN)
    result = call("rename", renamed, "c", cwd=tmp_path / "site")
    assert result.code == 0, result.err
    slugs = {
        path.relative_to(tmp_path / "site/content").as_posix(): "Slug: c" in path.read_text()
        for path in (tmp_path / "site/content").rglob("*.md")
    }
    french = "c.md" if renamed == "content/b-fr.md" else "c-fr.md"
    assert slugs[french]
    assert slugs["de/anders.md"]
    assert not slugs["other.md"]
    assert "b.md" not in slugs or slugs["b.md"]
    assert "(/c-fr.html)" in (tmp_path / "site/content/other.md").read_text()


def test_undo_gives_pages_back(call, tmp_path):
    write(tmp_path / "site", HUGO)
    assert call("rename", "b", "c", cwd=tmp_path / "site").code == 0
    assert call("undo", cwd=tmp_path / "site").code == 0
    for path, text in HUGO.items():
        assert (tmp_path / "site" / path).read_text() == text


def test_large_binary_and_hidden_files_are_left_alone(call, tmp_path):
    link = '<a href="/posts/b/">b</a>\n'
    files = {
        "content/huge.md": link + "x" * 1024 * 1024,
        "content/binary.md": link + "\0",
        ".hidden/x.md": link,
        "content/.x.md": link,
    }
    write(tmp_path / "site", {**HUGO, **files})
    result = call("rename", "b", "c", cwd=tmp_path / "site")
    assert result.code == 0
    assert "links to it stay in layouts/x.html:2\n" in result.err
    for path, text in files.items():
        assert (tmp_path / "site" / path).read_text() == text


def test_a_menu_in_settings_and_data_is_named(call, tmp_path):
    files = {
        "hugo.toml": '[[menus.main]]\npageRef = "/posts/b"\n',
        "data/nav.yaml": "- other\n- /posts/b/\n- /posts/bc/\n",
        "layouts/y.html": '{{ relref . "posts/b" }}\n{{< ref "b" >}}\n',
    }
    write(tmp_path / "site", {**HUGO, **files})
    result = call("rm", "b", cwd=tmp_path / "site")
    places = "content/about.md:4, data/nav.yaml:2, hugo.toml:2, layouts/x.html:2, layouts/y.html:1"
    assert f"links to it stay in {places}, layouts/y.html:2\n" in result.err


BUILT = [
    (
        HUGO,
        "b",
        {"hugo.toml": 'baseURL = "https://example.org/"\npublishDir = "www"\n'},
        "/posts/b/",
    ),
    (JEKYLL, "b", {"_config.yml": "destination: ./www\n"}, "/2024/01/01/b.html"),
    (HEXO, "b", {"_config.yml": "url: https://x.org\npublic_dir: www\n"}, "/2024/01/05/b/"),
    (ZOLA, "b", {"config.toml": 'base_url = "https://x.org"\noutput_dir = "www"\n'}, "/blog/b/"),
    (
        {"content/b.md": "Title: B\nDate: 2024-01-01\n\nText\n"},
        "b",
        {"pelicanconf.py": 'PATH = "content"\nOUTPUT_PATH = "www/"\n'},
        "/b.html",
    ),
    (
        {"posts/b.md": "---\ntitle: B\n---\n"},
        "b",
        {"eleventy.config.js": "module.exports = { dir: { output: 'www' } };\n"},
        "/posts/b/",
    ),
    (
        {"src/content/blog/b.md": "---\ntitle: B\n---\n"},
        "b",
        {"astro.config.mjs": "export default defineConfig({ outDir: './www' });\n"},
        "/blog/b/",
    ),
    (DOCUSAURUS, "post-b", {"build/x.html": "<a href='/blog/2024/01/05/post-b'>"}, "/x"),
]


@pytest.mark.parametrize(("files", "slug", "settings", "url"), BUILT)
def test_the_built_site_is_not_searched(call, tmp_path, files, slug, settings, url):
    built = {"www/b/index.html": f"<a href='{url}'>b</a>\n", "www/x.md": f"[b]({url})\n"}
    write(tmp_path / "site", {**files, **settings, **built})
    for words in (("rename", slug, "c", "--dry-run"), ("rm", slug, "--dry-run")):
        result = call(*words, cwd=tmp_path / "site")
        assert result.code == 0, result.err
        if "build/x.html" not in settings:
            assert "www" not in result.err + result.out
        assert "build/" not in result.err + result.out


def test_what_is_not_searched_in_a_large_site_is_named(call, tmp_path, monkeypatch):
    monkeypatch.setattr("blogcli.store.operations.site_texts._MOST_ENTRIES", 12)
    pages = {f"content/more/{n}.md": "x" for n in range(12)}
    write(tmp_path / "site", {**HUGO, **pages, "static/a.txt": "x"})
    for words in (("rename", "b", "c"), ("rm", "c", "--dry-run")):
        result = call(*words, cwd=tmp_path / "site")
        assert "warning: the site is large: links were not searched in content/more" in result.err


def test_a_huge_page_that_is_not_searched_is_named(call, tmp_path):
    write(tmp_path / "site", {**HUGO, "content/huge.md": "x" * 1024 * 1025})
    for words in (("rename", "b", "c"), ("rm", "c", "--dry-run")):
        result = call(*words, cwd=tmp_path / "site")
        assert "links were not searched in content/huge.md\n" in result.err


RUN_IN_CODE = [
    (
        HUGO,
        "content/posts/a.md",
        '`{{< ref "b" >}}`\n\n```\n{{% relref path="posts/b.md" %}}\n```\n',
    ),
    (HUGO, "content/posts/a.md", "{{< ref lang='en' path='b.md' >}} {{% ref `posts/b` %}}\n"),
    (HUGO, "content/posts/a.md", '{{< relref outputFormat="rss" lang="en" path="b" >}}\n'),
    (
        JEKYLL,
        "about.md",
        "`{% post_url 2024-01-01-b %}`\n\n    {% link _posts/2024-01-01-b.md %}\n",
    ),
    (JEKYLL, "about.md", "```liquid\n{% post_url 2024-01-01-b %}\n```\n"),
]


@pytest.mark.parametrize(("files", "path", "body"), RUN_IN_CODE)
def test_tags_that_the_generator_runs_follow_in_code_too(call, tmp_path, files, path, body):
    text = f"---\ntitle: A\n---\n{body}"
    write(tmp_path / "site", {**files, path: text})
    told = call("unpublish", "b", "--dry-run", cwd=tmp_path / "site").err
    assert f"{path}:" in told
    assert call("rename", "b", "new-one", cwd=tmp_path / "site").code == 0
    renamed = (tmp_path / "site" / path).read_text()
    for old, new in (
        ("01-b", "01-new-one"),
        ('"b', '"new-one'),
        ("/b", "/new-one"),
        ("'b", "'new-one"),
    ):
        text = text.replace(old, new)
    assert renamed == text


@pytest.mark.parametrize("raw", ["{{% raw %}}{}{{% endraw %}}", "{{% comment %}}\n{}"])
def test_tags_that_no_generator_runs_stay(call, tmp_path, raw):
    text = "---\ntitle: A\n---\n" + raw.format("{% post_url 2024-01-01-b %}")
    write(tmp_path / "site", {**JEKYLL, "about.md": text})
    assert call("rename", "b", "c", cwd=tmp_path / "site").code == 0
    assert (tmp_path / "site/about.md").read_text() == text


def test_a_jekyll_tag_in_any_text_is_named_or_follows(call, tmp_path):
    files = {
        "_includes/nav.html": "<a href='{% link _posts/2024-01-01-b.md %}'>\n",
        "_layouts/default.html": "---\n---\n{% post_url 2024-01-01-b %}\n",
        "assets/a.css": "---\n---\n/* {% post_url 2024-01-01-b %} */\n",
        "assets/b.scss": "---\n---\n// {% link _posts/2024-01-01-b.md %}\n",
        "feed.xml": "---\n---\n{% post_url 2024-01-01-b %}\n",
        "x.html": "---\n---\n{% post_url /2024-01-01-b %}\n",
    }
    write(tmp_path / "site", {**JEKYLL, **files})
    result = call("rename", "b", "c", cwd=tmp_path / "site")
    assert result.code == 0
    assert (
        "links to it stay in feed.xml:3, _includes/nav.html:1, _layouts/default.html:3,"
        " assets/a.css:3, assets/b.scss:3\n" in result.err
    )
    assert "{% post_url /2024-01-01-c %}" in (tmp_path / "site/x.html").read_text()


def test_quoted_names_and_files_of_a_hexo_post_follow(call, tmp_path):
    settings = {"_config.yml": "url: https://x.org\npost_asset_folder: true\n"}
    body = (
        "{% post_link 'b' %} {% post_path \"b\" %} {% post_link b#x 'T' %}\n"
        "![i](b/p.png) ![i](/2024/01/05/b/p.png) ![i](/2024/01/05/other/p.png)\n"
    )
    files = {"source/_posts/a.md": f"---\ntitle: A\n---\n{body}", "source/_posts/b/p.png": "x"}
    write(tmp_path / "site", {**HEXO, **settings, **files})
    told = call("rm", "b", "--dry-run", cwd=tmp_path / "site").err
    assert "source/_posts/a.md:4, source/_posts/a.md:5" in told
    assert call("rename", "b", "new", cwd=tmp_path / "site").code == 0
    renamed = body.replace("'b'", "'new'").replace('"b"', '"new"').replace("b#x", "new#x")
    renamed = renamed.replace("(b/", "(new/").replace("/05/b/", "/05/new/")
    assert (tmp_path / "site/source/_posts/a.md").read_text().endswith(renamed)


def test_a_file_of_a_bundle_follows_by_its_url(call, tmp_path):
    text = "---\ntitle: A\n---\n![i](/posts/x/p.png) ![i](../x/p.png) ![j](/posts/b/p.png)\n"
    files = {
        "content/posts/x/index.md": "---\ntitle: X\n---\n",
        "content/posts/x/p.png": "x",
        "static/posts/b/p.png": "x",
        "content/posts/a.md": text,
    }
    write(tmp_path / "site", {**HUGO, **files})
    for old, new in (("x", "y"), ("b", "c")):
        assert call("rename", old, new, cwd=tmp_path / "site").code == 0
    there = (tmp_path / "site/content/posts/a.md").read_text()
    assert there == text.replace("/x/", "/y/")


def test_components_and_imports_of_mdx_follow(call, tmp_path):
    body = (
        "import Post from './2024-01-05-post-b.md'\n"
        "export {x} from '@site/blog/2024-01-05-post-b.md'\n\n"
        '<Link to="/blog/2024/01/05/post-b#x">b</Link>\n'
        "<Link to={'/blog/2024/01/05/post-b'}>b</Link> <a href={ '/blog/2024/01/05/post-b'}>b</a>\n"
    )
    post, page = "blog/2024-01-07-m.mdx", "src/pages/m.mdx"
    texts = {post: body, page: body.replace("'./", "'../../blog/")}
    texts = {path: f"---\ntitle: M\n---\n{text}" for path, text in texts.items()}
    write(tmp_path / "site", {**DOCUSAURUS, **texts})
    told = call("unpublish", "post-b", "--dry-run", cwd=tmp_path / "site").err
    assert [line for line in (4, 5, 7, 8) if f"{post}:{line}" not in told] == []
    assert [line for line in (4, 5, 7, 8) if f"{page}:{line}" not in told] == []
    assert call("rename", "post-b", "new", cwd=tmp_path / "site").code == 0
    for path, text in texts.items():
        text = text.replace("05-post-b", "05-new").replace("05/post-b", "05/new")
        assert (tmp_path / "site" / path).read_text() == text
