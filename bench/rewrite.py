"""Rewrite every post durably, as the minimum cost of changing all.

For each: read, write a temporary file, fsync it, rename it; and at the end fsync the folder.

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
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".tmp", path)  # noqa: PTH105
handle = os.open(folder, os.O_RDONLY)
os.fsync(handle)
os.close(handle)
