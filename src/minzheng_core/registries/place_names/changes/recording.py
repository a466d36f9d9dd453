"""The record of a change of divisions, written with the change: neither stands without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.ledger import Source
from minzheng_core.ledger.keys import new_key
from minzheng_core.registries.place_names.changes.record import GONE
from minzheng_core.registries.place_names.kinds import SEATS, kind_by_ending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.ledger import Book, Entry
    from minzheng_core.ledger.batch import Batch
    from minzheng_core.registries.place_names.changes.carry import ChangePlan
    from minzheng_core.registries.place_names.changes.order import ChangeOrder

_SHOWN = 5
"""Transfers that the title of a change names."""


def record_of(changes: Book, order: ChangeOrder) -> Entry | None:
    """The record of the change that an order carries out: the one it names, else that of its document.

    Raises:
        CallError: the order names a record that is not there (BK101).

    """
    if order.record:
        return changes.get(order.record)
    found = changes.find(document=order.document)
    return next((entry for entry in found if entry.state not in GONE), None)


def record_change(batch: Batch, entry: Entry | None, plan: ChangePlan, *, by: str) -> str:
    """Let the record of a change wait in *batch*: begun and approved, or what it lacks added.

    What the record says already stays, and what the same document ordered besides is added to its
    title and divisions; the key of the record. The materials of the application are
    for whoever has them to write down.

    Raises:
        NotAllowed: the change was withdrawn (BK203).

    """
    order = plan.order
    told = _told(plan)
    common: dict[str, Any] = {"by": by, "source": Source(document=order.document)}
    if entry is None:
        key = order.record or new_key()
        begun = {name: told.pop(name) for name in ("title", "kind", "units")}
        batch.register(begun, key=key, **common)
        batch.act("approve", key, told, effective=order.approved_on, **common)
        return key
    missing = {name: text for name, text in told.items() if not entry.values.get(name)}
    missing |= _further(entry, plan, told)
    if entry.state not in {"approved", "carried_out", "evaluated"}:
        batch.act("approve", entry.key, missing, effective=order.approved_on, **common)
    elif missing:
        batch.act("record" if entry.state != "evaluated" else "correct", entry.key, missing,
                  reason=order.kind.label, **common)  # fmt: skip
    return entry.key


def _further(entry: Entry, plan: ChangePlan, told: Mapping[str, str]) -> dict[str, str]:
    """The title and the divisions of a record with those of a further part of the same document."""
    known, units = (str(entry.values.get(name) or "") for name in ("title", "units"))
    own = told["units"].split("、")
    named = {plan.names.get(key, key) for key in own}
    new = [unit.name for unit in plan.order.units if unit.name]
    if not (known and units) or any(word in units + known for word in (*own, *named, *new)):
        return {}
    return {"title": f"{known}；{told['title']}", "units": f"{units}、{told['units']}"}


def _brief(told: list[str]) -> list[str]:
    """The first of what is said, and how many there are where they are many."""
    return told if len(told) <= _SHOWN else [*told[:_SHOWN], f"等 {len(told)} 处"]


def _of_villages(plan: ChangePlan) -> bool:
    """Whether a change is of villages and communities alone, which are no divisions: none gets another township."""
    order = plan.order
    names = [
        plan.names.get(key, "") for unit in order.units for key in (unit.key, unit.into) if key
    ]
    moved = bool(order.moves) or any(unit.parent for unit in order.units)
    return not moved and bool(names) and all(kind_by_ending(name) in SEATS for name in names)


def _told(plan: ChangePlan) -> dict[str, str]:
    """What the order says of the change, by the fields of its record."""
    order = plan.order
    recoded = any("unit_code" in act.patch for act in plan.acts)
    renamed = [
        f"{act.name}→{act.patch['standard_name']}" if act.action != "register" else act.name
        for act in plan.acts
        if "standard_name" in act.patch
    ]
    names = plan.names
    ended = [
        f"{names.get(unit.key, unit.key)}并入{names.get(unit.into, unit.into)}"
        for unit in order.units
        if unit.ends and unit.into
    ]
    gone = [
        f"{names.get(place, place)}划归{names.get(to, to)}"
        for place, to in (
            *order.moves.items(),
            *((unit.key, unit.parent) for unit in order.units if unit.parent and not unit.new),
        )
    ]
    coded = [f"{names.get(u.key, u.key)}→{u.code}" for u in order.units if u.code]
    told = renamed or ended or _brief(gone) or coded
    title = order.title or "：".join(filter(None, (order.kind.label, "、".join(told))))
    return (
        {
            "title": title,
            "kind": order.kind.label,
            "units": "、".join(unit.key for unit in order.units) or "、".join(order.moves),
            "document": order.document,
            "approved_on": order.approved_on.isoformat(),
            "effective_on": order.effective.isoformat(),
            "codes_needed": "是" if recoded else "否",
        }
        | ({"of_divisions": "否"} if _of_villages(plan) else {})
        | ({"authority": order.authority} if order.authority else {})
    )
