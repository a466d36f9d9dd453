"""The marriage registry as books see it: lifecycle, what is searched, what a re-issue means."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from minzheng_core.registries.marriage.check import check
from minzheng_core.registries.marriage.record import MarriageRecord
from minzheng_core.registries.marriage.rules import EDITION
from minzheng_core.registry import Registry, Searchable
from minzheng_core.schema.lifecycle import REVOKED, Action, Lifecycle, State, revoking
from minzheng_core.values.search_forms import sought_name, sought_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec

_REISSUED = {"结婚": "补发结婚证", "补发结婚证": "补发结婚证", "离婚": "补发离婚证", "补发离婚证": "补发离婚证",
             "IA": "ICA", "ICA": "ICA", "IB": "ICB", "ICB": "ICB"}  # fmt: skip
_FIRST = ("certificate_number", "registration_date", "office")


def reissued(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a re-issue: the certificate that was there becomes the old one.

    The old number, date and office are those of the first certificate; they stay what they are
    where one is issued a second time.

    >>> reissued({"business_type": "结婚", "certificate_number": "J360732-2015-000001"},
    ...          {"certificate_number": "BJ360732-2020-000001"})["old_certificate_number"]
    'J360732-2015-000001'
    """
    values = dict(given)
    for name in _FIRST:
        old = f"old_{name}"
        if old not in values and not before.get(old) and before.get(name):
            values[old] = before[name]
    kind = before.get("business_type")
    if "business_type" not in values and kind in _REISSUED:
        values["business_type"] = _REISSUED[kind]
    return values


LIFECYCLE = Lifecycle(
    states=(State(name="registered", label="已登记"), REVOKED),
    actions=(
        Action(name="register", label="登记", after="registered"),
        Action(name="correct", label="更正", before=frozenset({"registered"}), reason=True),
        Action(
            name="reissue",
            label="补发证件",
            before=frozenset({"registered"}),
            after="registered",
            prepare=reissued,
            basis="《婚姻登记条例》(国务院令第 804 号, 2025)",
        ),
        *revoking("registered", label="撤销", basis="《民法典》第一千零五十四条"),
    ),
)
"""A revoked marriage has no legal force from its beginning (《民法典》第一千零五十四条)."""


_DASHES = re.compile("[\u2010-\u2015\u2212_]")
_NATIONAL = re.compile(r"(B?[JL])(\d{6})-?(\d{4})-?(\d{6})")


def _certificate(text: str) -> str | None:
    """A certificate number without what hands write differently: width, case, blanks, dashes."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    plain = _DASHES.sub("-", plain)
    national = _NATIONAL.fullmatch(plain)
    return f"{national[1]}{national[2]}-{national[3]}-{national[4]}" if national else plain


def _archive() -> ArchiveSpec:
    from minzheng_core.registries.marriage.spec import spec

    return spec()


REGISTRY = Registry(
    name="marriage",
    label="婚姻登记",
    record=MarriageRecord,
    check=check,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(
            name="id_number",
            label="身份证号",
            paths=("husband.id_number", "wife.id_number"),
            canonical=sought_number,
        ),
        Searchable(
            name="name", label="姓名", paths=("husband.name", "wife.name"), canonical=sought_name
        ),
        Searchable(
            name="certificate_number",
            label="证件字号",
            paths=("certificate_number", "old_certificate_number"),
            canonical=_certificate,
            unique=True,
        ),
        Searchable(name="registration_date", label="登记日期", paths=("registration_date",)),
        Searchable(name="office", label="登记机关", paths=("office",)),
    ),
    event="registration_date",
    edition=EDITION,
    archive=_archive,
)
"""Marriage registration (婚姻登记)."""
