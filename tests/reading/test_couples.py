"""Tables with one person a row become one record a couple."""

from __future__ import annotations

import pytest

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE

from .people import FIELDS, couples

ROWS = couples(30)
HEADS = [
    "序号",
    "姓名",
    "性别",
    "身份证号",
    "出生日期",
    "户口所在地",
    "登记日期",
    "结婚证字号",
    "登记机关",
]


def persons(rows, *, repeat: bool, sex: bool = True) -> list[list[str]]:
    lines = []
    for i, r in enumerate(rows, start=1):
        act = [r[0], r[1], r[2]]
        lines += [
            [str(i), r[3], "男" if sex else "", *r[4:7], *act],
            [
                str(i) if repeat else "",
                r[7],
                "女" if sex else "",
                *r[8:11],
                *(act if repeat else ["", "", ""]),
            ],
        ]
    return lines


def read(tmp_path, fields, rows):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(r) for r in rows) + "\n", encoding="gb18030")
    (table,) = read_archive(path, fields).tables
    return table


@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("sex", [True, False])
def test_two_rows_are_one_record(tmp_path, fields, repeat, sex) -> None:
    table = read(tmp_path, fields, [HEADS, *persons(ROWS, repeat=repeat, sex=sex)])

    assert table.mapping.layout == "person"
    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
    assert table.frame["source_row"].to_list() == list(range(2, 62, 2))
    assert table.frame["source_row_2"].to_list() == list(range(3, 63, 2))


@pytest.mark.parametrize("written", [0, 1])
@pytest.mark.parametrize("sex", ["男", "女"])
@pytest.mark.parametrize("repeat", [True, False])
def test_a_wrong_number_does_not_part_a_couple(tmp_path, fields, written, sex, repeat) -> None:
    lines = persons(ROWS[:20], repeat=repeat)
    number = ROWS[0][4 if sex == "男" else 8]  # of the sex that is written beside the other
    for one, line in enumerate(lines[20:22]):
        line[2], line[3] = (sex, "") if one == written else ("", number)
    table = read(tmp_path, fields, [HEADS, *lines])

    assert table.frame.height == 20
    place = 0 if (sex == "男") == (written == 0) else 1
    assert table.frame["husband_name"][10] == lines[20 + place][1]
    assert table.frame["wife_name"][10] == lines[21 - place][1]


def test_the_wife_may_stand_first(tmp_path, fields) -> None:
    lines = persons(ROWS, repeat=True)
    lines = [line for i in range(0, 60, 2) for line in (lines[i + 1], lines[i])]

    assert read(tmp_path, fields, [HEADS, *lines]).frame.select(FIELDS).rows() == [
        tuple(r) for r in ROWS
    ]


def test_a_person_without_a_partner_stays_a_record(tmp_path, fields) -> None:
    lines = persons(ROWS, repeat=True)
    del lines[10]

    table = read(tmp_path, fields, [HEADS, *lines])

    assert table.frame.height == 30
    assert table.frame["wife_name"].to_list() == [r[7] for r in ROWS]
    assert table.frame["husband_name"][5] is None
    assert [(n.code, n.rows) for n in table.notes if n.code == "IN167"] == [("IN167", (12,))]


def test_rows_that_disagree_keep_both_texts(tmp_path, fields) -> None:
    lines = persons(ROWS, repeat=True)
    lines[3][6] = "1999-09-09"

    table = read(tmp_path, fields, [HEADS, *lines])

    assert table.frame["registration_date"][1] == ROWS[1][0]
    assert [(n.code, n.rows) for n in table.notes if n.code == "IN174"] == [("IN174", (4,))]


@pytest.mark.parametrize(
    ("date", "certificate"),
    [
        ("〃", "〃"),
        ("", "〃"),
        ("〃", ""),
        ("同上", "同上"),
        ("62.4.4", ""),
        ("一九六二年四月四日", ""),
        ("", "(62)沂结字第2号"),
        ("1962.4.4", "（62）沂结字第2号"),
    ],
)
def test_the_second_row_may_say_the_same_in_other_words(
    tmp_path, fields, date, certificate
) -> None:
    rows = [["序", "登记日期", "证字号", "姓名", "性别", "说明"]]
    for n in range(1, 9):
        rows += [
            [str(n), "1962年4月4日", f"(62)沂结字第{n}号", f"王建{'一二三四五六七八'[n - 1]}", "男", "初婚"],
            ["", date, certificate.replace("2号", f"{n}号"), f"李秀{'一二三四五六七八'[n - 1]}", "女", "再婚"],
        ]  # fmt: skip
    rows[0][5] = "备注"
    frame = read(tmp_path, fields, rows).frame

    assert frame["wife_name"].to_list() == [f"李秀{n}" for n in "一二三四五六七八"]
    assert frame["husband_name"].null_count() == 0


def test_rows_of_two_acts_stay_apart_however_alike_they_are_written(tmp_path, fields) -> None:
    rows = [
        ["登记日期", "证字号", "姓名", "性别"],
        ["1962年4月4日", "(62)沂结字第1号", "王建国", "男"],
        ["1962.4.5", "", "李秀英", "女"],
        ["1962年4月6日", "(62)沂结字第3号", "王建军", "男"],
        ["1962.4.6", "(62)沂结字第4号", "李秀芳", "女"],
    ]
    frame = read(tmp_path, fields, rows).frame
    assert frame.select("husband_name", "wife_name").rows() == [
        ("王建国", None), (None, "李秀英"), ("王建军", None), (None, "李秀芳"),
    ]  # fmt: skip


def test_the_remarks_of_both_are_kept_and_contradict_nothing(tmp_path, fields) -> None:
    lines = persons(ROWS[:2], repeat=True)
    remarks = ["初婚", "再婚", "初婚", "初婚"]

    table = read(
        tmp_path,
        fields,
        [[*HEADS, "备注"], *([*a, b] for a, b in zip(lines, remarks, strict=True))],
    )

    assert table.frame["remark"].to_list() == ["初婚；再婚", "初婚"]
    assert "IN174" not in {note.code for note in table.notes}


@pytest.mark.parametrize(("words", "told"), [(("夫", "妻"), True), (("", ""), False)])
def test_who_is_the_husband_of_two_rows_is_told_or_said_to_be_unknown(
    tmp_path, fields, words, told
) -> None:
    lines = [["姓名", "夫/妻", "登记日期", "结婚证字号"]]
    for at, (one, two) in enumerate(
        [("李四", "张三"), ("周芳", "王五"), ("钱英", "赵六")], start=1
    ):
        act = [f"1985-01-0{at}", f"结字第{at}号"]
        lines += [[one, words[1], *act], [two, words[0], "", ""]]
    table = read(tmp_path, fields, lines)
    names = table.frame["husband_name"].to_list()
    assert names == (["张三", "王五", "赵六"] if told else ["李四", "周芳", "钱英"])
    rows = [note.rows for note in table.notes if note.code == "IN258"]
    assert rows == ([] if told else [(2, 4, 6)])


@pytest.mark.parametrize("remark", ["转下页", "接上页", "婚检合格"])
@pytest.mark.parametrize("at", [19, 20])
def test_a_remark_among_the_rows_moves_nobody_to_another_spouse(
    tmp_path, fields, remark, at
) -> None:
    titles = [["潋江镇1979年结婚登记花名册"] + [""] * 8]
    heads = [h for h in HEADS if h not in {"登记机关", "结婚证字号"}]
    lines = [line[:-2] for line in persons(ROWS, repeat=False)]
    lines.insert(at, ["", remark, "", "", "", "", ""])
    table = read(tmp_path, fields, [*titles, heads, *lines])

    couples = table.frame.filter(table.frame["wife_name"].is_not_null())
    assert couples.select("husband_name", "wife_name").rows() == [(r[3], r[7]) for r in ROWS]
    if remark == "婚检合格":
        assert [note.count for note in table.notes if note.code == "IN167"] == [1]
    else:
        assert table.frame.height == len(ROWS)


def test_a_lost_row_of_a_spouse_moves_nobody_where_the_title_tells_the_office(
    tmp_path, fields
) -> None:
    titles = [["潋江镇1979年结婚登记花名册"] + [""] * 8]
    heads = [h for h in HEADS if h not in {"登记机关", "结婚证字号", "身份证号"}]
    lines = [[*line[:3], *line[4:-2]] for line in persons(ROWS, repeat=False)]
    del lines[10]
    table = read(tmp_path, fields, [*titles, heads, *lines])
    couples = table.frame.filter(
        table.frame["wife_name"].is_not_null() & table.frame["husband_name"].is_not_null()
    )
    assert couples.select("husband_name", "wife_name").rows() == [
        (r[3], r[7]) for at, r in enumerate(ROWS) if at != 5
    ]


def test_a_year_in_a_row_of_the_title_is_that_of_the_days_below(tmp_path, fields) -> None:
    titles = [["结婚登记花名册"] + [""] * 8, ["第 1 页", "", "", "", "1979年"] + [""] * 4]
    lines = persons(ROWS, repeat=False)
    for line in lines:
        line[6] = line[6] and "3月5日"
    table = read(tmp_path, fields, [*titles, HEADS, *lines])
    assert set(table.frame["registration_date"]) == {"1979年3月5日"}


def test_a_village_alone_is_where_the_person_of_the_row_lives(tmp_path) -> None:
    lines = ["1976年永丰公社结婚登记,,,,", "序号,姓名,年龄,大队,登记日期"]
    for at, r in enumerate(ROWS[:10], start=1):
        lines += [f"{at},{r[3]},24,凌源大队,3月5日", f",{r[7]},22,西江,"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive(path, MARRIAGE).tables
    told = {name: set(table.frame[name]) for name in table.frame.columns if "village" in name}
    assert told == {"husband_domicile_village": {"凌源大队"}, "wife_domicile_village": {"西江大队"}}
