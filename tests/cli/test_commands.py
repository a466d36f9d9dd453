"""Every command once as it is meant: status, words, help in Chinese, English on request."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pytest

from minzheng_core.cleaning.plan.steps import all_steps
from minzheng_core.cli.archives.summary import NOTES

from .conftest import HEADINGS, ROW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Command = Callable[..., Said]

COMMANDS = (
    "clean", "apply", "columns", "check-id", "explain", "steps", "golden", "back-fill", "compare",
)  # fmt: skip


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)])
def test_help_is_in_chinese(minzheng: Command, words: tuple[str, ...]) -> None:
    said = minzheng(*words, "--help")
    assert said.status == 0
    assert said.out.startswith("用法：minzheng")
    assert not re.search("usage|positional|options:|show this|FILE", said.out)


def test_no_command_shows_which_there_are(minzheng: Command) -> None:
    said = minzheng()
    assert said.status == 2
    assert all(command in said.out for command in COMMANDS)


def test_help_stands_in_columns(minzheng: Command) -> None:
    """A Chinese character takes the room of two letters."""
    lines = [
        line for line in minzheng("clean", "--help").out.splitlines() if line.startswith("  --")
    ]
    starts = {
        sum(2 if east_asian_width(letter) in "WF" else 1 for letter in head)
        for line in lines
        for head in re.findall(r"^(  --\S+(?: \S+)?\s{2,})\S", line)
    }
    assert len(starts) == 1


def test_every_step_is_explained(minzheng: Command) -> None:
    for lang in ("zh", "en"):
        lines = minzheng("steps", "--lang", lang).out.splitlines()
        words = [line.split(maxsplit=1)[1] for line in lines]
        assert len(words) == len(all_steps())
        assert not [text for text in words if len(text.partition("：")[2] or text) < 4]


def test_clean_writes_everything_and_may_be_run_again(
    minzheng: Command, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    for _ in range(2):
        said = minzheng("clean", archive, "--county", "360732", "--out", out, "--on", "2026-11-23")
        assert said.status == 0, said.err
        assert "共 1 条记录" in said.out
    assert {"records.csv", "核查工作簿.xlsx", "清洗报告.html"} <= {p.name for p in out.iterdir()}
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["records"] == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["档案.csv", "结果"])


def test_a_recipe_says_the_county(minzheng: Command, archive: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "一", tmp_path / "二"
    assert minzheng("clean", archive, "--county", "360732", "--out", one).status == 0
    assert minzheng("clean", archive, "--recipe", one / "recipe.json", "--out", two).status == 0
    same = [(one / p.name).read_bytes() == p.read_bytes() for p in two.iterdir()]
    assert same
    assert all(same)
    said = minzheng("clean", archive, "--out", tmp_path / "三")
    assert (said.status, "--county" in said.err) == (2, True)


def test_the_summary_ends_with_what_to_do_next(
    minzheng: Command, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    said = minzheng("clean", archive, "--county", "360732", "--out", out)
    assert "没有需要人工决定的问题" in said.out

    archive.write_text(archive.read_text(encoding="utf-8").replace("0815001", "1515001"), "utf-8")
    said = minzheng("clean", archive, "--county", "360732", "--out", out)
    assert (
        said.out.splitlines()[-1].strip() == f'minzheng apply "{out / "核查工作簿.xlsx"}" --by 姓名'
    )


def test_the_summary_names_the_pairs_where_they_are_all_that_is_asked(
    minzheng: Command, tmp_path: Path
) -> None:
    head = "登记日期,业务类型,男方姓名,男方身份证号,女方姓名,女方身份证号"
    couple = "张三,362133196208150010,李四,362133196403020027"
    rows = [f"{day},结婚登记,{couple}" for day in ("1988-05-06", "1999-03-01")]
    file = tmp_path / "档案.csv"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    said = minzheng("clean", file, "--county", "360732", "--out", tmp_path / "结果")
    assert "待人工判定的 1 对" in said.out
    assert "没有需要人工决定的问题" not in said.out
    assert said.out.splitlines()[-1].strip().startswith("minzheng apply")


def test_many_notes_of_reading_do_not_bury_the_summary(
    minzheng: Command, archive: Path, tmp_path: Path
) -> None:
    files = [tmp_path / f"{n:02}.csv" for n in range(20)]
    for file in files:
        file.write_text(
            f"花名册 {file.stem}\n" + archive.read_text(encoding="utf-8"), encoding="utf-8"
        )
    said = minzheng("clean", *files, "--county", "360732", "--out", tmp_path / "结果")
    assert said.out.index("没有这些列") < said.out.index("跳过")
    assert said.out.count("跳过") == 1
    assert "00.csv、01.csv、02.csv 等 20 张表：跳过" in said.out
    assert len(said.out.splitlines()) < NOTES + 10
    assert (tmp_path / "结果" / "清洗报告.html").read_text(encoding="utf-8").count("跳过") == 21


def test_columns_shows_and_saves_how_a_file_is_read(
    minzheng: Command, archive: Path, tmp_path: Path
) -> None:
    said = minzheng("columns", archive, "--save", tmp_path / "列.json")
    assert said.status == 0
    assert "男方身份证号 husband_id_number" in said.out
    assert "--mapping" in said.out
    assert "heading rows 1" in minzheng("columns", archive, "--lang", "en").out
    assert (
        minzheng("columns", archive, "--county", "兴国县").out == minzheng("columns", archive).out
    )
    used = minzheng(
        "clean", archive, "--county", "360732", "--out", tmp_path / "o",
        "--mapping", tmp_path / "列.json",
    )  # fmt: skip
    assert used.status == 0


def test_columns_says_what_was_read_by_its_content(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "档案.csv"
    path.write_text(f"{HEADINGS.replace('女方身份证号', '编码丙')}\n{ROW}\n", encoding="utf-8")

    assert "“编码丙”没有见过" in minzheng("columns", path).out
    assert "“编码丙” is unknown" in minzheng("columns", path, "--lang", "en").out


def test_columns_shows_what_one_column_is_parted_into(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "档案.csv"
    path.write_text(
        "登记年,登记月,登记日,男方姓名及身份证号,女方姓名\n"
        "1995,3,4,张三 362133197001010012,李四\n1995,3,5,王五 362133197001020019,赵六\n",
        encoding="utf-8",
    )
    said = minzheng("columns", path).out
    assert "男方姓名 husband_name + 男方身份证号 husband_id_number" in said
    assert said.count("并入登记日期") == 2
    assert "husband_name + husband_id_number" in minzheng("columns", path, "--lang", "en").out
    path.write_text("登记日期,双方姓名及身份证号\n1995-3-4,张三362133197001010012 "
                    "李四362133197203040020\n", encoding="utf-8")  # fmt: skip
    said = minzheng("columns", path).out
    assert "女方姓名 wife_name + 女方身份证号 wife_id_number" in said


def test_columns_tells_what_becomes_of_cells_and_of_the_act(
    minzheng: Command, tmp_path: Path
) -> None:
    path = tmp_path / "档案.csv"
    path.write_text(
        "结婚日期,男方,女方,男方年龄\n"
        "1995-3-4,张三（26岁）,李四 女 24岁 汉族,26\n\n1995-3-5,王五（27岁）,赵六 女 25岁 汉族,27\n",
        encoding="utf-8",
    )
    said = minzheng("columns", path).out
    assert "“女方”一格里写了一个人的几项" in said
    assert "各行都按此填写" in said
    assert "空行" not in said, "rows are counted when all are read"


def test_check_id_tells_by_its_status_and_shows_no_number(
    minzheng: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = minzheng("check-id", "362133196208150010")
    assert (good.status, "没有发现问题" in good.out) == (0, True)
    wrong = minzheng("--lang", "en", "check-id", "362133196208150011")
    assert wrong.status == 10
    assert "3621331962" not in good.out + wrong.out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"362133196208150011\n\xff\n")))
    assert minzheng("check-id").status == 10
    monkeypatch.setattr(sys, "stdin", None)
    assert minzheng("check-id").status == 2


def test_explain_and_steps_speak_both_languages(minzheng: Command) -> None:
    assert "法定婚龄" in minzheng("explain", "mr206").out
    assert "{" not in minzheng("explain", "MR206").out
    assert "Basis" in minzheng("explain", "MR206", "--lang", "en").out
    assert len(minzheng("explain").out.splitlines()) > 100
    assert minzheng("explain", "XX999").status == 2
    assert minzheng("steps").out != minzheng("steps", "--lang", "en").out


def test_apply_without_a_workbook_is_one_sentence(minzheng: Command, tmp_path: Path) -> None:
    said = minzheng("apply", tmp_path / "没有.xlsx", "--by", "某人")
    assert said.status in {3, 4}
    assert said.err.startswith("[IN")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_any_screen_can_be_spoken_to(
    minzheng: Command, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", screen)
    assert minzheng("explain").status == 0
    assert screen.buffer.seek(0) == 0
    assert "身份证" in screen.buffer.read().decode("gbk" if encoding == "gbk" else "utf-8")
