"""Damaged numbers of eighteen digits: what puts them right, and what stays a question."""

from datetime import date

import pytest
from tests.values.ids.repairing import BORN, TRUTH, chosen, found, row

from minzheng_core.values.ids.arithmetic import check_digit, core_15, to_18
from minzheng_core.values.ids.damage import Damage
from minzheng_core.values.ids.evidence import Evidence
from minzheng_core.values.ids.repair import decide, repairs


class TestMonthAndDayExchanged:
    text = TRUTH[:10] + "1508" + TRUTH[14:]

    def test_the_birth_date_and_the_check_digit_put_them_back(self) -> None:
        repair = decide(found(self.text))
        assert repair
        assert (repair.number, repair.damage) == (TRUTH, Damage.EXCHANGED)
        assert {"check", "birth", "sex", "region"} == set(repair.agrees)

    def test_without_a_birth_date_they_are_offered_and_no_digit_is_changed_for_certain(
        self,
    ) -> None:
        offered = found(self.text, row(birth=None))
        assert TRUTH in [repair.number for repair in offered]
        assert decide(offered) is None

    def test_fifteen_digits_whose_month_is_none(self) -> None:
        assert chosen("362133621508001") == TRUTH
        assert chosen("362133621508001", row(birth=None)) is None

    def test_fifteen_digits_without_a_birth_date_are_as_well_exchanged_as_one_digit_wrong(
        self,
    ) -> None:
        text, put_back, one_off = "362133622506001", "362133620625001", "362133620506001"
        offered = found(text, row(birth=None, registered=date(1985, 10, 1)))

        assert {put_back, one_off} <= {repair.written for repair in offered}
        assert decide(offered, likely=True) is None

    def test_fifteen_digits_that_are_a_day_as_well_stay(self) -> None:
        born = date(1962, 8, 5)
        swapped = "362133620508001"
        assert chosen(swapped, row(birth=(born, born))) in (None, to_18(swapped))


class TestEighteenDigits:
    @pytest.mark.parametrize("place", range(6))
    def test_a_wrong_region_digit_gives_way_to_the_one_code_of_the_domicile(self, place):
        for digit in "0123456789":
            text = TRUTH[:place] + digit + TRUTH[place + 1 :]
            if digit != TRUTH[place]:
                assert chosen(text) == TRUTH

    @pytest.mark.parametrize("place", range(6, 13))
    def test_exchanged_date_digits_are_put_right(self, place):
        text = TRUTH[:place] + TRUTH[place + 1] + TRUTH[place] + TRUTH[place + 2 :]
        if text != TRUTH:
            assert chosen(text) == TRUTH

    @pytest.mark.parametrize("place", range(14))
    def test_a_lost_digit_of_region_or_date_is_put_back(self, place):
        assert chosen(TRUTH[:place] + TRUTH[place + 1 :]) == TRUTH

    @pytest.mark.parametrize("place", range(14))
    def test_a_doubled_digit_of_region_or_date_is_taken_away(self, place):
        assert chosen(TRUTH[:place] + TRUTH[place] + TRUTH[place:]) == TRUTH

    @pytest.mark.parametrize("place", range(1, 14))
    def test_another_digit_too_many_in_region_or_date_is_taken_away(self, place):
        core = core_15(TRUTH)
        new = next(d for d in "749" if d not in TRUTH[place - 1 : place + 1])

        assert chosen(TRUTH[:place] + new + TRUTH[place:]) == TRUTH
        if place < 6:
            assert chosen(core[:place] + new + core[place:]) == TRUTH

    def test_another_digit_too_many_in_the_sequence_is_a_question(self):
        assert decide(found("3621336208150701")) is None

    def test_three_digits_are_not_changed_because_the_check_digit_then_fits(self):
        codes = frozenset({"442122", "460022", "460005", "469005"})
        birth = date(1986, 6, 19)  # a day before the number's: one of the two is a slip
        evidence = row(birth=(birth, birth), sex="女", regions=codes, home_regions=codes)
        offered = repairs("460105198606200462", evidence, region_ok=lambda _: True)

        assert decide(offered, likely=True) is None
        assert "469005198606190462" not in [repair.number for repair in offered[:1]]

    def test_a_wrong_century_with_its_own_check_digit_is_undone(self):
        body = "36213320620815001"

        assert chosen(body + check_digit(body)) == TRUTH

    def test_a_century_too_early_is_undone_only_where_the_file_says_so(self):
        body = "36213318620815001"
        early = body + check_digit(body)

        assert chosen(early) == TRUTH
        assert found(early, Evidence()) == []

    def test_a_number_wrong_only_in_its_check_digit_is_a_question(self):
        for check in "123456789X":
            assert chosen(TRUTH[:17] + check) is None

    @pytest.mark.parametrize("text", ["362133620815001000", "000362133620815001"])
    def test_padding_of_fifteen_digits_is_undone(self, text):
        assert chosen(text) == TRUTH
        assert found(text)[0].damage is Damage.UPGRADE

    def test_fifteen_digits_with_a_check_digit_and_no_century_are_read(self):
        assert chosen("3621336208150010") == TRUTH

    def test_a_birth_date_copied_from_the_wrong_number_decides_nothing(self):
        text = TRUTH[:13] + "6" + TRUTH[14:]
        copied = date(1962, 8, 16)

        assert chosen(text, row(birth=(copied, copied))) is None

    def test_the_solar_reading_of_a_lunar_date_counts(self):
        lunar = date(1962, 7, 16)
        text = TRUTH[:12] + "25" + TRUTH[14:]
        evidence = row(birth=(lunar, lunar), birth_alternatives=(BORN,))

        assert chosen(text, evidence) == TRUTH
        assert "birth-alternative" in found(text, evidence)[0].agrees

    @pytest.mark.parametrize("text", ["352133196208250010", "362133197708150010"])
    def test_two_wrong_digits_are_put_right_where_check_digit_and_all_of_the_row_agree(self, text):
        best = found(text)[0]

        assert best.number == TRUTH
        assert best.damage is Damage.BLOCK
        assert best.certain

    @pytest.mark.parametrize("text", ["352133196208250010", "362133197708150010"])
    def test_two_wrong_digits_are_candidates_only_where_one_of_them_is_silent(self, text):
        for silent in (
            {"birth": None},
            {"sex": None},
            {"regions": frozenset(), "home_regions": frozenset()},
        ):
            assert chosen(text, row(**silent)) is None

    def test_two_wrong_digits_need_the_written_check_digit(self):
        assert chosen("352133196208250011") is None

    def test_a_number_of_the_same_name_decides_what_the_check_digit_cannot(self):
        text = "362133196208159355"

        assert chosen(text, row(known=["362133196208151355"])) == "362133196208151355"

    def test_a_repair_of_the_other_sex_is_never_chosen(self):
        for repair in found("362133196208169955", row(sex="女")):
            assert not repair.certain

    def test_a_missing_check_digit_is_computed(self):
        assert chosen(TRUTH[:17]) == TRUTH
        assert "check" not in found(TRUTH[:17])[0].agrees

    def test_a_check_digit_x_in_the_wrong_place_is_exchanged(self):
        born = date(1949, 12, 31)
        evidence = row(birth=(born, born), sex="女", regions=frozenset({"110105"}))

        assert chosen("1101051949123100X2", evidence) == "11010519491231002X"
        assert chosen("11010519491231002XX", evidence) == "11010519491231002X"


class TestMasks:
    @pytest.mark.parametrize("text", ["362133********0010", "362133****0010", "3621********150010"])
    def test_a_hidden_date_is_filled_from_the_file_when_the_check_digit_agrees(self, text):
        assert chosen(text) == TRUTH

    def test_a_hidden_date_stays_hidden_when_the_check_digit_disagrees(self):
        other = date(1962, 8, 17)

        assert chosen("362133********0010", row(birth=(other, other))) is None

    def test_one_hidden_digit_follows_from_the_check_digit(self):
        assert chosen("3621331962081500*0") == TRUTH

    @pytest.mark.parametrize("text", ["36213319620815****", "3621331962081*****"])
    def test_a_hidden_sequence_needs_a_number_found_elsewhere(self, text):
        assert found(text) == []
        assert chosen(text, row(known=[TRUTH])) == TRUTH


@pytest.mark.parametrize("date_in_it", ["19710309", "19991231", "20000101"])
def test_the_date_of_another_line_is_replaced_by_the_written_one_if_check_sex_and_region_agree(
    date_in_it: str,
) -> None:
    text = TRUTH[:6] + date_in_it + TRUTH[14:]

    assert chosen(text) == TRUTH
    assert chosen(text, row(sex="女")) is None
    assert chosen(text, row(regions=frozenset({"352133"}))) is None
    assert chosen(text[:17] + "5") is None


def test_a_known_number_of_which_just_one_part_is_another_is_the_persons_own() -> None:
    known = {"known": (TRUTH,), "namesakes": 1, "unproven": (TRUTH,)}
    for text in (TRUTH[:14] + "579" + TRUTH[17], TRUTH[:6] + "19710309" + TRUTH[14:]):
        assert chosen(text, row(birth=None, **known)) == TRUTH
    assert chosen(TRUTH[:14] + "5797", row(birth=None, **known)) is None


def test_sixteen_digits_with_the_birth_date_lack_the_last_two() -> None:
    offered = [repair for repair in found(TRUTH[:16]) if repair.score > 0.01]

    assert {repair.number[:17] for repair in offered} == {TRUTH[:16] + odd for odd in "13579"}
    assert decide(offered, likely=True) is None


def test_beside_a_slip_that_the_file_shows_every_place_of_the_other_is_offered() -> None:
    """Nobody is born in 1362, and with 1962 the check digit fails: another digit of the tail is wrong."""
    text = TRUTH[:6] + "13" + TRUTH[8:15] + "4" + TRUTH[16:]
    told = {one.number: one.score for one in found(text)}

    assert TRUTH in told
    assert len(told) >= 4
    assert max(told.values()) < 0.6


def test_a_century_made_up_with_a_check_digit_that_fits_neither_is_one_answer() -> None:
    text = TRUTH[:6] + "18" + TRUTH[8:17] + "5"
    assert found(text)[0].number == TRUTH


def test_what_may_end_in_000_by_right_is_not_replaced_by_fifteen_digits_that_nothing_confirms() -> (
    None
):
    ends, other = "362133196208014000", "362133196208014027"
    known = {"known": [other], "sex": None, "birth": (date(1962, 8, 1),) * 2}

    assert chosen(ends, row(**known)) == other
    assert chosen(ends, row(**known, unproven=[other])) is None


class TestNumbersOfOthers:
    """A damaged number in the wrong cell is not put right there."""

    damaged = TRUTH[:5] + "9" + TRUTH[6:]

    def test_a_number_of_another_sex_and_birth_date_is_hardly_the_persons(self) -> None:
        born = date(1970, 3, 2)
        offered = found(self.damaged, row(birth=(born, born), sex="女"))
        assert all(repair.score < 0.1 for repair in offered)

    def test_another_sex_or_another_birth_date_alone_is_a_slip_as_before(self) -> None:
        born = date(1963, 8, 15)
        offered = found(self.damaged, row(birth=(born, born)))
        assert offered[0].number == TRUTH
        assert offered[0].score > 0.9

    def test_what_stands_for_the_spouse_as_well_tells_nothing_of_this_one(self) -> None:
        hers = row(birth=None, sex="女", spouse_number=self.damaged)
        his = row(spouse_number=self.damaged)
        assert found(self.damaged, hers) == []
        assert chosen(self.damaged, his) == TRUTH
