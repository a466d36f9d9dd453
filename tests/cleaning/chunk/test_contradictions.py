"""What contradicts a number withholds it, and what is no birth date contradicts nothing."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.registries.marriage import MarriageRecord, Party, check
from minzheng_core.values.ids.arithmetic import check_digit, to_18
from tests.cleaning.archives import COUNTY, ON, clean_rows, codes, messy_result
from tests.cleaning.chunk.husbands import NUMBER, NUMBER15, ROW, husband, with_check


@pytest.mark.parametrize("century", ["18", "20", "39"])
def test_a_wrong_century_with_a_right_check_digit_is_put_right(century: str) -> None:
    number = with_check("362133" + century + "620815001")
    assert husband(id_number=number)[:3] == (NUMBER, "repaired", "1962-08-15")


def test_an_impossible_century_that_nothing_puts_right_is_withheld() -> None:
    number = with_check("36213318620815001")
    result = clean_rows([ROW | {"registration_date": "", "husband_id_number": number}])
    assert result.records["husband_id_number"].to_list() == [NUMBER]
    result = clean_rows([ROW | {"husband_birth_date": "", "husband_id_number": number}])
    assert result.records["husband_id_number"].to_list() == [None]
    assert "MR228" in codes(result, "husband_id_number")


def test_a_wrong_day_of_registration_does_not_withhold_the_number_it_makes_impossible() -> None:
    result = clean_rows([ROW | {"registration_date": "1961-12-23"}])
    assert result.records["husband_id_number"].to_list() == [NUMBER]


@pytest.mark.parametrize("birth", ["1963-08-15", "1951-03-02", "1968年8月", "1970年"])
def test_fifteen_digits_against_the_written_birth_date_change_nothing(birth: str) -> None:
    number, status, kept, found = husband(birth_date=birth)
    assert (number, status) == (None, "conflict")
    assert kept == birth.replace("年8月", "-08").rstrip("年")
    assert "MR221" in found


@pytest.mark.parametrize("birth", ["1962年7月", "1962", "1961年", "1962-07-16", "1962-08"])
def test_a_lunar_month_or_a_year_counted_from_an_age_is_no_contradiction(birth: str) -> None:
    assert husband(birth_date=birth)[0] == NUMBER


def test_month_and_day_exchanged_are_put_right_by_a_number_with_a_check_digit() -> None:
    number = to_18("362133620805001")
    row = ROW | {"husband_id_number": number, "husband_birth_date": "1962-05-08"}
    record = clean_rows([row]).records.row(0, named=True)
    assert record["husband_id_number"] == number
    assert (record["husband_birth_date"], record["husband_birth_date_status"]) == (
        "1962-08-05",
        "repaired",
    )


def test_of_month_and_day_exchanged_fifteen_digits_decide_nothing() -> None:
    row = ROW | {"husband_id_number": "362133620805001", "husband_birth_date": "1962-05-08"}
    result = clean_rows([row])
    record = result.records.row(0, named=True)
    assert (record["husband_id_number"], record["husband_birth_date"]) == (None, "1962-05-08")
    assert "MR221" in codes(result, "husband_id_number")
    offered = result.candidates.filter(pl.col("field") == "husband_id_number")["value"].to_list()
    assert offered == [to_18("362133620805001"), to_18("362133620508001")]


@pytest.mark.parametrize("birth", ["1962年9月", "1962年10月"])
def test_a_solar_month_is_never_before_the_lunar_one(birth: str) -> None:
    assert husband(birth_date=birth)[:2] == (None, "conflict")


def test_the_first_day_of_the_year_stands_for_a_year_where_the_number_has_a_check_digit() -> None:
    assert husband(id_number=NUMBER, birth_date="1962-01-01")[:3] == (
        *(NUMBER, "original"),
        "1962-08-15",
    )
    assert husband(birth_date="1962-01-01")[:3] == (None, "conflict", "1962-01-01")
    assert husband(id_number=NUMBER, birth_date="1963-01-01")[:2] == (None, "conflict")


def test_no_place_is_read_into_fifteen_digits_that_have_the_code_of_another() -> None:
    for domicile in (ROW["husband_domicile"], ""):
        assert husband(id_number="36213362O815001", domicile=domicile)[0] == NUMBER
        assert husband(id_number="36233362O815001", domicile=domicile)[0] is None


def test_what_is_hardly_possible_is_not_offered() -> None:
    offered = messy_result().candidates
    assert offered.filter((pl.col("rank") > 1) & (pl.col("score") < 0.005)).is_empty()


def test_the_stated_age_decides_between_number_and_birth_date() -> None:
    sided = husband(birth_date="1963-08-15", age="25周岁")
    assert sided[:3] == (NUMBER, "derived", "1962-08-15")
    against = husband(birth_date="1963-08-15", age="24周岁")
    assert against[:3] == (None, "conflict", "1963-08-15")


def test_an_age_alone_contradicts_fifteen_digits_of_another_generation() -> None:
    assert husband(birth_date="", age="48周岁")[:2] == (None, "conflict")
    assert husband(birth_date="", age="虚岁26")[0] == NUMBER


def test_eighteen_digits_are_believed_over_a_slip_but_not_over_another_birth_date() -> None:
    assert husband(id_number=NUMBER, birth_date="1963-08-15")[:3] == (
        NUMBER,
        "original",
        "1962-08-15",
    )
    assert husband(id_number=NUMBER, birth_date="1962-08-09")[0] == NUMBER
    number, status, birth, found = husband(id_number=NUMBER, birth_date="1951-03-02")
    assert (number, status, birth) == (None, "conflict", "1951-03-02")
    assert "MR221" in found


@pytest.mark.parametrize("text", ["36213362O815OO1", "362I33620815001", "3621336208l500l"])
def test_letters_in_fifteen_digits_are_read_where_the_row_agrees(text: str) -> None:
    assert husband(id_number=text)[:2] == (NUMBER, "repaired")
    assert husband(id_number=text, birth_date="")[:2] == (NUMBER, "repaired")  # sex and domicile


@pytest.mark.parametrize("region", ["360703", "362693"])
def test_fifteen_digits_with_a_region_code_that_none_of_them_had_are_withheld(region: str) -> None:
    number, status, _, found = husband(id_number=region + NUMBER15[6:], domicile="")
    assert (number, status) == (None, "conflict")
    assert "MR222" in found


def test_two_digits_of_a_year_are_never_a_year_to_come() -> None:
    result = clean_rows(
        [ROW | {"registration_date": "2716-08-29", "husband_birth_date": "89.6.17"}]
    )
    assert result.records["husband_birth_date"].to_list() == ["1989-06-17"]


@pytest.mark.parametrize(
    ("cells", "witnessed"),
    [
        ({"birth_date": ""}, False),
        ({"birth_date": "1907-06-06"}, True),
        ({"birth_date": "", "age": "80"}, True),
    ],
)
def test_a_year_that_is_likelier_a_slip_needs_a_witness(
    cells: dict[str, str], *, witnessed: bool
) -> None:
    row = ROW | {f"husband_{name}": text for name, text in cells.items()}
    result = clean_rows([row | {"husband_id_number": "362133070606895"}])
    assert result.records["husband_id_number"][0] == (
        to_18("362133070606895") if witnessed else None
    )
    assert ("MR228" in codes(result, "husband_id_number")) is not witnessed

    parts = {name: row.get(f"husband_{name}") for name in ("name", "birth_date", "age", "domicile")}
    record = MarriageRecord(
        registration_date=row["registration_date"],
        business_type=row["business_type"],
        husband=Party(id_number="362133070606895", **parts),
    )
    found = {f.code for f in check(record, county=COUNTY, on=ON) if f.field == "husband_id_number"}
    assert ("MR228" in found) is not witnessed


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({"husband_birth_date": "1968-08-15"}, ["husband_id_number"]),
        (
            {
                "husband_id_number": with_check("36213319690815001"),
                "husband_birth_date": "1969-08-15",
            },
            ["husband_birth_date"],
        ),
        (
            {
                "husband_id_number": with_check("36213319670302212"),
                "husband_birth_date": "1967-03-02",
                "wife_id_number": with_check("36213319620815001"),
                "wife_birth_date": "1962-08-15",
            },
            ["husband_id_number"],
        ),
    ],
)
def test_no_age_is_asked_about_before_it_is_known_whose_birth_date_holds(
    cells: dict[str, str], asked: list[str]
) -> None:
    result = clean_rows([ROW | cells])
    assert "MR206" in codes(result)
    assert result.questions["field"].to_list() == asked


def cut_by_a_spreadsheet(ending: str) -> str:
    """A number with a right check digit that ends in 000, born in the *ending* of August 1962."""
    return next(
        number
        for day in range(int(ending), 32)
        for tens in range(10)
        if (number := f"362133196208{day:02d}{tens}000")[17] == check_digit(number[:17])
    )


@pytest.mark.parametrize(
    "number", [cut_by_a_spreadsheet("15"), cut_by_a_spreadsheet("20"), "362133196208150000"]
)
@pytest.mark.parametrize("birth", ["1962-08-15", "1962-08-20", "1971-03-04", ""])
@pytest.mark.parametrize("party", ["husband", "wife"])
def test_a_number_that_a_spreadsheet_cut_tells_no_sex(party, number, birth):
    cells = {f"{party}_id_number": number, f"{party}_birth_date": birth}
    row = {**ROW, **cells, "registration_date": "2006-12-23"}
    people = {
        side: Party(
            name=row[f"{side}_name"],
            id_number=row[f"{side}_id_number"],
            birth_date=row[f"{side}_birth_date"],
            domicile=row[f"{side}_domicile"],
        )
        for side in ("husband", "wife")
    }
    act = {name: row[name] for name in ("registration_date", "business_type", "office")}
    record = MarriageRecord(**act, **people)

    of_column = codes(clean_rows([row]), f"{party}_id_number")
    of_record = {
        finding.code
        for finding in check(record, county=COUNTY, on=ON)
        if finding.field == f"{party}_id_number"
    }

    assert of_column == of_record
    assert "ID112" in of_column
    assert of_column.isdisjoint({"MR208", "MR223", "MR301"})


def test_no_age_is_told_of_somebody_born_after_the_registration():
    row = {**ROW, "husband_id_number": "", "husband_birth_date": "1999-08-15", "husband_age": "25"}

    assert "MR203" in codes(clean_rows([row]))
    assert "MR214" not in codes(clean_rows([row]))


@pytest.mark.parametrize(("written", "reason"), [("", "原为空白"), ("不详", "原写的不是日期")])
def test_a_birth_date_taken_from_the_number_says_what_stood_there(written, reason):
    row = {**ROW, "husband_birth_date": written, "husband_id_number": NUMBER}
    changes = clean_rows([row]).changes.filter(pl.col("field") == "husband_birth_date")

    assert changes["after"].to_list() == ["1962-08-15"]
    assert reason in changes["evidence"][0]


def test_a_written_date_stays_where_only_an_unchecked_number_is_its_lunar_day() -> None:
    number, status, kept, _ = husband(id_number="362133620716001", birth_date="1962-08-15")
    assert (number, status, kept) == (to_18("362133620716001"), "derived", "1962-08-15")
    written, *_ = husband(birth_date="1962-07-16")[2:]
    assert written == "1962-08-15"
    checked = husband(id_number=with_check("36213319620716001"), birth_date="1962-08-15")
    assert checked[2] == "1962-07-16"


@pytest.mark.parametrize("birth", ["1970-08-07", "1970-09-07"])
def test_one_slip_of_an_unchecked_number_changes_no_written_date_that_is_its_lunar_day_too(
    birth: str,
) -> None:
    other = {"1970-08-07": "0907", "1970-09-07": "0807"}[birth]
    cells = {"husband_birth_date": birth, "registration_date": "1994-12-23"}
    row = ROW | cells | {"husband_id_number": f"36213370{other}001"}
    result = clean_rows([row])
    record = result.records.row(0, named=True)
    assert record["husband_birth_date"] == birth
    fields = {q.split(".")[-1] for q in result.questions["field"]}
    assert fields & {"husband_birth_date", "husband_id_number"}


def test_the_check_digit_of_a_number_tells_a_lunar_date_one_slip_away() -> None:
    number = with_check("36213319700907001")
    assert husband(id_number=number, birth_date="1970-08-07")[2] == "1970-09-07"


@pytest.mark.parametrize("birth", ["1962-08", "1962"])
def test_a_repaired_number_completes_no_partial_date(birth: str) -> None:
    assert husband(birth_date=birth)[:3] == (NUMBER, "derived", "1962-08-15")
    assert husband(id_number=NUMBER, birth_date=birth)[2] == "1962-08-15"
    repaired = husband(id_number="362131196208150010", birth_date=birth)
    assert repaired[1:3] == ("repaired", birth)


def test_an_unchecked_number_does_not_move_a_written_year() -> None:
    assert husband(id_number="362133630115001", birth_date="1962")[2] == "1962"


@pytest.mark.parametrize("birth", ["1962-08-15", "1962年8月"])
def test_an_age_beside_the_written_birth_date_holds_against_a_number_one_slip_away(
    birth: str,
) -> None:
    number = with_check("36213319420815001")
    sided = husband(id_number=number, birth_date=birth, age="25")
    assert sided[:2] == (None, "conflict")
    assert sided[2] == ("1962-08-15" if len(birth) == 10 else "1962-08")
    assert "MR221" in sided[3]
    for age in ("", "45", "46"):
        assert husband(id_number=number, birth_date=birth, age=age)[2] == "1942-08-15"
    near = with_check("36213319630815001")
    assert husband(id_number=near, birth_date="1962-08-15", age="25")[2] == "1963-08-15"


class TestARightCheckDigitByChance:
    """A region that never was and a birth date one slip away: each alone is believed, both are asked."""

    NOWHERE = with_check("362933196208150010"[:17])

    @pytest.mark.parametrize("birth", ["1962-08-16", "1962-06-15", "1961-08-15"])
    def test_both_are_asked(self, birth: str) -> None:
        number, status, kept, doubts = husband(id_number=self.NOWHERE, birth_date=birth)
        assert (number, status, kept) == (None, "conflict", birth)
        assert "MR222" in doubts

    def test_the_number_is_among_the_candidates(self) -> None:
        result = clean_rows(
            [ROW | {"husband_id_number": self.NOWHERE, "husband_birth_date": "1962-08-16"}]
        )
        assert self.NOWHERE in result.candidates["value"].to_list()

    @pytest.mark.parametrize("birth", ["1962-08-15", "1962-08", "", "农历1962年7月16日"])
    def test_a_region_that_never_was_is_no_doubt_alone(self, birth: str) -> None:
        assert husband(id_number=self.NOWHERE, birth_date=birth)[0] == self.NOWHERE

    def test_a_slip_of_the_birth_date_is_none_alone(self) -> None:
        assert husband(id_number=NUMBER, birth_date="1962-08-16")[:3:2] == (NUMBER, "1962-08-15")

    def test_one_record_is_judged_alike(self) -> None:
        party = Party(id_number=self.NOWHERE, birth_date="1962-08-16")
        record = MarriageRecord(registration_date="1987-12-23", husband=party)
        assert "MR222" in {one.code for one in check(record, county=COUNTY, on=ON)}


@pytest.mark.parametrize("digit", "13579")
def test_of_a_digit_that_tells_the_other_sex_all_five_of_the_own_are_offered(digit: str) -> None:
    result = clean_rows([ROW | {"husband_id_number": "362133620815046"}])
    offered = result.candidates.filter(pl.col("field") == "husband_id_number")["value"].to_list()
    assert to_18(f"36213362081504{digit}") in offered
