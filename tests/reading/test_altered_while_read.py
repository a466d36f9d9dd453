"""A file that is written to while it is read gives no records that are partly old and partly new."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from minzheng_core.errors import InputError
from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "登记日期,字号,男方姓名,女方姓名\n"
ROW = "1988-05-20,(88)潋结字第{n}号,张三,李四\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "档案.csv"
    made.write_text(HEAD + "".join(ROW.format(n=n) for n in range(1, 200)), encoding="utf-8")
    return made


@pytest.mark.parametrize(
    "change",
    [
        lambda path: os.truncate(path, path.stat().st_size // 2),
        lambda path: path.write_text(HEAD + ROW * 300, encoding="utf-8"),
        lambda path: os.utime(path, ns=(0, path.stat().st_mtime_ns + 1)),
        lambda path: path.unlink(),
    ],
    ids=["cut", "written anew", "same length", "gone"],
)
def test_what_is_read_of_it_is_not_used(path: Path, change: Callable[[Path], object]) -> None:
    archive = read_archive(path, FIELDS)
    chunks = archive.chunks(50)
    next(chunks)
    change(path)

    with pytest.raises(InputError, match=r"IN100|IN118"):
        list(chunks)


def test_a_file_that_stays_as_it_is_is_read_whole(path: Path) -> None:
    assert sum(frame.height for _, frame in read_archive(path, FIELDS).chunks(50)) == 199
