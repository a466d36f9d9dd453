"""A column of identity numbers says exactly what the value says, cell by cell."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns import id_numbers
from minzheng_core.columns.id_numbers import FAULTS, FIXES
from minzheng_core.values.ids.arithmetic import check_digit
from minzheng_core.values.ids.id_number import IdNumber

ROWS = 60_000


def scalar_row(cell: str | None, skip: set[str], on: date | None) -> dict[str, Any]:
    parsed = IdNumber.parse(cell, skip, on=on)
    number = parsed.value
    sex = {"男": 1, "女": 2, None: None}
    return {
        "text": number.text if number else None,
        "kind": number.kind.value if number else None,
        "birth": number.birth if number else None,
        "sex": sex[number.sex] if number else None,
        "region": number.region if number else None,
        "id18": number.id18 if number else None,
        "check_expected": number.expected_check if number else None,
        "fixes": sum({1 << FIXES.index(fix.name) for fix in parsed.fixes}),
        "faults": sum(1 << FAULTS.index(finding.code) for finding in parsed.findings),
    }


def assert_equal_to_values(
    cells: list[str | None], skip: set[str] = frozenset(), on: date | None = None
) -> None:
    frame = id_numbers.parse(pl.Series(cells, dtype=pl.String), skip=skip, on=on)
    expected = [scalar_row(cell, skip, on) for cell in cells]

    assert frame.height == len(cells)
    if cells:
        assert frame.equals(pl.DataFrame(expected, schema=frame.schema))


def generated(chance: random.Random) -> str:
    """A number of any period, sound as made, in the old form or the new."""
    born = date(1895, 1, 1) + timedelta(days=chance.randrange(48_000))
    region = chance.choice(["362133", "360732", "110105", "460001", "132201", "810000", "932682"])
    body = f"{region}{born:%Y%m%d}{chance.randrange(1000):03d}"
    if chance.random() < 0.4:
        return body[:6] + body[8:]
    return body + str(check_digit(body))


def mutated(text: str, chance: random.Random) -> str:
    """The number as somebody may have typed it."""
    place = chance.randrange(len(text))
    character = chance.choice("0123456789XxOlI*×？ -.'Ｘ１一")
    other = chance.choice("0123456789")
    return chance.choice(
        [
            text,
            text.lower(),
            text[:place] + other + text[place + 1 :],
            text[:place] + character + text[place + 1 :],
            text[:place] + text[place + 1 :],
            text[:place] + other + text[place:],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
            text[:15] + "000",
            text[:15],
            text[:6] + "99" + text[8:],
            text[:6] + "00000000" + text[14:],
            other * len(text),
            " " + text + "\n",
            text[:6] + " " + text[6:],
        ]
    )


def test_generated_and_mutated_numbers_are_read_like_the_value() -> None:
    chance = random.Random(11643)
    cells = [mutated(generated(chance), chance) for _ in range(ROWS)]

    assert_equal_to_values(cells, on=date(2020, 6, 1))


@settings(max_examples=100)
@given(
    st.lists(
        st.none()
        | st.text(alphabet="0123456789Xx×*- 无（）１E+.', \u200b", max_size=22)
        | st.from_regex(r"[0-9]{17}[0-9Xx]|[0-9]{15}", fullmatch=True),
        max_size=30,
    ),
    st.sets(st.sampled_from(FIXES)),
    st.none() | st.dates(date(1950, 1, 1), date(2030, 1, 1)),
)
def test_any_column_is_read_like_the_value(
    cells: list[str | None], skip: set[str], on: date | None
) -> None:
    assert_equal_to_values(cells, skip, on)


@pytest.mark.parametrize("cells", [[], [None], [None, None], [""], ["362133196208150010"], ["无"]])
def test_small_columns(cells: list[str | None]) -> None:
    assert_equal_to_values(cells)


def test_chunks_slices_and_categories_make_no_difference() -> None:
    plain = pl.Series(["362133196208150010", None, "362133620815001", " 11010519491231002x"])
    expected = id_numbers.parse(plain)

    chunked = pl.concat([plain[:1], plain[1:3], plain[3:]], rechunk=False)
    assert id_numbers.parse(chunked).equals(expected)
    assert id_numbers.parse(pl.concat([plain, plain])[4:]).equals(expected)
    assert id_numbers.parse(plain.cast(pl.Categorical)).equals(expected)


def test_numbers_that_a_reader_made_of_the_cells() -> None:
    integers = id_numbers.parse(pl.Series([362133196208150010, 362133620815001, None]))
    floats = id_numbers.parse(
        pl.Series([362133196208150010.0, 362133620815001.0, None, float("nan")])
    )

    assert integers["id18"].to_list() == ["362133196208150010", "362133196208150010", None]
    assert floats["text"].to_list()[1] == "362133620815001"
    assert floats["faults"][0] >> FAULTS.index("ID112") & 1
    assert floats["text"].to_list()[2:] == [None, None]


def test_a_long_column_crosses_the_chunks_of_the_kernel() -> None:
    cells = ["362133196208150010", "362133620815001", "36213319620815001x"] * 50_000
    frame = id_numbers.parse(pl.Series(cells))

    assert frame["birth"].unique().to_list() == [date(1962, 8, 15)]
    assert frame.equals(pl.concat([id_numbers.parse(pl.Series(cells[:3]))] * 50_000))


def test_a_null_column_of_no_type() -> None:
    frame = id_numbers.parse(pl.Series([None, None]))

    assert frame.height == 2
    assert frame["text"].null_count() == 2
