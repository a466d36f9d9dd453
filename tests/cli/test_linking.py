"""Golden records, back-fill and comparison from the command line: tables that a clerk decides on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import fastexcel
import polars as pl
import pytest

from tests.cli.conftest import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Command = Callable[..., Said]

ROWS = (
    "1988-05-20,结婚,(88)潋结字第12号,张三丰,362133620815001,江西省兴国县,李四娘,362133640302002,江西省兴国县",
    "1988-05-20,结婚,(88)潋结字第12号,张三丰,,江西省兴国县,李四娘,362133640302002,江西省兴国县",
    "1990-07-01,结婚,(90)潋结字第3号,王大力,362133196605070018,江西省兴国县,赖小妹,,江西省兴国县",
)


@pytest.fixture
def cleaned(minzheng: Command, tmp_path: Path) -> Path:
    return _cleaned(minzheng, tmp_path, "本表", ROWS)


def _cleaned(minzheng: Command, folder: Path, name: str, rows: tuple[str, ...]) -> Path:
    source = folder / f"{name}.csv"
    source.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    out = folder / name
    said = minzheng("clean", source, "--county", "360732", "--out", out, "--on", "2026-11-23")
    assert said.status == 0, said.err
    return out


def _read(path: Path) -> pl.DataFrame:
    if path.suffix == ".csv":
        return pl.read_csv(path, infer_schema=False)
    return fastexcel.read_excel(str(path)).load_sheet(0, dtypes="string").to_polars()


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_golden_gives_one_record_for_each_act(
    minzheng: Command, cleaned: Path, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"归并{kind}"

    said = minzheng("golden", cleaned, "--out", out)

    assert said.status == 0, said.err
    assert "1 次登记有不止一条记录" in said.out
    table = _read(out)
    assert not [heading for heading in table.columns if heading.isascii()]
    assert table.select("条数", "男方姓名", "男方身份证号").row(0) == (
        "2", "张三丰", "362133196208150010",
    )  # fmt: skip


def test_golden_tells_its_reasons(minzheng: Command, cleaned: Path, tmp_path: Path) -> None:
    out = tmp_path / "理由.csv"

    minzheng("golden", cleaned, "--out", out, "--reasons")

    line = _read(out).row(by_predicate=pl.col("项目") == "男方身份证号", named=True)
    assert (line["出处行"], line["取值"], line["理由"]) == (
        "2", "362133196208150010", "只有这一条有值",
    )  # fmt: skip


def test_back_fill_from_other_entries_and_a_reference_file(
    minzheng: Command, cleaned: Path, tmp_path: Path
) -> None:
    reference = tmp_path / "户籍.csv"
    reference.write_text(
        "姓名,公民身份号码,出生日期\n王大力,362133196605070018,1966.5.7\n", encoding="gb18030"
    )
    out, filled = tmp_path / "回填.xlsx", tmp_path / "已填.csv"

    said = minzheng(
        *("back-fill", cleaned, "--reference", f"户籍={reference}"),
        "--out",
        out,
        "--filled",
        filled,
    )

    assert said.status == 0, said.err
    table = _read(out)
    line = table.row(
        by_predicate=(pl.col("出处行") == "3") & (pl.col("项目") == "男方身份证号"), named=True
    )
    assert (line["填补值"], line["来源行"], line["确凿"], line["决定"]) == (
        "362133196208150010", "2", "是", "采用",
    )  # fmt: skip
    assert _read(filled)["husband_id_number"][1] == "362133196208150010"


def test_back_fill_from_a_database_table_and_a_key_that_stands_twice(
    minzheng: Command, cleaned: Path, tmp_path: Path
) -> None:
    people = tmp_path / "人口.db"
    with closing(sqlite3.connect(people)) as database, database:
        database.execute("CREATE TABLE 人口 (姓名 TEXT, 身份证号 TEXT, 出生日期 TEXT)")
        database.executemany(
            "INSERT INTO 人口 VALUES (?, ?, ?)",
            [
                ("赖小妹", "362133196901010026", "1969-01-01"),
                ("张三丰", "362133196208150010", "1962-08-15"),
                ("张山丰", "362133196208150010", "1962-08-15"),
            ],
        )
    database.close()
    out = tmp_path / "回填.csv"

    said = minzheng(
        *("back-fill", cleaned, "--out", out, "--reference", f"人口=sqlite:///{people}::人口")
    )

    assert said.status == 0, said.err
    assert "参考表“人口”中有 1 个键" in said.out


def test_compare_lists_what_differs_with_a_choice(
    minzheng: Command, cleaned: Path, tmp_path: Path
) -> None:
    export = tmp_path / "系统.csv"
    changed = ROWS[0].replace("(88)潋结字第12号", "(88)潋结字第21号")
    new = "1999-09-09,结婚,(99)潋结字第9号,呼延灼灼,362133197101010016,江西省兴国县,东方白白,362133197301010021,江西省兴国县"
    export.write_text(f"{HEADINGS}\n{changed}\n{new}\n", encoding="gb18030")
    out = tmp_path / "比对.xlsx"

    said = minzheng("compare", cleaned, export, "--out", out)

    assert said.status == 0, said.err
    assert "不一致 1" in said.out
    table = _read(out)
    states = table["状态"].to_list()
    assert sorted(set(states)) == ["不一致", "只有对方", "只有本表"]
    line = table.row(by_predicate=pl.col("项目") == "证件字号", named=True)
    assert (line["本表行"], line["对方行"], line["男方姓名"]) == ("2", "2", "张三丰")
    assert line["决定"] is None


def test_what_the_other_table_has_no_column_for_is_left_out_and_said(
    minzheng: Command, cleaned: Path, tmp_path: Path
) -> None:
    export = tmp_path / "系统.csv"
    heads, first = HEADINGS.split(","), ROWS[0].split(",")
    lacking = [at for at, head in enumerate(heads) if not head.endswith(("地址", "住址", "户籍地"))]
    assert len(lacking) < len(heads)
    lines = (",".join(row[at] for at in lacking) for row in (heads, first))
    export.write_text("\n".join(lines) + "\n", encoding="utf-8")

    said = minzheng("compare", cleaned, export, "--out", tmp_path / "比对.csv")

    assert "一致 1，不一致 0" in said.out
    told = said.out.splitlines()[-1]
    assert "没有比" in told
    assert "男方户口所在地" in told


def test_a_run_beside_itself_is_the_same(minzheng: Command, cleaned: Path, tmp_path: Path) -> None:
    said = minzheng("compare", cleaned, cleaned, "--out", tmp_path / "比对.csv", "--all")

    assert "一致 2，不一致 0" in said.out
    assert _read(tmp_path / "比对.csv")["状态"].unique().to_list() == ["一致"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("golden", "{run}", "--out", "归并.docx"), "IN215"),
        (("golden", "{none}", "--out", "归并.csv"), "IN402"),
        (("back-fill", "{run}", "--out", "x.csv", "--reference", "户籍.csv"), "IN216"),
        (("back-fill", "{run}", "--out", "x.csv", "--reference", "户籍=没有.csv"), "IN101"),
        (("back-fill", "{run}", "--out", "x.csv", "--reference", "户=sqlite:///::没有"), "IN217"),
        (("compare", "{run}", "没有.csv", "--out", "x.csv"), "IN101"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    minzheng: Command, cleaned: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    said = minzheng(*(w.format(run=cleaned, none=tmp_path / "无") for w in words))

    assert said.status in {2, 3}
    assert f"[{code}]" in said.err
    assert not (tmp_path / "x.csv").exists()


def test_a_reference_without_keys_is_refused(
    minzheng: Command, cleaned: Path, tmp_path: Path
) -> None:
    reference = tmp_path / "民族.csv"
    reference.write_text("姓名,民族\n王大力,汉族\n", encoding="utf-8")

    said = minzheng("back-fill", cleaned, "--out", "x.csv", "--reference", f"民族={reference}")

    assert "[IN122]" in said.err
