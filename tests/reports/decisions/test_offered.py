"""What the workbook offers for a question can be taken, and belongs to the person asked about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.exchange_offers import SWAP, SWAP_PARTIES
from minzheng_core.reports.question_lines import question_lines
from minzheng_core.reports.run_files import WORKBOOK
from minzheng_core.testing.synthetic import make_archive, write_csv
from tests.reports.conftest import ON, number, wrong
from tests.reports.decisions.outcome import DAY, final, returned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.reports.conftest import Fill


def test_every_candidate_that_is_filled_in_beforehand_can_be_taken(tmp_path: Path) -> None:
    source = tmp_path / "档案.csv"
    write_csv(make_archive(4000, seed=8), source)
    run = marriage.clean(str(source), county="360732", on=ON).save(tmp_path / "结果")
    book = openpyxl.load_workbook(run / WORKBOOK)
    sheet = book["待核"]
    places = {str(cell.value): cell.column for cell in sheet[1]}
    lines = [
        line
        for line in range(2, sheet.max_row + 1)
        if sheet.cell(row=line, column=places["候选"]).value
    ]
    for line in lines:
        sheet.cell(row=line, column=places["决定"]).value = "采用候选"
    book.save(run / WORKBOOK)

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert len(lines) > 15
    assert returned(run) == {}
    assert outcome.lines == len(lines)


@pytest.mark.parametrize("damage", [wrong, lambda number: number[:6] + "20" + number[8:]])
def test_numbers_of_each_other_are_not_offered_to_be_exchanged_where_one_is_damaged(
    archive: Path, tmp_path: Path, damage: Callable[[str], str]
) -> None:
    lines = archive.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    assert SWAP in {c for q in _questions(tmp_path / "一", lines[0], cells) for c in q}
    cells[6] = damage(cells[6])
    assert SWAP not in {c for q in _questions(tmp_path / "二", lines[0], cells) for c in q}


def test_a_couple_is_told_whose_number_a_candidate_is(archive: Path, tmp_path: Path) -> None:
    lines = archive.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    cells[6], cells[10] = cells[6][:6] + "20" + cells[6][8:], wrong(cells[10])
    path = tmp_path / "档案.csv"
    path.write_text("\n".join([lines[0], ",".join(cells)]) + "\n", encoding="utf-8")

    result = marriage.clean(str(path), county="360732", on=ON)

    (line,) = (q for q in question_lines(result) if q.item == "男方身份证号、女方身份证号")
    whose = re.findall("：(.方)身份证号，可能性", line.evidence)
    assert whose == ["男方", "女方", "女方"]


@pytest.mark.parametrize(("age", "offer"), [("26", SWAP_PARTIES), ("", SWAP_PARTIES), ("32", SWAP)])
def test_an_age_tells_whether_a_number_is_that_of_the_person_beside_it(
    tmp_path: Path, age: str, offer: str
) -> None:
    heading = "登记日期,男方姓名,男方身份证号,男方年龄,女方姓名,女方身份证号,女方出生日期"
    first, second = number("11010119920815002"), number("11010119860108001")
    cells = f"2019-06-17,甲某,{first},{age},乙某,{second},1986-01-08".split(",")
    offers = {text for line in _questions(tmp_path / "档", heading, cells) for text in line}
    assert offers & {SWAP, SWAP_PARTIES} == {offer}


def _questions(folder: Path, heading: str, cells: list[str]) -> list[tuple[str, ...]]:
    """The candidates of each question about a single record."""
    folder.mkdir()
    path = folder / "档案.csv"
    path.write_text("\n".join([heading, ",".join(cells)]) + "\n", encoding="utf-8")
    result = marriage.clean(str(path), county="360732", on=ON)
    return [line.candidates for line in question_lines(result)]


def test_parties_that_stand_for_each_other_change_places_with_all_they_have(
    archive: Path, tmp_path: Path, fill: Fill
) -> None:
    lines = archive.read_text(encoding="utf-8").splitlines()
    cells = lines[6].split(",")
    cells[8] = "江西省兴国县高兴镇"
    swapped = tmp_path / "填反.csv"
    exchanged = [*cells[:5], *cells[9:13], *cells[5:9]]
    swapped.write_text("\n".join([lines[0], ",".join(exchanged)]) + "\n", encoding="utf-8")
    run = marriage.clean(str(swapped), county="360732", on=ON).save(tmp_path / "结果")
    book = openpyxl.load_workbook(run / WORKBOOK)
    assert SWAP_PARTIES in {cell.value for cell in book["待核"][2]}
    fill(run / WORKBOOK, {"MR301": {"决定": "采用候选", "候选": SWAP_PARTIES}})

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert (outcome.refused, outcome.undecided) == (0, 0)
    right = tmp_path / "填对.csv"
    right.write_text("\n".join([lines[0], ",".join(cells)]) + "\n", encoding="utf-8")
    wanted = marriage.clean(str(right), county="360732", on=ON).records
    columns = [c for c in wanted.columns if c.startswith(("husband", "wife")) and "status" not in c]
    assert final(run).select(columns).equals(wanted.select(columns))


def test_the_range_of_an_age_goes_where_the_number_tells_the_birth_date(
    tmp_path: Path, fill: Fill
) -> None:
    heading = "登记日期,男方姓名,男方身份证号,男方年龄,女方姓名,女方身份证号"
    cells = ["2019-06-17", "甲某", number("11010119920815002"), "33"]
    cells += ["乙某", number("11010119860108001")]
    path = tmp_path / "档案.csv"
    path.write_text("\n".join([heading, ",".join(cells)]) + "\n", encoding="utf-8")
    run = marriage.clean(str(path), county="360732", on=ON).save(tmp_path / "结果")
    assert pl.read_parquet(run / "records.parquet")["husband_birth_range"][0]
    fill(run / WORKBOOK, {"MR301": {"决定": "采用候选", "候选": SWAP_PARTIES}})

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    record = final(run).row(0, named=True)
    assert (record["wife_birth_date"], record["wife_age"]) == ("1992-08-15", "33")
    assert (record["husband_birth_range"], record["wife_birth_range"]) == (None, None)


@pytest.mark.parametrize("offer", [SWAP_PARTIES, SWAP])
def test_a_run_of_exchanged_couples_is_put_right_by_one_answer(
    tmp_path: Path, fill: Fill, offer: str
) -> None:
    """Where the birth dates stand with the numbers, everything is exchanged; without them the numbers are."""
    with_births = offer == SWAP_PARTIES
    heading = "登记日期,男方姓名,男方身份证号,女方姓名,女方身份证号"
    heading += ",男方出生日期,女方出生日期" if with_births else ""
    right, wrong_ = [heading], [heading]
    for at in range(1, 9):
        his, hers = number(f"36213319620{at}15001"), number(f"36213319640{at}12002")
        births = [f"1962-0{at}-15", f"1964-0{at}-12"] if with_births else []
        one = [
            f"1990-0{at}-02",
            f"甲{'天地玄黄宇宙洪荒'[at - 1]}",
            his,
            f"乙{at}明",
            "" if at == 3 else hers,
        ]
        right.append(",".join([*one, *births]))
        if with_births:
            crossed = [one[0], one[3], one[4], one[1], one[2], *reversed(births)]
        else:
            crossed = [one[0], one[1], one[4], one[3], one[2]]
        wrong_.append(",".join(crossed))
    (tmp_path / "填反.csv").write_text("\n".join(wrong_) + "\n", encoding="utf-8")
    (tmp_path / "填对.csv").write_text("\n".join(right) + "\n", encoding="utf-8")
    result = marriage.clean(str(tmp_path / "填反.csv"), county="360732", on=ON)
    (line,) = (q for q in question_lines(result) if "MF306" in q.codes)
    assert line.preset == offer
    run = result.save(tmp_path / "结果")
    fill(run / WORKBOOK, {"MF306": {"决定": "采用候选", "候选": offer}})

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert (outcome.refused, returned(run)) == (0, {})
    wanted = marriage.clean(str(tmp_path / "填对.csv"), county="360732", on=ON).records
    columns = [
        "husband_name",
        "husband_id_number",
        "husband_id_division",
        "wife_name",
        "wife_id_number",
    ]
    columns += ["husband_birth_date", "wife_birth_date"] if with_births else []
    assert final(run).select(columns).equals(wanted.select(columns))


def test_one_couple_of_a_run_can_be_put_right_alone(tmp_path: Path, fill: Fill) -> None:
    lines = ["登记日期,男方姓名,男方身份证号,女方姓名,女方身份证号"]
    for at in range(1, 9):
        his, hers = number(f"36213319620{at}15001"), number(f"36213319640{at}12002")
        lines.append(f"1990-0{at}-02,甲{'天地玄黄宇宙洪荒'[at - 1]},{hers},乙{at}明,{his}")
    path = tmp_path / "填反.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = marriage.clean(str(path), county="360732", on=ON)
    (line,) = (q for q in question_lines(result) if "MF306" in q.codes)
    run = result.save(tmp_path / "结果")
    answer = {"决定": "采用候选", "候选": SWAP, "所指行": line.members[4]}
    fill(run / WORKBOOK, {"MF306": answer})

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    done = final(run)["husband_id_number_status"] == "decided"
    assert done.arg_true().to_list() == [2]
