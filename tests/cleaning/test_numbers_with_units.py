"""Whole numbers written with their unit count like bare ones, alone and in a column."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import funeral
from minzheng_core.registries.funeral import Death, Deceased, FuneralRecord, Placement

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("term", "codes"),
    [
        ("25年", ["FR144"]),
        ("二十五年", ["FR144"]),
        ("２０年", []),
        ("20", []),
        ("永久", ["FR149"]),
        (None, []),
    ],
)
def test_a_term_in_years_is_judged_however_it_is_written(term, codes) -> None:
    case = FuneralRecord(
        deceased=Deceased(name="张大", age="81岁"),
        death=Death(date="1996-03-12"),
        placement=Placement(date="1996-04-01", term_years=term),
    )
    alone = funeral.check(case, county="360732", on=ON)
    frame = pl.DataFrame(
        {
            "死者姓名": ["张大"],
            "年龄": ["81岁"],
            "死亡日期": ["1996-03-12"],
            "安葬日期": ["1996-04-01"],
            "使用年限": [term],
        },
        schema_overrides={"使用年限": pl.String},
    )
    cleaned = funeral.clean(frame, county="360732", on=ON)

    assert [found.code for found in alone] == codes
    assert cleaned.findings["code"].to_list() == codes


def test_a_double_grave_holds_two() -> None:
    frame = pl.DataFrame(
        {
            "墓主": ["张大", "李四", "王五"],
            "死亡日期": ["1996-03-12", "1997-03-12", "1998-03-12"],
            "公墓名称": ["县公墓"] * 3,
            "墓穴号": ["1排1号"] * 3,
            "单双穴": ["双穴"] * 3,
        }
    )
    found = funeral.clean(frame, county="360732", on=ON).findings
    crowded = found.filter(pl.col("code") == "FX103")

    assert crowded.select("expected", "actual").unique().rows() == [("2", "3")]
    assert crowded["severity"].unique().to_list() == ["error"]


@pytest.mark.parametrize(
    ("handler", "same"),
    [("362133500228001", True), ("362133195002280018", True), ("360732199002280010", False)],
)
def test_the_number_of_whoever_handles_it_is_not_the_deceaseds(handler, same) -> None:
    frame = pl.DataFrame(
        {
            "死者姓名": ["王五"],
            "死者身份证号": ["362133195002280018"],
            "死亡日期": ["2021.4.28"],
            "申请人身份证号": [handler],
        }
    )
    found = funeral.clean(frame, county="360732", on=ON).findings
    assert ("FR124" in found["code"].to_list()) is same
