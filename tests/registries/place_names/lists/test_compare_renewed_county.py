"""Last year's list beside this year's, the county having become a city between them (撤县设市)."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.registries.place_names.lists import compare_editions, edition_from_frame
from minzheng_core.registries.place_names.lists.compare import What
from minzheng_core.registries.place_names.lists.edition import Edition, ListRow


def _list(county: str, name: str) -> Edition:
    """A county with two townships, their villages, two of one name in one of them, and a road."""
    rows = [
        (name, county, "安康市"),
        ("城关镇", f"{county}100", name),
        ("棕溪镇", f"{county}101", name),
        ("柳村村", f"{county}100201", "城关镇"),
        ("大坪村", f"{county}101201", "棕溪镇"),
        ("火烧店村", f"{county}101202", "棕溪镇"),
        ("火烧店村", f"{county}101203", "棕溪镇"),
        ("商贸大街", None, "城关镇"),
    ]
    frame = pl.DataFrame(rows, schema=["标准名称", "政区代码", "所属政区"], orient="row")
    return edition_from_frame(frame, county="610981")


def test_the_whole_county_only_got_another_code() -> None:
    found = compare_editions(_list("610928", "旬阳县"), _list("610981", "旬阳市"))
    assert found.counts() == {"same": 1, "renamed": 1, "recoded": 6}
    assert all(pair.sure for pair in found.pairs)
    county = next(pair for pair in found.pairs if pair.what is What.RENAMED)
    assert county.old is not None
    assert county.new is not None
    assert (county.old.name, county.new.name, county.also) == ("旬阳县", "旬阳市", (What.RECODED,))


def test_two_villages_of_one_name_are_told_by_the_rest_of_their_codes() -> None:
    found = compare_editions(_list("610928", "旬阳县"), _list("610981", "旬阳市"))
    pairs = [
        (pair.old.code[6:], pair.new.code[6:])
        for pair in found.pairs
        if pair.old and pair.new and pair.new.name == "火烧店村"
    ]
    assert pairs == [("101202", "101202"), ("101203", "101203")]


def test_counties_that_became_one_are_no_county_with_another_code() -> None:
    """Two old codes with one end would be one: names tell then."""
    old = Edition(
        label="",
        rows=tuple(
            ListRow(line=at, cells={"standard_name": name, "unit_code": code})
            for at, (name, code) in enumerate([("城关镇", "320202100"), ("新城镇", "320203100")])
        ),
    )
    new = Edition(
        label="",
        rows=(ListRow(line=1, cells={"standard_name": "新城镇", "unit_code": "320213100"}),),
    )
    pairs = compare_editions(old, new).pairs
    assert [p.old.code for p in pairs if p.old and p.new] == ["320203100"]
    assert [p.old.name for p in pairs if p.what is What.REMOVED and p.old] == ["城关镇"]


@pytest.mark.parametrize(("name", "code"), [("旬阳市", "610981"), ("章贡区", "360702")])
def test_a_county_with_its_own_code_is_one_whatever_its_name_ends_in(name: str, code: str) -> None:
    row = ListRow(line=1, cells={"standard_name": name, "unit_code": code})
    assert row.kind is not None
    assert row.kind.label == "县级以上行政区划"


def _named(county: str) -> Edition:
    """A list without any codes."""
    rows = [
        (county, "县级市" if county.endswith("市") else "县", "安康市"),
        ("城关镇", "镇", county),
        ("大坪村", "行政村", "城关镇"),
        ("商贸大街", "街路巷", f"{county}城关镇"),
        ("羊山", "山", county),
    ]
    return edition_from_frame(
        pl.DataFrame(rows, schema=["标准名称", "类别", "所属政区"], orient="row")
    )


def test_lists_without_codes_know_the_county_by_its_name() -> None:
    found = compare_editions(_named("旬阳县"), _named("旬阳市"))
    assert found.counts() == {"same": 4, "renamed": 1}
    # Back again no county went, and another county is another.
    assert compare_editions(_named("旬阳县"), _named("平利县")).counts().get("same", 0) < 4


def test_a_county_that_was_joined_with_another_is_not_the_new_one_by_name() -> None:
    found = compare_editions(_named("南长区"), _named("梁溪区"))
    assert found.counts().get("same", 0) < 4
