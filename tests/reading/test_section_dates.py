"""Months and years that stand in rows of their own are the dates of the records below, where no column has dates."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.funeral.archive import FIELDS as FUNERAL
from minzheng_core.registries.marriage.archive import FIELDS


def dates(*sections: str, **more: str) -> tuple[list[str | None] | None, tuple[int, ...]]:
    rows: list[dict[str, str | None]] = []
    for said in sections:
        rows += [
            {"男方姓名": said},
            {"男方姓名": "何阿根", "女方姓名": "陈彩凤", "备注": "无", **more},
        ]
    names = ("男方姓名", "女方姓名", "备注", *more)
    (table,) = read_frame(pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String)), FIELDS).tables
    frame = table.frame
    found = frame["registration_date"].to_list() if "registration_date" in frame.columns else None
    return found, {note.code: note.rows for note in table.notes}.get("IN262", ())


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        (("一九五五年十月", "一九五五年十一月"), ["1955年10月", "1955年11月"]),
        (("1955年", "三月份"), ["1955年", "1955年3月"]),
        (("1955年上半年结婚登记", "下半年"), ["1955年", "1955年"]),
        (("1955年3月5日", "三月七日："), ["1955年3月5日", "1955年三月七日"]),
        (("七九年三月五日登记", "八〇年一月八日"), ["七九年三月五日", "八〇年一月八日"]),
    ],
)
def test_they_are_the_dates_of_the_rows_below(sections: tuple[str, ...], found: list[str]) -> None:
    assert dates(*sections) == (found, (3, 5))


def test_a_month_without_a_year_dates_nothing() -> None:
    assert dates("十月份", "十一月份") == (None, ())


def test_a_column_of_dates_comes_first() -> None:
    found, noted = dates("1955年10月", 登记日期="1955.9.30")
    assert (found, noted) == (["1955.9.30"], ())


def test_in_a_register_of_funerals_it_may_be_any_event() -> None:
    rows = [
        {"逝者姓名": "1999年10月", "备注": None, "住址": None},
        {"逝者姓名": "何阿根", "备注": "无", "住址": "枫桥"},
    ]
    (table,) = read_frame(pl.DataFrame(rows), FUNERAL).tables
    known = {"source_row", "deceased_name", "deceased_domicile", "remark"}
    assert set(table.frame.columns) == known
