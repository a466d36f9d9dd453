"""When the evidence on one guess suffices to do without a person, whatever its likelihood.

A likelihood alone is no reason: it must be independent evidence that leaves the one answer
(:mod:`~minzheng_core.values.ids.repair` tells which, and why).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reference.region_grade import LATE
from minzheng_core.values.ids.arithmetic import check_fits, to_18
from minzheng_core.values.ids.damage import Damage
from minzheng_core.values.ids.unreadable import as_pattern

if TYPE_CHECKING:
    from minzheng_core.values.ids.damage import Guess
    from minzheng_core.values.ids.evidence import Scale

HERE = frozenset(("region", "home"))
"""That the code is the one of the domicile, or of the county of the archive where none is told."""
_IN_USE = 5e-3
"""A region code that this share of the numbers has stands there by no slip: even a dirty archive has one
code for another in a thousand numbers."""
_NEVER_CERTAIN = frozenset((Damage.NONE, Damage.BLOCK, Damage.JUMP, Damage.CHECK_WRONG))
_NEVER_LIKELY = frozenset((Damage.NONE, Damage.CHECK_WRONG))
_OF_SHAPE = frozenset((Damage.LETTER, Damage.MASKED))


def suffices(
    text: str, guess: Guess, agrees: tuple[str, ...], contradicts: tuple[str, ...], scale: Scale
) -> bool:
    """Whether independent evidence leaves this answer for *text*.

    A known number that no check digit confirms, neither there nor here, and of which two slips would make
    the text does not: one slip in each of the two explains them as well. Nor does it where the check digit of the
    text fits: one number in a thousand ends in 000 by right.
    """
    unproven = guess.number in scale.evidence.unproven and not guess.checked
    if unproven and (guess.damage is Damage.BLOCK or check_fits(text)):
        return False
    if "known" in agrees and _may_be_changed(text, guess, scale):
        return False
    read = guess.damage is Damage.LETTER and guess.written == as_pattern(text)
    enough = _letters_suffice if read else _may_be_certain
    if not enough(guess, agrees, contradicts) and not _rest_stands(
        text, guess, agrees, contradicts
    ):
        return False
    return _well_placed(text, guess, agrees, scale)


def _may_be_changed(text: str, guess: Guess, scale: Scale) -> bool:
    """Whether 15 digits that nothing contradicts may be the number that a known one took the place of.

    The police put sequences and birth dates of more than twenty million numbers right after 1999, about as often
    as just these digits are mistyped; the region code stays.
    """
    own = to_18(text)
    if own is None or own[6:17] == guess.number[6:17]:
        return False
    return not scale.verdicts(own)[1]


def _well_placed(text: str, guess: Guess, agrees: tuple[str, ...], scale: Scale) -> bool:
    """Whether the region code was left as it is, or put right by something that the record names."""
    if guess.written[:6] == text[:6]:
        return True
    moved = scale.evidence.moved
    if moved is not None and "known" not in agrees and moved(text[:6]) > _IN_USE:
        return False  # no slip makes so many numbers alike: the code is on cards, whatever the lists have
    # Of a place that nothing else in the record names, or one that had this code only later; of the
    # archive's county only where the archive tells how often its people have another code.
    late = not guess.checked and scale.timely(guess.number, legacy=len(guess.written) == 15) <= LATE
    counted = guess.checked or moved is not None
    named = {"region", "known", "home"} if counted else {"region", "known"}
    return not late and not named.isdisjoint(agrees)


def left_alone(
    text: str, guess: Guess, agrees: tuple[str, ...], contradicts: tuple[str, ...], scale: Scale
) -> bool:
    """Whether *text* can be no number, and nothing but an age that the file tells speaks against this one.

    No sound value is lost then, whatever is put in its place. That ages are often miscounted the likelihood
    takes into account; against one it needs the check digit that is written, and no more years than are miscounted.
    """
    broken = to_18(text) is None and not check_fits(text)
    kept = guess.checked or guess.damage is Damage.DOUBLED  # every digit stands in the text
    if not kept and not _well_placed(text, guess, agrees, scale):
        return False
    miscounted = scale.birth(guess.number[6:14])[0] > scale.rates.age_one_edit
    against = set(contradicts) - ({"birth-range"} if guess.checked and miscounted else set())
    if guess.damage is Damage.BLOCK and "known" in agrees:
        return False  # of a namesake
    return broken and guess.damage not in _NEVER_LIKELY and "sex" in agrees and not against


def _letters_suffice(guess: Guess, agrees: tuple[str, ...], contradicts: tuple[str, ...]) -> bool:
    """Whether letters are digits of their shape: they show where the damage is, and what stood there."""
    if contradicts or "known" in agrees or "birth-range" not in agrees:
        plain = not contradicts and not guess.checked and {"birth", "sex"} <= {*agrees}
        return plain or _may_be_certain(guess, agrees, contradicts)
    return "sex" in agrees and (guess.checked or not HERE.isdisjoint(agrees))


def _may_be_certain(guess: Guess, agrees: tuple[str, ...], contradicts: tuple[str, ...]) -> bool:
    """Whether enough independent evidence agrees on the guess, whatever its score."""
    if "sex" in contradicts:
        return False
    if "known" in agrees:
        return guess.damage is not Damage.OTHER or (
            "birth" in agrees and "sex" in agrees and not contradicts
        )
    here = not HERE.isdisjoint(agrees)
    if guess.damage is Damage.BLOCK:  # two slips leave the check digit right once in eleven times
        return guess.checked and {"birth", "sex"} <= {*agrees} and here and not contradicts
    if contradicts or guess.damage in _NEVER_CERTAIN:
        return False
    birth = "birth" in agrees or "birth-alternative" in agrees
    if guess.damage is Damage.EXCHANGED and "birth" not in agrees:
        return False  # by chance the check digit allows it of one number in eleven
    if guess.checked:
        return birth or here
    if guess.damage is Damage.CHECK_MISSING:
        return (birth or here) and "sex" in agrees
    if guess.damage is Damage.CENTURY:  # an age tells a hundred years apart
        birth |= "birth-range" in agrees
    return birth and here and "sex" in agrees


def _rest_stands(
    text: str, guess: Guess, agrees: tuple[str, ...], contradicts: tuple[str, ...]
) -> bool:
    """Whether only the region code of 15 digits was damaged, and nothing speaks against the rest of them."""
    if contradicts or guess.damage in _NEVER_CERTAIN | _OF_SHAPE or len(guess.written) != 15:
        return False
    return text.endswith(guess.written[6:]) and "sex" in agrees and not HERE.isdisjoint(agrees)
