"""How identity numbers get damaged, and the sound numbers that may stand behind a damaged one.

Each function undoes one kind of damage and yields guesses: a sound 18-digit number and the
likelihood that it would have been written as the text. Eighteen digits are repaired by arithmetic:
the check digit leaves at most one digit for each position, so there is nothing to search. Fifteen
digits have no check digit; there only what the file knows (birth date, region codes) can tell, so
guesses come from that evidence.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from minzheng_core.values.ids.arithmetic import (
    CHECK_DIGITS,
    WEIGHTS,
    century_of,
    check_fits,
    cut_to_15,
    date_of,
    exchanged,
    to_18,
    weighted_sum,
)
from minzheng_core.values.ids.evidence import differing, one_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.values.ids.evidence import Scale
    from minzheng_core.values.ids.rates import Rates


class Damage(StrEnum):
    """What happened to a number (损坏种类)."""

    NONE = "none"
    """Nothing: the text is right and the file's other columns are not."""
    SUBSTITUTION = "substitution"
    CONFUSION = "confusion"
    """A digit read or typed for one that looks like it."""
    TRANSPOSITION = "transposition"
    JUMP = "jump-transposition"
    EXCHANGED = "month-day-exchanged"
    """Month and day of birth in each other's place."""
    LOST = "lost-digit"
    DOUBLED = "doubled-digit"
    LETTER = "letter-for-digit"
    MASKED = "masked"
    CHECK_MISSING = "check-digit-missing"
    CHECK_WRONG = "check-digit-wrong"
    UPGRADE = "false-upgrade"
    """A 15-digit number made 18 digits long the wrong way (century, padding, order)."""
    CENTURY = "other-century"
    """Nothing: 15 digits with the sequence of a centenarian, of somebody born in the 1900s."""
    EXCEL_ZEROS = "excel-zeros"
    BLOCK = "part-replaced"
    """More than one digit of one part, or one digit in each of two parts."""
    OTHER = "other-number"
    """Another number of the same name; the text itself says nothing any more."""

    @property
    def label(self) -> str:
        """The Chinese words for it."""
        return _LABELS[self]


_LABELS = {
    Damage.NONE: "号码照录",
    Damage.SUBSTITUTION: "错一位",
    Damage.CONFUSION: "形近数字误写",
    Damage.TRANSPOSITION: "相邻两位颠倒",
    Damage.JUMP: "隔位颠倒",
    Damage.EXCHANGED: "月日颠倒",
    Damage.LOST: "漏一位",
    Damage.DOUBLED: "多一位",
    Damage.LETTER: "字母误作数字",
    Damage.MASKED: "号码被遮盖",
    Damage.CHECK_MISSING: "缺校验码",
    Damage.CHECK_WRONG: "校验码不符",
    Damage.UPGRADE: "15 位误升 18 位",
    Damage.CENTURY: "顺序码 996 至 999 而出生在 1900 年代",
    Damage.EXCEL_ZEROS: "末三位丢失",
    Damage.BLOCK: "错两位以上",
    Damage.OTHER: "另有号码",
}

CONFUSIONS = frozenset(["38", "83", "56", "65", "17", "71", "06", "60", "49", "94"])
"""Pairs of digits that are taken for each other, written digit and true digit."""
_KEYS = "1234567890"
NEIGHBOURS = frozenset(f"{a}{b}" for pair in pairwise(_KEYS) for a, b in (pair, pair[::-1]))
"""Pairs of digits whose keys stand side by side."""
EASY_SLIPS = CONFUSIONS | NEIGHBOURS
"""Pairs of which one digit is written for the other more often than for most."""

_INVERSE = {w: pow(w, -1, 11) for w in WEIGHTS}
_STEPS = tuple((i, w, _INVERSE[w]) for i, w in enumerate(WEIGHTS))
_GAPS = {
    gap: tuple((i, (WEIGHTS[i] - WEIGHTS[i + gap]) % 11) for i in range(17 - gap)) for gap in (1, 2)
}


DAYS_OF_BIRTH = 11_000
"""So many days people are born on who register in the same years: thirty years."""


class Guess(NamedTuple):
    """A number that may stand behind a damaged text.

    ``written`` is the text as it should have been written (15 or 18 digits); ``checked`` says that
    the check digit stood in the text and was not computed for the guess.
    """

    number: str
    written: str
    damage: Damage
    likelihood: float
    checked: bool


def guesses(text: str, scale: Scale) -> Iterable[Guess]:
    """Every guess for a *text* of digits (the last of which may be ``X``)."""
    length = len(text)
    if length == 18:
        return _eighteen(text, scale)
    if text[-1] == "X" and length not in {16, 17, 19}:
        return ()
    if length == 17:
        return _seventeen(text, scale)
    if length == 19:
        return _nineteen(text, scale)
    if length == 16:
        return _sixteen(text, scale)
    if length == 15:
        return _fifteen(text, scale)
    if length == 14:
        return _fourteen(text, scale)
    return ()


def _eighteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Undo damage that leaves 18 characters: one digit, an exchange, a false upgrade."""
    rates = scale.rates
    total = weighted_sum(text)
    check = CHECK_DIGITS[total]
    if text.endswith("000"):
        yield from upgraded(text, scale)
        return
    excess = (total + (10 if text[17] == "X" else ord(text[17]) - 48) - 1) % 11
    usual = rates.substitution / 18 / _weight_of_others(rates)
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


def _weight_of_others(rates: Rates) -> float:
    """The weight of the nine digits that may be written for one, those of an easy slip at their rate."""
    easy = len(EASY_SLIPS) / 10
    return 9 - easy + easy * rates.confusion


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
                alone = checked or padded or check_fits(text)
                damage = Damage.UPGRADE if alone else Damage.BLOCK
                yield Guess(number, number, damage, scale.rates.upgrade, checked)


def _parts_replaced(text: str, scale: Scale) -> Iterator[Guess]:
    """Put the file's own date or region in place of a part with more than one wrong digit."""
    evidence = scale.evidence
    region, date, tail = text[:6], text[6:14], text[14:]
    for code in {region, *evidence.regions, *evidence.home_regions}:
        for day in {date, *evidence.birth_dates}:
            number = code + day + tail
            if CHECK_DIGITS[weighted_sum(number)] != text[17]:
                continue
            edits = differing(code, region), differing(day, date)
            rate = _replaced(text, number, edits, scale.rates)
            if rate:
                yield Guess(number, number, Damage.BLOCK, rate, True)


def _replaced(text: str, number: str, edits: tuple[int, int], rates: Rates) -> float:
    """How often *number* is written as *text*, with so many *edits* in the region code and in the date."""
    if sum(edits) < 2:
        return 0.0
    in_region, in_date = edits
    if not in_region and _one_part(number[6:14], text[6:14]):
        return rates.part / 90
    if in_region <= 2 and in_date <= 3:
        return rates.two_given_edits
    return rates.foreign / DAYS_OF_BIRTH if not in_region else 0.0


def _one_part(day: str, other: str) -> bool:
    """Whether two dates differ in the year of the century, the month or the day alone."""
    return sum(day[i : i + 2] != other[i : i + 2] for i in range(0, 8, 2)) == 1


def _seventeen(text: str, scale: Scale) -> Iterator[Guess]:
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


def _nineteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Take away the one character too many of 19."""
    for number, likelihood in _shortened(text, scale):
        if number[17] == CHECK_DIGITS[weighted_sum(number)] and number[:17].isdigit():
            yield Guess(number, number, Damage.DOUBLED, likelihood, True)


def _sixteen(text: str, scale: Scale) -> Iterator[Guess]:
    """Read 16 characters as 15 digits with one too many, or with a check digit, or as 18 without the last two."""
    number = to_18(text[:15])
    if number is not None and number[17] == text[15]:
        yield Guess(number, number, Damage.UPGRADE, scale.rates.upgrade, True)
    for core, likelihood in _shortened(text, scale):
        number = to_18(core)
        if number is not None:
            yield Guess(number, core, Damage.DOUBLED, likelihood, False)
    if text.isdigit() and scale.birth(text[6:14])[1]:
        for digit in "0123456789":
            number = text + digit + CHECK_DIGITS[weighted_sum(text + digit)]
            yield Guess(number, number, Damage.LOST, scale.rates.lost / 10, False)


def _shortened(text: str, scale: Scale) -> Iterator[tuple[str, float]]:
    rates = scale.rates
    length = len(text) - 1
    for i in range(len(text)):
        if i and text[i] == text[i - 1]:
            continue  # the same text as without its neighbour
        doubled = i + 1 < len(text) and text[i] == text[i + 1]
        rate = rates.doubled if doubled else rates.inserted / 10
        yield text[:i] + text[i + 1 :], rate / length


def _fifteen(text: str, scale: Scale) -> Iterator[Guess]:
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
    if number is not None and scale.birth(number[6:14])[2] == "birth-range":
        slips = (*_one_digit_off(date), *_exchanged(date))
        near += [day for day in slips if scale.birth("19" + day)[1] == "birth-range"]
    cores.update(region + day + sequence for day in near)
    if number is not None and scale.sex(sequence[2])[2]:
        cores.update(text[:14] + digit for digit in "0123456789")
        cores.add(f"{text[:13]}{text[14]}{text[13]}")
    for core in cores:
        yield from _of_15(core, text, scale)
    swapped = text[:8] + text[10:12] + text[8:10] + text[12:]
    if swapped[6:12] in days and swapped not in cores and (number := to_18(swapped)):
        yield Guess(number, swapped, Damage.EXCHANGED, rates.jump, False)
    for code in codes | {region}:
        for day in days:
            core = code + day + sequence
            edits = differing(core, text)
            if core not in cores and edits == 2:
                yield from _of_15(core, text, scale)
            elif number and code == region and edits > 2 and (own := to_18(core)):
                yield Guess(own, core, Damage.BLOCK, rates.foreign / DAYS_OF_BIRTH, False)


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
    usual = rates.substitution / 15 / _weight_of_others(rates)
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


def _fourteen(text: str, scale: Scale) -> Iterator[Guess]:
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
