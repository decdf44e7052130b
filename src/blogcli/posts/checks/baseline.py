"""Known findings, so that only new ones are reported; a line number does not identify them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from blogcli.errors import UsageError
from blogcli.posts.checks.model import Finding, fingerprint

SCHEMA = 1


def baseline(findings: Iterable[Finding]) -> str:
    """Return the findings as the text of a baseline file, in an order that keeps diffs small."""
    rows = [
        {
            "check": finding.check,
            "path": finding.path,
            "message": finding.message,
            "fingerprint": fingerprint(finding),
        }
        for finding in findings
    ]
    rows.sort(key=lambda row: (row["path"], row["check"], row["message"]))
    return json.dumps({"schema": SCHEMA, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(data: bytes, path: str = "") -> Counter[str]:
    """Return the fingerprints in a baseline file with their counts; raise UsageError if invalid."""
    hint = "`blog check --baseline FILE --write-baseline` writes a new one"
    try:
        rows = json.loads(data)["findings"]
        return Counter(str(row["fingerprint"]) for row in rows)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise UsageError("the baseline is not JSON", hint, path=path, line=line) from None
    except (KeyError, TypeError):
        raise UsageError("not a baseline", hint, path=path) from None


def not_in_baseline(findings: Iterable[Finding], known: Counter[str]) -> list[Finding]:
    """Return the findings that are not in a baseline; each of its entries covers one finding."""
    left = known.copy()
    new: list[Finding] = []
    for finding in findings:
        mark = fingerprint(finding)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            new.append(finding)
    return new
