"""Names that the state prints in other letters than the sound of their characters gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.spelling.divisions import whole_division
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.result import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.registries.place_names.spelling.result import Segment

PRINTED = {
    "陕西": ("Shaanxi",),
    "香港": ("Hong Kong", "Hongkong"),
    "澳门": ("Macau", "Macao"),
    "墨脱": ("Mêdog",),
    "香格里拉": ("Xamgyi'nyilha",),
}
"""Specifics with the letters in which GB/T 2260, the rules of the state or its maps print them, the first foremost."""
_JOINED = frozenset({Kind.VILLAGE, Kind.SETTLEMENT})


def printed_otherwise(name: str, segments: Sequence[Segment], kind: Kind) -> tuple[str, ...]:
    """The specifics of *name* that the state prints in other letters; none of a village so called.

    >>> from minzheng_core.registries import place_names
    >>> spelled = place_names.spell("陕西省")
    >>> printed_otherwise("陕西省", spelled.segments, spelled.kind)
    ('陕西',)
    """
    if name not in PRINTED and (
        kind in _JOINED or (kind is Kind.DIVISION and not whole_division(name))
    ):
        return ()
    return tuple(s.name for s in segments if s.role is Role.SPECIFIC and s.name in PRINTED)


def as_printed(segments: Sequence[Segment]) -> list[str]:
    """Every spelling of these words in the letters that the state prints, with tones in the others.

    >>> from minzheng_core.registries import place_names
    >>> as_printed(place_names.spell("陕西省").segments)
    ['Shaanxi Shěng']
    """
    most = max((len(PRINTED.get(s.name, ())) for s in segments), default=0)
    ways = []
    for number in range(most):
        words = []
        for segment in segments:
            letters = PRINTED.get(segment.name, ()) if segment.role is Role.SPECIFIC else ()
            words.append(letters[min(number, len(letters) - 1)] if letters else segment.text)
        ways.append(" ".join(words))
    return ways
