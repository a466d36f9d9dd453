"""Damaged numbers of fifteen digits, which have no check digit: only the rest of the row tells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.ids.repairing import BORN, HOME, LISTED, ROW, TRUTH, chosen, found, row

from minzheng_core.values.ids.arithmetic import core_15, to_18
from minzheng_core.values.ids.evidence import Evidence, Scale
from minzheng_core.values.ids.rates import DEFAULT_RATES
from minzheng_core.values.ids.repair import decide, judge, repairs


def test_what_is_left_of_a_number_that_lost_its_last_three_digits_is_no_number_of_1919():
    cut = TRUTH[:15]
    assert found(cut) == found(cut, row(birth=None, sex=None)) == []
    assert chosen(cut, row(known=[TRUTH])) == TRUTH
    born_1919 = date(1919, 6, 8), date(1919, 6, 8)
    assert found("362133196308001", row(birth=born_1919))[0].number[6:14] == "19190308"


class TestFifteenDigits:
    def test_an_impossible_date_one_digit_off_the_files_is_put_right(self):
        best = found("362133620875001")[0]

        assert best.certain
        assert (best.number, best.written) == (TRUTH, "362133620815001")

    def test_a_possible_date_one_digit_off_is_a_question_both_ways(self):
        text = "362133620816001"
        both = {r.written for r in found(text)}

        assert {text, "362133620815001"} <= both
        assert decide(found(text)) is None
        assert judge(text, ROW, region_ok=LISTED.__contains__).reasons == ("birth",)
        assert chosen(text, row(known=[TRUTH])) == TRUTH

    def test_a_lunar_date_in_the_file_is_no_conflict(self):
        evidence = row(birth=(date(1962, 8, 5),) * 2, birth_alternatives=(BORN,))

        assert judge("362133620815001", evidence, region_ok=LISTED.__contains__).sound
        assert found("362133620815001", evidence) == []

    def test_an_unlisted_code_one_digit_off_the_domicile_is_put_right(self):
        assert chosen("862133620815001") == TRUTH

    def test_an_unlisted_code_that_many_have_is_not_put_right(self):
        """Lists lack codes that are on cards; no slip makes one number in a hundred alike."""
        text = "862133620815001"
        rare, common = (row(moved={"862133": share}.get) for share in (1e-4, 1e-2))

        assert chosen(text, rare) == TRUTH
        assert decide(found(text, common), likely=True) is None
        assert chosen(text, row(moved={"862133": 1e-2}.get, known=[TRUTH])) == TRUTH

    def test_a_listed_code_far_away_one_digit_off_is_withheld(self):
        text = "352133620815001"

        assert not judge(text, ROW, region_ok=LISTED.__contains__).sound
        assert decide(found(text)) is None

    def test_a_neighbouring_county_is_believed(self):
        assert judge("362132620815001", ROW, region_ok=LISTED.__contains__).sound

    def test_the_other_sex_is_withheld(self):
        verdict = judge("362133620815002", ROW, region_ok=LISTED.__contains__)

        assert verdict.reasons == ("sex",)
        assert chosen("362133620815002") is None

    def test_an_exchange_across_date_and_sequence_is_not_taken_for_a_wrong_day(self):
        born = date(1960, 2, 2)
        evidence = row(birth=(born, born))

        assert chosen("362133600200227", evidence) is None

    def test_a_lost_digit_of_the_sequence_stays_lost(self):
        assert decide(found("36213362081501")) is None

    @pytest.mark.parametrize("place", range(12))
    def test_a_lost_or_doubled_digit_of_region_or_date_is_undone(self, place):
        core = core_15(TRUTH)

        assert chosen(core[:place] + core[place + 1 :]) == TRUTH
        if place < 11:
            assert chosen(core[:place] + core[place] + core[place:]) == TRUTH

    def test_two_doubled_pairs_of_which_one_is_in_the_sequence_are_a_question(self):
        assert chosen("3621336208155001") is None


@pytest.mark.parametrize("text", ["36213362815001", "36213360815001", "36213362085001"])
def test_fourteen_digits_are_filled_up_where_birth_date_region_and_sex_agree(text: str) -> None:
    day = date(1962, 8, 5) if text.endswith("085001") else BORN
    assert chosen(text, row(birth=(day, day))) == to_18(f"362133{day:%y%m%d}001")


@pytest.mark.parametrize(
    ("registered", "stated", "sound"),
    [
        (date(1994, 5, 1), None, False),
        (date(1994, 5, 1), (date(1906, 5, 2), date(1907, 5, 1)), True),
        (date(1955, 5, 1), None, True),
    ],
)
def test_fifteen_digits_alone_tell_of_nobody_of_seventy(registered, stated, sound) -> None:
    row = Evidence(birth=stated, sex="男", regions=frozenset({"152123"}), registered=registered)
    assert judge("152123070406895", row, region_ok=lambda code: True).sound is sound


def test_of_fourteen_digits_the_date_may_lack_one_where_no_birth_date_is_told() -> None:
    short = "36213362081001"  # the 5 of the 15th
    offered = {repair.number for repair in found(short, Evidence(sex="男", regions=HOME), limit=80)}

    assert TRUTH in offered
    assert chosen(short, Evidence(sex="男", regions=HOME)) is None
    assert chosen(short) == TRUTH


def test_a_known_number_that_no_check_digit_confirms_does_not_decide_against_the_text() -> None:
    short, elsewhere = "36233620815001", to_18("362133620815005")

    assert chosen(short) == TRUTH
    known = {"known": (elsewhere,), "namesakes": 1}
    assert chosen(short, row(**known)) == elsewhere
    assert chosen(short, row(**known, unproven=(elsewhere,))) is None


def test_fourteen_digits_may_lack_one_of_the_code_of_another_county() -> None:
    offered = {repair.number for repair in found("36237620815001")}

    assert to_18("362137620815001") in offered


@pytest.mark.parametrize(
    ("registered", "below"), [(date(1990, 5, 1), 0.5), (date(2005, 5, 1), 0.97), (None, 0.97)]
)
def test_a_code_of_1998_is_not_given_to_fifteen_digits_assigned_before(registered, below):
    """362732 is one digit from 360732, which a man of 1962 had only if his number came very late."""
    found_ = found("362732620815001", row(registered=registered))
    later = [repair for repair in found_ if repair.number.startswith("360732")]

    assert all(repair.score < below and not repair.certain for repair in later)
    assert decide(found_) is None


def test_a_code_of_1998_is_given_where_the_number_can_have_been_assigned_since():
    young = row(birth=(date(1983, 8, 15),) * 2, registered=date(2005, 5, 1))
    best = found("362732830815001", young)[0]

    assert best.number.startswith("360732")


def test_the_written_birth_date_is_offered_in_place_of_the_date_of_another_line():
    offered = [repair.number for repair in found("362133710309001")]
    assert offered[0] == to_18("362133710309001")
    assert TRUTH in offered
    assert decide(found("362133710309001")) is None


class TestAMonthOfBirth:
    """The file tells a month; the number has one that a slip makes out of it."""

    MONTH = date(1962, 8, 1), date(1962, 8, 31)

    def test_a_slip_of_the_number_is_weighed_against_one_of_the_month(self):
        told = {one.number: one.score for one in found("362133620315001", row(birth=self.MONTH))}
        assert told[TRUTH] > 0.1
        assert told["362133196203150011"] < 0.9

    def test_the_lunar_month_of_the_day_agrees_with_it(self):
        scale = Scale(row(birth=self.MONTH), LISTED.__contains__, DEFAULT_RATES)
        assert scale.birth("19620910")[1:] == ("birth-range", "")
        assert scale.birth("19621115")[1:] == ("", "birth-range")
        assert scale.birth("19620910")[0] > scale.birth("19630815")[0] > scale.birth("19621115")[0]


@given(st.integers(1930, 1975), st.integers(1930, 1975))
def test_what_is_told_follows_how_old_people_of_the_archive_are(usual, other):
    """Of two numbers one slip away, both as the file allows them, the one of the usual year is the likelier."""
    evidence = row(
        birth=None, registered=date(1995, 1, 1), born=lambda year: 1.0 if year == usual else 0.01
    )
    scale = Scale(evidence, LISTED.__contains__, DEFAULT_RATES)
    weights = [scale.born(f"{year}0815") for year in (usual, other)]
    assert weights[0] == scale.birth(f"{usual}0815")[0]
    assert weights[1] < weights[0] or usual == other


@pytest.mark.parametrize("registered", [1984, 1987, 1995])
def test_a_number_filled_in_later_may_have_a_code_younger_than_the_registration(registered):
    """The code 410724 is of 1986; it is one digit from the domicile's, and may be right."""
    evidence = row(
        birth=(date(1926, 12, 3),) * 2,
        regions=frozenset({"210724"}),
        home_regions=frozenset({"210724"}),
        registered=date(registered, 11, 23),
    )
    found_ = repairs("410724261203345", evidence, region_ok=lambda code: True)
    assert decide(found_, likely=True) is None
