"""A column of addresses to divisions of their day; equal to :class:`values.domicile.Domicile`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.values.domicile_answer import Reason
from minzheng_core.values.domicile_resolver import resolver, year_of_list
from minzheng_core.values.domicile_text import FIXES, normalise_domicile, untidy_pattern

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile_answer import Answer

_FIX_BITS = {name: 1 << bit for bit, name in enumerate(FIXES)}
_HOW = pl.Enum([reason.value for reason in Reason])


def resolve(
    texts: pl.Series,
    on: pl.Series | None = None,
    *,
    county: str | None = None,
    overlay: Overlay | None = None,
    skip: tuple[str, ...] = (),
) -> pl.DataFrame:
    """The division, township and reason of each address, as of the date or year beside it.

    *texts* is a column of strings, *on* one of dates or of years of the same height (``None`` or
    null: today's list). Returns ``division`` and ``township`` (String), ``level`` (UInt8), ``how``
    (Enum of :class:`Reason`), ``name`` (full standard name of that day), and the masks ``fixes``
    and ``faults`` (UInt32; bit *i* is ``FIXES[i]`` and ``FAULTS[i]``). Blank cells give nulls.

    >>> resolve(pl.Series(["江西赣州兴国", "赣州地区兴國縣"]), pl.Series([2001, 2001])).rows()[1][0]
    '360732'
    """
    years = _years(on, texts.len())
    cells = pl.DataFrame({"text": texts.cast(pl.String), "year": years})
    distinct = cells.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"))
    keyed = distinct.group_by("text", "year", maintain_order=True).agg("row")
    results = _resolve_distinct(keyed, county, overlay, skip)
    if keyed.height == cells.height:
        return results
    order = np.empty(cells.height, dtype=np.uint32)
    order[keyed["row"].explode().to_numpy()] = np.repeat(
        np.arange(keyed.height, dtype=np.uint32), keyed["row"].list.len().to_numpy()
    )
    return results[order]


def _years(on: pl.Series | None, height: int) -> pl.Series:
    """The year of the list that answers for each row."""
    if on is None:
        return pl.repeat(year_of_list(None), height, dtype=pl.Int32, eager=True)
    years = on.dt.year() if on.dtype.is_temporal() else on
    return (
        years.cast(pl.Int32).fill_null(year_of_list(None)).clip(year_of_list(0), year_of_list(None))
    )


def _resolve_distinct(
    keyed: pl.DataFrame,
    county: str | None,
    overlay: Overlay | None,
    skip: tuple[str, ...],
) -> pl.DataFrame:
    resolve_one = resolver(overlay).resolve
    answers: dict[Answer | None, int] = {None: 0}
    rows: list[int] = []
    text: str | None
    towns: list[str | None] = []
    fixes: dict[int, int] = {}
    untidy = keyed["text"].str.contains(untidy_pattern()).fill_null(value=False)
    columns = (keyed["text"].to_list(), keyed["year"].to_list(), untidy.to_list())
    for text, year, needs_fixes in zip(*columns, strict=True):
        if needs_fixes:
            tidy = normalise_domicile(text, skip)
            fixes[len(rows)] = sum(_FIX_BITS[fix.name] for fix in tidy.fixes)
            text = tidy.text
        if not text or text.isspace():
            rows.append(0)
            towns.append(None)
            continue
        answer, town, _, _ = resolve_one(text, year, county)
        rows.append(answers.setdefault(answer, len(answers)))
        towns.append(town or None)
    masks = np.zeros(len(rows), dtype=np.uint32)
    masks[list(fixes)] = list(fixes.values())
    seen = [answer for answer in answers if answer is not None]
    table = pl.DataFrame(
        {
            "division": [None, *(a.division for a in seen)],
            "level": [None, *(a.level for a in seen)],
            "how": [None, *(a.how.value for a in seen)],
            "name": [None, *(a.name for a in seen)],
            "faults": [0, *(a.faults for a in seen)],
        },
        schema={
            "division": pl.String,
            "level": pl.UInt8,
            "how": _HOW,
            "name": pl.String,
            "faults": pl.UInt32,
        },
    )[np.asarray(rows, dtype=np.uint32)]
    return table.with_columns(
        pl.Series("township", towns, dtype=pl.String), pl.Series("fixes", masks)
    ).select("division", "township", "level", "how", "name", "fixes", "faults")
