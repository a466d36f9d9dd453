"""Records as frozen attrs classes whose fields carry label, standard, national name, sensitivity.

One configured cattrs converter (:func:`converter`) stands at the border: plain dictionaries in and
out, dates as ISO text. Domain rules never sit in attrs validators, which stop at the first fault.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeVar, dataclass_transform

import attrs
from cattrs import Converter

R = TypeVar("R")
KEY = "minzheng"


def text(label: str, *, national: str = "", sensitive: bool = False, standard: str = "") -> Any:
    """A field of text, empty as ``None``; *sensitive* ones never show in ``repr``."""
    return attrs.field(
        default=None,
        repr=not sensitive,
        metadata={
            KEY: {
                "label": label,
                "national": national,
                "sensitive": sensitive,
                "standard": standard,
            }
        },
    )


def part(label: str, factory: type) -> Any:
    """A field that holds another record."""
    return attrs.field(factory=factory, metadata={KEY: {"label": label}})


# ``text`` and ``part`` always bring a default, so a type checker may take them for plain values.
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field,))
def record(cls: type[R]) -> type[R]:
    """Make a class a record: frozen, keyword-only, with slots."""
    return attrs.frozen(cls, kw_only=True)


def changed(record: R, **changes: Any) -> R:
    """*record* with some fields changed."""
    attrs_class: Any = record
    result: R = attrs.evolve(attrs_class, **changes)
    return result


def texts_of(values: Any, prefix: str = "") -> list[tuple[str, str]]:
    """Every filled field of text by its path, parts spelled out, without blanks around it."""
    found: list[tuple[str, str]] = []
    kind: Any = type(values)
    for name in _field_names(kind):
        value = getattr(values, name)
        if isinstance(value, str):
            found.append((f"{prefix}{name}", value.strip()))
        elif value is not None and attrs.has(type(value)):
            found += texts_of(value, f"{prefix}{name}.")
    return found


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))


def describe(cls: type) -> list[dict[str, Any]]:
    """The data dictionary of a record class: one line per field, parts spelled out.

    Each line has ``field, label, national, sensitive, standard``.
    """
    lines: list[dict[str, Any]] = []
    for field in attrs.fields(attrs.resolve_types(cls)):
        meta = field.metadata[KEY]
        if attrs.has(field.type):
            lines += [
                line
                | {"field": f"{field.name}.{line['field']}", "label": meta["label"] + line["label"]}
                for line in describe(field.type)
            ]
        else:
            lines.append({"field": field.name, **meta})
    return lines


@cache
def converter() -> Converter:
    """The one converter between records and plain dictionaries."""
    made = Converter(forbid_extra_keys=True, omit_if_default=True)
    made.register_structure_hook(
        date, lambda value, _: value if isinstance(value, date) else date.fromisoformat(value)
    )
    made.register_unstructure_hook(date, date.isoformat)
    return made
