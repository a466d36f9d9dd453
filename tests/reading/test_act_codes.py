"""Codes of a county's own for kinds of acts are told by the kinds of the certificate numbers."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import frames as reading_frames
from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

_MARRIED, _DIVORCED, _AGAIN = "兴结字第{}号", "兴离字第{}号", "兴补结字第{}号"


def _acts(codes: list[str | None], numbers: list[str]) -> tuple[list[str | None], list[str]]:
    count = len(codes)
    columns = {"业务类型": codes, "证件字号": numbers, "登记日期": ["1995-01-02"] * count}
    columns |= {"男方姓名": ["张三"] * count, "女方姓名": ["李四"] * count}
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    acts = table.frame["business_type"].to_list()
    return acts, [note.values["told"] for note in table.notes if note.code == "IN251"]


def test_each_code_is_what_its_numbers_are() -> None:
    codes: list[str | None] = ["1", "2", " 1", "3", None, "2"]
    forms = [_MARRIED, _DIVORCED, _MARRIED, _AGAIN, _MARRIED, "政字第{}号"]
    acts, told = _acts(codes, [form.format(at) for at, form in enumerate(forms, 1)])
    assert acts == ["IA", "IB", "IA", "ICA", None, "IB"]
    assert told == ["1 IA、2 IB、3 ICA"]


@pytest.mark.parametrize(
    ("codes", "forms"),
    [
        (["1", "2", "1"], [_MARRIED, _MARRIED, _MARRIED]),
        (["2", "2", "2"], [_MARRIED, _MARRIED, _MARRIED]),
        (["1", "1", "2"], [_MARRIED, _DIVORCED, _DIVORCED]),
        (["1", "2", "其他"], [_MARRIED, _DIVORCED, _MARRIED]),
    ],
    ids=["numbers of the marriages that ended", "one code", "of two kinds", "words too"],
)
def test_what_the_numbers_leave_open_stays_as_written(codes, forms) -> None:
    numbers = [form.format(at) for at, form in enumerate(forms, 1)]
    assert _acts(codes, numbers) == (codes, [])


def test_the_first_piece_of_a_long_table_tells_for_all(monkeypatch) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", 2)
    forms = [_MARRIED, _DIVORCED, "政字第{}号", "政字第{}号"]
    acts, told = _acts(["1", "2", "2", "1"], [form.format(at) for at, form in enumerate(forms, 1)])
    assert acts == ["IA", "IB", "IB", "IA"]
    assert len(told) == 1
