"""Place names in a hostile world: each obstacle gives one sentence with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Command = Callable[..., Said]

COUNTY = ("--county", "360732")
NAMES = "代码,名称\n360732107201,和顺村委会\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    whole = tmp_path / "整.xlsx"
    with xlsxwriter.Workbook(str(whole)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("代码", "名称"))
        for line in range(1, 400):
            sheet.write_row(line, 0, (f"360732107{line:03d}", f"和顺{line}村委会"))
    (tmp_path / "断.xlsx").write_bytes(whole.read_bytes()[:3_000])
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "标题.csv").write_text("代码,名称\n", encoding="utf-8")
    (tmp_path / "别的.csv").write_text("物料,单价\n螺丝,1\n", encoding="utf-8")
    (tmp_path / "目录").mkdir()
    (tmp_path / "名录.csv").write_text(NAMES, encoding="utf-8")
    return tmp_path


COMMANDS = {
    "check": ("check", "{}", *COUNTY, "--out", "{out}"),
    "load": ("load", "{}", "--out", "{out}.gaz"),
    "compare": ("compare", "{}", "{}", "--out", "{out}"),
    "publish": ("publish", "{}", *COUNTY, "--out", "{out}"),
    "enter": ("enter", "{}", "{out}.db", *COUNTY, "--by", "王"),
    "propose": ("propose", "和平村", *COUNTY, "--list", "{}"),
    "standardise": ("standardise", "{}", *COUNTY, "--out", "{out}"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("断.xlsx", "IN108"), ("空.csv", "IN102"), ("标题.csv", "IN112"), ("别的.csv", "IN111"),
        ("目录", "IN103"), ("没有.xlsx", "IN101"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(
    minzheng: Command, files: Path, command: str, name: str, code: str
) -> None:
    told = (w.format(files / name, out=files / "出") for w in COMMANDS[command])
    said = minzheng("place-names", *told)

    assert said.status == 3
    assert said.err.startswith(f"[{code}]")
    assert said.err.count("\n") <= 1
    assert not (files / "出").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check", "{names}", "--county", "3607", "--out", "{out}"), "IN203"),
        (("check", "{names}", "--county", "330381", "--out", "{out}"), "PB497"),
        (("compare", "{names}", "{names}", "--county", "abc", "--out", "{out}"), "IN203"),
        (("publish", "{names}", "--county", "999999", "--out", "{out}"), "IN203"),
        (("load", "{names}", "--out", "{folder}"), "IN304"),
        (("standardise", "兴国县", "--gazetteer", "{names}"), "PG220"),
        (("standardise", "兴国县", "--on", "30000"), "IN209"),
        (("standardise", "{names}"), "PG226"),
        (("settle", "{names}"), "PG223"),
        (("merge", "{names}"), "PB494"),
        (("merge", "{out}/差异核对.xlsx"), "IN101"),
        (("propose", "和平村", *COUNTY, "--kind", "星球"), "PN192"),
        (("propose", "和平村", *COUNTY, "--words", "{names}"), "PN194"),
        (("change", "{names}", "{names}"), "PB291"),
    ],
)
def test_a_wrong_call(minzheng: Command, files: Path, words: tuple[str, ...], code: str) -> None:
    places = {"names": files / "名录.csv", "folder": files / "目录", "out": files / "出"}
    said = minzheng("place-names", *(word.format(**places) for word in words))

    assert said.status in {2, 3, 4}
    assert code in said.err


@pytest.mark.parametrize("text", ["", "长shan村", "高\ue170村", "村" * 500, "\x00", "〇", "!!"])
def test_no_text_breaks_a_command(minzheng: Command, files: Path, text: str) -> None:
    for words in (
        ("standardise", text, *COUNTY),
        ("propose", text, *COUNTY),
        ("spell", text),
        ("check-spelling", text, "Changshan"),
    ):
        said = minzheng("place-names", *words)
        assert said.status in {0, 10}
        assert said.out


def test_a_list_of_place_names_is_not_cleaned_and_the_way_is_shown(
    minzheng: Command, files: Path
) -> None:
    said = minzheng(
        "clean", files / "名录.csv", *COUNTY, "--registry", "place-names", "--out", files / "出"
    )

    assert said.status == 2
    assert "minzheng place-names check" in said.err


@pytest.mark.parametrize("command", ["enter", "publish", "compare"])
def test_what_lies_elsewhere_is_not_left_out_unsaid(
    minzheng: Command, files: Path, command: str
) -> None:
    path = files / "两县.csv"
    rows = ["360731100001,甲居委会", "360731100002,乙居委会", "360732107201,和顺村委会"]
    path.write_text("\n".join(["代码,名称", *rows]), encoding="utf-8")
    words = {
        "enter": (path, files / "地名.db", "--by", "王某某"),
        "publish": (path, "--out", files / "出"),
        "compare": (path, files / "名录.csv", "--out", files / "出"),
    }[command]

    said = minzheng("place-names", command, *words, *COUNTY)

    assert "“两县”里代码不属于 360732 的 2 行没有采用" in said.out


def test_what_is_told_again_of_a_name_is_short_and_says_what_is_missing(
    minzheng: Command, files: Path
) -> None:
    said = minzheng("place-names", "spell", "长冈" * 300)
    assert (said.status, "PS108" in said.out) == (10, True)
    assert len(said.out) < 1_000
    (files / "无码.csv").write_text("乡镇,名称\n长冈乡,长冈村\n", encoding="utf-8")
    load = ("place-names", "load", files / "无码.csv", "--out", files / "本县.gaz")
    assert "--county" in minzheng(*load).err
    assert minzheng(*load, *COUNTY).status == 0


@pytest.mark.parametrize(("lang", "words"), [("zh", "4 个"), ("en", "4 counties are called")])
def test_counties_of_one_name_are_told_in_the_language_that_was_asked_for(
    minzheng: Command, lang: str, words: str
) -> None:
    said = minzheng("place-names", "standardise", "长冈乡", "--county", "鼓楼区", "--lang", lang)

    assert said.status == 2
    assert said.err.startswith("[IN252]")
    assert words in said.err
