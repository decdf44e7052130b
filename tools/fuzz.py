"""Run the import readers on broken exports, and report the number of cases.

Usage: python -m tools.fuzz [--cases N]

Runs the properties of tests/exchange/test_fuzz.py with N cases each (default 2000): random bytes,
valid exports with parts changed, exports read as another format, HTML with parts changed. Each case
must end in values or an error message; no body may contain anything that runs in a browser; none
may access the network. The exit code is 1 if a case fails.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests" / "exchange" / "test_fuzz.py"


def main() -> int:
    """Run the properties; return the exit code of pytest."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="cases of each property")
    os.environ["FUZZ_CASES"] = str(parser.parse_args().cases)

    import pytest

    # In this process, where the cases are counted.
    code = pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", str(TESTS)])
    tried = sys.modules["tests.exchange.test_fuzz"].tried
    print(f"{tried['cases']:,} cases, of which {tried['read']:,} were read to their end")
    return int(code)


if __name__ == "__main__":
    raise SystemExit(main())
