"""Golden records, back-fill and comparison: every value with where it comes from, nothing overwritten."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core.registries import marriage
from tests.registries.marriage.couples import OTHER_W, H, W, act, frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def chosen(records: pl.DataFrame, field: str) -> tuple[Any, ...]:
    told = marriage.golden(records, marriage.link(records)).filter(pl.col("field") == field)
    return told.select("value", "row", "reason").row(0)


def test_the_fuller_date_wins() -> None:
    records = frame(act("1988-10", **H, **W), act("1988-10-01", **H, **W))

    assert chosen(records, "registration_date") == ("1988-10-01", 1, "写得更完整")


def test_most_entries_win() -> None:
    slip = W | {"wife_name": "李秀连"}
    records = frame(act("1988-10-01", **H, **slip), *[act("1988-10-01", **H, **W)] * 2)

    assert chosen(records, "wife_name") == ("李秀莲", 1, "多数条目如此")


def test_what_was_written_goes_before_what_was_computed() -> None:
    one = act("1988-10-01", **H, **W, wife_birth_date_status="filled")
    other = act(
        "1988-10-01",
        **H,
        **(W | {"wife_birth_date": "1964-03-20"}),
        wife_birth_date_status="original",
    )

    assert chosen(frame(one, other), "wife_birth_date") == (
        "1964-03-20", 1, "原件写明，其他条目是推算或补全",
    )  # fmt: skip


def test_a_clerks_word_goes_before_a_majority() -> None:
    told = W | {"wife_name": "李秀连"}
    records = frame(
        act("1988-10-01", **H, **W, wife_name_status="original"),
        act("1988-10-01", **H, **W, wife_name_status="original"),
        act("1988-10-01", **H, **told, wife_name_status="decided"),
    )

    assert chosen(records, "wife_name") == ("李秀连", 2, "由人工决定")


def test_a_reissue_says_only_what_it_says_of_its_marriage() -> None:
    again = act(
        "2012-03-05",
        "ICA",
        **H,
        **W,
        old_registration_date="1988-10-01",
        archive_year="2012",
        remark="遗失",
    )
    records = frame(act("1988-10", **H, **W, archive_year="1988"), again)

    assert chosen(records, "registration_date") == ("1988-10-01", 1, "写得更完整")
    assert chosen(records, "archive_year") == ("1988", 0, "只有这一条有值")
    assert chosen(records, "husband_name")[2] == "各条一致"
    told = marriage.golden(records, marriage.link(records))
    assert "remark" not in told["field"].to_list()


def test_an_act_with_one_entry_needs_no_choice() -> None:
    records = frame(act("1988-10-01", **H, **W))

    assert marriage.golden(records, marriage.link(records)).is_empty()


def test_an_empty_number_is_filled_from_another_act_of_the_person() -> None:
    bare = H | {"husband_id_number": None}
    records = frame(act("1988-10-01", **bare, **W), act("1999-10-01", **H, **OTHER_W))
    told = marriage.back_fill(records, marriage.link(records))

    line = told.fills.filter(pl.col("field") == "husband_id_number").row(0, named=True)
    filled, changes = told.apply(records)
    assert (line["row"], line["source_row"], line["source"]) == (0, 1, "同一人的另一次登记")
    assert filled["husband_id_number"].to_list() == [H["husband_id_number"]] * 2
    assert changes["row"].to_list() == [0]
    assert records["husband_id_number"][0] is None


def test_entries_that_disagree_propose_and_do_not_fill() -> None:
    bare = act(None, **H, **W, certificate_number="兴结字第5号", office="兴国县民政局")
    one = act("1988-10-01", **H, **W, certificate_number="兴结字第5号", office="兴国县民政局")
    other = one | {"registration_date": "1988-10-07"}
    records = frame(bare, one, other)
    told = marriage.back_fill(records, marriage.link(records))

    line = told.fills.filter(pl.col("field") == "registration_date").row(0, named=True)
    assert (line["value"], line["certain"]) == ("1988-10-01", False)
    assert told.apply(records)[0].equals(records)


def test_a_filled_cell_is_marked() -> None:
    bare = H | {"husband_id_number": None}
    records = frame(
        act("1988-10-01", **bare, **W, husband_id_number_status="missing"),
        act("1988-10-01", **H, **W, husband_id_number_status="original"),
    )

    filled, _ = marriage.back_fill(records, marriage.link(records)).apply(records)

    assert filled["husband_id_number_status"].to_list() == ["filled", "original"]


REFERENCE = pl.DataFrame(
    {
        "公民身份号码": ["362133196208150010", "362133196403021222", "36213319640302123X"],
        "姓名": ["张德胜", "李秀莲", "李秀莲"],
        "出生日期": ["1962-08-15", "1964-03-02", "1964-03-02"],
        "民族": ["汉族", "畲族", "汉族"],
    }
)


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """The same reference table in every form that is taken."""
    REFERENCE.write_csv(tmp_path / "户籍.csv")
    REFERENCE.write_excel(tmp_path / "户籍.xlsx")
    connection = sqlite3.connect(tmp_path / "户籍.db")
    connection.execute("CREATE TABLE people (公民身份号码, 姓名, 出生日期, 民族)")
    connection.executemany("INSERT INTO people VALUES (?,?,?,?)", REFERENCE.rows())
    yield {
        "frame": REFERENCE,
        "csv": tmp_path / "户籍.csv",
        "xlsx": str(tmp_path / "户籍.xlsx"),
        "database": ("SELECT * FROM people", connection),
    }
    connection.close()


@pytest.mark.parametrize("kind", ["frame", "csv", "xlsx", "database"])
def test_a_reference_table_fills_what_its_number_and_name_settle(
    kind: str, sources: dict[str, Any]
) -> None:
    bare = H | {"husband_birth_date": None}
    records = frame(act("1988-10-01", **bare, **(W | {"wife_id_number": None})))
    table = sources[kind]

    told = marriage.back_fill(records, marriage.link(records), references={"户籍": table})

    fills = {line["field"]: line for line in told.fills.to_dicts()}
    assert fills["husband_birth_date"]["value"] == "1962-08-15"
    assert fills["husband_birth_date"]["certain"] is True
    # Two people of one name and birth date: nobody is chosen, and the table is named.
    assert "wife_id_number" not in fills
    assert told.findings.select("code", "expected", "actual").rows() == [("LK301", "户籍", "1")]


def test_a_name_and_a_birth_date_are_probable_only() -> None:
    records = frame(act("1988-10-01", **(H | {"husband_id_number": None}), **W))

    told = marriage.back_fill(records, marriage.link(records), references={"户籍": REFERENCE})

    line = told.fills.filter(pl.col("field") == "husband_id_number").row(0, named=True)
    assert (line["value"], line["certain"]) == (H["husband_id_number"], False)
    assert told.apply(records)[0].equals(records)


def test_a_number_with_another_name_is_not_certain() -> None:
    stranger = H | {"husband_name": "赖金水", "husband_birth_date": None}
    records = frame(act("1988-10-01", **stranger, **W))

    told = marriage.back_fill(records, marriage.link(records), references={"户籍": REFERENCE})

    line = told.fills.filter(pl.col("field") == "husband_birth_date").row(0, named=True)
    assert line["certain"] is False


def test_a_number_in_a_table_without_names_is_not_certain() -> None:
    records = frame(act("1988-10-01", **(H | {"husband_birth_date": None}), **W))
    nameless = REFERENCE.drop("姓名")

    told = marriage.back_fill(records, marriage.link(records), references={"人口": nameless})

    line = told.fills.filter(pl.col("field") == "husband_birth_date").row(0, named=True)
    assert (line["certain"], line["reason"]) == (False, "身份证号相符而姓名未能核对")
    assert told.apply(records)[0].equals(records)


def test_two_tables_side_by_side() -> None:
    here = frame(act("1988-10-01", **H, **W), act("1999-10-01", **H, **OTHER_W))
    there = frame(
        act("1988-10-07", **H, **W), act("2012-03-05", "ICA", **H, **W), act("1988-10-07", **H, **W)
    )

    told = marriage.compare(here, there)

    assert told.select("state", "here_row", "there_row", "field", "here", "there").rows() == [
        ("不一致", 0, 0, "registration_date", "1988-10-01", "1988-10-07"),
        ("只有本表", 1, None, None, None, None),
        ("只有对方", None, 1, None, None, None),
    ]
    assert told["decision"].null_count() == told.height


def test_a_column_that_is_empty_in_one_table_is_not_compared() -> None:
    here = frame(act("1988-10-01", **H, **W), act("1999-10-01", **H, **OTHER_W))
    here = here.with_columns(office=pl.lit("潋江镇"))
    there = here.with_columns(office=pl.lit(None, pl.String))
    once = here.with_columns(office=pl.Series([None, "潋江镇"]))

    assert marriage.compare(here, there)["state"].to_list() == ["一致", "一致"]
    assert marriage.compare(here, once)["state"].to_list() == ["不一致", "一致"]


def test_a_table_beside_itself_is_the_same() -> None:
    here = frame(act("1988-10-01", **H, **W), act("1999-10-01", **H, **OTHER_W))

    assert marriage.compare(here, here)["state"].to_list() == ["一致", "一致"]
