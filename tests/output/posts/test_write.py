import sys
from subprocess import run

import pytest

from blogcli.errors import UsageError
from blogcli.output.posts.formats import FORMATS
from blogcli.output.posts.records import OutputSpec
from tests.output.screen import posts_as, summary


def test_a_terminal_gets_a_table_and_a_pipe_gets_tsv():
    assert posts_as([summary()], OutputSpec()).startswith("2024-03-12\tpublished\tfirst-light\t")
    assert posts_as([summary()], OutputSpec(), tty=True).split()[:2] == ["date", "title"]
    assert "3 days ago" in posts_as([summary()], OutputSpec(), tty=True)
    assert posts_as([summary()], OutputSpec(nul=True), tty=True).endswith(".md\tstars,night sky\0")


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        (OutputSpec(format="xml"), "'xml'"),
        (OutputSpec(format="json", template="{slug}"), "--format"),
        (OutputSpec(fields="slug", template="{slug}"), "--fields"),
        (OutputSpec(format="slugs", fields="title"), "--format slugs"),
        (OutputSpec(format="json", nul=True), "--format json"),
        (OutputSpec(format="table", nul=True), "--format table"),
        (OutputSpec(fields="nope"), "'nope'"),
        (OutputSpec(fields="nope", format="json"), "'nope'"),
        (OutputSpec(fields="nope", format="table"), "'nope'"),
        (OutputSpec(template="{nope}"), "'nope'"),
    ],
)
def test_what_makes_no_sense_is_refused_before_a_post_is_read(shape, named):
    def posts():
        raise AssertionError("a post was read")
        yield

    with pytest.raises(UsageError) as refused:
        posts_as(posts(), shape)
    assert named in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_its_posts(name):
    assert posts_as([summary(), summary(slug="b")], OutputSpec(format=name))


def test_an_unknown_format_is_told_the_known_ones():
    with pytest.raises(UsageError) as refused:
        posts_as([], OutputSpec(format="jsn"))
    assert all(name in refused.value.hint for name in FORMATS)


def test_a_list_in_a_pipe_loads_nothing_heavy():
    program = (
        "import io, sys\n"
        "from datetime import UTC, datetime\n"
        "from blogcli.output.posts.records import OutputSpec\n"
        "from blogcli.output.terminal import Terminal\n"
        "from blogcli.output.posts.write import write_posts\n"
        "from blogcli.posts.model.summary import Summary\n"
        "posts = [Summary('a.md', 'a', 'A')]\n"
        "for name in ('tsv', 'json', 'slugs', 'plain', 'count'):\n"
        "    made = Terminal(io.StringIO(), io.StringIO(), io.StringIO())\n"
        "    write_posts(made, posts, OutputSpec(format=name), datetime(2024, 1, 1, tzinfo=UTC))\n"
        "heavy = {'rich', 'yaml', 'csv', 'difflib', 'markdown_it', 'tomllib', 'subprocess'}\n"
        "sys.stdout.write(' '.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == ""
