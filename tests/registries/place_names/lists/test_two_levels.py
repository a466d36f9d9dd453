"""Headings in two rows: which of two columns 代码 is the village's, the codes tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from minzheng_core.registries.place_names.gazetteer_load import load_gazetteer
from minzheng_core.registries.place_names.lists import read_edition

if TYPE_CHECKING:
    from pathlib import Path

VILLAGES = [
    ("长冈乡", "360732217", "和顺村", "360732217201"),
    ("长冈乡", "360732217", "安定村", "360732217202"),
    ("江背镇", "360732101", "和顺村", "360732101201"),
]


def book(path: Path, lower: tuple[str, str, str, str], filling: str = "") -> Path:
    with xlsxwriter.Workbook(str(path)) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ("序号", "行政区划", "", "村（社区）", ""))
        sheet.write_row(1, 0, ("", *lower))
        for number, (town, code, name, own) in enumerate(VILLAGES, start=1):
            sheet.write_row(number + 1, 0, (str(number), town, code + filling, name, own))
    return path


@pytest.mark.parametrize("filling", ["", "000"])
@pytest.mark.parametrize(
    "lower", [("乡镇", "代码", "名称", "代码"), ("名称", "代码", "名称", "代码")]
)
def test_the_code_and_the_name_are_those_of_the_village(
    tmp_path: Path, lower: tuple[str, str, str, str], filling: str
) -> None:
    path = book(tmp_path / "名录.xlsx", lower, filling)

    rows = read_edition(path, county="360732").rows
    loaded = load_gazetteer(path)

    assert [(r.place, r.township, r.name, r.code) for r in rows] == VILLAGES
    assert loaded.villages == len(VILLAGES)
    assert [v.name for v in loaded.gazetteer.villages("360732217")] == ["和顺村", "安定村"]


def test_a_second_code_of_other_places_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text(
        "名称,代码,旧代码\n和顺村,360732217201,360732101201\n长冈乡,360732217,360732217000\n",
        encoding="utf-8",
    )

    assert [r.code for r in read_edition(path, county="360732").rows] == [
        "360732217201",
        "360732217",
    ]
