"""A run repeated by its own recipe is the same to the last byte, and takes the first one's workbook."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from minzheng_core.cleaning import Recipe
from minzheng_core.reading import ArchiveMapping
from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK
from tests.reports.conftest import HEADINGS, HUSBANDS, ON, WIVES, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult


def edited(mapping: str) -> ArchiveMapping:
    """A mapping in which a clerk gave one column another field, and one none."""
    document = json.loads(mapping)
    for column in document["sheets"][0]["columns"]:
        if column["heading"] == "旁批":
            column["field"] = "remark"
        if column["heading"] == "登记机关":
            column["field"] = None
    return ArchiveMapping.from_json(json.dumps(document))


@pytest.fixture
def archives(tmp_path: Path) -> list[str]:
    """Two files of one name from two folders, with other columns in each and halves of one column."""
    first, second = tmp_path / "甲" / "登记表.csv", tmp_path / "乙" / "登记表.csv"
    table = rows()
    older, younger = table[:6], table[6:]
    lines = [[*HEADINGS.split(","), "男方身份证号", "旁批", "经办情况"]]
    for at, row in enumerate(older):
        own, other = (row[6], "") if at % 2 else ("", row[6])
        lines.append([*row[:6], own, *row[7:], other, "无", "x"])
    names = HEADINGS.split(",")
    order = [*range(1, len(names)), 0]
    for path, content in (
        (first, lines),
        (second, [[row[i] for i in order] for row in [names, *younger]]),
    ):
        path.parent.mkdir()
        path.write_text("\n".join(",".join(line) for line in content), encoding="gb18030")
    return [str(first), str(second)]


def saved(result: CleanResult, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in result.save(folder).iterdir()}


@pytest.mark.parametrize("by_hand", [False, True], ids=["recognised", "edited"])
def test_a_run_repeated_by_its_recipe_is_the_same_to_the_last_byte(
    archives: list[str], tmp_path: Path, *, by_hand: bool
) -> None:
    first = marriage.clean(archives, county="360732", on=ON, without=["birth.lunar"])
    if by_hand:
        first = marriage.clean(
            archives, county="360732", on=ON, mapping=edited(first.recipe.mapping or "")
        )
    written = saved(first, tmp_path / "一")
    assert "remark" in first.records.columns or not by_hand
    recipe = Recipe.load(tmp_path / "一" / "recipe.json")

    again = saved(marriage.clean(archives, county="360732", recipe=recipe), tmp_path / "二")
    third = Recipe.load(tmp_path / "二" / "recipe.json")
    once_more = saved(marriage.clean(archives, county="360732", recipe=third), tmp_path / "三")

    assert again == written == once_more
    assert first.notes()  # the halves of one column were put together, and this is still said


def test_the_workbook_of_the_first_run_is_taken_by_the_repeated_one(
    archive: Path, run: Path, tmp_path: Path, fill: Callable[..., None]
) -> None:
    recipe = Recipe.load(run / "recipe.json")
    again = marriage.clean(str(archive), county="360732", recipe=recipe).save(tmp_path / "重做")
    fill(run / WORKBOOK, {"|2|husband_id_number": {"决定": "填写", "填写值": HUSBANDS[0]}})
    filled = tmp_path / "填好.xlsx"
    shutil.move(run / WORKBOOK, filled)

    outcome = apply_workbook(filled, by="核查员", directory=again)

    assert (outcome.taken, outcome.refused) == (1, 0)


def test_columns_that_nobody_touched_keep_how_they_were_recognised(archives: list[str]) -> None:
    plain = marriage.clean(archives[0], county="360732", on=ON)
    mapping = edited(plain.recipe.mapping or "")

    result = marriage.clean(archives[0], county="360732", on=ON, mapping=mapping)

    (sheet,) = ArchiveMapping.from_json(result.recipe.mapping or "").sheets
    reasons = {column.field: column.reason for column in sheet.columns}
    assert reasons["remark"] == "mapping"
    assert reasons["husband_name"] == "exact"
    assert result.records["husband_id_number"][1:].null_count() == 0  # from both halves
    assert result.records["wife_id_number"][2] == WIVES[2]
