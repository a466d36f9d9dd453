"""Tables of results as counties keep them: headings over two rows, the condition of each marker, rows to be found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import openpyxl
import pytest

from minzheng_core.registries.boundaries import Marker, Position, check_set, markers, read_set

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.registries.boundaries.checks.report import SetReport

ROWS = [
    ["甲县与乙县界线界桩登记表"],
    ["序号", "界桩编号", "类型", "坐标", None, "经纬度", None, "埋设时间", "现状"],
    [None, None, None, "X", "Y", "东经", "北纬", None, None],
    [1, "5253001Q", "单立", 2914211.695, 38634885.367, "115°21′03.6″", "26°19′51.6″", "1998年10月", "完好"],
    [2, "5253002Q", "单立", 2914311.695, 38634985.367, None, None, "1998.10", "断成两截"],
    [3, "5253002Q", "单立", 2914411.695, 38635085.367, None, None, "1998.10", "桩体完好，字迹模糊"],
]  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> SetReport:
    book = openpyxl.Workbook()
    book.active.title = "甲乙线"
    for row in ROWS:
        book.active.append(row)
    for cells in ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3", "I2:I3"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "界桩.xlsx")
    return check_set(read_set([tmp_path / "界桩.xlsx"], county="360732"))


def test_every_column_is_read(report: SetReport) -> None:
    assert report.of.unread == ()
    first = report.of.markers[0]
    assert (first.set_on, first.condition.description) == ("1998年10月", "完好")
    assert (first.position.x, first.position.longitude) == ("2914211.695", "115°21′03.6″")


def test_markers_that_are_not_intact_are_told(report: SetReport) -> None:
    told = [item.finding.actual for item in report.found if item.finding.code == "BL139"]
    assert told == ["断成两截", "桩体完好，字迹模糊"]


def test_a_finding_says_in_which_row_of_which_sheet_the_marker_stands(report: SetReport) -> None:
    frame = report.frame()
    rows = frame.filter(frame["code"] == "BL139")
    assert rows["source"].to_list() == ["界桩.xlsx 甲乙线 第 5 行", "界桩.xlsx 甲乙线 第 6 行"]


def test_an_easting_without_its_zone_is_read_by_the_angles_beside_it() -> None:
    place = Position(x="2914211.695", y="634885.367", datum="CGCS2000")
    angles = {"longitude": "115.3510000", "latitude": "26.3310000"}

    def told(**more: str) -> set[str]:
        position = attrs.evolve(place, **more)
        found = markers.check(Marker(code="5253165Q", position=position), county="360732")
        return {finding.code for finding in found if finding.code.startswith(("GC", "BL125"))}

    assert told() == {"GC108"}
    assert told(**angles) == {"GC109"}
    assert told(longitude="117.351", latitude="26.331") == {"GC108"}


def test_places_and_objects_of_two_rows_are_read_beside_the_coordinates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows: tuple[list[object], ...] = (
        ["界桩编号", "类型", "坐标", None, "所在地", None, "方位物1", None, None, "管护人", "丢失损坏情况", "位置说明"],
        [None, None, "X", "Y", "甲方", "乙方", "名称", "方位角", "距离(m)", None, None, None],
        ["5253001Q", "单立", 2914211.695, 38634885.367, "甲镇", "乙镇", "独立树", "45.5", "12.5", "李某", "完好", "山脊"],
    )  # fmt: skip
    for row in rows:
        book.active.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:I1", "J1:J2", "K1:K2", "L1:L2"):
        book.active.merge_cells(cells)
    book.save(path := tmp_path / "界桩.xlsx")
    given = read_set([path], county="360732")
    assert given.unread == ()
    (marker,) = given.markers
    assert (marker.position.x, marker.position.y) == ("2914211.695", "38634885.367")
    assert (marker.place_1, marker.place_2) == ("甲镇", "乙镇")
    object_1 = marker.object_1
    assert (object_1.place, object_1.azimuth, object_1.distance) == ("独立树", "45.5", "12.5")
    assert (marker.keeper, marker.condition.description, marker.site) == ("李某", "完好", "山脊")
