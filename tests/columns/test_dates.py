"""Columns of dates and ages say the same as the scalar values, part for part."""

from contextlib import suppress
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns import ages, dates
from minzheng_core.values import age as scalar_age
from minzheng_core.values.age import Age, AgeKind
from minzheng_core.values.dates import lunar
from minzheng_core.values.dates.partial_date import FAULTS, FIXES, PartialDate
from minzheng_core.values.dates.relation import relate

TODAY = date(2026, 11, 23)
FORMS = [
    "{y}-{m:02}-{d:02}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}",
    "{yy:02}.{m}.{d}", "{yy:02}{m:02}{d:02}", "{y}年{m}月", "{y}{m:02}", "{y}", "{yy:02}年", "{m}/{d}/{y}",
    "农历{y}年{m}月{d}", "{y}年闰{m}月{d}", "民国{yy}年{m}月{d}日", "{y}-{m:02}-{d:02} 00:00:00",
    "{y}/{m}/{d} 0:00", "{y}{m:02}{d:02} 00:00", "{y}-{m}-{d}T00:00:00", " {y}．{m}．{d}", "{y}年{m}月{d}日生",
    "{y}-00-00", "{y}.{m}", "{y}-{d}-{m}", "{y}.{m}-{d}日", "{y}.{m} {d}", "{y} {m} {d}", "{d}/{m}/{yy:02}",
    "　{yy:02}.{m}.{d}.", "１９{yy:02}-{m}-{d}", "{yy:02}年{m}月{d}日 ", "{yy:02}-{m}-{d} 00:00", "八五年{m}月{d}日",
    "{y}{m:02} {d:02}", "{y}年{m}月{d}日(农历{m}月{d})", "{y}-{m}-{d}/{y}-{m}-{d}", "{yy:02}.{m}", "{y}{m}{d}",
    "{cy}年{cm}月{cd}日", "{cy}年{cm}月{short}日", "{cy:.2}年{cm}月{cd}日", " {cy}年{cm}月{short}", "{serial}", "　{serial} ",
    "{cy}年{cd}月{cm}日", "{cy}年{cm}月{cd}日生", "农历{cy}年{cm}月{short}日",
]  # fmt: skip


def numeral(number: int, twenty: str = "二十", thirty: str = "三十") -> str:
    tens, ones = divmod(number, 10)
    return ("", "十", twenty, thirty)[tens] + " 一二三四五六七八九"[ones].strip()


written = st.builds(
    lambda form, day: form.format(
        y=day.year,
        yy=day.year % 100,
        m=day.month,
        d=day.day,
        cy="".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year)),
        cm="元" if day.day % 3 and day.month == 1 else numeral(day.month),
        cd=numeral(day.day),
        short=numeral(day.day, twenty="廿", thirty="卅"),
        serial=(day - date(1899, 12, 30)).days,
    ),
    st.sampled_from(FORMS),
    st.dates(date(1840, 1, 1), date(2030, 12, 31)),
)
loose = st.text(
    alphabet="0123456789年月日.-/ 　１５．：\u200b()一二十廿正腊初闰农历民国Oo无", max_size=12
)
days = st.dates(date(1940, 1, 1), date(2026, 11, 1))


def expected(text, **options):
    parsed = PartialDate.parse(text, on=TODAY, **options)
    value = parsed.value
    fixes = sum({1 << FIXES.index(f.name) for f in parsed.fixes})
    faults = sum({1 << FAULTS.index(f.code) for f in parsed.findings})
    if value is None:
        return (None, None, None, None, None, fixes, faults)
    return (str(value), value.lo, value.hi, value.precision, value.calendar, fixes, faults)


@settings(max_examples=60, deadline=None)
@given(st.lists(written | loose | st.none(), max_size=40))
def test_a_column_of_registrations_reads_like_its_cells(cells):
    frame = dates.parse(pl.Series(cells, dtype=pl.String), on=TODAY)
    assert frame.rows() == [expected(cell) for cell in cells]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(written | loose | st.none(), days | st.none()), max_size=40))
def test_a_column_of_births_reads_like_its_cells(pairs):
    cells = pl.Series([text for text, _ in pairs], dtype=pl.String)
    reference = pl.Series([day for _, day in pairs], dtype=pl.Date)
    frame = dates.parse(cells, role="birth", reference=reference, on=TODAY)
    assert frame.rows() == [
        expected(text, role="birth", reference=reference) for text, reference in pairs
    ]


def near(text, other, digit, place, days):
    """A true day that a slip may have turned into the written one."""
    value = PartialDate.parse(text, on=TODAY).value
    if value is None or other:
        return other or TODAY
    moved = value.lo + timedelta(days)
    digits = list(moved.strftime("%Y%m%d"))
    digits[place] = str(digit)
    if days % 2:
        digits[place - 1], digits[place] = digits[place], digits[place - 1]
    with suppress(ValueError):
        return date(int("".join(digits[:4])), int("".join(digits[4:6])), int("".join(digits[6:])))
    return lunar.to_solar(moved.year, moved.month, moved.day) or moved


slips = st.builds(
    lambda text, *slip: (text, near(text, *slip)),
    written,
    st.none() | st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 9),
    st.integers(1, 7),
    st.sampled_from([0, 0, 0, 1, 30]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(slips, max_size=30))
def test_relations_of_a_column_are_those_of_its_cells(pairs):
    frame = dates.parse(pl.Series([t for t, _ in pairs], dtype=pl.String), on=TODAY)
    true = pl.Series([day for _, day in pairs], dtype=pl.Date)
    values = [PartialDate.parse(text, on=TODAY).value for text, _ in pairs]
    parts = [frame[part] for part in ("lo", "hi", "precision", "calendar")]
    for checked in (True, False):
        told = pl.Series([checked] * len(pairs), dtype=pl.Boolean)
        assert dates.relate(*parts, true, checked=told).to_list() == [
            None if value is None else relate(value, day, checked=checked).value
            for value, (_, day) in zip(values, pairs, strict=True)
        ]


@pytest.mark.parametrize("year", [1849, 1850, 1961, 1984, 2100, 2101])
def test_relations_of_a_column_around_lunar_leap_months_and_the_ends_of_the_table(year):
    start = date(year, 1, 1)
    file = [PartialDate.of(start + timedelta(n)) for n in range(0, 365, 3)]
    for days in (0, 18, 29, 30, 31, 44, 59, 300):
        true = [value.lo + timedelta(days) for value in file]
        days_ = pl.Series([value.lo for value in file])
        rows = pl.Series(["ymd"] * len(file)), pl.Series(["solar"] * len(file))
        known = [n % 2 == 0 for n in range(len(file))]
        found = dates.relate(days_, days_, *rows, pl.Series(true), checked=pl.Series(known))
        assert found.to_list() == [
            relate(v, t, checked=k).value for v, t, k in zip(file, true, known, strict=True)
        ]


@given(st.lists(written, max_size=20))
def test_a_value_is_rebuilt_from_its_columns(cells):
    for text in cells:
        value = PartialDate.parse(text, on=TODAY).value
        if value is not None:
            parts = (value.lo, value.hi, value.precision, value.calendar)
            assert PartialDate.rebuilt(*parts) == value


def test_columns_that_are_dates_or_numbers_already():
    day = date(1985, 10, 1)
    for series in (
        pl.Series([day]),
        pl.Series([day]).cast(pl.Datetime),
        pl.Series([day]).cast(pl.Datetime).dt.replace_time_zone("Asia/Shanghai"),
        pl.Series([31321]),
        pl.Series([31321.0]),
    ):
        assert dates.parse(series, on=TODAY)["lo"].to_list() == [day]


def test_a_step_left_out_is_left_out_of_the_column():
    frame = dates.parse(
        pl.Series(["85.10.1", "1985-10-01"]), on=TODAY, skip=["date.two-digit-year"]
    )
    assert frame["text"].to_list() == [None, "1985-10-01"]


def test_an_empty_column_gives_an_empty_frame():
    assert dates.parse(pl.Series([], dtype=pl.String)).height == 0
    assert dates.parse(pl.Series([None, ""], dtype=pl.String))["fixes"].to_list() == [0, 0]


@pytest.mark.parametrize("end", ["\n", "\r\n", " "])
@pytest.mark.parametrize("text", ["2022.11.8", "1861年1月22日", "20221108", "85.10.1"])
def test_a_line_end_behind_a_date_is_told_by_value_and_column(text, end):
    (row,) = dates.parse(pl.Series([text + end]), on=TODAY).rows()
    assert row == expected(text + end)
    assert row[5] >> FIXES.index("date.spaces") & 1


AGES = ["24", "虚岁24", "24周岁", "廿四", "２４岁", "24.0", "不详", "1962", "三", "0", None, "满50"]


def test_a_column_of_ages_reads_like_its_cells():
    for cell, row in zip(AGES, ages.parse(pl.Series(AGES)).rows(), strict=True):
        parsed = Age.parse(cell)
        value = parsed.value
        shown = (str(value), value.value, value.kind.value) if value else (None, None, None)
        assert row[:3] == shown
        assert row[3] == sum({1 << scalar_age.FIXES.index(f.name) for f in parsed.fixes})
        assert row[4] == sum({1 << scalar_age.FAULTS.index(f.code) for f in parsed.findings})


@settings(max_examples=150)
@given(
    st.integers(0, 130),
    st.sampled_from(list(AgeKind)),
    st.dates(date(1840, 1, 1), date(2110, 12, 31))
    | st.builds(date, st.integers(1900, 2050), st.just(2), st.integers(27, 28)),
    st.sampled_from([0, 27, 30, 364]),
)
@pytest.mark.filterwarnings("error")
def test_birth_ranges_of_a_column_are_those_of_its_cells(value, kind, on, longer):
    until = on + timedelta(days=longer)
    cells = pl.Series([value]), pl.Series([kind.value]), pl.Series([on])
    for last in (None, until):
        frame = ages.birth_range(*cells, None if last is None else pl.Series([last]))
        found = scalar_age.birth_range(Age(value, kind), on, last)
        assert frame.rows() == [(None, None) if found is None else tuple(found)]


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(0, 130),
            st.none() | st.sampled_from(list(AgeKind)),
            st.none() | st.dates(date(1840, 1, 1), date(2110, 12, 31)),
            st.sampled_from([0, 0, 30, None]),
        ),
        max_size=8,
    )
)
def test_birth_ranges_of_many_rows_are_those_of_each(rows):
    ends = [
        None if on is None or longer is None else on + timedelta(days=longer)
        for _, _, on, longer in rows
    ]
    frame = ages.birth_range(
        pl.Series([value for value, *_ in rows], dtype=pl.UInt8),
        pl.Series([kind and kind.value for _, kind, *_ in rows], dtype=ages.KIND),
        pl.Series([on for _, _, on, _ in rows], dtype=pl.Date),
        pl.Series(ends, dtype=pl.Date),
    )
    for (value, kind, on, _), end, row in zip(rows, ends, frame.rows(), strict=True):
        known = None not in (value, kind, on, end)
        found = scalar_age.birth_range(Age(value, kind), on, end) if known else None
        assert row == ((None, None) if found is None else tuple(found))


def test_birth_ranges_are_null_where_something_is_missing():
    frame = ages.birth_range(
        pl.Series([24, None], dtype=pl.UInt8),
        pl.Series(["周岁", None], dtype=ages.KIND),
        pl.Series([None, date(1985, 1, 1)]),
    )
    assert frame.rows() == [(None, None), (None, None)]
