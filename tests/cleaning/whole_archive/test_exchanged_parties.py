"""A run of rows in which husband and wife stand for each other is one matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.values.ids.arithmetic import to_18
from tests.cleaning.archives import clean_rows, codes

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

CODE = "MF306"
PARTS = ("name", "id_number", "birth_date")


def marriage(at: int, *, births: bool = True) -> dict[str, str]:
    day = f"{at % 12 + 1:02}{at % 28 + 1:02}"
    his, hers = f"36213362{day}{at * 2 + 1:03}", f"36213364{day}{at * 2 + 2:03}"
    cells = {
        "registration_date": f"1988-03-{at % 28 + 1:02}",
        "husband_name": f"张{chr(0x4E00 + at)}",
        "husband_id_number": his if at % 2 else str(to_18(his)),
        "wife_name": f"李{chr(0x5E00 + at)}",
        "wife_id_number": hers,
    }
    if births:
        cells["husband_birth_date"] = f"1962-{day[:2]}-{day[2:]}"
        cells["wife_birth_date"] = f"1964-{day[:2]}-{day[2:]}"
    return cells


def exchanged(cells: dict[str, str], parts: tuple[str, ...] = PARTS) -> dict[str, str]:
    changed = dict(cells)
    for part in parts:
        if f"husband_{part}" in cells:
            changed[f"husband_{part}"] = cells[f"wife_{part}"]
            changed[f"wife_{part}"] = cells[f"husband_{part}"]
    return changed


def archive(
    first: int, last: int, *, parts: tuple[str, ...] = PARTS, births: bool = True
) -> list[dict[str, str]]:
    rows = [marriage(at, births=births) for at in range(40)]
    return [exchanged(r, parts) if first <= at <= last else r for at, r in enumerate(rows)]


def told(result: CleanResult) -> list[int]:
    return result.findings.filter(pl.col("code") == CODE)["row"].sort().to_list()


def test_a_run_is_told_on_all_of_its_rows_and_asked_about_once() -> None:
    rows = archive(10, 19)
    rows[13] |= {"husband_id_number": "", "wife_id_number": ""}
    rows[15] |= {"wife_id_number": ""}
    result = clean_rows(rows)
    assert told(result) == list(range(10, 20))
    found = result.findings.filter(pl.col("code") == CODE).row(0, named=True)
    assert (found["actual"], found["expected"]) == ("12–21", "10")
    (question,) = result.questions.filter(pl.col("rows").list.contains(13)).iter_rows(named=True)
    assert question["rows"] == [row for row in range(10, 20) for _ in range(2)]
    assert question["fields"] == ["husband_id_number", "wife_id_number"] * 10
    assert result.questions.filter(pl.col("row").is_between(10, 19)).height == 1


def test_a_few_couples_by_chance_are_no_run() -> None:
    assert told(clean_rows(archive(10, 12))) == []
    rows = archive(10, 11) + archive(20, 21)
    assert told(clean_rows(rows)) == []


def test_a_slip_in_the_midst_does_not_end_the_run_and_is_not_part_of_it() -> None:
    rows = archive(10, 19)
    rows[14] = marriage(14)
    assert told(clean_rows(rows)) == [row for row in range(10, 20) if row != 14]


def test_another_doubt_about_a_number_is_asked_about_apart() -> None:
    rows = archive(10, 19)
    number = rows[14]["wife_id_number"]
    rows[14]["wife_id_number"] = number[:17] + str((int(number[17].replace("X", "0")) + 5) % 10)
    result = clean_rows(rows)
    (own,) = result.questions.filter(pl.col("row") == 14).iter_rows(named=True)
    assert "ID104" in own["codes"]
    assert CODE not in own["codes"]
    run = result.questions.filter(pl.col("codes").list.contains(CODE))
    assert 14 not in run["rows"].explode().to_list()


def test_what_birth_dates_have_put_back_is_not_asked_about_again() -> None:
    rows = archive(10, 19, parts=("id_number",))
    rows[13] |= {"husband_id_number": "", "wife_id_number": ""}
    rows[16] |= {"wife_id_number": ""}
    result = clean_rows(rows)
    assert told(result) == [16]
    assert result.records["husband_id_number_status"][12] == "repaired"
    assert "MR208" in codes(result, row=16)


def test_rows_of_another_sheet_are_not_the_next_ones() -> None:
    rows = pl.DataFrame(archive(0, 39)[:6])
    sheets = pl.Series("source_sheet", ["甲"] * 3 + ["乙"] * 3)
    from minzheng_core.cleaning.whole_archive.exchanged_parties import exchanged_rows

    seen = pl.DataFrame(
        {
            "row": pl.Series(range(rows.height), dtype=pl.UInt32),
            "place": sheets.hash(),
            "husband.crossed": [True] * 6,
            "wife.crossed": [True, None] * 3,
        }
    )
    assert exchanged_rows(seen).is_empty()
    assert exchanged_rows(seen.with_columns(place=pl.lit(1, pl.UInt64))).height == 6
