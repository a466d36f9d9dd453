"""Names by numbers, for all places at once, are those that each place is given by itself."""

from __future__ import annotations

import random

import numpy as np
import pytest

from minzheng_core.reference.overlay import Overlay
from minzheng_core.reference.townships import TownshipRecord, townships
from minzheng_core.registries.place_names.standardising.local import township_places
from minzheng_core.registries.place_names.standardising.names_of_day import NOT_ONE, NamesOfDay
from minzheng_core.registries.place_names.standardising.standard_name import PlaceOnDay, division_on
from minzheng_core.values.domicile.index import domicile_index

_OVERLAY = Overlay(townships=(TownshipRecord("", "老营盘公社", "360732"),))


def _place(names: NamesOfDay, number: int) -> tuple[str, ...]:
    return tuple(column[number] for column in names.columns)


def _told(place: PlaceOnDay) -> tuple[str, ...]:
    return place.code, place.full_name, place.code_today, place.above_today + place.name_today


@pytest.mark.parametrize("overlay", [None, _OVERLAY], ids=["published", "overlay"])
def test_townships_have_the_names_that_each_is_given_alone(overlay: Overlay | None) -> None:
    rnd = random.Random(3)
    names = NamesOfDay(overlay)
    codes, written = names.town_names["town"].to_list(), names.town_names["name"].to_list()
    changed = townships(overlay).changed
    rows = rnd.sample([row for row, code in enumerate(codes) if code in changed], 1500)
    rows += rnd.sample(range(len(codes)), 500)
    rows += [row for row, code in enumerate(codes) if code.startswith("360732")]
    years = [rnd.choice([1990, *range(2012, 2025)]) for _ in rows]
    numbers = names.towns(np.array(rows), np.array(years))
    for row, year, number in zip(rows, years, numbers.tolist(), strict=True):
        places = township_places(codes[row], written[row], year, overlay)
        if number == NOT_ONE:
            assert len(places) > 1
        else:
            assert [_place(names, number)] == [_told(place) for place in places]
            assert [names.divided[number]] == [bool(place.heirs) for place in places]
            assert [names.whole[number]] == [bool(place.above_today) for place in places]


def test_divisions_have_the_names_that_each_is_given_alone() -> None:
    names, records = NamesOfDay(None), domicile_index().records
    years = np.array([record.start for record in records])
    numbers = names.divisions(np.arange(len(records)), years)
    told = [division_on(r.code, r.start, None, r.full_name) for r in records]
    columns = zip(*(column[numbers].to_list() for column in names.columns), strict=True)
    assert list(columns) == [_told(place) for place in told]
    assert names.divided[numbers].tolist() == [bool(place.heirs) for place in told]
