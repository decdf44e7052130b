"""What a stranger's blog, a path or a variable holds never acts on the terminal."""

import os
import re
import shutil
import sys

import pexpect
import pytest

ODD = "\x1b]0;owned\x07\x9b31m\u202ehidden\u2066\u2028\r"
RAW = re.compile("\x1b\\]0;owned|\x07|\x9b|\u202e|\u2066|\u2028")


@pytest.fixture
def root(clone):
    """A blog in a folder of an odd name, with odd things in every place that is shown."""
    odd = clone.parent / ("r" + ODD.replace("/", ""))
    shutil.move(clone, odd)
    quoted = "".join(f"\\u{ord(char):04x}" if not char.isalnum() else char for char in ODD)
    (odd / "blog.toml").write_text(
        f'title = "{quoted}"\n"k{quoted}" = "x"\n'
        f'[author]\nname = "{quoted}"\n[queries]\n"q{quoted}" = "tag:a"\n'
    )
    (odd / "posts" / f"two{ODD}.md").write_text(
        f'---\ntitle: "{quoted}"\ntags: ["{quoted}"]\ndate: "{quoted}"\nslug: "s{quoted}"\n'
        f'"k{quoted}": "{quoted}"\n---\n\n{ODD} [x]({ODD})\n'
    )
    return odd


CALLS = [
    ("config",),
    ("config", "get", "title"),
    ("config", "get", "author.name"),
    ("config", "get", "editor"),
    ("config", "get", "queries"),
    ("config", "set", "title", "x", "--dry-run"),
    ("config", "set", "editor", ODD),
    ("config", "unset", "editor"),
    ("config", "get", ODD),
    ("new", "Three", "--no-edit"),
    ("new", ODD, "--no-edit"),
    ("new", ODD, "--dry-run"),
    ("--blog", "ROOT", "new", "Three", "--no-edit"),
    ("init", "inner"),
    ("init", f"i{ODD}"),
    ("list",),
    ("list", "--format", "json"),
    ("list", "--format", "paths"),
    ("list", "--format", "yaml"),
    ("list", ODD),
    ("list", f"q:{ODD}"),
    ("list", "--fields", ODD),
    ("list", "--template", "{title} {path}"),
    ("list", "-s", ODD),
    ("show", ODD),
    ("show", "two", "--raw"),
    ("show", "two", "--meta"),
    ("show", "two", "--json"),
    ("tags",),
    ("check",),
    ("check", "--only", ODD),
    ("search", "hidden"),
    ("export",),
    ("export", "--format", "atom"),
    ("rm", "two", "--yes"),
    ("trash",),
    ("history",),
    ("undo",),
    ("set", "one", f"{ODD}=x"),
    ("set", "one", f"k={ODD}"),
    ("tag", "one", ODD),
    ("rename", "one", ODD),
    ("edit", "one"),
    ("apply", ODD),
    ("import", ODD),
    ("--blog", ODD, "list"),
    (ODD,),
    ("list", f"--{ODD}"),
    ("schedule", "one", ODD),
    ("publish", ODD),
    ("restore", ODD),
    ("completion", ODD),
]


@pytest.mark.parametrize(
    "words",
    CALLS,
    ids=lambda words: ascii(" ".join(words))[:40],
)
def test_nothing_acts_on_the_terminal(root, words):
    config = root.parent / f"c{ODD}"
    config.mkdir()
    variables = {
        "XDG_CONFIG_HOME": str(config),
        "EDITOR": f"no-such-editor {ODD}",
        "VISUAL": "",
        "BLOG_PAGER": "cat",
        "TERM": "xterm-256color",
        "NO_COLOR": "1",
        "BLOG_NOW": "2026-01-01T00:00:00+00:00",
    }
    named = [str(root) if word == "ROOT" else word for word in words]
    call = pexpect.spawn(
        sys.executable,
        ["-m", "blogcli", *named],
        cwd=str(root.parent if "ROOT" in words else root),
        env={**os.environ, **variables},
        encoding="utf-8",
        timeout=20,
        dimensions=(2000, 200),
    )
    call.expect(pexpect.EOF)
    call.close()
    assert call.exitstatus not in (70, None)
    shown = call.before
    assert "Traceback" not in shown
    assert not RAW.search(shown), ascii(RAW.search(shown))
