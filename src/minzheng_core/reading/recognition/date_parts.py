"""Dates written in columns of their own for the year, the month and the day: 出生年, 出生月, 出生日."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import polars as pl
from attrs import frozen

from minzheng_core.reading.ditto_marks import followed
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.schema import FieldKind
from minzheng_core.values.dates.month_day import CUT_SHORT, keeps_zeros

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PART = re.compile("(.*?)(年份?|年度|月日|月份?|[日号])")
_BOTH = "月日"
_MAYBE = re.compile("[年月日号]")
_PARTIES = {None: "", "husband": "男方", "wife": "女方"}
_DATE = re.compile(r"日期|时间|年月日?|生日$")
_NUMERAL = "一二三四五六七八九十〇零○"
_YEAR = rf"^\s*([\d{_NUMERAL}]{{2,4}}|\d)(?:\.0)?\s*年?\s*$"
"""One digit is what a workbook leaves of 05."""
_MONTH = rf"^\s*(\d{{1,2}}|闰?[元正冬腊{_NUMERAL}]{{1,3}})(?:\.0)?\s*月?\s*$"
_DAY = rf"^\s*(\d{{1,2}}|[初廿卅{_NUMERAL}]{{1,3}})(?:\.0)?\s*[日号]?\s*$"


_MONTH_AND_DAY = rf"^\s*((?:\d{{1,2}}|[元正冬腊{_NUMERAL}]{{1,3}})\s*(?:月|[./\-、．]\s*[1-9{_NUMERAL}])[^月]*?)\s*$"
"""Both in the one column behind that of the year."""
_DOTS = r"^\s*[.．。·…]{2,}\s*$"
"""A ditto in a column of years, months or days, where elsewhere it may stand for what is not known."""


@frozen
class DateParts:
    """Neighbouring columns (positions) that hold the parts of one date, and what the date is called.

    The year may have no column, but stand above the table, and so may the month.
    """

    heading: str
    year: int | None
    month: int | None
    day: int | None = None
    kinds: ClassVar = frozenset({FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE})

    @property
    def place(self) -> int:
        """The column in which the whole stands."""
        return next(at for at in (self.year, self.month, self.day) if at is not None)

    @property
    def others(self) -> tuple[int, ...]:
        """The columns whose content goes to that of the year."""
        return tuple(at for at in (self.month, self.day) if at not in {None, self.place})

    def joined(self, column: Callable[[int], pl.Series]) -> pl.Series:
        """The parts as one text; see :func:`joined`."""
        if self.month is None:
            return column(self.place)
        month = column(self.month)
        year, day = (None if at is None else column(at) for at in (self.year, self.day))
        if year is None:
            year = pl.repeat(None, len(month), dtype=pl.String, eager=True).alias(month.name)
        return joined(year, month, day, runs_on="出生" not in self.heading)


def find_date_parts(headings: Sequence[str]) -> tuple[DateParts, ...]:
    """The dates that stand in columns of their parts, by the headings.

    >>> [(p.heading, p.year, p.day) for p in find_date_parts(["证号", "登记年", "登记月", "登记日"])]
    [('登记日期', 1, 3)]
    >>> [p.heading for p in find_date_parts(["男方/出生日期/年", "男方/出生日期/月"])]
    ['男方出生日期']
    >>> [p.heading for p in find_date_parts(["年(女)", "月(女)", "日(女)"])]
    ['女方出生日期']
    >>> [(p.heading, p.year, p.month) for p in find_date_parts(["月", "日", "男方", "女方"])]
    [('日期', None, 0)]
    >>> [(p.heading, p.day) for p in find_date_parts(["日", "男方", "女方"])]
    [('日期', 0)]
    """
    said = [_part_of(heading) for heading in headings]
    found = []
    if not any(part and part.part[0] in "年月" for part in said) and "日" in headings:
        return (DateParts("日期", None, None, headings.index("日")),)
    for at, year in enumerate(said[:-1]):
        if date := _without_year(said, at):
            found.append(DateParts(date, None, at, at + 1))
        if year is None or year.part[0] != "年":
            continue
        own = [
            part.part[0] if part and part.date in {year.date, _no_stem(part)} else ""
            for part in said[at : at + 3]
        ]
        both = said[at + 1]
        whole = own[2:] in (["日"], ["号"]) and both is not None and both.part != _BOTH
        if own[1] != "月" or (year.part == "年度" and not whole):
            continue
        found.append(DateParts(year.date, at, at + 1, at + 2 if whole else None))
    return tuple(found)


def _no_stem(part: _Part) -> str:
    """The date of a column that only says 月日: whatever the year beside it is of."""
    return part.date if part.part == _BOTH and part.date == "日期" else ""


def _without_year(said: Sequence[_Part | None], at: int) -> str:
    """The date whose month and day stand there with no year in the column before; empty where they do not."""
    before, month, day = said[at - 1] if at else None, said[at], said[at + 1]
    if month is None or day is None or month.part != "月" or day.part not in {"日", "号"}:
        return ""
    return "" if month.date != day.date or (before and before.part[0] == "年") else month.date


@frozen
class _Part:
    """What a heading says of a part: which it is, and what the whole date would be called."""

    date: str
    part: str


def _part_of(text: str) -> _Part | None:
    """The part of a date that a heading names, whose ever it is and wherever that is said."""
    if not _MAYBE.search(text):
        return None
    heading = read_heading(text)
    match = _PART.fullmatch(heading.rest)
    if match is None:
        return None
    stem = match[1]
    whose = _PARTIES[heading.party] or (f"申请人{heading.position}" if heading.position else "")
    if stem.endswith("生") or (whose and not stem):
        stem = "出生日期"
    elif not _DATE.search(stem):
        stem += "日期"
    return _Part(whose + stem, match[2])


def joined(
    year: pl.Series, month: pl.Series, day: pl.Series | None, *, runs_on: bool = False
) -> pl.Series:
    """The parts as one text, ``1985年10月1日``; the cell of the year alone where it is more than a year.

    A ditto mark stands for the part above, and so does a blank month before a day that follows the one above,
    where the days are those of a register that *runs_on*.

    >>> import polars as pl
    >>> joined(pl.Series(["1985", "5", "1985-10-01", None]), pl.Series(["10", "5", None, "3"]),
    ...        pl.Series(["1", None, None, "8"])).to_list()
    ['1985年10月1日', '05年5月', '1985-10-01', '3月8日']
    >>> joined(pl.Series(["84", "〃", "〃"]), pl.Series(["1", "〃", "3"]), pl.Series(["5", "9", "8"])).to_list()
    ['84年1月5日', '84年1月9日', '84年3月8日']
    >>> joined(pl.Series(["84", ".."]), pl.Series(["1", "3"]), pl.Series(["5", "8"])).to_list()
    ['84年1月5日', '84年3月8日']
    >>> joined(pl.Series(["84", "", "", ""]), pl.Series(["1", "", "", "2"]), pl.Series(["5", "9", "8", "8"]),
    ...        runs_on=True).to_list()
    ['84年1月5日', '1月9日', None, '2月8日']
    >>> joined(pl.Series(["", ""]), pl.Series(["2", ""]), pl.Series(["", "5"])).to_list()
    ['2月', None]
    >>> joined(pl.Series(["1993", None]), pl.Series(["8月15日", "6.5"]), None).to_list()
    ['1993年8月15日', '6月5']
    """
    days = day if day is not None else pl.repeat(None, len(year), dtype=pl.String, eager=True)
    y, m, d = (
        pl.col(name).str.extract(form)
        for name, form in (("year", _YEAR), ("month", _MONTH), ("day", _DAY))
    )
    written = pl.DataFrame({"year": year, "month": month, "day": days})
    written = written.with_columns(pl.all().str.replace(_DOTS, "〃"))
    parts = written.select(followed(pl.col(name)).alias(name) for name in written.columns)
    y = y.str.zfill(2)
    blank = pl.col("year").fill_null("").str.strip_chars() == ""
    later = (d.cast(pl.Int32, strict=False).diff() >= 0) & pl.lit(runs_on)
    carried = pl.col("month").fill_null("").str.strip_chars().eq("") & later & blank
    m = pl.when(carried).then(m.forward_fill()).otherwise(m)
    together = cut = pl.lit(None, pl.String)
    if day is None:
        whole = pl.col("month").str.extract(_MONTH_AND_DAY)
        short = whole.str.contains(CUT_SHORT) & pl.lit(not keeps_zeros(month))
        # What may have lost a zero stays as it is: who cleans it knows how to ask.
        cut, together = pl.when(short).then(whole), pl.when(~short).then(whole)
        together = together.str.replace(r"[./\-、．]", "月")
    in_year, in_month, of_day = map(pl.lit, "年月日")
    text = pl.coalesce(
        pl.concat_str(y, in_year, m, in_month, d, of_day),
        pl.concat_str(y, in_year, m, in_month),
        pl.concat_str(y, in_year, together),
        pl.when(blank).then(pl.concat_str(m, in_month, d, of_day)),
        pl.when(blank).then(together),
        pl.when(blank & pl.lit(day is not None)).then(pl.concat_str(m, in_month)),
        cut,
        pl.when(~blank).then("year"),
    )
    return parts.select(text.alias(year.name)).to_series()
