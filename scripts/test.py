"""Install everything the tests need into a virtual environment and run them.

python3 scripts/test.py [pytest arguments]

They share the processors of the machine, at most four; with ``-n 0`` they run in one process.
"""

from __future__ import annotations

import sys

from _environment import SHARED, python_with, run

if __name__ == "__main__":
    python = python_with("test", "--editable", ".[all]", "--group", "test")
    sys.exit(run(python, "-m", "pytest", *SHARED, *sys.argv[1:]))
