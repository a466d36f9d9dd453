"""Years that a register says once for many rows: 1988年 in a row of its own, in the name of the sheet, of the
file or its folder, in a column 年度, in the first of the dates that follow each other. The dates below them may be
written without a year (5月20日, 5月), and get it from there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.rows.lunar_years import LATE, lunar_years
from minzheng_core.reading.rows.run_on_years import RunOnYears
from minzheng_core.reading.rows.told import SOURCE_ROW, YEAR, YEAR_TOLD
from minzheng_core.schema import FieldKind
from minzheng_core.values.dates.feasts import FEAST
from minzheng_core.values.dates.month_day import CUT_SHORT, DAY, MONTH_DAY, MONTHS, keeps_zeros
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

YEAR_COLUMN = "archive_year"
"""The field whose column says the year of each row, where the table has one."""
_NUMERAL = r"(?:\d{1,2}|[元正一二三四五六七八九十廿卅初冬腊]{1,3})"
_CALENDAR = "(?:[农阴旧夏古阳公新国]历|[农阴旧])"
_TWO_NUMERALS = "[元一二三四五六七八九十]{1,2}\\s*[、.．/]\\s*[一二三四五六七八九十廿卅]{1,3}"
"""五、一."""
_IN_WORDS = rf"^\s*({_CALENDAR}?\s*闰?{_NUMERAL}\s*月(?:份|\s*{_NUMERAL}\s*[日号]?)?\s*(?:[(（]{_CALENDAR}[)）])?|{FEAST}|{_TWO_NUMERALS})\s*$"
"""A month and a day of either calendar, a month alone, or a feast."""
_IN_DIGITS = rf"^\s*({MONTHS}|元)\s*[./\-、．]\s*{DAY}\s*[日号.]?\s*$"
"""元.5 is 1.5."""
_WIDE = "[０-９]"
_PLAIN = dict(zip("０１２３４５６７８９．／", "0123456789./", strict=True))
_FIRST_MONTH = r"(^|年)\s*元\s*月"
_DATED = r"^\s*((?:19|20)?\d\d)\s*[年./\-]\s*\d{1,2}\s*[月./\-]"
"""A date with its year."""
_WHOLE = r"^\s*((?:19|20)[0-9]{2})\s*[年./\-]\s*([0-9]{1,2})\s*[月./\-]"
"""The same with a year of four digits and its month."""
_ANY_YEAR = 1983
_MONTHS = 12
_OUTNUMBER = 5
"""So many times as many sure days of the register leave no doubt of the others: one month in twelve is that of the year."""
_HALF_A_YEAR = 6
"""Months by which a day that follows the event cannot lie before it in the same year."""
_YEAR_CELL = r"^\s*((?:19|20)[0-9]{2})(?:\.0)?\s*年?度?\s*$"


@define
class Years:
    """Writes the year into the dates of one table that lack it, piece by piece, and notes the rows."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    file_year: int | None = None
    """The year in the name of the file or of a folder, which only counts where whole dates do not deny it."""
    in_columns: Collection[str] = ()
    """The fields whose year, month and day have columns of their own."""
    _event: str | None = field(init=False)
    _year_above: int | None = field(default=None, init=False)
    """The year that the column of years said last."""
    _run_on: RunOnYears = field(init=False)

    def __attrs_post_init__(self) -> None:
        dates = (f.name for f in self.fields if f.kind is FieldKind.EVENT_DATE)
        self._event = next(dates, None)
        self._run_on = RunOnYears(in_column=self._event in self.in_columns)

    @property
    def _label(self) -> str:
        return next(f.label for f in self.fields if f.name == self._event)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table: the date of the act itself, then those that soon follow it."""
        return self._followers(self._of_the_event(self._in_plain_digits(frame)))

    def _in_plain_digits(self, frame: pl.DataFrame) -> pl.DataFrame:
        """With ９月２０日 as 9月20日, where that lacks its year: it is written anew with it."""
        if self._event not in frame.columns:
            return frame
        cells = frame[self._event]
        if not cells.str.contains(_WIDE).any():
            return frame
        plain = cells.str.replace_many(_PLAIN)
        lacking = plain.str.contains(f"{_IN_WORDS}|{_IN_DIGITS}").fill_null(value=False)
        return frame.with_columns(plain.zip_with(lacking, cells))

    def _followers(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Months and days after that of the event, in its year; what lies months before it is of the next."""
        names = [f.name for f in self.fields if f.after_event and f.name in frame.columns]
        if self._event not in frame.columns or not names:
            return frame
        event = pl.col(self._event).str.replace(_FIRST_MONTH, "${1}1月")
        year, month = (event.str.extract(_WHOLE, at).cast(pl.Int32) for at in (1, 2))
        rows: list[int] = []
        for name in names:
            cell = pl.col(name).str.replace(_FIRST_MONTH, "${1}1月")
            own, day = (cell.str.extract(MONTH_DAY, at).cast(pl.Int32) for at in (1, 2))
            turned = pl.when(month - own > _HALF_A_YEAR).then(year + 1).otherwise(year)
            whole = pl.concat_str(turned, own, day, separator="-")
            in_words = cell.str.contains("月")
            short = cell.str.contains(CUT_SHORT) & pl.lit(not keeps_zeros(frame[name]))
            # In a register of 2010, 10.5 may be May 2010.
            sure = in_words | (~short & (own != year % 100))
            frame = frame.with_columns(pl.when(sure).then(whole).alias("#whole"))
            rows += frame.filter(pl.col("#whole").is_not_null())[SOURCE_ROW].to_list()
            frame = frame.with_columns(pl.coalesce("#whole", name).alias(name)).drop("#whole")
        if rows:
            self.notes.add("IN134", rows=sorted(set(rows)), label=self._label)
        return frame

    def _of_the_event(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece with the dates of the act completed."""
        event = self._event if self._event in frame.columns else None
        if event is None:
            return frame.drop(YEAR, strict=False)
        # Most dates begin with their year; the others are looked at more closely.
        dated = pl.col(event).str.starts_with("19") | pl.col(event).str.starts_with("20")
        bare = pl.col(event).str.contains(f"{_IN_WORDS}|{_IN_DIGITS}")
        if not frame.lazy().filter(~dated).select(bare.any()).collect().item():
            self._run_on.pass_over(frame[event], _said_above(frame))
            return frame.drop(YEAR, strict=False)
        run_on = self._run_on_years(frame, event, bare & ~dated)
        told = self._told(frame, event, run_on)
        years = frame.select(
            pl.coalesce(*told, pl.lit(None, pl.Int32)).alias("#told"), bare=bare & ~dated
        )
        of_the_act = years["#told"]
        if frame[event].str.contains(LATE).any():
            lunar = lunar_years(frame[event].to_list(), of_the_act.to_list(), run_on.to_list())
            of_the_act = pl.Series(lunar, dtype=pl.Int32)
        known = self._not_behind_followers(frame, event, of_the_act, years["bare"])
        if not known.count():
            return frame.drop(YEAR, strict=False)
        year = pl.lit(known)
        month, day = (pl.col(event).str.extract(_IN_DIGITS, place) for place in (1, 2))
        month = month.str.replace("元", "1")
        clear = self._clear(frame, month, day, year)
        if not keeps_zeros(frame[event]):
            clear &= ~pl.col(event).str.contains(CUT_SHORT)
        whole = pl.coalesce(
            pl.concat_str(year, pl.lit("年"), pl.col(event).str.extract(_IN_WORDS)),
            pl.when(clear).then(pl.concat_str(year, month, day, separator=".")),
        )
        left = whole.is_null() & bare & ~dated
        frame = frame.with_columns(
            whole.alias("#whole"), pl.when(left).then(year).cast(pl.String).alias(YEAR_TOLD)
        )
        found = frame.filter(pl.col("#whole").is_not_null())
        if found.height:
            rows = found[SOURCE_ROW].to_list()
            self.notes.add("IN177", rows=rows, label=self._label)
            frame = frame.with_columns(pl.coalesce("#whole", event).alias(event))
        return frame.drop(YEAR, "#whole", strict=False)

    def _in_the_column(self, frame: pl.DataFrame) -> list[pl.Expr]:
        """The year in each row's column of years; where most cells of it are empty and the first is not, that of the last one filled."""
        cells = frame[YEAR_COLUMN].str.replace_many(_PLAIN)
        years = cells.str.extract(_YEAR_CELL).cast(pl.Int32)
        told, filled = [years], cells.count()
        going_on = years.scatter(0, self._year_above) if cells[0] is None else years
        if going_on[0] is not None and 2 * filled <= len(cells) and years.count() == filled:
            going_on = going_on.forward_fill()
            told.append(going_on.zip_with(cells.is_null(), years))
        self._year_above = going_on[-1]
        return [pl.lit(series) for series in told]

    @staticmethod
    def _clear(frame: pl.DataFrame, month: pl.Expr, day: pl.Expr, year: pl.Expr) -> pl.Expr:
        """Whether digits are month and day: in a register of 2010, 10.5 may be May 2010, unless nearly all others are days."""
        may_be_a_month = (month.cast(pl.Int32) == year % 100) & (day.cast(pl.Int32) <= _MONTHS)
        sure, open_ = frame.select(
            (~may_be_a_month).sum().alias("sure"), may_be_a_month.sum().alias("open")
        ).row(0)
        return pl.lit(True) if sure >= _OUTNUMBER * open_ else ~may_be_a_month

    def _told(self, frame: pl.DataFrame, event: str, run_on: pl.Series) -> list[pl.Expr]:
        """The years told for the rows by what stands around them, *run_on* the rows before and after, the nearest first."""
        told = []
        if YEAR_COLUMN in frame.columns:
            told += self._in_the_column(frame)
        if run_on.count():
            told.append(pl.lit(run_on))
        if YEAR in frame.columns:
            told.append(pl.col(YEAR))
        if self.file_year is not None:
            said = frame[event].str.extract(_DATED)
            short = f"{self.file_year % 100:02}"
            agree = (said.str.slice(-2) == short) & said.str.len_chars().is_in([2, 4])
            if 2 * int(agree.sum()) >= len(said.drop_nulls()):
                told.append(pl.lit(self.file_year, pl.Int32))
        return told

    def _not_behind_followers(
        self, frame: pl.DataFrame, event: str, told: pl.Series, bare: pl.Series
    ) -> pl.Series:
        """The years *told*, or where the event would come after what follows it in the row, or none is told, that of
        the follower or the one before.
        """
        names = [f.name for f in self.fields if f.after_event and f.name in frame.columns]
        if not names or not bare.any():
            return told
        years = told.to_list()
        rows = bare.fill_null(value=False).arg_true()
        written = frame.select(event, *names)[rows]
        for at, (cell, *followers) in zip(rows, written.iter_rows(), strict=True):
            days = [value.lo for text in followers if (value := PartialDate.parse(text).value)]
            if days:
                years[at] = _year_until(cell, min(days), years[at])
        return pl.Series(years, dtype=pl.Int32)

    def _run_on_years(self, frame: pl.DataFrame, event: str, bare: pl.Expr) -> pl.Series:
        """The years of the dates before and after those without one."""
        cells = frame[event].to_list()
        lacking = frame.select(bare.fill_null(value=False)).to_series()
        months = [
            _month(cell) if lacks else None for cell, lacks in zip(cells, lacking, strict=True)
        ]
        return pl.Series(
            self._run_on.of(cells, months, _said_above(frame).to_list()), dtype=pl.Int32
        )


def _year_until(cell: str, last: date, told: int | None) -> int | None:
    """The year of a month and day that came by the day *last*: that which is *told*, where it may be."""
    digits = re.match(_IN_DIGITS, cell)
    written = ".".join(digits.groups()).replace("元", "1") if digits else cell.strip()
    for year in (told, last.year, last.year - 1):
        value = year and PartialDate.parse(f"{year}{'.' if digits else '年'}{written}").value
        if value and value.lo <= last:
            return year
    return told


def _said_above(frame: pl.DataFrame) -> pl.Series:
    """The year that stands above each row."""
    if YEAR in frame.columns:
        return frame[YEAR]
    return pl.repeat(None, frame.height, dtype=pl.Int32, eager=True)


def _month(cell: str) -> int | None:
    """The month of a date without a year."""
    in_digits = re.match(_IN_DIGITS, cell)
    if in_digits:
        return int(in_digits[1].replace("元", "1"))
    value = PartialDate.parse(f"{_ANY_YEAR}年{cell.strip()}").value
    return value.lo.month if value else None
