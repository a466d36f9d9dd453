"""Identity numbers with characters that are no digits: letters typed for digits, masks.

A letter is read as the digit it looks like; a mask is filled from the evidence (region codes and
dates of the file) and from the check digit, and never by guessing.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from minzheng_core.values.ids.arithmetic import (
    CHECK_DIGITS,
    WEIGHTS,
    check_fits,
    to_18,
    weighted_sum,
)
from minzheng_core.values.ids.damage import Damage, Guess
from minzheng_core.values.ids.guesses import guesses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.values.ids.evidence import Scale

LOOKALIKES = str.maketrans("OQDU〇○ILJ|!ZSBGAT", "00000011111258647")
"""Letters and signs typed or read for digits, with the digit each looks like."""

_SMALL = str.maketrans("bgq", "699")
"""Small letters that look like other digits than the capitals do."""

HIDDEN = "?"
"""The sign for a hidden digit in a pattern."""

_RUN = re.compile(r"\?+")


def as_pattern(text: str) -> str:
    """*text* with letters read as digits and every other character as hidden.

    The last of 16 to 19 characters may be the check digit ``X``. One run of hidden digits is
    stretched or shrunk where that makes 18 characters of a number masked with too few signs.

    >>> as_pattern("36213319620815O01O"), as_pattern("362133****0010"), as_pattern("36213362081500b")
    ('362133196208150010', '362133????????0010', '362133620815006')
    """
    if text.isascii() and text.isdigit():
        return text
    upper = text.translate(_SMALL).upper()
    check = upper[-1] if 16 <= len(upper) <= 19 and upper[-1] == "X" != upper[-2] else ""
    body = upper[: len(upper) - len(check)].translate(LOOKALIKES)
    pattern = "".join(c if "0" <= c <= "9" else HIDDEN for c in body) + check
    runs = _RUN.findall(pattern)
    shown = len(pattern) - sum(map(len, runs))
    if len(runs) == 1 and len(pattern) not in {15, 18} and 6 <= shown < 18:
        pattern = _RUN.sub(HIDDEN * (18 - shown), pattern)
    return pattern


def lettered(text: str, digits: str, scale: Scale) -> Iterator[Guess]:
    """Guesses for a *text* whose letters were read as *digits*."""
    rates = scale.rates
    if check_fits(digits):
        yield Guess(digits, digits, Damage.LETTER, rates.letter, True)
        return
    for guess in guesses(digits, scale):
        if guess.damage is Damage.NONE:
            yield guess._replace(damage=Damage.LETTER)
        elif len(guess.written) == len(text) and all(
            "0" <= typed <= "9" or typed == "X"
            for typed, true in zip(text, guess.written, strict=True)
            if typed != true
        ):
            yield guess
        else:
            yield guess._replace(damage=Damage.LETTER, likelihood=guess.likelihood * 20)


def misplaced_x(text: str, scale: Scale) -> Iterator[Guess]:
    """Guesses for a check digit ``X`` that was doubled or stands one place too early."""
    rates = scale.rates
    if len(text) == 19 and text.endswith("XX") and check_fits(text[:18]):
        yield Guess(text[:18], text[:18], Damage.DOUBLED, rates.doubled, True)
    if len(text) == 18 and text[16] == "X" and check_fits(f"{text[:16]}{text[17]}X"):
        number = f"{text[:16]}{text[17]}X"
        yield Guess(number, number, Damage.TRANSPOSITION, rates.transposition, True)


def unmasked(pattern: str, scale: Scale) -> Iterator[Guess]:
    """Guesses for a *pattern* of 15 or 18 characters with hidden digits."""
    if len(pattern) not in {15, 18}:
        return
    split = 14 if len(pattern) == 18 else 12
    dates = _dates(pattern[6:split], scale)
    for tail in _tails(pattern[split:]) if len(dates) <= 1 else [pattern[split:]]:
        if tail.count(HIDDEN) > 1:
            return
        for region, day in product(_regions(pattern[:6], scale), dates):
            yield from _filled(region + day + tail, pattern, scale)


def filled_share(pattern: str, scale: Scale) -> float:
    """How often, compared with the best guess, the file's region or date is not the hidden one."""
    rates = scale.rates
    split = 14 if len(pattern) == 18 else 12
    share = 0.0
    if pattern[6:split].count(HIDDEN) > 2:
        share += (1 - rates.birth) / rates.birth
    if HIDDEN in pattern[:6]:
        share += (1 - rates.region_domicile) / rates.region_domicile
    verified = len(pattern) == 18 and HIDDEN not in pattern[split:]
    return share / 11 if verified else share


def fits(number: str, pattern: str) -> bool:
    """Whether *number* has every digit that *pattern* shows."""
    return len(number) == len(pattern) and all(
        p in (HIDDEN, n) for n, p in zip(number, pattern, strict=True)
    )


def _regions(part: str, scale: Scale) -> list[str]:
    if HIDDEN not in part:
        return [part]
    evidence = scale.evidence
    return [c for c in evidence.regions | evidence.home_regions if fits(c, part)]


def _dates(part: str, scale: Scale) -> list[str]:
    if HIDDEN not in part:
        return [part]
    if part.count(HIDDEN) <= 2:
        prefix = "19" if len(part) == 6 else ""
        return [day for day in _all(part) if scale.birth(prefix + day)[0]]
    days = [day[-len(part) :] for day in scale.evidence.birth_dates]
    return [day for day in dict.fromkeys(days) if fits(day, part)]


def _tails(part: str) -> list[str]:
    """Sequence and check digit: at most one free digit; one more follows from the check digit."""
    hidden = part.count(HIDDEN)
    if hidden <= 1:
        return [part]
    if hidden == 2 and len(part) == 4:
        place = part.index(HIDDEN)
        return [f"{part[:place]}{digit}{part[place + 1 :]}" for digit in "0123456789"]
    return []


def _all(part: str) -> list[str]:
    choices = ["0123456789" if c == HIDDEN else c for c in part]
    return ["".join(digits) for digits in product(*choices)]


def _filled(text: str, pattern: str, scale: Scale) -> Iterator[Guess]:
    rate = scale.rates.masked
    if len(text) == 15:
        for core in _all(text):
            number = to_18(core)
            if number is not None:
                yield Guess(number, core, Damage.MASKED, rate, False)
        return
    if HIDDEN not in text:
        if check_fits(text):
            yield Guess(text, text, Damage.MASKED, rate, HIDDEN not in pattern[14:])
        return
    if text[17] == HIDDEN:
        number = text[:17] + CHECK_DIGITS[weighted_sum(text)]
    else:
        place = text.index(HIDDEN)
        zero = text.replace(HIDDEN, "0")
        check = 10 if text[17] == "X" else ord(text[17]) - 48
        digit = (1 - weighted_sum(zero) - check) * pow(WEIGHTS[place], -1, 11) % 11
        if digit == 10:
            return
        number = text.replace(HIDDEN, str(digit))
    yield Guess(number, number, Damage.MASKED, rate, False)
