"""The offices of one county's communes and townships, with the years that the county gives (本县机关沿革)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.offices import OfficePeriod, office_kind, office_periods, turning_days
from minzheng_core.reference.townships import townships

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.reference.townships import TownshipRecord

_NO_OFFICE = frozenset({"court", "village"})
_BODIES = frozenset({"peoples_committee", "commune_revolutionary_committee"})
"""Bodies of a commune or township that came and went while it existed."""
_BASIS = "地方补充资料"


class CountyOffices:
    """The spans of the offices that an overlay gives years for; they go before the national ones."""

    def __init__(self, overlay: Overlay | None, county: str) -> None:
        known = townships(overlay)
        codes = set(known.codes_of(county))
        self._own: dict[str, list[TownshipRecord]] = {}
        for town in overlay.townships if overlay else ():
            if town.county in codes and (town.start or town.end):
                self._own.setdefault(_plain(town.name), []).append(town)
        stems = {r.name[:-1] for code in codes for r in divisions(overlay).records(code)}
        above = "|".join(map(re.escape, sorted(stems - {""}, key=len, reverse=True)))
        names = "|".join(map(re.escape, sorted(self._own, key=len, reverse=True)))
        self._form = (
            re.compile(rf"(?:.*?[省市县旗区州盟])??(?:{above})?({names})") if names else None
        )

    def __bool__(self) -> bool:
        return bool(self._own)

    def periods(self, text: str | None) -> tuple[OfficePeriod, ...]:
        """The spans of the office that *text* names, oldest first; empty where the overlay gives none.

        A government is one with its commune or township; a revolutionary or people's committee
        existed in those years of it in which there were such committees.
        """
        if self._form is None or not text:
            return ()
        kind = office_kind(text)
        match = None if kind in _NO_OFFICE else self._form.match(_plain(text))
        return () if match is None else self._spans(match[1], kind)

    def turning_days(self) -> list[date]:
        """The first days of stretches in which one span is the nearest, national ones included."""
        spans = [self._spans(name, kind) for name in self._own for kind in (None, *_BODIES)]
        return turning_days(spans)

    def _spans(self, name: str, kind: str | None) -> tuple[OfficePeriod, ...]:
        spans = [_span(town) for town in self._own[name]]
        if kind in _BODIES:
            bodies = [_common(span, body) for span in spans for body in office_periods(kind)]
            spans = [span for span in bodies if span is not None] or spans
        return tuple(sorted(spans, key=lambda span: span.since))


def _plain(text: str) -> str:
    return re.sub(r"[\s（）()《》“”]", "", text).replace("人民公社", "公社")


def _span(town: TownshipRecord) -> OfficePeriod:
    """The years of a record; where it leaves an end open, that of its kind of office in general."""
    kind = office_kind(town.name) or ""
    since = date(town.start, 1, 1) if town.start else None
    until = date(town.end + 1, 1, 1) if town.end else None
    general = office_periods(kind)
    if since is None and until is not None:
        since = max((p.since for p in general if p.since < until), default=None)
    elif until is None and since is not None:
        lasting = [p for p in general if p.until is None or p.until > since]
        until = lasting[0].until if lasting else None
    return OfficePeriod(kind, town.name, since or date.min, until, _BASIS, "certain")


def _common(span: OfficePeriod, body: OfficePeriod) -> OfficePeriod | None:
    """The days that both have."""
    ends = [end for end in (span.until, body.until) if end]
    since, until = max(span.since, body.since), min(ends, default=None)
    if until is not None and until <= since:
        return None
    return evolve(span, since=since, until=until)


@lru_cache(maxsize=8)
def county_offices(overlay: Overlay | None, county: str) -> CountyOffices:
    """The offices of *county* as its *overlay* tells of them.

    >>> from minzheng_core.reference.overlay import Overlay
    >>> from minzheng_core.reference.townships import TownshipRecord
    >>> own = Overlay(townships=(TownshipRecord("", "梅岭公社", "360732", 1958, 1970),))
    >>> [str(p) for p in county_offices(own, "360732").periods("兴国县梅岭人民公社")]
    ['梅岭公社（1958—1970年）']
    >>> [str(p) for p in county_offices(own, "360732").periods("梅岭公社革命委员会")]
    ['梅岭公社（1967-01-31—1971-01-01）']
    >>> county_offices(own, "360732").periods("潋江公社")
    ()
    """
    return CountyOffices(overlay, county)
