"""Rebuild the table of county codes under which the townships of a division are listed.

python refdata/township_counties.py [--check]

It only says quickly what follows from ``divisions.csv``: run it whenever that table has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from common import DATA, Table, main

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import Townships
from minzheng_core.values.domicile.index import DomicileIndex

if TYPE_CHECKING:
    from pathlib import Path


def build(_: Path) -> Table:
    """One row per record of ``divisions.csv``, in its order."""
    index, towns = DomicileIndex(), Townships(divisions())
    rows = [
        (record.code, str(record.start), " ".join(index.find_town_codes(unit, towns)))
        for unit, record in enumerate(index.records)
    ]
    return Table("township_counties.csv", ("code", "start", "counties"), rows)


if __name__ == "__main__":
    main(build, description=__doc__ or "", source=DATA)
