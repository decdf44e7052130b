"""Write the findings of `blog check` as text, JSON, GitHub annotations or SARIF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from blogcli.output.json_value import write_value
from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal, paint, visible
from blogcli.posts.checks.model import BY_NAME, Check, Finding, Severity, fingerprint, worst_first
from blogcli.posts.text.counted import counted
from blogcli.posts.text.json_text import JSON

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write_findings(
    terminal: Terminal, findings: Sequence[Finding], format: str = "text", version: str = ""
) -> None:
    """Write the findings to stdout as text, json, github or sarif.

    `version` is the program's own. In a pipe text is one line per finding, like a compiler's.
    """
    if format == "json":
        write_value(terminal, findings_json(findings))
    elif format == "sarif":
        write_value(terminal, findings_sarif(findings, version))
    else:
        if format == "github":
            lines = findings_github(findings)
        elif terminal.stdout_is_tty:
            lines = findings_grouped(findings, terminal.width, terminal.stdout_colour)
        else:
            lines = findings_text(findings, terminal.stdout_colour)
        for line in lines:
            terminal.write(line + "\n")


def findings_text(findings: Iterable[Finding], colour: bool = False) -> Iterator[str]:
    """Yield `path:line:column: severity: message [check]`, followed by the hint and the fix.

    A hint that an earlier finding of the same check had is not said again.
    """
    said: set[tuple[str, str]] = set()
    for finding in findings:
        place = ":".join(str(part) for part in (finding.path, finding.line, finding.column) if part)
        severity, check = finding.severity.value, f"[{finding.check}]"
        if colour:
            severity, check = paint(severity, _STYLES[finding.severity]), paint(check, "dim")
        yield f"{visible(place)}: {severity}: {visible(finding.message)} {check}"
        if finding.hint and (finding.check, finding.hint) not in said:
            said.add((finding.check, finding.hint))
            yield f"    {visible(finding.hint)}"
        if finding.fix:
            yield f"    --fix: {visible(finding.fix)}"


def findings_grouped(
    findings: Iterable[Finding], width: int = 80, colour: bool = False
) -> Iterator[str]:
    """Yield lines for a terminal, wrapped at `width`, the worst first.

    Each severity is grouped by file: path; place, severity, message, check. A problem that several
    posts have together is one entry, under what they share, with their paths.
    """
    from itertools import groupby

    kept: dict[object, Finding] = {}
    for finding in worst_first(findings):
        kept.setdefault((finding.check, finding.group) if finding.group else id(finding), finding)
    for (_, heading), group in groupby(
        kept.values(), key=lambda one: (one.severity, one.shared if one.group else one.path)
    ):
        yield paint(visible(heading), "bold") if colour else visible(heading)
        for finding in group:
            yield from _entry(finding, width, colour)
        yield ""


_MARGIN = 19
"""Cells before a message: the columns for place and severity."""


def _entry(finding: Finding, width: int, colour: bool) -> Iterator[str]:
    place = ":".join(str(part) for part in (finding.line, finding.column) if part)
    message = visible(finding.message)
    if finding.group:
        place, message = "", f"{len(finding.group)} {BY_NAME[finding.check].finds}"
    severity = f"{finding.severity.value:8}"
    check = f"[{finding.check}]"
    first, *more = _wrapped(f"{message} {check}", width)
    if colour:
        severity = paint(severity, _STYLES[finding.severity])
        first, *more = [line.replace(check, paint(check, "dim")) for line in (first, *more)]
    yield f"{place:>8}  {severity} {first}".rstrip()
    blank = " " * _MARGIN
    yield from (blank + line for line in more)
    yield from (blank + line for path in finding.group for line in _wrapped(visible(path), width))
    for text in (finding.hint, f"--fix: {finding.fix}" if finding.fix else ""):
        for line in _wrapped(visible(text), width) if text else ():
            yield blank + (paint(line, "dim") if colour else line)


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, max(20, width - _MARGIN), break_on_hyphens=False) or [""]


def write_checks(terminal: Terminal, checks: Sequence[Check]) -> None:
    """Write the list of checks: a table on a terminal, TSV otherwise."""
    columns = [
        ReportColumn("check", "check", style="bold"),
        ReportColumn("severity", "severity", style=lambda row: _STYLES[Severity(row[1])]),
        ReportColumn("fix", "fix", style="dim", shown=lambda row: "--fix" if row[2] else ""),
        ReportColumn("usual"),
        ReportColumn("finds", "finds", shown=lambda row: row[4] + " *" * bool(row[3])),
    ]
    rows = [
        (
            check.name,
            check.severity.value,
            "fixable" if check.fixable else "",
            "" if check.usual else "on request",
            check.finds,
        )
        for check in checks
    ]
    write_report(terminal, columns, rows)
    if terminal.stdout_is_tty and any(not check.usual for check in checks):
        terminal.say("* runs only on request: --only NAME or --only all", "dim")


def tally(findings: Sequence[Finding], posts: int) -> str:
    """Return a summary in words: `2 errors, 1 note in 3 of 335 posts`."""
    every = counted(posts, "post")
    if not findings:
        return f"No problems in {every}"
    counts = ((level, sum(one.severity is level for one in findings)) for level in Severity)
    words = ", ".join(f"{counted(n, level.value)}" for level, n in counts if n)
    text = f"{words} in {len({one.path for one in findings})} of {every}"
    fixable = sum(bool(one.fix) for one in findings)
    return f"{text}; --fix can fix {fixable}" if fixable else text


def totals(findings: Iterable[Finding]) -> str:
    """Return how often each check found something: `132 missing-alt · 7 similar-tags`."""
    from collections import Counter

    counts = Counter(finding.check for finding in worst_first(findings))
    return " · ".join(f"{count} {check}" for check, count in counts.items())


def findings_json(findings: Iterable[Finding]) -> JSON:
    """Return one record per finding; `line` and `column` are null if unknown."""
    return [
        {
            "check": finding.check,
            "severity": finding.severity.value,
            "path": finding.path,
            "line": finding.line,
            "column": finding.column,
            "message": finding.message,
            "hint": finding.hint,
            "fix": finding.fix,
            "fingerprint": fingerprint(finding),
        }
        for finding in findings
    ]


def findings_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows as annotations next to the lines.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    for finding in findings:
        properties = {
            "file": finding.path,
            "line": finding.line,
            "col": finding.column,
            "title": finding.check,
        }
        written = ",".join(
            f"{name}={_github(str(value), property=True)}"
            for name, value in properties.items()
            if value is not None
        )
        message = ". ".join(part for part in (finding.message, finding.hint) if part)
        yield f"::{_GITHUB_COMMANDS[finding.severity]} {written}::{_github(message)}"


def _github(text: str, *, property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    text = text.replace(":", "%3A").replace(",", "%2C") if property else text
    return visible(text)


def findings_sarif(findings: Sequence[Finding], version: str = "") -> JSON:
    """Return a SARIF 2.1.0 log with one run and a rule for each check that found something.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; columns count characters.
    """
    rules = list(dict.fromkeys(finding.check for finding in findings))
    driver: dict[str, JSON] = {
        "name": "blogcli",
        "rules": [_rule(BY_NAME[name]) for name in rules],
    }
    if version:
        driver["version"] = version
    return {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, rules.index(finding.check)) for finding in findings],
            }
        ],
    }


def _rule(check: Check) -> JSON:
    return {
        "id": check.name,
        "shortDescription": {"text": check.finds},
        "defaultConfiguration": {"level": check.severity.value},
    }


def _result(finding: Finding, rule: int) -> JSON:
    place: dict[str, JSON] = {
        "artifactLocation": {"uri": quote(finding.path, errors="surrogateescape")}
    }
    if finding.line is not None:
        region: dict[str, JSON] = {"startLine": finding.line}
        if finding.column is not None:
            region["startColumn"] = finding.column
        place["region"] = region
    return {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": ". ".join(part for part in (finding.message, finding.hint) if part)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"blogcli/v1": fingerprint(finding)},
    }
