"""Old names of counties with a slip, banners by their short names, and counties that may be meant without a province."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import standardise, standardise_many


def name_of(text: str, on: int) -> str:
    found = standardise(text, on=on)
    many = standardise_many([text], on=on)
    assert many["code"][0] == (found.code or None)
    return found.name


@pytest.mark.parametrize(
    ("text", "on", "meant"),
    [
        # 零 is read like 宁 and drawn like 雩: the township tells.
        ("零都县银坑公社", 1982, "江西省赣州地区于都县银坑镇"),
        ("四川基江县", 1990, "四川省重庆市綦江县"),
        ("江苏刊江县", 1990, "江苏省扬州市邗江县"),
        ("湖南沣县", 2000, "湖南省常德市澧县"),
        ("河北蠢县", 2000, "河北省保定市蠡县"),
        ("崇徳县", 1981, "浙江省嘉兴地区桐乡县"),
        # A province is no township here.
        ("吉林镇来县大屯镇", 2000, "吉林省白城市镇赉县大屯镇"),
        ("甘肃镇源县", 2000, "甘肃省庆阳地区镇原县"),
    ],
)
def test_a_slip_in_a_name_of_now_or_then_is_read(text: str, on: int, meant: str) -> None:
    assert name_of(text, on) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("内蒙古达旗", "达拉特旗"),
        ("内蒙古鄂旗", "鄂托克旗"),
        ("内蒙古呼盟莫旗", "莫力达瓦达斡尔族自治旗"),
        ("土左旗察素齐镇", "土默特左旗察素齐镇"),
        ("辽宁喀左县", "喀喇沁左翼蒙古族自治县"),
        ("黑龙江杜蒙", "杜尔伯特蒙古族自治县"),
        ("新疆塔县", "塔什库尔干塔吉克自治县"),
    ],
)
def test_an_autonomous_county_or_banner_is_read_by_its_short_name(text: str, meant: str) -> None:
    assert name_of(text, 1990).endswith(meant)


@pytest.mark.parametrize(
    ("text", "on", "meant"),
    [
        ("贵州大定县", 1985, "大方县"),
        ("湖北黄安县", 1981, "红安县"),
        ("辽宁盖平县", 1985, "盖县"),
        ("江西萍乡县", 1981, "萍乡市"),
        ("吉林辑安县", 1985, "集安县"),
        ("北平市", 1985, "北京市"),
    ],
)
def test_a_county_renamed_before_the_lists_is_the_one_of_then(
    text: str, on: int, meant: str
) -> None:
    assert name_of(text, on).endswith(meant)


@pytest.mark.parametrize(
    ("text", "on", "codes"),
    [("毫县", 1983, ["342126"]), ("零都县", 1990, ["362131", "362132"])],
)
def test_what_may_be_a_county_of_any_province_is_a_candidate_and_not_an_answer(
    text: str, on: int, codes: list[str]
) -> None:
    found = standardise(text, on=on)
    assert (found.best, [c.code for c in found.candidates]) == (None, codes)
    assert "PG129" in {finding.code for finding in found.findings}
    many = standardise_many([text], on=on)
    assert many["code"][0] is None
    assert many["candidates"][0].to_list() == codes
