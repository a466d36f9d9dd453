"""Columns whose headings nobody knows and whose cells leave no doubt."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.marriage.archive import FIELDS

MEN, WOMEN = ["张三", "李大力", "王五"], ["赵花", "钱秀英", "孙兰"]
DAYS = ["78.元.15", "1.28", "腊月廿三"]
INDEX = FieldIndex(FIELDS)


def _read(**columns: list[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What is read, by field, and the remarks, by code."""
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    fields = {name: column.heading for name, column in table.mapping.fields.items()}
    said: dict[str, list[str]] = {}
    for note in table.column_notes:
        said.setdefault(note.code, []).append(note.sentence())
    return fields, said


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("领证人（男）", "husband_name"),
        ("女领证者", "wife_name"),
        ("新人（女）", "wife_name"),
        ("男人姓名", "husband_name"),
        ("何日领", "registration_date"),
        ("几时登记", "registration_date"),
        ("领证日子", "registration_date"),
        ("办证日", "registration_date"),
        ("登记时日", "registration_date"),
        ("男方何处人", "husband_domicile"),
        ("女方多大", "wife_age"),
        ("在何处领证", "office"),
        ("发证号码", "certificate_number"),
    ],
)
def test_what_offices_call_things(heading: str, field: str) -> None:
    assert INDEX.matches(heading)[0].field == field


@pytest.mark.parametrize("heading", ["户口登记时间", "结婚登记簿", "男人数", "领取人"])
def test_what_only_sounds_like_it(heading: str) -> None:
    assert not INDEX.matches(heading)


def test_names_under_a_party_s_unknown_word_are_that_party_s() -> None:
    fields, notes = _read(嫁娶者男=MEN, 嫁娶者女=WOMEN, 登记日期=DAYS)
    assert (fields["husband_name"], fields["wife_name"]) == ("嫁娶者男", "嫁娶者女")
    assert "IN179" in notes
    assert "IN267" not in notes


def test_villages_and_witnesses_are_no_names_of_parties() -> None:
    fields, notes = _read(
        男=MEN, 女屋场=["王家沟", "李庄", "张村"], 女方介绍人=WOMEN, 登记日期=DAYS
    )
    assert "wife_name" not in fields
    assert "IN267" not in notes


def test_names_and_days_that_are_not_read_are_told_by_themselves() -> None:
    _, notes = _read(证号=["1", "2", "3"], 头一个=MEN, 后一个=WOMEN, 吉期=DAYS, 介绍人=MEN)
    days, names = sorted(notes["IN267"])
    assert names.startswith("“头一个”“后一个”里显然是人的姓名")
    assert days.startswith("“吉期”里显然是日子")


@pytest.mark.parametrize("age", ["年龄", "岁数", "及年龄"])
def test_names_with_ages_alone_are_a_register(age: str) -> None:
    told = [f"{name}（2{at}岁）" for at, name in enumerate(MEN)]
    fields, _ = _read(**{f"男方姓名{age}": told, f"女方姓名{age}": told, "大队里": MEN, "": DAYS})
    assert {"husband_name", "wife_name"} <= fields.keys()
