"""The archive was cleaned again: decisions on what did not change are not made twice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from minzheng_core.cli import main
from minzheng_core.errors import InputError
from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK
from tests.reports.conftest import BIRTH, HEADINGS, HUSBANDS, NUMBER, ON, PLACE, rows, wrong
from tests.reports.decisions.outcome import DAY, final, returned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Fill


@pytest.fixture
def filled(run: Path, fill: Fill, tmp_path: Path) -> Path:
    """The workbook of the first run, with decisions."""
    fill(
        run / WORKBOOK,
        {
            NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]},
            PLACE: {"决定": "填写", "填写值": "江西省兴国县潋江镇", "所指行": "全部"},
            BIRTH: {"决定": "无法确定"},
        },
    )
    return shutil.copyfile(run / WORKBOOK, tmp_path / "以前的.xlsx")


def _again(folder: Path, table: list[list[str]]) -> Path:
    """A run over the archive as it stands now."""
    folder.mkdir()
    lines = [HEADINGS, *(",".join(row) for row in table)]
    (folder / "档案.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = marriage.clean(str(folder / "档案.csv"), county="360732", on=ON)
    return result.save(folder / "结果")


def _newcomer() -> list[str]:
    new = rows()[5]
    new[3], new[5], new[6], new[9], new[10] = "J360732-2012-000099", "赖新", "", "温新", ""
    return new


def test_rows_that_moved_are_found_by_what_they_say(filled: Path, tmp_path: Path) -> None:
    again = _again(tmp_path / "又一次", [_newcomer(), *rows()])

    with pytest.raises(InputError) as caught:
        apply_workbook(filled, by="王五", directory=again, on=DAY)
    assert caught.value.code == "IN403"
    outcome = apply_workbook(filled, by="王五", directory=again, on=DAY, earlier=True)

    assert (outcome.lines, outcome.refused, outcome.deferred) == (3, 0, 1)
    assert final(again)["husband_id_number"][1] == HUSBANDS[0]
    assert final(again)["husband_division"][8] == final(again)["husband_division"][9] == "360732"


@pytest.mark.parametrize(
    ("place", "text"),
    [(6, wrong(HUSBANDS[6])), (6, HUSBANDS[0]), (3, "J360732-2012-000077")],
)
def test_what_says_something_else_now_is_returned(
    filled: Path, tmp_path: Path, place: int, text: str
) -> None:
    table = rows()
    table[0][place], table[10][6] = text, wrong(HUSBANDS[10])
    again = _again(tmp_path / "又一次", table)

    outcome = apply_workbook(filled, by="王五", directory=again, on=DAY, earlier=True)

    assert (outcome.lines, outcome.refused) == (2, 1)
    assert list(returned(again).values()) == ["IN427"]


def test_somebody_else_in_the_row_is_noticed_though_the_questions_are_the_same(
    filled: Path, tmp_path: Path
) -> None:
    table = rows()
    table[0][5] = "赖文斌"
    again = _again(tmp_path / "又一次", table)

    outcome = apply_workbook(filled, by="王五", directory=again, on=DAY)

    assert (outcome.lines, outcome.refused) == (2, 1)
    assert list(returned(again).values()) == ["IN421"]


def test_of_several_alike_the_one_in_the_same_place_is_meant(filled: Path, tmp_path: Path) -> None:
    again = _again(tmp_path / "又一次", [*rows(), rows()[0]])

    apply_workbook(filled, by="王五", directory=again, on=DAY, earlier=True)

    numbers = final(again)["husband_id_number"]
    assert (numbers[0], numbers[12]) == (HUSBANDS[0], None)


def test_the_command_takes_them(filled: Path, tmp_path: Path) -> None:
    again = str(_again(tmp_path / "又一次", rows()[:11]))
    assert main(["apply", str(filled), "--by", "王五", "--run", again]) == 3
    assert main(["apply", str(filled), "--by", "王五", "--run", again, "--earlier"]) == 0
