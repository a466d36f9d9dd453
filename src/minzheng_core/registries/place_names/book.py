"""The registry of place names as books see it: lifecycle, what is searched, what a renaming means.

References: 《地名管理条例》(国务院令第 753 号, 2022) 第十条 to 第十四条, 第二十五条; 《行政区划管理条例》
(国务院令第 704 号, 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.registries.place_names.check import check
from minzheng_core.registries.place_names.former_names import (
    FormerName,
    day_told,
    named_since,
    with_former_name,
)
from minzheng_core.registries.place_names.naming.application import protection_findings
from minzheng_core.registries.place_names.place_code import PlaceCode
from minzheng_core.registries.place_names.record import PlaceName
from minzheng_core.registries.place_names.rules import book
from minzheng_core.registries.place_names.spelling.plain import plain_spelling
from minzheng_core.registry import Registry, Searchable
from minzheng_core.schema.lifecycle import Action, Lifecycle, State

if TYPE_CHECKING:
    from collections.abc import Mapping

LIVING = frozenset({"approved", "filed", "announced", "in_use", "renamed"})
"""The states of a place whose name has been decided on."""
ABOLISHED = "abolished"
TAKE_BACK = "take_back"
"""The act that makes a place what it was before a change of divisions entered by mistake."""
_PENDING = frozenset({"proposed", "assessed"})
_REGULATIONS = "《地名管理条例》(国务院令第 753 号, 2022)"
_OF_THE_OLD_NAME = ("approval", "filing", "announcement")


def adjusted(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record after a change of divisions: a name that went is a former name.

    The new name is named on the day of ``named_on``, else of its approval: from then on the old one
    is a former name.

    >>> adjusted({"standard_name": "古龙岗乡"}, {"standard_name": "古龙岗镇", "named_on": "1984-05-01"})
    {'standard_name': '古龙岗镇', 'named_on': '1984-05-01', 'former_names': '古龙岗乡（—1984-05-01）'}
    """
    values = dict(given)
    old, new = before.get("standard_name"), given.get("standard_name")
    if not (old and new and old != new):
        return values
    begun = values.setdefault("named_on", given.get("approval.on"))
    if "former_names" not in given:
        told = before.get("former_names")
        former = FormerName(
            name=old,
            since=named_since(before.get("named_on"), told),
            until=day_told(begun) if begun else None,
        )
        values["former_names"] = with_former_name(told, former)
    return values


def approved(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an approval: a name is named on that day, where nobody wrote down another.

    >>> approved({"standard_name": "和顺路"}, {"approval.on": "2026-04-01"})
    {'approval.on': '2026-04-01', 'named_on': '2026-04-01'}
    """
    values = dict(given)
    day = given.get("approval.on") or before.get("approval.on")
    if day and not before.get("named_on"):
        values.setdefault("named_on", day)
    return values


def renamed(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a renaming: as :func:`adjusted`, and the new name is approved and filed anew."""
    fresh = {
        path: None
        for path in before
        if path.partition(".")[0] in _OF_THE_OLD_NAME and path not in given
    }
    return fresh | adjusted(before, given)


def restored(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a restoring: the place has no end any more.

    >>> restored({"standard_name": "和顺路", "abolished": "2026-09-01"}, {})
    {'abolished': None}
    """
    return ({"abolished": None} if before.get("abolished") else {}) | dict(given)


def _state(name: str, label: str) -> State:
    return State(name=name, label=label)


LIFECYCLE = Lifecycle(
    states=(
        _state("proposed", "已申请"),
        _state("assessed", "已论证"),
        _state("approved", "已批准"),
        _state("filed", "已备案"),
        _state("announced", "已公告"),
        _state("in_use", "使用中"),
        _state("renamed", "已更名"),
        _state("abolished", "已废止"),
        _state("refused", "未获批准"),
        _state("annulled", "误登作废"),
    ),
    actions=(
        Action(name="register", label="登记现有地名", after="in_use"),
        Action(
            name="propose", label="申请命名", after="proposed", basis=f"{_REGULATIONS}第十一条"
        ),
        Action(
            name="correct", label="更正", before=LIVING | _PENDING | {"abolished"}, reason=True
        ),
        Action(
            name="assess",
            label="评估论证",
            before=frozenset({"proposed"}),
            after="assessed",
            basis=f"{_REGULATIONS}第十一条第二款",
        ),
        Action(
            name="refuse", label="不予批准", before=_PENDING, after="refused", reason=True, judged=False
        ),
        Action(
            name="reapply",
            label="重新申请",
            before=frozenset({"refused"}),
            after="proposed",
            reason=True,
            basis=f"{_REGULATIONS}第十一条",
        ),
        Action(
            name="approve",
            label="批准",
            before=_PENDING,
            after="approved",
            document=True,
            document_at="approval.document",
            since_at="named_on",
            prepare=approved,
            basis=f"{_REGULATIONS}第十二条",
        ),
        Action(
            name="file",
            label="报送备案",
            before=LIVING - {"in_use", "filed"},
            after="filed",
            document_at="filing.document",
            day_at="filing.on",
            basis=f"{_REGULATIONS}第十三条",
        ),
        Action(
            name="announce",
            label="公告",
            before=LIVING - {"in_use", "announced"},
            after="announced",
            document_at="announcement.document",
            day_at="announcement.on",
            basis=f"{_REGULATIONS}第十四条",
        ),
        Action(
            name="use", label="启用", before=frozenset({"filed", "announced"}), after="in_use", judged=False
        ),
        Action(
            name="rename",
            label="更名",
            before=LIVING,
            after="renamed",
            reason=True,
            document=True,
            document_at="approval.document",
            since_at="named_on",
            alters="standard_name",
            prepare=renamed,
            stands_against=protection_findings,
            basis=f"{_REGULATIONS}第十条",
        ),
        Action(
            name="adjust",
            label="随区划变更",
            before=LIVING,
            document=True,
            prepare=adjusted,
            basis="《行政区划管理条例》(国务院令第 704 号, 2018)",
        ),
        Action(
            name="abolish",
            label="废止",
            before=LIVING,
            after="abolished",
            reason=True,
            document=True,
            since_at="abolished",
            stands_against=protection_findings,
            judged=False,
        ),
        Action(
            name="restore",
            label="恢复",
            before=frozenset({"abolished"}),
            after="in_use",
            reason=True,
            document=True,
            prepare=restored,
            judged=False,
        ),
        Action(
            name=TAKE_BACK,
            label="撤回误登的变更",
            before=LIVING | {"abolished"},
            after="annulled",
            reason=True,
            document=True,
            judged=False,
            takes_back=True,
        ),
    ),
)  # fmt: skip
"""From application to use; a renamed name is filed and announced like a new one."""


def _place_code(text: str) -> str | None:
    code = PlaceCode.parse(text).value
    return str(code) if code else text.strip() or None


REGISTRY = Registry(
    name="place_names",
    label="地名",
    record=PlaceName,
    check=check,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(
            name="place_code", label="地名代码", paths=("place_code",), canonical=_place_code, unique=True
        ),
        Searchable(name="name", label="标准名称", paths=("standard_name",)),
        Searchable(
            name="spelling", label="罗马字母拼写", paths=("spelling",), canonical=plain_spelling
        ),
        Searchable(name="division", label="所在政区代码", paths=("division",)),
        Searchable(name="unit_code", label="政区代码", paths=("unit_code",)),
        Searchable(name="parent", label="上级政区记录", paths=("parent",)),
        Searchable(name="category", label="类别代码", paths=("category",)),
    ),
    event="named_on",
    edition=book().edition,
    long_codes={"place_code": r"[0-9]{20}"},
)  # fmt: skip
"""Place names (地名)."""
