"""The answers to a column of addresses as arrays: unit, reason, faults, and how many it may be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile.different import different
from minzheng_core.columns.domicile.memory import OPEN, plain_parts
from minzheng_core.values.domicile.answer import LEVELS, NOT_LOWEST, Reason, reason_for
from minzheng_core.values.domicile.resolver import resolver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.resolver import Resolver

REASONS = list(Reason)
_HOW = pl.Enum([reason.value for reason in Reason])
_NUMBER = {reason: number for number, reason in enumerate(REASONS)}
_NO_UNIT, _BLANK = -1, -2
"""Stand for the unit of an answer without any, and of a blank text, which has no answer."""


@frozen(eq=False, kw_only=True)
class Verdicts:
    """Different answers, and which of them each text has."""

    numbers: Positions
    of: Positions
    """Which of the answers each text has."""
    units: Positions
    hows: Positions
    """Which of :data:`REASONS`."""
    faults: Positions
    choices: Positions
    """Between how many divisions an answer leaves it open."""
    _others: Sequence[Answer | None]
    _resolver: Resolver

    @property
    def blank(self) -> Flags:
        """Which answers are none: the text is blank."""
        blank: Flags = self.units == _BLANK
        return blank

    @property
    def overlay(self) -> Overlay | None:
        """What the county knows besides, by which the answers were found."""
        return self._resolver.overlay

    @property
    def lowest(self) -> Flags:
        """Below which answers no code lies: as :attr:`Answer.lowest`."""
        level = _units(self._resolver.overlay)["level"].fill_null(0).to_numpy()
        level = np.where(self.units < 0, 0, level[self.units])
        city = (level == LEVELS["prefecture"]) & (self.faults & NOT_LOWEST == 0)
        lowest: Flags = (self.choices == 0) & (city | (level == LEVELS["county"]))
        return lowest

    def answers(self, at: Positions) -> list[Answer | None]:
        """Some of the answers; ``None`` for blank texts."""
        return answers_to(self.numbers[at], self._others, self._resolver)

    def answer(self, at: int) -> Answer:
        """One of the answers, that to a text which is not blank."""
        (answer,) = self.answers(np.array([at]))
        if answer is None:
            raise LookupError(at)
        return answer

    def frame(self) -> pl.DataFrame:
        """``division``, ``level``, ``how``, ``name``, ``faults`` and ``choices`` of each text."""
        units = _units(self._resolver.overlay)
        how = pl.Series([reason.value for reason in REASONS] + [None], dtype=_HOW)
        told = units[np.where(self.units < 0, self.units + units.height, self.units)]
        return told.with_columns(
            how[np.where(self.blank, len(REASONS), self.hows)].alias("how"),
            pl.Series("faults", self.faults, dtype=pl.UInt32),
            pl.Series("choices", self.choices, dtype=pl.UInt32),
        ).select("division", "level", "how", "name", "faults", "choices")[self.of]


def verdicts(found: Positions, others: Sequence[Answer | None], resolver: Resolver) -> Verdicts:
    """The answers that have the numbers *found*."""
    numbers, _, of = different(found)
    units, faults, full = plain_parts(numbers)
    said, which = np.unique(faults << 1 | full, return_inverse=True)
    reasons = [_NUMBER[reason_for(one >> 1, full=bool(one & 1))] for one in said.tolist()]
    hows, choices = np.array(reasons, dtype=np.int64)[which], np.zeros_like(units)
    for at in np.flatnonzero(numbers < OPEN).tolist():
        answer = others[OPEN - 1 - int(numbers[at])]
        if answer is None:
            units[at], faults[at] = _BLANK, 0
            continue
        units[at] = _NO_UNIT if answer.unit is None else answer.unit
        hows[at], faults[at], choices[at] = _NUMBER[answer.how], answer.faults, len(answer.choices)
    return Verdicts(
        numbers=numbers,
        of=of,
        units=units,
        hows=hows,
        faults=faults,
        choices=choices,
        others=others,
        resolver=resolver,
    )


def answers_to(
    numbers: Positions, others: Sequence[Answer | None], resolver: Resolver
) -> list[Answer | None]:
    """The answers that have *numbers*: of plain ones what they say."""
    parts = (part.tolist() for part in plain_parts(numbers))
    return [
        others[OPEN - 1 - number]
        if number < OPEN
        else resolver.settled(unit, faults, full=bool(full))
        for number, unit, faults, full in zip(numbers.tolist(), *parts, strict=True)
    ]


@lru_cache(maxsize=4)
def _units(overlay: Overlay | None) -> pl.DataFrame:
    """Code, level and full name of every unit; last those of a blank text and of no unit."""
    index = resolver(overlay).index
    names = [index.full_name(unit) for unit in range(len(index.records))]
    return pl.DataFrame(
        {
            "division": [*(r.code for r in index.records), None, None],
            "level": [*(LEVELS[r.level] for r in index.records), None, 0],
            "name": [*names, None, ""],
        },
        schema={"division": pl.String, "level": pl.UInt8, "name": pl.String},
    )
