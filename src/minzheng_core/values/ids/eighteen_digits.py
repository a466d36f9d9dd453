"""Numbers that may stand behind 18 characters, or 17 of them, that are none.

They are repaired by arithmetic: the check digit leaves at most one digit for each position, so there is
nothing to search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.ids.arithmetic import (
    CHECK_DIGITS,
    WEIGHTS,
    check_fits,
    date_of,
    exchanged,
    to_18,
    weighted_sum,
)
from minzheng_core.values.ids.damage import (
    CONFUSIONS,
    DAYS_OF_BIRTH,
    NEIGHBOURS,
    Damage,
    Guess,
    weight_of_others,
)
from minzheng_core.values.ids.slips import differing, edits_of, one_edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.values.ids.evidence import Scale
    from minzheng_core.values.ids.rates import Rates

_WRONG_CENTURIES = frozenset(("18", "20"))
_INVERSE = {w: pow(w, -1, 11) for w in WEIGHTS}
_STEPS = tuple((i, w, _INVERSE[w]) for i, w in enumerate(WEIGHTS))
_GAPS = {
    gap: tuple((i, (WEIGHTS[i] - WEIGHTS[i + gap]) % 11) for i in range(17 - gap)) for gap in (1, 2)
}


def eighteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Undo damage that leaves 18 characters: one digit, an exchange, a false upgrade."""
    rates = scale.rates
    total = weighted_sum(text)
    check = CHECK_DIGITS[total]
    if text.endswith("000"):
        yield from upgraded(text, scale)
        return
    excess = (total + (10 if text[17] == "X" else ord(text[17]) - 48) - 1) % 11
    usual = rates.substitution / 18 / weight_of_others(rates)
    for i, _, inverse in _STEPS:
        digit = (ord(text[i]) - 48 - excess * inverse) % 11
        if digit == 10:
            continue
        new = chr(digit + 48)
        number = f"{text[:i]}{new}{text[i + 1 :]}"
        if 6 <= i < 14 and not scale.birth(number[6:14])[0]:
            continue
        if text[i] + new in CONFUSIONS:
            yield Guess(number, number, Damage.CONFUSION, usual * rates.confusion, True)
        else:
            easy = rates.confusion if text[i] + new in NEIGHBOURS else 1.0
            yield Guess(number, number, Damage.SUBSTITUTION, usual * easy, True)
    number = text[:17] + check
    likelihood = (rates.substitution / 18 + rates.check_made_up) / 10
    yield Guess(number, number, Damage.CHECK_WRONG, likelihood, False)
    for gap, rate, damage in (
        (1, rates.transposition, Damage.TRANSPOSITION),
        (2, rates.jump, Damage.JUMP),
    ):
        for i, weight in _GAPS[gap]:
            if ((ord(text[i]) - ord(text[i + gap])) * weight - excess) % 11 == 0:
                j = i + gap
                number = f"{text[:i]}{text[j]}{text[i + 1 : j]}{text[i]}{text[j + 1 :]}"
                yield Guess(number, number, damage, rate / 17, True)
    if text[17] != "X":
        number = f"{text[:16]}{text[17]}{text[16]}"
        if CHECK_DIGITS[weighted_sum(number)] == text[16]:
            yield Guess(number, number, Damage.TRANSPOSITION, rates.transposition / 17, True)
    number = exchanged(text)
    if number != text and number[17] == CHECK_DIGITS[weighted_sum(number)]:
        yield Guess(number, number, Damage.EXCHANGED, rates.jump, True)
    yield from upgraded(text, scale)
    yield from _parts_replaced(text, scale)
    yield from _with_another(text, scale)


def seventeen(text: str, scale: Scale) -> Iterator[Guess]:
    """Put back the digit that 17 characters have lost."""
    rates = scale.rates
    if text[-1] != "X":
        number = text + CHECK_DIGITS[weighted_sum(text)]
        rate = rates.check_missing if number[17] == "X" else rates.check_missing / 5
        yield Guess(number, number, Damage.CHECK_MISSING, rate, False)
    for i in range(18 if text[-1] != "X" else 17):
        # With a zero put in, the weighted sum tells which digit makes it right.
        padded = f"{text[:i]}0{text[i:]}"
        if i == 17:
            number = text + CHECK_DIGITS[weighted_sum(text)]
            yield Guess(number, number, Damage.LOST, rates.lost / 18, False)
            continue
        lacking = 10 if padded[17] == "X" else ord(padded[17]) - 48
        digit = ((1 - weighted_sum(padded) - lacking) * _INVERSE[WEIGHTS[i]]) % 11
        if digit != 10:
            number = f"{text[:i]}{digit}{text[i:]}"
            yield Guess(number, number, Damage.LOST, rates.lost / 18, True)


def upgraded(text: str, scale: Scale) -> Iterator[Guess]:
    """Find the 15 digits inside a number that was made 18 digits long the wrong way."""
    if date_of(text[6:14]) is None or scale.birth(text[6:14])[0] <= scale.rates.birth_other:
        cores = [text[:6] + text[8:17]]
        padded = text.endswith("000") or text.startswith("000")
        if text.endswith("000"):
            cores.append(text[:15])
        if text.startswith("000"):
            cores.append(text[3:])
        for core in cores:
            number = to_18(core)
            if number is not None and number[:14] != text[:14]:
                checked = core != text[:15] and number[17] == text[17]
                # Of a wrong century alone the check digit was computed with it, or is the right one.
                if checked or padded or check_fits(text):
                    yield Guess(number, number, Damage.UPGRADE, scale.rates.upgrade, checked)
                elif text[6:8] in _WRONG_CENTURIES:
                    rate = scale.rates.check_made_up / len(_WRONG_CENTURIES) / 10
                    yield Guess(number, number, Damage.BLOCK, rate, False)


def _with_another(text: str, scale: Scale) -> Iterator[Guess]:
    """Put right the one slip that the file shows, and one more in the sequence or in the check digit."""
    rate = scale.rates.two_given_edits
    for code, day in shown_slips(text, scale):
        for place in range(14, 18):
            number = _fitting(code + day + text[14:], place)
            if number and number[place] != text[place]:
                yield Guess(number, number, Damage.BLOCK, rate, place < 17)


def shown_slips(text: str, scale: Scale) -> Iterator[tuple[str, str]]:
    """The region codes and dates one edit from those of 18 digits that cannot be the person's."""
    evidence, region, day = scale.evidence, text[:6], text[6:14]
    if scale.birth(day)[0] <= scale.rates.birth_other:
        near = dict.fromkeys(edits_of(day))
        yield from ((region, other) for other in near if not scale.birth(other)[2])
    if scale.region(region)[2]:
        codes = evidence.regions | evidence.home_regions
        yield from ((code, day) for code in codes if one_edit(code, region))


def _fitting(text: str, place: int) -> str | None:
    """*text* with the one digit at *place* that makes the check digit fit."""
    if place == 17:
        return text[:17] + CHECK_DIGITS[weighted_sum(text)]
    zero = f"{text[:place]}0{text[place + 1 :]}"
    lacking = 10 if text[17] == "X" else ord(text[17]) - 48
    digit = (1 - weighted_sum(zero) - lacking) * _INVERSE[WEIGHTS[place]] % 11
    return None if digit == 10 else f"{text[:place]}{digit}{text[place + 1 :]}"


def _parts_replaced(text: str, scale: Scale) -> Iterator[Guess]:
    """Put the file's own date or region in place of a part with more than one wrong digit."""
    evidence = scale.evidence
    region, date, tail = text[:6], text[6:14], text[14:]
    for code in {region, *evidence.regions, *evidence.home_regions}:
        for day in {date, *evidence.birth_dates}:
            number = code + day + tail
            if CHECK_DIGITS[weighted_sum(number)] != text[17]:
                continue
            rate = _replaced(text, number, scale.rates)
            if rate:
                yield Guess(number, number, Damage.BLOCK, rate, True)


def _replaced(text: str, number: str, rates: Rates) -> float:
    """How often *number* is written as *text*, with other digits in the region code or in the date.

    In both of them with one edit each: of three, some pair of the county's codes and the file's date gets the check
    digit right by chance about as often as there are so many edits.
    """
    in_region, in_date = differing(number[:6], text[:6]), differing(number[6:14], text[6:14])
    if in_region + in_date < 2:
        return 0.0
    if in_region and in_date:
        both = one_edit(number[:6], text[:6]) and one_edit(number[6:14], text[6:14])
        return rates.two_given_edits if both else 0.0
    if in_region:
        return rates.two_given_edits if in_region == 2 else 0.0
    if _one_part(number[6:14], text[6:14]):
        return rates.part / 90
    return rates.two_given_edits if in_date <= 3 else rates.foreign / DAYS_OF_BIRTH


def _one_part(day: str, other: str) -> bool:
    """Whether two dates differ in the year of the century, the month or the day alone."""
    return sum(day[i : i + 2] != other[i : i + 2] for i in range(0, 8, 2)) == 1
