"""A JSON export, parsed whole: its size and its number of parts bound the memory it takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from blogcli.errors import BlogError
from blogcli.exchange.sources.export_file import ExportFile

_MOST_BYTES = 256 << 20
_MOST_PARTS = 4_000_000  # commas and brackets: each may be an object in memory


def read_json_object(file: ExportFile) -> dict[str, Any]:
    """Return the JSON object in the file; raise BlogError, with the line, if there is none."""
    try:
        text = file.read(_MOST_BYTES).decode("utf-8-sig")
        if sum(map(text.count, ",[{")) > _MOST_PARTS:
            raise BlogError(f"has more than {_MOST_PARTS} values", "split it", path=file.name)
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BlogError(f"is not JSON: {error.msg}", path=file.name, line=error.lineno) from None
    except UnicodeDecodeError:
        raise BlogError("is not JSON: it is not UTF-8", path=file.name) from None
    except RecursionError:
        raise BlogError("is not JSON: it is nested too deeply", path=file.name) from None
    except ValueError as error:  # a number without end
        raise BlogError(f"is not JSON: {error}", path=file.name) from None
    if not isinstance(value, dict):
        raise BlogError("is not a JSON object", path=file.name)
    return value


def list_of(values: Mapping[str, Any], name: str) -> list[Any]:
    """Return the list of that name; empty if there is none."""
    found = values.get(name)
    return found if isinstance(found, list) else []
