"""Numbers of somebody else: of the spouse, of the row above, copied."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from minzheng_core.values.ids.arithmetic import to_18
from tests.cleaning.archives import clean_rows, codes
from tests.cleaning.chunk.husbands import NUMBER, NUMBER15, ROW, husband, with_check


def test_a_number_withheld_for_another_birth_date_is_offered_to_a_person() -> None:
    result = clean_rows([ROW | {"husband_id_number": NUMBER, "husband_birth_date": "1951-03-02"}])
    assert "MR221" in codes(result, "husband_id_number")
    assert result.candidates["value"].to_list() == [NUMBER]


def test_a_number_of_somebody_else_is_not_offered() -> None:
    for birth in ("", "1951-03-02"):
        theirs = ROW | {"husband_name": "钱七", "husband_birth_date": birth}
        for number in (NUMBER15, NUMBER):
            rows = [row | {"husband_id_number": number} for row in (ROW, theirs)]
            result = clean_rows(rows)
            assert "MR226" in codes(result, "husband_id_number", row=1)
            assert result.candidates.filter(pl.col("row") == 1).is_empty()


@pytest.mark.parametrize("written", ["", "1962-08-16"])
def test_a_number_is_not_the_next_rows_where_its_own_row_has_no_other_birth_date(
    written: str,
) -> None:
    """The date of this row was copied into the next one, or the next row's person was born that day too."""
    own = ROW | {"husband_id_number": NUMBER, "husband_birth_date": written}
    below = ROW | {
        "husband_name": "钱七",
        "husband_id_number": with_check("36213319640302003"),
        "husband_birth_date": "1962-08-15",
    }
    assert clean_rows([own, below]).records["husband_id_number"][0] == NUMBER


def test_the_owner_of_a_copied_number_keeps_it_where_no_birth_date_stands() -> None:
    bare = ROW | {"husband_birth_date": "", "registration_date": "1990-05-06"}
    result = clean_rows([ROW, bare | {"husband_name": "钱七"}, bare])
    assert result.records["husband_id_number"].to_list() == [NUMBER, None, NUMBER]


@pytest.mark.parametrize("chunk", [1, 3])
@pytest.mark.parametrize("between", [0, 1])
@pytest.mark.parametrize("name", ["王武", "汪五"])
def test_a_mistyped_name_does_not_make_the_number_of_a_couples_other_record_somebody_elses(
    name: str, between: int, chunk: int
) -> None:
    again = ROW | {"husband_name": name, "husband_birth_date": "", "business_type": "离婚"}
    stranger = ROW | {
        "husband_name": "孙八",
        "husband_id_number": "362133550101001",
        "husband_birth_date": "1955-01-01",
        "wife_name": "李四",
        "wife_id_number": "",
    }
    result = clean_rows([ROW, *[stranger] * between, again], chunk=chunk)
    assert result.records["husband_id_number"][-1] == NUMBER
    remarried = again | {"husband_name": "钱七"}
    result = clean_rows([ROW, *[stranger] * between, remarried], chunk=chunk)
    assert result.records["husband_id_number"][-1] is None


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_a_number_of_the_row_above_is_not_this_ones_for_a_lunar_date_that_fits(chunk: int) -> None:
    other = ROW | {"husband_name": "钱七", "husband_birth_date": "1962-07-16"}
    for number in (NUMBER15, NUMBER):
        rows = [row | {"husband_id_number": number} for row in (ROW, other)]
        result = clean_rows(rows, chunk=chunk)
        assert result.records["husband_id_number"].to_list() == [NUMBER, None]
        assert result.records["husband_birth_date"].to_list() == ["1962-08-15", "1962-07-16"]
        assert "MR226" in codes(result, "husband_id_number", row=1)
    alone = clean_rows([other]).records
    assert alone["husband_birth_date"].to_list() == ["1962-08-15"]


def test_a_birth_date_one_slip_from_the_number_is_not_taken_for_the_spouses() -> None:
    spouse = {"wife_id_number": "362133660815002", "wife_birth_date": "1966-08-15"}
    row = ROW | spouse | {"husband_birth_date": "1966-08-15"}
    record = clean_rows([row]).records.row(0, named=True)
    assert (record["husband_id_number"], record["husband_birth_date"]) == (None, "1966-08-15")
    far = row | {"husband_id_number": "362133591120001"}
    assert clean_rows([far]).records["husband_birth_date"].to_list() == ["1959-11-20"]


def test_a_copied_number_does_not_choose_among_many_of_the_name_by_its_digits() -> None:
    """What is another's says nothing of this person's number, not even that it is near."""
    near = with_check("36213319620815005")
    many = [
        ROW
        | {
            "husband_id_number": number,
            "husband_birth_date": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        }
        for number in [near, *(with_check(f"3621331963{i:02}0100{i % 9}") for i in range(1, 13))]
    ]
    owner = ROW | {"husband_name": "钱七"}
    copied = ROW | {"husband_birth_date": "", "husband_age": "25"}
    result = clean_rows([owner, *many, copied])
    assert result.records["husband_id_number"].to_list()[-1] is None
    assert "MR226" in codes(result, "husband_id_number", row=len(many) + 1)


def test_the_day_of_registration_and_the_spouses_birth_date_are_nobodys_birth_date() -> None:
    for birth in ("1987-12-23", "1964-03-02", "1900-01-01"):
        for number in (NUMBER15, NUMBER):
            assert husband(id_number=number, birth_date=birth)[::2][:2] == (NUMBER, "1962-08-15")


def test_the_spouses_number_in_both_cells_lends_no_birth_date() -> None:
    """Where both cells hold a man's number, the wife's cell says nothing about her birth date."""
    row = ROW | {"husband_id_number": "362133570815001", "wife_id_number": NUMBER15}
    assert clean_rows([row]).records["husband_id_number"].to_list() == [None]


def people(count: int) -> list[dict[str, Any]]:
    """Different couples with sound numbers, one a row."""
    rows = []
    for i in range(count):
        day = f"19{50 + i}{i % 12 + 1:02}{i + 3:02}"
        body = f"362133{day}{2 * i + 1:03}"
        rows.append(
            ROW
            | {
                "registration_date": f"19{85 + i}-06-07",
                "husband_name": "张李王赵刘"[i % 5] + "建国平华明"[i // 5],
                "husband_id_number": with_check(body),
                "husband_birth_date": f"{day[:4]}-{day[4:6]}-{day[6:]}",
            }
        )
    return rows


def test_numbers_a_row_too_low_belong_to_nobody_in_their_rows() -> None:
    rows = people(8)
    assert clean_rows(rows).records["husband_id_number"].null_count() == 0
    numbers = [row["husband_id_number"] for row in rows]
    for row, number in zip(rows[3:7], numbers[2:6], strict=True):
        row["husband_id_number"] = number
    result = clean_rows(rows)
    kept = result.records["husband_id_number"].to_list()
    assert kept[:3] == numbers[:3]
    assert kept[7] == numbers[7]
    assert kept[3:7] == [None] * 4
    found = result.findings.filter(pl.col("field") == "husband_id_number")
    assert {"MR226", "MR229"} & set(found.filter(pl.col("row") == 5)["code"])


def test_a_damaged_number_that_stands_twice_takes_no_record_with_it() -> None:
    """Each row's own birth date and sex put the number right, whoever else has it."""
    rows = [
        ROW | {"husband_id_number": NUMBER[:17], "husband_name": name} for name in ("王五", "王六")
    ]
    result = clean_rows(rows)
    assert result.records["husband_name"].to_list() == ["王五", "王六"]
    assert result.height == 2


def test_of_two_numbers_without_a_check_digit_neither_decides() -> None:
    """The one is doubtful by its birth date, the other by nothing: which is wrong is not known."""
    first = ROW | {"husband_birth_date": "1962-08-16"}
    second = ROW | {
        "registration_date": "1988-12-23",
        "business_type": "补发结婚证",
        "husband_id_number": "362133620815601",
    }
    assert clean_rows([first, second]).records["husband_id_number"][0] is None
    damaged = ROW | {"husband_id_number": "362133620816001"}
    assert clean_rows([damaged, ROW]).records["husband_id_number"].to_list() == [NUMBER] * 2
    proven = second | {"husband_id_number": to_18("362133620815601")}
    records = clean_rows([first, proven]).records
    assert records["husband_id_number"].to_list() == [proven["husband_id_number"]] * 2


def test_a_number_in_both_cells_is_asked_of_the_party_that_it_is_not() -> None:
    row = ROW | {"husband_id_number": NUMBER, "wife_id_number": NUMBER}
    result = clean_rows([row])
    assert result.records["husband_id_number"].to_list() == [NUMBER]
    assert result.questions.select("field", "fields").rows() == [
        ("wife_id_number", ["wife_id_number"])
    ]
    unclear = row | {"husband_birth_date": "", "wife_birth_date": "1962-08-15"}
    assert clean_rows([unclear]).questions.height == 1


@pytest.mark.parametrize(
    ("wife", "finding"), [("362133196403021222", "ID104"), ("362133196403141224", "MR223")]
)
def test_a_number_that_ends_as_the_wifes_is_left_to_a_person(wife: str, finding: str) -> None:
    """One other digit would make 1222 the end of a man's number; with 1224 the check digit fits."""
    written = NUMBER[:14] + wife[14:]
    result = clean_rows([ROW | {"husband_id_number": written, "wife_id_number": wife}])
    assert result.records["husband_id_number"].to_list() == [None]
    assert finding in codes(result, "husband_id_number")
