"""Tables that keep both coordinates in one cell, or an angle in three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from minzheng_core.cli import main
from minzheng_core.registries.boundaries import read_set
from minzheng_core.registries.boundaries.facts import place_of
from minzheng_core.schema.record import texts_of

if TYPE_CHECKING:
    from pathlib import Path


def _table(path: Path, *rows: list[str | float | None]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path / "界桩.xlsx")
    return path / "界桩.xlsx"


def _read(file: Path) -> tuple[float, float, list[str]]:
    (marker,) = read_set([file], county="360732").markers
    point, findings = place_of(dict(texts_of(marker)), "position.")
    assert point is not None
    return round(point.lon, 6), round(point.lat, 6), [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("坐标", "X=2914211.695，Y=38634885.367"),
        ("平面坐标", "X:2914211.695 Y:38634885.367"),
        ("坐标（X,Y）", "(2914211.695, 38634885.367)"),
        ("地理坐标", "东经115°21′03.6″ 北纬26°19′51.6″"),
        ("经纬度", "北纬26°19′51.6″，东经115°21′03.6″"),
        ("经纬度", "115.351, 26.331"),
        ("界桩坐标", "26.331，115.351"),
    ],
)
def test_both_coordinates_stand_in_one_cell(tmp_path, heading, cell) -> None:
    file = _table(tmp_path, ["界桩编号", heading], ["5253001Q", cell])
    assert _read(file) == (115.351, 26.331, [])


def test_x_and_y_that_are_turned_in_one_cell_are_told(tmp_path) -> None:
    file = _table(tmp_path, ["界桩编号", "坐标"], ["5253001Q", "X=38634885.367 Y=2914211.695"])
    assert _read(file) == (115.351, 26.331, ["GC107"])


def test_one_cell_that_holds_no_pair_is_told(tmp_path) -> None:
    file = _table(tmp_path, ["界桩编号", "坐标"], ["5253001Q", "见图"])
    (marker,) = read_set([file], county="360732").markers
    point, findings = place_of(dict(texts_of(marker)), "position.")
    assert point is None
    assert [finding.code for finding in findings] == ["GC101"]


def test_degrees_minutes_and_seconds_stand_in_columns_of_their_own(tmp_path) -> None:
    file = _table(
        tmp_path,
        ["界桩编号", "经度", None, None, "纬度", None, None],
        [None, "度", "分", "秒", "度", "分", "秒"],
        ["5253001Q", 115, 21, 3.6, 26, 19, 51.6],
    )
    assert _read(file) == (115.351, 26.331, [])


def test_a_heading_that_names_the_unit_degrees_holds_decimals(tmp_path) -> None:
    file = _table(tmp_path, ["界桩编号", "经度（度）", "纬度（度）"], ["5253001Q", 115.351, 26.331])
    assert _read(file) == (115.351, 26.331, [])


def test_columns_that_nobody_knows_are_named(tmp_path, capsys) -> None:
    file = _table(tmp_path, ["序号", "界桩编号", "测量仪器读数"], ["1", "5253001Q", "115.351"])
    main(["boundaries", "check", str(file), "--county", "360732"])
    told = capsys.readouterr().out
    assert "没有认出、没有用的列：界桩.xlsx：测量仪器读数" in told


def test_the_converter_reads_such_tables_too(tmp_path, capsys) -> None:
    file = _table(tmp_path, ["界桩编号", "坐标"], ["5253001Q", "X=2914211.695，Y=38634885.367"])
    assert main(["boundaries", "convert", str(file)]) == 0
    assert "115.35100000 26.33100000" in capsys.readouterr().out
