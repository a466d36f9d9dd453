"""How names of streets, stations, sights and features are cut into words, beyond the examples of the rules."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import check_spelling, spell, spell_many


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("东四", "地铁站", "Dongsi"),
        ("东四站", "车站", "Dongsi Zhan"),
        ("前进四厂", None, "Qianjin 4 Chang"),
        ("经七纬二路", "道路", "Jing 7 Wei 2 Lu"),
        ("东四十二条", "街", "Dongsi 12 Tiao"),
        ("中南路", "道路", "Zhongnan Lu"),
        ("河南中路", "道路", "Henan Zhonglu"),
        ("大雪山", None, "Daxue Shan"),
        ("大运河", None, "Da Yunhe"),
        ("民族文化宫", None, "Minzu Wenhuagong"),
        ("钓鱼台国宾馆", None, "Diaoyutai Guobinguan"),
        ("秘鲁大使馆", None, "Bilu Dashiguan"),
        ("函谷关", "景点", "Hangu Guan"),
        ("嘉峪关", "关隘", "Jiayu Guan"),
        ("嘉峪关", None, "Jiayuguan"),
        ("石家庄", "车站", "Shijiazhuang"),
        ("清东陵", None, "Qing Dongling"),
        ("明孝陵", "景点", "Ming Xiaoling"),
        ("明十三陵", None, "Ming Shisanling"),
        ("宋家陵", None, "Songjia Ling"),
        ("沈阳故宫", None, "Shenyang Gugong"),
        ("秦岭", None, "Qin Ling"),
        ("鼓浪屿", None, "Gulang Yu"),
        ("滕王阁", "风景区", "Tengwang Ge"),
        ("庐山风景名胜区", "风景名胜区", "Lushan Fengjing Mingshengqu"),
        ("昌九高速公路", None, "Changjiu Gaosu Gonglu"),
        ("经三公路", None, "Jing 3 Gonglu"),
        ("雅鲁藏布大峡谷", None, "Yarlung Zangbo Daxiagu"),
        ("大兴国际机场", None, "Daxing Guoji Jichang"),
        ("如皋市蚕种场", None, "Rugao Shi Canzhongchang"),
        ("莎车县良种繁育场", "镇", "Shache Xian Liangzhong Fanyuchang"),
        ("圆明园遗址公园", None, "Yuanmingyuan Yizhi Gongyuan"),
        ("朝天门长江大桥", "桥", "Chaotianmen Changjiang Daqiao"),
        ("和平里北街", "车站", "Hepinglibeijie"),
        ("后海北沿", "道路", "Houhai Beiyan"),
        ("东三环", "道路", "Dong 3 Huan"),
        ("二环路东四段", "道路", "2 Huanlu Dong 4 Duan"),
        ("黄埔大道西", "道路", "Huangpu Dadao Xi"),
        ("解放路北", "道路", "Jiefang Lu Bei"),
        ("十里长街", "道路", "Shili Changjie"),
        ("延长街", "道路", "Yanchang Jie"),
        ("祈福新邨", "住宅区", "Qifu Xincun"),
    ],
)
def test_names_are_cut_where_their_words_end(name: str, kind: str | None, plain: str) -> None:
    assert spell(name, kind=kind).plain == plain


@pytest.mark.parametrize(
    ("name", "division", "confirmed"),
    [("曲水园", "", False), ("曲水园", "310118", True), ("曲水县", "", True)],
)
def test_a_sight_called_like_a_county_far_away_is_asked_for(
    name: str, division: str, confirmed: bool
) -> None:
    assert spell(name, division=division).confirmed is confirmed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("封禅台", "Fēngshàn Tái"),
        ("人行天桥", "Rénxíng Tiānqiáo"),
        ("参将府", "Cānjiàngfǔ"),
        ("皋陶村", "Gāoyáo Cūn"),
        ("八蜡庙", "Bāzhà Miào"),
        ("知行路", "Zhīxíng Lù"),
        ("燕巢村", "Yàncháo Cūn"),
    ],
)
def test_words_are_read_as_words(name: str, text: str) -> None:
    spelled = spell(name)

    assert (spelled.text, spelled.confirmed) == (text, True)


def test_lanes_that_are_told_with_their_quarters_are_not_numbered() -> None:
    assert spell("三坊七巷").plain == "Sanfangqixiang"


@pytest.mark.parametrize(
    ("name", "kind", "spelled"),
    [
        ("一〇七国道", "公路", "107 Guódào"),
        ("三〇九省道", "公路", "309 Shěngdào"),
        ("G105国道", "公路", "G105 Guódào"),
        ("昌九高速公路", "公路", "Chāngjiǔ Gāosù Gōnglù"),
        ("第一〇一中学", "学校", "Dì-101 Zhōngxué"),
    ],
)
def test_the_code_of_a_highway_or_school_is_written_in_digits_whole(name, kind, spelled):
    assert spell(name, kind=kind).text == spelled
    assert spell_many([name], kind=kind)["text"].to_list() == [spelled]


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("沈阳机床厂", "Shěnyáng Jīchuángchǎng"),
        ("兴国药厂", "Xīngguó Yàochǎng"),
        ("兴国县污水处理厂", "Xīngguó Xiàn Wūshuǐ Chǔlǐchǎng"),
        ("兴国县水文站", "Xīngguó Xiàn Shuǐwénzhàn"),
    ],
)
def test_a_works_of_one_syllable_takes_what_it_makes_after_a_place(name, spelled):
    assert spell(name, kind="单位").text == spelled


@pytest.mark.parametrize(
    ("name", "kind", "spelled", "confirmed"),
    [
        ("贠家塬", "自然村", "Yùnjiāyuán", True),
        ("蔚家堡村", "行政村", "Yùjiābǎo Cūn", False),
        ("秘家庄村", "行政村", "Bìjiāzhuāng Cūn", False),
        ("大厦村", "行政村", "Dàxià Cūn", False),
        ("国贸大厦", "大厦", "Guómào Dàshà", True),
        ("观里镇", "镇", "Guànlǐ Zhèn", True),
        ("观音堂", "自然村", "Guānyīntáng", True),
    ],
)
def test_a_surname_that_reads_as_another_word_is_asked_for(name, kind, spelled, confirmed):
    told = spell(name, kind=kind)
    assert (told.text, told.confirmed) == (spelled, confirmed)


@pytest.mark.parametrize(
    ("name", "kind", "confirmed"),
    [
        ("沙窝儿", "自然村", False),
        ("站儿巷镇", "镇", False),
        ("圪塔村", "行政村", False),
        ("儿塘村", "行政村", True),
        ("女儿河街道", "街道", True),
        ("洮儿河", "河流", True),
        ("帽儿胡同", "道路", True),
        ("市儿童医院", "单位", True),
    ],
)
def test_whether_er_is_a_syllable_of_a_village_is_asked(
    name: str, kind: str, confirmed: bool
) -> None:
    assert spell(name, kind=kind).confirmed is confirmed
    row = spell_many([name], kind=kind).row(0, named=True)
    assert row["confirmed"] is confirmed


def test_a_memorial_called_like_the_town_that_it_stands_in_is_marked() -> None:
    assert "PS104" in {finding.code for finding in spell("西柏坡", kind="景点").findings}
    assert not spell("九寨沟", kind="景点").findings


@pytest.mark.parametrize("division", ["3101", "1101", "4290", "5001"])
def test_the_prefecture_part_of_a_county_is_a_known_place(division: str) -> None:
    assert not spell("长江路", kind="道路", division=division).findings


def test_what_the_maps_of_the_state_print_otherwise_than_the_code_table_is_told() -> None:
    (finding,) = spell("墨脱县").findings
    assert (finding.code, finding.expected) == ("PS111", "Mêdog")
    assert check_spelling("墨脱县", "Mêdog Xian").right
    assert check_spelling("墨脱县", "Mêtog Xian").right
