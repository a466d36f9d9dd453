"""A whole list looked through: each fault is named on its row, in Python and on the command line."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.cli import main
from minzheng_core.registries.place_names import ReadingList
from minzheng_core.registries.place_names.lists import check_list, edition_from_frame
from minzheng_core.registries.place_names.lists.inspection_files import page

ROWS = [
    ("白石村委会", "360732107216", ""),
    ("白石村委会", "360732203206", "Báishí Cūnwěihuì"),
    ("和平村委会", "360732204208", "Heping Cunweihui"),
    ("河坪村委会", "360732217208", "Hepingcunweihui"),
    ("罗兴村民委员会", "360732107202", ""),
    ("石浒村委会", "360732107203", ""),
    ("长shan村委会", "360732107204", ""),
    ("新村委会", "360731107205", ""),
    ("大江村委会", "3.60732E+11", ""),
    ("江口居委会", "360732200201", ""),
    ("西山村委会", "360732107203", "Xishan Village"),
]


@pytest.fixture
def frame():
    return pl.DataFrame(ROWS, schema=["标准名称", "区划代码", "汉语拼音"], orient="row")


def found(frame, readings=None):
    inspection = check_list(edition_from_frame(frame), county="360732", readings=readings)
    return {(remark.row.line, remark.finding.code) for remark in inspection.remarks}


def test_each_fault_is_named_on_its_row(frame):
    assert found(frame) >= {
        (2, "PN411"),
        (4, "PN412"),
        (5, "PS203"),
        (6, "PL105"),
        (7, "PS101"),
        (8, "PN214"),
        (9, "PL101"),
        (10, "PL102"),
        (11, "PL104"),
        (12, "PL103"),
        (12, "PS207"),
    }


def test_a_county_s_readings_settle_what_was_open(frame):
    own = ReadingList.of({"石浒": "shí xǔ"})

    assert (7, "PS101") not in found(frame, own)


def test_a_clean_list_has_nothing_to_look_at(frame):
    clean = frame.filter(pl.col("汉语拼音") == "Heping Cunweihui")

    assert found(clean) == set()


def test_the_command_writes_a_workbook_and_a_page(frame, tmp_path, capsys):
    file, out = tmp_path / "名录.csv", tmp_path / "结果"
    frame.write_csv(file)

    status = main(["place-names", "check", str(file), "--county", "360732", "--out", str(out)])

    assert status == 0
    assert "[PS101]" in capsys.readouterr().out
    sheet = pl.read_excel(out / "名录核查.xlsx", sheet_name="问题")
    assert {"PN411", "PL103"} <= set(sheet["问题代码"])
    assert "白石村委会" in (out / "名录核查.html").read_text(encoding="utf-8")


def test_names_are_escaped_on_the_page():
    bad = pl.DataFrame({"标准名称": ["<b>村委会", "甲村委会"], "区划代码": ["360732107216", "1"]})

    text = page(check_list(edition_from_frame(bad), county="360732"), "核查")

    assert "<b>村" not in text
