"""Numbers that end in 000: what a chunk shows of them to the rest of the archive, and what that has shown.

Whether a spreadsheet took their last digits no row shows by itself, see
:mod:`minzheng_core.cleaning.evidence.lost_tails`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.values.ids import id_number
from minzheng_core.values.ids.faults import TAIL_LOST
from minzheng_core.values.ids.kinds import EIGHTEEN

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.evidence.lost_tails import LostTails
    from minzheng_core.schema import FieldSpec

ROUND_TAIL = 1 << id_number.FAULTS.index("ID112")
"""The fault of a number that a spreadsheet may have cut."""
LOST_TAIL = sum(1 << id_number.FAULTS.index(code) for code in sorted(TAIL_LOST))
"""The faults of numbers whose last three digits may be lost."""
_POWER_OF_TEN = 1 << id_number.FAULTS.index("ID111")
_MALE = 1
_PLACE = ("source_file", "source_sheet")


def place_in(raw: pl.DataFrame) -> pl.Series:
    """The table in which each row stands, as a number."""
    return raw.select(place=pl.struct(_PLACE).hash())["place"]


def cut_in(number: pl.DataFrame, sex: pl.Series) -> pl.Series:
    """Which numbers a spreadsheet has cut, which it has not, and (null) of which nothing is known.

    *number* has the columns ``kind, text, id18, faults``. A sound number that ends in 000 is of a woman.
    """
    faults, sound = pl.col("faults"), pl.col("id18").is_not_null()
    round_tail = (faults & ROUND_TAIL) != 0
    open_still = round_tail & _fits() & (pl.lit(sex) != _MALE).fill_null(value=True)
    eighteen = pl.col("kind").cast(pl.String).is_in([str(kind) for kind in EIGHTEEN])
    return number.select(
        cut=pl.when(open_still)
        .then(None)
        .when(round_tail | ((faults & _POWER_OF_TEN) != 0))
        .then(statement=True)
        .when(eighteen & sound)
        .then(statement=False)
    )["cut"]


def without_doubt(
    chunk: Chunk, spec: FieldSpec, parts: pl.DataFrame, tails: LostTails
) -> pl.DataFrame:
    """The *parts* of numbers without the doubt about the last digits, where the archive shows that none were lost."""
    doubted = (parts["faults"] & ROUND_TAIL) != 0
    if not tails.counts or not doubted.any():
        return parts
    party = spec.name.removesuffix("_id_number")
    doubted &= parts.select(fits=_fits())["fits"]
    places = place_in(chunk.raw.filter(doubted))
    whole = {place: tails.whole((party, place)) for place in places.unique()}
    cleared = pl.Series(
        [at for at, place in zip(doubted.arg_true(), places, strict=True) if whole[place]],
        dtype=pl.UInt32,
    )
    faults = parts["faults"].gather(cleared) ^ ROUND_TAIL
    return parts.with_columns(parts["faults"].clone().scatter(cleared, faults))


def _fits() -> pl.Expr:
    """Whether the number is sound as it stands, with 000 at its end."""
    return (pl.col("id18") == pl.col("text")) & pl.col("text").str.ends_with("000")
