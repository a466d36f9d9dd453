"""Lists whose headings stand in two rows, 代码 under the township and 代码 under the village.

The lower row alone is read, so both columns are called the same and the first, the township's, is
taken for the place's own. The codes themselves tell: those of the second begin with the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.registries.place_names.code_classes import code_column

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl

_NAMED = "名称|名字|村|社区|地名"
_MOST = 0.9
"""So many of the rows must have both codes."""


@frozen(kw_only=True)
class Levels:
    """What the columns of a place and of the township above it are called."""

    code: str
    name: str
    town_code: str
    town: str


def with_own_columns(frame: pl.DataFrame, levels: Levels, known: Collection[str]) -> pl.DataFrame:
    """*frame* with the villages' codes and names as their own and the townships' above them.

    *known* are the fields; other columns are those that were left under their heading. Nothing
    changes where there is no such second column.
    """
    import polars as pl

    if levels.code not in frame.columns or levels.town_code in frame.columns or not frame.height:
        return frame
    left = [c for c, kind in frame.schema.items() if kind == pl.String and c not in known]
    upper = code_column(levels.code)
    lower = next((c for c in left if _lies_below(frame, upper, code_column(c))), None)
    if lower is None:
        return frame
    frame = frame.with_columns(
        pl.col(lower).alias(levels.code), pl.col(levels.code).alias(levels.town_code)
    ).drop(lower)
    names = [c for c in left if c != lower and pl.Series([c]).str.contains(_NAMED)[0]]
    if levels.name not in frame.columns or levels.town in frame.columns or len(names) != 1:
        return frame
    of_town = frame.group_by(levels.town_code).agg(pl.col(levels.name).drop_nulls().n_unique())
    if of_town[levels.name].max() != 1:
        return frame
    return frame.with_columns(
        pl.col(names[0]).alias(levels.name), pl.col(levels.name).alias(levels.town)
    ).drop(names)


def _lies_below(frame: pl.DataFrame, upper: pl.Expr, lower: pl.Expr) -> bool:
    """Whether *lower* holds codes of villages in the townships whose codes *upper* holds."""
    both = frame.select(upper.alias("u"), lower.alias("l")).drop_nulls()
    if not both.height or both.height < _MOST * frame.height:
        return False
    towns = both["u"].str.contains(r"^[0-9]{9}(?:000)?$").all()
    villages = both["l"].str.contains(r"^[0-9]{12}$").all()
    within = (both["u"].str.head(9) == both["l"].str.head(9)).all()
    return towns and villages and within and not (both["u"] == both["l"]).any()
