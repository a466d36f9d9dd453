"""Install everything the tests need into a virtual environment and run them.

python3 scripts/test.py [pytest arguments]
"""

from __future__ import annotations

import sys

from _environment import python_with, run

if __name__ == "__main__":
    python = python_with("test", "--editable", ".[all]", "--group", "test")
    sys.exit(run(python, "-m", "pytest", *sys.argv[1:]))
