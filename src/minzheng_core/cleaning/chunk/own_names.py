"""The columns that cleaning itself adds to those of an archive: no heading may take their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cleaning.chunk.people import COPIED
from minzheng_core.cleaning.outcome.frames import OPEN, SOURCE
from minzheng_core.cleaning.outcome.status import status_column
from minzheng_core.reading.rows.told import TOLD

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec


def own_names(spec: ArchiveSpec) -> frozenset[str]:
    """Names of columns that mean something of cleaning's own beside what stands in the archive."""
    copied = (f"{block.prefix}{COPIED}" for block in spec.people)
    statuses = (status_column(field.name) for field in spec.fields)
    return frozenset({"row", OPEN, *SOURCE, *TOLD, *spec.output, *statuses, *copied})
