"""What none of the guesses explains, as a likelihood beside theirs: "none of these" (都不是).

A list of candidates is only as sure as what it leaves out. Three explanations of a text can never be
listed, because they tell nothing of the true number; their likelihoods are in the units of the guesses
(:mod:`~minzheng_core.values.ids.evidence`), where every day of birth and every sequence weighs the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from minzheng_core.values.ids.arithmetic import check_fits, to_18
from minzheng_core.values.ids.damage import DAYS_OF_BIRTH
from minzheng_core.values.ids.evidence import one_edit

if TYPE_CHECKING:
    from minzheng_core.values.ids.evidence import Scale

_SAME_CHECK = 0.09
"""One sequence in eleven gives the check digit that is written, and half of them the person's sex."""
_OF_THE_SEX = 0.5


class Unlisted(NamedTuple):
    """The likelihood of what is not listed: ``slips`` beside ``parts``, ``outright`` by itself.

    ``parts`` are how well region and date fit the file in the best case; ``None`` where as well as those of any guess.
    """

    slips: float
    outright: float = 0.0
    parts: float | None = None


def two_slips(text: str, scale: Scale) -> Unlisted:
    """Two edits of which nothing checks one: some ten such numbers agree with any evidence.

    The other one may have been in the region code or in the date, where that of the file is an edit away.
    """
    slips = 10 * scale.rates.two_given_edits
    size = len(text)
    if size not in (15, 18) or not text[:14].isdigit():
        return Unlisted(slips)
    legacy, evidence = size == 15, scale.evidence
    own = text[:6], ("19" + text[6:12] if legacy else text[6:14])
    codes = [c for c in evidence.regions | evidence.home_regions if one_edit(c, own[0])]
    days = [day for day in evidence.birth_dates if one_edit(day, own[1])]
    reached = [own, *((code, own[1]) for code in codes), *((own[0], day) for day in days)]
    return Unlisted(slips, parts=max(_fit(code, day, scale, legacy) for code, day in reached))


def _fit(code: str, day: str, scale: Scale, legacy: bool) -> float:
    birth = scale.birth(day)[0]
    return birth and birth * max(scale.placed(code + day, legacy=legacy), scale.rates.region_listed)


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
        birth = scale.birth(text[6:14])[0]
        parts = birth and birth * scale.placed(text, legacy=False)
        return rates.sequence * _SAME_CHECK * _OF_THE_SEX * parts
    number = text if size == 18 else to_18(text)
    if number is None or not number[:17].isdigit():
        return 0.0
    by_chance = rates.birth * shared_by_chance(scale)
    return rates.foreign * by_chance * scale.placed(number, legacy=size == 15) * _OF_THE_SEX


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
