"""How old the people of an archive are tells of years that nothing else in a record tells of."""

from __future__ import annotations

import polars as pl
import pytest

from tests.cleaning.archives import clean_rows

FIELD = "husband_id_number"


def told(first: str, *, wives: bool = False, number: str | None = None) -> dict[str, float]:
    """The candidates for the number of the *first* couple, married in 1994, among 1,000 that were young then."""
    rows = [
        {
            "registration_date": "1994-05-20",
            "husband_name": f"张{chr(0x4E00 + at)}",
            FIELD: f"3621336{at % 8 + 1}{at % 9 + 3:02}{at % 27 + 1:02}{at % 400 * 2 + 1:03}"
            if at
            else first,
            "husband_domicile": "江西省兴国县",
            "wife_name": f"李{chr(0x4E00 + at)}",
            "wife_id_number": (number if wives and not at else None)
            or f"3621336{at % 8 + 1}{at % 9 + 3:02}{at % 27 + 1:02}{at % 400 * 2:03}",
        }
        for at in range(1_000)
    ]
    found = clean_rows(rows).candidates.filter(row=0, field=FIELD)
    return dict(found.select("value", "score").iter_rows())


def test_a_year_of_which_nobody_is_born_is_a_slip_of_one_of_which_many_are() -> None:
    offered = told("362133120815001")
    as_written = next(score for number, score in offered.items() if number[6:10] == "1912")
    young = sum(score for number, score in offered.items() if "1960" < number[6:10] < "1970")

    assert as_written < 0.9
    assert young > 0.1


def test_beside_the_other_party_the_year_next_to_it_is_the_likelier() -> None:
    """A digit of the year is lost: born in 1960 to 1969."""
    for year in ("61", "69"):
        offered = told("36213360815001", wives=True, number=f"362133{year}0815002")
        near = [abs(int(number[8:10]) - int(year)) for number in list(offered)[:3]]
        assert max(near) <= 2


@pytest.mark.parametrize("chunk", [50, 1000])
def test_chunks_make_no_difference(chunk: int) -> None:
    rows = [
        {
            "registration_date": "1994-05-20",
            "husband_name": f"张{chr(0x4E00 + at)}",
            FIELD: "362133120815001" if at == 7 else f"3621336{at % 8 + 1}0815{at * 2 + 1:03}",
        }
        for at in range(120)
    ]
    whole, parts = (clean_rows(rows, chunk=size).candidates for size in (1000, chunk))
    assert whole.equals(parts)
    assert whole.filter(pl.col("row") == 7).height > 1
