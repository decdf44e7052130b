"""The entry point of `blog` and `python -m blogcli`."""

# Not even `__future__` is imported here: Python would search the current folder for it.
import gc
import os
import sys

_RARELY = 100_000
"""Allocations between two garbage collections: most commands end before the first."""


def main() -> None:
    """Run one command, then exit the process with its exit code."""
    drop_current_folder()
    gc.set_threshold(_RARELY)  # before click is loaded, which makes thousands of objects
    from blogcli.cli.main import call

    code = call()
    gc.freeze()  # else the interpreter collects all objects once more while it exits
    sys.exit(code)  # noqa: TID251 (the only place that exits)


def drop_current_folder() -> None:
    """Remove the current folder from `sys.path`: it may be an untrusted blog.

    `python -m` puts it first, and an empty entry of PYTHONPATH means it too.
    """
    from os.path import dirname, realpath  # importing pathlib takes a third of the startup time

    try:
        here = realpath("")
    except FileNotFoundError:  # the folder was deleted, so nothing can be imported from it
        return
    own = {dirname(os.__file__), dirname(dirname(__file__))}
    sys.path[:] = [folder for folder in sys.path if folder in own or realpath(folder) != here]


if __name__ == "__main__":
    main()
