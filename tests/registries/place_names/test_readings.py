"""A reading says who has it; where the place leaves it open, or nobody has it, that is said."""

from __future__ import annotations

import pytest

from minzheng_core.reference.place_spelling import place_readings
from minzheng_core.registries.place_names import spell
from minzheng_core.registries.place_names.spelling import Grade
from minzheng_core.registries.place_names.spelling.characters import normal


def grades(name: str, division: str = "") -> list[str]:
    return [r.grade.value for r in spell(name, kind="自然村", division=division).readings]


@pytest.mark.parametrize(
    ("name", "division", "plain"),
    [
        ("堡镇", "310151", "Buzhen"),
        ("曹家堡", "630223", "Caojiabao"),
        ("五里堡", "410103", "Wulibao"),
        ("七里堡", "130203", "Qilipu"),
        ("垌冢", "420984", "Tongzhong"),
        ("莘塍", "330381", "Xincheng"),
        ("区庄", "440104", "Ouzhuang"),
        ("滧村", "310151", "Xiaocun"),
        ("涴市", "421087", "Yuanshi"),
        ("珩琅", "340207", "Henglang"),
        ("芍陂", "340422", "Quebei"),
        ("枹罕", "622921", "Fuhan"),
        ("长史府", "", "Zhangshifu"),
        ("东涌", "810000", "Dongchong"),
        ("镡河", "621224", "Chanhe"),
        ("菀坪", "320509", "Wanping"),
        ("孖岭", "440304", "Maling"),
        ("织篢", "441721", "Zhilong"),
        ("台儿庄", "", "Tai'erzhuang"),
        ("弹子石", "500108", "Danzishi"),
        ("涡河湾", "341621", "Guohewan"),
        ("剡溪", "", "Shanxi"),
        ("种猪场", "", "Zhongzhuchang"),
        ("种福村", "430971", "Zhongfucun"),
        ("埇桥", "341302", "Yongqiao"),
    ],
)
def test_attested_readings_hold_where_they_are_attested(name, division, plain):
    spelled = spell(name, kind="自然村", division=division)

    assert (spelled.plain, spelled.confirmed) == (plain, True)


@pytest.mark.parametrize(
    ("name", "division", "char"),
    [
        ("张圈", "130203", "圈"),
        ("桔园", "350302", "桔"),
        ("鸡爪沟", "230300", "爪"),
        ("重桥", "360732", "重"),
        ("十里堡", "610402", "堡"),
        ("王里堡", "371402", "堡"),
        ("牛栏山堡", "110113", "堡"),
        ("区屋", "440606", "区"),
        ("莘口", "350403", "莘"),
        ("乐楼", "410100", "乐"),
        ("行村", "370687", "行"),
        ("重坊", "371322", "重"),
        ("折桥", "622901", "折"),
        ("调楼", "469024", "调"),
        ("鲗鱼涌", "810000", "涌"),
        ("罗町", "130600", "町"),
        ("柏果埫", "420500", "埫"),
        ("大苴", "532300", "苴"),
        ("肖里长屯", "371500", "长"),
    ],
)
def test_what_no_listed_name_or_rule_settles_is_unconfirmed(name, division, char):
    spelled = spell(name, kind="自然村", division=division)

    doubted = {r.char for r in spelled.readings if r.grade is Grade.UNCONFIRMED}
    assert char in doubted
    assert not spelled.confirmed


@pytest.mark.parametrize(
    ("name", "division", "char", "others"),
    [
        ("蔚营村", "420684", "蔚", {"yù", "wèi"}),
        ("召庄村", "410000", "召", {"shào", "zhào"}),
        ("区屋村", "440605", "区", {"ōu", "qū"}),
        ("盖村", "370000", "盖", {"gě", "gài"}),
        ("种和村", "220000", "种", {"zhǒng", "zhòng"}),
        ("西埇村", "440783", "埇", {"yǒng", "chōng"}),
    ],
)
def test_a_surname_before_a_settlement_and_local_readings_are_asked_about(
    name: str, division: str, char: str, others: set[str]
) -> None:
    spelled = spell(name, kind="行政村", division=division)
    (reading,) = (r for r in spelled.readings if r.char == char)

    assert not spelled.confirmed
    assert others <= {reading.syllable, *reading.others}


@pytest.mark.parametrize("name", ["华庄", "应庄", "过店", "冠庄", "阙庄", "要寨"])
def test_a_surname_that_differs_in_its_tone_only_is_told_with_the_other_tone(name: str) -> None:
    assert grades(name)[0] == "unsure"


@pytest.mark.parametrize("name", ["铅山", "大城", "六合"])
def test_a_county_s_own_reading_leaves_the_name_open_where_the_place_is_not_known(name):
    assert Grade.UNCONFIRMED in grades(name)


def test_a_bare_name_is_read_as_the_place_that_has_a_reading_of_its_own():
    assert spell("丽水", kind="自然村").text == "Líshuǐ"
    assert spell("铅山", kind="自然村").readings[0].others == ("qiān",)
    assert spell("丽水", kind="自然村", division="360732").text == "Lìshuǐ"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("五华县", "Wǔhuá Xiàn"),
        ("南华县", "Nánhuá Xiàn"),
        ("华县", "Huà Xiàn"),
        ("蠡县", "Lǐ Xiàn"),
        ("廊坊市", "Lángfáng Shì"),
        ("图们市", "Túmén Shì"),
    ],
)
def test_a_county_s_reading_is_not_that_of_another_whose_name_ends_so(name, text):
    assert spell(name).text == text


def test_a_province_is_not_enough_where_a_county_reads_otherwise():
    assert grades("六合", "320116")[0] == "certain"
    assert grades("六合", "32")[0] == "unconfirmed"
    assert grades("六合", "36")[0] == "certain"
    assert spell("六合", kind="自然村", division="32").readings[0].others == ("lù",)


@pytest.mark.parametrize("name", ["大差市", "差干", "杉木", "南堡", "惠安堡", "龙爪", "黄柏"])
def test_authorities_that_disagree_are_both_told(name):
    (region,) = {r.regions for r in place_readings() if r.name == name}
    spelled = spell(name, kind="自然村", division=region[0] if region else "")

    assert "PS102" in [f.code for f in spelled.findings]
    assert any(r.others for r in spelled.readings if r.grade is Grade.UNSURE)


def test_every_reading_has_a_syllable_for_each_character_and_a_source():
    for row in place_readings():
        assert len(row.syllables) == len(row.name), row
        assert row.source, row
        assert Grade(row.grade)
        assert all(code.isdecimal() and len(code) in {2, 4, 6} for code in row.regions), row


def test_no_reading_is_told_twice():
    rows = [(r.name, r.syllables, r.regions, r.part) for r in place_readings()]

    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("name", "division", "syllable", "other"),
    [("宕昌", "621223", "tàn", "dàng"), ("劲松", "110105", "jìng", "jìn")],
)
def test_a_decision_comes_first_and_what_else_is_printed_stays_beside_it(
    name, division, syllable, other
):
    first = spell(name, kind="自然村", division=division).readings[0]

    assert (first.syllable, first.others) == (syllable, (other,))


@pytest.mark.parametrize(("name", "division"), [("南无村", "370000"), ("暖和湾", "620000")])
def test_a_word_that_may_not_be_one_in_a_name_is_not_asserted(name, division):
    assert not spell(name, kind="自然村", division=division).confirmed


def test_a_street_of_beijing_is_no_reading_elsewhere():
    assert spell("东单", kind="自然村", division="110101").plain == "Dongdan"
    assert spell("西单庄", kind="自然村", division="370000").plain == "Xishanzhuang"


@pytest.mark.parametrize(
    ("name", "division", "letters"),
    [
        ("涡北街道", "341621", "Guobei Jiedao"),
        ("浚州街道", "410621", "Xunzhou Jiedao"),
        ("荥河镇", "511822", "Yinghe Zhen"),
        ("曲阿街道", "321181", "Qu'e Jiedao"),
        ("祝阿镇", "371425", "Zhu'e Zhen"),
        ("洮湖", "320413", "Yao Hu"),
    ],
)
def test_a_county_s_way_of_reading_holds_for_its_other_names(name, division, letters):
    spelled = spell(name, division=division)

    assert (spelled.plain, spelled.confirmed) == (letters, True)


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("六安村", "320000"),
        ("洪洞村", "360732"),
        ("吴堡村", "320000"),
        ("绿林村", "110000"),
        ("员家村", "610000"),
        ("桑阿镇", "371525"),
        ("校椅镇", "450181"),
        ("㘵下村", "360732"),
    ],
)
def test_what_is_read_so_in_one_place_is_not_asserted_in_another(name, division):
    assert not spell(name, division=division).confirmed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("张掖市", "Zhāngyè Shì"),
        ("掖县", "Yè Xiàn"),
        ("尽头村", "Jìntóu Cūn"),
        ("太仆村", "Tàipú Cūn"),
        ("油坊镇", "Yóufáng Zhèn"),
        ("磨盘村", "Mòpán Cūn"),
        ("磨刀石镇", "Módāoshí Zhèn"),
        ("相公庄镇", "Xiànggōngzhuāng Zhèn"),
        ("燕窝镇", "Yànwō Zhèn"),
        ("并州路", "Bīngzhōu Lù"),
        ("哪吒庙", "Nézhā Miào"),
        ("当铺巷", "Dàngpù Xiàng"),
        ("王家长沟", "Wángjiācháng Gōu"),
    ],
)
def test_ordinary_words_keep_the_reading_of_the_dictionary(name, text):
    assert spell(name).text == text


def test_only_the_character_that_is_read_in_two_ways_is_said_to_be() -> None:
    told = [f.actual for f in spell("礼乐街道", division="440704").findings]

    assert told == ["乐"]


def test_every_row_of_the_table_is_written_as_names_are_looked_up() -> None:
    assert [row.name for row in place_readings() if normal(row.name) != row.name] == []
