"""Townships that only their kinds tell apart: a column and single texts say the same of each."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from minzheng_core.columns.domicile.namesakes import namesakes
from minzheng_core.columns.domicile.townships import town_names
from minzheng_core.reference.overlay import Overlay
from minzheng_core.reference.townships import TownshipRecord
from minzheng_core.values.domicile.towns import is_told

_OWN = Overlay(townships=(TownshipRecord("360732888", "潋江街道", "360732"),))


@pytest.mark.parametrize("overlay", [None, _OWN])
def test_what_tells_a_township_tells_it_in_a_column_too(overlay: Overlay | None) -> None:
    names = town_names(overlay)
    alike = pl.col("town").n_unique().over("county", "stem") > 1
    shared = names.with_row_index("row").filter(alike | (pl.col("county") == "360732"))
    rows, tails, told = [], [], []
    kinds = ("镇", "公社", "乡", "街道", "办事处", "")
    for number, (row, town, name, stem) in enumerate(
        shared.select("row", "town", "name", "stem").rows()
    ):
        for tail in {stem + kinds[number % len(kinds)] + "李家村", stem, stem[:1]}:
            rows.append(row)
            tails.append(tail)
            told.append(tail.startswith(name) or is_told(town, tail, 0, overlay))
    found = np.array(rows)
    namesakes(overlay).forget_open(found, pl.Series(tails), np.zeros_like(found))
    assert (found >= 0).tolist() == told
    assert not all(told)
