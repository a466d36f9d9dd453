"""What another process is asked for when an archive is cleaned by several: chunks, packed both ways."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.clean import clean_chunk
from minzheng_core.cleaning.outcome.frames import FRAMES, OPEN, SOURCE, WAITING
from minzheng_core.cleaning.run.compact import compact
from minzheng_core.processing.packing import packed, unpacked

if TYPE_CHECKING:
    from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
    from minzheng_core.cleaning.plan.work import Work


def cleaned(
    raw: pl.DataFrame, work: Work, beyond: ArchiveKnowledge | None = None
) -> dict[str, bytes]:
    """The frames of a chunk without the records of open numbers, packed, and what waits for the rest.

    With *beyond* it is the last look, in which no record waits any longer.
    """
    part = clean_chunk(raw, work, beyond)
    settled = ~pl.col("row").is_in(part.waiting.filter(OPEN)["row"].implode())
    if beyond is not None:
        settled = pl.lit(value=True)
    frames = {name: packed(compact(getattr(part, name).filter(settled))) for name in FRAMES}
    return frames | {name: packed(getattr(part, name)) for name in WAITING}


def warm_up(work: Work) -> None:
    """Clean no record of every field, so that all tables are there when the first records come."""
    texts = (*SOURCE[:2], *(field.name for field in work.spec.fields))
    numbers = {"row": pl.UInt32, SOURCE[2]: pl.UInt32}
    cleaned(pl.DataFrame(schema=numbers | dict.fromkeys(texts, pl.String)), work)


_told: list[tuple[Work, ArchiveKnowledge | None]] = []
"""What this process was told to do with chunks, and what is known beyond them."""


def take_up(work: Work) -> None:
    """Get ready in this process to clean chunks as *work* says."""
    _told[:] = [(work, None)]
    with suppress(Exception):  # whatever is wrong shows again with the first records
        warm_up(work)


def learn(beyond: ArchiveKnowledge) -> None:
    """Clean from now on with what the rest of the archive knows."""
    _told[:] = [(work, beyond) for work, _ in _told]


def cleaned_there(raw: bytes) -> dict[str, bytes]:
    """What :func:`cleaned` gives for a packed chunk in a process that took the work up."""
    return cleaned(unpacked(raw), *_told[0])
