"""Names that are two names, or a word and an ordinal: said to be doubtful instead of joined without a word."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.registries.place_names import spell, spell_many
from minzheng_core.registries.place_names.spelling.columns import FAULTS


def codes(name: str, kind: str | None = None) -> set[str]:
    return {finding.code for finding in spell(name, kind=kind).findings}


@pytest.mark.parametrize(
    "name",
    [
        "丰溪林场上山村委会",
        "潋江镇上山村委会",
        "红星乡红星村村委会",
        "泾渭街道渭滨社区居民委员会",
        "龙门农场新村社区居委会",
    ],
)
def test_a_village_behind_its_township_is_asked_about(name: str) -> None:
    assert "PS104" in codes(name, "村委会")
    mask = spell_many(pl.Series([name]), kind="村委会")["findings"][0]
    assert mask >> FAULTS.index("PS104") & 1


@pytest.mark.parametrize(
    "name",
    ["长冈村村民委员会", "城关镇村民委员会", "高桥镇社区", "东乡村委会", "大林场村", "城乡村委会"],
)
def test_a_village_that_is_called_as_a_town_is_one_name(name: str) -> None:
    assert "PS104" not in codes(name, "村委会")
    mask = spell_many(pl.Series([name]), kind="村委会")["findings"][0]
    assert not mask >> FAULTS.index("PS104") & 1


@pytest.mark.parametrize("name", ["孩儿巷", "女儿街", "健儿路"])
def test_a_syllable_of_a_word_is_no_suffix(name: str) -> None:
    spelled = spell(name)
    assert "'er" in spelled.plain
    assert spelled.confirmed


@pytest.mark.parametrize("name", ["鸽儿巷", "花儿街", "狗儿巷"])
def test_outside_the_lanes_of_the_rules_it_is_asked_which(name: str) -> None:
    assert not spell(name).confirmed


def test_a_lane_as_in_the_rules_is_sure() -> None:
    assert spell("盆儿胡同").text == "Pénr Hútong"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("百一路", "Bǎiyī Lù"),
        ("丈八六路", "Zhàngbā 6 Lù"),
        ("丈八路", "Zhàngbā Lù"),
        ("新八一路", "Xīnbāyī Lù"),
        ("一百零八路", "108 Lù"),
        ("黄河故道", "Huánghé Gùdào"),
    ],
)
def test_numbers_and_generics_are_cut_where_they_end(name: str, text: str) -> None:
    assert spell(name).text == text


def test_two_figures_after_a_word_may_be_a_number_and_an_ordinal() -> None:
    assert "PS104" in codes("文八六路")
    assert "PS104" not in codes("新八一路")


def test_one_reading_in_one_place() -> None:
    assert spell("相山", kind="山", division="340600").text == "Xiàng Shān"
    assert spell("相山", kind="山", division="330100").text == "Xiāng Shān"
    assert not spell("阿弥岭").confirmed
    assert spell("阿弥陀寺").confirmed


@pytest.mark.parametrize(
    ("name", "code"), [("铅山", "360000"), ("六合", "320000"), ("铅山", "36"), ("大埔村", "440000")]
)
def test_the_code_of_a_province_is_all_of_it(name: str, code: str) -> None:
    """铅山 in Jiangxi may be the county of 上饶: 360000 was taken for a county where it is not."""
    within = spell(name, division=code[:2])
    whole = spell(name, division=code)
    assert (whole.text, whole.confirmed) == (within.text, within.confirmed)
    many = spell_many(pl.Series([name]), division=code)
    assert (many["text"][0], many["confirmed"][0]) == (whole.text, whole.confirmed)


def test_the_code_of_a_prefecture_is_all_of_it() -> None:
    assert spell("天台", division="331000").text == "Tiāntāi"
    assert spell("铅山", division="361100").text == "Yán Shān"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("江西兴国县", "Jiāngxī Xīngguó Xiàn"),
        ("赣州兴国县", "Gànzhōu Xīngguó Xiàn"),
        ("广西桂林市", "Guǎngxī Guìlín Shì"),
        ("内蒙古包头市", "Nei Mongol Bāotóu Shì"),
        ("江西兴国县长冈乡", "Jiāngxī Xīngguó Xiàn Chánggāng Xiāng"),
        ("河南蒙古族自治县", "Hénán Mongolzu Zìzhìxiàn"),
        ("长沙县", "Chángshā Xiàn"),
    ],
)
def test_a_province_without_its_generic_is_a_word_of_its_own(name: str, text: str) -> None:
    assert spell(name).text == text
    assert spell_many(pl.Series([name]))["text"][0] == text


def test_a_division_of_another_province_is_no_part_of_it() -> None:
    """西湖区 lies in Zhejiang and Jiangxi: 云南西湖区 may be a name of its own."""
    assert "Yunnan " not in spell("云南西湖区").plain
