"""What the lines of a workbook come to cell by cell: one decision each, or the lines go back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import Factory, define

from minzheng_core.findings import catalogue
from minzheng_core.reports.decisions.answers import lines_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.reports.decisions.answers import Answer
    from minzheng_core.reports.decisions.final import Decision
    from minzheng_core.reports.decisions.run import Cell

    Said = tuple[Answer, Decision]
    Place = tuple[str, int]


@define
class Reading:
    """Decisions by cell and the lines that go back, while a workbook is read."""

    cells: dict[Cell, list[Said]] = Factory(lambda: defaultdict(list))
    weak: dict[Cell, list[Said]] = Factory(lambda: defaultdict(list))
    returned: list[tuple[Answer, str, str]] = Factory(list)
    noted: int = 0
    """Lines with a remark and nothing else."""

    def back(self, answer: Answer, code: str, **values: object) -> None:
        """Return a line with the sentence of *code*."""
        self.returned.append((answer, code, catalogue()[code].sentence("zh", **values)))


def agreed_on(reading: Reading) -> list[Said]:
    """One decision per cell with its line; lines that contradict each other go back."""
    overruled: dict[Place, list[Said]] = {}
    for cell, found in reading.weak.items():
        if cell in reading.cells:
            for said in found:
                overruled.setdefault(said[0].place, []).append(said)
    against = [*reading.cells.values(), *_denied(reading, overruled)]
    wrong: dict[Place, tuple[Answer, set[Place]]] = {}
    for cell, found in reading.weak.items():
        if cell not in reading.cells:
            reading.cells[cell] = found
            against.append(found)
    for found in against:
        if len({(d.choice, d.value, tuple(sorted(d.also.items()))) for _, d in found}) > 1:
            places = {answer.place for answer, _ in found}
            for answer, _ in found:
                wrong.setdefault(answer.place, (answer, set()))[1].update(places)
    for answer, places in wrong.values():
        reading.back(answer, "IN414", actual=lines_named(places))
    firsts = (found[0] for found in reading.cells.values())
    return [(answer, decision) for answer, decision in firsts if answer.place not in wrong]


def _denied(reading: Reading, overruled: dict[Place, list[Said]]) -> Iterator[list[Said]]:
    """Lines that keep all cells of a question, each with what other lines of it decide on every one.

    A line that keeps what no other line of its question decides is no contradiction.
    """
    kept: dict[Place, int] = defaultdict(int)
    for found in reading.weak.values():
        for answer, _ in found:
            kept[answer.place] += 1
    for place, lost in overruled.items():
        if len(lost) == kept[place]:
            others = [
                [said for said in reading.cells[d.row, d.field] if said[0].question == d.question]
                for _, d in lost
            ]
            if all(others):
                yield [lost[0], *(said for found in others for said in found)]
