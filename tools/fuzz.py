"""Feed the readers of exports with broken ones, and say how many were tried.

Usage: python -m tools.fuzz [--cases N]

Runs the properties of tests/exchange/test_fuzz.py with N cases each (2000 unless told): any bytes,
sound exports with pieces changed, exports read as another kind, HTML with pieces changed. None may
end in anything but values or a sentence that says what is wrong, none may leave in a body what
would run in a browser, and none may reach for the network. Ends with 1 where one did.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests" / "exchange" / "test_fuzz.py"


def main() -> int:
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
