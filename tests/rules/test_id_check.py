"""Every fault of an identity number, with its region judged by the time of its assignment."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.errors import CallError
from minzheng_core.findings import Severity
from minzheng_core.reference.divisions import divisions
from minzheng_core.rules.id_check import check_id, check_ids
from minzheng_core.rules.id_report import report_on
from minzheng_core.values.id_arithmetic import check_digit

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
