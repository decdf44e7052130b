"""Write the report of an import: on the terminal, in a pipe, or to a file."""

from __future__ import annotations

from blogcli.cli.app import App
from blogcli.output.transfer import Report, as_json, say_report, write_report


def tell(app: App, report: Report, json_file: str | None, beside: bool) -> None:
    """Write the report; with `beside`, stdout is for a patch, and the report goes to stderr."""
    if json_file == "-" and not beside:
        for piece in as_json(report):
            app.terminal.write_safe(piece)
        return
    if json_file and json_file != "-":
        from blogcli.store.output_file import write_file

        write_file(app.cwd / json_file, as_json(report))
    if beside:
        say_report(app.terminal, report)
    else:
        write_report(app.terminal, report)


def tell_outline(app: App) -> None:
    """Say that nothing was written."""
    app.terminal.say("Dry run: nothing written; --diff shows every change")
