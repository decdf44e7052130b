"""`blog serve`, `blog build`, `blog open`: what is started, after which question."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from blogcli.processes.pages import listens
from blogcli.processes.server import Server, interrupted_by_signals
from blogcli.store.fs.site_state import keep_server
from blogcli.store.fs.state_dir import StateDir
from blogcli.store.layouts.generators import GENERATORS
from blogcli.store.layouts.table import LAYOUTS
from tests.cli.sites_to_serve import processes_in


def program(place: Path, text: str = "#!/bin/sh\necho $0 $* > started\n") -> None:
    """Write a program that tells in a file `started` that it was started, and how."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    place.chmod(0o755)


@pytest.fixture
def hugo(blog: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Hugo site, with a program on $PATH that only tells that it was started."""
    (blog / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    for name, more in (("hello", ""), ("wip", "draft: true\n")):
        place = blog / f"content/posts/{name}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"---\ntitle: {name}\ndate: 2024-01-02\n{more}---\n\nText\n")
    program(blog.parent / "bin/hugo")
    return blog


@pytest.fixture
def path(blog: Path) -> dict[str, str]:
    """An environment with the folder of the test's own programs on $PATH."""
    return {"PATH": f"{blog.parent / 'bin'}:/usr/bin:/bin"}


def started(blog: Path) -> str:
    place = blog / "started"
    return place.read_text() if place.exists() else ""


HUGO = "hugo server --bind 127.0.0.1 -p 4000 --navigateToChanged --renderToMemory"


def test_the_command_line_is_printed_and_nothing_starts(hugo, path, call) -> None:
    done = call("serve", "--dry-run", "--port", "4000", "--", "--minify", environ=path)
    assert (done.code, done.out) == (0, f"{HUGO} -D -F -E --minify\n")
    done = call("serve", "--dry-run", "--port", "4000", "--published", environ=path)
    assert done.out == f"{HUGO}\n"
    done = call("build", "--dry-run", "-o", "out", "--drafts", "--future", environ=path)
    assert done.out == f"hugo -D -F -d {hugo / 'out'}\n"
    assert started(hugo) == ""


def test_a_pipe_starts_nothing_that_nobody_allowed(hugo, path, call) -> None:
    for words in (["serve"], ["build"]):
        done = call(*words, environ=path)
        assert (done.code, done.out) == (1, "")
        assert "runs this site's own code, which nobody has allowed yet" in done.err
        assert "--yes" in done.err
    assert started(hugo) == ""


def test_a_terminal_is_asked_once_for_each_command_line(hugo, path, call) -> None:
    done = call("build", tty=True, stdin="\n", environ=path)
    assert done.code == 1
    assert f"Run this site's own code in {hugo}: hugo? [y/N]" in done.err
    assert "Canceled; nothing was started." in done.err
    assert started(hugo) == ""
    assert call("build", tty=True, stdin="y\n", environ=path).code == 0
    assert started(hugo).split()[1:] == []
    again = call("build", environ=path)
    assert (again.code, again.err) == (0, "")
    assert call("build", "--drafts", environ=path).code == 1
    assert call("build", "--", "--minify", environ=path).code == 1
    other = hugo.parent / "other/hugo"
    program(other)
    assert call("build", environ={"PATH": f"{other.parent}:/usr/bin:/bin"}).code == 1


def test_another_folder_at_the_same_path_is_asked_about_anew(hugo, path, call) -> None:
    assert call("build", "-y", environ=path).code == 0
    hugo.rename(hugo.parent / "before")
    (hugo / "content/posts").mkdir(parents=True)
    (hugo / "hugo.toml").write_text("")
    assert call("build", environ=path).code == 1


def test_a_cloned_blog_toml_starts_nothing(hugo, path, call) -> None:
    program(hugo / "evil")
    (hugo / "blog.toml").write_text(
        'serve.command = ["./evil"]\nbuild.command = ["./evil"]\n'
        f'[blogs."{hugo}"]\nserve.command = ["./evil"]\n'
    )
    done = call("serve", "--dry-run", "--port", "4000", environ=path)
    assert done.out == f"{HUGO} -D -F -E\n"
    assert done.err.count("warning:") == 1
    assert "serve.command" in done.err
    call("build", "-y", environ=path)
    assert "evil" not in started(hugo)


def test_the_users_own_words_for_all_blogs_and_for_one(hugo, path, call) -> None:
    home = hugo.parent / "home"
    config = home / ".config/blogcli/config.toml"
    program(hugo.parent / "bin/make")
    done = call("config", "set", "serve.command", "make serve 'PORT={port}'", environ=path)
    assert done.code == 0, done.err
    assert 'command = ["make", "serve", "PORT={port}"]' in config.read_text().replace("'", '"')
    done = call("serve", "--dry-run", "--port", "4000", environ=path)
    assert done.out == "make serve PORT=4000\n"
    (home / "sites").mkdir()
    (home / "sites/my.blog").symlink_to(hugo)
    with config.open("a") as stream:
        stream.write('[blogs."~/sites/my.blog"]\nserve.command = ["make", "mine", "{port}"]\n')
        stream.write('[blogs."/elsewhere"]\nserve.command = ["make", "theirs"]\n')
    done = call("serve", "--dry-run", "--port", "4000", environ=path)
    assert (done.out, done.err) == ("make mine 4000\n", "")
    done = call("config", "get", "serve.command", environ=path)
    assert done.out.split() == ["make", "mine", "{port}"]


def test_a_setting_of_one_blog_that_is_none_is_named(hugo, path, call) -> None:
    config = hugo.parent / "home/.config/blogcli/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[blogs."~/x"]\nnope = "x"\n')
    done = call("list", environ=path)
    assert done.code == 2
    assert "no setting of one blog: '~/x.nope'" in done.err


@pytest.mark.parametrize(
    ("marker", "name", "hint"),
    [
        ("eleventy.config.js", "eleventy", "npm install"),
        ("astro.config.mjs", "astro", "npm install"),
        ("docusaurus.config.js", "docusaurus", "npm install"),
        ("_config.yml", "jekyll", "gem install"),
        ("zola.toml", "zola", "getzola.org"),
    ],
)
def test_what_is_not_installed_is_named_with_its_package(marker, name, hint, blog, call) -> None:
    (blog / marker).write_text("")
    done = call("serve", "-y", environ={"PATH": str(blog / "empty")})
    assert done.code == 1
    assert f"error: {name} is not installed here" in done.err
    assert hint in done.err


def test_bundler_runs_jekyll_where_a_gemfile_is(blog, path, call) -> None:
    (blog / "_config.yml").write_text("")
    program(blog.parent / "bin/bundle")
    program(blog.parent / "bin/jekyll")
    words = ("serve", "--dry-run", "--published", "--port", "4000")
    end = "serve --host 127.0.0.1 --port 4000\n"
    assert call(*words, environ=path).out == f"jekyll {end}"
    (blog / "Gemfile").write_text("")
    assert call(*words, environ=path).out == f"bundle exec jekyll {end}"


def test_node_programs_are_those_of_the_blog(blog, path, call) -> None:
    (blog / "eleventy.config.js").write_text("")
    program(blog / "node_modules/.bin/eleventy")
    program(blog.parent / "bin/npx")
    done = call("serve", "--dry-run", "--port", "4000", environ=path)
    assert done.out == "node_modules/.bin/eleventy --serve --port=4000\n"
    assert call("serve", environ=path).code == 1
    assert started(blog) == ""
    done = call("build", "--drafts", "--dry-run", environ=path)
    assert (done.code, done.out) == (2, "")
    assert "Eleventy has no option for drafts" in done.err


def test_a_relative_folder_on_the_path_does_not_count(hugo, call) -> None:
    program(hugo / "hugo")
    program(hugo / "bin/hugo")
    done = call("build", "--dry-run", environ={"PATH": ".::bin"})
    assert f"{hugo}" not in done.out


def test_a_plain_folder_has_no_generator(post, blog, call) -> None:
    post("hello", "title: Hello", "draft: true")
    for name in ("serve", "build"):
        done = call(name, "-y")
        assert done.code == 1
        assert "no generator" in done.err
        assert "`blog export`" in done.err
        assert "Hugo, Jekyll, Zola" in done.err
    assert "`blog show hello` shows it" in call("open", "hello").err


def test_every_generator_is_known(call) -> None:
    assert {one.name for one in LAYOUTS} - {*GENERATORS} == {"plain", "folder"}


def test_addresses_are_printed_in_a_pipe(hugo, path, call) -> None:
    live = "https://example.org/posts/hello/\n"
    assert call("open", "hello", environ=path).out == live
    assert call("open", "hello", "--print", "--live", tty=True, environ=path).out == live
    done = call("open", "hello", "wip", environ=path)
    assert (done.code, done.out) == (3, live)
    assert "content/posts/wip.md: not public: it is a draft" in done.err
    assert "hint: `blog serve` shows it" in done.err
    done = call("open", "hello", "--local", environ=path)
    assert (done.code, done.out) == (3, "")
    assert started(hugo) == ""


def test_an_unknown_site_address_is_told(hugo, path, call) -> None:
    (hugo / "hugo.toml").write_text("")
    done = call("open", "hello", environ=path)
    assert done.code == 3
    assert "blog config set url" in done.err


def test_a_browser_opens_the_live_page(hugo, path, call) -> None:
    program(hugo.parent / "bin/browser", f"#!/bin/sh\necho $* > {hugo}/opened\n")
    environ = {**path, "BROWSER": str(hugo.parent / "bin/browser")}
    assert call("open", "hello", tty=True, environ=environ).code == 0
    assert (hugo / "opened").read_text() == "https://example.org/posts/hello/\n"
    environ = {**path, "BROWSER": f"{hugo.parent / 'bin/browser'} --new-tab '%s'"}
    call("open", "hello", tty=True, environ=environ)
    assert (hugo / "opened").read_text() == "--new-tab https://example.org/posts/hello/\n"
    done = call("open", "hello", tty=True, environ={**path, "BROWSER": "/nowhere/browser"})
    assert done.code == 1
    assert "no browser opened https://example.org/posts/hello/" in done.err


def test_a_draft_asks_before_its_server_starts(hugo, path, call) -> None:
    done = call("open", "wip", tty=True, stdin="n\n", environ=path)
    assert done.code == 1
    assert "Run this site's own code" in done.err
    done = call("open", "wip", "--live", tty=True, environ=path)
    assert done.code == 3
    assert started(hugo) == ""


def test_a_running_server_is_used_and_a_stale_record_is_not(hugo, path, call) -> None:
    state = StateDir(str(hugo), {"HOME": str(hugo.parent / "home")})
    live = "https://example.org/posts/hello/\n"
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        keep_server(state, os.getpid(), port, f"http://127.0.0.1:{port}")
        local = f"http://127.0.0.1:{port}/posts/wip/\n"
        assert call("open", "wip", environ=path).out == local
        assert call("open", "hello", "--live", environ=path).out == live
        record = Path(f"{state.find()}/server.json")
        said = json.loads(record.read_text())
        for stale in ({"pid": 2**22 + 1}, {"started": "1"}, {"port": "x"}, {"port": 10**9}):
            record.write_text(json.dumps({**said, **stale}))
            assert call("open", "hello", environ=path).out == live
        record.write_text("[" * 100_000)
        assert call("open", "hello", environ=path).out == live
        record.write_text(json.dumps(said))
    assert call("open", "hello", environ=path).out == live


def test_the_last_lines_of_a_server_that_fails_are_shown(hugo, path, call) -> None:
    program(hugo.parent / "bin/hugo", "#!/bin/sh\nprintf 'bad \\033[31mthing\\n'; exit 7\n")
    done = call("serve", "-y", environ=path)
    assert done.code == 1
    assert "bad \\x1b[31mthing" in done.err
    assert "error: the server ended with exit code 7" in done.err
    done = call("build", "-y", environ=path)
    assert (done.code, done.out) == (1, "")
    assert "error: hugo ended with exit code 7" in done.err


SERVER = f"""#!{sys.executable}
import os, sys
from http.server import HTTPServer, BaseHTTPRequestHandler
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        pages = {{"/": "home", "/sitemap.xml": "<loc>https://example.org/p/hello/</loc>",
                 "/p/hello/": "Hello"}}
        text = pages.get(self.path)
        self.send_response(200 if text else 404)
        self.end_headers()
        self.wfile.write((text or "none").encode())
        if self.path == "/p/hello/":
            os._exit(3)
HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""


@pytest.mark.thorough
def test_a_post_at_another_address_is_found_in_the_sitemap(hugo, path, call) -> None:
    program(hugo.parent / "bin/hugo", SERVER)
    done = call("serve", "hello", "-y", environ=path)
    assert done.code == 1
    assert "/p/hello/" in done.err
    assert "hugo ended with exit code 3" in done.err


def test_a_port_in_use_is_told(hugo, path, call) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        done = call("serve", "-y", "--port", str(server.getsockname()[1]), environ=path)
    assert done.code == 1
    assert "is in use" in done.err
    assert started(hugo) == ""


STUBBORN = f"""#!{sys.executable}
import signal, subprocess
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["tail", "-f", "/dev/null"])
"""


def test_a_signal_that_another_thread_takes_ends_the_wait_for_a_line(tmp_path) -> None:
    waiting = threading.main_thread().ident

    def interrupt() -> None:
        while sys._current_frames()[waiting].f_code.co_name != "lines":
            pass
        signal.raise_signal(signal.SIGHUP)

    words = ["/bin/sh", "-c", "sleep 10; echo late; exec sleep 10"]
    with Server(words, str(tmp_path), os.environ) as server, interrupted_by_signals():
        threading.Thread(target=interrupt, daemon=True).start()
        with pytest.raises(KeyboardInterrupt):
            list(server.lines())
        assert list(server.last_lines) == []


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_of_a_server_that_does_not_want_to_end(hugo, path, number) -> None:
    program(hugo.parent / "bin/hugo", STUBBORN + SERVER.partition("\n")[2])
    words = [sys.executable, "-m", "blogcli", "--blog", str(hugo), "serve", "--open", "-y"]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **path, "BROWSER": "echo"},
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline()
        assert url.startswith("http://127.0.0.1:")
        process.send_signal(number)
        try:
            process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert not listens(int(url.rpartition(":")[2].strip("/\n")))
    if sys.platform == "linux":
        assert processes_in(hugo) == []
