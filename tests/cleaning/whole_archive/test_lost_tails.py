"""Whether a number that ends in 000 lost its last digits, which the other numbers of its column show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.values.ids.arithmetic import check_digit
from tests.cleaning.archives import COUNTY, ON, clean_rows, codes

if TYPE_CHECKING:
    from pathlib import Path

FIELD = "wife_id_number"


def number(at: int, ending: str | None = None) -> str:
    """A woman's number of its own; with *ending* the first one in its place with that check digit."""
    day = f"1984{at % 12 + 1:02}{at % 28 + 1:02}"
    if ending is None:
        head = f"360732{day}{at % 49 * 2 + 2:03}"
        return head + check_digit(head)
    return next(
        text
        for year in range(1960, 1990)
        for hundred in "123456789"
        if (head := f"360732{year}{day[4:]}{hundred}00")
        and (text := head + check_digit(head)).endswith(ending)
    )


GENUINE = number(3, "0")
CUT = number(5, "7")[:15] + "000"


def row(at: int, wife: str | None = None, **cells: str) -> dict[str, str]:
    written = wife or number(at)
    born = f"{written[6:10]}-{written[10:12]}-{written[12:14]}" if "E" not in written else ""
    return {
        "registration_date": "2012-05-08",
        "husband_name": f"张{chr(0x4E00 + at)}",
        "wife_name": f"李{chr(0x5E00 + at)}",
        "wife_id_number": written,
        "wife_birth_date": born,
        **cells,
    }


def rows(*numbers: str, others: int = 900, **cells: str) -> list[dict[str, str]]:
    first = [row(at, text, **cells) for at, text in enumerate(numbers)]
    return [*first, *(row(at, **cells) for at in range(len(first), len(first) + others))]


def test_a_sound_ending_000_is_taken_where_no_number_of_the_column_was_cut() -> None:
    result = clean_rows(rows(GENUINE))
    assert result.records.select(FIELD, f"{FIELD}_status").row(0) == (GENUINE, "original")
    assert codes(result, FIELD) == set()
    assert 0 not in result.questions["row"].to_list()


@pytest.mark.parametrize("cut", [CUT, "3.60732E+17"])
def test_it_is_withheld_where_others_were_cut(cut: str) -> None:
    result = clean_rows(rows(GENUINE, *[cut] * 3))
    assert result.records.select(FIELD, f"{FIELD}_status").row(0) == (None, "conflict")
    assert "ID112" in codes(result, FIELD)


def test_it_is_withheld_where_few_numbers_tell() -> None:
    result = clean_rows(rows(GENUINE, others=30))
    assert result.records[f"{FIELD}_status"][0] == "conflict"
    assert "ID112" in codes(result, FIELD)


def test_what_cannot_be_right_stays_doubted_in_a_column_that_lost_nothing() -> None:
    result = clean_rows(rows(GENUINE, CUT, others=6000))
    assert result.records[FIELD][:2].to_list() == [GENUINE, None]
    assert "ID112" in codes(result, FIELD, row=1)
    assert "ID112" not in codes(result, FIELD)


def test_each_table_is_judged_by_itself(tmp_path: Path) -> None:
    files = {"完好.csv": rows(GENUINE, others=4000), "受损.csv": rows(GENUINE, *[CUT] * 8)}
    for name, lines in files.items():
        pl.DataFrame(lines).write_csv(tmp_path / name)
    result = marriage.clean([tmp_path / name for name in files], county=COUNTY, on=ON, link=False)
    first = result.records.filter(pl.col("source_row") == 2)
    assert dict(first.select("source_file", f"{FIELD}_status").rows()) == {
        "完好.csv": "original",
        "受损.csv": "conflict",
    }


def test_a_mans_number_that_ends_so_was_cut() -> None:
    result = clean_rows([*rows(), row(2000, husband_id_number=GENUINE)])
    assert result.records["husband_id_number"][-1] is None


def test_another_mention_with_other_digits_before_the_last_is_not_taken_for_it() -> None:
    """The fifteen digits of a row are exchanged; the eighteen of the other stand as they are, or in doubt."""
    written = "362133197501036000"
    turned = "362133750103060"
    cells = {"husband_name": "谢东", "wife_name": "赖霞", "wife_birth_date": "1975-01-03"}
    old = row(1, turned, **cells, registration_date="1995-10-30")
    result = clean_rows([old, row(2, written, **cells), *rows(others=30)])

    assert result.records[FIELD][1] in {None, written}
    assert result.records[f"{FIELD}_status"][1] != "repaired"


def test_a_number_without_that_doubt_is_still_weighed_against_its_birth_date() -> None:
    lines = rows(GENUINE)
    lines[0]["wife_birth_date"] = "1991-12-28"
    result = clean_rows(lines)
    assert result.records[f"{FIELD}_status"][0] == "conflict"
    assert codes(result, FIELD) == {"MR221"}
