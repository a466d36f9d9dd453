"""The list of protected names: categories that the national table writes as one."""

from __future__ import annotations

import pytest

from minzheng_core import Book, open_store
from minzheng_core.errors import CallError
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names.heritage import protection_list


def listed(category: str) -> set[str]:
    book = Book.open(place_names.REGISTRY, open_store("memory://"), county="610981")
    told = {"list_name": "地名保护名录", "category": category, "grounds": "旧县治"}
    book.register({"standard_name": "太极城", "protection": told}, key="H1", by="王某某")
    (name,) = protection_list(book.scan())
    return {finding.code for finding in name.findings}


@pytest.mark.parametrize(
    "category", ["千年古城（都）", "千年古城(都)", "千年古城", "千年古都", "千年古镇"]
)
def test_either_half_of_a_double_category_is_one(category: str) -> None:
    assert "PB132" not in listed(category)


@pytest.mark.parametrize("category", ["千年古桥", "千年古", "都"])
def test_others_are_in_no_table(category: str) -> None:
    assert "PB132" in listed(category)


def test_a_field_that_there_is_not_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(CallError) as caught:
        place_names.REGISTRY.flat({"标准名": "和顺村"})
    assert caught.value.code == "BK107"
    assert "标准名称" in str(caught.value)
    with pytest.raises(CallError) as caught:
        place_names.REGISTRY.flat({"鞋码": "43"})
    assert str(caught.value).endswith("相近的：—")
