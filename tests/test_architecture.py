"""The shape of the code: who imports whom, and how long things may be."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "src" / "blogcli").rglob("*.py"))


def test_rooms_import_in_one_direction(monkeypatch):
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(cache_dir=None) == 0


def test_sizes():
    for module in MODULES:
        _check_sizes(module)


def _check_sizes(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 310, module
    commands = "commands" in module.parts
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            # A command's signature and its help are not its body.
            first = node.body[1] if commands and len(node.body) > 1 else node
            assert node.end_lineno - first.lineno < 45, (module, node.name)
            given = [*node.args.args, *node.args.kwonlyargs]
            names = [one.arg for one in given if one.arg not in ("self", "cls")]
            assert len(names) <= 6 or commands, (module, node.name)


def test_every_module_and_public_function_says_what_it_promises():
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), module


def test_packages_are_small_and_import_nothing_by_themselves():
    for package in {module.parent for module in MODULES}:
        if package.name != "commands":  # one for each command
            assert len([*package.glob("*.py")]) - 1 <= 16, package
        body = ast.parse((package / "__init__.py").read_text(encoding="utf-8")).body
        if package.name not in ("formats", "blogcli"):
            assert len(body) == 1, package


PROTOCOLS = {
    "command": "cli/commands",  # the click callback of each command
    "read": "exchange/readers",  # what each reader of a format is called by
    "written": "exchange/writers",  # what each writer of a feed is called by
}
"""Names that each module of one package has, as its callers choose the module when they run."""


def test_a_public_name_means_one_thing():
    places: dict[str, set[str]] = {}
    for module in MODULES:
        path = module.relative_to(ROOT / "src" / "blogcli")
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name[0] != "_":
                shared = PROTOCOLS.get(node.name) == path.parent.as_posix()
                place = path.parent if shared else path
                places.setdefault(node.name, set()).add(place.as_posix())
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
