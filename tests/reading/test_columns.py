"""Columns are recognised by heading and content, the choice is shown, saved, edited and kept."""

from __future__ import annotations

import json

import polars as pl
import pytest

from minzheng_core.errors import InputError
from minzheng_core.reading import ArchiveMapping, read_archive, read_frame
from minzheng_core.reading.raw import column_letter
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE

from .people import FIELDS, HEADINGS, couples

ROWS = couples(40)
BARE = [h[2:] if h[:2] in {"男方", "女方"} else h for h in HEADINGS]


def write(path, rows, encoding="gb18030"):
    path.write_text("\n".join(",".join(map(str, r)) for r in rows) + "\n", encoding=encoding)
    return path


def read(path, fields, **options):
    (table,) = read_archive(path, fields, **options).tables
    return table


def test_headings_without_a_party_go_by_the_sex_digits(tmp_path, fields) -> None:
    wife_first = [[*r[:3], *r[7:], *r[3:7]] for r in ROWS]

    table = read(write(tmp_path / "a.csv", [BARE, *wife_first]), fields)

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]


def test_pinyin_that_counts_the_persons_goes_by_the_sex_digits_too(tmp_path, fields) -> None:
    data = ("xm", "sfzh", "csrq", "jtzz")
    heads = ["djrq", "jhzh", "djjg", *(f"{h}{n}" for n in "12" for h in data)]
    swapped = [[*r[:3], *r[7:], *r[3:7]] for r in ROWS]

    table = read(write(tmp_path / "a.csv", [heads, *swapped]), fields)

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]


def test_counted_applicants_go_by_the_sex_digits_too(tmp_path, fields) -> None:
    heads = [*HEADINGS[:3], *(f"申请人{n}{h}" for n in "12" for h in BARE[3:7])]
    swapped = [[*r[:3], *r[7:], *r[3:7]] for r in ROWS]

    assert read(write(tmp_path / "a.csv", [heads, *ROWS]), fields).frame.select(FIELDS).rows() == [
        tuple(r) for r in ROWS
    ]
    assert read(write(tmp_path / "b.csv", [heads, *swapped]), fields).frame.select(
        FIELDS
    ).rows() == [tuple(r) for r in ROWS]


def test_a_table_without_headings_goes_by_its_content(tmp_path, fields) -> None:
    table = read(write(tmp_path / "a.csv", ROWS), fields)

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
    assert table.frame["source_row"][0] == 1
    assert "IN173" in [n.code for n in table.notes]
    assert {c.reason for c in table.mapping.columns} == {"content"}


def test_headings_that_say_nothing_go_by_their_content(tmp_path, fields) -> None:
    table = read(write(tmp_path / "a.csv", [[f"F{i}" for i in range(11)], *ROWS]), fields)

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
    assert table.mapping.heading_rows == (1,)


@pytest.mark.parametrize(
    "heading",
    [
        "介绍人身份证号",
        "母亲身份证号",
        "村长身份证号",
        "长女身份证号码",
        "身份证号（证明人）",
        "witness id number",
        "男方身份证号码",
        "男方父亲证件",
    ],
)
def test_numbers_under_anothers_heading_are_never_the_wifes(tmp_path, fields, heading) -> None:
    bride = HEADINGS.index("女方身份证号")
    heads = [heading if h == "女方身份证号" else h for h in HEADINGS]

    table = read(write(tmp_path / "a.csv", [heads, *ROWS]), fields)

    assert "wife_id_number" not in table.mapping.fields
    assert table.mapping.fields["husband_id_number"].heading == "男方身份证号"
    assert table.frame[heading][0] == ROWS[0][bride]
    assert ("IN158" in [n.code for n in table.notes]) == (heading == "男方身份证号码")


@pytest.mark.parametrize("heading", ["编码三", "女方编码", "申请人身份证", "本人号"])
def test_numbers_under_an_unknown_heading_are_read_by_content_and_said(
    tmp_path, fields, heading
) -> None:
    heads = [heading if h == "女方身份证号" else h for h in HEADINGS]

    table = read(write(tmp_path / "a.csv", [heads, *ROWS]), fields)

    assert table.mapping.fields["wife_id_number"].heading == heading
    told = "IN179" in [n.code for n in table.notes]
    assert told == (table.mapping.fields["wife_id_number"].reason == "content")


@pytest.mark.parametrize("heading", ["登记是在几号", "哪天办的结婚手续", "Date of Marriage"])
def test_the_only_days_left_are_those_of_the_act_if_their_heading_says_so(
    tmp_path, fields, heading
) -> None:
    heads = [heading if h == "登记日期" else h for h in HEADINGS]

    table = read(write(tmp_path / "a.csv", [heads, *ROWS]), fields)

    assert table.mapping.fields["registration_date"].heading == heading
    assert "IN179" in [n.code for n in table.notes]


@pytest.mark.parametrize("heading", ["户口哪天登记的", "归档日期", "哪天"])
def test_other_days_are_not(tmp_path, fields, heading) -> None:
    heads = [heading if h == "登记日期" else h for h in HEADINGS]

    table = read(write(tmp_path / "a.csv", [heads, *ROWS]), fields)

    assert "registration_date" not in table.mapping.fields


@pytest.mark.parametrize("heading", ["编号", "号数", ""])
def test_in_a_table_of_one_person_a_row_only_certificates_are_read_by_content(
    tmp_path, fields, heading
) -> None:
    heads = [heading, "登记日期", "性别", "姓名", "身份证号", "本人号", "现住址"]
    rows = [
        [
            f"永结字第{n}号",
            "1986-05-01",
            sex,
            name,
            f"36213362081{n:02}0{1 + wife}",
            f"{n}",
            "高兴镇",
        ]
        for n in range(1, 20)
        for wife, (sex, name) in enumerate([("男", "张三"), ("女", "李四")])
    ]
    table = read(write(tmp_path / "a.csv", [heads, *rows]), fields)
    assert table.mapping.layout == "person"
    assert table.mapping.fields["certificate_number"].heading == heading
    assert table.frame["certificate_number"].to_list() == [f"永结字第{n}号" for n in range(1, 20)]


@pytest.mark.parametrize("heading", ["No.", "编号", "序号"])
def test_a_column_that_numbers_the_rows_is_no_date(tmp_path, fields, heading) -> None:
    rows = [[f"85-{line % 12 + 1}", *row] for line, row in enumerate(ROWS)]

    table = read(write(tmp_path / "a.csv", [[heading, *HEADINGS], *rows]), fields)

    assert table.mapping.columns[0].field is None


def test_a_certificate_of_one_spouse_is_not_that_of_the_marriage(tmp_path, fields) -> None:
    heads = ["男方离婚证" if h == "结婚证字号" else h for h in HEADINGS]

    table = read(write(tmp_path / "a.csv", [heads, *ROWS]), fields)

    assert "certificate_number" not in table.mapping.fields


def test_a_heading_that_contradicts_the_sex_digits_is_noted_not_overruled(tmp_path, fields) -> None:
    swapped = [[*r[:3], *r[7:], *r[3:7]] for r in ROWS]

    table = read(write(tmp_path / "a.csv", [HEADINGS, *swapped]), fields)

    assert table.frame["husband_id_number"][0] == ROWS[0][8]
    assert [n.code for n in table.notes] == ["IN169", "IN169"]


def test_of_two_columns_for_a_field_the_fuller_is_used_and_the_other_kept(tmp_path, fields) -> None:
    rows = [[*r, r[0] if i % 4 == 0 else ""] for i, r in enumerate(ROWS)]

    table = read(write(tmp_path / "a.csv", [[*HEADINGS, "登记时间"], *rows]), fields)

    assert table.mapping.fields["registration_date"].heading == "登记日期"
    assert table.frame["登记时间"][0] == ROWS[0][0]
    assert "IN158" in [n.code for n in table.notes]


def test_two_columns_that_complete_each_other_are_joined(tmp_path, fields) -> None:
    rows = [["" if i % 2 else r[0], *r[1:], r[0] if i % 2 else ""] for i, r in enumerate(ROWS)]

    table = read(write(tmp_path / "a.csv", [[*HEADINGS, "登记时间"], *rows]), fields)

    assert table.frame["registration_date"].to_list() == [r[0] for r in ROWS]
    assert "IN159" in [n.code for n in table.notes]


def test_unknown_columns_stay_under_their_own_heading(tmp_path, fields) -> None:
    rows = [[*r, "甲", "乙"] for r in ROWS]

    table = read(write(tmp_path / "a.csv", [[*HEADINGS, "经办情况", "经办情况"], *rows]), fields)

    assert table.frame.columns[-2:] == ["经办情况", "经办情况_2"]
    assert [c.heading for c in table.mapping.unmapped] == ["经办情况", "经办情况"]


def test_a_mapping_is_saved_edited_and_obeyed(tmp_path, fields) -> None:
    path = write(tmp_path / "a.csv", [[*HEADINGS, "附记"], *([*r, "x"] for r in ROWS)])
    document = json.loads(read_archive(path, fields).mapping.to_json())
    for column in document["sheets"][0]["columns"]:
        if column["heading"] == "附记":
            column["field"] = "remark"
        if column["heading"] == "登记机关":
            column["field"] = None
    mapping = ArchiveMapping.from_json(json.dumps(document))

    table = read(path, fields, mapping=mapping)
    again = read(
        write(tmp_path / "另一个.csv", [[*HEADINGS, "附记"], *([*r, "y"] for r in ROWS)]),
        fields,
        mapping=mapping,
    )

    assert table.frame["remark"][0] == "x"
    assert "office" not in table.frame.columns
    assert table.frame["登记机关"][0] == ROWS[0][2]
    assert again.frame["remark"][0] == "y"
    assert ArchiveMapping.from_json(mapping.to_json()) == mapping


def test_encoding_and_separator_of_a_saved_mapping_are_obeyed(tmp_path, fields) -> None:
    path = tmp_path / "a.txt"
    text = "\n".join("|".join(r) for r in [HEADINGS, *ROWS]).replace("江西省", "江,西,省")
    path.write_text(text, encoding="gb18030")
    document = json.loads(read_archive(path, fields).mapping.to_json())
    (sheet,) = document["sheets"]
    assert (sheet["encoding"], sheet["delimiter"]) == ("gb18030", "|")

    def reread(**settings: str) -> pl.DataFrame:
        sheet.update(settings)
        mapping = ArchiveMapping.from_json(json.dumps(document))
        return read(path, fields, mapping=mapping).frame

    plain = reread()
    assert plain.height == len(ROWS)
    assert "江,西,省" in plain["husband_domicile"][0]
    assert reread(delimiter=",").width != plain.width
    with pytest.raises(InputError) as caught:
        reread(encoding="utf-8", delimiter="|")
    assert caught.value.code == "IN109"
    assert read_archive(
        path,
        fields,
        mapping=ArchiveMapping.from_json(json.dumps(document)),
        encoding="gb18030",
    ).tables


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "IN115"),
        ("[]", "IN115"),
        ('{"version": 9, "sheets": []}', "IN115"),
        ('{"version": 1}', "IN115"),
        ("[" * 100_000, "IN115"),
        (
            (
                '{"version": 1, "sheets": [{"file": "a", "sheet": "", "heading_rows": [1],'
                ' "layout": "couple", "columns": [], "delimiter": "\\\\t"}]}'
            ),
            "IN115",
        ),
    ],
)
def test_a_broken_mapping_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        ArchiveMapping.from_json(text)

    assert caught.value.code == code


def saved(path, fields) -> dict:
    return json.loads(read_archive(path, fields).mapping.to_json())


def edited(document: dict) -> ArchiveMapping:
    return ArchiveMapping.from_json(json.dumps(document))


@pytest.mark.parametrize("word", ["男方姓名", "男方姓名 husband_name", " husband_name "])
def test_a_mapping_may_name_fields_in_chinese(tmp_path, fields, word: str) -> None:
    heads = ["甲" if h == "男方姓名" else h for h in HEADINGS]
    path = write(tmp_path / "a.csv", [heads, *ROWS])
    document = saved(path, fields)
    document["sheets"][0]["columns"][3]["field"] = word

    table = read(path, fields, mapping=edited(document))

    assert table.mapping.fields["husband_name"].heading == "甲"


def test_a_mapping_of_persons_may_name_fields_in_chinese(tmp_path, fields) -> None:
    rows = [[r[0], *part] for r in ROWS for part in (r[3:7], r[7:])]
    heads = ["登记日期", "姓名", "身份证号", "出生日期", "户口所在地"]
    path = write(tmp_path / "a.csv", [heads, *rows])
    document = saved(path, fields)
    columns = document["sheets"][0]["columns"]
    assert columns[1]["field"] == "person_name"
    columns[1]["field"] = "姓名"

    table = read(path, fields, mapping=edited(document))

    assert table.mapping.fields["person_name"].heading == "姓名"


@pytest.mark.parametrize(
    ("key", "value", "code"), [("field", "office", "IN126"), ("index", 2, "IN127")]
)
def test_a_mapping_with_two_columns_for_one_is_refused(tmp_path, fields, key, value, code) -> None:
    path = write(tmp_path / "a.csv", [HEADINGS, *ROWS])
    document = saved(path, fields)
    document["sheets"][0]["columns"][3][key] = value

    with pytest.raises(InputError) as caught:
        read_archive(path, fields, mapping=edited(document))

    assert caught.value.code == code
    assert "“登记机关”" in str(caught.value)
    assert "“男方姓名”" in str(caught.value)


@pytest.mark.parametrize("change", [{"index": 999}, {"heading": "丈夫的名字"}])
def test_columns_of_a_mapping_that_are_not_there_are_told(tmp_path, fields, change) -> None:
    path = write(tmp_path / "a.csv", [HEADINGS, *ROWS])
    document = saved(path, fields)
    document["sheets"][0]["columns"][3].update(change)

    notes = read(path, fields, mapping=edited(document)).notes

    assert [n.code for n in notes] == ["IN180"]
    assert str(change.get("index", 3) + 1) in notes[0].sentence()


def test_a_mapping_of_another_file_is_told_and_that_of_a_like_one_used(tmp_path, fields) -> None:
    path = write(tmp_path / "a.csv", [HEADINGS, *ROWS])
    document = saved(path, fields)
    other = write(tmp_path / "b.csv", [HEADINGS, *ROWS[:9]])
    like = read_archive(other, fields, mapping=edited(document))
    short = write(tmp_path / "c.csv", [r[:9] for r in [HEADINGS, *ROWS]])
    unlike = read_archive(short, fields, mapping=edited(document))

    assert like.remarks == ()
    assert [n.code for _, n in unlike.remarks] == ["IN181"]
    assert "a.csv" in unlike.remarks[0][1].sentence()


def test_a_mapping_to_a_field_that_does_not_exist_is_refused(tmp_path, fields) -> None:
    path = write(tmp_path / "a.csv", [HEADINGS, *ROWS])
    text = read_archive(path, fields).mapping.to_json().replace('"husband_name"', '"husband_nmae"')

    with pytest.raises(InputError) as caught:
        read_archive(path, fields, mapping=ArchiveMapping.from_json(text))

    assert caught.value.code == "IN116"
    assert "husband_name" in str(caught.value)
    assert "最接近：—" not in str(caught.value)


def test_the_mapping_is_shown_in_both_languages(tmp_path, fields) -> None:
    mapping = read_archive(write(tmp_path / "a.csv", [HEADINGS, *ROWS]), fields).mapping

    assert "男方姓名" in mapping.describe("zh")
    assert "husband_name" in mapping.describe("en")
    assert "98%" in mapping.describe("en")


def test_two_columns_of_one_heading_are_told_apart_by_their_letters(tmp_path, fields) -> None:
    rows = [[*r, r[0]] for r in ROWS]

    table = read(write(tmp_path / "a.csv", [[*HEADINGS, HEADINGS[0]], *rows]), fields)

    (note,) = (n for n in table.notes if n.code == "IN158")
    letter = f"{column_letter(len(HEADINGS))} 列"
    assert "A 列" in note.sentence()
    assert letter in note.sentence()


def test_the_old_number_stands_where_the_new_one_is_missing() -> None:
    old, new = "362133620304001", "362133196203040014"
    frame = pl.DataFrame(
        {
            "登记日期": ["1995-03-02"] * 3,
            "男方姓名": ["张三"] * 3,
            "男方旧身份证号": [old, old, None],
            "男方新身份证号": [new, None, new],
            "女方姓名": ["李四"] * 3,
            "女方身份证号（15位）": [old, old, None],
            "女方身份证号（18位）": [None, new, None],
        }
    )
    (table,) = read_frame(frame, MARRIAGE).tables
    assert table.frame["husband_id_number"].to_list() == [new, old, new]
    assert table.frame["wife_id_number"].to_list() == [old, new, None]
    assert table.frame["男方旧身份证号"].to_list() == [old, old, None]
    assert [note.code for note in table.notes].count("IN131") == 2


def test_an_old_number_alone_is_the_number() -> None:
    frame = pl.DataFrame({"男方姓名": ["张三"], "男方老身份证号": ["362133620304001"]})
    (table,) = read_frame(frame, MARRIAGE).tables
    assert table.frame["husband_id_number"].to_list() == ["362133620304001"]


def test_a_row_that_says_who_filled_in_the_form_is_no_heading(tmp_path, fields) -> None:
    text = "填表人 老周,,,1983年\n号,男方姓名,女方姓名,登记日期\n1,张三,李四,1983.3.2\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    (table,) = read_archive([tmp_path / "a.csv"], fields).tables
    assert table.mapping.heading_rows == (2,)
    assert [c.heading for c in table.mapping.columns] == ["号", "男方姓名", "女方姓名", "登记日期"]


def test_a_row_that_alone_names_a_column_is_one_of_the_headings(tmp_path, fields) -> None:
    text = "男方,,女方,,村里意见\n姓名,年龄,姓名,年龄,\n张三,22,李四,21,同意\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    (table,) = read_archive([tmp_path / "a.csv"], fields).tables
    assert table.mapping.heading_rows == (1, 2)
    assert table.mapping.columns[-1].heading.endswith("村里意见")


def test_a_heading_left_in_the_row_above_names_its_column(tmp_path) -> None:
    rows = [
        ["证号", "男", "女", *[""] * 4],
        ["", "姓名", "出生年月日", "籍贯", "姓名", "籍贯", "登记日期"],
        ["崇婚字第1号", "韩文启", "1934.2.8", "河北武清", "李淑敏", "北京市", "1962-01-02"],
        ["崇婚字第2号", "沈宝光", "1930.5.1", "江苏无锡", "金秀芝", "北京市", "1962-01-03"],
    ]
    table = read(write(tmp_path / "a.csv", rows), MARRIAGE)
    assert table.mapping.columns[0].heading == "证号"
    assert table.frame["certificate_number"].to_list() == ["崇婚字第1号", "崇婚字第2号"]


def test_words_above_the_columns_of_an_act_do_not_hide_what_these_are(tmp_path) -> None:
    rows = [
        ["男方信息", "", "女方信息", "", "登记信息", "", ""],
        ["姓名", "旧证号", "姓名", "旧证号", "日期", "类型", "字号"],
        [
            "马阿布都",
            "622926760101101",
            "马海洁",
            "622926781012202",
            "2000-03-04",
            "结婚",
            "东结字第12号",
        ],
        ["汪占海", "622926750505301", "唐二哥", "", "2000-04-05", "结婚", "东结字第13号"],
    ]
    frame = read(write(tmp_path / "a.csv", rows), MARRIAGE).frame
    assert frame["registration_date"].to_list() == ["2000-03-04", "2000-04-05"]
    assert frame["certificate_number"].to_list() == ["东结字第12号", "东结字第13号"]
    assert frame["husband_id_number"].to_list() == ["622926760101101", "622926750505301"]
    assert frame["wife_id_number"].to_list() == ["622926781012202", None]


def test_an_act_of_before_over_three_columns_is_no_record(tmp_path) -> None:
    rows = [
        ["补领日期", "补领证字号", "男方", "女方", "原婚姻登记", "", "", "补领原因"],
        ["", "", "", "", "登记日期", "登记机关", "证件字号", ""],
        [
            "2012.2.6",
            "BJ360731-2012-000051",
            "管石生",
            "肖冬娣",
            "1988年12月",
            "银坑乡政府",
            "银结字第1号",
            "遗失",
        ],
        [
            "2012.2.7",
            "BJ360731-2012-000052",
            "华明",
            "谢小红",
            "1997.10.8",
            "贡江镇",
            "贡结字第533号",
            "损毁",
        ],
    ]
    frame = read(write(tmp_path / "a.csv", rows), MARRIAGE).frame
    assert frame["registration_date"].to_list() == ["2012.2.6", "2012.2.7"]
    assert frame["old_registration_date"].to_list() == ["1988年12月", "1997.10.8"]
    assert frame["old_office"].to_list() == ["银坑乡政府", "贡江镇"]


@pytest.mark.parametrize("behind", [True, False])
def test_the_part_of_an_address_beside_each_name_is_of_that_person(tmp_path, behind: bool) -> None:
    his, hers = ["丈夫姓名", "村组"], ["妻子姓名", "村组"]
    one, two = ["扎西", "仲达村一组"], ["央金", "章达村二组"]
    rows = [
        ["登记时间", *(his + hers if behind else his[::-1] + hers[::-1])],
        *[["2003/11/20", *(one + two if behind else one[::-1] + two[::-1])]] * 3,
    ]
    frame = read(write(tmp_path / "a.csv", rows), MARRIAGE).frame
    told = frame.select("husband_name", "husband_domicile_village").row(0)
    assert told == ("扎西", "仲达村一组")
    assert frame.select("wife_name", "wife_domicile_village").row(0) == ("央金", "章达村二组")


@pytest.mark.parametrize("number", ["离婚证号", "证号"])
@pytest.mark.parametrize("date", ["发证日期", "登记日期", "办理日期"])
def test_the_day_of_the_marriage_is_not_that_of_the_divorce(tmp_path, fields, number, date) -> None:
    lines = [f"男方姓名,女方姓名,结婚时间,{date},{number}"]
    lines += [f"张三,李四,{1990 + at}.3.5,{2003 + at}-06-1{at},离字第{at}号" for at in range(8)]
    path = tmp_path / "离婚.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive(path, MARRIAGE).tables
    assert table.frame["registration_date"][0] == "2003-06-10"
    assert table.frame["old_registration_date"][0] == "1990.3.5"


def test_the_day_of_the_marriage_stays_where_the_other_is_of_the_same_year(
    tmp_path, fields
) -> None:
    lines = ["男方姓名,女方姓名,结婚时间,登记日期,证号"]
    lines += [f"张三,李四,{1990 + at}.3.5,{1990 + at}-03-05,结字第{at}号" for at in range(8)]
    path = tmp_path / "结婚.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive(path, MARRIAGE).tables
    assert "old_registration_date" not in table.frame.columns


def test_sexes_among_the_data_are_no_headings(tmp_path) -> None:
    lines = [
        f"张{at}，男，23岁，桐溪村；李{at}，女，21岁，留龙村。社结字第{at}号" for at in range(1, 9)
    ]
    path = tmp_path / "记录.csv"
    path.write_text("\n".join(line.replace("，", ",") for line in lines), encoding="utf-8")
    (table,) = read_archive(path, MARRIAGE).tables
    assert table.frame.height == len(lines), (
        "the first row is no heading, and what stands above it no title"
    )
    assert not any("张" in name for name in table.frame.columns)
