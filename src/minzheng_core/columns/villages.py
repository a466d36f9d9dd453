"""A column of addresses down to the village, by the gazetteer of an overlay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.columns import domiciles
from minzheng_core.values.domicile.local_places import places_of

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay

_KEY = ("division", "year", "township", "tail")


def resolve(
    texts: pl.Series, on: pl.Series | None, *, county: str | None, overlay: Overlay
) -> pl.DataFrame:
    """The columns of :func:`columns.domiciles.resolve`, and ``village`` (String).

    The code of the one village that the gazetteer of *overlay* has for the writing; null where it
    has none or several, where it gives no code, and where anything is misspelt.
    """
    found = domiciles.locate(texts, on, county=county, overlay=overlay).with_columns(
        pl.col("tidy").str.slice(pl.col("end")).alias("tail")
    )
    asked = found.filter((pl.col("level") > 1) & (pl.col("choices") == 0) & (pl.col("tail") != ""))
    keys = asked.select(_KEY).unique(maintain_order=True)
    codes = [_village(key, overlay) for key in keys.rows()]
    villages = keys.with_columns(pl.Series("village", codes, dtype=pl.String))
    return found.join(
        villages, on=list(_KEY), how="left", nulls_equal=True, maintain_order="left"
    ).select("division", "township", "level", "how", "name", "fixes", "faults", "village")


def _village(key: tuple[Any, ...], overlay: Overlay) -> str | None:
    division, year, township, tail = key
    places = places_of(division, year, overlay, overlay.gazetteer)
    village = places.village(tail, township or "") if places else None
    return village.code or None if village else None
