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

SHARED = {"鄱阳": ("鄱阳",), "安东": ("丹东", "东沟")}
"""鄱阳 is the name again since 2003; the city and the county 安东 became two places of other names."""
CHANGED = [(province, old, new) for province, old, new, *_ in rows("old_division_names.csv")]
"""《简化字总表》(1964) 附录."""


@pytest.mark.parametrize(("province", "old", "new"), CHANGED)
def test_the_old_name_means_what_the_new_one_means(province, old, new) -> None:
    for text in ("{}", province + "{}", "家住" + province + "省{}城关镇"):
        one, other = (Domicile.parse(text.format(name), on=1958) for name in (old, new))
        assert one.value.division == other.value.division is not None
        assert [f.code for f in one.findings] == [f.code for f in other.findings]


FORMER = {
    "平原省新乡县": "412229",
    "热河省平泉县": "132624",
    "察哈尔省延庆县": "110229",
    "绥远省归绥市": "150100",
    "西康省康定县": "513321",
    "辽东省通化县": "222222",
    "松江省阿城县": "232121",
    "苏南行政区松江县": "310227",
    "皖北行署阜阳专区亳县": "342126",
    "迪化市": "650100",
    "旅大市金县": "210221",
}
"""Domiciles of provinces given up by 1955, with the code of the first list."""


@pytest.mark.parametrize(("text", "code"), FORMER.items())
def test_a_province_given_up_stands_for_those_that_took_it_over(text, code) -> None:
    assert Domicile.parse(text, on=1951).value.division == code
    column = resolve(pl.Series([text]), pl.Series([1951]))
    assert column["division"].to_list() == [code]


def test_alone_it_may_be_any_of_them() -> None:
    assert Domicile.parse("热河省", on=1951).value.division is None
    assert "DV202" in [f.code for f in Domicile.parse("热河省", on=1951).findings]
    assert Domicile.parse("平原县", on=1985).value.division == "372422"


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
        assert own <= {new, *SHARED.get(old, ())}, (old, new)
        assert old not in named
