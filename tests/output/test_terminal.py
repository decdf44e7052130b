import io
import os
import pty
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.output.terminal import Terminal, paint, visible
from tests.output.screen import UNSAFE, said, terminal, written

CLEAN = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029").filter(
        lambda character: (
            not UNSAFE.match(character)
            and not "\u206a" <= character <= "\u206f"
            and not "\ufff9" <= character <= "\ufffb"
        )
    )
)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Grüße, 世界 🎉 नमस्ते שלום", "Grüße, 世界 🎉 नमस्ते שלום"),
        ("family 👨\u200d👩\u200d👧, می\u200cخواهم", "family 👨\u200d👩\u200d👧, می\u200cخواهم"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("a\x9bb\x7f\x00", r"a\x9bb\x7f\x00"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("\ufeffa\u2028b", r"\ufeffa\u2028b"),
        ("a\U000e0041", r"a\U000e0041"),
        ("\udcff", r"\udcff"),
        ("a\tb\nc\r", r"a\tb\nc\r"),
    ],
)
def test_what_acts_on_a_terminal_or_hides_is_spelled_out(text, shown):
    assert visible(text) == shown


def test_line_feeds_and_tabs_pass_where_lines_are_wanted():
    assert visible("a\tb\nc\r\x1b", newline=True) == "a\tb\nc" + r"\r\x1b"


@given(st.text())
def test_nothing_unsafe_is_left(text):
    assert not UNSAFE.search(visible(text))
    assert "\n" not in visible(text)
    assert not UNSAFE.search(visible(text, newline=True).replace("\t", ""))


@given(CLEAN)
def test_clean_text_stays_as_it_is(text):
    assert visible(text) == text
    assert visible(text, newline=True) == text


def test_every_character_is_either_safe_or_spelled_out():
    unsafe = [chr(code) for code in range(sys.maxunicode + 1) if UNSAFE.match(chr(code))]
    assert len(unsafe) > 2000
    assert all(visible(character).isascii() for character in unsafe)


@pytest.mark.parametrize(
    ("environ", "on_a_terminal", "in_a_pipe"),
    [
        ({}, True, False),
        ({"TERM": "xterm"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR_FORCE": ""}, True, False),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, True, True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_colour_follows_the_terminal_and_the_environment(environ, on_a_terminal, in_a_pipe):
    made = Terminal.of(io.StringIO(), Screen(), io.StringIO(), environ)
    assert (made.stdout_colour, made.stderr_colour) == (on_a_terminal, in_a_pipe)
    turned = Terminal.of(io.StringIO(), io.StringIO(), Screen(), environ)
    assert (turned.stdout_colour, turned.stderr_colour) == (in_a_pipe, on_a_terminal)


@pytest.mark.parametrize(
    ("environ", "size"),
    [
        ({}, (80, 24)),
        ({"COLUMNS": "132", "LINES": "50"}, (132, 50)),
        ({"COLUMNS": "132"}, (132, 24)),
        ({"COLUMNS": "0", "LINES": "-4"}, (80, 24)),
        ({"COLUMNS": "wide"}, (80, 24)),
    ],
)
def test_size_of_a_stream_without_one(environ, size):
    made = Terminal.of(io.StringIO(), io.StringIO(), io.StringIO(), environ)
    assert (made.width, made.height) == size


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="the system has no pseudo-terminals")
def test_size_of_a_real_terminal():
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 97, 0, 0))
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "w") as stream:
        made = Terminal.of(None, stream, None, {})
        assert (made.stdout_is_tty, made.width, made.height) == (True, 97, 33)
        assert Terminal.of(None, stream, None, {"COLUMNS": "60"}).width == 60


@pytest.mark.parametrize(
    ("stdin", "stdout", "interactive"),
    [(Screen, Screen, True), (io.StringIO, Screen, False), (Screen, io.StringIO, False)],
)
def test_questions_need_a_reader_and_a_writer(stdin, stdout, interactive):
    assert Terminal.of(stdin(), stdout(), io.StringIO(), {}).interactive is interactive


def test_closed_streams_swallow_what_is_written():
    made = Terminal.of(None, None, None, {})
    made.write("text")
    made.say("text")
    assert (made.interactive, made.stdin.read()) == (False, "")


def test_what_an_encoding_cannot_hold_is_replaced():
    made = terminal(encoding="ascii")
    made.write("naïve 世界\n")
    assert written(made) == b"na?ve ??\n"
    assert not made.utf8


def test_bytes_of_file_names_that_are_no_text_come_out_as_they_went_in():
    made = terminal()
    made.write("before ")
    made.write(os.fsdecode(b"caf\xe9.md"))
    made.write_bytes(b"\xff\x00")
    made.write(" after")
    assert written(made) == b"before caf\xe9.md\xff\x00 after"


@given(st.text())
def test_writing_never_fails_over_a_character(text):
    for encoding in ("utf-8", "ascii", "cp1252", "utf-16"):
        terminal(encoding=encoding).write(text)


def test_a_closed_pipe_is_told_upwards():
    reading, writing = os.pipe()
    os.close(reading)
    stream = open(writing, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    made = Terminal(io.StringIO(), stream, io.StringIO())
    made.write("text")
    with pytest.raises(BrokenPipeError):
        made.flush()
    with pytest.raises(BrokenPipeError):
        stream.close()


def test_lines_about_the_answer_go_to_stderr_alone():
    made = terminal()
    made.say("12 posts", "dim")
    made.warn("no date in \x1b[31mx.md")
    made.error("no such post")
    made.hint("try\n`blog list`")
    assert written(made) == b""
    assert said(made) == (
        "12 posts\nwarning: no date in \\x1b[31mx.md\nerror: no such post\nhint: try\n`blog list`\n"
    )


def test_labels_are_coloured_where_stderr_is():
    err = io.StringIO()
    made = Terminal(io.StringIO(), io.StringIO(), err, stderr_colour=True)
    made.warn("late")
    made.error("bad")
    made.say("3 posts", "dim")
    assert err.getvalue() == (
        "\x1b[33mwarning:\x1b[0m late\n\x1b[1;31merror:\x1b[0m bad\n\x1b[2m3 posts\x1b[0m\n"
    )


def test_paint_without_a_style_or_a_text_adds_nothing():
    assert paint("text", "") == "text"
    assert paint("", "red") == ""
    assert paint("text", "bold red") == "\x1b[1;31mtext\x1b[0m"


def test_frames_are_drawn_in_ascii_where_there_is_nothing_else():
    made = terminal(tty=True, encoding="ascii")
    made.write("╭─╮ │ x · y… é\n")
    assert written(made) == b"+-+ | x - y. ?\n"
