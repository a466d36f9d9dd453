"""Schedules of free items and awards (减免与奖补标准): read, applied to one case or to many, explained.

The schedules of other counties that are documented are shipped as examples (:func:`documented`). What a
county does not publish is not here: it writes its own file like these.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_core.registries.funeral.schedules.model import Line, Schedule, Schedules
from minzheng_core.registries.funeral.schedules.reading import parse_schedule, read_schedules
from minzheng_core.registries.funeral.schedules.statement import (
    Charged,
    Service,
    Statement,
    state,
)

if TYPE_CHECKING:
    import polars as pl

    from minzheng_core.registries.funeral.schedules.columns import Statements
    from minzheng_core.registries.funeral.schedules.model import Kind

EXAMPLES = Path(__file__).parent / "examples"


def documented(*names: str) -> Schedules:
    """The documented schedules of other counties, all or those whose name begins with one of *names*.

    >>> [schedule.place for schedule in documented("湖口", "雷州")]
    ['360429', '440882']
    """
    known = read_schedules(*sorted(EXAMPLES.glob("*.toml")))
    return Schedules(tuple(one for one in known if not names or one.name.startswith(names)))


def state_all(
    cases: pl.DataFrame,
    services: pl.DataFrame,
    schedules: Schedules,
    *,
    place: str,
    kind: Kind = "free",
) -> Statements:
    """The statements of many cases in one pass; see :func:`.columns.state_all`.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    from minzheng_core.extras import require_extra

    require_extra("archive")
    from minzheng_core.registries.funeral.schedules import columns

    told: Any = columns.state_all(cases, services, schedules, place=place, kind=kind)
    return told  # type: ignore[no-any-return]


__all__ = [
    "Charged",
    "Line",
    "Schedule",
    "Schedules",
    "Service",
    "Statement",
    "documented",
    "parse_schedule",
    "read_schedules",
    "state",
    "state_all",
]
