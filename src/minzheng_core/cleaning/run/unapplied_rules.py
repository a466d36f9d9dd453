"""Which rules a table leaves no room for, because it has none of their columns (未做的检查).

A rule is not asked where a column that it needs is nowhere in the archive: an empty cell says
something, a column that was never kept says nothing of any record. That is told once, with the
columns that nobody recognised: what is missing may stand in one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve

from minzheng_core.cleaning.chunk.clean import clean_chunk
from minzheng_core.cleaning.chunk.own_names import own_names
from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.findings import catalogue
from minzheng_core.reading import ArchiveMapping, ReadingNote
from minzheng_core.reading.recognition.heading import left_over
from minzheng_core.reading.recognition.parts import parts_of
from minzheng_core.reading.rows.couples import SECOND_ROW
from minzheng_core.rules.terms import Fact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay

_SHOWN = 12
"""So many unrecognised columns are named; there are tables with hundreds."""
_TITLED = 4
"""So many kinds of faults are named."""


def unapplied_rules(
    spec: ArchiveSpec, recipe: Recipe, columns: Collection[str]
) -> list[ReadingNote]:
    """The remarks on the rules of *spec* that tables with *columns* cannot be asked.

    IN176 names the rules and what they lack, IN135 the columns that are in no field. None where no
    columns are known, or no rule lacks any.
    """
    if not columns:
        return []
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
        return []
    labels = "、".join(label for name, label in missing.items() if name in lacking)
    values = {"columns": labels, "codes": _titles(sorted(codes))}
    lacks = ReadingNote("IN176", count=len(codes), values=values)
    return [lacks, *_unrecognised(spec, recipe, columns)]


def _titles(codes: list[str]) -> dict[str, str]:
    """What the rules find, with their codes, in each language; the first of them where they are many."""
    entries = [catalogue()[code] for code in codes[:_TITLED]]
    more = "……" if len(codes) > _TITLED else ""
    return {
        "zh": "、".join(f"{entry.title_zh}（{entry.code}）" for entry in entries) + more,
        "en": ", ".join(f"{entry.title_en} ({entry.code})" for entry in entries) + more,
    }


def _unrecognised(
    spec: ArchiveSpec, recipe: Recipe, columns: Collection[str]
) -> Iterator[ReadingNote]:
    """The remark (IN135) on the columns that are in no field; those that number the rows are not meant."""
    own = own_names(spec) | spec.by_name.keys() | {SECOND_ROW}
    found = left_over(columns, own | _parts_of_others(recipe))
    if found:
        shown = "、".join(found[:_SHOWN]) + ("……" if len(found) > _SHOWN else "")
        yield ReadingNote("IN135", count=len(found), values={"columns": shown})


def _parts_of_others(recipe: Recipe) -> set[str]:
    """The headings of columns whose content went to another one: the month and the day beside a year."""
    if not recipe.mapping:
        return set()
    sheets = ArchiveMapping.from_json(recipe.mapping).sheets
    return {sheet.columns[at].heading for sheet in sheets for at in parts_of(sheet)}


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
