"""Decisions of a person back into the records: every line is taken, returned with a reason or left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict, evolve, frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.outcome.status import status_column
from minzheng_core.errors import CallError, InputError, OutputError
from minzheng_core.reports.decisions.agreement import Reading, agreed_on
from minzheng_core.reports.decisions.answers import Answer, bare_text, read_answers, shows
from minzheng_core.reports.decisions.earlier import carried_over
from minzheng_core.reports.decisions.final import Decision, Written, write_final
from minzheng_core.reports.decisions.misplaced import is_changed, misplaced
from minzheng_core.reports.decisions.pairs import judged, pair_faults, read_pair_answers
from minzheng_core.reports.decisions.run import Cell, Run, load_run
from minzheng_core.reports.decisions.values import Entered, read_value
from minzheng_core.reports.exchange_offers import SWAP, SWAP_PARTIES, may_exchange
from minzheng_core.reports.labels import (
    certificate_of,
    item_label,
    member_label,
    party_label,
    people_named,
    place_text,
    source_label,
)
from minzheng_core.reports.question_lines import ALL, is_couple
from minzheng_core.reports.run_files import FINAL
from minzheng_core.reports.save import mark_of
from minzheng_core.reports.workbook.layout import Choice
from minzheng_core.schema import FieldKind
from minzheng_core.values.ids.id_number import IdNumber

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

_SAYS = {
    "zh": {
        "lines": "收回决定 {lines:,} 行，涉及 {taken:,} 处。",
        "deferred": "其中缓办 {deferred:,} 处。",
        "pairs": "《重复核对》收回判定 {pairs:,} 对。",
        "replaced": "与以前不同的决定 {replaced:,} 处，以后来的为准。",
        "refused": "退回 {refused:,} 行，原因见《{returned}》；在原工作簿里改好，再运行一次即可。",
        "doubts": "有 {doubts:,} 处决定带来了新的疑问，请再核对：{examples}；详见定稿的 findings.csv。",
        "noted": "另有 {noted:,} 行只写了备注，没有决定，备注没有收回。",
        "undecided": "还有 {undecided:,} 个问题没有决定，可以以后再交。",
        "directory": "定稿记录在：{directory}",
    },
    "en": {
        "lines": "{lines:,} lines taken, on {taken:,} cells.",
        "deferred": "{deferred:,} of them are deferred.",
        "pairs": "{pairs:,} pairs judged.",
        "replaced": "{replaced:,} differ from earlier decisions; the later ones hold.",
        "refused": "{refused:,} lines returned; {returned} says why. Mend them and run this again.",
        "doubts": "{doubts:,} new doubts come from decisions: {examples}; see the final findings.csv.",
        "noted": "{noted:,} lines have a remark and no decision; the remarks were not taken.",
        "undecided": "{undecided:,} questions are still open.",
        "directory": "Final records: {directory}",
    },
}
_NONE = {
    "zh": "这本工作簿里还没有填写决定。",
    "en": "No decision stands in this workbook yet.",
}
_ALWAYS = frozenset({"lines", "directory"})
_EXAMPLES = 5
_TRIES = 10


@frozen(kw_only=True)
class Outcome:
    """What became of a workbook: counts, and the directory with the final records.

    ``lines`` of the questions were taken; one may decide several cells (``taken``). ``pairs`` is
    how many lines of the pairs were taken, ``noted`` how many have a remark alone. ``doubts`` is how many findings the decisions themselves
    brought, ``examples`` names the first of their cells.
    """

    lines: int
    taken: int
    deferred: int
    replaced: int
    refused: int
    undecided: int
    directory: Path
    returned: str
    pairs: int = 0
    noted: int = 0
    doubts: int = 0
    examples: str = ""

    def describe(self, lang: str = "zh") -> str:
        """The outcome in a few sentences, Chinese (``zh``) or English (``en``)."""
        values = asdict(self)
        any_said = self.lines or self.refused or self.pairs
        said = _SAYS[lang] if any_said else _SAYS[lang] | {"lines": _NONE[lang]}
        return "\n".join(
            text.format(**values) for name, text in said.items() if values[name] or name in _ALWAYS
        )


def apply_workbook(
    workbook: str | Path,
    *,
    by: str,
    directory: str | Path | None = None,
    on: date | None = None,
    earlier: bool = False,
) -> Outcome:
    """Take the decisions in *workbook* and write the final records into ``final`` beside the run.

    *by* is who decided, *on* the day (today). *directory* holds the run, by default where the
    workbook lies. Several workbooks can be applied one after the other: earlier decisions stay,
    later ones win and are listed as such, also where two people apply theirs at the same moment.
    Applying one twice changes nothing. With *earlier* the
    workbook may be that of an earlier run over the archive: its answers are taken where the
    questions still show the same.

    Raises:
        CallError: nobody is named (IN404), or the registry of the run is not installed (BK109).
        InputError: no such workbook (IN101, IN401, IN405), no run (IN402), another run (IN403).
        OutputError: the final records cannot be written (IN3xx).

    """
    if not by.strip():
        raise CallError("IN404")
    path = Path(workbook)
    answers, pairs = read_answers(path), read_pair_answers(path)
    run = load_run(Path(directory) if directory else path.parent)
    runs = {answer.run for answer in (*answers, *(said.answer for said in pairs))}
    if earlier:
        answers = carried_over(run, answers)
    elif runs and run.digest not in runs:
        raise InputError("IN403", file=path.name, directory=run.folder.name)
    reading = Reading()
    stamp = {"by": by.strip(), "on": (on or date.today()).isoformat(), "workbook": path.name}
    for answer in answers:
        _take(run, answer, stamp, reading, earlier=earlier)
    agreed = agreed_on(reading)
    faults = pair_faults(pairs, run.digest)
    sound = [said for said in pairs if said.answer.place not in faults]
    for said in pairs:
        if (fault := faults.get(said.answer.place)) is not None:
            reading.back(said.answer, fault[0], **fault[1])
    final = run.folder / FINAL
    for tries_left in reversed(range(_TRIES)):
        before = mark_of(final)
        try:
            judgements = judged(run, sound, by=by.strip(), on=on or date.today())
            written = write_final(
                run,
                path,
                [decision for _, decision in agreed],
                reading.returned,
                pairs=judgements,
                instead_of=before,
            )
            break
        except (OSError, OutputError):
            # Two who take back at once: whoever comes second adds to what the first one wrote.
            if not tries_left or mark_of(final) == before:
                raise
    lines = {answer.place for answer, _ in agreed}
    return _outcome(run, written, reading, lines=len(lines), pairs=len(sound))


def _outcome(run: Run, written: Written, reading: Reading, *, lines: int, pairs: int) -> Outcome:
    return Outcome(
        lines=lines,
        taken=written.taken,
        deferred=written.deferred,
        replaced=written.replaced,
        refused=len(reading.returned),
        pairs=pairs,
        noted=reading.noted,
        undecided=len(run.questions) - written.settled,
        directory=run.folder / FINAL,
        returned=written.returned,
        doubts=written.brought.height,
        examples=_where(run, written.brought),
    )


def _where(run: Run, findings: pl.DataFrame) -> str:
    """The first cells of findings in words, each once; of several files or sheets each by its name."""
    several = run.records.select(SOURCE[:-1]).unique().height > 1
    lines = findings.select(*SOURCE, "field").unique(maintain_order=True).head(_EXAMPLES)
    return "、".join(
        f"{place_text(file, sheet, row) if several else f'第 {row} 行'}{party_label(run.spec, field)}"
        for file, sheet, row, field in lines.rows()
    )


def _take(
    run: Run, answer: Answer, stamp: dict[str, str], reading: Reading, *, earlier: bool
) -> None:
    """Read one line into decisions on cells, or return it."""
    question = run.questions.get(answer.question)
    if not answer.decision:
        _without_decision(run, answer, question, reading)
    elif answer.run != run.digest:
        reading.back(answer, "IN427" if earlier else "IN415")
    elif question is None:
        reading.back(answer, "IN411")
    elif answer.decision not in set(Choice):
        reading.back(answer, "IN416", actual=answer.decision[:20])
    elif not _belongs(run, answer, question):
        reading.back(answer, "IN421")
    elif answer.rounded:
        reading.back(answer, "IN423")
    elif _keeps(answer) and is_changed(run, answer, question):
        reading.back(answer, "IN424")
    else:
        cells: list[Cell] = list(zip(question["rows"], question["fields"], strict=True))
        chosen = _chosen(run, answer, cells, question["codes"], reading)
        decided = _decided(run, answer, stamp, chosen or [], reading)
        weak = len(cells) > 1 and _keeps(answer)
        for decision in decided:
            where = reading.weak if weak else reading.cells
            where[decision.row, decision.field].append((answer, decision))


def _without_decision(
    run: Run, answer: Answer, question: dict[str, Any] | None, reading: Reading
) -> None:
    """Return a line without a decision if anything else was written on it, but a remark."""
    known = question is not None and answer.run == run.digest and _belongs(run, answer, question)
    if known and question is not None:
        fault = misplaced(run, answer, question)
    else:
        fault = ("IN418", {}) if answer.value else None
    if fault:
        reading.back(answer, fault[0], **fault[1])
    elif answer.remark:
        reading.noted += 1


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


def _chosen(
    run: Run, answer: Answer, cells: list[Cell], codes: Sequence[str], reading: Reading
) -> list[tuple[Cell, str | None]] | None:
    """The cells an answer is for with the text for each (none where the text stays), or nothing."""
    choice = Choice(answer.decision)
    if choice in (Choice.KEEP, Choice.DEFER):
        kept = _named(run, answer, cells) or cells
        if answer.value and any(answer.value != _text(run, cell) for cell in kept):
            reading.back(answer, "IN422", actual=answer.decision)
            return None
        return [(cell, None) for cell in kept]
    text = answer.value if choice is Choice.ENTER else answer.value or answer.candidate
    if not text:
        reading.back(answer, "IN412", actual=answer.decision)
        return None
    if choice is Choice.TAKE:
        if text in {SWAP, SWAP_PARTIES} and may_exchange(codes, run.spec):
            rows = {row for row, _ in _named(run, answer, cells) or cells}
            couples = [cell for cell in cells if cell[0] in rows]
            # The cells of a couple stand beside each other.
            return [(cell, _text(run, couples[at ^ 1])) for at, cell in enumerate(couples)]
        offered = [cell for cell in cells if text in run.candidates.get(cell, ())]
        if not offered:
            reading.back(answer, "IN417")
            return None
        return [(cell, text) for cell in offered[:1]]
    named = _named(run, answer, cells)
    if named is None or (
        is_couple([f for _, f in cells], [r for r, _ in cells]) and len(named) > 1
    ):
        reading.back(answer, "IN419", actual=len(cells))
        return None
    return [(cell, text) for cell in named]


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
    run: Run,
    answer: Answer,
    stamp: dict[str, str],
    parts: list[tuple[Cell, str | None]],
    reading: Reading,
) -> list[Decision]:
    """Read the text for each cell as its kind; one that does not fit sends the whole line back."""
    decisions = []
    for (row, field), text in parts:
        entered = Entered()
        if text:
            entered = read_value(run.spec, run.recipe, field, text, run.record(row))
        if entered.wrong:
            label = party_label(run.spec, field)
            reading.back(answer, "IN413", expected=label, actual=entered.wrong)
            return []
        emptied = text == ""
        if emptied:  # exchanged with a cell in which nothing stands
            entered = evolve(entered, also={f"{field.removesuffix('number')}division": None})
        if SWAP_PARTIES in {answer.value, answer.candidate} and text is not None:
            own = {k: v for k, v in entered.also.items() if k.endswith("id_division")}
            entered = evolve(entered, also=entered.also | _of_the_other(run, row, field) | own)
        value = None if emptied else entered.value or _kept(run, (row, field))
        if text is None and answer.decision == Choice.KEEP:
            entered = evolve(entered, also=_region_kept(run, (row, field), value))
        decisions.append(
            Decision(
                row=row,
                field=field,
                choice=answer.decision,
                value=None if answer.decision == Choice.DEFER else value,
                also=entered.also,
                remark=answer.remark,
                question=answer.question,
                line=answer.line,
                **stamp,
            )
        )
    return decisions


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
    region = f"{field.removesuffix('number')}division"
    record = run.record(row)
    if known is None or known.kind is not FieldKind.ID_NUMBER or record.get(region, "") is not None:
        return {}
    number = IdNumber.parse(value).value
    return {region: number.region} if number and number.region else {}


_KEPT_AS_WRITTEN = (FieldKind.ID_NUMBER, FieldKind.AGE)
"""Kinds whose text as written goes into the records when a person keeps it; a date must be a date."""
