"""The funeral registry as books see it: lifecycle, what is searched, what an act means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.registries.funeral.check import check
from minzheng_core.registries.funeral.record import FuneralRecord
from minzheng_core.registries.funeral.rules import book
from minzheng_core.registry import Registry, Searchable
from minzheng_core.schema.lifecycle import REVOKED, Action, Lifecycle, State, revoking
from minzheng_core.values.certificates.death_certificate import DeathCertificateNumber
from minzheng_core.values.certificates.serial_number import SerialNumber
from minzheng_core.values.grave_number import grave_number
from minzheng_core.values.search_forms import sought_name, sought_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec


def renewed(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a renewal: its years are added to those of earlier renewals.

    >>> renewed({"placement.renewed_years": "10"}, {"placement.renewed_years": "20"})
    {'placement.renewed_years': '30'}
    """
    values = dict(given)
    path = "placement.renewed_years"
    earlier, more = str(before.get(path) or "0"), str(given.get(path) or "0")
    if path in given and earlier.isdecimal() and more.isdecimal():
        values[path] = str(int(earlier) + int(more))
    return values


_OPEN = frozenset({"registered"})
LIFECYCLE = Lifecycle(
    states=(
        State(name="registered", label="已登记"),
        State(name="rescinded", label="死亡宣告已撤销"),
        REVOKED,
    ),
    actions=(
        Action(name="register", label="登记", after="registered"),
        Action(
            name="continue",
            label="续办",
            before=_OPEN,
            after="registered",
            basis="《殡葬管理条例》：接运、存放、火化、安放逐项登记",
        ),
        Action(name="correct", label="更正", before=_OPEN, reason=True),
        Action(
            name="move",
            label="迁移骨灰",
            before=_OPEN,
            after="registered",
            reason=True,
            document=True,
            basis="民政部 2024-04-18：骨灰去向可追溯",
        ),
        Action(
            name="renew",
            label="续期",
            before=_OPEN,
            after="registered",
            prepare=renewed,
            basis="民事发〔1998〕10号：以20年为一个周期",
        ),
        Action(
            name="rescind",
            label="撤销死亡宣告",
            before=_OPEN,
            after="rescinded",
            reason=True,
            document=True,
            judged=False,
            basis="《民法典》第五十条",
        ),
        *revoking("registered", label="撤销登记"),
    ),
)
"""What may be done with a case. How far it has come (fetched, cremated, placed) is not a state but
what its dates say (:func:`~minzheng_core.registries.funeral.stage`): old ledgers tell it whole."""


def _serial(text: str) -> str | None:
    serial = SerialNumber.parse(text)
    return str(serial) if serial else text.strip()


def _proof(text: str) -> str | None:
    return DeathCertificateNumber.normalise(text).text


def _archive() -> ArchiveSpec:
    from minzheng_core.registries.funeral.spec import spec

    return spec()


REGISTRY = Registry(
    name="funeral",
    label="殡葬登记",
    record=FuneralRecord,
    check=check,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(
            name="id_number",
            label="身份证号",
            paths=("deceased.id_number",),
            canonical=sought_number,
        ),
        Searchable(name="name", label="姓名", paths=("deceased.name",), canonical=sought_name),
        Searchable(
            name="cremation_certificate",
            label="火化证明编号",
            paths=("cremation.certificate_number",),
            canonical=_serial,
            unique=True,
        ),
        Searchable(
            name="death_certificate",
            label="死亡证明编号",
            paths=("death.certificate_number",),
            canonical=_proof,
        ),
        Searchable(name="death_date", label="死亡日期", paths=("death.date",)),
        Searchable(
            name="location",
            label="墓穴或格位编号",
            paths=("placement.location",),
            canonical=grave_number,
        ),
    ),
    event="death.date",
    edition=book().edition,
    archive=_archive,
)
"""Funerals (殡葬登记)."""

__all__ = ["LIFECYCLE", "REGISTRY", "renewed"]
