"""A column of names says what the values say."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns import names as columns
from minzheng_core.values.names.person_name import FAULTS, FIXES, PersonName

CELLS = [
    "张三", "欧阳娜娜", "歐陽修", "乐正平", "乐正平安", "李　明", "买买提•吐尔逊", "不详", "同上", "刘氏", "李门王氏",
    "张三（曾用名张四）", "王\ue863", "王\ue81e", "张三同志", "王先生", "张某", None, "", " ", "张", "爱新觉罗溥仪",
    "瓜尔佳明", "龍飞", "110105194912310021", "张三 李四", "John Smith", "未知", "单于飞", "單于飛",
]  # fmt: skip
cell = st.one_of(
    st.sampled_from(CELLS),
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=5),
    st.text(
        alphabet="'“”张王欧阳劉兰乐正左丘上官·•（曾用名）氏某 　、同志之妻?A1\ue81e\u2f2d",
        max_size=6,
    ),
    st.text(max_size=5),
)


def check(cells):
    frame = columns.parse(pl.Series(cells, dtype=pl.String))
    keys = columns.keys(pl.Series(cells, dtype=pl.String))
    assert frame.height == keys.height == len(cells)
    for raw, row, key in zip(cells, frame.iter_rows(named=True), keys.iter_rows(), strict=True):
        parsed = PersonName.parse(raw)
        value = parsed.value
        assert {FIXES[i] for i in range(len(FIXES)) if row["fixes"] >> i & 1} == {
            f.name for f in parsed.fixes
        }
        assert {FAULTS[i] for i in range(len(FAULTS)) if row["faults"] >> i & 1} == {
            f.code for f in parsed.findings
        }
        if value is None:
            assert (row["text"], row["name"], row["surname"], *key) == (None,) * 6
        else:
            assert (row["text"], row["name"], row["surname"]) == (
                value.text,
                value.name,
                value.surname,
            )
            assert key == (value.variant_key, value.pinyin_key, value.dialect_key)


def test_the_column_equals_the_values_on_known_cells():
    check(CELLS)


@settings(max_examples=60, deadline=None)
@given(st.lists(cell, max_size=40))
def test_the_column_equals_the_values(cells):
    check(cells)


def test_an_empty_column_has_all_parts():
    assert columns.parse(pl.Series([], dtype=pl.String)).columns == [
        "text",
        "name",
        "surname",
        "fixes",
        "faults",
    ]
    assert columns.keys(pl.Series([None])).columns == ["variant_key", "pinyin_key", "dialect_key"]
