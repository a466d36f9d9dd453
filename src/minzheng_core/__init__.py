"""Registers that a county civil-affairs bureau can trust (县级民政登记簿).

Public names are resolved when they are used, so that ``import minzheng_core`` stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core._later import later
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
    "Book": "ledger.book",
    "CallError": "errors",
    "CertificateNumber": "values.certificates.certificate_number",
    "DivisionCode": "values.division_code",
    "Finding": "findings",
    "IdNumber": "values.ids.id_number",
    "InputError": "errors",
    "MinzhengError": "errors",
    "MissingExtra": "errors",
    "OutputError": "errors",
    "PartialDate": "values.dates.partial_date",
    "PersonName": "values.names.person_name",
    "Severity": "findings",
    "check_id": "rules.id_check",
    "check_ids": "rules.id_check",
    "open_store": "stores",
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


__getattr__ = later(__name__, _HOME)


def __dir__() -> list[str]:
    return sorted(__all__)
