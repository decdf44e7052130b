"""The entry point of `blog` and `python -m blogcli`."""

# Not even `__future__` is imported here: Python would search the current folder for it.
import gc
import os
import sys
from types import ModuleType  # loaded already by what starts a module or a script

_RARELY = 100_000
"""Allocations between two garbage collections: most commands end before the first."""


def main() -> None:
    """Run one command, then exit the process with its exit code."""
    drop_current_folder()
    gc.set_threshold(_RARELY)  # before click is loaded, which makes thousands of objects
    load_late("inspect")  # click uses it seldom: 5 of the 48 ms of `blog --version`
    from blogcli.cli.main import call

    code = call()
    gc.freeze()  # else the interpreter collects all objects once more while it exits
    sys.exit(code)  # noqa: TID251 (the only place that exits)


class _LateModule(ModuleType):
    """A module that is loaded at the first use of anything in it.

    `importlib.util.LazyLoader` is of no use: in Python 3.11 it loads a module as soon as another
    one imports it. The first use must not be in two threads at once.
    """

    def __getattr__(self, name: str) -> object:
        """Load the module, since it has no such attribute yet."""
        self.__class__ = ModuleType  # type: ignore[assignment]
        assert self.__spec__ is not None
        self.__spec__.loader.exec_module(self)  # type: ignore[union-attr]
        return getattr(self, name)


def load_late(name: str) -> None:
    """Load a module of the standard library only when something in it is used."""
    from importlib.util import find_spec, module_from_spec

    spec = find_spec(name)
    if spec is not None and name not in sys.modules:
        sys.modules[name] = module_from_spec(spec)
        sys.modules[name].__class__ = _LateModule


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
