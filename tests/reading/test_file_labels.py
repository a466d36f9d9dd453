"""Files of one name are told apart, and no file is read twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.errors import InputError
from minzheng_core.reading import read_archive
from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook

from .people import HEADINGS, couples

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.reading import Archive


def table(path: Path, *rows: list[str]) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("\n".join(",".join(row) for row in (HEADINGS, *rows)), encoding="utf-8")
    return path


def _fields(archive: Archive) -> list[tuple[str, list[str | None]]]:
    return [(t.mapping.file, [c.field for c in t.mapping.columns]) for t in archive.tables]


def test_files_of_one_name_are_called_by_their_folders_too(tmp_path: Path, fields) -> None:
    rows = couples(3)
    names = ("潋江/1990/登记表.csv", "高兴/1990/登记表.csv", "高兴/1990/补录.csv")
    paths = [table(tmp_path / name, row) for name, row in zip(names, rows, strict=True)]

    archive = read_archive(paths, fields)

    assert [t.file for t in archive.tables] == list(names)
    assert set(archive.digests) == set(names)
    again = read_archive(paths, fields, mapping=archive.mapping)
    assert _fields(again) == _fields(archive)


def test_a_file_alone_in_its_folder_is_called_by_it(tmp_path: Path, fields) -> None:
    paths = [
        table(tmp_path / name, row)
        for name, row in zip(
            ("结婚/90年.csv", "离婚/91年.csv", "补录.csv"), couples(3), strict=True
        )
    ]
    files = [t.file for t in read_archive(paths, fields).tables]
    assert files == ["结婚/90年.csv", "离婚/91年.csv", "补录.csv"]
    assert [t.file for t in read_archive(paths[:1], fields).tables] == ["90年.csv"]


def test_a_file_that_is_no_register_is_passed_over_where_the_others_are(
    tmp_path: Path, fields
) -> None:
    good = table(tmp_path / "登记.csv", *couples(2))
    empty = table(tmp_path / "空表.csv")
    other = tmp_path / "统计表.csv"
    other.write_text("物料,单价\n螺丝,1\n", encoding="utf-8")

    archive = read_archive([other, good, empty], fields)

    assert [t.file for t in archive.tables] == ["登记.csv"]
    told = {place: note for place, note in archive.remarks if note.code == "IN137"}
    assert list(told) == ["统计表.csv", "空表.csv"]
    assert "物料" in told["统计表.csv"].sentence()
    with pytest.raises(InputError, match="IN129"):
        read_archive([other, empty], fields)


def test_a_file_is_not_read_twice_not_even_as_a_copy(tmp_path: Path, fields) -> None:
    path = table(tmp_path / "甲.csv", *couples(2))
    copy = table(tmp_path / "另存" / "乙.csv", *couples(2))
    for other in (path, copy):
        with pytest.raises(InputError, match="内容完全相同") as caught:
            read_archive([path, other], fields)
        assert caught.value.code == "IN125"


def test_a_decision_reaches_the_record_of_its_own_file(tmp_path: Path) -> None:
    headings = "登记日期,证件字号,男方姓名,男方身份证号,男方出生日期,女方姓名"
    rows = {
        "甲乡": "1995-05-20,(95)潋结字第1号,王大山,362133196208159354,1962-08-15,李花",
        "乙乡": "1995-05-20,(95)潋结字第1号,赵小河,362133197003049351,1970-03-04,李花",
    }
    paths = []
    for town, row in rows.items():
        path = tmp_path / town / "登记表.csv"
        path.parent.mkdir()
        path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
        paths.append(str(path))
    result = marriage.clean(paths, county="360732")
    assert result.records["source_file"].to_list() == ["甲乡/登记表.csv", "乙乡/登记表.csv"]
    assert result.questions["question"].is_unique().all()
    run = result.save(tmp_path / "结果")
    assert apply_workbook(run / "核查工作簿.xlsx", by="王").undecided == result.questions.height
