"""What a county writes into its overlay holds when an archive is cleaned, and for one record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.reference.overlay import Overlay
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK
from minzheng_core.reports.workbook.layout import QUESTION_SHEET
from tests.cleaning.archives import COUNTY, ON

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """县代码,名称,简称,开始年,结束年,现属,代码,备注,类别
360732,梅岭公社,梅,1958,1970,潋江镇,,示例,
360732,桃花乡,桃,1946,1960,360732100,,示例,乡镇
360732,长冈公社,,,1990,长冈乡,,示例,
,单身汉,,,,,未婚,本县写法,女方婚姻状况
,作田,,,,,5,本县写法,职业
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    path = tmp_path / "本县补充.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    return Overlay.load(path)


OFFICES = [
    ("1975-01-05", "梅岭公社", True, False),
    ("1975-01-05", "江西省兴国县梅岭人民公社", True, False),
    ("1965-01-05", "兴国梅岭公社", False, False),
    ("1970-12-31", "梅岭公社", False, False),
    ("1975-01-05", "小梅岭公社", False, False),
    ("1968-05-01", "梅岭公社革命委员会", False, False),
    ("1972-05-01", "梅岭公社革命委员会", True, False),
    ("1963-05-01", "梅岭公社革命委员会", True, True),
    ("1960-03-01", "桃花乡人民政府", False, True),
    ("1988-01-05", "桃花乡人民政府", True, False),
    ("1988-01-05", "长冈公社", False, True),
    ("1956-01-05", "长冈公社", True, True),
    ("1975-01-05", "梅岭公社三大队", False, False),
]
"""Day, office, whether it is not of its time by the overlay, and whether by the national table."""


@pytest.mark.parametrize(("day", "office", "own", "general"), OFFICES)
def test_the_years_of_an_office_are_those_of_the_county(
    overlay: Overlay, day: str, office: str, *, own: bool, general: bool
) -> None:
    record = MarriageRecord(registration_date=day, business_type="结婚登记", office=office)

    for known, wrong in ((overlay, own), (None, general)):
        alone = {f.code for f in marriage.check(record, county=COUNTY, on=ON, overlay=known)}
        assert ("MR115" in alone) is wrong


def test_a_column_says_of_every_office_and_day_what_one_record_says(overlay: Overlay) -> None:
    days = [f"{year}-{month:02}-15" for year in range(1950, 1992) for month in (1, 7)]
    offices = list(dict.fromkeys(office for _, office, _, _ in OFFICES))
    frame = pl.DataFrame({"登记日期": days}).join(pl.DataFrame({"登记机关": offices}), how="cross")
    frame = frame.with_columns(男方姓名=pl.lit("张三"), 女方姓名=pl.lit("李四"))

    found = marriage.clean(frame, county=COUNTY, on=ON, overlay=overlay, link=False).findings
    rows = dict(found.filter(code="MR115")["row", "expected"].iter_rows())

    for row, (day, office) in enumerate(frame["登记日期", "登记机关"].iter_rows()):
        one = MarriageRecord(registration_date=day, office=office, husband=Party(name="张三"))
        alone = marriage.check(one, county=COUNTY, on=ON, overlay=overlay)
        told = [f.expected for f in alone if f.code == "MR115"]
        assert told == ([rows[row]] if row in rows else []), (day, office)


def test_a_commune_without_a_code_has_that_of_the_township_it_belongs_to(overlay: Overlay) -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1965-01-05", "1955-01-05"],
            "男方姓名": ["张三", "李四"],
            "男方户籍地址": ["兴国县梅岭公社三大队", "兴国县桃花乡"],
        }
    )

    result = marriage.clean(frame, county=COUNTY, on=ON, overlay=overlay)

    assert result.records["husband_township"].to_list() == ["360732100"] * 2


def test_wording_of_the_county_is_taken_for_the_code_it_gives(overlay: Overlay) -> None:
    frame = pl.DataFrame(
        {"登记日期": ["1985-01-05"], "男方姓名": ["张三"], "男方婚姻状况": ["单身汉"], "男方职业": ["作田"]}
    )  # fmt: skip
    record = MarriageRecord(
        registration_date="1985-01-05",
        husband=Party(name="张三", marital_status="单身汉", occupation="作田"),
    )

    known = marriage.clean(frame, county=COUNTY, on=ON, overlay=overlay)
    plain = marriage.clean(frame, county=COUNTY, on=ON)

    assert known.records["husband_marital_status_code"][0] == "10"
    assert known.records["husband_occupation_code"][0] == "5"
    assert "MR401" not in known.findings["code"]
    assert plain.findings.filter(code="MR401").height == 2
    assert "MR401" not in {
        f.code for f in marriage.check(record, county=COUNTY, on=ON, overlay=overlay)
    }


def test_decisions_bring_no_doubt_that_the_overlay_had_answered(
    overlay: Overlay, tmp_path: Path
) -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1988-01-05"],
            "登记机关": ["长冈公社"],
            "男方姓名": ["张三"],
            "男方身份证号": ["362133196208150011"],
            "女方姓名": ["李四"],
        }
    )
    run = marriage.clean(frame, county=COUNTY, on=ON, overlay=overlay).save(tmp_path / "结果")
    book = openpyxl.load_workbook(run / WORKBOOK)
    sheet = book[QUESTION_SHEET]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["决定"]).value = "填写"
    sheet.cell(2, columns["填写值"]).value = "362133196208150010"
    book.save(run / WORKBOOK)

    outcome = apply_workbook(run / WORKBOOK, by="核查员")

    assert (outcome.taken, outcome.doubts) == (1, 0)
    assert "MR115" not in (outcome.directory / "findings.csv").read_text(encoding="utf-8")
