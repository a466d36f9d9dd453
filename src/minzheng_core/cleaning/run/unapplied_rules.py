"""Which rules a table leaves no room for, because it has none of their columns (未做的检查).

A rule is not asked where a column that it needs is nowhere in the archive: an empty cell says
something, a column that was never kept says nothing of any record. That is told once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve

from minzheng_core.cleaning.chunk.clean import clean_chunk
from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.reading import ReadingNote
from minzheng_core.rules.terms import Fact

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay


def unapplied_rules(
    spec: ArchiveSpec, recipe: Recipe, columns: Collection[str]
) -> ReadingNote | None:
    """The remark (IN176) on the rules of *spec* that tables with *columns* cannot be asked.

    None where no columns are known.
    """
    if not columns:
        return None
    known = _facts(spec, recipe, columns)
    missing = {
        name: field.label for name, field in spec.by_name.items() if f"{name}.text" not in known
    }
    codes: set[str] = set()
    lacking: set[str] = set()
    for rule in spec.book:
        needs = rule.applies(Fact(spec.book.event)).needs()
        wanting = {name.partition(".")[0] for name in needs - known}
        if wanting and wanting <= missing.keys():
            codes.add(rule.code)
            lacking |= wanting
    if not codes:
        return None
    labels = "、".join(label for name, label in missing.items() if name in lacking)
    values = {"columns": labels, "codes": "、".join(sorted(codes))}
    return ReadingNote("IN176", count=len(codes), values=values)


def _facts(spec: ArchiveSpec, recipe: Recipe, columns: Collection[str]) -> set[str]:
    """The facts that cleaning makes of *columns*: tried on one row without content."""
    seen: set[str] = set()

    def facts(frame: pl.DataFrame, county: str, overlay: Overlay | None) -> pl.DataFrame:
        whole = spec.facts(frame, county, overlay)
        seen.update(whole.columns)
        return whole

    empty = dict.fromkeys((*SOURCE, *columns), pl.Series([None], dtype=pl.String))
    work = Work(spec=evolve(spec, facts=facts), recipe=recipe)
    clean_chunk(pl.DataFrame(empty).with_row_index("row"), work)
    return seen
