"""How findings are shown: lines for eyes, records, annotations of GitHub, and SARIF."""

from __future__ import annotations

import json
import re

import pytest

from blogcli.output.reports.findings import (
    findings_github,
    findings_grouped,
    findings_json,
    findings_sarif,
    findings_text,
    tally,
    totals,
    write_findings,
)
from blogcli.posts.checks.model import CHECKS, Finding, fingerprint
from tests.output.screen import HOSTILE, OWN_CODES, UNSAFE, terminal, written

LINK = Finding(
    "broken-link", "posts/a b.md", "'c.md' is not there", "did you mean 'd'?", line=7, column=3
)
TAG = Finding(
    "similar-tags", "posts/e.md", "the tag 'f' is like 'g'", line=4, fix="use 'g' instead"
)
ORPHAN = Finding("orphan", "posts/h.md", "no other post links here")
FOUND = [LINK, TAG, ORPHAN]


def shown(format: str, findings=FOUND, **screen) -> str:
    made = terminal(**screen)
    write_findings(made, findings, format, "1.2.3")
    return written(made).decode("utf-8", "surrogateescape")


def test_text_is_a_line_a_finding_with_what_to_do_below():
    assert shown("text").splitlines() == [
        "posts/a b.md:7:3: error: 'c.md' is not there [broken-link]",
        "    did you mean 'd'?",
        "posts/e.md:4: warning: the tag 'f' is like 'g' [similar-tags]",
        "    --fix: use 'g' instead",
        "posts/h.md: note: no other post links here [orphan]",
    ]


def test_text_says_a_hint_once():
    other = LINK._replace(path="posts/z.md", hint="did you mean 'e'?")
    lines = shown("text", [LINK, LINK._replace(line=9), other, LINK]).splitlines()
    assert [line for line in lines if line.startswith(" ")] == [
        "    did you mean 'd'?",
        "    did you mean 'e'?",
    ]
    assert len(lines) == 6


def test_text_is_coloured_where_the_terminal_is():
    assert "\x1b" not in shown("text")
    coloured = shown("text", colour=True)
    assert OWN_CODES.search(coloured)
    assert OWN_CODES.sub("", coloured) == shown("text")


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_reaches_a_terminal_raw(format, text):
    path = text.replace("\ud800", "")  # of the surrogates, paths hold those of undecodable bytes
    hostile = [Finding("broken-link", path, text, text, line=1, fix=text)]
    assert not UNSAFE.search(shown(format, hostile, tty=True))


def test_json_is_a_record_a_finding_with_every_field():
    assert json.loads(shown("json")) == [
        {
            "check": "broken-link",
            "severity": "error",
            "path": "posts/a b.md",
            "line": 7,
            "column": 3,
            "message": "'c.md' is not there",
            "hint": "did you mean 'd'?",
            "fix": "",
            "fingerprint": fingerprint(LINK),
        },
        {
            "check": "similar-tags",
            "severity": "warning",
            "path": "posts/e.md",
            "line": 4,
            "column": None,
            "message": "the tag 'f' is like 'g'",
            "hint": "",
            "fix": "use 'g' instead",
            "fingerprint": fingerprint(TAG),
        },
        {
            "check": "orphan",
            "severity": "note",
            "path": "posts/h.md",
            "line": None,
            "column": None,
            "message": "no other post links here",
            "hint": "",
            "fix": "",
            "fingerprint": fingerprint(ORPHAN),
        },
    ]


def test_nothing_found_is_valid_output():
    assert findings_json([]) == []
    assert list(findings_text([])) == list(findings_github([])) == []
    (run,) = findings_sarif([])["runs"]
    assert run["results"] == []


def test_github_reads_a_command_a_line():
    assert shown("github").splitlines() == [
        "::error file=posts/a b.md,line=7,col=3,title=broken-link::"
        "'c.md' is not there. did you mean 'd'?",
        "::warning file=posts/e.md,line=4,title=similar-tags::the tag 'f' is like 'g'",
        "::notice file=posts/h.md,title=orphan::no other post links here",
    ]


def test_github_s_own_signs_are_escaped():
    finding = Finding("broken-link", "a,b:c%.md", "100%\r\nof: it, all")
    assert list(findings_github([finding])) == [
        "::error file=a%2Cb%3Ac%25.md,title=broken-link::100%25%0D%0Aof: it, all"
    ]


def test_sarif_has_what_its_standard_requires():
    log = json.loads(shown("sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("blogcli", "1.2.3")
    assert run["columnKind"] == "unicodeCodePoints"
    finds = {check.name: check.finds for check in CHECKS}
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] == finds[rule["id"]]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result, finding in zip(run["results"], FOUND, strict=True):
        assert result["ruleId"] == driver["rules"][result["ruleIndex"]]["id"] == finding.check
        assert result["level"] == finding.severity
        assert result["message"]["text"].startswith(finding.message)
        assert result["partialFingerprints"] == {"blogcli/v1": fingerprint(finding)}
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        "posts/a%20b.md",
        "posts/e.md",
        "posts/h.md",
    ]
    assert [place.get("region") for place in places] == [
        {"startLine": 7, "startColumn": 3},
        {"startLine": 4},
        None,
    ]


NEAR = Finding("broken-link", "posts/a.md", "'x.md' is not there", line=2, column=1)
WORDLESS = Finding("missing-alt", "posts/a.md", "no words", "say some", line=9)


def test_on_a_terminal_a_file_stands_once_above_its_findings():
    lines = list(findings_grouped([NEAR, WORDLESS], width=50))
    assert lines == [
        "posts/a.md",
        "     2:1  error    'x.md' is not there",
        "                   [broken-link]",
        "",
        "posts/a.md",
        "       9  note     no words [missing-alt]",
        "                   say some",
        "",
    ]


def test_on_a_terminal_the_worst_comes_first():
    lines = list(findings_grouped([ORPHAN, TAG, LINK], width=80))
    assert [line for line in lines if line[:1].strip()] == [
        "posts/a b.md",
        "posts/e.md",
        "posts/h.md",
    ]


def test_posts_that_share_a_title_are_one_entry():
    paths = ("posts/a.md", "posts/b.md", "posts/c.md")
    twins = [
        Finding(
            "duplicate-title", path, "same title as another", line=2, group=paths, shared="Trip"
        )
        for path in paths[1:]
    ]
    assert list(findings_grouped(twins, width=80)) == [
        "Trip",
        "          warning  3 posts with the same title [duplicate-title]",
        "                   posts/a.md",
        "                   posts/b.md",
        "                   posts/c.md",
        "",
    ]


def test_each_check_has_a_total():
    assert totals([ORPHAN, TAG, LINK, LINK]) == "2 broken-link · 1 similar-tags · 1 orphan"


def test_every_line_fits_the_terminal():
    wordy = Finding("unreadable", "a.md", "word " * 40, "hint " * 40, fix="mend " * 40)
    for width in (40, 80, 200):
        lines = list(findings_grouped([wordy], width=width))
        assert max(map(len, lines)) <= width
        assert len(lines) > 2


def test_colours_are_codes_alone():
    plain = list(findings_grouped([NEAR, WORDLESS], width=60))
    painted = [
        re.sub("\x1b\\[[0-9;]*m", "", line) for line in findings_grouped([NEAR, WORDLESS], 60, True)
    ]
    assert [line.rstrip() for line in painted] == plain


@pytest.mark.parametrize(
    ("findings", "posts", "text"),
    [
        ([], 0, "No problems in 0 posts"),
        ([], 1, "No problems in 1 post"),
        ([NEAR], 1, "1 error in 1 of 1 post"),
        ([NEAR, NEAR, WORDLESS], 30, "2 errors, 1 note in 1 of 30 posts"),
        (
            [Finding("empty-tag", "b.md", "x", fix="remove it"), NEAR],
            3,
            "1 error, 1 warning in 2 of 3 posts; --fix can fix 1",
        ),
    ],
)
def test_a_tally_in_words(findings, posts, text):
    assert tally(findings, posts) == text
