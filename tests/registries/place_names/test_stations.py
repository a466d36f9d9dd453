"""A station is named after a place, whose own generic is then no longer one."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import spell, spell_many

NAMED = {
    "西直门": "Xīzhímén",
    "陆家嘴": "Lùjiāzuǐ",
    "五棵松": "Wǔkēsōng",
    "虎门": "Hǔmén",
    "赤水河": "Chìshuǐhé",
}


@pytest.mark.parametrize(("name", "specific"), NAMED.items())
def test_its_name_is_one_word_with_and_without_the_generic(name, specific) -> None:
    assert spell(name, kind="地铁站").text == specific
    assert spell(f"{name}站", kind="站").text == f"{specific} Zhàn"


def test_a_side_before_the_generic_is_a_word_of_its_own() -> None:
    assert spell("望京西", kind="站").text == "Wàngjīng Xī"
    assert spell("望京西站", kind="站").text == "Wàngjīng Xīzhàn"


def test_a_gate_or_a_facility_of_another_kind_is_what_it_was() -> None:
    assert spell("西直门", kind="景点").text == "Xīzhí Mén"
    assert spell("兰州站", kind="车站").text == "Lánzhōu Zhàn"
    assert spell("葛洲坝", kind="设施").text == "Gězhōu Bà"


def test_one_call_for_many_says_the_same() -> None:
    assert spell_many([*NAMED], kind="站")["text"].to_list() == [*NAMED.values()]
