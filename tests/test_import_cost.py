"""``import minzheng_core`` stays cheap: nothing heavy is loaded before it is used."""

from __future__ import annotations

import statistics
import subprocess
import sys

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
"""Seconds of the processor that the import may add to the start of the interpreter."""


def _said(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    ).stdout


def _loaded(statement: str) -> set[str]:
    said = _said(f"{statement}\nimport sys; print(*sys.modules)")
    return {name.partition(".")[0] for name in said.splitlines()[-1].split()}


def _seconds(statement: str) -> float:
    """What a new interpreter has used of the processor; others on the machine do not count."""
    return float(_said(f"{statement}\nimport time; print(time.process_time())"))


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
