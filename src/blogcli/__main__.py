"""The process that `blog` is, and `python -m blogcli`: memory, and the one way out."""

# Not even `__future__` is imported up here: it would be looked for in the current folder.
import gc
import os
import sys

_RARELY = 100_000
"""Objects between two searches for garbage: most calls are over before the first."""


def main() -> None:
    """Carry out one call, and end the process with its exit code."""
    drop_current_folder()
    gc.set_threshold(_RARELY)  # before click is loaded, which makes thousands of objects
    from blogcli.cli.main import call

    code = call()
    gc.freeze()  # else the interpreter, on its way out, searches all of them again
    sys.exit(code)  # noqa: TID251 (the one way out)


def drop_current_folder() -> None:
    """Import nothing from the current folder: it may be a stranger's blog.

    `python -m` puts it first in `sys.path`, and an empty part of PYTHONPATH stands for it too.
    """
    from os.path import dirname, realpath  # pathlib takes a third of a bare start

    try:
        here = realpath("")
    except FileNotFoundError:  # the folder is gone, and so is all that was in it
        return
    own = {dirname(os.__file__), dirname(dirname(__file__))}
    sys.path[:] = [folder for folder in sys.path if folder in own or realpath(folder) != here]


if __name__ == "__main__":
    main()
