"""The book and the lists of a county that became a city: one book, under either code."""

from __future__ import annotations

import pytest

from minzheng_core import Book, open_store
from minzheng_core.errors import CallError
from minzheng_core.reference.county_codes import renewed_code
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names.former_names import read_former_names
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.lists import Edition, ListRow
from minzheng_core.registries.place_names.lists.code_findings import code_findings
from minzheng_core.registries.place_names.lists.compared_names import former_names_differ
from minzheng_core.registries.place_names.naming import NameIndex, propose
from minzheng_core.registries.place_names.naming.known import KnownName
from minzheng_core.values.placeholders import says_nothing


def test_a_book_goes_on_under_the_code_that_its_county_got() -> None:
    store = open_store("memory://")
    Book.open(place_names.REGISTRY, store, county="610928")
    assert (
        Book.open(place_names.REGISTRY, store, county="610981").setting.context["county"]
        == "610981"
    )
    assert Book.open(place_names.REGISTRY, store, county="610928")
    with pytest.raises(CallError, match="BK102"):
        Book.open(place_names.REGISTRY, store, county="360732")


def test_a_book_under_the_new_code_is_not_opened_under_the_old_one() -> None:
    store = open_store("memory://")
    Book.open(place_names.REGISTRY, store, county="610981")
    with pytest.raises(CallError, match="BK102"):
        Book.open(place_names.REGISTRY, store, county="610928")


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("610928", "610981"),  # 旬阳县 → 旬阳市
        ("362133", "360732"),  # with its prefecture
        ("371202", "370116"),  # 莱城区 → 莱芜区, whole
        ("320203", "320203"),  # joined with two others in 梁溪区
        ("510107", "510107"),
        ("000000", "000000"),
    ],
)
def test_only_a_whole_county_has_a_new_code(code: str, now: str) -> None:
    assert renewed_code(code) == now


def test_codes_of_the_city_are_the_countys_own() -> None:
    def told(county: str, code: str) -> list[str]:
        row = ListRow(line=1, cells={"standard_name": "和顺村", "unit_code": code})
        return [f.code for _, f in code_findings(Edition(label="", rows=(row,)), county)]

    assert told("610928", "610981100201") == []
    assert told("610981", "610981100201") == []
    assert told("610981", "610928100201") == ["PL101"]
    assert told("610981", "360732100201") == ["PL101"]


@pytest.mark.parametrize(
    "text", ["无曾用名", "失考", "没有曾用名", "不可考", "无", "待考", "年代失考"]
)
def test_no_former_name_is_none(text: str) -> None:
    assert says_nothing(text)
    assert read_former_names(text) == ([], [])
    assert [str(n) for n in read_former_names(f"{text}；潋江公社")[0]] == ["潋江公社"]


def test_a_former_name_with_the_day_of_its_end_is_the_same_name() -> None:
    assert not former_names_differ("旬阳县", "旬阳县（—2021-02-20）")
    assert former_names_differ("旬阳县", "旬阳县；洵阳县")


@pytest.mark.parametrize("code", ["610928", "610928100201"])
def test_a_name_of_the_old_county_is_one_of_the_city(code: str) -> None:
    """The book has codes of before: a village of that name was not told to whoever proposed it again."""
    known = NameIndex.of(
        [KnownName(name="大坪村", kind=PlaceKind.VILLAGE, division=code, key="V1")]
    )
    found = propose("大坪村", kind="村", county="610981", known=known)
    assert "PN401" in {finding.code for finding in found}
    elsewhere = propose("大坪村", kind="村", county="610926", known=known)
    assert "PN401" not in {finding.code for finding in elsewhere}


def test_a_place_of_the_old_county_is_told_by_the_city() -> None:
    assert (
        str(KnownName(name="羊山", kind=PlaceKind.NATURAL_FEATURE, division="610928"))
        == "羊山（旬阳市）"
    )
