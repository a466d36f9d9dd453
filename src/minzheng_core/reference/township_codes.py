"""The code of a former township that a county names without one: of its name, or of its one heir."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reference.townships import TownshipRecord


def code_of(
    record: TownshipRecord, own: Sequence[TownshipRecord], listed: Sequence[TownshipRecord]
) -> str:
    """The code of *record*: its own, that *listed* for its name, that of the township it went to.

    *own* are all records of the county's overlay: one heir may lead to the next. Empty where there is
    no code, or the area went to several townships.
    """
    return _by_name(record.name, {r.name: r for r in own} | {record.name: record}, listed, ())


def _by_name(
    name: str,
    own: dict[str, TownshipRecord],
    listed: Sequence[TownshipRecord],
    seen: tuple[str, ...],
) -> str:
    if name[:1].isdigit():
        return name
    record = own.get(name)
    if record is not None and record.code:
        return record.code
    same = {town.code for town in listed if town.name == name}
    if len(same) == 1 or record is None or name in seen:
        return same.pop() if len(same) == 1 else ""
    heirs = {_by_name(heir, own, listed, (*seen, name)) for heir in record.successors}
    return heirs.pop() if len(heirs) == 1 else ""
