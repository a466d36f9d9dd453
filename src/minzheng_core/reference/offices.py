"""Who registered marriages when (登记机关沿革): kinds of office and the years of each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from minzheng_core.reference.office_words import GOVERNMENT
from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OfficeKind = Literal[
    "township_government",
    "town_government",
    "district_government",
    "county_government",
    "peoples_committee",
    "commune",
    "commune_revolutionary_committee",
    "revolutionary_committee",
    "district_office",
    "subdistrict",
    "county_bureau",
    "court",
    "village",
]

_BODY = f"(?:{GOVERNMENT}|公所|民政|社会事务|婚姻|登记|婚登|$)"
"""How the name of an office goes on behind the kind of its place."""

# The first that matches decides: a commune's revolutionary committee is both.
_FORMS: tuple[tuple[OfficeKind, re.Pattern[str]], ...] = (
    ("court", re.compile(r"法院|法庭")),
    ("commune_revolutionary_committee", re.compile(r"公社.*革(?:命委员会|委会?)")),
    ("village", re.compile(r"(?:大队|生产队|村民委员会|村委会?|居民委员会|居委会?)$")),
    ("commune", re.compile(r"公社")),
    ("revolutionary_committee", re.compile(r"革命委员会|革委")),
    ("peoples_committee", re.compile(r"人民委员会|[县乡镇区]人委")),
    ("subdistrict", re.compile(r"街道|街办|办事处")),
    ("district_office", re.compile(r"区公所")),
    ("town_government", re.compile(rf"镇{_BODY}")),
    ("township_government", re.compile(rf"(?:乡|苏木){_BODY}|民政(?:所|办公室|办)")),
    ("district_government", re.compile(f"区{GOVERNMENT}")),
    (
        "county_bureau",
        re.compile(
            r"民政[局科厅]|民政部门|婚姻(?:登记)?(?:管理|服务)?(?:机关|处|中心|所)|婚登[处中]"
        ),
    ),
    ("county_government", re.compile(f"[县市旗]{GOVERNMENT}")),
)


@frozen
class OfficePeriod:
    """One span in which a kind of office, or one office that a county names, existed and registered.

    ``since`` is included, ``until`` is not; ``None`` is open.

    >>> one = OfficePeriod("commune", "梅岭公社", date(1958, 1, 1), date(1971, 1, 1), "县志", "certain")
    >>> str(one)
    '梅岭公社（1958—1970年）'
    """

    kind: str
    label: str
    since: date
    until: date | None
    basis: str
    confidence: str

    def covers(self, day: date) -> bool:
        """Whether *day* lies in this span."""
        return self.since <= day and (self.until is None or day < self.until)

    def __str__(self) -> str:
        return f"{self.label}（{self._span()}）"

    def _span(self) -> str:
        """The days; whole years as such, the last one included."""
        since = None if self.since == date.min else self.since
        if all((day.month, day.day) == (1, 1) for day in (since, self.until) if day):
            years = str(since.year if since else ""), str(self.until.year - 1 if self.until else "")
            return "—".join(years) + "年"
        return f"{since or ''}—{self.until or ''}"


def office_kind(text: str) -> OfficeKind | None:
    """The kind of office that *text* names, ``None`` where it does not say.

    >>> [office_kind(t) for t in ("潋江公社", "潋江镇人民政府", "兴国县民政局婚姻登记处", "潋江")]
    ['commune', 'town_government', 'county_bureau', None]
    """
    bare = re.sub(r"[\s（）()《》“”]", "", text)
    return next((kind for kind, form in _FORMS if form.search(bare)), None)


@cache
def _periods() -> dict[str, tuple[OfficePeriod, ...]]:
    found: dict[str, tuple[OfficePeriod, ...]] = {}
    for kind, label, since, until, basis, confidence in rows("office_kinds.csv"):
        period = OfficePeriod(
            kind,
            label,
            date.fromisoformat(since),
            date.fromisoformat(until) if until else None,
            basis,
            confidence,
        )
        found[kind] = (*found.get(kind, ()), period)
    return found


def office_periods(kind: str) -> tuple[OfficePeriod, ...]:
    """All spans of *kind*, oldest first; empty for one that never registered (village, court)."""
    return _periods().get(kind, ())


def office_period(kind: str, day: date | None = None) -> OfficePeriod | None:
    """The span of *kind* that covers *day*, else the one nearest to it; without a day the last.

    Governments of 乡 have two spans, before and after the people's communes.

    >>> str(office_period("commune", date(1988, 5, 1)))
    '人民公社（1958-08-29—1985-07-01）'

    Limits: the years in which communes became townships differ by county (1980-1985); a county
    states its own in an overlay.
    """
    return nearest(office_periods(kind), day)


def nearest(periods: Sequence[OfficePeriod], day: date | None) -> OfficePeriod | None:
    """The span that covers *day*, else the one nearest to it; without a day the last."""
    if not periods or day is None:
        return periods[-1] if periods else None
    return min(periods, key=lambda p: _distance(p, day))


def turning_days(of: Iterable[Sequence[OfficePeriod]] = ()) -> list[date]:
    """The first days of stretches in which :func:`office_period` gives one answer for each kind.

    So does :func:`nearest` for each of the sequences in *of*, spans in the order of their beginning.

    >>> [day.year for day in turning_days()]
    [1, 1969]
    """
    turns = {date.min}
    for periods in (*_periods().values(), *of):
        for before, after in pairwise(periods):
            if before.until:
                gap = (after.since - before.until).days
                turns.add(after.since - timedelta(gap // 2 if gap > 0 else gap))
    return sorted(turns)


def _distance(period: OfficePeriod, day: date) -> int:
    if period.covers(day):
        return 0
    if day < period.since:
        return (period.since - day).days
    return (day - period.until).days + 1 if period.until else 0
