"""What a call tells its caller: progress and remarks, and that it is wrong, never a bare TypeError."""

from __future__ import annotations

from datetime import date

import pandas as pd
import polars as pl
import pytest
from attrs import evolve

from minzheng_core import CallError, check_id, check_ids
from minzheng_core.cleaning import Recipe
from minzheng_core.registries import marriage

ON = date(2025, 1, 1)
TABLE = {"登记日期": ["1950-01-03 00:00:00"], "男方姓名": ["张三"], "女方姓名": ["李四"]}


@pytest.mark.parametrize(
    "number", [123, 362133196208150010, 3.6e17, b"123", ["1"], date(1985, 1, 1)]
)
def test_a_number_must_be_text(number) -> None:
    with pytest.raises(CallError) as caught:
        check_id(number)
    assert caught.value.code == "IN218"
    assert "362133196208150010" not in str(caught.value)


@pytest.mark.parametrize(
    "record",
    [
        marriage.MarriageRecord(registration_date=19851001),  # type: ignore[arg-type]
        marriage.MarriageRecord(husband=marriage.Party(birth_date=date(1960, 1, 1))),  # type: ignore[arg-type]
    ],
)
def test_the_cells_of_a_record_must_be_text(record) -> None:
    with pytest.raises(CallError) as caught:
        marriage.check(record, county="360732", on=ON)
    assert caught.value.code == "IN218"
    assert "_date" in str(caught.value)


def test_a_recipe_of_another_county_is_told() -> None:
    frame = pl.DataFrame(TABLE)
    recipe = Recipe(registry="marriage", county="360733", on=ON)
    other = marriage.clean(frame, county="360732", recipe=recipe, link=False)
    same = marriage.clean(frame, county="360733", recipe=recipe, link=False)
    assert [note.code for _, note in other.remarks].count("IN185") == 1
    assert any("360733" in text and "360732" in text for text in other.notes())
    assert "IN185" not in [note.code for _, note in same.remarks]


def test_steps_left_out_and_steps_not_known_are_told() -> None:
    frame = pl.DataFrame(TABLE)
    recipe = Recipe(registry="marriage", county="360732", on=ON)
    steps = tuple(step for step in recipe.steps if step != "id.repair")
    edited = evolve(recipe, steps=(*steps, "id.repiar"))
    told = marriage.clean(frame, county="360732", recipe=edited, link=False).notes()
    assert any("id.repiar" in text and "不认识" in text for text in told)
    assert any(text.endswith("没有做：id.repair") for text in told)
    codes = {note.code for _, note in marriage.clean(frame, county="360732", on=ON).remarks}
    assert codes.isdisjoint({"IN143", "IN144"})


def test_something_is_said_while_the_first_batch_is_cleaned() -> None:
    told: list[tuple[str, int, int | None]] = []
    marriage.clean(
        pl.DataFrame(TABLE),
        county="360732",
        on=ON,
        link=False,
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert told[:3] == [("读取", 0, None), ("清洗前 1 条", 0, 1), ("清洗", 1, None)]


def test_texts_of_pandas_are_read_as_they_are() -> None:
    result = marriage.clean(pd.DataFrame(TABLE), county="360732", on=ON, link=False)
    plain = marriage.clean(pl.DataFrame(TABLE), county="360732", on=ON, link=False)
    assert result.records.equals(plain.records)
    assert result.changes.equals(plain.changes)
    assert TABLE["登记日期"][0] in result.changes["before"].to_list()


@pytest.mark.parametrize(
    "source", [[{"男方姓名": "张三"}], ("档案.csv", 3), {"男方姓名": ["张三"]}]
)
def test_what_is_neither_files_nor_a_table_is_refused(source) -> None:
    with pytest.raises(CallError) as caught:
        marriage.clean(source, county="360732")
    assert caught.value.code == "IN208"


def test_half_a_character_is_no_sign_of_a_number() -> None:
    report = check_ids(["36213319620815001\ud800", "362133196208150010"])
    assert len(report.cells) == 2
