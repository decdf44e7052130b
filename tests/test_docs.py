"""The pages in docs/ say what the code does now."""

from __future__ import annotations

from pathlib import Path

from tools import docs

ROOT = Path(__file__).parent.parent


def test_the_reference_is_current():
    assert docs.PAGE.read_text(encoding="utf-8") == "\n".join(docs.reference())


def test_every_command_and_exit_code_is_in_the_reference():
    from blogcli.cli.main import COMMANDS
    from blogcli.errors import ExitCode

    text = docs.PAGE.read_text(encoding="utf-8")
    assert all(f"### blog {entry.name}\n" in text for entry in COMMANDS)
    assert all(f"| {int(code)} | {code.meaning} |" in text for code in ExitCode)


def test_links_between_pages_lead_somewhere():
    import re

    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
