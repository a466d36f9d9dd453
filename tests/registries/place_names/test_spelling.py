"""Published spellings and readings are reproduced; what is doubtful is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from minzheng_core.errors import CallError, InputError
from minzheng_core.reference.place_spelling import minority_spellings
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names import ReadingList, check_spelling, parse_spelling, spell
from minzheng_core.registries.place_names.spelling.orthography import has_tones, plain

FOLDER = Path(__file__).parent


def vectors(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


NATIVE = {"扎囊县", "乌什县", "伽师县"}
"""GB/T 2260 prints a second name in brackets: ``with_native``."""
ETHNIC_TONES = {"三都水族自治县"}
"""水族 is Suizu by GB/T 3304; the reading Shuǐzú of the list is that of the characters."""


@pytest.mark.parametrize(
    "row",
    [v for v in vectors("spelling_vectors.csv") if v["status"] != "own knowledge"],
    ids=lambda row: row["name"],
)
def test_official_spellings_are_reproduced(row):
    spelled = spell(row["name"], kind=row["kind"] or None, division=row["division"])

    plain = spelled.with_native if row["name"] in NATIVE else spelled.plain
    assert plain == row["expected_plain"]
    if has_tones(row["expected"]) and "ê" not in row["expected"]:
        assert spelled.text == row["expected"]


@pytest.mark.parametrize(
    "row",
    [v for v in vectors("polyphone_vectors.csv") if v["confidence"] == "certain"],
    ids=lambda row: row["name"],
)
def test_certain_readings_are_reproduced_and_confirmed(row):
    kind = "自然村" if not row["plain"].count(" ") else None

    spelled = spell(row["name"], kind=kind, division=row["division"])

    assert spelled.plain == row["plain"]
    assert spelled.confirmed
    if row["name"] not in ETHNIC_TONES:
        assert spelled.text == row["toned"]


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("西峰镇", "镇", "Xifeng Zhen"),
        ("西峰镇", "自然村", "Xifengzhen"),
        ("长冈村", "行政村", "Changgang Cun"),
        ("长冈村", "自然村", "Changgangcun"),
        ("长冈村村民委员会", "村委会", "Changgangcun Cunmin Weiyuanhui"),
        ("振兴社区", "社区", "Zhenxing Shequ"),
        ("油坊桥", "22200", "Youfangqiao"),
        ("油坊桥", "桥", "Youfang Qiao"),
        ("河南中路", "道路", "Henan Zhonglu"),
        ("河北路", "道路", "Hebei Lu"),
        ("三八路", "道路", "Sanba Lu"),
        ("兴国县第一中学", "单位", "Xingguo Xian Di-1 Zhongxue"),
        ("渤海湾", "湾", "Bohai Wan"),
    ],
)
def test_the_kind_decides_the_spelling(name, kind, plain):
    assert spell(name, kind=kind).plain == plain


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("西二旗", "Xi'erqi"),
        ("正黄旗", "Zhenghuangqi"),
        ("联盟", "Lianmeng"),
        ("庐州", "Luzhou"),
        ("周口店", "Zhoukoudian"),
        ("马场", "Machang"),
        ("虎门", "Humen"),
        ("海淀", "Haidian"),
        ("十渡", "Shidu"),
        ("生态区", "Shengtai Qu"),
        ("卢沟桥", "Lugou Qiao"),
        ("泰山", "Tai Shan"),
        ("三门峡", "Sanmen Xia"),
        ("王家河", "Wangjia He"),
    ],
)
def test_an_ending_that_may_be_part_of_the_name_is_said_where_no_kind_is_given(name, plain):
    spelled = spell(name)

    assert spelled.plain == plain
    assert "PS109" in [f.code for f in spelled.findings]


@pytest.mark.parametrize(
    "name", ["兴国县", "海淀区", "科尔沁左翼中旗", "锡林郭勒盟", "红旗街道", "石家庄", "海口"]
)
def test_a_listed_name_or_one_without_an_ending_is_beyond_doubt(name):
    assert "PS109" not in [f.code for f in spell(name).findings]


def test_the_units_of_xingguo_are_read_rightly():
    speller = place_names.Speller(division="360732")
    units = vectors("xingguo_units.csv")
    spelled = [(unit, speller.spell(unit["name"], unit["kind"])) for unit in units]

    assert len(units) == 352
    assert [unit["name"] for unit, found in spelled if found.plain != unit["plain"]] == []
    asked = [unit["name"] for unit, found in spelled if not found.confirmed]
    assert asked == ["乐团村委会", "石浒村委会"]


def test_how_the_area_of_a_village_is_written_is_a_setting():
    assert spell("长冈村", kind="行政村", villages="joined").plain == "Changgangcun"


def test_segments_readings_and_their_grades_are_told():
    spelled = spell("三都水族自治县")

    assert [(s.name, s.role.value) for s in spelled.segments] == [
        ("三都", "specific"),
        ("水族", "ethnic"),
        ("自治县", "generic"),
    ]
    assert [(r.char, r.syllable, r.grade.value) for r in spelled.readings][1] == (
        "都",
        "dū",
        "likely",
    )


def test_an_unattested_polyphone_is_marked_and_a_county_can_settle_it():
    asked = spell("石浒村", kind="行政村", division="360732")
    told = spell("石浒村", kind="行政村", readings=ReadingList.of({"石浒": "shí xǔ"}))

    assert [f.code for f in asked.findings] == ["PS101"]
    assert not asked.confirmed
    assert (told.plain, told.confirmed) == ("Shixu Cun", True)
    assert told.readings[1].source == "county list"


def test_a_minority_name_that_no_table_has_is_not_asserted():
    spelled = spell("阿克塔木乡", kind="乡", division="653122")

    assert "PS103" in [f.code for f in spelled.findings]
    assert not spelled.confirmed


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("昂赛乡", "632722"),
        ("扎青乡", "632722"),
        ("查干敖包苏木", "150000"),
        ("当洛乡", "632621"),
        ("锡尼镇", "150625"),
        ("希夏尔峰", ""),
        ("东坝乡", "632725"),
        ("马尔洋乡", "653131"),
        ("道老杜苏木", "150526"),
        ("汗德尕特蒙古族乡", "654301"),
        ("包拉温都蒙古族乡", "220822"),
        ("尼木乡", "540425"),
        ("江达乡", "54"),
        ("康巴什区", "150603"),
    ],
)
def test_what_is_written_like_a_transcription_is_not_asserted(name, division):
    spelled = spell(name, division=division)

    assert {"PS103", "PS112"} & {f.code for f in spelled.findings}
    assert not spelled.confirmed


def test_a_bare_county_of_a_minority_language_is_never_asserted_as_chinese():
    rows = [row for row in minority_spellings() if row.letters and row.regions]
    asserted = [
        row.stem
        for row in rows
        for region in row.regions
        if (spelled := spell(row.stem, division=region)).confirmed
        and plain(row.letters) not in spelled.plain
    ]

    assert asserted == []


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("红旗村", "632722"),
        ("解放路社区", "653101"),
        ("大石桥镇", "211324"),
        ("新城镇", "150102"),
        ("长冈乡", "360732"),
        ("枹罕镇", "622921"),
        ("龟兹", "652900"),
        ("巴中", "511900"),
        ("前进苏木", "150526"),
        ("小金彝族乡", "513324"),
    ],
)
def test_chinese_names_are_no_transcriptions_even_among_such(name, division):
    assert "PS103" not in [f.code for f in spell(name, division=division).findings]


@pytest.mark.parametrize(
    ("name", "kind", "division", "plain"),
    [
        ("哈尔滨站", "车站", "", "Harbin Zhan"),
        ("呼和浩特东站", "车站", "", "Hohhot Dongzhan"),
        ("日喀则机场", None, "", "Xigaze Jichang"),
        ("齐齐哈尔大学", "单位", "", "Qiqihar Daxue"),
        ("昌都路", "道路", "540302", "Qamdo Lu"),
        ("拉萨路", "道路", "310101", "Lasa Lu"),
        ("马尔康", "自然村", "513201", "Barkam"),
    ],
)
def test_a_tabled_name_inside_another_is_spelled_by_the_table(name, kind, division, plain):
    spelled = spell(name, kind=kind, division=division)

    assert (spelled.plain, spelled.confirmed) == (plain, True)


@pytest.mark.parametrize("name", ["那曲", "马尔康"])
def test_a_tabled_name_alone_of_unknown_place_is_left_open(name):
    assert not spell(name, kind="自然村").confirmed


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("九三路", "道路", "Jiusan Lu"),
        ("双十路", "道路", "Shuangshi Lu"),
        ("九三站", "车站", "Jiusan Zhan"),
        ("十三路", "道路", "13 Lu"),
        ("四会", "车站", "Sihui"),
        ("洪洞", "车站", "Hongtong"),
        ("察尔汗盐湖", None, "Qarhan Yanhu"),
        ("长白山天池", None, "Changbaishan Tianchi"),
        ("西安钟楼", None, "Xi'an Zhonglou"),
    ],
)
def test_words_numbers_and_compound_generics_are_kept_whole(name, kind, plain):
    assert spell(name, kind=kind).plain == plain


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "PS108"),
        ("长" * 500, "PS108"),
        ("长shan村", "PS107"),
        ("高\ue170村", "PS107"),
        ("上(田本)村", "PS107"),
    ],
)
def test_bad_names_give_findings(name, code):
    assert code in [f.code for f in spell(name, kind="行政村").findings]


@pytest.mark.parametrize("name", ["𠮷村", "𣒍坪村", "兙村"])
def test_a_character_without_any_known_sound_is_not_passed_over(name):
    spelled = spell(name, kind="自然村")

    assert [f.code for f in spelled.findings] == ["PS101"]
    assert not spelled.confirmed


@pytest.mark.parametrize("name", ["兴国县\u200b", "\ufeff兴国县", "兴\u00ad国县", "兴国　县"])
def test_signs_that_nobody_sees_are_no_part_of_a_name(name):
    assert spell(name).findings == spell("兴国县").findings
    assert spell(name).text == "Xīngguó Xiàn"


@pytest.mark.parametrize(
    ("name", "division", "text"),
    [
        ("十里堡(北京)", "", "Shílǐpù"),
        ("吴堡（陕西省）", "", "Wúbǔ"),
        ("六合（江苏）", "320116", "Lùhé"),
        ("新圩(兴国县)", "", "Xīnxū"),
    ],
)
def test_a_place_in_brackets_after_the_name_says_where_it_is(name, division, text):
    spelled = spell(name, kind="自然村", division=division)

    assert (spelled.text, spelled.name) == (text, name)
    assert "PS107" not in [f.code for f in spelled.findings]


@pytest.mark.parametrize(
    ("name", "division"), [("老屋(旧称)", ""), ("朝阳(朝阳区)", ""), ("十里堡(北京)", "360732")]
)
def test_a_note_that_names_no_one_place_is_odd(name, division):
    assert "PS107" in [f.code for f in spell(name, kind="自然村", division=division).findings]


def test_the_child_of_a_word_is_not_a_suffix():
    assert spell("女儿街", kind="道路").text == "Nǚ'ér Jiē"
    assert spell("盆儿胡同", kind="道路").text == "Pénr Hútong"


def test_a_division_code_that_nobody_knows_is_said():
    assert "PS110" in [f.code for f in spell("兴国县", division="990000").findings]
    assert spell("兴国县", division="3607").findings == ()


def test_a_wrong_kind_is_a_wrong_call():
    with pytest.raises(CallError) as told:
        spell("兴国县", kind="宇宙")
    assert told.value.code == "PS301"


def test_a_list_of_readings_is_read_from_a_file(tmp_path):
    file = tmp_path / "读音.csv"
    file.write_text("名称,读音,县代码,来源\n石浒,shí xǔ,360732,县地名志\n", encoding="gb18030")
    own = ReadingList.load(file)

    assert spell("石浒村", kind="村", division="360732", readings=own).plain == "Shixu Cun"
    assert not spell("石浒村", kind="村", division="360731", readings=own).confirmed
    file.write_text("名称,读音\n石浒,shíxǔ\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        ReadingList.load(file)
    assert told.value.code == "PS303"


@pytest.mark.parametrize(
    ("name", "given", "codes"),
    [
        ("歙县", "She Xian", []),
        ("歙县", "SHE XIAN", []),
        ("歙县", "Shè Xiàn", []),
        ("歙县", "Shexian", ["PS203"]),
        ("歙县", "Shexian County", ["PS207"]),
        ("歙县", "Xi Xian", ["PS201"]),
        ("歙县", "Shé Xiàn", ["PS202"]),
        ("西安市", "Xian Shi", ["PS205"]),
        ("西安市", "XI’AN SHI", []),
        ("兴国县", "xingguo xian", ["PS204"]),
        ("兴国县", "Xing-guo Xian", ["PS209"]),
        ("略阳县", "Lueyang Xian", ["PS206"]),
        ("略阳县", "LYUEYANG XIAN", ["PS206"]),
        ("吕梁市", "Lvliang Shi", ["PS206"]),
        ("吕梁市", "Lyuliang Shi", ["PS206"]),
        ("吕梁市", "LU:LIANG SHI", []),
        ("鲁山县", "Lüshan Xian", ["PS201"]),
        ("鲁山县", "Lyushan Xian", ["PS201"]),
        ("榆林市", "Yulin Shi", []),
        ("吕梁市", "Lyu Liang Shi", ["PS206", "PS203"]),
        ("略阳县", "Lüe4yang2 Xian4", ["PS202"]),
        ("西安市", "Xi1an1 Shi4", ["PS202", "PS205"]),
        ("西安市", "Ｘｉ＇ａｎ　Ｓｈｉ", []),
        ("西安市", "Xī'an Shì", ["PS202"]),
        ("西安市", "Xi'An Shi", ["PS204"]),
        ("兴国县", " “Xingguo Xian”。", []),
        ("兴国县", "Xing\u00adguo Xian", []),
        ("兴国县", "Xing–guo Xian", ["PS209"]),
        ("兴国县", "(Xian)", ["PS213"]),
        ("兴国县", "360732", ["PS213"]),
        ("东四十二条", "Dongsi １２ Tiao", []),
        ("东四十二条", "Dongsi Shi'er Tiao", ["PS210"]),
        ("乐清市", "Leqing Shi", ["PS201"]),
        ("经五路", "Jing Wu Lu", ["PS210"]),
        ("呼和浩特市", "Huhehaote Shi", ["PS212"]),
        ("厦门市", "Hsia-men", ["PS208"]),
        ("兴国县", "Синго", ["PS213"]),
        ("石浒村", "Shixu Cun", ["PS211"]),
        ("石浒村村委会", "Shihu Cun", ["PS215"]),
        ("长冈村", "Changcun", ["PS215"]),
        ("兴国县", "Xingguo Xian Cheng", ["PS215"]),
        ("白石村", "Baishicun", ["PS214"]),
        ("白石村", "baishicun", ["PS214", "PS204"]),
        ("白石村", "Bai Shi Cun", ["PS203"]),
    ],
)
def test_the_broken_rule_is_named(name, given, codes):
    kind = "行政村" if name.endswith("村") else None

    checked = check_spelling(name, given, kind=kind, division="")

    assert [f.code for f in checked.findings] == codes
    assert checked.right is (not set(codes) - {"PS206", "PS211", "PS214"})


def test_a_spelling_agrees_with_itself():
    for row in vectors("spelling_vectors.csv"):
        spelled = spell(row["name"], kind=row["kind"] or None)
        for dress in (spelled.text, spelled.plain, spelled.capitals):
            again = check_spelling(row["name"], dress, kind=row["kind"] or None)
            assert {f.code for f in again.findings} <= {"PS111"}, (row["name"], dress)
            assert again.right, (row["name"], dress)


def test_what_stands_in_a_division_keeps_its_second_name():
    spelled = spell("乌什县人民医院")

    assert spelled.with_native == "Wushi (Uqturpan) Xian Renmin Yiyuan"
    assert check_spelling("乌什县人民医院", spelled.with_native).findings == ()


def test_a_written_spelling_is_taken_apart():
    parsed = parse_spelling("Kashi (Kaxgar) Shi")

    assert (parsed.text, parsed.native) == ("Kashi Shi", "Kaxgar")


def test_lines_are_broken_by_syllable():
    assert place_names.spell("西安市").lines(4) == ["Xī-", "ān", "Shì"]
