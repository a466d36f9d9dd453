"""Notes behind a name leave it and stay in the list of changes; other names of a person stay where they are."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.registries import marriage


def cleaned(name: str, **more: list[str]) -> tuple[str | None, list[tuple[str, ...]], list[str]]:
    row = {"登记日期": "1981-05-01", "男方姓名": name, "女方姓名": "李小红"}
    result = marriage.clean(pl.DataFrame(row), county="431027", **more)
    changes = result.changes.filter(pl.col("field") == "husband_name")
    findings = result.findings.filter(pl.col("field") == "husband_name")
    return (
        result.records["husband_name"][0],
        changes.select("before", "after", "step", "evidence").rows(),
        findings["code"].to_list(),
    )


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("张三丰(再婚)", "再婚"),
        ("张三丰 军人", "军人"),
        ("张三丰，男", "男"),
        ("张三丰【回族】", "回族"),
        ("张三丰（改嫁）", "改嫁"),
        ("张三丰(1992年离婚)", "1992年离婚"),
        ("张三丰（户口已迁出）", "户口已迁出"),
    ],
)
def test_a_note_leaves_the_name(written: str, note: str) -> None:
    name, changes, codes = cleaned(written)
    assert name == "张三丰"
    assert changes[-1][1:] == ("张三丰", "name.note-apart", f"姓名栏中附有说明“{note}”")
    assert note in changes[-1][0]
    assert codes == ["NM112"]


def test_a_label_leaves_the_name() -> None:
    name, changes, codes = cleaned("男：张三丰")
    assert name == "张三丰"
    assert changes == [("男：张三丰", "张三丰", "name.note-apart", "姓名栏中附有说明“男”")]
    assert codes == ["NM105"]


@pytest.mark.parametrize(
    "written", ["张三丰（又名张四）", "张三丰（李四）", "张三丰（?）", "黄仁（仕）忠"]
)
def test_what_may_be_a_name_or_is_not_understood_stays(written: str) -> None:
    name, changes, _ = cleaned(written)
    assert name == written
    assert not changes


def test_the_step_may_be_left_out() -> None:
    name, changes, _ = cleaned("张三丰(再婚)", without=["name.note-apart"])
    assert name == "张三丰(再婚)"
    assert not changes
