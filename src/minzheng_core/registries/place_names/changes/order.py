"""What a document orders: which divisions become what (区划变更的内容)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping  # noqa: TC003 - cattrs asks for the types of the fields
from datetime import date  # noqa: TC003
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen
from cattrs.errors import BaseValidationError

from minzheng_core.errors import InputError
from minzheng_core.registries.place_names.changes.record import ChangeKind
from minzheng_core.registries.place_names.code_classes import plain_code
from minzheng_core.schema import converter

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.ledger import Entry

_PARTS = {
    "kind": "kind（变更种类，如“乡改镇”）",
    "document": "document（批准文号）",
    "approved_on": "approved_on（批准日期，如 2026-01-05，不加引号）",
    "effective": "effective（生效日期，如 2026-02-01，不加引号）",
    "units": "[[units]]（各个政区，每个要有 key）",
    "key": "[[units]] 的 key（记录编号、区划代码或名称）",
    "moves": "[moves]（哪个地方归哪里）",
    "codes": "[codes]（由民政部门确定的新代码）",
    "TOML": "写法（引号、等号、方括号）",
}
"""What a part of an order is, for who writes one."""


@frozen(kw_only=True)
class UnitOrder:
    """What becomes of one division.

    Attributes:
        key: its record, by key, by division code or by a name that only one has; for a new division
            the key that its record will have.
        name: its new name.
        spelling: the spelling of that name.
        code: its new code.
        parent: the record of the division that it belongs to from now on.
        category_name: its new category in words (镇).
        new: whether it is set up by this change.
        ends: whether it is abolished by it.
        into: where all that lies in an abolished division goes.

    """

    key: str
    name: str | None = None
    spelling: str | None = None
    code: str | None = None
    parent: str | None = None
    category_name: str | None = None
    new: bool = False
    ends: bool = False
    into: str | None = None


@frozen(kw_only=True)
class ChangeOrder:
    """One change of divisions as it was approved.

    ``moves`` says of single places (by key) to which division they go, where that is not what
    becomes of the division they lie in; ``codes`` are new codes of places whose number could not
    be kept. ``title`` names the change in its record, and ``record`` is the key of that record where
    it was begun before; without it the record with the same document is the one.

    >>> order = ChangeOrder(kind=ChangeKind.UPGRADE, document="赣府字〔2026〕1号", authority="江西省人民政府",
    ...     approved_on=date(2026, 1, 5), effective=date(2026, 2, 1),
    ...     units=(UnitOrder(key="T1", name="长冈镇", code="360732110"),))
    >>> order.unit("T1").name
    '长冈镇'
    """

    kind: ChangeKind
    document: str
    authority: str = ""
    approved_on: date
    effective: date
    units: tuple[UnitOrder, ...] = ()
    moves: Mapping[str, str] = field(factory=dict)
    codes: Mapping[str, str] = field(factory=dict)
    reason: str = ""
    title: str = ""
    record: str = ""

    def unit(self, key: str) -> UnitOrder | None:
        """What becomes of a division; ``None`` where it is not named."""
        return next((unit for unit in self.units if unit.key == key), None)

    def keyed(self, living: Mapping[str, Entry]) -> ChangeOrder:
        """The order with the keys of records where it names them by division code or by name.

        Codes lose the zeros that statistics fill them up with.

        What several living records answer to, or none, stays as it stands.
        """
        named: dict[str, set[str]] = {}
        for key, entry in living.items():
            for field_ in ("unit_code", "standard_name"):
                if told := entry.values.get(field_):
                    for form in {str(told), plain_code(str(told))}:
                        named.setdefault(form, set()).add(key)
        own = set(living) | {unit.key for unit in self.units if unit.new}

        def meant(told: str) -> str:
            keys = named.get(told, set()) or named.get(plain_code(told), set())
            return min(keys) if told not in own and len(keys) == 1 else told

        units = tuple(
            evolve(
                unit,
                key=meant(unit.key),
                code=unit.code and plain_code(unit.code),
                parent=unit.parent and meant(unit.parent),
                into=unit.into and meant(unit.into),
            )
            for unit in self.units
        )
        moves = {meant(place): meant(to) for place, to in self.moves.items()}
        codes = {meant(place): plain_code(code) for place, code in self.codes.items()}
        return evolve(self, units=units, moves=moves, codes=codes)

    def within(self, county: str, living: Mapping[str, Entry]) -> ChangeOrder:
        """The order without the parent of new divisions that is the county of the book itself.

        They lie in it anyhow, whether or not the book has a record of the county.
        """
        own = {county} - living.keys()
        units = (evolve(u, parent=None) if u.new and u.parent in own else u for u in self.units)
        return evolve(self, units=tuple(units))

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> ChangeOrder:
        """An order out of plain data, as a TOML file has it; the kind may be a Chinese word.

        Raises:
            ValueError: a part is missing or not what it should be.

        """
        kind = ChangeKind.read(str(told.get("kind", "")))
        if kind is None:
            message = "kind"
            raise ValueError(message)
        try:
            order: ChangeOrder = converter().structure({**told, "kind": kind.value}, cls)
        except (BaseValidationError, TypeError, AttributeError) as error:
            raise ValueError(_part(error)) from error
        return order

    @classmethod
    def load(cls, path: Path) -> ChangeOrder:
        """Read an order from a TOML file (UTF-8).

        Raises:
            InputError: the file cannot be read (IN104, IN206, IN207), or is no order (PB291).

        """
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise InputError("IN206", file=path.name) from error
        except PermissionError as error:
            raise InputError("IN104", file=path.name) from error
        except tomllib.TOMLDecodeError as error:
            raise InputError("PB291", file=path.name, part=_PARTS["TOML"]) from error
        except (OSError, ValueError) as error:
            raise InputError("IN207", file=path.name) from error
        try:
            return cls.of(told)
        except ValueError as error:
            part = str(error)
            raise InputError("PB291", file=path.name, part=_PARTS.get(part, part[:40])) from error


def _part(error: Exception) -> str:
    """The name of what is wrong, where the error tells it."""
    for inner in getattr(error, "exceptions", ()):
        notes = " ".join(getattr(inner, "__notes__", ()))
        for name in ("units", "approved_on", "effective", "document", "moves", "codes"):
            if f"attribute {name}" in notes:
                return name
        if isinstance(inner, KeyError) and inner.args:
            return str(inner.args[0])
    return "TOML"
