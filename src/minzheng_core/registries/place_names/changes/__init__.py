"""Changes of divisions (区划变更): the event with its checklist, and what it carries along in the book."""

from __future__ import annotations

from minzheng_core.registries.place_names.changes.book import REGISTRY
from minzheng_core.registries.place_names.changes.carry import (
    ChangePlan,
    PlannedAct,
    apply_change,
    plan_change,
)
from minzheng_core.registries.place_names.changes.order import ChangeOrder, UnitOrder
from minzheng_core.registries.place_names.changes.record import ChangeKind, DivisionChange
from minzheng_core.registries.place_names.changes.recording import record_of
from minzheng_core.registries.place_names.changes.rules import change_tasks, check_change
from minzheng_core.registries.place_names.changes.taking_back import (
    Revocation,
    plan_revocation,
    revoke_change,
)

__all__ = [
    "REGISTRY",
    "ChangeKind",
    "ChangeOrder",
    "ChangePlan",
    "DivisionChange",
    "PlannedAct",
    "Revocation",
    "UnitOrder",
    "apply_change",
    "change_tasks",
    "check_change",
    "plan_change",
    "plan_revocation",
    "record_of",
    "revoke_change",
]
