"""The process that `blog` is, and `python -m blogcli`: memory, and the one way out."""

from __future__ import annotations

import gc
import sys

_RARELY = 100_000
"""Objects between two searches for garbage: most calls are over before the first."""


def main() -> None:
    """Carry out one call, and end the process with its exit code."""
    gc.set_threshold(_RARELY)  # before click is loaded, which makes thousands of objects
    from blogcli.cli.main import call

    code = call()
    gc.freeze()  # else the interpreter, on its way out, searches all of them again
    sys.exit(code)  # noqa: TID251 (the one way out)


if __name__ == "__main__":
    main()
