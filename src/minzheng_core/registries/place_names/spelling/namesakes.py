"""Where the tabled spelling of a specific may not be that of the name at hand, though the characters are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.spelling.divisions import minority
from minzheng_core.registries.place_names.spelling.guessing import transcribed
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.result import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.registries.place_names.spelling.pieces import Piece

_SHORT = len("江达")
_SMALL = frozenset({"乡", "镇", "村", "苏木"})
_OWN = frozenset({Role.SPECIFIC, Role.MODIFIER})
_FOR_THEIR_WORDS = frozenset({Kind.SIGHT, Kind.BUILDING})
"""Kinds that are oftener named for what the words say than after a county far away."""


def is_another(name: str, pieces: Sequence[Piece], region: str, kind: Kind) -> bool:
    """Whether the place *name* may not be called as the table spells its specific, or goes on in no table.

    A sight of unknown place is named for its words (曲水园); a township of two characters may be one of
    several (江达乡 is also in 工布江达县); what follows may be a transcription itself (乌兰乌拉湖).
    """
    first = next(piece for piece in pieces if piece.role is Role.SPECIFIC)
    alone = kind in _FOR_THEIR_WORDS and not region and len(pieces) == 2
    if alone and first.stop - first.start == _SHORT:
        return True
    return _goes_on(name, pieces, region) or _named_elsewhere(name, pieces, region)


def _goes_on(name: str, pieces: Sequence[Piece], region: str) -> bool:
    """Whether a transcription without a tabled spelling follows a tabled specific: 乌拉 in 乌兰乌拉湖."""
    tabled = minority(name, region)
    if tabled and name.removeprefix(tabled.stem) in tabled.generics:
        return False
    return any(
        piece.role in _OWN and not piece.letters and transcribed(name[piece.start : piece.stop])
        for piece in pieces[1:]
    )


def _named_elsewhere(name: str, pieces: Sequence[Piece], region: str) -> bool:
    """Whether a township or village called like a county, of two characters, lies in no known prefecture."""
    first, *others = pieces
    short = first.role is Role.SPECIFIC and first.stop - first.start == _SHORT
    small = any(name[p.start : p.stop] in _SMALL for p in others if p.role is Role.GENERIC)
    return short and small and len(region) < len("5403")
