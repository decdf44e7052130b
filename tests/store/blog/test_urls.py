"""The URLs of posts, as the generators themselves make them of the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogcli.store.blog.site import PublishedSite
from tests.store.conftest import open_at, write

POST = "---\ntitle: {}\n{}---\n\nText\n"


def post(*lines: str, title: str = "Some Words") -> str:
    return POST.format(title, "".join(f"{line}\n" for line in lines))


DAY = "date: 2020-01-02 10:00:00"
HUGO = 'baseURL = "https://x.example/sub/"\n'
JEKYLL = "title: x\ntimezone: UTC\n"
HEXO = "url: https://x.example\ntimezone: UTC\n"
ASTRO_ROUTE = (
    "const posts = await getCollection('blog');\n"
    "return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n"
)
PELICAN = 'PATH = "content"\nTIMEZONE = "UTC"\n'

SITES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "eleventy keeps the date": (
        {
            ".eleventy.js": "module.exports = () => ({});\n",
            "posts/2024-01-02-hello.md": post(),
            "posts/2024-01-03-b/index.md": post("slug: other"),
            "posts/p.md": post("permalink: /x/{{ page.fileSlug }}/index.html"),
            "posts/hidden.md": post("permalink: false"),
        },
        {
            "posts/2024-01-02-hello.md": "/posts/2024-01-02-hello/",
            "posts/2024-01-03-b/index.md": "/posts/2024-01-03-b/",
            "posts/p.md": "/x/p/",
            "posts/hidden.md": "",
        },
    ),
    "eleventy reads data of folders": (
        {
            "eleventy.config.js": "export default () => ({\n  dir: { input: 'src' },\n});\n",
            "src/posts/posts.json": '{"permalink": "/b/{{ page.fileSlug }}/"}',
            "src/posts/2024-01-02-a.md": post(),
        },
        {"src/posts/2024-01-02-a.md": "/b/a/"},
    ),
    "eleventy data in code is not known": (
        {
            "eleventy.config.js": "export default () => ({ dir: { input: 'src' } });\n",
            "src/posts/posts.11tydata.js": "export default { permalink: (d) => d.x };\n",
            "src/posts/a.md": post(),
        },
        {"src/posts/a.md": ""},
    ),
    "jekyll collections": (
        {
            "_config.yml": JEKYLL
            + "permalink: pretty\ncollections:\n  # more\n  recipes:\n    output: true\n"
            "  people: {output: false}\n  notes:\n    permalink: /n/:name/:title/\n"
            "    output: true\n",
            "_recipes/a.md": post(),
            "_recipes/sub/2020-01-02-B_c.md": post(),
            "_recipes/s.md": post("slug: other"),
            "_people/p.md": post(),
            "_notes/2020-01-02-B_c.md": post(),
            "_notes/s.md": post("slug: other"),
        },
        {
            "_recipes/a.md": "/recipes/a/",
            "_recipes/sub/2020-01-02-B_c.md": "/recipes/sub/2020-01-02-B_c/",
            "_recipes/s.md": "/recipes/s/",
            "_notes/2020-01-02-B_c.md": "/n/2020-01-02-b-c/B_c/",
            "_notes/s.md": "/n/s/other/",
        },
    ),
    "hexo tells days by the machine's clock": (
        {
            "_config.yml": "url: https://x.example\ntimezone: Asia/Shanghai\n",
            "source/_posts/a.md": post("date: 2020-01-02"),
            "source/_posts/b.md": post("date: 2020-01-02 09:00:00"),
            "source/_posts/c.md": post("date: 2020-01-02T23:30:00-08:00"),
        },
        {
            "source/_posts/a.md": "/2020/01/01/a/",
            "source/_posts/b.md": "/2020/01/02/b/",
            "source/_posts/c.md": "/2020/01/02/c/",
        },
    ),
    "hexo categories in lists": (
        {
            "_config.yml": HEXO + "permalink: :category/:title/\n",
            "source/_posts/a.md": post(DAY, "categories: [x, y]"),
            "source/_posts/b.md": post(DAY, "categories:", "  - [x, y z]"),
            "source/_posts/c.md": post(DAY, "categories:", "  - [x, y]", "  - z"),
            "source/_posts/d.md": post(DAY),
        },
        {
            "source/_posts/a.md": "/x/y/a/",
            "source/_posts/b.md": "/x/y-z/b/",
            "source/_posts/c.md": "",
            "source/_posts/d.md": "/uncategorized/d/",
        },
    ),
    "eleventy leaves out a name that is its folder's": (
        {
            "eleventy.config.js": "",
            "posts/p/p.md": post(),
            "posts/q/q/index.md": post(),
        },
        {"posts/p/p.md": "/posts/p/", "posts/q/q/index.md": "/posts/q/q/"},
    ),
    "eleventy data of the whole site": (
        {
            "eleventy.config.js": "",
            "_data/permalink.js": "export default '/all/{{ page.fileSlug }}/';",
            "posts/a.md": post(),
            "posts/b.md": post("permalink: /own/"),
        },
        {"posts/a.md": "", "posts/b.md": "/own/"},
    ),
    "eleventy data that is computed": (
        {
            "eleventy.config.js": "",
            "posts/a.md": post("eleventyComputed:", "  permalink: '/c/{{ title }}/'"),
            "news/news.json": '{"eleventyComputed": {"permalink": "/n/{{ title }}/"}}',
            "news/a.md": post(),
        },
        {"posts/a.md": "", "news/a.md": ""},
    ),
    "astro takes a slug as it is": (
        {
            "astro.config.mjs": "",
            "src/content.config.ts": "loader: glob({ base: './src/content/blog' })",
            "src/pages/blog/[...slug].astro": ASTRO_ROUTE,
            "src/content/blog/a.md": post("slug: Own Slug"),
            "src/content/blog/Sub/b.md": post("slug: own"),
            "src/content/blog/Sub/P c.md": post(),
        },
        {
            "src/content/blog/a.md": "/blog/Own Slug/",
            "src/content/blog/Sub/b.md": "/blog/own/",
            "src/content/blog/Sub/P c.md": "/blog/sub/p-c/",
        },
    ),
    "astro with its own ids": (
        {
            "astro.config.mjs": "",
            "src/content.config.ts": "loader: glob({ base: 'x', generateId: (x) => x.entry })",
            "src/pages/blog/[...slug].astro": ASTRO_ROUTE,
            "src/content/blog/a.md": post(),
        },
        {"src/content/blog/a.md": ""},
    ),
    "hexo": (
        {
            "_config.yml": HEXO,
            "source/_drafts/wip.md": post("date: 2024-01-03 00:00:00"),
            "source/_posts/2020-09-29-one.md": post(DAY, "slug: no"),
            "source/_posts/2020-09-29-undated.md": post(),
            "source/_posts/deep/two.md": post(DAY),
        },
        {
            "source/_drafts/wip.md": "/2024/01/03/wip/",
            "source/_posts/2020-09-29-one.md": "/2020/01/02/2020-09-29-one/",
            "source/_posts/2020-09-29-undated.md": "",
            "source/_posts/deep/two.md": "/2020/01/02/deep/two/",
        },
    ),
    "hexo with dated names": (
        {
            "_config.yml": f"{HEXO}new_post_name: :year-:month-:day-:title.md\n",
            "source/_posts/2020-09-29-one.md": post(),
        },
        {"source/_posts/2020-09-29-one.md": "/2020/09/29/one/"},
    ),
    "hexo with strange names": (
        {
            "_config.yml": f"{HEXO}permalink: :title/\nnew_post_name: :category-:title.md\n",
            "source/_posts/a-b.md": post(DAY),
        },
        {"source/_posts/a-b.md": ""},
    ),
    "hexo with an ending": (
        {
            "_config.yml": f"{HEXO}permalink: article/:title.html\n",
            "source/_posts/a.md": post(DAY),
        },
        {"source/_posts/a.md": "/article/a.html"},
    ),
    "hexo with a key of front matter": (
        {
            "_config.yml": f"{HEXO}permalink: p/:abbrlink/\n",
            "source/_posts/a.md": post(DAY, "abbrlink: 3f2a"),
            "source/_posts/b.md": post(DAY),
        },
        {"source/_posts/a.md": "/p/3f2a/", "source/_posts/b.md": ""},
    ),
    "hexo with another category": (
        {
            "_config.yml": f"{HEXO}permalink: :category/:title/\ndefault_category: news\n",
            "source/_posts/a.md": post(DAY),
        },
        {"source/_posts/a.md": "/news/a/"},
    ),
    "hexo with folders for posts": (
        {
            "_config.yml": f"{HEXO}permalink: p/:title\npost_asset_folder: true\n",
            "source/_posts/a.md": post(DAY),
        },
        {"source/_posts/a.md": "/p/a/"},
    ),
    "hexo with categories": (
        {
            "_config.yml": f"{HEXO}permalink: :category/:post_title/\n",
            "source/_posts/a.md": post(DAY, "categories: Big News"),
            "source/_posts/b.md": post(DAY, "categories: [A, B c]", title="É, done!"),
            "source/_posts/c.md": post(DAY),
        },
        {
            "source/_posts/a.md": "/Big-News/some-words/",
            "source/_posts/b.md": "/A/B-c/e-done/",
            "source/_posts/c.md": "/uncategorized/some-words/",
        },
    ),
    **{
        f"hexo with :{word} is not known": (
            {
                "_config.yml": f"{HEXO}permalink: :year/:{word}/\n",
                "source/_posts/a.md": post(DAY),
            },
            {"source/_posts/a.md": ""},
        )
        for word in ("abbrlink", "hash", "id", "short_month")
    },
    "pelican": (
        {
            "pelicanconf.py": PELICAN,
            "content/a.md": "Title: Hello, World & Co\nDate: 2020-01-02\nStatus: draft\n\nText\n",
            "content/b.md": "Title: Café — “one”\nDate: 2020-01-02\n\nText\n",
            "content/c.md": "Title: Hi\nDate: 2020-01-02\nLang: fr\n\nText\n",
            "content/d.md": "Title: Hi\nDate: 2020-01-02\nStatus: hidden\n\nText\n",
            "content/e.md": "Title: 日本\nDate: 2020-01-02\n\nText\n",
        },
        {
            "content/a.md": "/drafts/hello-world-co.html",
            "content/b.md": "/cafe-one.html",
            "content/c.md": "/hi-fr.html",
            "content/d.md": "/hi.html",
            "content/e.md": "",
        },
    ),
    "pelican with categories": (
        {
            "pelicanconf.py": f"{PELICAN}ARTICLE_URL = '{{category}}/{{slug}}/'\n",
            "content/a.md": "Title: A\nDate: 2020-01-02\nCategory: Big News\n\nText\n",
            "content/trains/b.md": "Title: B\nDate: 2020-01-02\n\nText\n",
            "content/c.md": "Title: C\nDate: 2020-01-02\n\nText\n",
        },
        {
            "content/a.md": "/big-news/a/",
            "content/trains/b.md": "/trains/b/",
            "content/c.md": "/misc/c/",
        },
    ),
    "pelican with names": (
        {
            "pelicanconf.py": f"{PELICAN}SLUGIFY_SOURCE = 'basename'\n",
            "content/2020-01-02-a B.md": "Title: T\nDate: 2020-01-02\n\nText\n",
        },
        {"content/2020-01-02-a B.md": "/2020-01-02-a-b.html"},
    ),
    "pelican with authors": (
        {
            "pelicanconf.py": f"{PELICAN}ARTICLE_URL = '{{author}}/{{slug}}/'\n",
            "content/a.md": "Title: A\nDate: 2020-01-02\nAuthor: Ann Lee\n\nText\n",
            "content/b.md": "Title: B\nDate: 2020-01-02\n\nText\n",
        },
        {"content/a.md": "/ann-lee/a/", "content/b.md": ""},
    ),
    "pelican in code": (
        {
            "pelicanconf.py": f"{PELICAN}ARTICLE_URL = BASE + '/{{slug}}/'\n",
            "content/a.md": "Title: A\nDate: 2020-01-02\n\nText\n",
        },
        {"content/a.md": ""},
    ),
    "jekyll": (
        {
            "_config.yml": JEKYLL,
            "_posts/2020-01-02-a.md": post("categories: [Foo Bar]"),
            "_posts/2020-01-02-b.md": post("slug: Own Slug"),
            "_posts/2020-01-02-Hello World.md": post(),
        },
        {
            "_posts/2020-01-02-a.md": "/foo bar/2020/01/02/a.html",
            "_posts/2020-01-02-b.md": "/2020/01/02/Own-Slug.html",
            "_posts/2020-01-02-Hello World.md": "/2020/01/02/Hello-World.html",
        },
    ),
    "jekyll with defaults": (
        {
            "_config.yml": f"{JEKYLL}defaults:\n  - scope: {{path: '', type: posts}}\n"
            "    values: {permalink: '/p/:title/'}\n"
            "  - scope: {path: news}\n    values: {permalink: '/n/:title/'}\n"
            "  - scope: {path: '', type: pages}\n    values: {permalink: '/x/:title/'}\n",
            "_posts/2020-01-02-a.md": post(),
            "news/_posts/2020-01-02-b.md": post(),
        },
        {"_posts/2020-01-02-a.md": "/p/a/", "news/_posts/2020-01-02-b.md": "/n/b/"},
    ),
    "jekyll with more words": (
        {
            "_config.yml": f"{JEKYLL}permalink: /:slugified_categories/:short_month/:slug/\n",
            "_posts/2020-01-02-Hello World.md": post("categories: [Foo Bar]"),
        },
        {"_posts/2020-01-02-Hello World.md": "/foo-bar/Jan/hello-world/"},
    ),
    "jekyll with unknown words": (
        {
            "_config.yml": f"{JEKYLL}permalink: /:author/:slug/\n",
            "_posts/2020-01-02-a.md": post(),
        },
        {"_posts/2020-01-02-a.md": ""},
    ),
    "hugo": (
        {
            "hugo.toml": HUGO,
            "content/posts/C'est l'été!.md": post(),
            "content/posts/a&b c_D.md": post(),
            "content/posts/s.md": post("slug: My Slug & x"),
            "content/posts/u.md": post(DAY, "url: /u/:year/:slug"),
            "content/posts/x.nb.md": post(),
            "content/posts/2020-01-02-d.md": post(),
        },
        {
            "content/posts/C'est l'été!.md": "/posts/cest-lété/",
            "content/posts/a&b c_D.md": "/posts/ab-c_d/",
            "content/posts/s.md": "/posts/my-slug-x/",
            "content/posts/u.md": "/u/2020/some-words/",
            "content/posts/x.nb.md": "/posts/x.nb/",
            "content/posts/2020-01-02-d.md": "/posts/2020-01-02-d/",
        },
    ),
    "hugo with languages": (
        {
            "hugo.toml": f"{HUGO}[languages.en]\n[languages.nb]\ncontentDir = 'content.nb'\n"
            "[languages.de]\n",
            "content/posts/e.en.md": post(),
            "content/posts/x.de.md": post(),
            "content.nb/posts/q.md": post(),
        },
        {
            "content/posts/e.en.md": "/posts/e/",
            "content/posts/x.de.md": "/de/posts/x/",
            "content.nb/posts/q.md": "/nb/posts/q/",
        },
    ),
    "hugo with a folder for each language": (
        {
            "hugo.toml": f"{HUGO}defaultContentLanguage = 'de'\n[languages.en]\n"
            "contentDir = 'content/english'\n[languages.de]\ncontentDir = 'content/german'\n",
            "content/english/posts/q.md": post(),
            "content/german/posts/q.md": post(),
            "content/german/posts/z.en.md": post(),
        },
        {
            "content/english/posts/q.md": "/en/posts/q/",
            "content/german/posts/q.md": "/posts/q/",
            "content/german/posts/z.en.md": "/en/posts/z/",
        },
    ),
    "hugo in a subfolder": (
        {
            "hugo.toml": f"{HUGO}defaultContentLanguageInSubdir = true\n"
            "[permalinks]\nposts = '/p/:title/'\n",
            "content/posts/v1.md": post(title="C'est v1.2"),
        },
        {"content/posts/v1.md": "/en/p/cest-v1.2/"},
    ),
    "hugo with ugly URLs": (
        {
            "hugo.toml": f"{HUGO}uglyURLs = true\n[permalinks]\nnews = '/n/:year/:slug/'\n",
            "content/posts/a.md": post(),
            "content/news/b.md": post("date: 2020-01-02T23:00:00-05:00"),
        },
        {"content/posts/a.md": "/posts/a.html", "content/news/b.md": "/n/2020/some-words.html"},
    ),
    "hugo with patterns of pages": (
        {
            "hugo.toml": f"{HUGO}[permalinks.page]\npage = '/pp/:slug/'\n'/' = '/root/:slug/'\n"
            "posts = '/p/:title/:sections/'\n",
            "content/posts/a.md": post(title="A"),
            "content/posts/deep/a.md": post(title="A"),
            "content/page/x.md": post(title="X"),
        },
        {
            "content/posts/a.md": "/p/a/posts/",
            "content/posts/deep/a.md": "",
            "content/page/x.md": "/pp/x/",
        },
    ),
    "hugo with mounts": (
        {
            "hugo.toml": f"{HUGO}[module]\n[[module.mounts]]\nsource = 'de'\ntarget = 'content'\n"
            "[module.mounts.sites.matrix]\nlanguages = ['de']\n[[module.mounts]]\n"
            "source = 'content/posts'\ntarget = 'content/blog'\n[languages.en]\n[languages.de]\n"
            "[permalinks]\nblog = '/b/:sections/:year:month:day/:slug/'\n",
            "blog.toml": "posts = ['content/posts', 'de/blog']\n",
            "content/posts/a.md": post("date: 2020-01-02T23:00:00-05:00"),
            "de/blog/q.md": post(DAY),
        },
        {
            "content/posts/a.md": "/b/blog/20200102/some-words/",
            "de/blog/q.md": "/de/b/blog/20200102/some-words/",
        },
    ),
    "hugo with Go's words": (
        {
            "hugo.toml": f"{HUGO}[permalinks]\nposts = '/n/:2006/:slug'\n"
            "news = '/q/:sections[1:]/:slug'\n",
            "content/posts/a.md": post(DAY),
            "content/news/a.md": post(DAY),
        },
        {"content/posts/a.md": "", "content/news/a.md": ""},
    ),
    "docusaurus": (
        {
            "docusaurus.config.js": "module.exports = {};\n",
            "blog/2022/06/07-day.md": post(),
            "blog/2021/05-26-ff.md": post(),
            "blog/2021/05/31-kk/index.md": post(),
            "blog/team-2021-05-30-x/jj.md": post(),
            "blog/plain/a.md": post(),
            "blog/2021-1-2-s.md": post("slug: /own/x"),
        },
        {
            "blog/2022/06/07-day.md": "/blog/2022/06/07/day",
            "blog/2021/05-26-ff.md": "/blog/2021/05/26/ff",
            "blog/2021/05/31-kk/index.md": "/blog/2021/05/31/kk",
            "blog/team-2021-05-30-x/jj.md": "/blog/2021/05/30/team-x/jj",
            "blog/plain/a.md": "/blog/plain/a",
            "blog/2021-1-2-s.md": "/blog/own/x",
        },
    ),
    "docusaurus at another path": (
        {
            "docusaurus.config.js": "module.exports = {\n  docs: { routeBasePath: 'd' },\n"
            "  blog: { feedOptions: { type: 'all' }, routeBasePath: '/' },\n};\n",
            "blog/2022-06-07-day.md": post(),
        },
        {"blog/2022-06-07-day.md": "/2022/06/07/day"},
    ),
    "astro with a page for a collection": (
        {
            "astro.config.mjs": "export default { trailingSlash: 'never' };\n",
            "src/pages/writing/[id].astro": "---\ngetCollection('blog');\n"
            "posts.map((p) => ({ params: { id: p.id } }))\n---\n",
            "src/content/blog/2020-01-02-A b!.md": post(),
            "src/content/blog/deep/index.md": post(),
        },
        {
            "src/content/blog/2020-01-02-A b!.md": "/writing/2020-01-02-a-b",
            "src/content/blog/deep/index.md": "/writing/deep",
        },
    ),
    "astro with routes in code": (
        {
            "astro.config.mjs": "export default {};\n",
            "src/pages/[id].astro": "---\ngetCollection('blog');\n"
            "posts.map((p) => ({ params: { id: cut(p) } }))\n---\n",
            "src/content/blog/a.md": post(),
        },
        {"src/content/blog/a.md": ""},
    ),
    "zola": (
        {
            "config.toml": "base_url = 'https://x.example'\n[languages.fr]\n",
            "content/blog/2020-01-02-A b.md": "+++\ntitle = 'x'\n+++\n",
            "content/blog/a.fr.md": "+++\ntitle = 'x'\n+++\n",
        },
        {"content/blog/2020-01-02-A b.md": "/blog/a-b/", "content/blog/a.fr.md": "/fr/blog/a/"},
    ),
    "a setting": (
        {
            "blog.toml": 'permalink = "/{date:%Y/%m}/{slug}/"\n',
            "posts/2020-01-02-a.md": post(),
            "posts/b.md": post(),
        },
        {"posts/2020-01-02-a.md": "/2020/01/a/", "posts/b.md": ""},
    ),
}


@pytest.mark.parametrize("name", SITES)
def test_urls_are_the_generator_s(name: str, tmp_path: Path) -> None:
    files, urls = SITES[name]
    blog = open_at(write(tmp_path, dict(files)))
    found = {path: blog.addresses.path(blog.read(path).summary) for path in urls}
    assert found == urls


def test_a_jekyll_draft_has_the_day_of_its_file(tmp_path: Path) -> None:
    import os

    files = {"_config.yml": JEKYLL, "_posts/2020-01-02-a.md": post(), "_drafts/wip.md": post()}
    blog = open_at(write(tmp_path, dict(files)))
    os.utime(tmp_path / "_drafts/wip.md", (1_600_000_000, 1_600_000_000))
    assert blog.addresses.path(blog.read("_drafts/wip.md").summary) == "/2020/09/13/wip.html"


@pytest.mark.parametrize(
    ("files", "path", "url"),
    [
        (
            {"_config.yml": "url: https://x.example\nbaseurl: /b\n"},
            "_posts/2020-01-02-a.md",
            "https://x.example/b/foo%20bar/2020/01/02/a.html",
        ),
        ({"_config.yml": "title: x\n"}, "_posts/2020-01-02-a.md", "/foo%20bar/2020/01/02/a.html"),
        ({"hugo.toml": HUGO}, "content/posts/a.md", "https://x.example/sub/posts/a/"),
        ({"blog.toml": "title = 'x'\n"}, "posts/a.md", None),
        (
            {"blog.toml": "url = 'https://x.example/s/'\npermalink = '/{slug}/'\n"},
            "posts/a.md",
            "https://x.example/s/a/",
        ),
    ],
)
def test_the_field_is_absolute_where_the_site_is_known(files, path, url, tmp_path) -> None:
    blog = open_at(write(tmp_path, {**files, path: post("categories: [Foo Bar]")}))
    assert blog.addresses.with_url(blog.read(path).summary).url == url
    assert [one.url for one in blog.index().summaries()] == [url]


def test_another_pattern_of_the_generator_is_another_index(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": JEKYLL, "_posts/2020-01-02-a.md": post()})
    first = [post.url for post in open_at(tmp_path).index().summaries()]
    write(tmp_path, {"_config.yml": f"{JEKYLL}permalink: /:title/\n"})
    assert first == ["/2020/01/02/a.html"]
    assert [post.url for post in open_at(tmp_path).index().summaries()] == ["/a/"]


@pytest.mark.parametrize(
    ("config", "url", "alias"),
    [
        ({"hugo.toml": f"{HUGO}[languages.en]\n[languages.de]\n"}, "/de/a/", "/a/"),
        ({"hugo.toml": f"{HUGO}[languages.en]\n[languages.de]\n"}, "/posts/a/", "/posts/a/"),
        ({"_config.yml": HEXO, "source/_posts/a.md": ""}, "/a/", "a/index.html"),
        ({"_config.yml": HEXO, "source/_posts/a.md": ""}, "/article/a.html", "article/a.html"),
    ],
)
def test_an_alias_is_written_as_the_generator_reads_it(config, url, alias, tmp_path) -> None:
    assert PublishedSite(open_at(write(tmp_path, config))).alias(url) == alias


PLUGIN = "plugins:\n  - jekyll-redirect-from\n"
ALIAS = '{"dependencies": {"hexo-generator-alias": "1"}}'


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"_config.yml": "title: x\n"}, "the site has no jekyll-redirect-from"),
        (
            {"_config.yml": "# plugins: [jekyll-redirect-from]\n"},
            "the site has no jekyll-redirect-fr",
        ),
        ({"_config.yml": PLUGIN}, ""),
        ({"_config.yml": "gems: [jekyll-redirect-from]"}, ""),
        ({"_config.yml": "", "Gemfile": "group :x do\n  gem 'jekyll-redirect-from'\nend\n"}, ""),
        ({"_config.yml": "", "Gemfile": "# gem 'jekyll-redirect-from'"}, "the site has no jekyll"),
        ({"_config.yml": HEXO, "source/_posts/a.md": "x"}, "the site has no hexo-generator-alias"),
        ({"_config.yml": HEXO, "source/_posts/a.md": "x", "package.json": ALIAS}, ""),
        ({"hugo.toml": f"{HUGO}disableAliases = true\n"}, "hugo.toml has disableAliases"),
        ({"hugo.toml": HUGO}, ""),
    ],
)
def test_a_redirect_that_will_not_exist_is_not_promised(files, why, tmp_path) -> None:
    site = PublishedSite(open_at(write(tmp_path, files)))
    assert site.why_no_redirects.startswith(why)
    assert bool(site.why_no_redirects) == bool(why)
    assert bool(site.alias_key([])) == (not why)
