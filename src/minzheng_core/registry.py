"""A registry: what one register is, as data (登记类别); and how registries are found.

A registry declares its record class, how a record is judged, its lifecycle, what can be searched,
and how its archives are cleaned. Books, loading, the command line and the contracts work from this
alone. A third party adds a registry through the entry point group ``minzheng_core.registries``.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from minzheng_core.errors import CallError
from minzheng_core.schema import converter, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.findings import Finding
    from minzheng_core.schema.lifecycle import Lifecycle

    Values = Mapping[str, Any]
    Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

LONGEST_TEXT = 1_000_000
"""The longest text of one field, in characters; a scan or a photograph belongs beside the book."""
GROUP = "minzheng_core.registries"
"""The entry points by which third parties add registries."""
OWN = {
    "marriage": "minzheng_core.registries.marriage",
    "place_names": "minzheng_core.registries.place_names",
    "division_changes": "minzheng_core.registries.place_names.changes",
    "place_signs": "minzheng_core.registries.place_names.signs",
    "funeral": "minzheng_core.registries.funeral",
    "boundary_lines": "minzheng_core.registries.boundaries.lines",
    "boundary_markers": "minzheng_core.registries.boundaries.markers",
    "boundary_points": "minzheng_core.registries.boundaries.points",
    "boundary_inspections": "minzheng_core.registries.boundaries.inspections",
    "boundary_disputes": "minzheng_core.registries.boundaries.disputes",
    "boundary_works": "minzheng_core.registries.boundaries.works",
}
"""The library's own registries; each module has its ``REGISTRY``."""


@frozen(kw_only=True)
class Searchable:
    """Something by which records are found: one name for one or several fields.

    ``canonical`` brings a written value into the form that is compared (an identity number of 15
    digits finds the record that holds its 18). Where it is ``unique``, two records may not have the
    same value in the first of the fields; in the others it may point to another record.
    """

    name: str
    label: str
    paths: tuple[str, ...]
    canonical: Callable[[str], str | None] = field(default=str.strip)
    unique: bool = False

    def of(self, values: Values) -> list[str]:
        """The values of a record under this name, in comparable form, without repetition."""
        found = (values.get(path) for path in self.paths)
        canonical = (self.canonical(str(value)) for value in found if value not in (None, ""))
        return list(dict.fromkeys(value for value in canonical if value))

    def own(self, values: Values) -> str | None:
        """The value that no other record may have, where it is unique and there is one."""
        value = values.get(self.paths[0]) if self.unique else None
        return (self.canonical(str(value)) or None) if value not in (None, "") else None


@frozen(kw_only=True)
class Registry:
    """One register of the bureau, as pure data.

    Attributes:
        name: identifier, also the default name of its book (``marriage``).
        label: the Chinese name (婚姻登记).
        record: the record class.
        check: judges a record: ``check(record, county=..., on=...)`` gives findings.
        lifecycle: states and actions.
        searchable: by what records are found.
        event: the path of the date on which a record begins to be true.
        edition: the edition of its rules, stamped on every revision.
        version: the version of its record; ``upcasters[n]`` brings flat values of version *n* to
            *n* + 1. It is given what one revision set: some of the fields only, ``None`` where a
            value was removed or is hidden; it must rename and convert what is there and add nothing.
        archive: gives the specification by which archives of this registry are cleaned.
        long_codes: paths of codes that are as long as an identity number, and the pattern that a
            whole code has; they stay in the clear.

    """

    name: str
    label: str
    record: type
    check: Callable[..., list[Finding]]
    lifecycle: Lifecycle
    searchable: tuple[Searchable, ...] = ()
    event: str
    edition: str
    version: int = 1
    upcasters: Mapping[int, Upcaster] = field(factory=dict)
    archive: Callable[[], ArchiveSpec] | None = None
    long_codes: Mapping[str, str] = field(factory=dict)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every field of the record as a dotted path, parts spelled out (``husband.name``)."""
        return tuple(line["field"] for line in describe(self.record))

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """The paths of fields that are never kept in the clear."""
        return frozenset(line["field"] for line in describe(self.record) if line["sensitive"])

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The Chinese label of every path."""
        return {line["field"]: line["label"] for line in describe(self.record)}

    def flat(self, record: Any) -> dict[str, Any]:
        """The values of a record (or of a nested mapping of its fields) by path.

        Raises:
            CallError: a field that the record does not have (BK107), a value that is neither text
                nor a whole number nor a list of these (BK106), or one too long (BK118).

        """
        nested = converter().unstructure(record) if attrs.has(type(record)) else record
        found = dict(_flat(nested))
        for path, value in found.items():
            if path not in self.labels:
                raise CallError(
                    "BK107", field=path, registry=self.label, nearest=self._nearest(path)
                )
            for part in value if isinstance(value, list) else [value]:
                if not isinstance(part, str | int | None):
                    raise CallError("BK106", field=path, kind=type(part).__name__)
                if isinstance(part, str) and len(part) > LONGEST_TEXT:
                    raise CallError("BK118", field=path, longest=LONGEST_TEXT)
        return found

    def _nearest(self, written: str) -> str:
        """The fields whose labels or paths are like what was written, in words."""
        import difflib

        known = {**self.labels, **{label: label for label in self.labels.values()}}
        near = difflib.get_close_matches(written, list(known), 3, 0.5)
        return "、".join(dict.fromkeys(known[one] for one in near)) or "—"

    def structured(self, values: Values) -> Any:
        """The record with these values by path; fields that are ``None`` are left out."""
        nested: dict[str, Any] = {}
        for path, value in values.items():
            if value is None:
                continue
            *parts, name = path.split(".")
            place = nested
            for part in parts:
                place = place.setdefault(part, {})
            place[name] = value
        return converter().structure(nested, self.record)

    def upcast(self, values: dict[str, Any], version: int) -> dict[str, Any]:
        """Values that were written under an older version of the record, as today's.

        Raises:
            CallError: a newer version than this library knows (BK108).

        """
        if version > self.version:
            raise CallError("BK108", version=version, known=self.version, registry=self.label)
        for step in range(version, self.version):
            values = self.upcasters[step](values)
        return values


def _flat(nested: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    lines: list[tuple[str, Any]] = []
    for name, value in nested.items():
        path = f"{prefix}{name}"
        if isinstance(value, dict):
            lines += _flat(value, f"{path}.")
        elif attrs.has(type(value)):
            lines += _flat(converter().unstructure(value), f"{path}.")
        else:
            lines.append((path, value.isoformat() if isinstance(value, date) else value))
    return lines


def registries() -> dict[str, Registry]:
    """Every registry that is installed, by name: the library's own and those of third parties.

    >>> registries()["marriage"].label
    '婚姻登记'
    """
    found = {name: import_module(module).REGISTRY for name, module in OWN.items()}
    return found | {point.name: point.load() for point in entry_points(group=GROUP)}


def registry_named(name: str) -> Registry:
    """The registry of that name; the others are not loaded.

    Raises:
        CallError: none is installed (BK109).

    """
    installed = [*entry_points(group=GROUP, name=name)]
    if installed:
        registry: Registry = installed[-1].load()
        return registry
    if name not in OWN:
        raise CallError("BK109", registry=name)
    own: Registry = import_module(OWN[name]).REGISTRY
    return own
