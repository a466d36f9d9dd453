"""What every repair of a damaged number keeps to, by published vectors and by simulation."""

import runpy
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.values.ids.repairing import HOME, LISTED, ROW, TRUTH, chosen, found, row

from minzheng_core import check_id
from minzheng_core.values.ids.arithmetic import check_digit, check_fits, core_15, to_18
from minzheng_core.values.ids.damage import Damage
from minzheng_core.values.ids.evidence import Evidence, Scale
from minzheng_core.values.ids.rates import DEFAULT_RATES
from minzheng_core.values.ids.repair import decide, judge, repairs

SIMULATION = runpy.run_path(str(Path(__file__).parents[3] / "bench" / "repairs.py"))


def test_a_number_of_another_is_replaced_by_the_only_namesake_of_the_birth_date():
    theirs = "362133195511020017"
    alone = row(known=[TRUTH], foreign=True)

    assert chosen(theirs, alone) == TRUTH
    assert chosen(theirs, row(known=[TRUTH], namesakes=500, foreign=True)) is None
    assert found(theirs, row(foreign=True)) == []


def test_a_number_known_of_one_in_many_weighs_less():
    damaged = "362133196208150315"
    scores = [
        repair.score
        for n in (1, 100, 10_000)
        for repair in found(damaged, row(known=[TRUTH], namesakes=n))
        if repair.number == TRUTH
    ]

    assert len(set(scores)) == 3
    assert scores == sorted(scores, reverse=True)


class TestPublishedVectors:
    def test_c9_letters_are_proposed_without_evidence_and_read_with_it(self):
        text = "36213319620815O01O"

        assert found(text, Evidence())[0].number == TRUTH
        assert found(text, Evidence())[0].damage is Damage.LETTER
        assert chosen(text, Evidence()) is None
        assert chosen(text) == TRUTH

    def test_c10_a_lost_digit_has_several_places(self):
        numbers = {r.number for r in found("36213319608159955", Evidence(), limit=40)}

        assert {"362133196208159955", "362133194608159955"} <= numbers
        assert chosen("36213319608159955", Evidence()) is None
        assert chosen("36213319608159955") == "362133196208159955"

    def test_c11_a_date_digit_is_open_without_the_file_and_certain_with_it(self):
        text = "362133196208169955"

        listed = [r for r in found(text, Evidence(), limit=40) if not r.contradicts]
        assert "362133196208159955" in {r.number for r in listed}
        assert chosen(text, Evidence()) is None

        best = found(text)[0]
        assert best.number == "362133196208159955"
        assert best.certain
        assert best.edits == ((14, "6", "5"),)
        assert best.agrees == ("check", "birth", "sex", "region")

    def test_c12_three_candidates_remain_and_nobody_chooses(self):
        repairs_ = [r for r in found("362133196208159355") if not r.contradicts]

        assert {r.number for r in repairs_ if r.damage is not Damage.JUMP} == {
            "362133196208151355",
            "362133196208159955",
            "362133196208159357",
        }
        assert decide(repairs_) is None

    @pytest.mark.parametrize("text", ["362133196208150000", "362133196208153000"])
    def test_c7_c8_excel_zeros_are_filled_only_from_a_number_found_elsewhere(self, text):
        true = text[:15] + "51"
        true += check_digit(true)

        assert found(text) == []
        assert not judge(text, ROW, region_ok=LISTED.__contains__).sound
        assert chosen(text, row(known=[true])) == true


class TestSoundNumbers:
    @pytest.mark.parametrize("known", [(), ("362133196208151232",), (TRUTH,)])
    def test_a_number_whose_check_digit_holds_is_never_repaired(self, known):
        for evidence in (row(known=known), Evidence()):
            assert found(TRUTH, evidence) == []
        other = row(birth=(date(1971, 3, 1),) * 2)
        assert [(r.number, r.certain) for r in found(TRUTH, other)] == [(TRUTH, False)]

    def test_it_is_trusted_over_the_files_birth_date_with_a_doubt(self):
        verdict = judge(TRUTH, row(birth=(date(1962, 8, 16),) * 2), region_ok=LISTED.__contains__)

        assert verdict.sound
        assert verdict.doubts == ("birth",)

    def test_a_number_of_his_sex_in_the_spouses_cell_may_be_his(self):
        evidence = row(spouse_number=TRUTH)

        assert found(TRUTH[:17], evidence)[0].number == TRUTH
        assert TRUTH not in {r.number for r in found(TRUTH[:17], evolve(evidence, sex="女"))}

    @pytest.mark.parametrize(
        ("written", "sound"),
        [
            (date(1962, 8, 29), True),  # two digits of the day, which no slip of the number changes
            (date(1962, 11, 15), True),
            (date(1962, 8, 16), False),
            (date(1962, 9, 15), False),
            (date(1962, 11, 29), False),
        ],
    )
    def test_of_a_month_or_a_day_that_is_quite_another_the_file_is_to_blame(self, written, sound):
        verdict = judge(core_15(TRUTH), row(birth=(written,) * 2), region_ok=LISTED.__contains__)
        assert verdict.sound == sound

    @pytest.mark.parametrize(
        ("stated", "sound"),
        [
            (None, True),
            ((date(1958, 6, 1), date(1960, 2, 1)), False),
            ((date(1959, 6, 1), date(1961, 2, 1)), True),
            ((date(1950, 6, 1), date(1952, 2, 1)), True),
        ],
        ids=["none", "only the year of the file", "both", "neither"],
    )
    def test_an_age_that_allows_only_the_year_of_the_file_is_on_its_side(self, stated, sound):
        """59 and 60 differ in two digits, so that a slip of the number does not make one of the other."""
        evidence = row(birth=(date(1959, 8, 15),) * 2, stated=stated)

        assert judge("362133600815001", evidence, region_ok=LISTED.__contains__).sound == sound

    @pytest.mark.parametrize("spouse", ["362133196403021222", "362133640302122"])
    def test_the_spouses_number_is_withheld(self, spouse):
        number = spouse if len(spouse) == 18 else to_18(spouse)
        number = number[:17] + check_digit(number[:17])
        evidence = row(spouse_number=number)

        assert "spouse-number" in judge(number, evidence, region_ok=LISTED.__contains__).reasons
        assert decide(found(number, evidence)) is None
        assert chosen(number, row(spouse_number=number, known=[TRUTH])) == TRUTH

    def test_the_end_of_the_spouses_number_is_not_made_ones_own(self):
        """One digit would make 1221 the end of a man's number."""
        spouse = "362133196403021221"
        text = TRUTH[:14] + spouse[-4:]

        assert chosen(text, row()) not in (None, TRUTH)
        assert found(text, row(spouse_number=spouse)) == []
        assert chosen(text, row(spouse_number=spouse, known=[TRUTH])) == TRUTH

    def test_a_sound_number_with_the_end_of_the_spouses_is_withheld(self):
        text, spouse = TRUTH[:14] + "1224", "362133196403141224"

        assert judge(text, row(), region_ok=LISTED.__contains__).sound
        verdict = judge(text, row(spouse_number=spouse), region_ok=LISTED.__contains__)
        assert verdict.reasons == ("other-person",)

    def test_a_birth_after_the_registration_is_withheld(self):
        verdict = judge(
            TRUTH, row(birth=None, registered=date(1960, 1, 1)), region_ok=LISTED.__contains__
        )

        assert verdict.reasons == ("date",)

    @pytest.mark.parametrize("text", ["", "无", "36", "3.62133E+17", "X" * 18, "*" * 18, "0" * 30])
    def test_nothing_is_made_of_nothing(self, text):
        assert found(text) == []
        assert not judge(text, ROW, region_ok=LISTED.__contains__).sound


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789X*OI?x ", max_size=22), st.booleans())
def test_any_text_gives_sound_numbers_or_none(text, full):
    for repair in found(text, ROW if full else Evidence(known=[TRUTH])):
        assert check_fits(repair.number)
        assert 0 < repair.score <= 1
        assert repair.number not in repr(repair)


def test_scores_are_sorted_and_sum_to_one_at_most():
    scores = [r.score for r in found("362133196208159355", Evidence(), limit=100)]

    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1 + 1e-9


def test_a_missing_check_digit_is_a_question_where_a_lost_digit_explains_it_too():
    text = "36213319620815003"

    assert found(text)[0].damage is Damage.CHECK_MISSING
    assert decide(found(text)) is None


def test_where_check_digits_are_known_to_be_missing_they_are_certain():
    text = "36213319620815003"
    missing = evolve(DEFAULT_RATES, check_missing=100 * DEFAULT_RATES.lost)
    losses = evolve(DEFAULT_RATES, check_missing=DEFAULT_RATES.lost / 100)

    assert decide(found(text, rates=missing)) is not None
    assert decide(found(text, rates=losses)) is None


def test_of_twenty_thousand_damaged_numbers_half_come_right_and_few_wrong():
    simulator = SIMULATION["Simulator"](20)
    kinds = SIMULATION["KINDS"]
    cases = [simulator.case(kinds[i % len(kinds)]) for i in range(20_000)]

    result = SIMULATION["totals"](SIMULATION["verdicts"](cases, simulator))

    assert result["right"] >= 0.5 * len(cases)
    assert result["wrong"] + result["silent"] <= 0.03 * len(cases)


def test_no_undamaged_number_is_changed():
    simulator = SIMULATION["Simulator"](21)
    cases = [simulator.case("none") for _ in range(5_000)]

    result = SIMULATION["totals"](SIMULATION["verdicts"](cases, simulator))

    assert result["wrong"] == result["silent"] == 0
    assert result["right"] >= 0.97 * len(cases)


def test_a_region_code_that_never_was_is_not_what_is_offered_first() -> None:
    written, near = "362138620815001", to_18("362132620815001")

    offered = [
        repair.number
        for repair in found(written, row(regions=frozenset(), home_regions=frozenset()))
    ]

    assert to_18(written) not in offered[: offered.index(near)]
    assert found("999133620815001")[0].score < 0.15


class TestLettersForDigits:
    """A letter shows where the number is damaged, and its shape what stood there."""

    MONTH = (date(1962, 8, 1), date(1962, 8, 31))
    FAR = frozenset({"110108"})

    @pytest.mark.parametrize("text", ["362l33620815001", "362133620815O01", "362133620B15001"])
    def test_fifteen_digits_need_no_more_than_the_month_sex_and_region(self, text):
        assert chosen(text, row(birth=self.MONTH)) == TRUTH

    @pytest.mark.parametrize(("letter", "digit"), [("b", "6"), ("B", "8"), ("g", "9"), ("G", "6")])
    def test_a_small_letter_looks_like_another_digit_than_its_capital(self, letter, digit):
        wife = row(sex="男" if int(digit) % 2 else "女")
        assert chosen(f"36213362081500{letter}", wife) == to_18(f"36213362081500{digit}")

    def test_fifteen_digits_of_elsewhere_need_the_birth_date_and_the_sex(self):
        away = row(regions=self.FAR, home_regions=self.FAR)
        assert chosen("362133620815O01", away) == TRUTH
        assert chosen("362133620815O01", evolve(away, birth=self.MONTH)) is None

    def test_with_a_check_digit_the_month_and_the_sex_are_enough(self):
        away = row(regions=self.FAR, home_regions=self.FAR, birth=self.MONTH)
        assert chosen("3621331962O8150010", away) == TRUTH

    @pytest.mark.parametrize(
        "known",
        [
            {"birth": None},
            {"sex": "女"},
            {"birth": (date(1963, 8, 15), date(1963, 8, 15))},
            {"birth": (date(1963, 8, 1), date(1963, 8, 31))},
        ],
    )
    def test_what_says_nothing_or_something_else_leaves_it_to_a_person(self, known):
        assert chosen("362133620815O01", row(**known)) is None


class TestSlipsOfTheFileAlone:
    """Fifteen digits are trusted over a date that no single slip makes out of theirs."""

    def judged(self, text, birth):
        return judge(text, row(birth=(birth, birth)), region_ok=LISTED.__contains__)

    def test_a_year_miscounted_over_the_decade_takes_two_digits(self):
        verdict = self.judged("362133690815001", date(1971, 8, 15))
        assert (verdict.sound, verdict.doubts) == (True, ("birth",))

    @pytest.mark.parametrize("year", [1968, 1979, 1975])
    def test_one_digit_or_many_years_may_be_the_number_s_slip(self, year):
        assert self.judged("362133690815001", date(year, 8, 15)).reasons == ("birth",)

    def test_where_two_parts_differ_nothing_is_trusted(self):
        assert self.judged("362133690815001", date(1971, 8, 27)).reasons == ("birth",)


def test_a_place_that_the_record_does_not_name_is_put_into_no_number_unasked() -> None:
    # 420118 is no code: 420115 (the domicile) needs another slip besides, 420111 is somewhere else.
    birth = date(1996, 4, 6)
    row = Evidence(birth=(birth, birth), sex="女", regions=frozenset({"420115", "420122"}))
    (offer, *_) = repairs(
        "420118199604062629", row, region_ok=lambda code: code in {"420111", "420115", "420122"}
    )
    assert offer.number == "420111199604062629"
    assert not offer.certain
    assert decide([offer]) is None


@pytest.mark.parametrize("text", ["330106199003078812", "362133186008150011", "36213318590815001"])
@pytest.mark.parametrize("registered", [date(1988, 5, 20), date(1950, 5, 20), None])
def test_nobody_is_offered_a_birth_too_early_for_any_number(text, registered):
    found = repairs(text, Evidence(sex="男", registered=registered), region_ok=lambda code: True)

    assert all(repair.number[6:14] >= "18600101" for repair in found)
    assert not any(f.code == "ID108" for repair in found for f in check_id(repair.number))


def test_a_wrong_century_is_certain_alone_but_not_beside_another_fault() -> None:
    seventeen = "36213320620815001"
    computed, right = check_digit(seventeen), TRUTH[17]

    assert chosen(seventeen + computed) == TRUTH
    assert chosen(seventeen + right) == TRUTH
    for digit in set("0123456789X") - {computed, right}:
        assert chosen(seventeen + digit) is None
        assert TRUTH in {repair.number for repair in found(seventeen + digit)}


@pytest.mark.parametrize(("year", "born"), [(2010, None), (2026, "2012")])
def test_nobody_is_born_after_the_day_of_the_run(year, born):
    on = date(year, 1, 1)
    texts = found("36213320120101001", Evidence(sex="男", regions=HOME, on=on), limit=99)

    assert any(repair.number[6:10] == "2012" for repair in texts) == (born is not None)


def test_a_code_counts_as_assigned_by_the_day_of_the_run() -> None:
    # 360704 took the place of 360721 in 2016.
    shares = [
        Scale(Evidence(on=date(year, 1, 1)), LISTED.__contains__, DEFAULT_RATES).timely(
            "360704199801010010", legacy=False
        )
        for year in (2010, 2026)
    ]

    assert shares[0] < shares[1]
