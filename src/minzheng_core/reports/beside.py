"""What stands beside a cell that is asked about: without it nobody can tell which of two writings is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.reports.labels import party_label
from minzheng_core.values.ids.id_number import IdNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from minzheng_core.cleaning.plan.spec import ArchiveSpec, PersonBlock

_TOLD_BY = {
    "id_number": ("birth_date", "age", "domicile"),
    "birth_date": ("id_number", "age"),
    "age": ("birth_date", "id_number"),
}
"""By which cells of the same person a cell is judged."""
SHOWN = ("id_number", "birth_date", "birth_date_status", "birth_range", "age", "domicile")
"""The columns of a person that are told of."""


def beside(spec: ArchiveSpec, values: Mapping[str, Any], fields: Iterable[str]) -> str:
    """The other cells of the people in whose cells *fields* something is asked, as far as they are filled.

    A birth date that the number itself has filled in tells nothing about the number.
    """
    asked = dict.fromkeys(fields)
    told = [
        block.field(part)
        for block in spec.people
        for part in dict.fromkeys(p for known in _TOLD_BY if block.field(known) in asked for p in _TOLD_BY[known])
        if block.field(part) not in asked
    ]  # fmt: skip
    texts = [
        f"{party_label(spec, field)} {values[field]}"
        for field in told
        if values.get(field) and values.get(status_column(field)) != Status.FILLED
    ]
    return f"同一行：{'；'.join(texts)}" if texts else ""


def exchanged(spec: ArchiveSpec, values: Mapping[str, Any], numbers: Sequence[str]) -> str:
    """How the numbers of a couple agree with the birth dates once they are exchanged."""
    parts = [
        f"{block.label} {number}{_agreement(block, values, number)}"
        for block, number in zip(spec.people, reversed(numbers), strict=True)
    ]
    return f"对调后：{'；'.join(parts)}"


def _agreement(block: PersonBlock, values: Mapping[str, Any], text: str) -> str:
    number = IdNumber.parse(text).value
    birth = block.field("birth_date")
    written = values.get(birth)
    if number is None or number.birth is None:
        return ""
    born = number.birth.isoformat()
    if not written or values.get(status_column(birth)) == Status.FILLED:
        return f"（{born} 出生）"
    return f"（与填写的出生日期 {written} {'相符' if born.startswith(written) else '不符'}）"
