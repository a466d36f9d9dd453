"""What the findings on a column of addresses say: part, expected and actual.

:func:`minzheng_core.columns.domiciles.resolve` tells that something is to be said; what exactly is
the same for all houses of a village, and so is told once for what stands above the village.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.columns.domicile.above_village import above_village
from minzheng_core.columns.domicile.memory import NO_HEAD, UNTOLD
from minzheng_core.columns.domiciles import find
from minzheng_core.values.domicile.answer import DIVIDED, MISSPELT, PART, codes_of
from minzheng_core.values.domicile.domicile import BEGINNING, findings_on
from minzheng_core.values.domicile.resolver import resolver

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.columns.domicile.letters import Flags
    from minzheng_core.columns.domiciles import Found
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.resolver import Resolved, Resolver

    Resolve = Callable[[str, int, str | None], Resolved | None]

_CUT = pl.col("tidy").str.len_chars() > BEGINNING
_BEGINNING = pl.col("tidy").str.slice(0, BEGINNING) + pl.when(_CUT).then(pl.lit("…")).otherwise(
    pl.lit("")
)
_IN_WORDS = MISSPELT | DIVIDED | PART
"""What is said of these faults is more than the names that are written."""
_UNKNOWN = "DV201"
_SAID = dict.fromkeys(("code", "part", "expected", "actual"), pl.String)


def particulars(
    texts: pl.Series,
    on: pl.Series | None = None,
    *,
    county: str | None = None,
    overlay: Overlay | None = None,
) -> pl.DataFrame:
    """The findings on each address, equal to those of :meth:`values.domicile.Domicile.parse`.

    The arguments are those of :func:`minzheng_core.columns.domiciles.resolve`. Returns ``at`` (the
    position of the text, UInt32), ``code``, ``part``, ``expected`` and ``actual``, in the order of
    the texts and for each in that of the codes.

    >>> particulars(pl.Series(["江西兴国县", "江西兴园县背街村12号"]), pl.Series([2001, 2001])).rows()
    [(1, 'DV203', 'division', '兴国县', '兴园县')]
    """
    one = resolver(overlay)
    found = find(texts, on, county=county, overlay=overlay)
    told = found.verdicts
    plain = ((told.choices == 0) & (told.faults & _IN_WORDS == 0))[told.of]
    plain &= found.places.chains != UNTOLD
    of_names = _of_names(found, plain)
    cells = pl.DataFrame({"tidy": found.tidy, "year": found.years})[found.cells]
    cells = cells.with_row_index("at").filter(pl.Series(~plain[found.cells]))
    cells = cells.filter(pl.col("tidy").str.strip_chars() != "")
    above = above_village(cells["tidy"], one.above_village)
    shared, rest = _told(one, cells.with_columns(read=above), county, one.resolve_above_village)
    alone, _ = _told(one, rest.with_columns(read="tidy"), county, one.resolve_whole)
    return pl.concat([of_names, shared, alone]).sort("at", maintain_order=True)


def _of_names(found: Found, plain: Flags) -> pl.DataFrame:
    """The findings on the *plain* ones: the names that are written, and the place that they mean."""
    faults = np.where(plain, found.verdicts.faults[found.verdicts.of], 0)
    masks, which = np.unique(faults, return_inverse=True)
    codes = pl.Series([codes_of(mask) for mask in masks.tolist()], dtype=pl.List(pl.String))
    chains, of = np.unique(found.places.chains, return_inverse=True)
    words = [found.tables.units.words_of(chain) if chain >= 0 else "" for chain in chains.tolist()]
    names = pl.Series(words, dtype=pl.String)[of]
    name = found.verdicts.frame()["name"]
    said = pl.DataFrame({"name": name, "names": names, "tidy": found.tidy}).select(
        pl.lit("division").alias("part"),
        pl.when(pl.col("name") != "").then("name").alias("expected"),
        pl.when(pl.Series(found.places.chains == NO_HEAD))
        .then(_BEGINNING)
        .otherwise("names")
        .alias("actual"),
        code=codes[which],
    )[found.cells]
    said = said.with_row_index("at").filter(pl.col("code").list.len() > 0)
    return said.explode("code").select("at", *_SAID)


def _told(
    found: Resolver, cells: pl.DataFrame, county: str | None, resolve: Resolve
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The findings by what stands in ``read``, and the *cells* of which that is too little."""
    different = cells.select("read", "year").unique(maintain_order=True).with_row_index("number")
    lines: list[tuple[int, str, str | None, str | None, str | None, bool]] = []
    too_little = []
    for number, text, year in different.iter_rows():
        resolved = resolve(text, year, county)
        if resolved is None:
            too_little.append(number)
            continue
        answer, _, _, head = resolved
        lines += [
            (number, f.code, f.part, f.expected, f.actual, head is None or f.code == _UNKNOWN)
            for f in findings_on(found, answer, head, text, year)
        ]
    schema = {"number": pl.UInt32, **_SAID, "headless": pl.Boolean}
    lines_told = pl.DataFrame(lines, schema=schema, orient="row")
    cells = cells.join(different, on=["read", "year"], maintain_order="left")
    said = cells.join(lines_told, on="number", maintain_order="left_right").select(
        "at",
        "code",
        "part",
        "expected",
        pl.when("headless").then(_BEGINNING).otherwise("actual").alias("actual"),
    )
    return said, cells.filter(pl.col("number").is_in(too_little)).drop("number")
