"""Specimens of changes: a whole one, and one for every code of the rules. Documents are invented."""

from __future__ import annotations

from minzheng_core.registries.place_names.changes.record import DivisionChange
from minzheng_core.schema.record import changed

_UPGRADE = DivisionChange(
    title="长冈乡改镇",
    kind="乡改镇",
    units="T1",
    application_letter="有",
    basic_facts="有",
    risk_report="有",
    expert_report="有",
    consultation="有",
    maps="有",
    applied_on="2025-10-08",
    authority="江西省人民政府",
    document="赣府字〔2026〕1号",
    approved_on="2026-01-05",
    effective_on="2026-02-01",
    codes_published_on="2026-02-03",
)

GOOD: tuple[DivisionChange, ...] = (_UPGRADE,)
"""Changes on which there is nothing to say."""

BAD: dict[str, DivisionChange] = {
    "PB201": changed(_UPGRADE, kind="调整"),
    "PB202": changed(_UPGRADE, risk_report=None, maps=None),
    "PB203": changed(_UPGRADE, approved_on="2025-09-01", codes_published_on=None),
    "PB204": changed(_UPGRADE, document=None),
    "PB205": changed(
        _UPGRADE, completed_on="2025-12-01", boundary_survey="有", map_updated="有", notice_on="2026-01-10"
    ),
    "PB206": changed(_UPGRADE, completed_on="2026-06-01"),
}  # fmt: skip
"""One change for each code that one change can show."""
