"""Several tables on one sheet are read one by one, whatever stands in which of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from minzheng_core.reading import ArchiveMapping, read_archive
from minzheng_core.reading.files.delimited import DelimitedSource
from minzheng_core.reading.rows import areas
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE

from .people import FIELDS, HEADINGS, couples

if TYPE_CHECKING:
    from pathlib import Path

ROWS = couples(24)
ORDER = [1, 0, 2, 7, 8, 9, 10, 3, 4, 5, 6]


def _book(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _turned(row: list[Any]) -> list[Any]:
    return [row[at] for at in ORDER]


def _read(tables: Any) -> list[tuple[Any, ...]]:
    return [row for table in tables for row in table.frame.select(FIELDS).rows()]


def test_a_table_below_has_columns_of_its_own(tmp_path, fields) -> None:
    rows = [["一九八八年登记册"], HEADINGS, *ROWS[:12], [], ["一九九〇年登记册"], _turned(HEADINGS)]
    path = _book(tmp_path / "a.xlsx", [*rows, *map(_turned, ROWS[12:])])

    archive = read_archive(path, fields)

    assert _read(archive.tables) == [tuple(row) for row in ROWS]
    assert [t.mapping.heading_rows for t in archive.tables] == [(2,), (17,)]
    assert archive.tables[1].frame["source_row"].to_list() == list(range(18, 30))
    assert "IN198" in [note.code for _, note in archive.remarks]
    again = read_archive(path, fields, mapping=ArchiveMapping.from_json(archive.mapping.to_json()))
    assert _read(again.tables) == _read(archive.tables)
    assert again.mapping == archive.mapping


def test_headings_of_another_act_begin_a_table(tmp_path, fields) -> None:
    other = ["离婚登记日期", "离婚证字号", *HEADINGS[2:]]
    fields = [f if f.name != "registration_date" else _with(f, "离婚登记日期") for f in fields]
    fields = [f if f.name != "certificate_number" else _with(f, "离婚证字号") for f in fields]
    path = _book(tmp_path / "a.xlsx", [HEADINGS, *ROWS[:12], other, *ROWS[12:]])

    first, second = read_archive(path, fields).tables

    assert second.mapping.fields["certificate_number"].heading == "离婚证字号"
    assert _read([first, second]) == [tuple(row) for row in ROWS]


def test_files_put_together_in_one_text_are_told_apart(tmp_path, fields) -> None:
    rows = [HEADINGS, *ROWS[:12], _turned(HEADINGS), *map(_turned, ROWS[12:])]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(map(",".join, rows)), "gb18030")

    first, second = read_archive(path, fields).tables

    assert _read([first, second]) == [tuple(row) for row in ROWS]
    assert second.frame["source_row"].to_list() == list(range(15, 27))


def test_headings_said_again_begin_none(tmp_path, fields) -> None:
    two = [HEADINGS, *ROWS[:12], ["登记册"], HEADINGS, *ROWS[12:]]
    (table,) = read_archive(_book(tmp_path / "a.xlsx", two), fields).tables
    assert _read([table]) == [tuple(row) for row in ROWS]


@pytest.mark.parametrize("again", [[None] * 3, ["登记日期", "结婚证字号", "登记机关"]])
def test_the_lower_row_of_the_headings_said_again_begins_none(tmp_path, fields, again) -> None:
    own = ["姓名", "身份证号", "出生日期", "户口所在地"] * 2
    over = [*HEADINGS[:3], "男方", None, None, None, "女方"]
    rows = [over, [None] * 3 + own, *ROWS[:12], again + own, *ROWS[12:]]
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows), fields).tables
    assert _read([table]) == [tuple(row) for row in ROWS]


@pytest.mark.parametrize("gap", [[], [None]])
def test_a_table_beside_is_one_of_its_own(tmp_path, fields, gap) -> None:
    empty = [None] * len(HEADINGS)
    pairs = [[*ROWS[i], *gap, *(ROWS[14 + i] if i < 10 else empty)] for i in range(14)]
    path = _book(tmp_path / "a.xlsx", [["登记册"], [*HEADINGS, *gap, *HEADINGS], *pairs])

    archive = read_archive(path, fields)

    assert _read(archive.tables) == [tuple(row) for row in ROWS]
    assert archive.mapping.sheets[1].columns[0].column == ("M" if gap else "L")


def test_husband_and_wife_with_the_same_headings_are_one_table(tmp_path, fields) -> None:
    headings = ["姓名", "身份证号", "出生日期", "户口所在地"] * 2
    path = _book(tmp_path / "a.xlsx", [headings, *(row[3:] for row in ROWS)])
    (table,) = read_archive(path, fields).tables
    assert table.mapping.layout == "couple"
    assert table.frame.height == len(ROWS)


def _with(field: Any, synonym: str) -> Any:
    from attrs import evolve

    return evolve(field, synonyms=(*field.synonyms, synonym))


def _text(path: Path, rows: list[list[str]]) -> Path:
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    return path


def test_a_text_of_long_rows_is_not_held_as_a_whole(tmp_path, fields, monkeypatch) -> None:
    wide = [[*HEADINGS, "备注"], *([*row, "注" * 200] for row in couples(8_000))]
    path = _text(tmp_path / "a.csv", wide)
    monkeypatch.setattr(areas, "_whole", lambda _: pytest.fail("it was read twice"))

    (table,) = read_archive(path, fields).tables

    assert len(DelimitedSource.open(path).sample()) < 5000
    assert sum(chunk.height for chunk in table.chunks()) == 8_000


def test_other_headings_far_down_a_long_text_are_told(tmp_path, fields) -> None:
    long = couples(30_000)
    path = _text(tmp_path / "a.csv", [HEADINGS, *long, _turned(HEADINGS), *map(_turned, ROWS)])

    (table,) = read_archive(path, fields).tables
    rows = list(table.chunks())
    notes = list(table.notes)

    assert sum(chunk.height for chunk in rows) == 30_024
    assert [note.rows for note in notes if note.code == "IN160"] == [(30_002,)]


@pytest.mark.parametrize("cell", ["不详", "身份证号", "遗失"])
def test_words_in_a_column_of_numbers_are_no_headings(tmp_path, fields, cell) -> None:
    at = HEADINGS.index(next(h for h in HEADINGS if "身份证" in h))
    odd = [cell if i == at else text for i, text in enumerate(ROWS[0])]
    path = _text(tmp_path / "a.csv", [HEADINGS, *couples(30_000), odd])

    (table,) = read_archive(path, fields).tables

    assert sum(chunk.height for chunk in table.chunks()) == 30_001
    assert "IN160" not in [note.code for note in table.notes]


def test_a_title_stands_over_all_tables_beside_each_other(tmp_path, fields) -> None:
    headings = ["男方姓名", "女方姓名", "登记日期"]
    title = "潋江镇一九八八年结婚登记"
    rows = [
        ["张三", "李芳", f"3月{day}日", None, "王五", "陈英", f"4月{day}日"] for day in (5, 6, 7)
    ]
    path = _book(tmp_path / "a.xlsx", [[title], [*headings, None, *headings], *rows])

    days = [
        day
        for table in read_archive(path, fields).tables
        for day in table.frame["registration_date"]
    ]

    assert days == [f"1988年{month}月{day}日" for month in (3, 4) for day in (5, 6, 7)]


def test_a_table_with_a_heading_for_each_spouse_may_stand_beside_another(tmp_path) -> None:
    headings = ["编号", "男方", "年龄", "女方", "年龄", "日期"]
    left = [
        ["1", "张三", "22", "李四", "20", "1978.1.5"],
        ["2", "王五", "23", "赵六", "21", "1978.2.5"],
    ]
    right = [
        ["3", "钱七", "24", "孙八", "22", "1978.3.5"],
        ["4", "周九", "25", "吴十", "23", "1978.4.5"],
    ]
    both = [[*one, None, *other] for one, other in zip(left, right, strict=True)]
    path = _book(tmp_path / "a.xlsx", [[*headings, None, *headings], *both])
    tables = read_archive(path, MARRIAGE).tables
    names = [name for t in tables for name in t.frame["husband_name"].to_list()]
    assert names == ["张三", "王五", "钱七", "周九"]
    assert [t.frame["wife_age"].to_list() for t in tables] == [["20", "21"], ["22", "23"]]


def test_a_title_and_the_same_headings_in_other_words_begin_a_table(tmp_path) -> None:
    first = [
        ["双胜公社1979年结婚登记"],
        ["男", "年龄", "女", "年龄", "登记时间", "证号"],
        *([f"张大{i}", "25", f"李小{i}", "22", f"{i}月12日", f"双结{i}"] for i in "一二三"),
    ]
    second = [
        ["板桥公社1980年结婚登记"],
        ["男方", "年岁", "女方", "年岁", "登记日期", "字号"],
        *([f"王大{i}", "25", f"赵小{i}", "22", f"{i}月8日", f"板结{i}"] for i in "一二"),
    ]
    path = _book(tmp_path / "a.xlsx", [*first, [], *second])

    one, two = read_archive(path, MARRIAGE).tables

    assert one.frame["husband_name"].to_list() == ["张大一", "张大二", "张大三"]
    assert two.frame["husband_name"].to_list() == ["王大一", "王大二"]
    assert two.frame["registration_date"].to_list() == ["1980年一月8日", "1980年二月8日"]


def test_the_same_headings_in_other_words_alone_begin_none(tmp_path) -> None:
    rows = [["男", "女", "登记时间", "证号"], ["张大一", "李小一", "1979.1.2", "结1"]]
    again = [["男方", "女方", "登记日期", "字号"], ["王大一", "赵小一", "1979.1.8", "结2"]]
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows + again), MARRIAGE).tables
    assert table.frame["husband_name"].to_list() == ["张大一", "王大一"]


def test_a_table_of_other_headings_may_stand_behind_a_blank_column(tmp_path) -> None:
    rows = [
        [None, "结婚", None, None, None, None, "补领"],
        [
            "序",
            "姓名（男、女）",
            "日期",
            "结婚证号",
            None,
            "序",
            "姓名（男、女）",
            "补领日期",
            "原登记日期",
        ],
        [
            "1",
            "张三\n李四",
            "1995.1.3",
            "义结字95001",
            None,
            "1",
            "王五\n周芳",
            "1995.2.1",
            "1984.5.6",
        ],
        [
            "2",
            "赵六\n钱英",
            "1995.1.9",
            "义结字95002",
            None,
            "2",
            "陈七\n林兰",
            "1995.2.8",
            "1981.12.1",
        ],
    ]
    one, two = read_archive(_book(tmp_path / "a.xlsx", rows), MARRIAGE).tables
    names = ["husband_name", "wife_name", "registration_date"]
    assert one.frame.select(names).rows() == [
        ("张三", "李四", "1995.1.3"),
        ("赵六", "钱英", "1995.1.9"),
    ]
    assert two.frame.select(names).rows() == [
        ("王五", "周芳", "1995.2.1"),
        ("陈七", "林兰", "1995.2.8"),
    ]
    assert two.frame["old_registration_date"].to_list() == ["1984.5.6", "1981.12.1"]


def test_the_columns_of_each_spouse_on_either_side_of_a_blank_one_are_one_table(tmp_path) -> None:
    rows = [
        ["登记日期", "男方姓名", "男方年龄", None, "结婚证号", "女方姓名", "女方年龄"],
        ["1995.1.3", "张三", "24", None, "义结字95001", "李四", "22"],
    ]
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows), MARRIAGE).tables
    assert table.frame.select("husband_name", "wife_name").rows() == [("张三", "李四")]


def test_a_lone_cell_in_a_column_without_a_heading_is_no_record(tmp_path) -> None:
    rows = [
        ["登记日期", "男方姓名", "女方姓名", "结婚证号"],
        ["1995.1.3", "张三", "李四", "义结字95001"],
    ]
    rows.append([*[None] * 30, "x"])
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows), MARRIAGE).tables
    assert table.frame["husband_name"].to_list() == ["张三"]
    assert [note.rows for note in table.notes if note.code == "IN196"] == [(3,)]


def test_tables_beside_each_other_may_name_their_acts(tmp_path) -> None:
    rows = [
        ["证号", "男方", "女方", "结婚日期", "证号", "男方", "女方", "离婚日期"],
        ["结1", "张三", "李四", "1985.1.1", "离1", "王五", "周芳", "1985.1.2"],
        ["结2", "赵六", "钱英", "1985.1.3", None, None, None, None],
    ]
    one, two = read_archive(_book(tmp_path / "a.xlsx", rows), MARRIAGE).tables
    assert one.frame["husband_name"].to_list() == ["张三", "赵六"]
    assert two.frame.select("husband_name", "registration_date").rows() == [("王五", "1985.1.2")]


@pytest.mark.parametrize(
    ("titles", "second", "acts"),
    [
        (("天长县一九七二年结婚登记", "汊涧公社"), "石梁公社", ["结婚", "结婚"]),
        (("天长县一九七二年结婚登记", "汊涧公社"), "石梁公社离婚登记", ["结婚", "离婚"]),
        (("汊涧公社一九七二年结婚登记",), "石梁公社", ["结婚", None]),
        (("汊涧公社一九七二年结婚登记", "登记册"), "补领登记", ["结婚", None]),
    ],
)
def test_the_first_of_several_titles_is_that_of_the_whole_sheet(
    tmp_path: Path, titles: tuple[str, ...], second: str, acts: list[str | None]
) -> None:
    rows: list[list[Any]] = [
        *([title] for title in titles),
        ["登记日期", "男方姓名", "女方姓名", "证号"],
        ["5.18", "司徒德", "夏侯云", 1],
        [second],
        ["证号", "登记日期", "男方姓名", "女方姓名"],
        [2, "8.13", "李长松", "王其芳"],
    ]
    one, two = read_archive([_book(tmp_path / "登记.xlsx", rows)], MARRIAGE).tables
    found = [
        table.frame["business_type"][0] if "business_type" in table.frame.columns else None
        for table in (one, two)
    ]
    assert found == acts
    assert one.frame["registration_date"][0] == "1972.5.18"
    day = "1972.8.13" if len(titles) > 1 else "8.13"
    assert two.frame["registration_date"][0] == day


def test_a_table_of_few_columns_stands_above_one_of_more(tmp_path) -> None:
    few = [["男方姓名", "女方姓名", "登记日期"], *([r[3], r[7], r[0]] for r in ROWS[:12])]
    more = [
        ["登记日期", "女方姓名", "男方姓名", "证号"],
        *([r[0], r[7], r[3], r[1]] for r in ROWS[12:]),
    ]
    path = _book(tmp_path / "a.xlsx", [["一、结婚"], *few, [], ["二、其他"], *more])
    tables = read_archive(path, MARRIAGE).tables
    told = ("registration_date", "husband_name", "wife_name")
    rows = [row for table in tables for row in table.frame.select(told).rows()]
    assert rows == [(r[0], r[3], r[7]) for r in ROWS]


def test_what_looks_like_records_above_the_headings_is_told(tmp_path) -> None:
    odd = [[r[3], r[0], "同意"] for r in ROWS[:4]]
    path = _book(tmp_path / "a.xlsx", [*odd, ["结婚登记册"], HEADINGS, *ROWS])
    (table,) = read_archive(path, MARRIAGE).tables
    assert table.frame.height == len(ROWS)
    assert [note.rows for note in table.notes if note.code == "IN263"] == [(1, 2, 3, 4)]
