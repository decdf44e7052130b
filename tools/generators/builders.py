"""Build a site with each generator, and read its front matter as that generator does."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.generators.model import Meta
from tools.generators.programs import HERE, ask, link_modules, program, run

Environ = Mapping[str, str]


def build_hugo(site: Path, out: Path, environ: Environ) -> str:
    """Build with Hugo."""
    return run([program("hugo"), "--noBuildLock", "-d", str(out)], site, environ)


def read_hugo(site: Path, environ: Environ) -> Mapping[str, Meta]:
    """Return what Hugo gives to templates as a page's parameters, of every page."""
    with tempfile.TemporaryDirectory() as folder:
        copy, out = Path(folder, "site"), Path(folder, "out")
        shutil.copytree(site, copy)
        (copy / "layouts/home.html").write_text(HUGO_HOME, "utf-8")
        error = run([program("hugo"), "-DEF", "-d", str(out)], copy, environ)
        if error:
            return {}
        pages: dict[str, Meta] = {}
        for home in sorted(out.rglob("index.html")):
            text = home.read_text("utf-8")
            if text.startswith("HOME"):
                pages |= json.loads(text.removeprefix("HOME"))
        return pages


HUGO_HOME = """HOME{{ $all := dict }}{{ range site.RegularPages }}{{ \
$found := findRE `token\\d+end` .RawContent 1 }}{{ $page := . }}{{ range $found }}{{ \
$all = merge $all (dict . $page.Params) }}{{ end }}{{ end }}{{ $all | jsonify | safeHTML }}"""
"""A page with the parameters of all; Hugo's own dates and title are among them."""


def build_jekyll(site: Path, out: Path, environ: Environ) -> str:
    """Build with Jekyll."""
    command = [program("jekyll"), "build", "--quiet", "--disable-disk-cache", "-d", str(out)]
    return run(command, site, {**environ, "LC_ALL": "C.UTF-8"})


def read_jekyll(site: Path, environ: Environ) -> Mapping[str, Meta]:
    """Return the front matter of Jekyll's posts, by the parser that it uses."""
    command = ["ruby", str(HERE / "readers/jekyll.rb")]
    return ask(command, site, {**environ, "LC_ALL": "C.UTF-8"})


def build_hexo(site: Path, out: Path, environ: Environ) -> str:
    """Build with Hexo, which says by its exit code alone only little of what failed."""
    link_modules(site)
    error = run([program("hexo"), "generate", "--force", "--bail"], site, environ)
    if not error and (site / "public").is_dir():
        shutil.copytree(site / "public", out, dirs_exist_ok=True)
    for name in ("public", "db.json"):
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    (site / "node_modules").unlink()
    return error


def _read_node(parser: str, site: Path, environ: Environ) -> Mapping[str, Meta]:
    return ask([program("node"), str(HERE / "readers/front_matter.mjs"), parser], site, environ)


def read_hexo(site: Path, environ: Environ) -> Mapping[str, Meta]:
    """Return the front matter of Hexo's posts."""
    return _read_node("hexo-front-matter", site, environ)


def build_eleventy(site: Path, out: Path, environ: Environ) -> str:
    """Build with Eleventy."""
    return run([program("eleventy"), "--quiet", f"--output={out}"], site, environ)


def read_gray_matter(site: Path, environ: Environ) -> Mapping[str, Meta]:
    """Return the front matter as gray-matter reads it, for Eleventy and Docusaurus."""
    return _read_node("gray-matter", site, environ)


def build_pelican(site: Path, out: Path, environ: Environ) -> str:
    """Build with Pelican."""
    command = [program("pelican"), "-s", "pelicanconf.py", "-o", str(out), "-q"]
    return run(command, site, environ)


def read_pelican(site: Path, environ: Environ) -> Mapping[str, Meta]:
    """Return the metadata of Pelican's posts, in the Python that has Pelican."""
    beside = Path(program("pelican")).parent / "python"
    return ask([str(beside), str(HERE / "readers/pelican_metadata.py")], site, environ)


def build_docusaurus(site: Path, out: Path, environ: Environ) -> str:
    """Build with Docusaurus."""
    link_modules(site)
    command = [program("docusaurus"), "build", "--no-minify", f"--out-dir={out}"]
    error = run(command, site, {**environ, "NODE_ENV": "production"})
    (site / "node_modules").unlink()
    shutil.rmtree(site / ".docusaurus", ignore_errors=True)
    return error


def build_astro(site: Path, out: Path, environ: Environ) -> str:
    """Build with Astro."""
    link_modules(site)
    off = {**environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    error = run([program("astro"), "build", f"--outDir={out}"], site, off)
    (site / "node_modules").unlink()
    shutil.rmtree(site / ".astro", ignore_errors=True)
    return error


def read_astro(site: Path, environ: Environ) -> Mapping[str, Meta]:
    """Return the front matter of Astro's posts."""
    return _read_node("js-yaml", site, environ)


def build_zola(site: Path, out: Path, environ: Environ) -> str:
    """Build with Zola."""
    return run([program("zola"), "build", f"--output-dir={out}", "--force"], site, environ)
