"""The sound numbers that an archive has under the names of records with an open one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.people import COPIED
from minzheng_core.cleaning.chunk.sightings import SOUND
from minzheng_core.cleaning.evidence.known_numbers import PROVEN, UNPROVEN, KnownNumbers
from minzheng_core.cleaning.outcome.status import SURE, Status, status_column

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts


def sound_numbers(records: Parts, spec: ArchiveSpec, waiting: pl.DataFrame) -> KnownNumbers:
    """Sound numbers by name, for the names that wait for one.

    Those of *records*, and those that stand beside an open number in the *waiting* ones.
    """
    wanted = {
        value.strip()
        for block in spec.people
        if block.field("name") in waiting.columns
        for value in waiting[block.field("name")].drop_nulls().to_list()
    }
    names = pl.Series(sorted(wanted), dtype=pl.String).implode()
    columns = [
        (block.field("name"), block.field("id_number"), status_column(block.field("id_number")))
        for block in spec.people
    ]
    columns = [three for three in columns if set(three) <= set(records.schema)]
    if not columns:
        return KnownNumbers()

    def sightings(part: pl.DataFrame) -> pl.DataFrame:
        return pl.concat(
            part.lazy()
            .filter(pl.col(name).is_in(names))
            .filter(pl.col(status).is_in(SURE) & (pl.col(number).str.len_chars() == 18))
            .select(name=name, number=number, proven=pl.col(status) != Status.DERIVED)
            for name, number, status in columns
        ).collect()

    beside = (told.filter(pl.col("name").is_in(names)) for told in _beside_open(waiting, spec))
    seen = pl.concat([records.map(sightings, *chain(*columns)), *beside])
    numbers = seen.group_by("name", "number").agg(pl.col("proven").any())
    mark = pl.when("proven").then(pl.lit(PROVEN)).otherwise(pl.lit(UNPROVEN))
    marked = pl.concat_str(mark, "number").sort_by("number").str.join()
    found = numbers.group_by("name").agg(marked.alias("numbers"))
    return KnownNumbers(dict(found.select("name", "numbers").iter_rows()))


def _beside_open(waiting: pl.DataFrame, spec: ArchiveSpec) -> list[pl.DataFrame]:
    """The sound numbers of records that wait for the other party's, unless they are another person's."""
    found = []
    for block in spec.people:
        sound, copied = f"{block.prefix}{SOUND}", f"{block.prefix}{COPIED}"
        if sound not in waiting.columns:
            continue
        own = waiting.filter(pl.col(sound).is_not_null())
        if copied in own.columns:
            own = own.filter(pl.col(copied).is_null())
        found.append(own.select(sound).unnest(sound))
    return found
