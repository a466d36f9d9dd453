"""The registry of changes of divisions as books see it: applied for, approved, carried out, evaluated."""

from __future__ import annotations

from minzheng_core.registries.place_names.changes.record import DivisionChange
from minzheng_core.registries.place_names.changes.rules import book, check_change
from minzheng_core.registry import Registry, Searchable
from minzheng_core.schema.lifecycle import Action, Lifecycle, State

_ALIVE = frozenset({"proposed", "approved", "carried_out", "evaluated"})
_REGULATIONS = "《行政区划管理条例》(国务院令第 704 号, 2018)"

LIFECYCLE = Lifecycle(
    states=(
        State(name="proposed", label="已申请"),
        State(name="approved", label="已批准"),
        State(name="carried_out", label="已完成"),
        State(name="evaluated", label="已评估"),
        State(name="withdrawn", label="已撤回"),
        State(name="revoked", label="误登作废"),
    ),
    actions=(
        Action(name="register", label="申请", after="proposed", basis=f"{_REGULATIONS}第十三条"),
        Action(name="correct", label="更正", before=_ALIVE, reason=True),
        Action(
            name="approve",
            label="批准",
            before=frozenset({"proposed"}),
            after="approved",
            document=True,
            basis=f"{_REGULATIONS}第六条至第十条",
        ),
        Action(name="record", label="登记办理情况", before=frozenset({"approved", "carried_out"})),
        Action(
            name="carry_out",
            label="完成变更",
            before=frozenset({"approved"}),
            after="carried_out",
            day_at="completed_on",
            basis=f"{_REGULATIONS}第十五条",
        ),
        Action(
            name="evaluate",
            label="评估",
            before=frozenset({"carried_out"}),
            after="evaluated",
            day_at="evaluated_on",
        ),
        Action(
            name="withdraw",
            label="撤回",
            before=frozenset({"proposed"}),
            after="withdrawn",
            reason=True,
            judged=False,
        ),
        Action(
            name="revoke",
            label="误登作废",
            before=_ALIVE - {"proposed"},
            after="revoked",
            reason=True,
            judged=False,
        ),
    ),
)

REGISTRY = Registry(
    name="division_changes",
    label="区划变更",
    record=DivisionChange,
    check=check_change,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(name="title", label="变更事项", paths=("title",)),
        Searchable(name="document", label="批准文号", paths=("document",)),
        Searchable(name="kind", label="变更种类", paths=("kind",)),
    ),
    event="applied_on",
    edition=book().edition,
)
"""Changes of divisions (区划变更)."""
