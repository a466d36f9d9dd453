"""Lists of settlements, and others whose categories do not say what a name is of."""

from __future__ import annotations

import polars as pl
import pytest
from xlsxwriter import Workbook

from minzheng_core import Book, open_store
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names.changes import ChangeOrder, plan_change
from minzheng_core.registries.place_names.links import villages
from minzheng_core.registries.place_names.lists import (
    check_list,
    edition_from_frame,
    enter_edition,
    read_edition,
)
from minzheng_core.registries.place_names.publish import published

LI = "621226"


def spelling_codes(edition):
    remarks = check_list(edition, county=LI).remarks
    return {r.row.name: r.finding.code for r in remarks if r.finding.code.startswith("PS")}


def settlements(path, sheet):
    book = Workbook(path)
    page = book.add_worksheet(sheet)
    rows = [
        ("磨石坡", "Moshipo"),
        ("车道沟", "Chedaogou"),
        ("上街", "Shangjie"),
        ("峁上", "Mao Shang"),
    ]
    page.write_row(0, 0, ("标准地名", "罗马字母拼写", "乡镇"))
    for number, row in enumerate(rows, 1):
        page.write_row(number, 0, (*row, "城关镇"))
    book.close()
    return read_edition(path, county=LI)


def test_what_a_sheet_of_settlements_holds_is_joined(tmp_path) -> None:
    edition = settlements(tmp_path / "表.xlsx", "自然村")

    assert spelling_codes(edition) == {"峁上": "PS203"}
    assert [e.spelling for e in published(edition, county=LI) if e.name == "磨石坡"] == ["Móshípō"]


def test_without_any_word_on_its_kind_no_spelling_is_wrong_by_a_guess(tmp_path) -> None:
    edition = settlements(tmp_path / "表.xlsx", "Sheet1")

    codes = spelling_codes(edition)
    assert codes["磨石坡"] == codes["车道沟"] == "PS218"
    assert "上街" not in codes


def test_the_village_above_tells_a_list_of_settlements() -> None:
    frame = pl.DataFrame({"名称": ["磨石坡"], "拼音": ["Moshipo"], "行政村": ["东关村"]})

    assert spelling_codes(edition_from_frame(frame, county=LI)) == {}


@pytest.mark.parametrize(
    ("name", "category", "spelling", "code"),
    [
        ("祁山武侯祠", "纪念地", "Qishan Wuhou Ci", "PS218"),
        ("西汉水", "河流", "Xihan Shui", None),
        ("礼县一中", "学校", "Li Xian Yizhong", None),
        ("滨河北路", "街路巷", "Binhebei Lu", "PS203"),
        ("布射水", None, "Bushe Shui", "PS218"),
        ("布射水", None, "Busheshui", None),
        ("布射水", "自然村", "Bushe Shui", "PS203"),
        ("郭家", None, "Guo Jia", "PS203"),
    ],
)
def test_a_category_in_words_tells_how_a_name_is_divided(name, category, spelling, code) -> None:
    frame = pl.DataFrame({"名称": [name], "类别": [category], "拼音": [spelling]})

    assert spelling_codes(edition_from_frame(frame, county=LI)).get(name) == code


def test_a_place_code_of_another_county_is_told() -> None:
    codes = ["62122510221400000001", "62122610121400000001"]
    frame = pl.DataFrame({"名称": ["长道镇", "盐官镇"], "地名代码": codes})

    remarks = check_list(edition_from_frame(frame, county=LI), county=LI).remarks

    told = [(r.row.name, r.finding.field) for r in remarks if r.finding.code == "PL101"]
    assert told == [("长道镇", "place_code")]


def test_a_former_name_in_brackets_is_no_part_of_the_name() -> None:
    frame = pl.DataFrame(
        {
            "名称": ["新田村（原红星村）", "和顺村", "官田圩（现用）"],
            "曾用名": [None, "红旗大队", None],
        }
    )

    edition = edition_from_frame(frame, county=LI)

    assert [(r.name, r["former_names"]) for r in edition] == [
        ("新田村", "红星村"),
        ("和顺村", "红旗大队"),
        ("官田圩", ""),
    ]
    assert [note.sentence() for _, note in edition.remarks if note.code == "PL118"] == [
        "名称后面的括注 2 处去掉，旧名记入历史名称：第 2、4 行"
    ]


def test_a_county_lies_in_no_township() -> None:
    frame = pl.DataFrame(
        {"名称": ["礼县", "盐官村"], "地名代码": ["62122600021300000001", "62122610121610000001"]}
    )

    entries = published(edition_from_frame(frame, county=LI), county=LI)

    assert {entry.name: entry.section for entry in entries} == {"礼县": "其他", "盐官村": "盐官镇"}


def test_the_township_in_a_place_code_is_entered_and_links_a_village_with_its_committee() -> None:
    names = ["东关村", "东关村村民委员会", "某村"]
    codes = ["62122610021610000001", "62122610027610000001", "62122699921610000001"]
    kinds = ["行政村", "村民委员会", "行政村"]
    frame = pl.DataFrame({"名称": names, "地名代码": codes, "类别": kinds})
    book = Book.open(place_names.REGISTRY, open_store("memory://"), county=LI)

    enter_edition(book, edition_from_frame(frame), by="王某某")

    divisions = {e.values["standard_name"]: e.values.get("division") for e in book.scan()}
    assert divisions == {"东关村": "621226100", "东关村村民委员会": "621226100", "某村": None}
    assert [f.code for _, f in villages(book.scan())[1]] == ["PB121"]


def test_a_township_known_by_its_place_code_alone_is_one_that_changes() -> None:
    names = ["三峪乡", "永兴镇", "盐官镇", "龙槐村"]
    codes = [f"621226{tail}" for tail in ("23221500000001", "10521400000001", "10121400000001")]
    frame = pl.DataFrame(
        {"名称": names, "地名代码": [*codes, "62122610521610000004"], "类别": [*"乡镇镇村"]}
    )
    book = Book.open(place_names.REGISTRY, open_store("memory://"), county=LI)
    enter_edition(book, edition_from_frame(frame), by="王某某")

    order = ChangeOrder.of(
        {
            "kind": "划转",
            "document": "礼政发〔2026〕21号",
            "approved_on": "2026-10-06",
            "effective": "2026-11-02",
            "units": [
                {"key": "三峪乡", "name": "三峪镇", "code": "621226123"},
                {"key": "龙槐村", "parent": "盐官镇"},
            ],
        }
    )
    plan = plan_change(book.scan(), order, county=LI)

    patches = {act.name: dict(act.patch) for act in plan.acts}
    assert plan.possible
    assert patches["三峪乡"]["unit_code"] == "621226123"
    assert patches["龙槐村"]["division"] == "621226101"


def test_a_place_code_older_than_the_township_that_a_row_names_is_not_followed() -> None:
    frame = pl.DataFrame(
        {"名称": ["东关村"], "地名代码": ["62122610021610000001"], "所属乡镇": ["盐官镇"]}
    )
    book = Book.open(place_names.REGISTRY, open_store("memory://"), county=LI)

    enter_edition(book, edition_from_frame(frame), by="王某某")

    assert [entry.values.get("division") for entry in book.scan()] == [None]


@pytest.mark.parametrize(("spelling", "code"), [("Qiushan Zhen", "PS101"), ("Qiūshān Zhèn", None)])
def test_an_unattested_reading_without_tones_is_told_before_it_is_left_out_of_print(
    spelling, code
) -> None:
    frame = pl.DataFrame({"名称": ["湫山镇"], "类别": ["镇"], "拼音": [spelling]})
    edition = edition_from_frame(frame, county=LI)

    assert spelling_codes(edition).get("湫山镇") == code
    assert bool(published(edition, county=LI)[0].spelling) is (code is None)
