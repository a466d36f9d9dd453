"""Names as registers write them (vectors H and J2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.findings import catalogue
from minzheng_core.reference.name_variants import mapping, surnames, variants
from minzheng_core.values.names.keys import compare_names, dialect_key, pinyin_key, variant_key
from minzheng_core.values.names.person_name import FAULTS, FIXES, PersonName
from minzheng_core.values.names.reading import split


def test_a_finding_shows_no_identity_number_that_stands_in_a_name():
    number = "362133196208150010"
    found = PersonName.parse(f"张三{number}").findings
    assert "NM102" in {f.code for f in found}
    assert not any(number[4:] in f.sentence() for f in found)


def name(text):
    return PersonName.parse(text).value


def codes(text):
    return [finding.code for finding in PersonName.parse(text).findings]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("劉蘭英", "刘兰英", "same"),  # H1
        ("肖建国", "萧建国", "possible"),  # H2
        ("付建国", "傅建国", "possible"),
        ("闫建国", "阎建国", "possible"),
        ("代建国", "戴建国", "possible"),
        ("锺爱华", "钟爱华", "possible"),  # H3
        ("买买提•吐尔逊", "买买提·吐尔逊", "same"),  # H4
        ("李　明", "李明", "same"),  # H5
        ("王胜利", "王圣利", "homophone"),  # H6
        ("赖昇", "赖升", "possible"),  # H7
        ("刘\u2f2d", "刘山", "same"),  # H8
        ("於丽", "于丽", "possible"),
        ("後勇", "后勇", "possible"),
        ("葉建國", "叶建国", "same"),
        ("兰瑛", "蘭英", "homophone"),
        ("刘桂香", "刘贵香", "homophone"),
        ("刘黄英", "牛方因", "homophone"),
        ("张□", "张三", "possible"),
        ("买买提吐尔逊", "买买提·吐尔逊", "possible"),
        ("张三", "李四", "different"),
        ("张三（曾用名李四）", "李四", "possible"),
    ],
)
def test_two_names_stand_to_each_other(a, b, kind):
    assert name(a).compare(name(b)).kind == kind
    assert name(b).compare(name(a)).kind == kind


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("曾小红", "zeng xiao hong"),  # H12
        ("单小红", "shan xiao hong"),
        ("解小红", "xie xiao hong"),
        ("仇小红", "qiu xiao hong"),
        ("区小红", "ou xiao hong"),
        ("查小红", "zha xiao hong"),
        ("朴小红", "piao xiao hong"),
        ("盖小红", "ge xiao hong"),
        ("尉迟恭", "yuchi gong"),
        ("万俟卨", "moqi xie"),
        ("吕小红", "lv xiao hong"),
        ("任小红", "ren xiao hong"),
        ("長孫無忌", "zhangsun wu ji"),
        ("單小紅", "shan xiao hong"),
        ("John Smith", "john smith"),
    ],
)
def test_surnames_are_read_as_surnames(text, reading):
    assert name(text).pinyin_key == reading


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳娜娜", "欧阳**"),
        ("买买提·吐尔逊", "买******"),
        ("张", "*"),
    ],
)
def test_masks_show_the_surname_at_most(text, masked):
    assert name(text).mask("staff") == name(text).mask("public") == masked
    assert text[1:] == "" or text not in repr(PersonName.parse(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("王\ue863", "NM101"),  # H9
        ("王?", "NM101"),
        ("王〓明", "NM101"),
        ("王（上山下鸟）", "NM101"),
        ("李玉（左王右名）", "NM101"),
        ("刘（火华）", "NM101"),
        ("王⿰王名", "NM101"),
        ("张三2", "NM102"),
        ("110105194912310021", "NM103"),
        ("1985年10月1日", "NM103"),
        ("不详", "NM104"),
        ("同上", "NM104"),
        ("/", "NM104"),
        ("张三同志", "NM105"),
        ("王先生", "NM105"),
        ("姓名：张三", "NM105"),
        ("刘氏", "NM106"),
        ("李门王氏", "NM106"),
        ("张", "NM107"),
        ("阿布都热西提", "NM108"),
        ("买买提··吐尔逊", "NM109"),
        ("买买提。吐尔逊", "NM109"),
        ("张三 李四", "NM110"),
        ("张三、李四", "NM110"),
        ("张三和李四", "NM110"),
        ("张三（曾用名张四）", "NM111"),
        ("张三又名李四", "NM111"),
        ("李玉（女）", "NM112"),
        ("李玉 女", "NM112"),
        ("买买提·吐尔逊　男", "NM112"),
        ("李A", "NM113"),
        ("张某某", "NM114"),
        ("长" * 60, "NM115"),
    ],
)
def test_what_is_odd_is_found(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "张三",
        "欧阳娜娜",
        "买买提·吐尔逊",
        "John Smith",
        "Jean-Paul O'Neil",
        "爱新觉罗溥仪",
        "𠀀明",
        "阮氏梅",
        "䶮",
        None,
        "",
        " 　",
    ],
)
def test_genuine_names_are_not_doubted(text):
    assert [c for c in codes(text) if c != "NM107"] == []


@pytest.mark.parametrize(
    ("text", "surname", "given"),
    [
        ("欧阳娜娜", "欧阳", "娜娜"),
        ("歐陽修", "歐陽", "修"),
        ("欧阳", "欧", "阳"),
        ("乐正平", "乐", "正平"),
        ("李门王氏", "王", None),
        ("买买提·吐尔逊", None, "买买提"),
        ("爱新觉罗溥仪", "爱新觉罗", "溥仪"),
        ("□三", None, "□三"),
    ],
)
def test_surname_and_given_name(text, surname, given):
    assert (name(text).surname, name(text).given) == (surname, given)


def test_the_cell_keeps_its_text_beside_the_aliases():
    value = name("张三（曾用名：张四、张五）")

    assert (value.text, value.name) == ("张三（曾用名：张四、张五）", "张三")
    assert value.aliases == ("张四", "张五")


@pytest.mark.parametrize(
    ("raw", "text", "fix"),
    [
        ("王\ue81e", "王\u9fb4", "name.gb18030-2022"),
        ("张\u200b三", "张三", "name.invisible"),
        ("'张三", "张三", "name.quotes"),
        ("“张三”", "张三", "name.quotes"),
        ("刘\u2f2d", "刘山", "name.radical"),
        ("人\u2ea0", "人民", "name.radical"),
        ("\uf90a三", "金三", "name.compatibility"),
        ("买买提．吐尔逊", "买买提·吐尔逊", "name.separator"),
        ("Ｊｏｈｎ", "John", "name.fullwidth"),
        ("张 三 丰", "张三丰", "name.spaces"),
        ("欧阳 娜娜", "欧阳娜娜", "name.spaces"),
    ],
)
def test_lossless_fixes_have_names_and_can_be_left_out(raw, text, fix):
    assert PersonName.normalise(raw).text == text
    assert [f.name for f in PersonName.normalise(raw).fixes] == [fix]
    assert fix not in [f.name for f in PersonName.normalise(raw, skip={fix}).fixes]


@pytest.mark.parametrize("text", ["（女）", "[]{}", "（不详）", "不详（女）"])
def test_a_cell_of_notes_holds_no_name(text):
    assert name(text) is None
    assert "NM104" in codes(text)


def test_a_finding_never_shows_an_identity_number():
    parsed = PersonName.parse("王小二（身份证362133196208150010）")

    assert "362133196208150010" not in "".join(map(str, parsed.findings))


def test_a_given_name_with_a_joining_word_is_one_name():
    assert codes("王和平") == codes("李与明") == []


def test_written_characters_are_never_replaced():
    for char in variants():
        if variants()[char].kind != "radical":
            assert PersonName.normalise(f"王{char}").text == f"王{char}"


def test_every_code_is_in_the_catalogue():
    assert all(catalogue()[code].area == "name" for code in FAULTS)
    assert len(set(FIXES)) == len(FIXES)


def test_tables_are_closed_and_graded():
    for kinds in (("traditional",), ("traditional", "merged", "variant")):
        table = mapping(*kinds)
        assert not set(table.values()) & set(table)
    assert all(
        entry.grade in {"C", "L", "K"} for entry in [*variants().values(), *surnames().values()]
    )


names = st.one_of(
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=5),
    st.text(
        alphabet="'“”张王欧阳劉兰·•．（曾用名：）氏某 　、同志?□A1ａ\ue81e\ue863\u2f2d\u200b-",
        max_size=9,
    ),
    st.text(max_size=8),
)


@given(names)
def test_parsing_never_raises_and_is_stable(text):
    parsed = PersonName.parse(text)

    assert (
        PersonName.normalise(PersonName.normalise(text).text).text
        == PersonName.normalise(text).text
    )
    if parsed.value is not None:
        assert parsed.value.explain() == list(parsed.findings)
        assert PersonName.parse(str(parsed.value)).value == parsed.value
        assert len(parsed.value.mask()) >= 1


@given(names)
def test_keys_are_stable(text):
    assert variant_key(variant_key(text)) == variant_key(text)
    assert isinstance(pinyin_key(text), str)
    assert dialect_key(text) == dialect_key(text)


@given(names, names)
def test_comparison_is_symmetric(a, b):
    assert compare_names(a, b).kind == compare_names(b, a).kind


@pytest.mark.parametrize("length", [5, 49, 50, 51, 100_000])
def test_a_cell_of_one_repeated_surname_is_no_compound_surname(length):
    assert split("张" * length) == (None, "张" * length)
    assert pinyin_key("张" * length) == " ".join(["zhang"] * length)


@pytest.mark.parametrize(
    ("written", "text", "name"),
    [
        ("张三 男", "张三 男", "张三"),
        ("张 亚军　男", "张亚军 男", "张亚军"),
        ("买买提•吐尔逊 男", "买买提·吐尔逊 男", "买买提·吐尔逊"),
        ("赵六 妻", "赵六 妻", "赵六"),
        ("王五 丈夫", "王五 丈夫", "王五"),
        ("张 胜 男", "张胜男", "张胜男"),
        ("张　男", "张男", "张男"),
    ],
)
def test_what_stands_beside_a_name_does_not_become_part_of_it(written, text, name) -> None:
    value = PersonName.parse(written).value
    assert (value.text, value.name) == (text, name)


@pytest.mark.parametrize("between", ["，", ",", "、", " ", "； "])
def test_a_sex_behind_a_name_is_a_note_whatever_parts_them(between: str) -> None:
    assert [f.code for f in PersonName.parse(f"张三{between}男").findings] == ["NM112"]


@pytest.mark.parametrize(
    ("written", "name", "codes"),
    [
        ("何翠兰 寡", "何翠兰", ["NM112"]),
        ("方建国 军人", "方建国", ["NM112"]),
        ("邓云(外地)", "邓云", ["NM112"]),
        ("罗声亮（后改名罗胜亮）", "罗声亮", ["NM111"]),
        ("何翠兰 英", "何翠兰 英", ["NM109"]),
        ("欧阳春　梅", "欧阳春梅", []),
        ("张 三 丰 明", "张三丰明", []),
    ],
)
def test_what_stands_behind_a_whole_name_is_not_drawn_into_it(
    written: str, name: str, codes: list[str]
) -> None:
    parsed = PersonName.parse(written)
    assert parsed.value.name == name
    assert [f.code for f in parsed.findings] == codes


def test_a_comma_in_a_name_is_told() -> None:
    assert [f.code for f in PersonName.parse("王五,男,汉").findings] == ["NM109"]
