"""What none of the guesses explains, as a likelihood beside theirs: "none of these" (都不是).

A list of candidates is only as sure as what it leaves out. Three explanations of a text can never be
listed, because they tell nothing of the true number; their likelihoods are in the units of the guesses
(:mod:`~minzheng_core.values.ids.evidence`), where every day of birth and every sequence weighs the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from minzheng_core.values.ids.arithmetic import check_fits, to_18
from minzheng_core.values.ids.damage import DAYS_OF_BIRTH
from minzheng_core.values.ids.eighteen_digits import shown_slips
from minzheng_core.values.ids.slips import edits_of, one_edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.values.ids.damage import Guess
    from minzheng_core.values.ids.evidence import Scale

_SAME_CHECK = 0.09
"""One sequence in eleven gives the check digit that is written, and half of them the person's sex."""
_OF_THE_SEX = 0.5
_CHECKS = 11
"""So many check digits there are."""


class Unlisted(NamedTuple):
    """The likelihood of what is not listed: of two ``slips`` and ``outright`` by itself, and ``beside`` the best parts.

    What stands ``beside`` fits the file in region, date and sex as well as any guess.
    """

    slips: float = 0.0
    outright: float = 0.0
    beside: float = 0.0


def two_slips(text: str, scale: Scale) -> Unlisted:
    """Two edits of a *text* of 15 or 18 digits, of which no more than one can be seen.

    One of them or both are in the sequence or in the check digit, where only the sex tells of them; the other one may
    have been in the region code or in the date. The check digit that is written allows one such pair in eleven.
    """
    size = len(text)
    if size not in (15, 18) or not text[:14].isdigit():
        return Unlisted()
    legacy = size == 15
    code, day = text[:6], ("19" + text[6:12] if legacy else text[6:14])
    evidence = scale.evidence
    codes = [c for c in evidence.regions | evidence.home_regions if one_edit(c, code)]
    placed = max(_placed(code + day, scale, legacy), scale.rates.region_listed)
    at_birth = scale.born(day)
    elsewhere = sum(_placed(other + day, scale, legacy) for other in codes)
    one, two = _unseen(text[-1] if legacy else text[16], scale, legacy)
    seen = at_birth * elsewhere + placed * sum(_births_near(day, scale, legacy))
    if not legacy and any(shown_slips(text, scale)):
        seen = 0.0  # these are listed
    pairs = at_birth * placed * two + seen * one
    return Unlisted(scale.rates.two_given_edits * pairs)


def another_slip(guess: Guess, scale: Scale) -> float:
    """To what a *guess* is right about, how often there is one more slip besides that nothing shows."""
    number, rates = guess.number, scale.rates
    legacy = len(guess.written) == 15
    day = number[6:14]
    sex, birth = scale.sex(number[16])[0], scale.born(day)
    unseen = _unseen(number[16], scale, legacy)[0] / sex
    unseen += sum(_births_near(day, scale, legacy)) / birth / (1 if legacy else _CHECKS)
    once = rates.substitution + rates.transposition
    return 2 * rates.two_edits / once * unseen / (9 * len(guess.written))


def _placed(number: str, scale: Scale, legacy: bool) -> float:
    return scale.placed(number, legacy=legacy)


def _unseen(digit: str, scale: Scale, legacy: bool) -> tuple[float, float]:
    """One and two edits in a sequence that ends in *digit* and in its check digit, each with the weight of the sex."""
    own = other = 1.0
    if digit.isdigit():
        own = scale.sex(digit)[0]
        other = scale.sex("1" if digit in "02468" else "0")[0]
    last = 4 * own + 5 * other
    one, two = 18 * own + last, 81 * own + 18 * last
    if legacy:
        return one, two
    return (one + 10 * own) / _CHECKS, (two + 10 * one) / _CHECKS


def _births_near(day: str, scale: Scale, legacy: bool) -> Iterator[float]:
    """The weights of the days of birth that one edit makes out of *day*; of those that the file tells to the day."""
    if told := scale.evidence.birth_dates:
        return (scale.born(other) for other in told if one_edit(other, day))
    century = day[:2] if legacy else ""
    return map(
        scale.born, dict.fromkeys(century + other for other in edits_of(day[len(century) :]))
    )


def outright(text: str, scale: Scale) -> float:
    """That the sequence in a *text* of digits, its date or all of it is another than the person's.

    Of 18 digits whose check digit fails the sequence may have been miscounted or taken from another line:
    region and date are then as they are written, and each of the sequences that the check digit allows is as
    likely. The lines of a column are of one sex, so that such a sequence tells the person's. A text that looks
    sound may be another person's number, or have another person's date.
    """
    rates = scale.rates
    size = len(text)
    if size == 18 and text[:17].isdigit() and not check_fits(text):
        if scale.sex(text[16])[2]:
            return 0.0
        birth = scale.born(text[6:14])
        parts = birth and birth * scale.placed(text, legacy=False)
        return rates.sequence * _SAME_CHECK * _OF_THE_SEX * parts
    number = text if size == 18 else to_18(text)
    if number is None or not number[:17].isdigit():
        return 0.0
    by_chance = rates.birth * shared_by_chance(scale)
    if scale.evidence.born is not None:
        by_chance *= scale.evidence.born(int(number[6:10]))
    return rates.foreign * by_chance * scale.placed(number, legacy=size == 15) * _OF_THE_SEX


def of_another(guess: Guess, scale: Scale) -> float:
    """That a *guess* is right about the number, and that it is somebody else's.

    It has the person's birth date and sex by chance only, which hardly lessens what agrees with these.
    """
    rates = scale.rates
    by_chance = rates.birth * shared_by_chance(scale) * _OF_THE_SEX
    placed = scale.placed(guess.number, legacy=len(guess.written) == 15)
    return rates.foreign * by_chance * guess.likelihood * placed


def stranger(scale: Scale) -> float:
    """That somebody of whom no number is told is none of the namesakes whose numbers are known."""
    rates = scale.rates
    by_chance = rates.birth * shared_by_chance(scale)
    return rates.masked * rates.known * rates.stands_alone * by_chance


def shared_by_chance(scale: Scale) -> float:
    """How often the birth date that the file tells is also that of somebody else."""
    birth = scale.evidence.birth
    if birth is None:
        return 1.0
    return min(1.0, ((birth[1] - birth[0]).days + 1) / DAYS_OF_BIRTH)
