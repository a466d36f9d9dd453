"""Registers that a county civil-affairs bureau can trust (县级民政登记簿).

Public names are resolved when they are used, so that ``import minzheng_core`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from minzheng_core._version import __version__

if TYPE_CHECKING:
    from minzheng_core.errors import (
        CallError,
        InputError,
        MinzhengError,
        MissingExtra,
        OutputError,
    )
    from minzheng_core.findings import Finding, Severity
    from minzheng_core.ledger.book import Book
    from minzheng_core.rules.id_check import check_id, check_ids
    from minzheng_core.stores import open_store
    from minzheng_core.values.certificates.certificate_number import CertificateNumber
    from minzheng_core.values.dates.partial_date import PartialDate
    from minzheng_core.values.division_code import DivisionCode
    from minzheng_core.values.ids.id_number import IdNumber
    from minzheng_core.values.names.person_name import PersonName

_HOME = {
    "Book": "minzheng_core.ledger.book",
    "CallError": "minzheng_core.errors",
    "CertificateNumber": "minzheng_core.values.certificates.certificate_number",
    "DivisionCode": "minzheng_core.values.division_code",
    "Finding": "minzheng_core.findings",
    "IdNumber": "minzheng_core.values.ids.id_number",
    "InputError": "minzheng_core.errors",
    "MinzhengError": "minzheng_core.errors",
    "MissingExtra": "minzheng_core.errors",
    "OutputError": "minzheng_core.errors",
    "PartialDate": "minzheng_core.values.dates.partial_date",
    "PersonName": "minzheng_core.values.names.person_name",
    "Severity": "minzheng_core.findings",
    "check_id": "minzheng_core.rules.id_check",
    "check_ids": "minzheng_core.rules.id_check",
    "open_store": "minzheng_core.stores",
}

__all__ = [
    "Book",
    "CallError",
    "CertificateNumber",
    "DivisionCode",
    "Finding",
    "IdNumber",
    "InputError",
    "MinzhengError",
    "MissingExtra",
    "OutputError",
    "PartialDate",
    "PersonName",
    "Severity",
    "__version__",
    "check_id",
    "check_ids",
    "open_store",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
