"""The lines of a workbook into decisions on cells: each is taken, goes back with the reason, or is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.cleaning.outcome.status import status_column
from minzheng_core.findings import Finding
from minzheng_core.reports.decisions.agreement import Reading, Said
from minzheng_core.reports.decisions.answers import Answer, bare_text, shows
from minzheng_core.reports.decisions.final import Decision
from minzheng_core.reports.decisions.misplaced import is_changed, misplaced
from minzheng_core.reports.decisions.values import Entered, read_value
from minzheng_core.reports.exchange_offers import SWAP, SWAP_PARTIES, may_exchange
from minzheng_core.reports.labels import (
    certificate_of,
    item_label,
    member_label,
    party_label,
    people_named,
    source_label,
)
from minzheng_core.reports.question_lines import ALL, is_couple
from minzheng_core.reports.workbook.layout import Choice
from minzheng_core.schema import FieldKind
from minzheng_core.values.ids.id_number import IdNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.reports.decisions.run import Cell, Run

    Texts = dict[Cell, str | None]


def taken(
    run: Run, answers: Iterable[Answer], stamp: Mapping[str, str], *, earlier: bool
) -> Reading:
    """What the lines decide, and which go back.

    *stamp* is who decides, when, and in which workbook; *earlier* says that the workbook was of an earlier run.
    """
    reading = Reading()
    for answer in answers:
        question = run.questions.get(answer.question)
        if not answer.decision:
            if fault := _written_beside(run, answer, question):
                reading.back(answer, fault)
            elif answer.remark:
                reading.noted += 1
            continue
        fault = _unfit(run, answer, question, earlier=earlier)
        decided = fault or _decided(run, answer, question or {}, stamp)
        if isinstance(decided, Finding):
            reading.back(answer, decided)
            continue
        weak = _keeps(answer) and question is not None and len(question["rows"]) > 1
        for decision in decided:
            where = reading.weak if weak else reading.cells
            where[decision.row, decision.field].append(Said(answer, decision))
    return reading


def _unfit(
    run: Run, answer: Answer, question: dict[str, Any] | None, *, earlier: bool
) -> Finding | None:
    """Why a line with a decision cannot be one on its question."""
    if answer.run != run.digest:
        return Finding("IN427" if earlier else "IN415")
    if question is None:
        return Finding("IN411")
    if answer.decision not in set(Choice):
        return Finding("IN416", actual=answer.decision[:20])
    if not _belongs(run, answer, question):
        return Finding("IN421")
    if answer.rounded:
        return Finding("IN423")
    return Finding("IN424") if _keeps(answer) and is_changed(run, answer, question) else None


def _written_beside(run: Run, answer: Answer, question: dict[str, Any] | None) -> Finding | None:
    """Why a line without a decision goes back: something else was written on it, but a remark."""
    if question is not None and answer.run == run.digest and _belongs(run, answer, question):
        return misplaced(run, answer, question)
    return Finding("IN418") if answer.value else None


def _keeps(answer: Answer) -> bool:
    """Whether the records stay as they are."""
    return answer.decision in (Choice.KEEP, Choice.DEFER)


def _belongs(run: Run, answer: Answer, question: dict[str, Any]) -> bool:
    """Whether the line still shows what its question is about; rows sorted in part show something else."""
    record = run.record(question["row"])
    told = (
        (answer.item, item_label(run.spec, question["fields"])),
        (answer.people, people_named(run.spec, record)),
        (answer.certificate, certificate_of(run.spec, record)),
    )
    same = all(not text or bare_text(text) == bare_text(wanted) for text, wanted in told)
    return same and shows(answer.source, source_label(record))


def _texts(run: Run, answer: Answer, question: dict[str, Any]) -> Texts | Finding:
    """The cells that an answer is for with the text for each (none where the text stays)."""
    cells: list[Cell] = list(zip(question["rows"], question["fields"], strict=True))
    choice = Choice(answer.decision)
    named = _named(run, answer, cells)
    if choice in (Choice.KEEP, Choice.DEFER):
        kept = named or cells
        if answer.value and any(answer.value != _text(run, cell) for cell in kept):
            return Finding("IN422", actual=answer.decision)
        return dict.fromkeys(kept)
    text = answer.value if choice is Choice.ENTER else answer.value or answer.candidate
    if not text:
        return Finding("IN412", actual=answer.decision)
    if choice is Choice.TAKE:
        if text in {SWAP, SWAP_PARTIES} and may_exchange(question["codes"], run.spec):
            rows = {row for row, _ in named or cells}
            couples = [cell for cell in cells if cell[0] in rows]
            # The cells of a couple stand beside each other.
            return {cell: _text(run, couples[at ^ 1]) for at, cell in enumerate(couples)}
        offered = next((cell for cell in cells if text in run.candidates.get(cell, ())), None)
        return Finding("IN417") if offered is None else {offered: text}
    couple = is_couple(question["fields"], question["rows"])
    if named is None or (couple and len(named) > 1):
        return Finding("IN419", actual=str(len(cells)))
    return dict.fromkeys(named, text)


def _text(run: Run, cell: Cell) -> str:
    row, field = cell
    return run.record(row).get(field) or run.written.get(cell, "")


def _named(run: Run, answer: Answer, cells: list[Cell]) -> list[Cell] | None:
    """The cells that 所指行 names; all of them, or the only one."""
    if len(cells) == 1 or answer.which == ALL:
        return cells
    return [
        (row, field)
        for row, field in cells
        if answer.which and member_label(run.record(row), field, run.spec) == answer.which
    ] or None


def _decided(
    run: Run, answer: Answer, question: dict[str, Any], stamp: Mapping[str, str]
) -> list[Decision] | Finding:
    """The text for each cell read as its kind; one that does not fit sends the whole line back."""
    texts = _texts(run, answer, question)
    if isinstance(texts, Finding):
        return texts
    decisions = []
    for cell, text in texts.items():
        row, field = cell
        entered = Entered()
        if text:
            entered = read_value(run.spec, run.recipe, field, text, run.record(row))
        if entered.wrong:
            return Finding("IN413", expected=party_label(run.spec, field), actual=entered.wrong)
        value, also = _entered(run, answer, cell, text, entered)
        decisions.append(
            Decision(
                row=row,
                field=field,
                choice=answer.decision,
                value=None if answer.decision == Choice.DEFER else value,
                also=also,
                remark=answer.remark,
                question=answer.question,
                line=answer.line,
                **stamp,
            )
        )
    return decisions


def _entered(
    run: Run, answer: Answer, cell: Cell, text: str | None, entered: Entered
) -> tuple[str | None, dict[str, str | None]]:
    """What goes into a cell, and what else into its record."""
    row, field = cell
    also = entered.also
    emptied = text == ""
    if emptied:  # exchanged with a cell in which nothing stands
        also = {_region(field): None}
    if SWAP_PARTIES in {answer.value, answer.candidate} and text is not None:
        own = {name: value for name, value in also.items() if name.endswith("id_division")}
        also = also | _of_the_other(run, row, field) | own
    value = None if emptied else entered.value or _kept(run, cell)
    if text is None and answer.decision == Choice.KEEP:
        also = _region_kept(run, cell, value)
    return value, also


def _region(field: str) -> str:
    """The field of the region in a number."""
    return f"{field.removesuffix('number')}division"


def _of_the_other(run: Run, row: int, field: str) -> dict[str, str | None]:
    """All that is known of the other party, but number and sex, in the columns of the one of *field*."""
    block = next(b for b in run.spec.people if field.startswith(f"{b.prefix}_"))
    kept = (field, status_column(field), block.field("sex"), block.field("sex_code"))
    record = run.record(row)
    parts = {
        name.removeprefix(f"{side}_"): None
        for side in (block.prefix, block.partner)
        for name in record
        if name.startswith(f"{side}_")
    }
    mine = [name for name in map(block.field, parts) if name not in kept]
    theirs = (f"{block.partner}{name.removeprefix(block.prefix)}" for name in mine)
    return {name: record.get(other) for name, other in zip(mine, theirs, strict=True)}


def _kept(run: Run, cell: Cell) -> str | None:
    """What stays in a cell that is kept: its value, or a number or an age as it was written."""
    row, field = cell
    value: str | None = run.record(row).get(field)
    known = run.spec.by_name.get(field)
    if value is None and known and known.kind in _KEPT_AS_WRITTEN:
        text = run.written.get(cell)
        is_number = known.kind is FieldKind.ID_NUMBER
        return IdNumber.normalise(text).text if text and is_number else text
    return value


def _region_kept(run: Run, cell: Cell, value: str | None) -> dict[str, str | None]:
    """The region in a number that is kept as it was written, where the record has none of it."""
    row, field = cell
    known = run.spec.by_name.get(field)
    region = _region(field)
    record = run.record(row)
    if known is None or known.kind is not FieldKind.ID_NUMBER or record.get(region, "") is not None:
        return {}
    number = IdNumber.parse(value).value
    return {region: number.region} if number and number.region else {}


_KEPT_AS_WRITTEN = (FieldKind.ID_NUMBER, FieldKind.AGE)
"""Kinds whose text as written goes into the records when a person keeps it; a date must be a date."""
