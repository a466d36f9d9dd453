"""A clerk's decisions on a standardised table taken back: one answer for all rows of a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.outputs import writing
from minzheng_core.registries.place_names.standard_table.files import (
    PARQUET,
    QUESTIONS,
    write_rows,
)
from minzheng_core.registries.place_names.standard_table.table import Status
from minzheng_core.registries.place_names.standard_table.workbook import (
    HEADINGS,
    NONE_OF_THEM,
    OPEN,
)
from minzheng_core.reports.decisions.filled_sheet import read_filled

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from minzheng_core.reports.decisions.filled_sheet import FilledSheet

FINAL_CSV, FINAL_PARQUET = "标准化定稿.csv", "standard_final.parquet"
_PLACE = ("level", "code", "full_name", "code_today", "name_today")


@frozen(kw_only=True, eq=False)
class Settled:
    """The rows with the decisions on them, how many texts were decided and are open, what was not taken."""

    frame: pl.DataFrame = field(repr=False)
    decided: int
    open: int
    problems: tuple[tuple[int, str], ...]
    """Line of the sheet and why it is not taken."""


def settle(workbook: Path) -> Settled:
    """Read the decisions out of a workbook and write the final rows beside it.

    ``标准化定稿.csv`` and ``standard_final.parquet`` hold every row: a decided one has the place that
    was chosen, its status says so and its reason is 人工决定 with the remark; where none of the
    candidates was right it keeps what is beyond doubt. May be run again as more is decided.

    Raises:
        InputError: the file is missing (IN101) or cannot be read (IN102 to IN108), is no such workbook (PG223), belongs to another run
            (PG224), or the files beside it are missing (PG225).
        OutputError: the rows cannot be written (IN302 to IN304).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    import polars as pl

    folder = workbook.resolve().parent
    rows = read_filled(workbook, OPEN, ("序号", "决定", "备注", "批次"))
    if rows is None:
        raise InputError("PG223", file=workbook.name)
    try:
        told = json.loads((folder / QUESTIONS).read_text(encoding="utf-8"))
        frame = pl.read_parquet(folder / PARQUET)
        questions = {question["number"]: question for question in told["questions"]}
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise InputError("PG225", file=folder.name) from error
    chosen, problems = _decisions(rows, questions, told["run"], workbook.name)
    frame = _with(frame, [(questions[number], *choice) for number, choice in chosen.items()])
    with writing(folder.name):
        write_rows(frame, told["headings"], folder / FINAL_PARQUET, folder / FINAL_CSV)
    return Settled(
        frame=frame,
        decided=len(chosen),
        open=len(questions) - len(chosen),
        problems=tuple(problems),
    )


Chosen = tuple[dict[str, Any] | None, str]
"""The candidate, ``None`` for none of them, and the remark."""


def _decisions(
    rows: FilledSheet, questions: dict[int, Any], run: str, file: str
) -> tuple[dict[int, Chosen], list[tuple[int, str]]]:
    found: dict[int, Chosen] = {}
    problems: list[tuple[int, str]] = []
    for line, row in rows.lines():
        if row["批次"] not in {run, ""}:
            raise InputError("PG224", file=file)
        said, number = row["决定"], row["序号"].removesuffix(".0")
        if not said:
            continue
        question = questions.get(int(number)) if number.isdecimal() else None
        if question is None:
            problems.append((line, f"没有序号“{number[:20]}”"))
            continue
        place = _named(said, question["candidates"])
        if place is None and said != NONE_OF_THEM:
            problems.append((line, f"“{said[:40]}”不在可能的地方里"))
        elif question["number"] in found and found[question["number"]][0] != place:
            problems.append((line, "同一序号有两种决定"))
        else:
            found[question["number"]] = (place, row["备注"])
    return found, problems


def _named(said: str, candidates: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The candidate that was chosen: as it stands in the drop-down, or by its code."""
    for place in candidates:
        shown = f"{place['code']} {place['full_name']}".strip()
        if said in {shown, place["code"], place["full_name"]}:
            return place
    return None


def _with(
    frame: pl.DataFrame, chosen: list[tuple[Any, dict[str, Any] | None, str]]
) -> pl.DataFrame:
    """The rows with the decisions on their texts."""
    import polars as pl

    if not chosen:
        return frame
    lines = [
        (
            question["text"], question["year"],
            *((place or {}).get(name) or None for name in _PLACE), place is not None,
            "；".join(filter(None, ("人工决定" if place else "人工决定：都不是", remark))),
        )
        for question, place, remark in chosen
    ]  # fmt: skip
    schema = {"text": pl.String, "standard_year": pl.Int32}
    schema |= {f"d_{name}": pl.String for name in _PLACE}
    table = pl.DataFrame(
        lines, schema=schema | {"d_taken": pl.Boolean, "d_reason": pl.String}, orient="row"
    )
    joined = frame.join(
        table, on=["text", "standard_year"], how="left", nulls_equal=True, maintain_order="left"
    )
    taken = pl.col("d_taken").fill_null(value=False)
    names = dict(zip(_PLACE, ("level", "code", "name", "code_today", "name_today"), strict=True))
    decided = pl.col("d_reason").is_not_null()
    return joined.with_columns(
        *(
            pl.when(taken).then(pl.col(f"d_{own}")).otherwise(pl.col(f"standard_{name}"))
            .alias(f"standard_{name}")
            for own, name in names.items()
        ),
        pl.when(decided).then(pl.col("d_reason")).otherwise("standard_reasons").alias("standard_reasons"),
        pl.when(decided).then(pl.lit(Status.DECIDED.value)).otherwise("standard_status").alias("standard_status"),
        pl.when(decided).then(None).otherwise("standard_candidates").alias("standard_candidates"),
    ).select(frame.columns)  # fmt: skip


__all__ = ["FINAL_CSV", "FINAL_PARQUET", "HEADINGS", "Settled", "settle"]
