"""A term answers the same for one record and for a column: known, unknown, true and false."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.rules import Rule, RuleBook, fact, full_years, lookup, year_of

NUMBERS = ("a", "b")
DAYS = ("d", "e")
SCHEMA = {"a": pl.Int64, "b": pl.Int64, "d": pl.Date, "e": pl.Date}

numbers = st.none() | st.integers(-3, 3)
days = (
    st.none()
    | st.dates(date(1899, 1, 1), date(2030, 12, 31))
    | st.sampled_from(
        [
            date(1964, 2, 29),
            date(1982, 2, 28),
            date(1982, 3, 1),
            date(1980, 12, 31),
            date(1981, 1, 1),
        ]
    )
)
records = st.fixed_dictionaries({"a": numbers, "b": numbers, "d": days, "e": days})

value_terms = st.sampled_from(
    [
        fact("a"),
        fact("b"),
        full_years(fact("d"), fact("e")),
        year_of(fact("d")),
        lookup(fact("a"), {1: 10, 2: -2}),
    ]
)
leaves = st.one_of(
    st.tuples(value_terms, value_terms, st.sampled_from(["<", "<=", ">", ">=", "==", "!="])).map(
        lambda t: {
            "<": t[0] < t[1],
            "<=": t[0] <= t[1],
            ">": t[0] > t[1],
            ">=": t[0] >= t[1],
            "==": t[0].equals(t[1]),
            "!=": t[0].differs(t[1]),
        }[t[2]]
    ),
    value_terms.map(lambda t: t.is_known()),
    value_terms.map(lambda t: t.within([0, 1, 20])),
    st.sampled_from([fact("d") < date(1981, 1, 1), fact("d") >= fact("e")]),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda t: t[0] & t[1]),
        st.tuples(inner, inner).map(lambda t: t[0] | t[1]),
        inner.map(lambda t: ~t),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(conditions, st.lists(records, min_size=1, max_size=8))
def test_one_equals_many(term, rows):
    frame = pl.DataFrame(rows, schema=SCHEMA)

    expected = [term.one(row) for row in rows]

    assert frame.select(term.many().alias("x"))["x"].to_list() == expected


BOOK = RuleBook(
    edition="test",
    event="d",
    rules=(
        Rule(
            code="IN002",
            field="x",
            when=fact("a") > fact("b"),
            expected=fact("b"),
            actual=fact("a"),
        ),
        Rule(code="IN002", field="y", when=fact("a") > 0, since=date(1981, 1, 1), expected="0"),
        Rule(code="IN002", field="z", when=fact("a") < 0, until=date(1981, 1, 1), part="p"),
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(records, max_size=8))
def test_a_book_judges_a_frame_as_it_judges_each_record(rows):
    frame = pl.DataFrame(rows, schema=SCHEMA)

    expected = [
        (i, f.field, f.code, f.severity.value, f.part, f.expected, f.actual)
        for i, row in enumerate(rows)
        for f in BOOK.judge(row)
    ]

    assert BOOK.judge_frame(frame).rows() == expected


def test_a_rule_of_another_place_is_not_in_the_book():
    local = RuleBook(
        edition="t",
        event="d",
        rules=(Rule(code="IN002", field="x", when=fact("a") > 0, place="36"),),
    )

    assert (len(local.at("360732")), len(local.at("110101"))) == (1, 0)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(1960, 12, 31), date(1980, 12, 31), 20),
        (date(1963, 10, 2), date(1985, 10, 1), 21),
        (date(1964, 2, 29), date(1982, 2, 28), 18),
        (date(1964, 2, 29), date(1984, 2, 28), 19),
        (date(1964, 2, 29), date(1982, 3, 1), 18),
    ],
)
def test_the_birthday_itself_counts(birth, on, age):
    assert full_years(fact("b"), fact("o")).one({"b": birth, "o": on}) == age
