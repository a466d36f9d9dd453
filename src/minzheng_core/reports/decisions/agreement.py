"""What the lines of a workbook come to cell by cell: one decision each, or the lines go back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import Factory, define, frozen

from minzheng_core.findings import Finding
from minzheng_core.reports.decisions.answers import lines_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.reports.decisions.answers import Answer
    from minzheng_core.reports.decisions.final import Decision
    from minzheng_core.reports.decisions.run import Cell

    Place = tuple[str, int]


@frozen(eq=False)
class Said:
    """What a line decides on one cell."""

    answer: Answer
    decision: Decision


@frozen(eq=False)
class Returned:
    """A line that goes back, and why."""

    answer: Answer
    fault: Finding


@define
class Reading:
    """Decisions by cell and the lines that go back, while a workbook is read."""

    cells: dict[Cell, list[Said]] = Factory(lambda: defaultdict(list))
    weak: dict[Cell, list[Said]] = Factory(lambda: defaultdict(list))
    returned: list[Returned] = Factory(list)
    noted: int = 0
    """Lines with a remark and nothing else."""

    def back(self, answer: Answer, fault: Finding) -> None:
        """Return a line with what is wrong with it."""
        self.returned.append(Returned(answer, fault))


def agreed_on(reading: Reading) -> list[Said]:
    """One decision per cell with its line; lines that contradict each other go back."""
    overruled: dict[Place, list[Said]] = {}
    for cell, found in reading.weak.items():
        if cell in reading.cells:
            for said in found:
                overruled.setdefault(said.answer.place, []).append(said)
    against = [*reading.cells.values(), *_denied(reading, overruled)]
    wrong: dict[Place, tuple[Answer, set[Place]]] = {}
    for cell, found in reading.weak.items():
        if cell not in reading.cells:
            reading.cells[cell] = found
            against.append(found)
    for found in against:
        if len({_meaning(said.decision) for said in found}) > 1:
            places = {said.answer.place for said in found}
            for said in found:
                wrong.setdefault(said.answer.place, (said.answer, set()))[1].update(places)
    for answer, places in wrong.values():
        reading.back(answer, Finding("IN414", actual=lines_named(places)))
    firsts = (found[0] for found in reading.cells.values())
    return [said for said in firsts if said.answer.place not in wrong]


def _meaning(decision: Decision) -> tuple[object, ...]:
    return decision.choice, decision.value, tuple(sorted(decision.also.items()))


def _denied(reading: Reading, overruled: dict[Place, list[Said]]) -> Iterator[list[Said]]:
    """Lines that keep all cells of a question, each with what other lines of it decide on every one.

    A line that keeps what no other line of its question decides is no contradiction.
    """
    kept: dict[Place, int] = defaultdict(int)
    for found in reading.weak.values():
        for said in found:
            kept[said.answer.place] += 1
    for place, lost in overruled.items():
        if len(lost) == kept[place]:
            decided = [said.decision for said in lost]
            others = [
                [
                    said
                    for said in reading.cells[one.row, one.field]
                    if said.answer.question == one.question
                ]
                for one in decided
            ]
            if all(others):
                yield [lost[0], *(said for found in others for said in found)]
