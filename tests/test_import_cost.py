"""``import minzheng_core`` stays cheap: nothing heavy is loaded before it is used."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest

HEAVY = (
    "numpy",
    "polars",
    "pandas",
    "pyarrow",
    "pypinyin",
    "shapely",
    "sqlalchemy",
    "alembic",
    "cryptography",
    "cattrs",
    "rich",
    "fastexcel",
    "xlsxwriter",
    "matplotlib",
)
BUDGET = 0.150
"""Seconds that the import may add to the start of the interpreter, on a busy machine."""


def _loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def _seconds(statement: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - started


@pytest.mark.parametrize(
    "statement",
    [
        "import minzheng_core",
        "import minzheng_core; minzheng_core.check_id('362133196208151233')",
        "from minzheng_core import IdNumber, Finding, MinzhengError",
        "from minzheng_core import open_store; open_store('memory://')",
        "from minzheng_core.cli.parser import parser; parser()",
        "from minzheng_core.registries import marriage",
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(statement: str) -> None:
    allowed = {"cattrs"} if "registries" in statement or "open_store" in statement else set()

    assert _loaded(statement) & set(HEAVY) <= allowed


def test_the_import_fits_its_budget() -> None:
    bare = statistics.median(_seconds("pass") for _ in range(7))
    full = statistics.median(_seconds("import minzheng_core") for _ in range(7))

    assert full - bare < BUDGET
