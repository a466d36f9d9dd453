"""Every fault of an identity number, with its region judged by the time of its assignment."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from minzheng_core.errors import CallError
from minzheng_core.findings import Severity
from minzheng_core.reference.divisions import divisions
from minzheng_core.rules.id_check import check_id, check_ids
from minzheng_core.rules.id_report import report_on
from minzheng_core.values.ids.arithmetic import check_digit
from minzheng_core.values.ids.text import NO_NUMBERS

clock = import_module("minzheng_core.rules.today")
TODAY = date(2026, 11, 1)


def codes(text: str, on: date = TODAY) -> list[str]:
    return [finding.code for finding in check_id(text, on=on)]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("362133196208150010", date(1988, 6, 1), []),
        ("362133199903150155", TODAY, ["ID123"]),
        ("362133200501010112", TODAY, ["ID122"]),
        ("360732196208150314", TODAY, []),
        ("360732196208150314", date(1990, 1, 1), ["ID124"]),
        ("362627197001010111", TODAY, ["ID122"]),
        ("362132196208150110", TODAY, []),
        ("362101199001010179", TODAY, []),
        ("440401198501010319", TODAY, ["ID121"]),
        ("450111198808080256", TODAY, []),
        ("512301197909090180", TODAY, []),
        ("440524188001010014", TODAY, []),
        ("34052419800101001X", TODAY, ["ID121"]),
        ("810000199408230021", TODAY, []),
        ("932682198501010017", TODAY, []),
        ("362133620815001", TODAY, []),
        ("362133196208151233", TODAY, ["ID104"]),
        ("不详", TODAY, ["ID114"]),
        ("362133203008150016", TODAY, ["ID107"]),
    ],
)
def test_specimens(text: str, on: date, expected: list[str]) -> None:
    found = codes(text, on)

    assert [code for code in found if code in expected] == expected
    assert set(found) - set(expected) <= ({"ID104", "ID122"} if expected == ["ID107"] else set())


def test_an_unlisted_code_known_from_cards_is_only_a_notice() -> None:
    assert check_id("440401198501010319")[0].severity is Severity.NOTICE
    assert check_id("362599800101001")[0].severity is Severity.SUSPECT


def test_genuine_numbers_of_every_period_are_accepted() -> None:
    chance = random.Random(1984)
    cells = []
    for record in divisions().all():
        end = record.end or 2025
        if record.level != "county" or end < 1985:
            continue
        assigned = chance.randint(max(record.start, 1984), end - 1)
        born = date(assigned, 1, 1) - timedelta(days=chance.randrange(1, 29_000))
        body = f"{record.code}{born:%Y%m%d}{chance.randrange(1, 900):03d}"
        cells.append(body + str(check_digit(body)))
        if assigned < 1999:
            cells.append(body[:6] + body[8:] if born.year >= 1916 else cells[-1])
    report = check_ids(cells, on=TODAY)

    assert len(cells) > 8000
    assert set(report.counts()) <= {"ID112"}


@pytest.fixture
def cells() -> list[str | None]:
    return [
        "362133196208150010",
        None,
        "362133196202310000",
        " 34052419800101001x",
        "无",
        "440401198501010319",
        "362133200501010112",
    ]


def test_a_report_says_what_the_single_check_says(cells: list[str | None]) -> None:
    report = check_ids(cells, on=TODAY)
    singly = [(row, f) for row, cell in enumerate(cells) for f in check_id(cell, on=TODAY)]

    assert list(report) == singly
    assert len(report) == len(singly)
    assert report.rows == len(cells)
    rows = [(row, f.code, f.severity.value, f.part, f.expected, f.actual) for row, f in singly]
    assert report.details().rows() == rows
    assert report.frame.columns == ["row", "code", "severity", "part"]
    assert sum(report.counts().values()) == len(singly)


def test_a_report_is_shown_without_numbers(cells: list[str | None]) -> None:
    report = check_ids(cells, on=TODAY)

    assert "3621331962" not in repr(report) + report._repr_html_()
    assert "ID104" in report._repr_html_()


class Stream:
    """Somebody's column that speaks Arrow and nothing else."""

    def __init__(self, source: Any) -> None:
        self.source = source

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.source.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize(
    "wrap",
    [
        list,
        tuple,
        iter,
        pl.Series,
        lambda cells: pl.Series(cells, dtype=pl.Categorical),
        lambda cells: pl.DataFrame({"x": cells}),
        lambda cells: pl.LazyFrame({"x": cells}),
        pa.array,
        lambda cells: pa.array(cells, pa.large_string()),
        lambda cells: pa.array(cells).dictionary_encode(),
        lambda cells: pa.chunked_array([cells[:2], cells[2:]], pa.string()),
        lambda cells: pa.table({"x": cells}),
        lambda cells: Stream(pa.table({"x": cells})),
        lambda cells: np.array(cells, dtype=object),
        pd.Series,
        lambda cells: pd.Series(cells, dtype=object, index=range(5, 5 + len(cells))),
        lambda cells: pd.Series(cells, dtype="category"),
        lambda cells: pd.DataFrame({"x": cells}),
    ],
)
def test_any_kind_of_column_gives_the_same_report(cells: list[str | None], wrap: Any) -> None:
    expected = check_ids(cells, on=TODAY).details()

    assert check_ids(wrap(cells), on=TODAY).details().equals(expected)


def test_numbers_stored_as_numbers() -> None:
    whole = [362133196208150010, 362133620815001]

    for column in (whole, np.array(whole), pa.array(whole), pd.Series(whole), pl.Series(whole)):
        assert len(check_ids(column, on=TODAY)) == 0
    assert check_ids([362133620815001.0, float("nan")], on=TODAY).counts() == {}
    assert check_ids(pd.Series([362133196208150010.0]), on=TODAY).counts()["ID112"] == 1


@pytest.mark.parametrize(
    "column",
    [
        "362133196208150010",
        7,
        None,
        {"a": 1},
        [["a"]],
        pa.table({"a": [1], "b": [2]}),
        pl.DataFrame(),
    ],
)
def test_what_is_no_column_is_a_wrong_call(column: Any) -> None:
    with pytest.raises(CallError) as caught:
        check_ids(column)
    assert caught.value.code == "ID191"


@pytest.mark.parametrize("column", [[], [None], pl.Series([], dtype=pl.String), pl.Series([None])])
def test_columns_without_numbers(column: Any) -> None:
    report = check_ids(column)

    assert (len(report), report.counts(), report.details().height) == (0, {}, 0)


known = st.sampled_from([record.code for record in divisions().all()])
numbers = st.builds(
    lambda code, born, sequence: f"{code}{born:%Y%m%d}{sequence:03d}",
    known | st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.dates(date(1850, 1, 1), date(2030, 1, 1)),
    st.integers(0, 999),
)


@settings(max_examples=60)
@given(
    st.lists(
        numbers.map(lambda body: body + str(check_digit(body)))
        | numbers.map(lambda body: body[:6] + body[8:])
        | st.text(alphabet="0123456789Xx*无 ", max_size=19),
        max_size=25,
    ),
    st.dates(date(1975, 1, 1), date(2030, 1, 1)),
)
def test_column_and_single_check_agree(cells: list[str], on: date) -> None:
    assert list(report_on(cells, on)) == [
        (i, f) for i, c in enumerate(cells) for f in check_id(c, on=on)
    ]
    details = report_on(cells, on).details()
    singly = [(i, f) for i, c in enumerate(cells) for f in check_id(c, on=on)]
    rows = [(i, f.code, f.severity.value, f.part, f.expected, f.actual) for i, f in singly]
    assert details.rows() == rows


def test_digits_typed_for_no_number_are_placeholders_in_cell_and_column() -> None:
    cells = sorted(NO_NUMBERS)
    assert {code for text in cells for code in codes(text)} == {"ID114"}
    assert check_ids(cells, on=TODAY).counts() == {"ID114": len(cells)}


def test_plain_numbers_are_judged_as_the_same_numbers_in_another_writing() -> None:
    """The short way for plain numbers finds what the long way by normalising finds."""
    chance = random.Random(15_18)
    for _ in range(3_000):
        size = chance.choice((15, 15, 18, 18, 18, 17, 14, 21))
        born = date(1855, 1, 1) + timedelta(days=chance.randrange(70_000))
        century = "" if size == 15 else f"{born.year:04d}"[:2]
        code = chance.choice(("362133", "340524", "003213", "810000", "932682", "511122"))
        tail = chance.choice(("000", "001", "100", "996", "999", "512"))
        body = f"{code}{century}{born:%y%m%d}{tail}"
        body = body.ljust(17, "0") if size > 17 else body
        text = body + (check_digit(body) or "0") if size >= 18 else body[:size]
        if chance.random() < 0.5:
            place = chance.randrange(len(text))
            text = text[:place] + chance.choice("0123456789X") + text[place + 1 :]
        assert check_id(text, on=TODAY) == check_id(f"身份证号:{text}", on=TODAY), text


@settings(max_examples=600)
@given(
    st.tuples(
        st.sampled_from(["362133", "340524", "003213", "810000", "932682", "123456", "999999"]),
        st.sampled_from(["19620815", "19620231", "18590101", "20380101", "620815", "110231"]),
        st.sampled_from(["000", "001", "100", "996", "999"]),
        st.sampled_from(["", "0", "3", "X", "x"]),
    ),
    st.lists(
        st.tuples(st.integers(0, 17), st.sampled_from("OoIDdNlZSBqXx*×〇ＯАＡ-. 号")),
        min_size=1,
        max_size=5,
    ),
)
def test_letters_are_judged_as_in_the_same_number_in_another_writing(
    parts: tuple[str, ...], letters: list[tuple[int, str]]
) -> None:
    """The short way for letters among digits finds what the long way by normalising finds."""
    text = "".join(parts)
    for place, letter in letters:
        text = text[:place] + letter + text[place + 1 :]
    # What would belong to the heading before it is no part of the number there.
    assume(not text.startswith(("-", ".", " ", "号", "*", "×", "No", "NO")))
    found = check_id(f"身份证号:{text}", on=TODAY)
    assert check_id(text, on=TODAY) == found, text
    assert check_id(f" '{text[:9]} {text[9:]}", on=TODAY) == found, text


def test_a_letter_in_the_last_place_of_fifteen_is_a_wrong_character() -> None:
    assert codes("36213362081500X") == ["ID102"]


@pytest.mark.parametrize("number", ["362133196208150020", "362133620231001", "36213319620815001"])
def test_equal_faults_are_one_finding(number: str) -> None:
    assert check_id(number)[0] is check_id(number)[0]


def test_today_ends_at_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    day = datetime(2031, 5, 6, 23, 59, 59)

    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return now.date()

        now = 0.0

    monkeypatch.setattr(clock, "date", Clock)
    monkeypatch.setattr(clock, "time", lambda: Clock.now)
    monkeypatch.setattr(clock, "_known", (0.0, 0.0, date.min))
    for now in (day, day + timedelta(seconds=2), day - timedelta(days=400)):
        Clock.now = now.timestamp()
        assert clock.today() == now.date()
        assert clock.today() == now.date()
