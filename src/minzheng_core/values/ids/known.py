"""Sound numbers of the same name elsewhere in the file, as explanations of a damaged number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.edit_distance import edit_distance
from minzheng_core.values.ids.arithmetic import check_fits, core_15, cut_to_15
from minzheng_core.values.ids.damage import Damage, Guess
from minzheng_core.values.ids.slips import one_part
from minzheng_core.values.ids.unreadable import HIDDEN, fits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from minzheng_core.values.ids.evidence import Scale


SEQUENCES = 1000
"""So many sequences there are."""


def known_guesses(
    pattern: str, found: Collection[str], scale: Scale, *, foreign: bool
) -> Iterator[Guess]:
    """Guesses among the known numbers that no single damage explained (*found* has those).

    *foreign* says that the text is somebody else's number, so that it says nothing of this person's.
    """
    rates = scale.rates
    rounded = len(pattern) == 18 and pattern.endswith("000")
    short = cut_to_15(pattern)
    cut = short or (rounded and check_fits(pattern))
    for number in scale.evidence.known:
        if number in found:
            continue
        core = core_15(number)
        if (rounded or short) and number[:15] == pattern[:15]:
            yield Guess(number, number, Damage.EXCEL_ZEROS, rates.letter, False)
        elif HIDDEN in pattern and fits(number, pattern):
            yield Guess(number, number, Damage.MASKED, rates.masked, False)
        elif HIDDEN in pattern and fits(core, pattern):
            yield Guess(number, core, Damage.MASKED, rates.masked, False)
        elif foreign:
            yield Guess(number, number, Damage.OTHER, rates.masked, False)
        elif cut:
            continue  # what lost its last digits kept the first fifteen
        elif len(pattern) >= 12 and number.startswith(pattern):
            yield Guess(number, number, Damage.LOST, rates.two_edits / 18, False)
        elif _one_part_replaced(pattern, number):
            yield Guess(number, number, Damage.BLOCK, rates.sequence / SEQUENCES, True)
        else:
            for written in (number, core):
                edits = edit_distance(pattern, written, 2)
                if edits <= 2:
                    one = edits == 1 and len(written) == 15
                    rate = rates.substitution / 135 if one else rates.two_given_edits
                    damage = Damage.SUBSTITUTION if one else Damage.BLOCK
                    checked = len(pattern) == len(written) == 18 and pattern[17] == written[17]
                    yield Guess(number, written, damage, rate, checked)
                    break


def _one_part_replaced(pattern: str, number: str) -> bool:
    """Whether 18 digits are *number* with another region code, birth date or sequence: its check digit fails now."""
    if len(pattern) != 18 or pattern[17] != number[17] or check_fits(pattern):
        return False
    return one_part(pattern, number)
