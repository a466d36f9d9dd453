"""What is due in a county's boundary work: joint inspections, repairs, open disputes (到期事项)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.registries.boundaries.facts import moment_of, years_in
from minzheng_core.registries.boundaries.lines import INTERVAL, LIVING, next_inspection
from minzheng_core.registries.boundaries.markers import LIFECYCLE as OF_MARKERS
from minzheng_core.registries.boundaries.markers import NEEDS_REPAIR
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.ledger import Book, Entry
    from minzheng_core.registries.boundaries.record import Marker

__all__ = ["Due", "due_in", "due_inspections", "due_repairs"]


@frozen(kw_only=True)
class Due:
    """One thing to do: what, on which record, by when (``None``: as soon as may be), for whom."""

    task: str
    key: str
    name: str
    by: date | None
    overdue: bool
    note: str = ""
    basis: str = ""


def due_inspections(
    entries: Iterable[Entry], on: date, *, ahead: int = 1, interval: int = INTERVAL
) -> Iterator[Due]:
    """Lines whose next joint inspection falls in the year of *on*, the *ahead* next, or before."""
    for entry in entries:
        if entry.state not in LIVING:
            continue
        line = entry.record
        begun = PartialDate.parse(line.announced_on or line.approved_on).value
        year = next_inspection(years_in(line.inspected), begun.lo.year if begun else None, interval)
        if year is not None and year <= on.year + ahead:
            yield Due(
                task="联合检查", key=entry.key, name=line.title or line.code or "",
                by=date(year, 12, 31), overdue=year < on.year, note=line.units or "",
                basis="《行政区域界线管理条例》第十二条",
            )  # fmt: skip


def due_repairs(entries: Iterable[Entry], on: date, *, days: int | None = None) -> Iterator[Due]:
    """Markers in a state that somebody has to do something about.

    *days* is within how many days repairs are asked for, where the county has such a rule.
    """
    for entry in entries:
        if entry.state not in NEEDS_REPAIR:
            continue
        marker = entry.record
        since = _since(marker)
        by = date.fromordinal(since.toordinal() + days) if days is not None and since else None
        yield Due(
            task=OF_MARKERS.label(entry.state), key=entry.key, name=marker.code or "", by=by,
            overdue=by is not None and by < on,
            note="、".join(t for t in (marker.managing_unit, marker.condition.description) if t),
            basis="《行政区域界线管理条例》第六条",
        )  # fmt: skip


def _since(marker: Marker) -> date | None:
    """The day on which somebody reported, found or saw it."""
    for text in (marker.condition.reported_at, marker.condition.found_at, marker.condition.seen_on):
        moment = moment_of(text)
        day = PartialDate.parse(text).value if moment is None else None
        if moment or day:
            return moment.date() if moment else day.lo if day else None
    return None


def due_disputes(entries: Iterable[Entry]) -> Iterator[Due]:
    """Disputes that are not settled."""
    for entry in entries:
        if entry.state != "settled":
            dispute = entry.record
            yield Due(
                task="争议未决", key=entry.key, name=dispute.line or "", by=None, overdue=False,
                note="、".join(t for t in (dispute.place, dispute.raised_on) if t),
                basis="《行政区域界线管理条例》第十五条",
            )  # fmt: skip


def due_in(
    books: Iterable[Book], on: date, *, ahead: int = 1, repair_days: int | None = None
) -> list[Due]:
    """Everything due in some books of boundary work: the overdue first, then by day.

    >>> from minzheng_core.ledger import Book
    >>> from minzheng_core.registries.boundaries import Line, lines
    >>> from minzheng_core.stores import open_store
    >>> book = Book.open(lines.REGISTRY, open_store("memory://"), county="360732")
    >>> entry = book.register(Line(code="5253", title="甲乙线", agreement="协议书",
    ...                            inspected="2014、2019"), by="王某")
    >>> [(due.task, due.name, str(due.by), due.overdue) for due in due_in([book], date(2026, 1, 1))]
    [('联合检查', '甲乙线', '2024-12-31', True)]
    """
    found: list[Due] = []
    for book in books:
        name = book.setting.registry.name
        if name == "boundary_lines":
            found += due_inspections(book.scan(), on, ahead=ahead)
        elif name == "boundary_markers":
            found += due_repairs(book.scan(), on, days=repair_days)
        elif name == "boundary_disputes":
            found += due_disputes(book.scan())
    return sorted(found, key=lambda due: (not due.overdue, due.by or date.max, due.name))
