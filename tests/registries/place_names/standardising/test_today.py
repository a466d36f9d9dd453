"""What a place of any year is today: itself while it lives, else what became of it, never silence."""

from __future__ import annotations

import pytest

from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.registries.place_names import standardise, standardise_many
from minzheng_core.registries.place_names.standardising.standard_name import division_on
from minzheng_core.values.domicile.index import domicile_index

_LIVING = divisions().in_force(LAST_LIST)
_HIGHER = [r for r in _LIVING if r.level != "county"]
_ENDED = [r for r in divisions().all() if r.end is not None]


def test_every_province_and_prefecture_of_today_is_itself_whatever_it_gave_away() -> None:
    frame = standardise_many([r.full_name for r in _HIGHER])
    assert frame["code_today"].to_list() == [r.code for r in _HIGHER]
    assert frame["name_today"].to_list() == [r.full_name for r in _HIGHER]
    for record in _HIGHER[::9]:
        best = standardise(record.full_name).best
        assert best is not None
        assert (best.code_today, best.name_today) == (record.code, record.full_name)


def test_every_division_of_today_is_itself_whenever_it_is_asked_about() -> None:
    for record in _LIVING:
        place = division_on(record.code, record.start, None, record.full_name)
        assert (place.code_today, place.name_today) == (record.code, record.full_name)
        assert not place.heirs


def test_every_former_division_has_a_today_or_the_places_that_share_its_area() -> None:
    living = {r.code for r in _LIVING}
    for record in _ENDED:
        place = division_on(record.code, record.start, None, record.full_name)
        assert place.code_today or len(place.heirs) > 1, record.full_name
        told = [code for code in (place.code_today, *(h.code for h in place.heirs)) if code]
        assert living.issuperset(told), record.full_name


@pytest.mark.parametrize(
    ("text", "on", "today"),
    [
        ("广西", 1990, "广西壮族自治区"),
        ("宝鸡市", 2000, "陕西省宝鸡市"),
        ("赣州地区", 1990, "江西省赣州市"),
        ("大庸市", 1990, "湖南省张家界市"),
        ("淮阴市", 1990, "江苏省淮安市"),
        ("沙市市", 1990, "湖北省荆州市沙市区"),
        ("巢湖市居巢区", 2005, "安徽省合肥市巢湖市"),
    ],
)
def test_what_became_of_a_whole_division_is_its_today(text: str, on: int, today: str) -> None:
    best = standardise(text, on=on).best
    assert best is not None
    assert best.name_today == today


@pytest.mark.parametrize(
    ("text", "on", "today", "among"),
    [
        ("南海市", 2000, "440605", "440604"),
        ("南康市", 2005, "360703", "360703"),
        ("吴县市", 2000, None, "320507"),
        ("达县地区", 1990, None, "511900"),
    ],
)
def test_a_divided_one_names_those_that_share_its_area(
    text: str, on: int, today: str | None, among: str
) -> None:
    answer = standardise(text, on=on)
    finding = next(f for f in answer.findings if f.code == "PG116")
    assert answer.best is not None
    assert (answer.best.code_today or None) == today
    assert among in str(finding)
    assert among in [candidate.code for candidate in answer.candidates]
    row = standardise_many([text], on=on).row(0, named=True)
    assert row["code_today"] == today
    assert among in row["candidates"]
    assert row["findings"] == [f.code for f in answer.findings]


def test_a_township_is_today_where_its_own_code_lies() -> None:
    best = standardise("南康市龙岭镇", on=2005).best
    assert best is not None
    assert best.name_today == "江西省赣州市南康区龙岭镇"
    assert standardise_many(["南康市龙岭镇"], on=2005)["name_today"][0] == best.name_today


def test_a_county_that_became_a_city_without_counties_counts_as_that_city() -> None:
    index = domicile_index()
    _, parts = index.today_of(index.by_code["442500"][0])
    assert [index.records[part].level for part in parts] == ["prefecture"] * len(parts)
