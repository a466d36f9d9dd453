"""A column of texts is standardised as each text by itself is, whatever was done to the names."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.reference.overlay import Overlay
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import TownshipRecord, townships
from minzheng_core.registries.place_names import standardise, standardise_many
from tests.registries.place_names.standardising.conftest import cells_of

_COUNTIES = [r for r in divisions().all() if r.level != "province" and r.code < "800000"]
_TOWNS = {r.code: townships().of_county(r.code) for r in _COUNTIES[::7]}
_PLACES = [r for r in _COUNTIES[::7] if _TOWNS[r.code]]
_RENAMED = [
    t
    for t in townships().all()
    if t.county in divisions() and (townships().several(t.code) or t.successors)
]
_KINDS = [
    "公社",
    "人民公社",
    "民族公社",
    "乡",
    "镇",
    "街道",
    "办事处",
    "回族乡",
    "管理区",
    "苏木",
    "圩",
    "墟",
    "",
]
_LETTERS = "山新岗冈崗坑沙砂垇坳东西〓龙江州洲县市镇乡a？\ue170𠀀 "
_OWN = Overlay(
    townships=(
        TownshipRecord("", "老营盘公社", "360732", end=1984, successors=("兴江乡",)),
        TownshipRecord("", "茶园公社", "360732", short_forms=("茶园", "茶")),
        TownshipRecord("360732999", "龙口乡", "360732", start=1985, end=1996),
        TownshipRecord("360732999", "龙口镇", "360732", start=1996, short_forms=("龙口圩",)),
        TownshipRecord("360732100", "潋江镇", "360732"),
    )
)
_VILLAGES = Gazetteer.of(
    [
        Village("360732204", "360732204204", "白石村委会"),
        Village("360732107", "360732107216", "白石村委会"),
        Village("360732100", "360732100005", "背街居委会"),
    ]
)

# Made once: to make a strategy of many records, each of them is hashed.
_PLACE = st.sampled_from(_PLACES)
_CHANGED = st.sampled_from([*_RENAMED, *_OWN.townships])


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """The name of a township below a county's, both of any time and perhaps damaged."""
    if draw(st.integers(0, 3)):
        record = draw(_PLACE)
        name = draw(st.sampled_from([town.name for town in _TOWNS[record.code]]))
    else:
        town = draw(_CHANGED)
        record, name = divisions().records(town.county)[-1], town.name
    above = draw(
        st.sampled_from(
            [
                record.full_name,
                record.province + record.name,
                record.province[:2] + record.prefecture[:2] + record.name[:-1],
                record.name,
                record.province + "东南" + record.name,
                record.province + "东南行政公署" + record.name,
                record.province + record.name[:2] + "地区" + record.name,
            ]
        )
    )
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from([record.code, record.code + "101", record.code + "100002"]))
    if draw(st.integers(0, 7)) == 0:
        return above + draw(
            st.sampled_from(["经济开发区", "洪门工业园1号", "新区路", "高新区管委会"])
        )
    own = draw(st.sampled_from([name, stem(name) + draw(st.sampled_from(_KINDS))]))
    for _ in range(draw(st.integers(0, 2))):
        own = _damaged(draw, own)
    if draw(st.integers(0, 3)) == 0:
        above = _damaged(draw, above)
    return above + own + draw(st.sampled_from(["", "", "白石村", "背街3组", "新建路1号"]))


def _damaged(draw: st.DrawFn, text: str) -> str:
    place = draw(st.integers(0, max(len(text) - 1, 0)))
    before, char, after = text[:place], text[place : place + 1], text[place + 1 :]
    return draw(
        st.sampled_from(
            [
                before + draw(st.sampled_from(_LETTERS)) + after,
                before + after,
                before + char + draw(st.sampled_from(char + _LETTERS)) + after,
                before + after[:1] + char + after[1:],
            ]
        )
    )


@pytest.mark.parametrize("county", [None, "360732"])
@pytest.mark.parametrize(
    ("overlay", "gazetteer"),
    [(None, None), (_OWN, None), (_OWN, _VILLAGES)],
    ids=["plain", "overlay", "gazetteer"],
)
@given(st.lists(st.tuples(_texts(), st.integers(1979, 2026)), min_size=1, max_size=30))
def test_columns_equal_single_texts(
    overlay: Overlay | None,
    gazetteer: Gazetteer | None,
    county: str | None,
    asked: list[tuple[str, int]],
) -> None:
    texts, years = [text for text, _ in asked], [year for _, year in asked]
    frame = standardise_many(
        texts, on=pl.Series(years), county=county, overlay=overlay, gazetteer=gazetteer
    )
    for text, year, cells in zip(texts, years, frame.rows(), strict=True):
        answer = standardise(text, on=year, county=county, overlay=overlay, gazetteer=gazetteer)
        assert cells == cells_of(answer), (text, year)


@pytest.mark.parametrize("county", [None, "360732"])
def test_what_has_no_word_names_nothing_in_a_column_too(county: str | None) -> None:
    texts = [None, "", " ", "，（", "—", "・", "３", "_"]
    frame = standardise_many(texts, county=county)
    assert frame.rows() == [cells_of(standardise(text, county=county)) for text in texts]
    assert frame["findings"].to_list()[:5] == [["PG101"]] * 5


def test_two_names_of_one_township_at_different_times_are_one_place_for_a_column_too() -> None:
    text = "河北省衡水地区武强县桥代乡前进大队"
    answer = standardise(text, on=1984)
    assert answer.code == "131123201"
    assert standardise_many([text], on=1984).row(0) == cells_of(answer)


def test_townships_without_their_kind_before_a_village_are_the_same_in_columns() -> None:
    towns = [(r, stem(t.name)) for r in _PLACES[::9] for t in _TOWNS[r.code][:3]]
    texts = [
        above + town + rest
        for record, town in towns
        for above in (record.full_name, record.name)
        for rest in ("李家村", "白石", "大道12号", "凤冈石屋组", "东街", "\ue170村", "")
    ]
    for gazetteer in (None, _VILLAGES):
        frame = standardise_many(texts, on=2020, gazetteer=gazetteer)
        for row, text in zip(frame.rows(), texts, strict=True):
            assert row == cells_of(standardise(text, on=2020, gazetteer=gazetteer))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("古龙岗", "360732102"),
        ("兴国县古龙岗", "360732102"),
        ("古龙岗圩", "360732102"),
        ("商水县固牆", "411623104"),
    ],
)
def test_a_township_without_its_kind_is_known_in_any_shape_of_its_characters(text, code) -> None:
    one = standardise(text, county="360732", on=2015)
    many = standardise_many(pl.Series([text]), county="360732", on=2015)
    assert one.code == many["code"][0] == code


def test_townships_whose_area_was_divided_are_the_same_in_columns() -> None:
    texts = [divisions().records(t.county)[-1].full_name + t.name for t in _RENAMED[::5]]
    years = pl.Series([1975 + 7 * (at % 8) for at in range(len(texts))])
    frame = standardise_many(texts, on=years)
    assert frame["findings"].list.contains("PG112").sum() > 10
    for row, text, year in zip(frame.rows(), texts, years.to_list(), strict=True):
        assert row == cells_of(standardise(text, on=year)), (text, year)
