"""The chain of custody of ashes (骨灰去向闭环): who held them, from the furnace to the last place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

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
