"""Which names of a column are ordinary, so that arrays may spell them, and of what kind each is."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.registries.place_names.spelling.characters import substitutes
from minzheng_core.registries.place_names.spelling.guessing import kind_of
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.spell import LONGEST

_HAN = range(0x4E00, 0x9FA6)
"""Code points of the characters that ordinary names are written with."""
_NEW_TOWN = "新镇"
"""Whether this is one word or two (川沙新镇, 维新镇) depends on the characters before it."""
_KINDS = [Kind.VILLAGE.value, Kind.SETTLEMENT.value, Kind.DIVISION.value]
"""Kinds that arrays spell."""
_COMMITTEES = ("村委会", "居委会", "村民委员会", "居民委员会", "社区", "嘎查")
"""Endings of villages and their committees, beyond doubt; others of committees may be townships."""
_GUESS = {"guess": pl.String, "doubt": pl.Boolean}


def with_kinds(table: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """*table* with a ``kind`` for every ordinary name, and which of its names arrays may spell.

    ``asked`` is the kind that was given; where there was none it is guessed as :func:`kind_of` does,
    and ``unsure`` says that this is in doubt.
    """
    name = pl.col("name")
    usual = table.select(
        name.str.contains(_usual())
        & name.str.len_chars().is_between(2, LONGEST)
        & ~name.str.ends_with(_NEW_TOWN)
    ).to_series()
    table = table.with_columns(asked="kind", unsure=pl.lit(value=False))
    if table["kind"].null_count():
        table = _guessed(table, usual)
    return table, usual & table["kind"].is_in(_KINDS).fill_null(value=False)


def _guessed(table: pl.DataFrame, usual: pl.Series) -> pl.DataFrame:
    """With the kinds of *usual* names of which none was asked for."""
    name, unasked = pl.col("name"), pl.col("asked").is_null()
    committee = pl.any_horizontal(name.str.ends_with(end) for end in _COMMITTEES)
    village = name.str.ends_with("村") & (name.str.len_chars() > 2)
    kind = pl.when(unasked & (committee | village)).then(pl.lit(Kind.VILLAGE.value))
    table = table.with_columns(kind.otherwise("kind").alias("kind"), unsure=unasked & village)
    open_ = usual & table["kind"].is_null()
    guesses = lift([table["name"].filter(open_)], _guess, _GUESS)
    at = open_.arg_true()
    return table.with_columns(
        table["kind"].scatter(at, guesses["guess"]), table["unsure"].scatter(at, guesses["doubt"])
    )


def _guess(name: str) -> tuple[str, bool]:
    kind, sure = kind_of(name)
    return kind.value, not sure


@lru_cache(maxsize=1)
def _usual() -> str:
    """Matches names of Chinese characters for which the scalar path reads no other ones."""
    others = sorted(code for code in substitutes() if code in _HAN)
    firsts = [_HAN.start, *(code + 1 for code in others)]
    lasts = [*(code - 1 for code in others), _HAN.stop - 1]
    spans = zip(firsts, lasts, strict=True)
    return f"^[{''.join(f'{chr(a)}-{chr(b)}' for a, b in spans if a <= b)}]+$"
