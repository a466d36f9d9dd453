"""How an archive counted its ages tells what a damaged number was where only an age is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.values.ids.arithmetic import to_18
from tests.cleaning.archives import clean_rows
from tests.cleaning.chunk.husbands import ROW

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

FIELD = "husband_id_number"


def cleaned(first: dict[str, str], *, more: int) -> CleanResult:
    """An archive in which ages are so much *more* than the years between, and its *first* record."""
    bare = ROW | {"husband_birth_date": "", "registration_date": "1987-01-17"}
    others = [
        bare
        | {
            "husband_name": f"张{chr(0x4E00 + at)}",
            FIELD: f"3621336{at % 4 + 1}{at % 9 + 3:02}{at % 27 + 1:02}{at % 400 * 2 + 1:03}",
            "husband_age": str(87 - 61 - at % 4 + more),
            "wife_name": "",
            "wife_id_number": "",
            "wife_birth_date": "",
        }
        for at in range(200)
    ]
    return clean_rows([bare | first, *others])


def test_a_day_that_only_the_archives_way_of_counting_allows_is_the_likelier() -> None:
    """In the 31st month a digit is wrong: born in January or in November 1959, before or after the birthday."""
    first = {FIELD: "362133593111181", "husband_age": "29"}
    winter, autumn = (str(to_18(f"3621335{rest}111181")) for rest in ("90", "91"))

    def told(more: int) -> dict[str, float]:
        found = cleaned(first, more=more).candidates.filter(pl.col("row") == 0)
        return dict(found.filter(pl.col("field") == FIELD).select("value", "score").iter_rows())

    nominal = told(1)
    assert nominal[autumn] > 0.2
    assert nominal[winter] + nominal[autumn] > 0.9


@pytest.mark.parametrize(("age", "answer"), [("28", "repaired"), ("24", "unresolved")])
def test_an_age_as_most_are_counted_confirms_what_is_put_right(age: str, answer: str) -> None:
    """One digit of the region code is lost. Who was born in December 1960 was 26 in January 1987, and 28 by years."""
    first = {FIELD: "36213601208151", "husband_age": age}
    assert cleaned(first, more=1).records[f"{FIELD}_status"][0] == answer


@pytest.mark.parametrize("year", ["51", "69"])
def test_an_age_many_years_off_is_seldom_told_of_who_has_that_number(year: str) -> None:
    first = {FIELD: f"362133{year}0815001", "husband_age": "26"}
    found = cleaned(first, more=1).candidates.filter(pl.col("row") == 0, pl.col("field") == FIELD)
    scores = dict(found.select("value", "score").iter_rows())
    assert scores[str(to_18(first[FIELD]))] < 0.6


@pytest.mark.parametrize(("year", "answer"), [("61", "repaired"), ("31", "unresolved")])
def test_an_age_many_years_off_is_no_miscounted_one(year: str, answer: str) -> None:
    """Nobody of 1981 is 29 in 1987; one other digit makes the check digit fit, and somebody of 1961 or of 1931."""
    number = str(to_18(f"362133{year}0815001"))
    first = {FIELD: f"{number[:8]}81{number[10:]}", "husband_age": "29"}
    assert cleaned(first, more=1).records[f"{FIELD}_status"][0] == answer
