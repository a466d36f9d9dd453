"""Decisions of a person back into the records: every line is taken, returned with a reason or left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import asdict, frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.errors import CallError, InputError, OutputError
from minzheng_core.reports.decisions.agreement import Reading, agreed_on
from minzheng_core.reports.decisions.answers import read_answers
from minzheng_core.reports.decisions.earlier import carried_over
from minzheng_core.reports.decisions.final import Written, write_final
from minzheng_core.reports.decisions.pairs import judged, pair_faults, read_pair_answers
from minzheng_core.reports.decisions.run import Run, load_run
from minzheng_core.reports.decisions.taking import taken
from minzheng_core.reports.labels import party_label, place_text
from minzheng_core.reports.run_files import FINAL
from minzheng_core.reports.save import mark_of

if TYPE_CHECKING:
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
        InputError: no such workbook (IN101 to IN108, IN401, IN405), no run (IN402), another run (IN403).
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
    stamp = {"by": by.strip(), "on": (on or date.today()).isoformat(), "workbook": path.name}
    reading = taken(run, answers, stamp, earlier=earlier)
    agreed = agreed_on(reading)
    faults = pair_faults(pairs, run.digest)
    sound = [said for said in pairs if said.answer.place not in faults]
    for said in pairs:
        if (fault := faults.get(said.answer.place)) is not None:
            reading.back(said.answer, fault)
    final = run.folder / FINAL
    for tries_left in reversed(range(_TRIES)):
        before = mark_of(final)
        try:
            judgements = judged(run, sound, by=by.strip(), on=on or date.today())
            written = write_final(
                run,
                path,
                [said.decision for said in agreed],
                reading.returned,
                pairs=judgements,
                instead_of=before,
            )
            break
        except (OSError, OutputError):
            # Two who take back at once: whoever comes second adds to what the first one wrote.
            if not tries_left or mark_of(final) == before:
                raise
    lines = {said.answer.place for said in agreed}
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
