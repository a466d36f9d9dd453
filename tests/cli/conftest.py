"""A command run as a user runs it, and a small archive to run it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from minzheng_core.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADINGS = (
    "登记日期,业务类型,字号,男方姓名,男方身份证号,男方户籍地,女方姓名,女方身份证号,女方户籍地"
)
ROW = "1988-05-20,结婚,(88)潋结字第12号,张三,362133620815001,江西省兴国县,李四,362133640302002,江西省兴国县"


@frozen
class Said:
    """What a command left: its status and its words."""

    status: int
    out: str
    err: str


@pytest.fixture
def minzheng(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """The command, called with its words."""

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        # Rich before 14.3 leaves an empty line where a display of progress stood.
        return Said(status, said.out, said.err.removeprefix("\n"))

    return run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """One sound record of 1988 in a CSV."""
    path = tmp_path / "档案.csv"
    path.write_text(f"{HEADINGS}\n{ROW}\n", encoding="utf-8")
    return path
