"""What the rules say beyond their own examples: namesakes, paths, ordinals, words of buildings."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import check_spelling, spell, spell_many
from minzheng_core.registries.place_names.spelling.kinds import Kind


def codes(name: str, **known: str) -> set[str]:
    return {f.code for f in spell(name, **known).findings}


@pytest.mark.parametrize(
    ("name", "kind", "division", "plain", "confirmed"),
    [
        ("阿里山", "山", "", "Ali Shan", True),
        ("贡嘎山", None, "", "Gongga Shan", True),
        ("贡嘎县", None, "", "Gonggar Xian", True),
        ("唐古拉山", None, "", "Tanggula Shan", True),
        ("乔戈里峰", None, "", "Qogir Feng", True),
        ("江达沟", "山", "", "Jiangda Gou", False),
        ("江达沟", "山", "540321", "Jomda Gou", True),
        ("昌都路", "道路", "", "Changdu Lu", False),
        ("昌都路", "道路", "540302", "Qamdo Lu", True),
        ("塔里木河", None, "", "Tarim He", True),
        ("塔里木湖", "湖", "", "Talimu Hu", False),
        ("阿尔山", "山", "", "A'er Shan", False),
        ("伊州路", "道路", "", "Yizhou Lu", True),
    ],
)
def test_a_division_s_table_is_not_that_of_a_feature_far_away(
    name, kind, division, plain, confirmed
):
    spelled = spell(name, kind=kind, division=division)

    assert (spelled.plain, spelled.confirmed) == (plain, confirmed)
    assert ("PS103" in codes(name, kind=kind, division=division)) is not confirmed


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("江西省赣州市兴国县", "Jiangxi Sheng Ganzhou Shi Xingguo Xian"),
        ("温州市瓯海区", "Wenzhou Shi Ouhai Qu"),
        ("兴国县长冈乡长冈村", "Xingguo Xian Changgang Xiang Changgang Cun"),
        ("怀来县沙城镇", "Huailai Xian Shacheng Zhen"),
        ("江西省上饶市铅山县", "Jiangxi Sheng Shangrao Shi Yanshan Xian"),
        ("内蒙古自治区呼和浩特市", "Nei Mongol Zizhiqu Hohhot Shi"),
        ("山西省长治市城区", "Shanxi Sheng Changzhi Shi Chengqu"),
        ("克山县北联林场", "Keshan Xian Beilian Linchang"),
        ("赣州市红旗大道", "Ganzhou Shi Hongqi Dadao"),
        ("兴国县工业园", "Xingguo Xian Gongyeyuan"),
        ("南海市场社区", "Nanhaishichang Shequ"),
        ("浦江县城社区", "Pujiangxiancheng Shequ"),
    ],
)
def test_a_path_is_spelled_part_by_part(name, plain):
    assert spell(name).plain == plain


def test_a_path_says_what_each_part_says():
    spelled = spell("兴国县石浒村", kind="行政村")

    assert (spelled.name, spelled.kind) == ("兴国县石浒村", Kind.VILLAGE)
    assert {f.code for f in spelled.findings} == {"PS101"}
    assert "".join(r.char for r in spelled.readings) == "兴国县石浒村"


def test_a_division_that_is_one_is_read_where_it_lies():
    assert [spell(n).confirmed for n in ("漯河市", "阿城区", "伊州区", "昆玉市")] == [True] * 4
    assert spell("巴宜区", division="540402").confirmed
    assert spell("漯河", kind="自然村", division="37").plain == "Tahe"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("三环路", "3 Huanlu"),
        ("东三环路", "Dong 3 Huanlu"),
        ("东三环北路", "Dong 3 Huan Beilu"),
        ("三环东路", "3 Huan Donglu"),
        ("三经路", "3 Jinglu"),
        ("二经街", "2 Jingjie"),
        ("经五路", "Jing 5 Lu"),
        ("十二号路", "12 Haolu"),
        ("二马路东街", "2 Malu Dongjie"),
        ("二环路北段", "2 Huanlu Beiduan"),
        ("十二街坊", "12 Jiefang"),
    ],
)
def test_an_ordinal_is_in_digits_wherever_it_stands(name, plain):
    assert spell(name, kind="道路").plain == plain
    assert "PS105" in codes(name, kind="道路")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("1号路", "1 Haolu"),
        ("三八路", "Sanba Lu"),
        ("五一巷", "Wuyi Xiang"),
        ("三里屯路", "Sanlitun Lu"),
    ],
)
def test_words_and_digits_are_no_conflict(name, plain):
    assert spell(name, kind="道路").plain == plain
    assert "PS105" not in codes(name, kind="道路")


@pytest.mark.parametrize(
    ("name", "plain", "unclear"),
    [
        ("京杭大运河", "Jinghang Dayunhe", False),
        ("长江三峡", "Changjiang Sanxia", True),
        ("南岳衡山", "Nanyue Heng Shan", True),
        ("京族三岛", "Ginzu Sandao", True),
        ("三门峡", "Sanmen Xia", False),
        ("西沙群岛", "Xisha Qundao", False),
        ("人民大会堂", "Renmin Dahuitang", False),
        ("新疆生产建设兵团", "Xinjiang Shengchan Jianshe Bingtuan", False),
        ("赣州稀土矿业公司", "Ganzhou Xitu Kuangye Gongsi", True),
        ("青岛啤酒厂", "Qingdao Pijiuchang", False),
        ("桂林米酒厂", "Guilinmi Jiuchang", True),
        ("八一南昌起义路", "Bayinanchangqiyi Lu", True),
        ("五七干校", "Wuqi Ganxiao", False),
        ("上海虹桥站", "Shanghai Hongqiao Zhan", True),
        ("南京长江大桥", "Nanjing Changjiang Daqiao", False),
        ("黄山光明顶", "Huangshan Guangming Ding", True),
        ("台北市", "Taibei Shi", False),
        ("文家市", "Wenjiashi", False),
        ("生态科技新城泰安镇", "Shengtaikejixinchengtai'an Zhen", True),
    ],
)
def test_words_are_divided_or_the_division_is_called_unclear(name, plain, unclear):
    assert spell(name).plain == plain
    assert ("PS104" in codes(name)) is unclear


def test_what_is_no_transcription_is_not_called_one():
    assert "PS103" not in codes("敦煌莫高窟") | codes("24克拉")


def test_odd_signs_are_quoted_as_they_stand():
    (odd,) = [f for f in spell("长Beijing村", kind="村").findings if f.code == "PS107"]

    assert odd.actual == "Beijing"
    assert "PS107" in codes("阿坝·红原")
    assert "龘" in str(spell("龘", kind="自然村").findings[0])


@pytest.mark.parametrize("word", ["群岛", "山口", "瀑布"])
def test_a_generic_names_its_kind(word):
    assert Kind.read(word) is Kind.NATURAL


@pytest.mark.parametrize(
    ("name", "given", "found"),
    [
        ("陕西省", "Shaanxi Sheng", ["PS111"]),
        ("陕西省", "Shanxi Sheng", ["PS111"]),
        ("陕西省", "Shǎnxī Shěng", []),
        ("陕西路", "Shaanxi Lu", ["PS111"]),
        ("陕西路", "Shaanxilu", ["PS111", "PS203"]),
        ("山西省", "Shaanxi Sheng", ["PS201"]),
        ("香港路", "Hong Kong Lu", ["PS111"]),
        ("澳门路", "Macao Lu", ["PS111"]),
        ("铅山县", "Qianshan Xian", ["PS102"]),
        ("六安市", "Liuan Shi", ["PS102", "PS205"]),
        ("太湖", "Tai Hu (Taihu Lake)", ["PS207"]),
        ("太湖", "Tai Hu (Foo)", ["PS201"]),
        ("喀什市", "Kashi (Kaxgar) Shi", []),
        ("中山路", "Zhongshan Rd.", ["PS207"]),
        ("乌鲁木齐市", "Urumqi Shi", []),
        ("吕梁市", "Luliang Shi", ["PS206"]),
        ("中山市", "Chungshan", ["PS208"]),
        ("台北市", "Taipei", ["PS208"]),
        ("西安市", "Sian", ["PS208"]),
        ("京杭大运河", "Jinghang Dayunhe", []),
    ],
)
def test_conflicts_translations_and_older_systems_are_told_apart(name, given, found):
    checked = check_spelling(name, given)

    assert [f.code for f in checked.findings] == found
    assert checked.right is (not set(found) - {"PS111", "PS102", "PS206"})


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("南北大街", None, "Nanbei Dajie"),
        ("东西路", None, "Dongxi Lu"),
        ("西北路", None, "Xibei Lu"),
        ("南小街", None, "Nan Xiaojie"),
        ("城南北路", None, "Chengnan Beilu"),
        ("潋江一桥", None, "Lianjiang Yiqiao"),
        ("南京长江二桥", None, "Nanjing Changjiang Erqiao"),
        ("赣江十二桥", None, "Ganjiang Shi'er Qiao"),
        ("潋江第二大桥", None, "Lianjiang Di'er Daqiao"),
        ("二十四桥", None, "Ershisi Qiao"),
        ("广安五四桥", None, "Guang'an Wusi Qiao"),
        ("黄山七十二峰", None, "Huangshan Qishi'er Feng"),
        ("前进四厂", None, "Qianjin 4 Chang"),
        ("五卅路", None, "Wusa Lu"),
        ("廿四路", None, "24 Lu"),
        ("一横路", None, "1 Henglu"),
        ("纵二路", None, "Zong 2 Lu"),
        ("十二条胡同", None, "12 Tiao Hutong"),
        ("G60沪昆高速", None, "G60 Hukun Gaosu"),
        ("红军路18号", None, "Hongjunlu 18 Hao"),
        ("中医院", None, "Zhongyiyuan"),
        ("市人民医院", None, "Shi Renmin Yiyuan"),
        ("凤凰山公墓", None, "Fenghuangshan Gongmu"),
        ("水岸新城", "小区", "Shui'an Xincheng"),
        ("中关村科技园", None, "Zhongguancun Kejiyuan"),
        ("T3航站楼", None, "T3 Hangzhanlou"),
        ("国际贸易中心", None, "Guoji Maoyi Zhongxin"),
        ("阳光花苑", "小区", "Yangguang Huayuan"),
        ("桃花苑", "小区", "Taohua Yuan"),
        ("锦绣豪庭", "小区", "Jinxiu Haoting"),
        ("三里河一区", "小区", "Sanlihe 1 Qu"),
        ("天通苑北一区", "小区", "Tiantongyuan Bei 1 Qu"),
        ("百万庄中里", "小区", "Baiwanzhuang Zhongli"),
        ("天宁寺西里", "小区", "Tianningsi Xili"),
        ("阳光花园二期", "小区", "Yangguang Huayuan 2 Qi"),
        ("许国石坊", "景点", "Xuguo Shifang"),
        ("磨石坊", "景点", "Moshi Fang"),
        ("棠樾牌坊群", "景点", "Tangyue Paifangqun"),
        ("新安碑园", "景点", "Xin'an Beiyuan"),
        ("徽商大宅院", "景点", "Huishang Dazhaiyuan"),
        ("宏村古民居", "景点", "Hongcun Guminju"),
        ("高昌故城", "景点", "Gaochang Gucheng"),
        ("歙县林场场部", "单位", "She Xian Linchang Changbu"),
        ("黄柏山茶场场部", "单位", "Huangbaishanchachang Changbu"),
    ],
)
def test_numbers_and_modifiers_keep_to_their_words(name, kind, plain):
    assert spell(name, kind=kind).plain == plain


def test_a_generic_keeps_its_reading_behind_a_modifier():
    assert spell("包头南胡同").text == "Bāotóu Nánhútong"
    assert spell("萧华上将故居").text == "Xiāohuá Shàngjiàng Gùjū"
    assert spell("大将军岭").text == "Dàjiāngjūn Lǐng"


def test_parts_of_estates_are_called_unclear():
    assert "PS104" in codes("三里河一区", kind="小区")
    assert "PS104" not in codes("阳光花园", kind="小区")


def test_a_mongol_generic_tells_a_transcription():
    assert "PS103" in codes("哈达诺尔")
    assert "PS103" not in codes("人民英雄纪念碑")


@pytest.mark.parametrize(
    ("name", "given"),
    [("高\ue170村", "Gao Cun"), ("高\ue170村", "Gaopi Cun"), ("新圩村(老圩)", "Xinxu Cun"),
     ("\ufa11岭村", "Qiling Cun"), ("长shan村", "Changshan Cun")],
)  # fmt: skip
def test_what_cannot_be_read_is_not_compared(name, given):
    checked = check_spelling(name, given, kind="行政村")

    assert [f.code for f in checked.findings] == ["PS216"]
    assert not checked.right
    assert [
        f.code for f in check_spelling("锦绣·江南", "Jinxiujiangnan", kind="小区").findings
    ] == []


@pytest.mark.parametrize("name", ["", " ", "长" * 500])
def test_nothing_is_expected_of_a_spelling_whose_name_cannot_be_spelled(name: str) -> None:
    checked = check_spelling(name, "Changshan Cun")

    assert [f.code for f in checked.findings] == ["PS108"]
    assert not checked.right


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("老油坊", "Lǎoyóufáng"),
        ("酒坊", "Jiǔfáng"),
        ("豆腐坊", "Dòufǔfáng"),
        ("东磨坊", "Dōngmòfáng"),
        ("磨坊街", "Mòfáng Jiē"),
        ("诸葛亮故里", "Zhūgěliàng Gùlǐ"),
        ("李白故里", "Lǐbái Gùlǐ"),
        ("同里", "Tónglǐ"),
        ("羌塘自然保护区", "Qangtang Zìrán Bǎohùqū"),
        ("羌塘国家级自然保护区", "Qangtang Guójiājí Zìrán Bǎohùqū"),
        ("羌塘街道", "Qangtang Jiēdào"),
        ("可可西里国家级自然保护区", "Hoh Xil Guójiājí Zìrán Bǎohùqū"),
        ("兴国县公安局潋江派出所", "Xīngguó Xiàn Gōng'ānjú Liànjiāng Pàichūsuǒ"),
        ("北京大学第三医院", "Běijīng Dàxué Dì-3 Yīyuàn"),
        ("赣南医学院第一附属医院", "Gànnán Yīxuéyuàn Dì-1 Fùshǔ Yīyuàn"),
        ("北京大学生体育馆", "Běijīng Dàxuéshēng Tǐyùguǎn"),
        ("华中科技大学", "Huázhōng Kējì Dàxué"),
        ("中国政法大学", "Zhōngguó Zhèngfǎ Dàxué"),
        ("兴国县交通运输局", "Xīngguó Xiàn Jiāotōng Yùnshūjú"),
        ("鹦鹉洲长江大桥", "Yīngwǔzhōu Chángjiāng Dàqiáo"),
        ("苏通长江公路大桥", "Sūtōng Chángjiāng Gōnglù Dàqiáo"),
        ("杭州湾跨海大桥", "Hángzhōuwān Kuàhǎi Dàqiáo"),
        ("呼伦贝尔海拉尔机场", "Hulun Buir Hailar Jīchǎng"),
        ("里运河", "Lǐ Yùnhé"),
        ("外环路", "Wài Huánlù"),
        ("北岳恒山", "Běiyuè Héng Shān"),
        ("南靖土楼", "Nánjìng Tǔlóu"),
        ("兴国冰心洞", "Xīngguó Bīngxīn Dòng"),
        ("朝阳洞山", "Cháoyángdòng Shān"),
        ("江西自由贸易试验区", "Jiāngxī Zìyóu Màoyì Shìyànqū"),
        ("束河古镇", "Shùhé Gǔzhèn"),
        ("万古镇", "Wàngǔ Zhèn"),
        ("大足区万古镇", "Dàzú Qū Wàngǔ Zhèn"),
        ("崇义县横水镇", "Chóngyì Xiàn Héngshuǐ Zhèn"),
        ("上下九步行街", "Shàngxiàjiǔ Bùxíngjiē"),
        ("南市场", "Nán Shìchǎng"),
        ("西二环辅路", "Xī 2 Huán Fǔlù"),
        ("1号公路", "1 Hào Gōnglù"),
        ("东四头条", "Dōngsì Tóutiáo"),
        ("东四二条", "Dōngsì 2 Tiáo"),
        ("京密引水渠", "Jīngmì Yǐnshuǐqú"),
        ("第一百货商店", "Dì-1 Bǎihuò Shāngdiàn"),
        ("华清嘉园", "Huáqīng Jiāyuán"),
        ("兴国县婚姻登记处", "Xīngguó Xiàn Hūnyīn Dēngjìchù"),
        ("中国农业银行兴国县支行", "Zhōngguó Nóngyè Yínháng Xīngguó Xiàn Zhīháng"),
        ("新建区新祺周管理处", "Xīnjiàn Qū Xīnqízhōu Guǎnlǐchù"),
        ("十万大山", "Shíwàn Dàshān"),
        ("石大山", "Shídà Shān"),
    ],
)
def test_names_are_cut_at_what_they_really_end_in(name: str, letters: str) -> None:
    assert spell(name).text == letters
    assert spell_many([name])["text"][0] == letters


def test_water_is_a_river_where_the_kind_says_so() -> None:
    assert spell("澧水", kind="河").text == "Lǐ Shuǐ"
    for name, letters in (("吉水", "Jíshuǐ"), ("澧水", "Lǐshuǐ")):
        assert spell(name).text == letters
        assert [finding.code for finding in spell(name).findings] == ["PS109"]


@pytest.mark.parametrize(
    ("name", "given", "codes"),
    [
        ("兴国县", "Xingguo County", ["PS207"]),
        ("兴国县", "Xinggou County", ["PS207", "PS201"]),
        ("模范东路", "MOFAN DONG ROAD", ["PS207"]),
        ("珠穆朗玛峰", "Mount Everest", ["PS207", "PS201"]),
        ("太湖", "Taihu Lake", ["PS207"]),
        ("呼和浩特市", "Hohhot City", ["PS207"]),
        ("呼和浩特市", "Hohhot", ["PS215"]),
        ("呼和浩特市", "Hohhot Xian", ["PS201"]),
        ("呼和浩特市", "Huhehaote Shi", ["PS212"]),
    ],
)
def test_what_is_wrong_besides_is_told_too(name: str, given: str, codes: list[str]) -> None:
    assert [f.code for f in check_spelling(name, given).findings] == codes


def test_a_tibetan_lake_without_a_tabled_spelling_is_unconfirmed() -> None:
    assert spell("纳木错").text == "Nam Co"
    assert spell("乌梁素海").text == "Ulansuhai Nur"
    for name in ("昂拉仁错", "佩枯错"):
        spelled = spell(name)
        assert not spelled.confirmed
        assert "PS103" in [f.code for f in spelled.findings]


def test_short_names_of_provinces_are_no_transcription() -> None:
    for name, kind in (
        ("沪苏通长江公铁大桥", "桥"),
        ("渝昆高速铁路", "铁路"),
        ("湘黔铁路", "铁路"),
    ):
        assert "PS103" not in {found.code for found in spell(name, kind=kind).findings}
    assert "PS103" in {found.code for found in spell("鲁布革水电站", kind="水电站").findings}


@pytest.mark.parametrize(
    ("name", "kind", "division", "text"),
    [
        ("松溉镇", "镇", "500118", "Sōngjì Zhèn"),
        ("川沙新镇", "镇", "310115", "Chuānshā Xīnzhèn"),
        ("维新镇", "镇", "511723", "Wéixīn Zhèn"),
        ("狗尾巴胡同", "胡同", "11", "Gǒuwěiba Hútong"),
        ("岳阳楼", "景点", "43", "Yuèyáng Lóu"),
        ("都江堰", "堰", "510181", "Dūjiāng Yàn"),
        ("延安高架路", "道路", "31", "Yán'ān Gāojià Lù"),
        ("川藏公路", "公路", "", "Chuānzàng Gōnglù"),
        ("福厦铁路", "铁路", "", "Fúxià Tiělù"),
    ],
)
def test_names_with_a_settled_reading_are_confirmed(name, kind, division, text) -> None:
    spelled = spell(name, kind=kind, division=division)

    assert (spelled.text, spelled.confirmed) == (text, True)


def test_readings_without_a_source_are_not_asserted() -> None:
    for name in ("乌鞘岭", "查田镇"):
        assert "PS101" in codes(name)


@pytest.mark.parametrize(
    ("path", "kind", "spelled"),
    [
        ("歙县深渡镇", "镇", "Shè Xiàn Shēndù Zhèn"),
        ("甘肃省陇南市礼县盐官镇", "镇", "Gānsù Shěng Lǒngnán Shì Lǐ Xiàn Yánguān Zhèn"),
        ("芒市遮放镇", "镇", "Máng Shì Zhēfàng Zhèn"),
        ("丰县首羡镇张后屯村", "行政村", "Fēng Xiàn Shǒuxiàn Zhèn Zhānghòutún Cūn"),
        ("古县渡镇", "镇", "Gǔxiàndù Zhèn"),
        ("夏县营村委会", "村委会", "Xiàxiànyíng Cūnwěihuì"),
    ],
)
def test_a_county_of_one_syllable_is_a_part_of_a_path_before_a_township_alone(path, kind, spelled):
    assert spell(path, kind=kind).text == spelled
    assert spell_many([path], kind=kind)["text"].to_list() == [spelled]


@pytest.mark.parametrize(
    ("name", "kind", "spelled"),
    [
        ("第一机床厂", "单位", "Dì-1 Jīchuángchǎng"),
        ("第一汽车制造厂", "单位", "Dì-1 Qìchē Zhìzàochǎng"),
        ("沈阳第二棉纺厂", "单位", "Shěnyáng Dì-2 Miánfǎngchǎng"),
        ("第十二中学", "单位", "Dì-12 Zhōngxué"),
        ("上海第一百货商店", "单位", "Shànghǎi Dì-1 Bǎihuò Shāngdiàn"),
        ("黟县东站", "车站", "Yī Xiàn Dōngzhàn"),
    ],
)
def test_the_number_and_the_work_of_an_institution_are_words_of_their_own(name, kind, spelled):
    assert spell(name, kind=kind).text == spelled


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("八一七路", "Bāyīqī Lù"),
        ("六二三路", "Liù'èrsān Lù"),
        ("二一九路", "Èryījiǔ Lù"),
        ("三〇一路", "301 Lù"),
    ],
)
def test_a_street_called_by_a_day_is_not_counted(name, spelled):
    assert spell(name, kind="道路").text == spelled


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("五四三高地", "543 Gaodi"),
        ("597.9高地", "597.9 Gaodi"),
        ("一七一八峰", "1718 Feng"),
        ("三一六国道", "316 Guodao"),
        ("三一八国道", "318 Guodao"),
        ("三一八路", "Sanyiba Lu"),
        ("南二环", "Nan 2 Huan"),
    ],
)
def test_codes_read_figure_by_figure_are_arabic_where_heights_and_highways_are_called_so(
    name, plain
):
    spelled = spell(name)

    assert (spelled.plain, spelled.confirmed) == (plain, True)
    assert spell_many([name])["plain"].to_list() == [plain]


def test_a_point_between_figures_of_a_village_is_still_told():
    assert "PS107" in codes("兴国12.5村")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("和平里七区", "Hepingli 7 Qu"),
        ("五一二街坊", "512 Jiefang"),
        ("红星街坊", "Hongxing Jiefang"),
        ("曹妃甸港区", "Caofeidian Gangqu"),
        ("机场高速路", "Jichang Gaosulu"),
        ("恒大绿洲", "Hengda Lüzhou"),
        ("大亚湾核电站", "Dayawan Hedianzhan"),
        ("天涯海角", "Tianya Haijiao"),
        ("海港区", "Haigang Qu"),
    ],
)
def test_the_generic_is_the_whole_word_that_ends_the_name(name, plain):
    assert spell(name).plain == plain
    assert spell_many([name])["plain"].to_list() == [plain]
