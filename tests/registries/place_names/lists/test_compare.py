"""Two editions compared and merged: evidence for every match, decisions for every difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core import CallError, InputError
from minzheng_core.registries.place_names.lists import (
    Choice,
    Decision,
    Edition,
    ListRow,
    What,
    compare_editions,
    edition_from_frame,
    merge_editions,
    read_edition,
)
from minzheng_core.registries.place_names.lists.compare import lines_of
from minzheng_core.registries.place_names.lists.files import read_differences, write_differences
from minzheng_core.registries.place_names.lists.merge import suggestion

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.lists import Comparison

OLD = (
    ("和顺村委会", "360732107201"),
    ("安定村委会", "360732107202"),
    ("永乐村委会", "360732107203"),
    ("老屋村委会", "360732107204"),
    ("太平村委会", "360732107205"),
    ("白石村委会", "360732107206"),
    ("白石村委会", "360732107207"),
    ("长岭村委会", "360732107208"),
    ("石门村委会", "360732107209"),
)
NEW = (
    ("和顺村民委员会", "360732107201"),
    ("安定村委会", "360732107299"),
    ("永乐村委会", "360732204203"),
    ("新屋村委会", "360732107284"),
    ("白石村委会", "360732107216"),
    ("白石村委会", "360732107217"),
    ("常岭村委会", "360732107218"),
    ("福寿村委会", "360732107209"),
    ("新建村委会", "360732107230"),
)


def edition(rows: tuple[tuple[str, str], ...], label: str = "") -> Edition:
    told = [{"standard_name": name, "unit_code": code} for name, code in rows]
    return Edition(label=label, rows=tuple(ListRow(line=i, cells=c) for i, c in enumerate(told)))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare_editions(edition(OLD, "去年"), edition(NEW, "今年"))


def test_what_became_of_each_row(comparison: Comparison) -> None:
    found = {
        ((p.old.name if p.old else None), (p.new.name if p.new else None)): (p.what, p.sure)
        for p in comparison.pairs
        if p.what is not What.CONFLICT
    }

    assert found == {
        ("和顺村委会", "和顺村民委员会"): (What.CHANGED, True),
        ("安定村委会", "安定村委会"): (What.RECODED, True),
        ("永乐村委会", "永乐村委会"): (What.MOVED, True),
        ("老屋村委会", "新屋村委会"): (What.RENAMED, False),
        ("长岭村委会", "常岭村委会"): (What.RENAMED, False),
        ("石门村委会", "福寿村委会"): (What.RENAMED, False),
        ("太平村委会", None): (What.REMOVED, True),
        (None, "新建村委会"): (What.ADDED, True),
    }
    conflicts = [p for p in comparison.pairs if p.what is What.CONFLICT]
    assert len(conflicts) == 2, "two of one name in one township cannot be told apart"


def moved(*rows: tuple[str, str, str]) -> Edition:
    cells = ("standard_name", "unit_code", "parent_name")
    lines = [
        ListRow(line=at, cells=dict(zip(cells, row, strict=True))) for at, row in enumerate(rows, 2)
    ]
    return Edition(label="", rows=tuple(lines))


def test_a_township_that_is_another_by_name_and_not_by_code_is_a_conflict() -> None:
    old = moved(("甲村", "360732107216", "城岗镇"), ("乙村", "360732107217", "城岗镇"))
    new = moved(("甲村", "360732107216", "杰村乡"), ("乙村", "360732107217", "兴国县城岗镇"))
    found = compare_editions(old, new)
    assert [pair.what for pair in found.pairs] == [What.CONFLICT, What.SAME]
    assert "城岗镇 → 杰村乡" in found.pairs[0].differences()


def test_a_township_renamed_with_all_its_villages_is_no_conflict() -> None:
    old = moved(("甲村", "360732107216", "古龙岗镇"), ("乙村", "360732107217", "古龙岗镇"))
    new = moved(("甲村", "360732107216", "古龙冈镇"), ("乙村", "360732107217", "古龙冈镇"))
    assert [pair.what for pair in compare_editions(old, new).pairs] == [What.CHANGED] * 2


def test_every_row_stands_in_exactly_one_line(comparison: Comparison) -> None:
    olds = [id(p.old) for p in comparison.pairs if p.old]
    news = [id(p.new) for p in comparison.pairs if p.new]

    assert sorted(olds) == sorted(id(row) for row in comparison.old)
    assert sorted(news) == sorted(id(row) for row in comparison.new)
    assert [p.number for p in comparison.pairs] == list(range(1, len(comparison.pairs) + 1))


names = st.sampled_from(["和顺村", "和顺社区", "安定村", "安顶村", "白石村", "", "长shan村"])
code = st.sampled_from(["360732107201", "360732107202", "360732204201", "", "3607"])
lists = st.lists(st.tuples(names, code), max_size=9).map(lambda rows: edition(tuple(rows)))


@given(lists, lists)
def test_nothing_is_lost_whatever_the_lists_are(old: Edition, new: Edition) -> None:
    found = compare_editions(old, new)

    assert sum(1 for p in found.pairs if p.old) == len(old)
    assert sum(1 for p in found.pairs if p.new) == len(new)
    assert len(lines_of(found)) == len(found.pairs)
    undecided = merge_editions(found, {})
    assert len(undecided.rows) >= len([p for p in found.pairs if p.old])


def test_the_same_list_has_no_differences() -> None:
    rows = tuple(dict.fromkeys(OLD))
    found = compare_editions(edition(rows[:5]), edition(rows[:5]))

    assert found.counts() == {"same": 5}
    assert [row.origin for row in merge_editions(found, {}).rows] == ["两版一致"] * 5


def test_decisions_make_the_merged_list(comparison: Comparison) -> None:
    by_name = {p.new.name: p.number for p in comparison.pairs if p.new}
    decisions = {
        by_name["新建村委会"]: Decision(choice=Choice.NEW),
        by_name["安定村委会"]: Decision(choice=Choice.NEW),
        by_name["常岭村委会"]: Decision(choice=Choice.OLD),
        by_name["福寿村委会"]: Decision(choice=Choice.BOTH),
        by_name["永乐村委会"]: Decision(choice=Choice.NEITHER),
    }
    merged = merge_editions(comparison, decisions)
    held = [row.cells["standard_name"] for row in merged.rows]

    assert {"新建村委会", "长岭村委会", "石门村委会", "福寿村委会", "老屋村委会"} <= set(held)
    assert not {"常岭村委会", "永乐村委会", "新屋村委会"} & set(held)
    code = next(
        r.cells["unit_code"] for r in merged.rows if r.cells["standard_name"] == "安定村委会"
    )
    assert code == "360732107299"
    assert {p.number for p in merged.open}.isdisjoint(decisions)


def test_the_workbook_goes_out_and_comes_back(comparison: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "差异核对.xlsx"
    write_differences(path, comparison)
    book = openpyxl.load_workbook(path)
    sheet = book["差异核对"]
    headings = [cell.value for cell in sheet[1]]
    decision = headings.index("决定") + 1
    answers = ["采用新", "随便", "两条都留", None]
    for row, answer in enumerate(answers, start=2):
        sheet.cell(row=row, column=decision).value = answer
    book.save(path)
    filled = read_differences(path, comparison)
    differing = comparison.differing()

    assert filled.decisions[differing[0].number].choice is Choice.NEW
    assert [line for line, _ in filled.problems] == [3]
    other = compare_editions(edition(OLD[:2]), edition(NEW[:2]))
    with pytest.raises(InputError, match="PB493"):
        read_differences(path, other)
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match="PB492"):
        read_differences(tmp_path / "x.xlsx", comparison)


def test_a_line_whose_other_cells_were_changed_is_not_taken(
    comparison: Comparison, tmp_path: Path
) -> None:
    path = tmp_path / "差异核对.xlsx"
    write_differences(path, comparison)
    book = openpyxl.load_workbook(path)
    sheet = book["差异核对"]
    headings = [cell.value for cell in sheet[1]]
    decision, name = (headings.index(text) + 1 for text in ("决定", "新名称"))
    for row in (2, 3):
        sheet.cell(row=row, column=decision).value = "都不要"
    for row in (3, 4):
        sheet.cell(row=row, column=name).value = "另一个名称"
    book.save(path)
    filled = read_differences(path, comparison)

    assert list(filled.decisions) == [comparison.differing()[0].number]
    assert [line for line, _ in filled.problems] == [3, 4], "nor is a correction lost in silence"
    assert "“新名称”原来是" in filled.problems[0][1]


def test_decisions_that_together_give_one_code_to_two_places_are_told() -> None:
    old = edition([("来溪村", "360732106201"), ("都田村", "360732106202")])
    new = edition([("来溪村", "360732106202"), ("都田村", "360732106201")])
    found = compare_editions(old, new)
    first, second = (pair.number for pair in found.pairs)
    taken = Decision(choice=Choice.NEW)

    one_of_two = merge_editions(found, {first: taken}).shared_codes()
    assert {code: [r.number for r in rows] for code, rows in one_of_two.items()} == {
        "360732106202": [first, second]
    }
    assert not merge_editions(found, {first: taken, second: taken}).shared_codes()
    assert not merge_editions(found, {}).shared_codes()


def test_lists_are_read_from_many_layouts(tmp_path: Path) -> None:
    one, two, bad = tmp_path / "一.csv", tmp_path / "二.csv", tmp_path / "坏.csv"
    one.write_text(
        "code,name,streetCode\n360732107201,和顺村委会,360732107\n360731100001,外县居委会,360731100\n"
        "360731100002,邻县居委会,360731100\n36073,短码村,\n",
        encoding="utf-8",
    )
    two.write_text(
        "序号,地名,所属乡镇,汉语拼音\n1,和顺村,城岗镇,Héshùn Cūn\n2,,,\n", encoding="gb18030"
    )
    bad.write_text("甲,乙\n1,2\n", encoding="utf-8")

    first, second = read_edition(one, county="360732"), read_edition(two)
    assert [row.name for row in first] == ["和顺村委会", "短码村"], "a short code tells no county"
    assert second.rows[0]["spelling"] == "Héshùn Cūn"
    found = compare_editions(first, second)
    assert [(p.what, p.evidence) for p in found.pairs if p.new] == [
        (What.CHANGED, "同一乡镇里专名相同")
    ]
    assert first.elsewhere == 2, "a wider list is cut to the county"
    with pytest.raises(InputError):
        read_edition(bad)
    one.write_text("code,name\n360731100001,外县居委会\n", encoding="utf-8")
    with pytest.raises(InputError, match="PB497"):
        read_edition(one, county="360732")
    with pytest.raises(CallError, match="IN203"):
        read_edition(one, county="999999")


def test_rows_without_codes_go_with_the_list_that_is_another_countys() -> None:
    def rows(*codes: str | None) -> pl.DataFrame:
        return pl.DataFrame({"代码": codes, "名称": ["甲村", "乙村", "丙村", "丁村"]})

    elsewhere = ("360732107201", "360732107202", "360732107203")
    with pytest.raises(InputError, match="PB497"):
        edition_from_frame(rows(*elsewhere, None), county="360731")
    stray = edition_from_frame(rows(elsewhere[0], None, None, None), county="360731")
    assert [row.name for row in stray] == ["乙村", "丙村", "丁村"]


def test_a_township_written_once_for_its_group_is_that_of_every_row(tmp_path: Path) -> None:
    grouped, whole = tmp_path / "一.csv", tmp_path / "二.csv"
    rows = [
        ("潋江镇", "和平村"),
        ("", "白石村"),
        ("", "高陂村"),
        ("江背镇", "白石村"),
        ("", "泗望村"),
    ]
    grouped.write_text("乡镇,村名\n" + "\n".join(",".join(r) for r in rows), encoding="utf-8")
    towns = ["潋江镇"] * 3 + ["江背镇"] * 2
    told = [f"{town},{name}" for town, (_, name) in zip(towns, rows, strict=True)]
    whole.write_text("乡镇,村名\n" + "\n".join(told), encoding="utf-8")

    found = compare_editions(read_edition(grouped), read_edition(whole))

    assert found.counts() == {"same": 5}


def test_a_list_is_one_sheet_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "名录.xlsx"
    book = openpyxl.Workbook()
    for name, village in (("2025", "和平村"), ("2026", "新和平村")):
        sheet = book.create_sheet(name)
        sheet.append(["代码", "名称"])
        sheet.append(["360732107201", village])
    book.save(path)

    old, new = (read_edition(path, sheets=[year]) for year in ("2025", "2026"))

    assert [row.name for row in (*old, *new)] == ["和平村", "新和平村"]
    both = read_edition(path)
    assert [row.where for row in both] == ["2025 2", "2026 2"]


def test_a_row_that_stands_twice_in_the_newer_list_is_added_once() -> None:
    new = ("新建村委会", "360732107230")
    found = compare_editions(edition(()), edition((new, new, ("新建村委会", "360732107231"))))

    assert [pair.what for pair in found.pairs] == [What.ADDED, What.CONFLICT, What.ADDED]
    assert "已有相同的一行" in found.pairs[1].evidence
    assert [suggestion(pair) for pair in found.pairs] == [Choice.NEW, Choice.NEITHER, Choice.NEW]
    assert [pair.sure for pair in found.pairs] == [True, False, True]


def test_a_list_is_the_same_as_itself() -> None:
    file = Path(__file__).parents[1] / "xingguo_units.csv"
    one, two = read_edition(file), read_edition(file)

    assert compare_editions(one, two).counts() == {"same": len(one)}


def test_a_row_that_stands_once_more_than_before_is_left_to_a_person() -> None:
    cells = {"standard_name": "白石村委会"}

    def edition(count: int) -> Edition:
        return Edition(
            label="", rows=tuple(ListRow(line=n, cells=cells) for n in range(2, 2 + count))
        )

    assert compare_editions(edition(2), edition(2)).counts() == {"same": 2}
    assert "conflict" in compare_editions(edition(2), edition(3)).counts()
