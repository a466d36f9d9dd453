"""The ledger of cremation certificates (火化证明台账): issued, void, duplicate, missing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.findings import Finding
from minzheng_core.values.certificates.serial_number import SerialNumber

if TYPE_CHECKING:
    from collections.abc import Iterable

ISSUED, VOID = "issued", "void"
_VOID = re.compile(r"\A\s*是\s*\Z|(?<![未没不非])(?<!没有)作废")
"""What a ledger says of a form that was made void."""
_LONGEST_GAP = 1000
"""A gap of more numbers than this is another series, not lost forms."""


@frozen(kw_only=True)
class Issue:
    """One line of the ledger: a serial, whether it was issued or made void, and why."""

    serial: str
    status: str = ISSUED
    reason: str = ""


@frozen(kw_only=True)
class SerialReport:
    """What a ledger shows: how many were issued and made void, which are missing or doubled."""

    issued: int
    void: int
    gaps: tuple[tuple[str, str], ...] = field(repr=False)
    """First and last serial of each gap."""
    duplicates: tuple[str, ...] = field(repr=False)
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> int:
        """How many serials are missing in all gaps."""
        total = 0
        for first, last in self.gaps:
            one, other = SerialNumber.parse(first), SerialNumber.parse(last)
            total += other.number - one.number + 1 if one and other else 0
        return total


def status_of(said: str | None) -> str:
    """Whether a form was issued or made void, by the cell of a ledger under 状态 or 是否作废.

    >>> [status_of(said) for said in ("作废（填写不清）", "是", "未作废", "使用", None)]
    ['void', 'void', 'issued', 'issued', 'issued']
    """
    return VOID if _VOID.search(said or "") else ISSUED


def check_serials(ledger: Iterable[Issue], used: Iterable[str | None] = ()) -> SerialReport:
    """Check a ledger of certificates, and the serials that stand in the cases (*used*) against it.

    A gap (FX111), a serial twice (FX112), a void one without its reason (FX113), a void one that a
    case bears (FX114), one that a case bears and the ledger has not (FX115), a serial without a
    number (FX116). Series are told apart by what stands before the number; a gap is looked for
    within one series only. A case may bear a serial without its leading zeros, which spreadsheets drop.

    >>> told = check_serials([Issue(serial="000101"), Issue(serial="000102"), Issue(serial="000102"),
    ...                       Issue(serial="000104")])
    >>> told.gaps, told.duplicates, [f.code for f in told.findings]
    ((('000103', '000103'),), ('000102',), ['FX111', 'FX112'])
    """
    series: dict[tuple[str, int], list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    known: dict[tuple[str, int], str] = {}
    void: set[str] = set()
    findings: list[Finding] = []
    issued = 0
    for line in ledger:
        serial = SerialNumber.parse(line.serial)
        if serial is None:
            findings.append(Finding("FX116", field="serial", actual=line.serial[:20]))
            continue
        text = str(serial)
        counts[text] += 1
        known.setdefault((serial.head, serial.number), text)
        series[serial.head, serial.width].append(serial.number)
        if line.status == VOID:
            void.add(text)
            if not line.reason.strip():
                findings.append(Finding("FX113", field="serial", actual=text))
        else:
            issued += 1
    gaps: list[tuple[str, str]] = []
    for (head, width), numbers in series.items():
        gaps += _gaps(SerialNumber(head, 0, width), sorted(set(numbers)))
    duplicates = tuple(text for text, count in counts.items() if count > 1)
    findings += [
        Finding("FX111", field="serial", expected=first, actual=last) for first, last in gaps
    ]
    findings += [Finding("FX112", field="serial", actual=text) for text in duplicates]
    for serial in filter(None, map(SerialNumber.parse, dict.fromkeys(used))):
        text = str(serial)
        meant = text if text in counts else known.get((serial.head, serial.number))
        if meant in void:
            findings.append(Finding("FX114", field="serial", actual=text))
        elif counts and meant is None:
            findings.append(Finding("FX115", field="serial", actual=text))
    return SerialReport(
        issued=issued,
        void=len(void),
        gaps=tuple(gaps),
        duplicates=duplicates,
        findings=tuple(findings),
    )


def _gaps(series: SerialNumber, numbers: list[int]) -> list[tuple[str, str]]:
    return [
        (series.at(before + 1), series.at(after - 1))
        for before, after in pairwise(numbers)
        if 1 < after - before <= _LONGEST_GAP
    ]
