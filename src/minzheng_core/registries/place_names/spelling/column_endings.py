"""What stands behind the specific of a name in a column: its ending, and the words made of it once for all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.reference.place_spelling import place_generics
from minzheng_core.registries.place_names.spelling.divisions import (
    FORESTS,
    ORGANISATIONS,
    Villages,
)
from minzheng_core.registries.place_names.spelling.guessing import PASTORAL
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.orthography import plain
from minzheng_core.registries.place_names.spelling.result import Role
from minzheng_core.registries.place_names.spelling.spell import Speller

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.spelling.column_readings import Ints

_SAMPLE = "国国"
"""A specific that no rule is about, to see what becomes of an ending."""
_SHORT = ("国", "东")
"""Specifics of one character; what follows such a one is not always what it seems."""


@frozen
class Ending:
    """What an ending becomes: how much of it belongs to the specific, and the words after that.

    ``pastoral`` says that it has a Mongol generic.
    """

    length: int
    joined: int
    toned: str
    plain: str
    pastoral: bool = False


@lru_cache(maxsize=8)
def endings_for(kind: Kind) -> tuple[str, ...]:
    """What names of a kind may end with: generics, and committees behind them."""
    if kind is Kind.SETTLEMENT:
        return ()
    wanted = "village" if kind is Kind.VILLAGE else "division"
    generics = [g.name for g in place_generics().values() if wanted in g.classes]
    generics = [name for name in generics if name != FORESTS]
    if kind is Kind.DIVISION:
        return tuple(generics)
    organised = [g + o for g in ("", *generics, "居民") for o in ORGANISATIONS]
    return tuple(dict.fromkeys((*generics, *organised)))


@lru_cache(maxsize=8)
def ending_pattern(kind: Kind) -> str:
    """Finds the longest ending in what follows the first character of a name."""
    tails = sorted(endings_for(kind), key=len, reverse=True)
    return f"({'|'.join(map(re.escape, tails))})$" if tails else ""


def endings_of(kind: Kind, tails: pl.Series, villages: Villages) -> tuple[list[Ending], Ints]:
    """The different endings, and which of them each name has."""
    different = tails.unique()
    numbers = pl.Series(range(len(different)), dtype=pl.Int64)
    found = [_ending(kind, tail, villages) for tail in different]
    return found, tails.replace_strict(different, numbers).to_numpy()


@lru_cache(maxsize=4096)
def _ending(kind: Kind, tail: str, villages: Villages, sample: str = _SAMPLE) -> Ending:
    """The words that the scalar path makes of an ending."""
    if not tail:
        return Ending(0, 0, "\n", "\n")
    spelled = Speller(villages=villages).spell(sample + tail, kind)
    first, *others = spelled.segments
    after = others if first.role is Role.SPECIFIC else []
    toned = "".join(f" {segment.text}" for segment in after)
    pastoral = any(s.role is Role.GENERIC and s.name in PASTORAL for s in after[:1])
    joined = len(first.name) - len(sample)
    return Ending(len(tail), joined, f"{toned}\n", f"{plain(toned)}\n", pastoral)


@lru_cache(maxsize=4096)
def same_when_short(kind: Kind, tail: str, villages: Villages) -> bool:
    """Whether an ending becomes the same after a specific of one character."""
    usual = _ending(kind, tail, villages)
    return all(_ending(kind, tail, villages, sample) == usual for sample in _SHORT)
