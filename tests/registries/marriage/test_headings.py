"""Headings of domiciles: the whole of one, and its parts in columns of their own."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.marriage.archive import FIELDS

INDEX = FieldIndex(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("男方/户口所在地", "husband_domicile"),
        ("女方户口所在地（省）", "wife_domicile_province"),
        ("女方/户籍地/县", "wife_domicile_county"),
        ("男方户口所在地/乡镇", "husband_domicile_township"),
        ("女方户籍地（详细）", "wife_domicile"),
    ],
)
def test_a_domicile_is_told_from_its_parts(heading: str, field: str) -> None:
    best, *others = INDEX.matches(heading)

    assert best.field == field
    assert all(match.score < best.score for match in others)


def test_a_whole_domicile_is_none_of_its_parts_whatever_stands_below() -> None:
    frame = pl.DataFrame(
        {"登记日期": ["1985-01-05"], "男方姓名": ["张三"], "男方/户口所在地": ["本县"]}
    )

    fields = read_frame(frame, FIELDS).mapping.sheets[0].fields

    assert "husband_domicile" in fields
