"""Code tables: what clerks write leads to the standard's code; what is unknown stays text."""

import pytest

from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.ethnic_groups import ethnic_groups


@pytest.mark.parametrize(
    ("table", "text", "code"),
    [
        ("sex", "男", "1"), ("sex", "女性", "2"), ("sex", "1", "1"), ("sex", "１", "1"),
        ("sex", "1.男", "1"), ("sex", " 男 ", "1"), ("sex", "f", "2"),
        ("education", "初中毕业", "70"), ("education", "文盲", "90"), ("education", "技工学校", "47"),
        ("education", "高中", "60"), ("education", "大学", "20"), ("education", "高小", "80"),
        ("education", "30", "30"), ("education", "中专", "41"),
        ("occupation", "农民", "5"), ("occupation", "务农", "5"), ("occupation", "社员", "5"),
        ("occupation", "教师", "2"), ("employment", "农民", "27"),
        ("marital_status", "未婚", "10"), ("marital_status", "离异", "40"), ("marital_status", "复婚", "23"),
        ("business_type", "IA", "IA"), ("business_type", "ia", "IA"), ("business_type", "补领结婚证", "ICA"),
        ("business_type", "离婚", "IB"), ("business_type", "撤销", "ID"),
        ("identity_type", "军人", "7"), ("identity_type", "台胞", "4"),
        ("nationality", "中国", "156"), ("nationality", "chn", "156"), ("nationality", "CN", "156"),
        ("nationality", "日本", "392"), ("nationality", "36", "036"),
        ("id_type", "身份证", "111"), ("id_type", "军官证", "114"),
        ("ethnicity", "汉", "01"), ("ethnicity", "漢族", "01"), ("ethnicity", "1", "01"),
        ("ethnicity", "01", "01"), ("ethnicity", "畲", "22"), ("ethnicity", "畬族", "22"),
        ("ethnicity", "佘族", "22"), ("ethnicity", "僮", "08"), ("ethnicity", "卡瓦族", "21"),
        ("ethnicity", "佧佤", "21"), ("ethnicity", "崩龙族", "46"), ("ethnicity", "毛难族", "36"),
        ("ethnicity", "民家", "14"), ("ethnicity", "维族", "05"), ("ethnicity", "蒙族", "02"),
        ("ethnicity", "HA", "01"), ("ethnicity", "Uygur", "05"), ("ethnicity", "其他", "97"),
        ("ethnicity", "穿青人", "97"), ("ethnicity", "01汉族", "01"),
        ("ethnicity", "01|汉族", "01"), ("ethnicity", "汉族(01)", "01"), ("ethnicity", "汉族|1", "01"),
        ("business_type", "IA|结婚登记", "IA"), ("business_type", "结婚登记/IA", "IA"),
        ("id_type", "111=居民身份证", "111"), ("business_type", "撤", "ID"),
    ],
)  # fmt: skip
def test_what_is_written_finds_its_code(table, text, code):
    assert code_table(table).lookup(text).code == code


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("sex", ""), ("sex", None), ("sex", "3"), ("sex", "1.女"), ("ethnicity", "余族"), ("ethnicity", "番族"),
        ("ethnicity", "57"), ("occupation", "干部"), ("education", "读过私塾"), ("nationality", "00"),
    ],
)  # fmt: skip
def test_what_is_unknown_or_contradicts_itself_stays_text(table, text):
    assert code_table(table).lookup(text) is None


def test_a_newer_edition_owns_the_code_and_an_older_label_is_still_read():
    education = code_table("education")

    assert education.get("90").label == "其他"
    assert education.lookup("半文盲").standard == "GB/T 4658-1984"


def test_there_are_56_groups_with_code_letters_and_spelling_of_their_own():
    groups = [g for g in ethnic_groups() if g.code < "97"]

    assert [g.code for g in groups] == [f"{n:02}" for n in range(1, 57)]
    assert len({g.letters for g in groups}) == len({g.roman for g in groups}) == 56
    assert all(g.name.endswith("族") for g in groups)


def test_no_writing_means_two_ethnic_groups():
    seen: dict[str, str] = {}
    for group in ethnic_groups():
        for name in (group.name, *group.old_names, *group.likely_names):
            assert seen.setdefault(name, group.code) == group.code


@pytest.mark.parametrize("name", ["sex", "education", "ethnicity", "nationality", "id_type"])
def test_every_accepted_writing_is_one_that_lookup_accepts(name):
    table = code_table(name)
    for text, entry in table.known.items():
        assert table.lookup(text).code == entry.code


def test_an_unknown_table_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        code_table("colour")


@pytest.mark.parametrize(
    ("table", "text", "code"),
    [
        ("business_type", "结婚补领", "ICA"),
        ("business_type", "补领离婚登记证", "ICB"),
        ("business_type", "离婚（补发）", "ICB"),
        ("business_type", "补办结婚登记", "IA"),
        ("business_type", "结婚（复婚）", "IA"),
        ("business_type", "BL", "ICB"),
        ("business_type", "撤销受胁迫结婚", "ID"),
        ("occupation", "农村社员", "5"),
        ("education", "高中肄业", "60"),
        ("ethnicity", "夷族", "07"),
    ],
)
def test_what_registers_say(table: str, text: str, code: str) -> None:
    entry = code_table(table).lookup(text)
    assert entry is not None
    assert entry.code == code


@pytest.mark.parametrize("text", ["补办", "结婚补办", "判决离婚", "出具证明", "补"])
def test_what_leaves_the_act_open_is_not_guessed(text: str) -> None:
    assert code_table("business_type").lookup(text) is None


def test_a_short_form_of_two_ethnic_groups_is_neither() -> None:
    table = code_table("ethnicity")
    assert table.lookup("土") is None
    assert (table.lookup("土族").code, table.lookup("土家").code) == ("30", "15")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("涉台结婚登记", "IA"),
        ("结婚登记（涉外）", "IA"),
        ("内地居民补领结婚证", "ICA"),
        ("港澳台离婚", "IB"),
    ],
)
def test_whose_act_it_is_leaves_the_act_what_it_is(text: str, code: str) -> None:
    assert code_table("business_type").lookup(text).code == code


@pytest.mark.parametrize("text", ["涉台", "内地居民", "普通"])
def test_whose_act_it_is_tells_no_act(text: str) -> None:
    assert code_table("business_type").lookup(text) is None


@pytest.mark.parametrize(
    ("table", "text", "code"),
    [
        ("business_type", "1-结婚", "IA"),
        ("business_type", "3.补领结婚证", "ICA"),
        ("ethnicity", "22-畲族", "22"),
    ],
)
def test_the_number_of_a_list_before_the_wording_is_passed_over(table, text, code) -> None:
    assert code_table(table).lookup(text).code == code


def test_a_code_of_the_table_that_contradicts_the_wording_beside_it_is_not_passed_over() -> None:
    assert code_table("ethnicity").lookup("13-畲族") is None
