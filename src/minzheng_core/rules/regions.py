"""Rules on the region code of an identity number in time, the same for everyone in every register."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from minzheng_core.findings import Severity
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.region_grade import PERMITS, SEEN, RegionGrade, region_windows
from minzheng_core.rules.rule import Rule
from minzheng_core.rules.terms import fact, lookup, year_of
from minzheng_core.values.ids.kinds import JUDGED, IdKind

if TYPE_CHECKING:
    from minzheng_core.rules.terms import Term

CARDS_BEGIN = date(1984, 1, 1)
"""Identity numbers exist since 1984 (《居民身份证试行条例》, 1984-04-06)."""
EIGHTEEN_DIGITS_BEGIN = date(1999, 10, 1)
"""GB 11643-1999 and the system of 18 digits."""


def region_rules(number: str, last_day: Term) -> tuple[Rule, ...]:
    """The region code in time, graded as :func:`~minzheng_core.rules.id_check.check_id` does.

    *number* is the field of the identity number, *last_day* the last day on which the event can have
    happened. A code that began after it shows a number filled in later; in years in which numbers of
    18 digits were not yet given, the form of the number shows that already.
    """
    kind, region = fact(f"{number}.kind"), fact(f"{number}.region")
    judged = kind.within([str(k) for k in JUDGED])
    first, last = lookup(region, region_years()[0]), lookup(region, region_years()[1])
    begun_later = judged & (first > year_of(last_day))
    known_by_form = kind.equals(str(IdKind.CITIZEN18))

    def graded(grade: RegionGrade) -> Term:
        return judged & fact(f"{number}.region_grade").equals(str(grade))

    def rule(code: str, when: Term, expected: Term | None = None, **more: Any) -> Rule:
        return Rule(
            code=code,
            field=number,
            part="region",
            when=when,
            expected=expected,
            actual=region,
            **more,
        )

    return (
        rule("ID121", graded(RegionGrade.UNLISTED)),
        rule("ID121", graded(RegionGrade.UNLISTED_SEEN), level=Severity.NOTICE),
        rule("ID122", graded(RegionGrade.BEFORE_ASSIGNMENT), last),
        rule("ID123", graded(RegionGrade.LAG), last),
        rule(
            "ID124",
            begun_later & ~known_by_form,
            first,
            since=CARDS_BEGIN,
            until=EIGHTEEN_DIGITS_BEGIN,
        ),
        rule("ID124", begun_later, first, since=EIGHTEEN_DIGITS_BEGIN),
    )


@cache
def region_years() -> tuple[dict[str, int], dict[str, int]]:
    """The first and the last year in which each listed region code can have been given."""
    firsts, lasts = region_windows()
    codes = sorted({r.code for r in divisions().all() if firsts[int(r.code)] > SEEN} | {*PERMITS})
    return {c: firsts[int(c)] for c in codes}, {c: lasts[int(c)] for c in codes}
