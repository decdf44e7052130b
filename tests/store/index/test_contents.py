"""What posts say by themselves is kept until they change, and `check` finds the same with it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from blogcli.store.index.database import index_file
from tests.conftest import thorough

SITES = sorted(p for p in (Path(__file__).parents[2] / "sites").iterdir() if p.is_dir())
