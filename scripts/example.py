"""Install the library into a virtual environment and clean the shipped example archive.

python3 scripts/example.py [output directory]
"""

from __future__ import annotations

import sys

from _environment import python_with, run

OUT = sys.argv[1] if len(sys.argv) > 1 else "清洗结果"
FILES = ("examples/marriage/兴国县婚姻登记档案.xlsx", "examples/marriage/补录数据_GB18030.csv")

if __name__ == "__main__":
    python = python_with("example", "--editable", ".[archive]")
    sys.exit(
        run(python, "-m", "minzheng_core.cli", "clean", *FILES, "--county", "360732", "--out", OUT)
    )
