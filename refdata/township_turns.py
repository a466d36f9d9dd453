"""Rebuild the table of what the area of each changed township was called at what time.

python refdata/township_turns.py [--check]

It only says quickly what follows from ``townships.csv.gz`` and ``township_changes.csv``: run it whenever
one of them has changed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from common import DATA, Table, main

from minzheng_core.reference.tables import lines
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.standardising.local import township_places
from minzheng_core.values.domicile.index import LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALWAYS = 9999
SEVERAL, TO_ASK = -1, -2


def build(_: Path) -> Table:
    """One row per name and span of years: until which year the area had which name, by numbers.

    Names are numbered as they stand in the list, from 0; those that only a change tells follow it,
    and are written out here. The area that belonged to several townships has -1; -2 is to be asked
    of the lists: they say otherwise of that name what the area is called today (钟楼街道办事处).
    """
    changes = [line.split(",") for line in lines("township_changes.csv")]
    told = [side for row in changes for side in ((row[1], row[2]), (row[4], row[5]))]
    listed = [(line[:9], line[10:]) for line in lines("townships.csv.gz")]
    names = dict.fromkeys([*listed, *(side for side in told if all(side))])
    number = {name: at for at, name in enumerate(names)}
    former = [("", "") if at < len(listed) else name for name, at in number.items()]
    changed = townships().changed
    spans = {at: list(_spans(name, number)) for name, at in number.items() if name[0] in changed}
    # Whatever became one of these is not told either.
    ask = {at for at, of in spans.items() if of[-1][1] == TO_ASK}
    rows = [
        (str(at), *written, str(until), str(TO_ASK if place in ask else place))
        for (name, at), written in zip(number.items(), former, strict=True)
        for until, place in spans.get(at, ())
    ]
    return Table("township_turns.csv.gz", ("row", "town", "name", "until", "place"), rows)


def _spans(name: tuple[str, str], number: dict[tuple[str, str], int]) -> Iterator[tuple[int, int]]:
    """Until which year, and what the area was until then."""
    years = range(townships().first_change - 1, LAST_YEAR + 1)
    for place, span in groupby(years, key=lambda year: _place(name, year, number)):
        *_, until = span
        yield ALWAYS if until == LAST_YEAR else until, place


def _place(name: tuple[str, str], year: int, number: dict[tuple[str, str], int]) -> int:
    places = township_places(*name, year, None)
    if len(places) > 1:
        return SEVERAL
    (place,) = places
    last = township_places(place.code, place.name, LAST_YEAR, None)
    today = (last[0].code, last[0].name) if len(last) == 1 else ("", "")
    same = today == (place.code_today, place.name_today)
    return number[place.code, place.name] if same else TO_ASK


if __name__ == "__main__":
    main(build, description=__doc__ or "", source=DATA)
