"""Certificate numbers whose word and serial stand in columns of their own are read as one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reading import ArchiveMapping, read_archive, read_frame
from minzheng_core.reading.recognition.parts import parts_of
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.values.certificates.certificate_number import CertificateNumber


def _numbers(columns: dict[str, list[str | None]]) -> list[str | None]:
    height = len(next(iter(columns.values())))
    people = {"男方姓名": ["张三"] * height, "女方姓名": ["李四"] * height}
    schema = dict.fromkeys((*columns, *people), pl.String)
    (table,) = read_frame(pl.DataFrame(columns | people, schema=schema), FIELDS).tables
    return table.frame["certificate_number"].to_list()


@given(
    st.sampled_from(["长婚", "潋结", "长婚字", "兴离", " 东补 "]),
    st.lists(st.integers(1, 9999), min_size=1, max_size=9),
    st.sampled_from(["{}", "{}号", "第{}号", "{}.0"]),
    st.sampled_from(
        [
            ("字", "号"),
            ("证字", "证号"),
            ("结婚证/字", "结婚证/号"),
            ("字别", "号数"),
            ("结婚证字", "第"),
        ]
    ),
)
def test_word_and_serial_are_joined(word, serials, form, headings) -> None:
    cells = [form.format(serial) for serial in serials]
    numbers = _numbers({headings[0]: [word] * len(cells), headings[1]: cells})
    stem = word.strip().removesuffix("字")
    assert numbers == [f"{stem}字第{serial}号" for serial in serials]
    assert [CertificateNumber.parse(n).value.parts.serial for n in numbers] == serials


def test_the_year_before_them_belongs_to_the_number() -> None:
    columns = {
        "年": ["1979", "(80)", None, "八一"],
        "字": ["长婚", "〃", "", "长婚"],
        "号": ["1", "2", "3", "(82)潋结字第4号"],
    }
    assert _numbers(columns) == ["(1979)长婚字第1号", "(80)长婚字第2号", "3", "(82)潋结字第4号"]


@pytest.mark.parametrize(
    "headings", [("结婚证字号", "卷号"), ("字", "登记日期"), ("证件字号", "号")]
)
def test_other_neighbours_stay_apart(headings) -> None:
    columns = {headings[0]: ["长婚字第1号"], headings[1]: ["2"]}
    height = {"登记日期": ["1979-01-06"]} if "登记日期" not in headings else {}
    people = {"男方姓名": ["张三"], "女方姓名": ["李四"]}
    (table,) = read_frame(pl.DataFrame(columns | people | height), FIELDS).tables
    told = table.frame.drop("source_row").row(0)
    assert "长婚字第1号" in told
    assert "2" in told


def test_the_columns_are_told_and_a_saved_mapping_joins_them_too(tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "字,号,男方姓名,女方姓名\n长婚,7,张三,李四\n长婚,8,王五,赵六\n", encoding="utf-8"
    )
    mapping = read_archive(path, FIELDS).mapping
    assert "并入证件字号" in mapping.describe("zh", {"certificate_number": "证件字号"}, parts_of)

    saved = ArchiveMapping.from_json(mapping.to_json())
    (again,) = read_archive(path, FIELDS, mapping=saved).tables
    apart = ArchiveMapping.from_json(mapping.to_json().replace('"certificate_number"', "null"))
    (kept,) = read_archive(path, FIELDS, mapping=apart).tables

    assert again.frame["certificate_number"].to_list() == ["长婚字第7号", "长婚字第8号"]
    assert kept.frame["号"].to_list() == ["7", "8"]


def test_surname_and_given_name_are_one_name() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1988-03-05"] * 3,
            "男方姓": ["欧阳", "张", None],
            "男方名": ["小明", "张三丰", "李四"],
            "姓（女）": ["王", "赵", "钱"],
            "名（女）": ["芳", None, "英"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["欧阳小明", "张三丰", "李四"]
    assert table.frame["wife_name"].to_list() == ["王芳", "赵", "钱英"]
