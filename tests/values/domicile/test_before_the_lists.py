"""Counties that were given up, renamed or moved to another province between 1946 and the first list of 1981."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.columns.domiciles import resolve
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import rows
from minzheng_core.registries.place_names import standardise, standardise_many
from minzheng_core.values.domicile import Domicile

FORMER = [(p, name, heirs.split("|")) for p, name, _, heirs, *_ in rows("former_counties.csv")]
MOVED = [(before, now, name) for before, now, name, *_ in rows("county_provinces.csv")]


@pytest.mark.parametrize(("province", "name", "heirs"), FORMER)
def test_a_county_that_was_given_up_means_those_that_took_it_over(
    province: str, name: str, heirs: list[str]
) -> None:
    value = Domicile.parse(province + name, on=1981).value
    assert value is not None
    named = {c.name for c in value.candidates} if len(heirs) > 1 else {value.name}
    found = {heir for heir in heirs for name in named if name.endswith(heir)}
    assert found == set(heirs) or name == "峄县"


@pytest.mark.parametrize(("before", "now", "name"), MOVED)
def test_a_county_is_found_under_the_province_that_it_lay_in_before(
    before: str, now: str, name: str
) -> None:
    one, other = (Domicile.parse(province + name, on=1978).value for province in (before, now))
    assert one is not None
    assert other is not None
    assert one.division == other.division is not None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("浙江省崇德县", "桐乡县"),
        ("浙江省分水县", "桐庐县"),
        ("云南省蒙化县", "巍山彝族回族自治县"),
        ("河北省蓟县", "天津市蓟县"),
        ("河北省宁津县", "宁津县"),
        ("广东省合浦县", "合浦县"),
    ],
)
def test_the_name_of_a_county_of_then_is_no_slip(text: str, meant: str) -> None:
    found = standardise(text, on=1956)
    assert found.best is not None
    assert found.best.full_name.endswith(meant)
    assert {"DV204", "PG105"} <= {finding.code for finding in found.findings}


@pytest.mark.parametrize("text", ["江苏金山桥经济开发区", "河北通州"])
def test_a_short_name_is_none_below_a_province_of_then(text: str) -> None:
    value = Domicile.parse(text, on=2020).value
    assert value is None or not (value.division or "").startswith(("11", "31"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("安徽盱眙马坝公社", "江苏省淮阴地区盱眙县马坝镇"),
        ("江苏松江泗泾公社", "上海市松江县泗泾镇"),
        ("甘肃固原彭堡公社", "宁夏回族自治区固原地区固原县彭堡镇"),
    ],
)
def test_a_short_name_is_one_below_a_province_of_then_where_its_township_follows(
    text: str, meant: str
) -> None:
    found = standardise(text, on=1957)
    assert found.best is not None
    assert found.best.full_name == meant
    assert standardise_many([text], on=[1957])["code"].to_list() == [found.best.code]


def test_columns_read_them_alike() -> None:
    texts = [
        *(before + name[:-1] + "城关公社" for before, _, name in MOVED),
        *(province + name + tail for province, name, _ in FORMER for tail in ("", "城关镇")),
        *(name for _, name, _ in FORMER),
        *(before + name for before, _, name in MOVED),
    ]
    for year in (1955, 1990, 2020):
        frame = resolve(pl.Series(texts), pl.Series([year] * len(texts)))
        for text, cells in zip(texts, frame.select("division", "how", "name").rows(), strict=True):
            value = Domicile.parse(text, on=year).value
            assert value is not None
            assert cells == (value.division, value.how.value, value.name), (text, year)


def test_the_tables_name_divisions_of_the_lists() -> None:
    known = {(record.province, record.name) for record in divisions().all()}
    assert all((province, heir) in known for province, _, heirs in FORMER for heir in heirs)
    assert all((now, name) in known for _, now, name in MOVED)
    assert not {name for _, name, _ in FORMER} & {name for _, name in known}
