"""Cells of one person in each other's place go back where their form leaves one answer."""

from __future__ import annotations

import pytest
from attrs import evolve

from minzheng_core.cleaning.plan.steps import PUT_BACK
from minzheng_core.registries.marriage import MarriageRecord, Party, check
from tests.cleaning.archives import COUNTY, ON, clean_rows, codes

NUMBER = "362133196208150010"
ROW = {
    "registration_date": "1988-05-20",
    "business_type": "结婚",
    "certificate_number": "(88)潋结字第12号",
    "husband_name": "张三丰",
    "husband_id_number": NUMBER,
    "husband_birth_date": "1962-08-15",
    "husband_domicile": "兴国县潋江镇",
    "wife_name": "李四娘",
    "wife_id_number": "362133640302002",
    "wife_birth_date": "1964-03-02",
    "wife_domicile": "兴国县高兴镇",
}


def _with(**cells: str | None) -> dict[str, str | None]:
    return ROW | {f"husband_{part}": text for part, text in cells.items()}


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("birth_date", "1962.8.15"),
        ("birth_date", "一九六二年八月十五日"),
        ("birth_date", "26岁"),
        ("name", "张 三丰"),
        ("name", "买买提·吐尔逊"),
        ("domicile", "兴国县潋江镇"),
        ("birth_date", None),
        ("name", "不详"),
    ],
)
@pytest.mark.parametrize(
    "number", [NUMBER, "３６２１３３１９６２０８１５００１０", "362133620815001"]
)
def test_a_number_changes_places_with_what_stands_in_its_cell(
    part: str, written: str | None, number: str
) -> None:
    result = clean_rows([_with(**{part: number, "id_number": written})])

    straight = clean_rows([_with(**{part: written, "id_number": number})])
    columns = [name for name in result.records.columns if not name.endswith("_status")]
    assert result.records.select(columns).equals(straight.records.select(columns))
    assert codes(result) == codes(straight)
    changes = [row for row in result.changes.iter_rows(named=True) if row["step"] == PUT_BACK]
    assert {row["field"]: (row["before"], row["after"]) for row in changes} == {
        f"husband_{part}": (number, written),
        "husband_id_number": (written, number),
    }
    assert all(row["evidence"].startswith("与男方") for row in changes)
    status = result.records["husband_id_number_status"][0]
    assert status == ("derived" if len(number) == 15 else "repaired")


@pytest.mark.parametrize(
    ("part", "stands", "written"),
    [
        ("birth_date", "不详", "1962-08-15"),
        ("birth_date", None, "一九六二年八月十五日"),
        ("birth_date", " ", "一九六二年八月十五日"),
        ("birth_date", "3.62133E+17", "1962.8.15"),
        ("domicile", "/", "兴国县潋江镇"),
        ("name", "3.62133E+17", "张三丰"),
    ],
)
def test_what_is_no_number_leaves_its_cell_where_its_own_says_nothing(
    part: str, stands: str | None, written: str
) -> None:
    result = clean_rows([_with(**{part: stands, "id_number": written})])

    straight = clean_rows([_with(**{part: written, "id_number": stands})])
    columns = [name for name in result.records.columns if not name.endswith("_status")]
    assert result.records.select(columns).equals(straight.records.select(columns))
    assert codes(result) == codes(straight)
    last = {row["field"]: row["after"] for row in result.changes.iter_rows(named=True)}
    assert last["husband_id_number"] == result.records["husband_id_number"][0]


@pytest.mark.parametrize(
    "cells",
    [
        {"birth_date": NUMBER},
        {"birth_date": "362133196208150", "id_number": "362133620815001"},
        {"birth_date": NUMBER, "id_number": "张三丰"},
        {"name": NUMBER, "id_number": "兴国县潋江镇", "domicile": "张三丰"},
        {"name": NUMBER, "birth_date": NUMBER, "id_number": "1962-08-15"},
        {"birth_date": "1962-08-15 00:00:00", "id_number": None},
        {"name": None, "id_number": "见户口簿"},
        {"name": "不详", "id_number": "护照"},
        {"birth_date": None, "id_number": "19620815"},
        {"birth_date": "不详", "id_number": "无"},
        {"birth_date": None, "domicile": None, "id_number": "军字第1234567号"},
    ],
)
def test_nothing_moves_where_the_form_leaves_more_than_one_answer(cells: dict[str, str]) -> None:
    result = clean_rows([_with(**cells)])

    assert PUT_BACK not in set(result.changes["step"])


def test_the_step_can_be_left_out() -> None:
    row = _with(birth_date=NUMBER, id_number="1962-08-15")

    result = clean_rows([row], without=[PUT_BACK])

    assert PUT_BACK not in set(result.changes["step"])
    assert result.records["husband_birth_date"][0] is None


@pytest.mark.parametrize("chunk", [1, 3])
def test_a_row_that_is_looked_at_again_tells_of_its_change_once(chunk: int) -> None:
    damaged = "362133196208150310"
    rows = [_with(birth_date=damaged, id_number="1962-08-15"), ROW, ROW]

    result = clean_rows(rows, chunk=chunk)

    told = [row for row in result.changes.iter_rows(named=True) if row["step"] == PUT_BACK]
    assert [row["row"] for row in told] == [0, 0]


def test_one_record_is_read_alike() -> None:
    right = MarriageRecord(
        registration_date="1988-05-20",
        business_type="结婚",
        husband=Party(name="张三丰", id_number=NUMBER, birth_date="1962-08-15"),
        wife=Party(name="李四娘", id_number="362133640302002"),
    )
    wrong = evolve(right, husband=Party(name=NUMBER, id_number="张三丰", birth_date="1962-08-15"))

    assert check(wrong, county=COUNTY, on=ON) == check(right, county=COUNTY, on=ON)


@pytest.mark.parametrize("written", ["1962.8.15", "1962年08月15日", "19620815", "1962-08-15"])
@pytest.mark.parametrize("birth", [None, "", "25岁"])
def test_a_birth_date_in_the_cell_of_the_age_is_the_birth_date(
    written: str, birth: str | None
) -> None:
    row = _with(birth_date=birth, age=written, id_number=None)
    result = clean_rows([row])
    record = result.records.row(0, named=True)
    assert record["husband_birth_date"] == "1962-08-15"
    assert record["husband_birth_date_status"] == "repaired"
    assert record["husband_age"] == ("25" if birth else None)
    assert not {"DT201", "DT202"} & set(codes(result))
    told = [line for line in result.changes.iter_rows(named=True) if line["step"] == PUT_BACK]
    assert {line["field"] for line in told} == {"husband_birth_date", "husband_age"}


def test_a_birth_date_in_the_cell_of_the_age_needs_no_column_of_its_own() -> None:
    row = {name: text for name, text in ROW.items() if not name.endswith("birth_date")}
    result = clean_rows([row | {"husband_id_number": None, "husband_age": "1962.8.15"}])
    assert result.records["husband_birth_date"].to_list() == ["1962-08-15"]


@pytest.mark.parametrize(
    "cells",
    [
        {"age": "1962.8.15", "birth_date": "1962-08-16"},
        {"age": "24", "birth_date": None},
        {"age": "1962", "birth_date": None},
        {"age": "1962.13.40", "birth_date": None},
    ],
)
def test_an_age_that_is_no_whole_date_or_stands_beside_one_stays(cells: dict[str, str]) -> None:
    result = clean_rows([_with(**cells)])
    assert PUT_BACK not in set(result.changes["step"])


def test_one_record_is_read_the_same_way() -> None:
    def checked(**husband: str) -> list[str]:
        record = MarriageRecord(
            registration_date="1982-05-20",
            business_type="结婚",
            husband=Party(name="张三丰", **husband),
            wife=Party(name="李四娘"),
        )
        return [finding.code for finding in check(record, county=COUNTY, on=ON)]

    assert checked(age="1962.8.15") == checked(birth_date="1962.8.15")
