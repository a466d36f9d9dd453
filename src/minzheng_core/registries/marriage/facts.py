"""Facts that only a marriage registration has: its act, the office of its time, its certificate.

Each is a plain function of a few cells: the check of one record asks it directly, a frame once per
different combination (:mod:`~minzheng_core.registries.marriage.fact_columns`).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve

from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.reference.holidays import holiday
from minzheng_core.reference.offices import nearest, office_period
from minzheng_core.values.certificates.forms import BUSINESS_TYPES
from minzheng_core.values.legal_age import USUAL_VARIATION, AgeRule, rule_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reference.offices import OfficePeriod
    from minzheng_core.values.ids.arithmetic import Sex

HAN = "01"
SEXES: dict[str, Sex] = {"husband": "男", "wife": "女"}


_REISSUES = frozenset({"ICA", "ICB"})
_OF_MARRIAGE = frozenset({"IA", "ICA"})
_BARE = re.compile(r"[补换](?:领|发|办|证|换)?(?:婚姻)?(?:登记)?(?:证件?|证书)?")
"""补领, 换证: says that a certificate was issued again, not which of the two."""
_BELATED = frozenset({"补办", "补办登记", "补登记"})
"""A marriage registered belatedly (《民法典》第一千零四十九条), or a certificate issued again."""


def act_facts(text: str | None, stated: str | None, act: str | None) -> tuple[Any, ...]:
    """``business``, whether the certificate fits it, and ``derived``: the type by the certificate.

    ``business`` is as stated (*text* that stands for the code *stated*), else as the certificate
    says where it leaves one. It is derived where the cell is empty or names no type by itself.

    A marriage that was revoked is known by its own number.

    >>> act_facts("撤销", "ID", "结"), act_facts("撤销", "ID", "离")
    (('ID', True, None), ('ID', False, None))
    >>> act_facts("补领", None, "补离"), act_facts("补领", None, "结"), act_facts("", None, "结")
    (('ICB', None, 'ICB'), (None, None, None), ('IA', None, 'IA'))
    """
    possible = BUSINESS_TYPES.get(act or "", frozenset())
    if stated:
        fitting = possible | {"ID"} if possible & _OF_MARRIAGE else possible
        return stated, stated in fitting if possible else None, None
    only = next(iter(possible)) if len(possible) == 1 else None
    if not text:
        return only, None, only
    if not _BARE.fullmatch(text):
        return only, None, None
    fits = only in _REISSUES or (only == "IA" and text in _BELATED)
    return (only, None, only) if fits else (None, None, None)


_OF_PAPERS = ("作废", "注销", "吊销")
VOIDED = "|".join((*_OF_PAPERS, "撤销", "无效"))
"""Words in a remark that say that something is void; read by Python and Polars alike."""

_VOIDED = re.compile(f"(?<![未不没])(?:{VOIDED})")
_OF_ANOTHER = re.compile("[原旧老前].{0,6}证|离婚证|户[口籍]|身份证")
"""What is void is a paper that stood before this act, or belongs to another register."""
_ISSUED_AGAIN = re.compile("遗失|[补换][发领办]")
"""Then it is the paper that is void, where the word is one that papers have; an act is revoked all the same."""


def voided(remark: str | None) -> tuple[Any, ...] | None:
    """The word of a remark that says that the act or its certificate is void.

    >>> voided("2003年作废"), voided("原证遗失，声明作废"), voided("未作废")
    (('作废',), None, None)
    >>> voided("2003年补发，2005年撤销"), voided("2003年补发，作废")
    (('撤销',), None)
    """
    text = remark or ""
    match = _VOIDED.search(text)
    if match is None or _OF_ANOTHER.search(text):
        return None
    return None if match[0] in _OF_PAPERS and _ISSUED_AGAIN.search(text) else (match[0],)


def office_facts(
    kind: str | None, day: date | None, own: Sequence[OfficePeriod] = ()
) -> tuple[Any, ...] | None:
    """``since, until, period`` of the office, for the day of registration.

    Its *own* spans, where the county gives them, else those of its kind.
    """
    period = nearest(own, day) if own else None if kind is None else office_period(kind, day)
    if period is None:
        return None
    return period.since, period.until or date.max, str(period)


def certificate_facts(code: str | None, year: int | None, county: str) -> tuple[Any, ...] | None:
    """``in_force, code_then, foreign_county`` for the division code and year of a certificate."""
    if code is None:
        return None
    history = divisions()
    foreign = code not in _lineage(county)
    if year is None:
        return None, None, foreign
    listed = min(year, LAST_LIST)
    # The list shows 31 December and a change takes effect some time after it was approved, so that either
    # code may stand on certificates of the year before and of the year after.
    in_force = any(
        r.start - 1 <= listed and (r.end is None or listed <= r.end + 1)
        for r in history.records(code)
    )
    then = _code_then(code, county, listed, foreign=foreign)
    return in_force, "、".join(then), foreign


@lru_cache(maxsize=64)
def _lineage(county: str) -> tuple[str, ...]:
    return divisions().lineage(county, LAST_LIST)


@lru_cache(maxsize=1024)
def _code_then(code: str, county: str, year: int, *, foreign: bool) -> tuple[str, ...]:
    """The codes in a year of the county that a certificate names: its own ones, or its successors.

    A code that was never given names no county; then it is that of the archive.
    """
    history = divisions()
    records = history.records(code)
    if foreign and any(record.start <= year for record in records):
        return history.current(code, year, year)
    return tuple(
        own for own in _lineage(code if foreign and records else county) if history.at(own, year)
    )


def holiday_of(day: date | None, precision: str | None) -> tuple[Any, ...] | None:
    """The name of the public holiday on a day that is known to the day."""
    found = holiday(day) if day is not None and precision == "ymd" else None
    return None if found is None else (found.name,)


def minimum_age(
    sex: Sex, county: str, local: tuple[AgeRule, ...], day: date | None, group: str | None
) -> tuple[Any, ...] | None:
    """The marriageable age of the day for a man or a woman of an ethnic group, ``None`` before 1950.

    And the age from which nobody need be asked. *local* are the variations of autonomous areas, as far
    as the county gives them; where it gives none, an autonomous area may have had the usual one.
    """
    minority = group is not None and group != HAN
    if day is None:
        return None
    rules = [
        rule_on(day, place=county, minority=minority, local=known)
        for known in (local, local or _usual_variation(county))
    ]
    ages = tuple(rule and (rule.man if sex == "男" else rule.woman) for rule in rules)
    return None if None in ages else ages


@lru_cache(maxsize=64)
def _usual_variation(county: str) -> tuple[AgeRule, ...]:
    """What the autonomous areas whose rules are known all laid down, if *county* ever lay in one."""
    names = (record.full_name for record in divisions().records(county))
    return (evolve(USUAL_VARIATION, place=county),) if any("自治" in name for name in names) else ()
