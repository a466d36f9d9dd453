"""A publication is there as a whole or not at all; what only statistics have is not in it."""

from __future__ import annotations

import errno
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from minzheng_core import OutputError
from minzheng_core.outputs import whole_files
from minzheng_core.registries.place_names.lists import Edition, ListRow, check_list
from minzheng_core.registries.place_names.publish import dictionary_entry, publish, published, save

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 26)


def edition(*cells: dict[str, str]) -> Edition:
    return Edition(label="", rows=tuple(ListRow(line=i, cells=c) for i, c in enumerate(cells)))


VILLAGE = {"standard_name": "和顺村", "unit_code": "360732107201"}
PLACED = VILLAGE | {"longitude": "115.37", "latitude": "26.35", "datum": "CGCS2000"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_where_the_disk_is_full_nothing_of_a_publication_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "出"

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    write = save.write_workbook
    monkeypatch.setattr(save, "write_workbook", full)
    with pytest.raises(OutputError, match="IN302"):
        publish(edition(PLACED), folder, county="360732", on=DAY)
    assert not folder.exists()

    monkeypatch.setattr(save, "write_workbook", write)
    publish(edition(PLACED), folder, county="360732", on=DAY)
    before = contents(folder)
    monkeypatch.setattr(save, "write_workbook", full)
    with pytest.raises(OutputError, match="IN302"):
        publish(edition(VILLAGE), folder, county="360732", on=DAY)
    assert contents(folder) == before


def test_no_file_of_an_older_publication_stands_beside_a_new_one(tmp_path: Path) -> None:
    first = publish(edition(PLACED), tmp_path, county="360732", on=DAY)
    (tmp_path / "说明.txt").write_text("县里自己的", encoding="utf-8")
    second = publish(edition(VILLAGE), tmp_path, county="360732", on=DAY)

    assert {"地名.geojson", "地名图.png"} <= set(first.files)
    assert {path.name for path in tmp_path.iterdir()} == {*second.files, "说明.txt"}


def test_files_that_belong_together_come_together(tmp_path: Path) -> None:
    def interrupted() -> None:
        with whole_files(tmp_path / "出" / "里", ()) as aside:
            (aside / "甲").write_text("甲", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not (tmp_path / "出" / "里").exists()


def test_units_that_only_statistics_have_are_not_published(tmp_path: Path) -> None:
    virtual = ("江背镇虚拟社区", "省直辖县级行政区划", "市辖区", "直辖县级")
    listed = edition(VILLAGE, *({"standard_name": name} for name in virtual))
    done = publish(listed, tmp_path, county="360732", on=DAY)

    assert done.names == 1
    assert {name for name, _ in done.unprinted} == set(virtual)
    for file in ("标准地名录.html", "地名词典.html"):
        text = (tmp_path / file).read_text("utf-8")
        assert not any(name in text for name in virtual)
    coded = edition({"standard_name": "市辖区", "unit_code": "360732"})
    assert "PL117" in {r.finding.code for r in check_list(coded, county="360732").remarks}


def test_days_of_former_names_are_written_out() -> None:
    cells = VILLAGE | {"former_names": "和顺大队（1958—1984）；和平村（1984—2023-02-01）"}
    (entry,) = published(edition(cells))

    assert "曾名和顺大队（1958—1984年）、和平村（1984年—2023年2月1日）" in dictionary_entry(entry)


def test_former_names_whose_years_cannot_be_read_are_printed_as_they_stand() -> None:
    cells = VILLAGE | {"former_names": "红军乡（1931-1934）；长岗（解放后）；和平村（1984年）"}
    (entry,) = published(edition(cells))

    assert "曾名红军乡（1931—1934年）、长岗（解放后）、和平村（1984年）。" in dictionary_entry(
        entry
    )


def test_a_township_heads_its_section_and_lies_in_the_county(tmp_path: Path) -> None:
    park = {"standard_name": "兴国县工业园", "unit_code": "360732401", "category_name": "其他"}
    road = {"standard_name": "和顺大道", "category_name": "街路巷", "division": "360732100"}
    town = {"standard_name": "潋江镇", "unit_code": "360732100"}
    village = {"standard_name": "背街村", "unit_code": "360732100205"}
    publish(edition(park, road, village, town), tmp_path, county="360732", on=DAY)

    sheet = openpyxl.load_workbook(tmp_path / "标准地名录.xlsx")["标准地名录"]
    head, *rows = sheet.iter_rows(values_only=True)
    told = [(row[0], row[head.index("所属政区")]) for row in rows]
    assert told == [
        ("潋江镇", "江西省赣州市兴国县"), ("背街村", "潋江镇"), ("和顺大道", "潋江镇"),
        ("兴国县工业园", "江西省赣州市兴国县"),
    ]  # fmt: skip
    entries = published(edition(park, road, village, town), county="360732")
    assert [entry.section for entry in entries] == ["潋江镇"] * 3 + ["兴国县工业园"]
    assert "360732401" not in dictionary_entry(entries[-1])


def test_townships_without_codes_head_the_sections_of_what_lies_in_them() -> None:
    rows = [
        {"standard_name": "长冈乡", "parent_name": "兴国县"}, {"standard_name": "方太乡"},
        {"standard_name": "甲村", "parent_name": "方太乡"}, {"standard_name": "乙村", "parent_name": "长冈乡"},
        {"standard_name": "丙村", "parent_name": "长冈"}, {"standard_name": "大乌山"},
    ]  # fmt: skip
    found = [(e.section, e.name) for e in published(edition(*rows), county="360732")]

    assert [section for section, _ in found] == ["长冈乡"] * 3 + ["方太乡"] * 2 + ["其他"]
    assert [name for _, name in found][:4:3] == ["长冈乡", "方太乡"]


def test_columns_in_which_nothing_stands_are_left_out_of_the_workbook(tmp_path: Path) -> None:
    publish(edition(VILLAGE), tmp_path, county="360732", on=DAY)

    book = openpyxl.load_workbook(tmp_path / "标准地名录.xlsx", read_only=True)
    heads = [str(cell.value) for cell in next(book["标准地名录"].iter_rows(max_row=1))]
    assert heads == ["标准名称", "罗马字母拼写（标声调）", "类别名称", "政区代码", "所属政区"]
