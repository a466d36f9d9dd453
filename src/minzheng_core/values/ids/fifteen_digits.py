"""Numbers that may stand behind 15 digits, or 14 of them.

They have no check digit; only what the file knows (birth date, region codes) can tell, so guesses come
from that evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.ids.arithmetic import century_of, cut_to_15, to_18
from minzheng_core.values.ids.damage import (
    CONFUSIONS,
    DAYS_OF_BIRTH,
    NEIGHBOURS,
    Damage,
    Guess,
    weight_of_others,
)
from minzheng_core.values.ids.slips import differing, one_edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.values.ids.evidence import Scale
    from minzheng_core.values.ids.rates import Rates


def fifteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Weigh 15 digits as written against the region codes and dates one edit away."""
    evidence, rates = scale.evidence, scale.rates
    number = to_18(text)
    if number is not None:
        yield Guess(number, text, Damage.NONE, 1.0, False)
    if century_of(text) == "18" and (number_of_1900s := to_18(text, "19")):
        yield Guess(number_of_1900s, text, Damage.CENTURY, 1.0, False)
    region, date, sequence = text[:6], text[6:12], text[12:]
    cores = {
        f"{text[:i]}{text[i + 1]}{text[i]}{text[i + 2 :]}"
        for i in (5, 11)  # an exchange across two parts
    }
    codes = evidence.regions | evidence.home_regions
    cores.update(code + date + sequence for code in codes if one_edit(code, region))
    if scale.region(region)[2]:
        near_codes = (*_one_digit_off(region), *_exchanged(region))
        cores.update(code + date + sequence for code in near_codes if scale.listed(code))
    days = {day[2:] for day in evidence.birth_dates}
    near = [day for day in days if one_edit(day, date)]
    if number is None and not near and not cut_to_15(text):
        near = list(_one_digit_off(date))
        near += _exchanged(date)
    if number is not None and scale.unlike_range(number[6:14]):
        slips = (*_one_digit_off(date), *_exchanged(date))
        near += [day for day in slips if scale.birth("19" + day)[1] == "birth-range"]
    if number is not None and scale.unwitnessed(number[6:14]):
        near += (*_one_digit_off(date), *_exchanged(date))
    cores.update(region + day + sequence for day in near)
    beside = [code for code in codes if one_edit(code, region)]
    cores.update(code + day + sequence for code in beside for day in near)
    if number is not None and scale.sex(sequence[2])[2]:
        cores.update(text[:14] + digit for digit in "0123456789")
        cores.add(f"{text[:13]}{text[14]}{text[13]}")
    for core in cores:
        yield from _of_15(core, text, scale)
    swapped = text[:8] + text[10:12] + text[8:10] + text[12:]
    if (number is None or swapped[6:12] in days) and swapped not in cores:
        yield from _put_back(swapped, rates)
    for code in codes | {region}:
        for day in days:
            core = code + day + sequence
            edits = differing(core, text)
            if core not in cores and edits == 2:
                yield from _of_15(core, text, scale)
            elif number and code == region and edits > 2 and (own := to_18(core)):
                yield Guess(own, core, Damage.BLOCK, rates.foreign / DAYS_OF_BIRTH, False)


def _put_back(swapped: str, rates: Rates) -> Iterator[Guess]:
    """The number of 15 digits whose month and day stood in each other's place."""
    number = to_18(swapped)
    if number is not None:
        yield Guess(number, swapped, Damage.EXCHANGED, rates.jump, False)


def _one_digit_off(part: str) -> Iterator[str]:
    for i, old in enumerate(part):
        for digit in "0123456789":
            if digit != old:
                yield part[:i] + digit + part[i + 1 :]


def _exchanged(part: str) -> Iterator[str]:
    for i in range(len(part) - 1):
        yield f"{part[:i]}{part[i + 1]}{part[i]}{part[i + 2 :]}"


def _of_15(core: str, text: str, scale: Scale) -> Iterator[Guess]:
    number = to_18(core)
    if number is None or core == text:
        return
    rates = scale.rates
    usual = rates.substitution / 15 / weight_of_others(rates)
    if not one_edit(core, text):
        damage, rate = Damage.BLOCK, rates.two_given_edits
    elif differing(core, text) > 1:
        damage, rate = Damage.TRANSPOSITION, rates.transposition / 14
    elif any(a + b in CONFUSIONS for a, b in zip(text, core, strict=True)):
        damage, rate = Damage.CONFUSION, usual * rates.confusion
    else:
        near = any(a + b in NEIGHBOURS for a, b in zip(text, core, strict=True))
        damage, rate = Damage.SUBSTITUTION, usual * (rates.confusion if near else 1.0)
    yield Guess(number, core, damage, rate, False)


def fourteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Put back the digit that 14 have lost, where region or date of the file show it.

    Where the file tells no day of birth the date may have lost it as well as the region.
    """
    evidence, rate = scale.evidence, scale.rates.lost / 15
    lacking = {f"{text[:i]}{digit}{text[i:5]}" for i in range(6) for digit in "0123456789"}
    own = evidence.regions | evidence.home_regions
    for code in sorted(lacking):
        if code in own or scale.listed(code):
            yield from _derived(code + text[5:], rate)
    for day in evidence.birth_dates:
        short = day[2:]
        if any(short[:i] + short[i + 1 :] == text[6:11] for i in range(6)):
            yield from _derived(text[:6] + short + text[11:], rate)
    for digit in "0123456789":
        for i in range(12 if evidence.birth_dates else 6, 15):
            yield from _derived(f"{text[:i]}{digit}{text[i:]}", rate / 10)


def _derived(core: str, likelihood: float) -> Iterator[Guess]:
    number = to_18(core)
    if number is not None:
        yield Guess(number, core, Damage.LOST, likelihood, False)
