"""Headings of old tables, however they were put, name the right field of the right party."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.reading.recognition.date_parts import find_date_parts
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.headings import FieldIndex

from .conftest import make_fields

INDEX = FieldIndex(make_fields())


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("何日领证", "领证时间"),
        ("男方何时出生", "出生时间"),
        ("何年何月生（女）", "出生时间"),
        ("何地人", "住址"),
        ("女方家住何处", "住址"),
        ("何日领", "领证时间"),
        ("几时登记的", "登记时间"),
        ("登记在何时", "登记时间"),
        ("在何处领证", "领证地点"),
        ("何月何日", "时间"),
    ],
)
def test_a_heading_that_asks_for_a_day_names_the_time(heading: str, meant: str) -> None:
    assert read_heading(heading).bare == meant


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("男方姓名", "husband_name"),
        ("姓名（男）", "husband_name"),
        ("男 方\n姓 名", "husband_name"),
        ("登記日期", "registration_date"),
        ("結婚證字號", "certificate_number"),
        ("男方身份證號碼", "husband_id_number"),
        ("女方戶籍地", "wife_domicile"),
        ("備註", "remark"),
        ("*男方姓名：", "husband_name"),
        ("1.男方姓名", "husband_name"),
        ("丈夫姓名", "husband_name"),
        ("新郎", "husband_name"),
        ("男", "husband_name"),
        ("女方", "wife_name"),
        ("妻子名字", "wife_name"),
        ("夫人姓名", "wife_name"),
        ("新娘身份证号码", "wife_id_number"),
        ("身份证号_女", "wife_id_number"),
        ("女方公民身份证号码(18位)", "wife_id_number"),
        ("女身份证", "wife_id_number"),
        ("女方身份正号码", "wife_id_number"),
        ("出生日期(公历)-女方", "wife_birth_date"),
        ("男方出生年月", "husband_birth_date"),
        ("男方年龄（岁）", "husband_age"),
        ("男出生日期/年龄", "husband_birth_date"),
        ("女方年龄或出生年月", "wife_birth_date"),
        ("男方常住户口所在地", "husband_domicile"),
        ("女方户籍地（详细）", "wife_domicile"),
        ("NAME_MAN", "husband_name"),
        ("name_woman", "wife_name"),
        ("Cert Num Man", "husband_id_number"),
        ("CERTNUMWOMAN", "wife_id_number"),
        ("OP_DATE", "registration_date"),
        ("husband_name", "husband_name"),
        ("wifeIdNumber", "wife_id_number"),
        ("登记日期", "registration_date"),
        ("结婚登记时间", "registration_date"),
        ("办理 日期（年月日）", "registration_date"),
        ("结婚证字號", "certificate_number"),
        ("婚姻登记机关", "office"),
        ("备  注", "remark"),
        ("NFXM", "husband_name"),
        ("NXM", "husband_name"),
        ("XM_N", "husband_name"),
        ("xm_nan", "husband_name"),
        ("CSRQNV", "wife_birth_date"),
        ("NVFHKSZD", "wife_domicile"),
        ("申请人男身份证号", "husband_id_number"),
        ("结婚人女方姓名", "wife_name"),
        ("VXM", "wife_name"),
        ("VSFZH", "wife_id_number"),
        ("nvfangxingming", "wife_name"),
        ("djrq", "registration_date"),
        ("何年何月何日登记", "registration_date"),
        ("男方情况", "husband_name"),
        ("男方/新证号", "husband_id_number"),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    best = INDEX.matches(heading)[0]

    assert best.field == field
    assert best.score >= 0.55


@pytest.mark.parametrize(
    "heading",
    [
        "ID",
        "夫妻感情",
        "子女情况",
        "照片",
        "双方合影",
        "序号",
        "F1",
        "",
        "——",
        "男方父亲姓名",
        "男方姓名拼音",
        "女方出生地",
        "归档日期",
        "录入日期",
        "残疾证号",
        "男方身份证有效期",
        "经办人姓名",
        "户主姓名",
        "女方工作单位",
        "登记号",
        "362133196208151232",
    ],
)
def test_other_words_name_no_field(heading: str) -> None:
    assert not [m for m in INDEX.matches(heading) if m.score >= 0.6]


@pytest.mark.parametrize(
    ("heading", "position"),
    [
        ("申请人1姓名", 1),
        ("当事人二身份证号", 2),
        ("乙方姓名", 2),
        ("姓名1", 1),
        ("身份证号_2", 2),
        ("配偶姓名", 2),
        ("国（境）内公民/姓名", 1),
        ("内地居民/户口所在地", 1),
        ("境外人员/护照号码", 2),
        ("国（境）外人士姓名", 2),
        ("姓名", None),
    ],
)
def test_headings_that_only_count_the_persons(heading: str, position: int | None) -> None:
    assert read_heading(heading).position == position


def test_the_nearest_field_is_offered_for_a_strange_heading() -> None:
    assert INDEX.nearest("登记的日期") == "登记日期"
    assert INDEX.nearest("照片") is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("原登记情况/登记日期", "原登记日期"),
        ("原结婚登记信息/登记机关", "原登记机关"),
        ("补领情况/补领日期", "补领日期"),
        ("补领情况/日期", "补领日期"),
        ("原婚姻登记/登记机关", "原登记机关"),
    ],
)
def test_the_heading_of_a_group_may_say_that_it_is_of_another_act(heading: str, said: str) -> None:
    assert read_heading(heading).bare == said


@pytest.mark.parametrize(
    "heads",
    [
        ["出生年（女）", "出生月（女）", "出生日（女）"],
        ["出生日期（年）_女", "出生日期（月）_女", "出生日期（日）_女"],
        ["女方/年", "女方/月", "女方/日"],
        ["女方的生年", "女方的生月", "女方的生日"],
    ],
)
def test_the_parts_of_a_birth_date_are_one_whosever_it_is(heads: list[str]) -> None:
    (date,) = find_date_parts(["字号", *heads])
    assert (date.heading, date.year, date.month, date.day) == ("女方出生日期", 1, 2, 3)


@pytest.mark.parametrize(
    "heads",
    [["男方出生年", "女方出生月"], ["年度", "月份"], ["年", "字号", "月"], ["年份", "份数"]],
)
def test_what_is_no_date_together_is_none(heads: list[str]) -> None:
    assert find_date_parts(heads) == ()


def test_the_woman_beside_her_husband_is_the_wife(fields) -> None:
    frame = pl.DataFrame(
        {
            "已婚育龄妇女姓名": ["李芳"],
            "丈夫姓名": ["张三"],
            "登记日期": ["1988-03-05"],
            "妇女主任": ["王英"],
        }
    )
    (table,) = read_frame(frame, fields).tables
    told = table.frame.select("husband_name", "wife_name", "妇女主任").rows()
    assert told == [("张三", "李芳", "王英")]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["88001", "88002", "88003"], "certificate_number"),
        (["362133196208151232", "362133196208151232", "362133620815123"], "husband_id_number"),
    ],
)
def test_the_number_of_a_document_that_is_no_persons_is_the_certificates(
    fields, cells: list[str], field: str
) -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1988-03-05"] * 3,
            "男方": ["张三", "王五", "赵六"],
            "女方": ["李四", "周芳", "钱英"],
            "证件号": cells,
        }
    )
    (table,) = read_frame(frame, fields).tables
    assert table.frame[field].to_list() == cells
