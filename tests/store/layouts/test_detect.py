"""Which generator's blog a folder is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from blogcli.errors import UsageError
from blogcli.store.layouts.detect import detect_layout
from blogcli.store.layouts.file_pattern import post_name
from blogcli.store.layouts.generator_files import generator_value
from blogcli.store.layouts.model import PLAIN
from blogcli.store.layouts.table import BY_NAME, LAYOUTS
from blogcli.store.layouts.walk import is_post_name
from tests.store.conftest import write


@pytest.mark.parametrize(
    ("files", "layout", "marker"),
    [
        (["hugo.toml"], "hugo", "hugo.toml"),
        (["hugo.yaml"], "hugo", "hugo.yaml"),
        (["hugo.json"], "hugo", "hugo.json"),
        (["config.yaml", "content/a.md"], "hugo", "config.yaml"),
        (["config.toml", "content/a.md"], "hugo", "config.toml"),
        (["config/_default/hugo.toml"], "hugo", "config/_default/hugo.toml"),
        (["config/_default/config.yaml"], "hugo", "config/_default/config.yaml"),
        (["zola.toml"], "zola", "zola.toml"),
        (["_config.yml"], "jekyll", "_config.yml"),
        (["_config.yml", "source/_posts/a.md"], "hexo", "_config.yml"),
        (["_config.yml", "scaffolds/post.md"], "hexo", "_config.yml"),
        (["_config.yml", "source/index.md"], "jekyll", "_config.yml"),
        (["_posts/a.md"], "jekyll", "_posts"),
        (["_drafts/a.md"], "jekyll", "_drafts"),
        (["eleventy.config.mjs", "posts/a.md"], "eleventy", "eleventy.config.mjs"),
        ([".eleventy.js"], "eleventy", ".eleventy.js"),
        (["astro.config.ts"], "astro", "astro.config.ts"),
        (["docusaurus.config.ts", "blog/a.md"], "docusaurus", "docusaurus.config.ts"),
        (["pelicanconf.py"], "pelican", "pelicanconf.py"),
        (["posts/a.md"], "plain", "posts"),
        (["blog.toml"], "plain", "blog.toml"),
        (["config.toml"], "folder", ""),
        (["content/a.md"], "folder", ""),
        (["posts"], "folder", ""),
        (["hugo.toml/a"], "folder", ""),
    ],
)
def test_markers(tmp_path, files, layout, marker):
    write(tmp_path, dict.fromkeys(files, ""))
    found = detect_layout(tmp_path)
    assert (found.layout.name, found.marker) == (layout, marker)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ('base_url = "https://a.example"\n', "zola"),
        ('title = "x"\n  base_url= "https://a.example"\n', "zola"),
        ('baseURL = "https://a.example"\n', "hugo"),
        ('baseurl = "https://a.example"\n', "hugo"),
        ('# base_url = "https://a.example"\n', "hugo"),
    ],
)
def test_zola_and_old_hugo_share_a_file_name(tmp_path, text, layout):
    write(tmp_path, {"config.toml": text, "content/a.md": ""})
    assert detect_layout(tmp_path).layout.name == layout


def test_a_layout_can_be_named(tmp_path):
    write(tmp_path, {"hugo.toml": "", "posts/a.md": ""})
    assert detect_layout(tmp_path, "plain").layout.name == "plain"
    assert detect_layout(tmp_path, "jekyll").layout.name == "jekyll"


@pytest.mark.parametrize(
    ("layout", "files", "folders"),
    [
        ("hugo", {"hugo.toml": "contentDir = 'site'\n", "site/a.md": ""}, "site"),
        ("hugo", {"hugo.toml": "contentDir = 'gone'\n", "content/a.md": ""}, "content"),
        ("hugo", {"hugo.toml": "[languages.en]\ncontentDir = 'en'\n", "en/a.md": ""}, "en"),
        ("hexo", {"_config.yml": "source_dir: src/\n", "scaffolds/p.md": "", "src/a": ""}, "src"),
        ("pelican", {"pelicanconf.py": "PATH = 'text'\n", "text/a.md": ""}, "text"),
        ("pelican", {"pelicanconf.py": "PATH = os.path.join(1)\n"}, "content"),
    ],
)
def test_the_generator_may_say_where_its_content_is(tmp_path, layout, files, folders):
    found = detect_layout(write(tmp_path, files))
    assert found.layout.name == layout
    assert found.layout.folders[0].partition("/")[0] == folders
    assert not any("CONTENT" in path for path in (*found.layout.folders, found.layout.home))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("a.yml", "timezone: Europe/Oslo\n", "Europe/Oslo"),
        ("a.yml", "a: 1\nTimeZone: 'Europe/Oslo' # here\n", "Europe/Oslo"),
        ("a.yml", "timezone:\nother: x\n", ""),
        ("a.yml", "timezone: ''\n", ""),
        ("a.yml", "deep:\n  timezone: Asia/Tokyo\n", ""),
        ("a.yml", "# timezone: Asia/Tokyo\n", ""),
        ("a.toml", 'timezone = "Europe/Oslo"\n', "Europe/Oslo"),
        ("a.toml", '[params]\ntimezone = "Europe/Oslo"\n', ""),
        ("a.json", '{\n  "timezone": "Europe/Oslo",\n}', "Europe/Oslo"),
        ("a.py", "TIMEZONE = 'Europe/Oslo'\n", "Europe/Oslo"),
        ("a.yml", b"\xff\xfe timezone", ""),
    ],
)
def test_values_in_generators_files(tmp_path, name, text, value):
    write(tmp_path, {name: text})
    assert generator_value(tmp_path / name, "timezone") == value


def test_no_value_in_a_file_that_is_not_there(tmp_path):
    assert generator_value(tmp_path / "gone.yml", "timezone") == ""


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{date:%Y-%m-%d}-{slug}.md", "2026-03-05-a.md"),
        ("{slug}.md", "a.md"),
        ("{slug}/index.md", "a/index.md"),
        ("{date:%Y}/{date:%m}/{slug}.md", "2026/03/a.md"),
        ("{date}-{slug}.md", "2026-03-05-a.md"),
        ("{date:%H}{slug}.md", "07a.md"),
        ("{{{slug}}}.md", "{a}.md"),
    ],
)
def test_names_of_new_posts(pattern, name):
    assert post_name(pattern, slug="a", when=datetime(2026, 3, 5, 7)) == name  # noqa: DTZ001


@pytest.mark.parametrize(
    "pattern",
    ["{title}.md", "{slug!r}.md", "{slug.x}.md", "{0}.md", "{}.md", "{slug", "", "/{slug}", "../x"],
)
def test_patterns_that_name_no_file(pattern):
    with pytest.raises(UsageError):
        post_name(pattern, slug="a", when=date(2026, 3, 5))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_makes_posts_that_it_finds_again(layout):
    for pattern in (layout.file, PLAIN):
        name = post_name(pattern, slug="a", when=date(2026, 3, 5))
        assert is_post_name(name.rpartition("/")[2], layout)


def test_the_names_of_a_layout_keep_all_known_names():
    for layout in LAYOUTS:
        for field, keys in BY_NAME["plain"].conventions.names.items():
            if field in layout.conventions.exact:
                continue  # what the generator does not read is no date here
            known = {key.casefold() for key in keys}
            assert {key.casefold() for key in layout.conventions.names[field]} >= known
