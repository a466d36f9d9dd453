"""A column of addresses that is of neither spouse alone is that of both."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import ArchiveMapping, read_archive, read_frame
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.reading.recognition.layout import find_layout
from minzheng_core.reading.rows.of_the_couple import _of_the_couple
from minzheng_core.registries.funeral.archive import FIELDS as FUNERAL
from minzheng_core.registries.marriage.archive import FIELDS

INDEX = FieldIndex(FIELDS)
_DATES = ["1985-03-01", "1985-03-02", "1985-03-03"]
_MEN, _WOMEN = ["张三", "王五", "赵六"], ["李四", "周芳", "钱英"]


def _table(columns: dict[str, list[str | None]]):
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table


@pytest.mark.parametrize("heading", ["住址", "家庭住址"])
def test_each_spouse_gets_the_address_of_the_couple(heading) -> None:
    cells = ["潋江镇；长冈乡", "江背镇", None]
    table = _table({"日期": _DATES, "男方姓名": _MEN, "女方姓名": _WOMEN, heading: cells})
    assert table.frame["husband_domicile"].to_list() == ["潋江镇", "江背镇", None]
    assert table.frame["wife_domicile"].to_list() == ["长冈乡", "江背镇", None]
    assert "IN250" in [note.code for note in table.notes]


def test_one_column_of_ethnic_groups_is_of_both() -> None:
    columns = {
        "日期": _DATES,
        "男方姓名": _MEN,
        "女方姓名": _WOMEN,
        "民族": ["苗", "苗、汉", "汉族 苗族"],
    }
    for more in ({}, {"大队": ["红星", None, "东风"], "生产队": ["3", None, "2"]}, {"住址": _MEN}):
        table = _table(columns | more)
        assert table.frame["husband_ethnicity"].to_list() == ["苗", "苗", "汉族"]
        assert table.frame["wife_ethnicity"].to_list() == ["苗", "汉", "苗族"]
        assert "IN250" in [note.code for note in table.notes]


@pytest.mark.parametrize(
    "headings",
    [
        ("男方姓名", "民族", "女方姓名"),
        ("男方姓名", "民族", "女方姓名", "民族"),
        ("男方姓名", "男方民族", "女方姓名", "民族"),
        ("男方姓名", "女方姓名", "民族（女）"),
    ],
)
def test_ethnic_groups_of_one_of_them_are_not_given_to_the_other(headings) -> None:
    layout = find_layout([list(headings), ["张三", "汉", "李四", "苗"][: len(headings)]], INDEX)
    assert layout is not None
    assert _of_the_couple(layout.headings, range(len(headings)), INDEX) == ()


@pytest.mark.parametrize(
    ("cell", "his", "hers"),
    [
        ("高兴乡 长冈乡", "高兴乡", "长冈乡"),
        ("高兴公社，长冈公社", "高兴公社", "长冈公社"),
        ("红星大队 东风大队", "红星大队", "东风大队"),
        ("高兴乡 老营盘村", "高兴乡 老营盘村", "高兴乡 老营盘村"),
        ("江西省 兴国县", "江西省 兴国县", "江西省 兴国县"),
        ("江西 兴国", "江西 兴国", "江西 兴国"),
        ("赣州 于都银坑", "赣州 于都银坑", "赣州 于都银坑"),
        ("兴江 于都银坑", "兴江", "于都银坑"),
        ("兴国 高兴", "兴国 高兴", "兴国 高兴"),
        ("兴国 于都", "兴国", "于都"),
    ],
)
def test_two_places_of_one_kind_are_each_of_one(cell, his, hers) -> None:
    frame = _table({"日期": _DATES, "男": _MEN, "女": _WOMEN, "住址": [cell] * 3}).frame
    assert frame.select("husband_domicile", "wife_domicile").row(0) == (his, hers)


def test_a_brigade_alone_is_where_both_live() -> None:
    frame = _table(
        {"日期": _DATES, "男": _MEN, "女": _WOMEN, "大队": ["红星", "东风", "红星"]}
    ).frame
    husbands, wives = (
        frame.select(pl.selectors.starts_with(f"{party}_domicile")).to_series().to_list()
        for party in ("husband", "wife")
    )
    assert husbands == wives == ["红星大队", "东风大队", "红星大队"]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ({"大队": ["红星"] * 3, "生产队": ["3"] * 3}, ["红星大队", "3生产队"]),
        ({"区乡": ["街口区金川乡"] * 3, "村": ["柏川"] * 3}, ["街口区金川乡", "柏川村"]),
        ({"村名": ["东里村"] * 3}, ["东里村"]),
        ({"屯": ["富饶村二屯"] * 3}, ["富饶村二屯"]),
    ],
)
def test_the_address_of_the_couple_may_stand_in_parts(parts, whole) -> None:
    frame = _table({"日期": _DATES} | parts | {"男": _MEN, "女": _WOMEN}).frame
    for party in ("husband", "wife"):
        own = frame.select(pl.selectors.starts_with(f"{party}_domicile"))
        assert list(own.row(0)) == whole


def test_a_township_alone_may_be_the_office_and_two_addresses_are_of_nobody_known() -> None:
    for columns in ({"公社": ["红星"] * 3}, {"大队": ["红星"] * 3, "住址": ["高兴乡"] * 3}):
        table = _table({"日期": _DATES} | columns | {"男": _MEN, "女": _WOMEN})
        assert "IN250" not in [note.code for note in table.notes]


def test_a_village_in_a_row_of_its_own_is_that_of_the_couples_below() -> None:
    rows = [
        ("东里村", None, None, None),
        (None, "张三", "李四", "2001-01-06"),
        (None, "王五", "周芳", "2001-03-08"),
        ("小计", "2对", None, None),
        ("大桥盐场", None, None, None),
        (None, "赵六", "钱英", "2001-05-18"),
    ]
    columns = dict(
        zip(("村名", "男方", "女方", "登记时间"), map(list, zip(*rows, strict=True)), strict=True)
    )
    table = _table(columns)
    villages = ["东里村", "东里村", "大桥盐场"]
    assert table.frame["husband_domicile_village"].to_list() == villages
    assert table.frame["wife_domicile_village"].to_list() == villages
    told = {note.code: note.rows for note in table.notes if note.code in {"IN142", "IN193"}}
    assert set(told) == {"IN142", "IN193"}


def test_beside_names_in_one_cell_too() -> None:
    names = [f"{man}、{woman}" for man, woman in zip(_MEN, _WOMEN, strict=True)]
    cells = ["高兴乡/长冈乡", "兴江乡陂下村", "均为杰村乡"]
    frame = _table({"日期": _DATES, "姓名": names, "住址": cells}).frame
    assert frame["husband_domicile"].to_list() == ["高兴乡", "兴江乡陂下村", "杰村乡"]
    assert frame["wife_domicile"].to_list() == ["长冈乡", "兴江乡陂下村", "杰村乡"]


@pytest.mark.parametrize(
    "headings",
    [
        ["男方姓名", "住址", "女方姓名"],
        ["男方姓名", "女方姓名", "户籍地（内地一方）"],
        ["男方姓名", "女方姓名", "女方住址"],
        ["男方姓名", "女方姓名", "住址", "男方住址"],
        ["姓名", "性别", "住址"],
    ],
    ids=["within", "of one", "hers", "beside his", "persons"],
)
def test_an_address_of_one_of_them_is_not_given_to_the_other(headings) -> None:
    cells = dict.fromkeys(headings, ["高兴乡"] * 3)
    cells |= {headings[0]: _MEN} | {text: _WOMEN for text in headings if text == "女方姓名"}
    cells |= {"性别": ["男", "女", "男"]} if "性别" in cells else {}
    assert "IN250" not in [note.code for note in _table({"日期": _DATES} | cells).notes]


def test_of_a_register_of_single_persons_nothing_is_doubled(tmp_path) -> None:
    frame = pl.DataFrame({"死者姓名": _MEN, "住址": ["高兴乡"] * 3, "死亡日期": _DATES})
    (table,) = read_frame(frame, FUNERAL).tables
    assert "IN250" not in [note.code for note in table.notes]


def test_the_saved_mapping_has_the_letter_of_the_sheet_and_can_take_one_back(tmp_path) -> None:
    path = tmp_path / "a.csv"
    lines = zip(_DATES, _MEN, _WOMEN, ["高兴乡", "江背镇", "长冈乡"], strict=True)
    path.write_text("\n".join(["日期,男方,女方,住址", *map(",".join, lines)]), "utf-8")
    archive = read_archive(path, FIELDS)
    columns = archive.mapping.sheets[0].columns
    assert {c.field: c.column for c in columns}["wife_domicile"] == "D"
    edited = archive.mapping.to_json().replace('"wife_domicile"', "null")
    again = read_archive(path, FIELDS, mapping=ArchiveMapping.from_json(edited))
    assert again.tables[0].frame["husband_domicile"].to_list() == ["高兴乡", "江背镇", "长冈乡"]
    assert "wife_domicile" not in again.tables[0].frame.columns
