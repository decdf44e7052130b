"""Every difference that is meant, by name and with its reason; what is merely a bug is not here."""

from __future__ import annotations

from typing import NamedTuple

from tools.generators.model import Row


class Known(NamedTuple):
    """Differences of one kind in cases that hold `part`; `generator` "" stands for all."""

    generator: str
    kind: str
    part: str
    reason: str

    def covers(self, generator: str, row: Row) -> bool:
        """Return whether this names the difference."""
        return (
            self.generator in ("", generator)
            and row.kind.endswith(self.kind)
            and self.part in f"{row.site} | {row.case}"
        )


KNOWN: tuple[Known, ...] = (
    Known(
        "jekyll",
        "status",
        "p{n}.txt",
        "Jekyll publishes every file in _posts that has front matter; posts are Markdown or HTML",
    ),
    Known(
        "pelican",
        "status",
        "content/.p{n}.md",
        "Pelican reads hidden files; blogcli leaves what is hidden alone",
    ),
    Known(
        "hugo",
        "front matter after publish",
        "expiryDate: 2021",
        "publish takes away the passed expiryDate, by which Hugo would go on hiding the post",
    ),
    Known(
        "hugo",
        "breaks the build",
        "published: ",
        "Hugo takes `published` for a date; check does not look for values of another type yet",
    ),
    Known(
        "hugo",
        "build after unpublish",
        "unpublish POST",
        "a ref to a post that is hidden ends the build: the command names each of them",
    ),
    Known(
        "jekyll",
        "build after unpublish",
        "unpublish POST",
        "a post_url of a post that is hidden ends the build: the command names each of them",
    ),
    Known(
        "",
        "links",
        "broken links | ",
        "check judges links to sources and posts; other addresses may be pages of the site",
    ),
    Known(
        "hugo",
        "links of a post after unpublish",
        "(../target-17/)",
        "a link relative to the page's own URL is not looked for when a post is hidden yet",
    ),
    Known(
        "hexo",
        "links",
        "[a]({% post_path ",
        "Hexo leaves a tag in the address of a Markdown link as it is; check does not look for it",
    ),
    Known(
        "hexo",
        "status",
        "posts with assets | source/_posts/p{n}.",
        "with post_asset_folder only files with the ending of new_post_name are posts for Hexo",
    ),
    Known(
        "hexo",
        "status",
        "permalink posts/:abbrlink.html | ",
        "posts without the word of the permalink share one address, where Hexo keeps one of them",
    ),
    Known(
        "hexo",
        "status",
        "/:name/ | source/_posts/p{n}/index.md",
        "posts with one address, which check names: Hexo keeps one of them",
    ),
    Known(
        "hexo",
        "status",
        "broken front matter | ",
        "Hexo leaves out a post whose front matter it cannot read; check tells of it as an error",
    ),
    Known(
        "pelican",
        "links of a page after rename",
        "content/pages/",
        "links in pages by {filename} and |filename| do not follow yet",
    ),
    Known(
        "pelican",
        "status",
        "Save_as: x/y",
        "Pelican builds a draft with Save_as at that address; unpublish does not say so yet",
    ),
    Known("pelican", "page after unpublish", "Save_as: x/y", "as the status of such a post"),
    Known("pelican", "page after schedule", "Save_as: x/y", "as the status of such a post"),
    Known(
        "pelican",
        "status",
        "drafts by default | ",
        "DEFAULT_METADATA is code of the settings file that is not read",
    ),
    Known(
        "pelican",
        "status",
        "near now, ",
        "Pelican compares a time without an offset with the machine's clock, not with TIMEZONE",
    ),
    Known(
        "jekyll",
        "url",
        "categories: [a, [b]]",
        "Jekyll writes a list within a list into the address as Ruby would print it",
    ),
    Known(
        "jekyll", "redirect after rename", "categories: [a, [b]]", "as the address of such a post"
    ),
    Known(
        "jekyll",
        "url",
        "broken front matter | ",
        "Jekyll leaves out front matter that it cannot read; check tells of it as an error",
    ),
    Known(
        "eleventy",
        "front matter after publish",
        "permalink: false",
        "publish takes away `permalink: false`, by which Eleventy would write no page",
    ),
    Known(
        "eleventy",
        "links of a post after rename",
        "(https://example.org/",
        "Eleventy's settings have no address; with `url` in blog.toml such links follow",
    ),
    *(
        Known(
            generator,
            kind,
            part,
            "a link to a source file works where a plugin turns it into an address; both the link"
            " and its move are those of the file",
        )
        for generator, part in (("eleventy", "(target-1.md)"), ("astro", "(./target-2.md)"))
        for kind in ("links", "links of a post after rename")
    ),
)


def known(generator: str, row: Row) -> Known | None:
    """Return the entry that names a difference, None without one."""
    return next((one for one in KNOWN if one.covers(generator, row)), None)
