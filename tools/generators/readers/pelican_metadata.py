"""Print the metadata of every post of the Pelican site in the current folder, as Pelican reads it.

A JSON object by the token in the body. It runs in the Python that has Pelican.
"""

import json
import re
from pathlib import Path

from pelican.readers import MarkdownReader
from pelican.settings import read_settings

settings = read_settings("pelicanconf.py")
found = {}
for path in sorted(Path("content").rglob("*.md")):
    token = re.search(r"token\d+end", path.read_text("utf-8"))
    if token:
        try:
            _, values = MarkdownReader(settings).read(str(path))
            told: dict[str, object] = {key: str(value) for key, value in values.items()}
            for key in ("tags", "authors"):
                if key in values:
                    told[key] = [str(one) for one in values[key]]
        except Exception as error:
            told = {"error": str(error)}
        found[token[0]] = told
print(json.dumps(found))
