"""Where the report of an import goes: to the terminal, down a pipe, or into a file."""

from __future__ import annotations

from blogcli.cli.app import App
from blogcli.output.transfer import Report, as_json, say_report, write_report


def tell(app: App, report: Report, json_file: str | None, beside: bool) -> None:
    """Tell what an import brings; `beside` a patch, which has standard output for itself."""
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
    """Tell what a report without any conversion cannot know."""
    app.terminal.say(
        "nothing is written, and no body converted: --diff shows every change and what is lost"
    )
