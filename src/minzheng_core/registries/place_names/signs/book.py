"""The registry of signs as books see it: standing, defective, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.registries.place_names.signs.record import PlaceSign
from minzheng_core.registries.place_names.signs.rules import book, check_sign
from minzheng_core.registry import Registry, Searchable
from minzheng_core.schema.lifecycle import Action, Lifecycle, State

if TYPE_CHECKING:
    from collections.abc import Mapping

_UP = frozenset({"standing", "defective"})
_ART_20 = "《地名管理条例》(国务院令第 753 号, 2022) 第二十条"


def found_defective(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A defect that is found anew: the last repair is no longer the one of this defect."""
    values = dict(given)
    if before.get("rectified_on") and "rectified_on" not in given:
        values["rectified_on"] = None
    return values


LIFECYCLE = Lifecycle(
    states=(
        State(name="standing", label="完好"),
        State(name="defective", label="待整改"),
        State(name="removed", label="已撤除"),
    ),
    actions=(
        Action(name="register", label="设置", after="standing", basis=_ART_20),
        Action(name="correct", label="更正", before=_UP, reason=True),
        Action(
            name="patrol", label="巡查无问题", before=_UP, basis=_ART_20, day_at="patrolled_on"
        ),
        Action(
            name="report",
            label="发现缺陷",
            before=_UP,
            after="defective",
            prepare=found_defective,
            basis=_ART_20,
        ),
        Action(
            name="rectify",
            label="整改完成",
            before=frozenset({"defective"}),
            after="standing",
            day_at="rectified_on",
        ),
        Action(
            name="remove", label="撤除", before=_UP, after="removed", reason=True, judged=False,
            basis="《地名管理条例》(国务院令第 753 号, 2022) 第十九条",
        ),
        Action(
            name="restore", label="恢复", before=frozenset({"removed"}), after="standing", reason=True
        ),
    ),
)  # fmt: skip

REGISTRY = Registry(
    name="place_signs",
    label="地名标志",
    record=PlaceSign,
    check=check_sign,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(name="sign_number", label="标志编号", paths=("sign_number",), unique=True),
        Searchable(name="place", label="地名记录", paths=("place",)),
        Searchable(name="text_shown", label="标志上的汉字", paths=("text_shown",)),
        Searchable(name="defect", label="缺陷", paths=("defect",)),
    ),
    event="erected_on",
    edition=book().edition,
)
"""Signs of place names (地名标志)."""
