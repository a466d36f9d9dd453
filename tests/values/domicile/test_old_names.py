"""Names of counties that the State Council changed by 1964 because hardly anybody could read them."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.columns.domiciles import resolve
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import rows
from minzheng_core.values.domicile import Domicile
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.names import old_stems, stem

CHANGED = [(province, old, new) for province, old, new, _ in rows("old_division_names.csv")]
"""《简化字总表》(1964) 附录."""


@pytest.mark.parametrize(("province", "old", "new"), CHANGED)
def test_the_old_name_means_what_the_new_one_means(province, old, new) -> None:
    for text in ("{}", province + "{}", "家住" + province + "省{}城关镇"):
        one, other = (Domicile.parse(text.format(name), on=1958) for name in (old, new))
        assert one.value.division == other.value.division is not None
        assert [f.code for f in one.findings] == [f.code for f in other.findings]


def test_a_whole_column_says_the_same() -> None:
    found = [
        resolve(pl.Series([pair[place] for pair in CHANGED]), pl.Series([1958] * len(CHANGED)))
        for place in (1, 2)
    ]
    assert found[0]["division"].to_list() == found[1]["division"].to_list()
    assert found[0]["division"].null_count() == 0


def test_no_other_place_is_called_so() -> None:
    forms, index = domicile_index().forms, domicile_index()
    named = {record.name for record in divisions().all()}
    for new, old in old_stems().items():
        units = (*forms[old].prefectures, *forms[old].counties)
        own = {stem(index.records[unit].name) for unit in units}
        assert own == {new} or {old, new} == own <= {"鄱阳", "波阳"}, (old, new)
        assert old not in named
