"""The patrol of signs: which are due, what was found, what was put right (标志巡查)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.due import (
    Due,
    Task,
    after_months,
    day_of,
    first_day_of,
)
from minzheng_core.registries.place_names.signs.intervals import months_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.ledger import Entry
    from minzheng_core.registries.place_names.signs.record import PlaceSign

NO_DEFECT = "完好"


def patrol_tasks(entries: Iterable[Entry], *, months: int | None = None) -> list[Due]:
    """The patrols and repairs of signs that stand: one patrol for each, one repair for each defect.

    The interval is the sign's own, else *months*, which the county sets; without either the day of
    the next patrol is unknown. It is counted from the last patrol, which may have found a defect,
    else from the day on which the sign was put up. A defect is to be put right by the day that was
    set for it.
    """
    found: list[Due] = []
    for entry in entries:
        if entry.state == "removed":
            continue
        sign: PlaceSign = entry.record
        name = _called(sign)
        seen = filter(None, map(day_of, (sign.patrolled_on, sign.defect_found_on)))
        last = max(seen, default=day_of(sign.erected_on))
        interval = months_of(sign.patrol_months) or months
        found.append(
            Due(
                task=Task.PATROL,
                key=entry.key,
                name=name,
                since=last,
                until=after_months(last, interval) if last and interval else None,
                basis="《地名管理条例》第二十条",
                note=sign.location or "",
            )
        )
        if entry.state == "defective" or (sign.rectified_on and sign.rectify_by):
            found.append(
                Due(
                    task=Task.RECTIFY,
                    key=entry.key,
                    name=name,
                    since=day_of(sign.defect_found_on),
                    until=day_of(sign.rectify_by),
                    done=day_of(sign.rectified_on) if entry.state != "defective" else None,
                    earliest=first_day_of(sign.defect_found_on),
                    basis="《地名管理条例》第十九条、第二十条",
                    note=sign.defect or "",
                )
            )
    return found


def _called(sign: PlaceSign) -> str:
    """What it shows and its number, which is on the sign where the key of the record is not."""
    text, number = sign.text_shown or "", sign.sign_number or ""
    return f"{text}（{number}）" if text and number else text or number


def defect_counts(entries: Iterable[Entry]) -> dict[str, int]:
    """How many standing signs have which defect; those without any under 完好."""
    counts = Counter(
        (entry.values.get("defect") or "其他") if entry.state == "defective" else NO_DEFECT
        for entry in entries
        if entry.state != "removed"
    )
    return dict(counts.most_common())
