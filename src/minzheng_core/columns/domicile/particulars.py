"""What the findings on a column of addresses say: part, expected and actual.

:func:`minzheng_core.columns.domiciles.resolve` tells that something is to be said; what exactly is
the same for all houses of a village, and so is told once for what stands above the village.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.domiciles import tidied, years_of
from minzheng_core.values.domicile.domicile import BEGINNING, findings_on
from minzheng_core.values.domicile.resolver import resolver

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.resolver import Resolved, Resolver

    Resolve = Callable[[str, int, str | None], Resolved | None]

_SAID = dict.fromkeys(("code", "part", "expected", "actual"), pl.String)


def particulars(
    texts: pl.Series,
    on: pl.Series | None = None,
    *,
    county: str | None = None,
    overlay: Overlay | None = None,
    skip: tuple[str, ...] = (),
) -> pl.DataFrame:
    """The findings on each address, equal to those of :meth:`values.domicile.Domicile.parse`.

    The arguments are those of :func:`minzheng_core.columns.domiciles.resolve`. Returns ``at`` (the
    position of the text, UInt32), ``code``, ``part``, ``expected`` and ``actual``, in the order of
    the texts and for each in that of the codes.

    >>> particulars(pl.Series(["江西兴国县", "江西兴园县背街村12号"]), pl.Series([2001, 2001])).rows()
    [(1, 'DV203', 'division', '兴国县', '兴园县')]
    """
    found = resolver(overlay)
    tidy, _ = tidied(texts.cast(pl.String), skip)
    cells = pl.DataFrame({"tidy": tidy, "year": years_of(on, tidy.len())}).with_row_index("at")
    cells = cells.filter(pl.col("tidy").str.strip_chars() != "")
    above = pl.col("tidy").str.replace(found.above_village, "$1")
    shared, rest = _told(found, cells.with_columns(read=above), county, found.resolve_above_village)
    alone, _ = _told(found, rest.with_columns(read="tidy"), county, found.resolve_whole)
    return pl.concat([shared, alone]).sort("at", maintain_order=True)


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
            (number, f.code, f.part, f.expected, f.actual, head is None)
            for f in findings_on(found, answer, head, text, year)
        ]
    schema = {"number": pl.UInt32, **_SAID, "headless": pl.Boolean}
    lines_told = pl.DataFrame(lines, schema=schema, orient="row")
    cells = cells.join(different, on=["read", "year"], maintain_order="left")
    cut = pl.col("tidy").str.len_chars() > BEGINNING
    mark = pl.when(cut).then(pl.lit("…")).otherwise(pl.lit(""))
    beginning = pl.col("tidy").str.slice(0, BEGINNING) + mark
    said = cells.join(lines_told, on="number", maintain_order="left_right").select(
        "at",
        "code",
        "part",
        "expected",
        pl.when("headless").then(beginning).otherwise("actual").alias("actual"),
    )
    return said, cells.filter(pl.col("number").is_in(too_little)).drop("number")
