"""Where the report of an import goes: to the terminal, down a pipe, or into a file."""

from __future__ import annotations

from blogcli.cli.app import App
from blogcli.output.transfer import Report, as_json, say_report, write_report


def tell(app: App, report: Report, json_file: str | None, dry_run: bool) -> None:
    """Tell what an import brings; in a dry run standard output is the patch's alone."""
    if json_file == "-" and not dry_run:
        for piece in as_json(report):
            app.terminal.write_safe(piece)
        return
    if json_file and json_file != "-":
        from blogcli.store.output_file import write_file

        write_file(app.cwd / json_file, as_json(report))
    if dry_run:
        say_report(app.terminal, report)
    else:
        write_report(app.terminal, report)
