"""The chain of custody of ashes (骨灰去向闭环): who held them, from the furnace to the last place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.findings import Finding
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.ledger.history import History

PLACED = "placed"
HELD = "held"


@frozen(kw_only=True)
class Handover:
    """One link: on a day, ashes pass from one holder to another, on a paper.

    ``to`` is a person, a hall or a place; ``end`` is ``placed`` where the ashes stay (or were
    scattered), ``held`` where they are only kept.
    """

    day: date | None
    giver: str = field(repr=False)
    to: str = field(repr=False)
    paper: str = ""
    end: str = HELD


def chain_of(history: History) -> list[Handover]:
    """The chain of one case, as its book tells it: cremated, placed, moved.

    Every act that set the place of the ashes is a link; who held them before gives them. A correction
    is none: it puts the last link right.

    >>> from minzheng_core import Book, open_store
    >>> from minzheng_core.ledger import Source
    >>> from minzheng_core.registries import funeral
    >>> book = Book.open(funeral.REGISTRY, open_store("memory://"), county="360732")
    >>> case = book.register({"deceased": {"name": "张三"},
    ...     "death": {"date": "2021-04-28", "certificate_number": "1"}, "cremation": {"date": "2021-04-30", "facility": "兴国县殡仪馆"}}, by="王")
    >>> _ = book.act("continue", case.key, {"placement": {"date": "2021-05-01", "kind": "骨灰堂格位",
    ...     "location": "A-03-012", "agreement_number": "77"}}, by="王")
    >>> _ = book.act("move", case.key, {"placement": {"date": "2023-04-05", "location": "B-01-001",
    ...     "agreement_number": "78"}}, by="王", reason="家属申请", source=Source(document="申请书"))
    >>> chain = chain_of(book.history(case.key))
    >>> [link.day.isoformat() for link in chain], check_custody(chain)
    (['2021-05-01', '2023-04-05'], [])
    """
    chain: list[Handover] = []
    last = None
    values: dict[str, Any] = {}
    for event in history:
        values |= {change.path: change.after for change in event.changes}
        place = values.get("placement.location") or values.get("placement.kind")
        told = (place, values.get("placement.date"))
        if place is None or told == last:
            continue
        if event.revision.action == "correct" and chain:
            chain.pop()
        holder = chain[-1].to if chain else str(values.get("cremation.facility") or "殡仪馆")
        day = PartialDate.parse(str(values.get("placement.date") or "")).value
        to = f"{values.get('placement.facility') or ''} {place}".strip()
        paper = str(values.get("placement.agreement_number") or "")
        chain.append(
            Handover(day=day.lo if day else None, giver=holder, to=to, paper=paper, end=PLACED)
        )
        last = told
    return chain


def check_custody(
    chain: Sequence[Handover],
    *,
    cremated: date | None = None,
    on: date | None = None,
    most_days: int | None = None,
) -> list[Finding]:
    """What breaks a chain: the case must be traceable without a gap.

    Ashes given by somebody who did not hold them (FX131), days out of order or before the cremation
    (FX132), a chain that does not end in a place although *most_days* have passed (FX133), a last
    place without an agreement (FX134), a link without a day or a holder (FX135).

    >>> from datetime import date
    >>> chain = [Handover(day=date(2026, 8, 4), giver="殡仪馆", to="家属", paper="领取单1"),
    ...          Handover(day=date(2026, 8, 9), giver="殡仪馆", to="A-03-012", end="placed")]
    >>> [f.code for f in check_custody(chain)]
    ['FX131', 'FX134']
    """  # fmt: skip
    findings: list[Finding] = []
    last_day, holder = cremated, None
    for number, link in enumerate(chain, start=1):
        name = f"第{number}环"
        if link.day is None or not link.giver.strip() or not link.to.strip():
            findings.append(Finding("FX135", field=name, actual=str(number)))
            holder = link.to.strip() or holder
            continue
        if holder is not None and link.giver.strip() != holder:
            findings.append(Finding("FX131", field=name, actual=str(number)))
        if last_day is not None and link.day < last_day:
            findings.append(
                Finding("FX132", field=name, expected=str(last_day), actual=str(link.day))
            )
        last_day, holder = max(link.day, last_day or link.day), link.to.strip()
        if link.end == PLACED and not link.paper.strip():
            findings.append(Finding("FX134", field=name, actual=str(number)))
    closed = bool(chain) and chain[-1].end == PLACED
    if not closed and most_days is not None and last_day is not None:
        waited = ((on or date.today()) - last_day).days
        if waited > most_days:
            findings.append(
                Finding("FX133", field="去向", expected=str(most_days), actual=str(waited))
            )
    return findings
