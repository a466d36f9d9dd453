"""What an application must bring, and what protects a name that is to go (条例第十条、第十一条、第二十五条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.findings import Finding, Severity
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.record import Application
from minzheng_core.schema import describe

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.record import PlaceName

ITEMS = ("applicant", "scheme", "reasons", "location", "scale", "nature")
"""What every application says (第十一条第一款)."""
REPORTS = ("evaluation", "expert_review", "consultation")
"""The reports (第十一条第二款); their contents stand in 《实施办法》第五条."""
_DIVISIONS = frozenset({PlaceKind.COUNTY_DIVISION, PlaceKind.TOWNSHIP})


def application_findings(application: Application | None, kind: PlaceKind | None) -> list[Finding]:
    """What an application lacks.

    The reports are demanded of divisions; for other names they are to be made as the case asks,
    so that one that is missing is only noted.

    >>> [str(f) for f in application_findings(Application(applicant="潋江镇人民政府"), PlaceKind.STREET)]
    ['[PN511] 申请书缺：命名更名方案、理由、位置、规模、性质', '[PN512] 没有：综合评估（风险评估）报告、专家论证报告、征求意见报告']
    """
    given = application or Application()
    labels = {line["field"]: line["label"] for line in describe(Application)}

    def missing(fields: tuple[str, ...]) -> str | None:
        return "、".join(labels[f] for f in fields if not _filled(getattr(given, f))) or None

    found = []
    if items := missing(ITEMS):
        found.append(Finding("PN511", field="application", actual=items))
    if reports := missing(REPORTS):
        level = None if kind in _DIVISIONS else Severity.NOTICE
        found.append(Finding("PN512", field="application", actual=reports, level=level))
    if _says_so(given.named_after):
        found.append(
            Finding(
                "PN513", field="application.named_after", actual=(given.named_after or "").strip()
            )
        )
    return found


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())


def _says_so(text: str | None) -> bool:
    plain = (text or "").strip()
    return bool(plain) and plain not in {"否", "不是", "无", "没有", "no", "No"}


def protection_findings(replaced: PlaceName | None) -> list[Finding]:
    """What stands against giving up a name: its entry in a list of protected names.

    >>> from minzheng_core.registries.place_names.examples import GOOD
    >>> [str(f) for f in protection_findings(GOOD[2])]
    ['[PN501] “红军大道”列入了兴国县地名保护名录，更名、废止前应当先制定保护措施']
    """
    if replaced is None:
        return []
    protection, name = replaced.protection, replaced.standard_name
    listed = next(filter(_filled, (protection.list_name, protection.category)), None)
    if listed is None:
        return []
    code = "PN502" if _filled(protection.measures) else "PN501"
    return [Finding(code, field="protection", expected=listed, actual=name)]
