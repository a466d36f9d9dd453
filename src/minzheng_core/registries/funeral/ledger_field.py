"""A column of funeral ledgers as it is stated in our tables of them."""

from __future__ import annotations

from typing import Any

from minzheng_core.schema import FieldKind, FieldSpec


def words(text: str) -> tuple[str, ...]:
    """The headings of a text, separated by blanks."""
    return tuple(text.split())


def ledger_field(
    name: str,
    label: str,
    kind: FieldKind,
    synonyms: str = "",
    alone: tuple[str, ...] = (),
    **more: Any,
) -> FieldSpec:
    """A field by the headings for it, those in *alone* beside the *synonyms*."""
    return FieldSpec(name=name, label=label, kind=kind, synonyms=(*words(synonyms), *alone), **more)
