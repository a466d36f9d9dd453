"""What a word says of the kind of a place: one answer wherever kinds are read."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import PlaceKind, PlaceName
from minzheng_core.registries.place_names.kinds import kind_of
from minzheng_core.registries.place_names.lists import ListRow
from minzheng_core.registries.place_names.spelling.kinds import Kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("河流", "natural_feature"),
        ("湖泊类", "natural_feature"),
        ("桥梁", "facility"),
        ("火车站", "facility"),
        ("国道", "facility"),
        ("学校", "organisation"),
        ("寺庙", "other"),
        ("风景名胜区", "park"),
        ("广场", "building"),
        ("集镇", "settlement"),
        ("嘎查", "village"),
        ("22200", "settlement"),
        ("其他公路", "facility"),
        ("古建筑", "other"),
        ("文物古迹", "other"),
        ("交通设施", "facility"),
        ("溪流", "natural_feature"),
        ("楼宇", "building"),
        ("村民小组", "settlement"),
        ("甲类", None),
        ("非行政区域", None),
    ],
)
def test_a_category_in_words_tells_the_kind(word: str, kind: str | None) -> None:
    assert PlaceKind.parse(word) == kind
    assert kind_of(PlaceName(standard_name="和顺", category_name=word)) == kind
    if kind:
        assert PlaceKind.read(word) == kind


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_of_spelling_is_spelled_as_such_by_its_word(kind: Kind) -> None:
    row = ListRow(line=1, cells={"standard_name": "和顺", "category_name": kind.label})
    assert row.spelled_as is kind
