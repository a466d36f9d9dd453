"""A column is spelled as its names are one by one; a county's own units are all read rightly."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns.masks import bits_of, mask_of
from minzheng_core.errors import CallError
from minzheng_core.reference.place_spelling import place_generics, place_readings
from minzheng_core.reference.tables import lines
from minzheng_core.registries.place_names import ReadingList, Speller, spell_many
from minzheng_core.registries.place_names.spelling import columns

BITS = bits_of(columns.FAULTS)
RUNS = [row.name for row in place_readings() if len(row.name) > 1]
CHARS = "".join(row.name for row in place_readings() if len(row.name) == 1)
ENDINGS = ["", "村村民委员会", "村委会", "社区居委会", "委员会", "村", "生活区", *place_generics()]
names = st.tuples(
    st.text(st.sampled_from(CHARS + "阿尔克廈長𡐓〇3a "), max_size=3),
    st.sampled_from(["", *RUNS]),
    st.text(st.sampled_from(CHARS), max_size=2),
    st.sampled_from(ENDINGS),
).map("".join)
places = st.sampled_from(["", "36", "360732", "44", "441424", "653122", "540102", "99", "210000"])
kinds = st.sampled_from(["村", "自然村", "镇", "道路", None])


def one_by_one(names, kinds, divisions, own=None):
    for name, kind, division in zip(names, kinds, divisions, strict=True):
        spelled = Speller(division=division, readings=own).spell(name, kind)
        mask = mask_of((finding.code for finding in spelled.findings), BITS)
        yield spelled.text, spelled.plain, spelled.confirmed, mask


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(names, kinds, places), max_size=12))
def test_a_column_is_spelled_as_its_names_are(rows):
    texts, kinds_, divisions = map(list, zip(*rows, strict=True)) if rows else ([], [], [])

    spelled = spell_many(texts, kind=kinds_, division=divisions)

    assert spelled.rows() == list(one_by_one(texts, kinds_, divisions))


def test_the_townships_of_the_country_are_spelled_as_they_are_one_by_one():
    rows = [line.split(",") for line in (*lines("townships.csv.gz")[::60], "310115103,川沙新镇")]
    texts, codes = [name for _, name in rows], [code[:6] for code, _ in rows]
    kinds_ = ["镇"] * len(rows)

    spelled = spell_many(texts, kind="镇", division=codes)

    assert spelled.rows() == list(one_by_one(texts, kinds_, codes))
    assert spelled["confirmed"].mean() > 0.9


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["兴国县", "江西省", "江西省赣州市兴国县", "天津市东丽区", "芙蓉"]),
            names,
            st.sampled_from(["村", None]),
            places,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_column_of_paths_is_spelled_as_they_are(rows):
    heads, tails, kinds_, divisions = map(list, zip(*rows, strict=True))
    texts = [head + tail for head, tail in zip(heads, tails, strict=True)]

    spelled = spell_many(texts, kind=kinds_, division=divisions)

    assert spelled.rows() == list(one_by_one(texts, kinds_, divisions))


def test_villages_of_no_given_kind_need_no_scalar_path(monkeypatch):
    alone: list[str] = []
    one = columns._Spellers._one
    monkeypatch.setattr(
        columns._Spellers, "_one", lambda self, *told: alone.append(told[0]) or one(self, *told)
    )

    spell_many(
        ["长冈村委会", "白石社区", "和平村", "兴国县白石村", "三连生活区", "石坝", "长冈水库"]
    )

    assert alone == ["长冈水库"]


def test_a_tabled_name_in_no_known_place_is_spelled_as_it_is_alone():
    texts, codes = ["乌苏村委会", "乌兰布和社区居民委员会", "温泉村"], ["x", "1234567", "621002"]
    kinds_ = ["村"] * len(texts)

    spelled = spell_many(texts, kind=kinds_, division=codes)

    assert spelled.rows() == list(one_by_one(texts, kinds_, codes))
    assert spelled["plain"][0] == "Usu Cunweihui"


def test_a_county_s_own_readings_hold_in_a_column(monkeypatch):
    monkeypatch.setattr(columns, "CHUNK", 2)
    own = ReadingList.of({"石浒": "shí xǔ", "重": "zhòng"})
    texts = ["石浒村", "重石村", "长冈村", None]

    spelled = spell_many(texts, kind="村", division="360732", readings=own)

    assert spelled["plain"].to_list() == ["Shixu Cun", "Zhongshi Cun", "Changgang Cun", ""]
    assert spelled["confirmed"].to_list() == [True, True, True, False]


def test_a_column_may_come_from_a_frame():
    frame = pl.DataFrame({"名称": ["于都县", "长子县"], "代码": ["360731", "140428"]})

    spelled = frame.hstack(spell_many(frame["名称"], kind="县", division=frame["代码"]))

    assert spelled["plain"].to_list() == ["Yudu Xian", "Zhangzi Xian"]


def test_a_wrong_kind_in_a_column_is_a_wrong_call():
    with pytest.raises(CallError):
        spell_many(["兴国县"], kind=["宇宙"])
