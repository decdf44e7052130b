"""Rewrite every post, as the minimum cost of changing all: read, write a temporary file, rename.

Usage: python rewrite.py FOLDER
"""

import os
import sys

folder = sys.argv[1]
for name in os.listdir(folder):  # noqa: PTH208
    path = os.path.join(folder, name)  # noqa: PTH118 (pathlib would cost more than the work)
    with open(path, "rb") as file:  # noqa: PTH123
        data = file.read()
    with open(path + ".tmp", "wb") as file:  # noqa: PTH123
        file.write(data)
    os.replace(path + ".tmp", path)  # noqa: PTH105
