"""What a marriage registration ought to be: rules with their legal basis, judged by their day.

A breach in an old file is something to note, not something to repair: the only grounds of nullity
are bigamy, prohibited kinship and being under age (《民法典》第一千零五十一条), and a ground that has
lapsed no longer counts. Rules that need the law of the day carry ``since`` and ``until``.

References: 《婚姻法》(1950) 第四条; 《婚姻法》(1980) 第五条 (2001 年修正后第六条); 《民法典》
第一千零四十二条、第一千零四十七条、第一千零五十一条; GB 11643-1999; 《婚姻登记条例》.

The marriageable age of the day is a fact (:mod:`~minzheng_core.values.legal_age`), so that the local
rules of autonomous areas need no rule of their own.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from minzheng_core.findings import Severity
from minzheng_core.registries.marriage.corrections import TARGETS
from minzheng_core.registries.marriage.year_facts import LESS, MORE, OLDEST, YOUNGEST
from minzheng_core.rules import Rule, RuleBook, Term, fact, full_years, year_of
from minzheng_core.rules.regions import CARDS_BEGIN, EIGHTEEN_DIGITS_BEGIN, region_rules
from minzheng_core.values.certificates.certificate_number import MODERN_SINCE
from minzheng_core.values.dates.relation import SLIPS, Relation
from minzheng_core.values.ids.kinds import IdKind

EDITION = "2026-11"

LAW_1950 = date(1950, 5, 1)
EVENT = "registration_date.lo"
_day, _last_day = fact(EVENT), fact("registration_date.hi")
_business = fact("business")

PARTIES = (("husband", "wife", 1), ("wife", "husband", 2))


def _act_rules() -> tuple[Rule, ...]:
    return (
        *_day_rules(),
        *_certificate_rules(),
        Rule(
            code="MR115",
            field="office",
            when=(fact("office.until") <= _day) | (fact("office.since") > _last_day),
            expected=fact("office.period"),
            actual=fact("office.text"),
        ),
        *_reissue_rules(),
        Rule(
            code="MR119",
            field="business_type",
            when=(_business.equals("IA") | ~_business.is_known())
            & fact("remark.voided").is_known(),
            actual=fact("remark.voided"),
        ),
        *(
            Rule(
                code="MR120",
                field=field,
                when=fact("remark.corrects").equals(field),
                actual=fact("remark.correction"),
            )
            for field in TARGETS
        ),
    )


def _day_rules() -> tuple[Rule, ...]:
    return (
        Rule(
            code="MR101", field="registration_date", when=~fact("registration_date.text").is_known()
        ),
        Rule(code="MR102", field="registration_date", when=_last_day < LAW_1950, actual=_day),
        Rule(
            code="MR104",
            field="registration_date",
            when=fact("registration_date.holiday").is_known(),
            actual=fact("registration_date.holiday"),
            level=Severity.NOTICE,
        ),
        Rule(
            code="MR105",
            field="registration_date",
            part="year",
            when=fact("registration_date.likely_year").is_known(),
            expected=fact("registration_date.likely_year"),
            actual=year_of(_day),
        ),
    )


def _certificate_rules() -> tuple[Rule, ...]:
    number = "certificate_number"
    year, code = fact(f"{number}.year"), fact(f"{number}.code")
    return (
        Rule(
            code="MR110",
            field=number,
            part="prefix",
            when=~fact(f"{number}.fits_business"),
            expected=fact("business_type.label"),
            actual=fact(f"{number}.act"),
        ),
        Rule(
            code="MR111",
            field=number,
            part="year",
            when=year.differs(year_of(_day))
            & year.differs(year_of(_last_day))
            & ~fact(f"{number}.year_open").is_true(),
            expected=year_of(_day),
            actual=year,
        ),
        Rule(
            code="MR112",
            field=number,
            part="division",
            when=~fact(f"{number}.in_force"),
            expected=fact(f"{number}.code_then"),
            actual=code,
        ),
        Rule(
            code="MR113",
            field=number,
            part="year",
            when=fact(f"{number}.era").equals("modern") & (year < MODERN_SINCE),
            actual=year,
        ),
        Rule(
            code="MR114",
            field=number,
            part="division",
            when=fact(f"{number}.foreign_county").is_true(),
            actual=code,
        ),
    )


def _reissue_rules() -> tuple[Rule, ...]:
    old_day, old_number = fact("old_registration_date.lo"), fact("old_certificate_number.text")
    reissue = _business.within(["IC", "ICA", "ICB"])
    return (
        Rule(
            code="MR117",
            field="old_certificate_number",
            when=reissue & ~old_number.is_known() & ~fact("old_registration_date.text").is_known(),
        ),
        Rule(
            code="MR118",
            field="old_registration_date",
            when=reissue & (old_day > _last_day),
            expected=_last_day,
            actual=old_day,
        ),
    )


def _party_rules(own: str, other: str, sex_digit: int) -> tuple[Rule, ...]:
    return (
        *_missing_rules(own),
        *_birth_rules(own),
        *_number_rules(own, other, sex_digit),
        *_relation_rules(own),
        *_stated_rules(own, sex_digit),
    )


def _missing_rules(own: str) -> tuple[Rule, ...]:
    """What a party must have: a name, and a number since everybody has one."""
    number = f"{own}_id_number"
    return (
        Rule(code="MR201", field=f"{own}_name", when=~fact(f"{own}_name.text").is_known()),
        Rule(
            code="MR202",
            field=number,
            # A cell that says why it holds no number (不详, 3.6E+17) has a finding of its own.
            when=~fact(f"{number}.text").is_known() & ~(fact(f"{number}.faults") > 0).is_true(),
            since=EIGHTEEN_DIGITS_BEGIN,
        ),
    )


def _ages(own: str) -> tuple[Term, Term]:
    """The full years of a party on the day of the act: at most, at least."""
    return (
        full_years(fact(f"{own}.birth_lo"), _last_day),
        full_years(fact(f"{own}.birth_hi"), _day),
    )


def _birth_rules(own: str) -> tuple[Rule, ...]:
    """The birth date against the day of the act: possible at all, and of marriageable age."""
    birth, born_first = f"{own}_birth_date", fact(f"{own}.birth_lo")
    oldest, youngest = _ages(own)
    return (
        Rule(
            code="MR203",
            field=birth,
            when=born_first > _last_day,
            expected=_last_day,
            actual=born_first,
        ),
        Rule(
            code="MR204",
            field=birth,
            when=(oldest < YOUNGEST) & (born_first <= _last_day),
            actual=oldest,
        ),
        Rule(code="MR205", field=birth, when=youngest > OLDEST, actual=youngest),
        *(
            Rule(
                code="MR206",
                field=birth,
                when=(_business.equals("IA") | ~_business.is_known())
                & (oldest >= YOUNGEST)
                & (oldest < fact(f"{own}.minimum_age"))
                & doubted,
                expected=fact(f"{own}.minimum_age"),
                actual=oldest,
                level=level,
            )
            for doubted, level in (
                (oldest < fact(f"{own}.age_not_asked"), None),
                (oldest >= fact(f"{own}.age_not_asked"), Severity.NOTICE),
            )
        ),
    )


def _number_rules(own: str, other: str, sex_digit: int) -> tuple[Rule, ...]:
    """The number against the day of the act and the sex of the party."""
    number = f"{own}_id_number"
    kind = fact(f"{number}.kind")
    citizen = [str(IdKind.CITIZEN15), str(IdKind.CITIZEN18)]
    wrong_sex = fact(f"{number}.sex").differs(sex_digit)
    other_wrong = fact(f"{other}_id_number.sex").differs(3 - sex_digit)
    return (
        Rule(
            code="MR207",
            field=number,
            when=kind.within(citizen),
            until=CARDS_BEGIN,
            expected="1984",
            actual=year_of(_day),
        ),
        Rule(
            code="MR207",
            field=number,
            when=kind.equals(str(IdKind.CITIZEN18)),
            since=CARDS_BEGIN,
            until=EIGHTEEN_DIGITS_BEGIN,
            expected="1999-10",
            actual=year_of(_day),
        ),
        Rule(
            code="MR208",
            field=number,
            part="sex",
            when=wrong_sex & ~other_wrong.is_true() & ~_same_number(own, other),
            expected="男" if sex_digit == 1 else "女",
            actual=None,
        ),
    )


def _relation_rules(own: str) -> tuple[Rule, ...]:
    """The birth date as written against that in the number."""
    number, birth = f"{own}_id_number", f"{own}_birth_date"
    relation, number_says = fact(f"{number}.relation"), fact(f"{number}.birth")
    trusted = fact(f"{own}.trusted").is_true()
    return (
        Rule(
            code="MR211",
            field=birth,
            when=trusted & relation.equals(str(Relation.LUNAR_MATCH)),
            expected=number_says,
            actual=fact(f"{birth}.text"),
        ),
        Rule(
            code="MR212",
            field=birth,
            when=relation.within([str(r) for r in SLIPS]),
            expected=number_says,
            actual=fact(f"{birth}.text"),
        ),
        Rule(
            code="MR213",
            field=birth,
            when=relation.equals(str(Relation.OTHER)),
            expected=number_says,
            actual=fact(f"{birth}.text"),
        ),
    )


def _stated_rules(own: str, sex_digit: int) -> tuple[Rule, ...]:
    """Age and sex as stated against what birth date and party tell."""
    age, stated = f"{own}_age", fact(f"{own}_age.value")
    oldest, youngest = _ages(own)
    return (
        Rule(
            code="MR214",
            field=age,
            # Who was born after the registration has no age then (MR203).
            when=((stated - oldest > LESS) | (youngest - stated > MORE)) & (youngest >= 0),
            expected=youngest,
            actual=stated,
        ),
        Rule(
            code="MR215",
            field=f"{own}_sex",
            when=fact(f"{own}_sex.code").differs(str(sex_digit))
            & fact(f"{own}_sex.code").within(["1", "2"]),
            expected="男" if sex_digit == 1 else "女",
            actual=fact(f"{own}_sex.text"),
        ),
    )


def _same_number(own: str, other: str) -> Term:
    same = fact(f"{own}_id_number.text").equals(fact(f"{other}_id_number.text"))
    return same.is_true()


def _couple_rules() -> tuple[Rule, ...]:
    his, hers = fact("husband_id_number.sex"), fact("wife_id_number.sex")
    return (
        Rule(
            code="MR301", field="husband_id_number", part="sex", when=his.equals(2) & hers.equals(1)
        ),
        Rule(code="MR302", field="wife_id_number", when=_same_number("husband", "wife")),
        Rule(
            code="MR303",
            field="wife_name",
            when=fact("husband_name.text").equals(fact("wife_name.text")),
        ),
    )


@cache
def book() -> RuleBook:
    """The rules on one marriage record (规则集).

    >>> sorted(rule.code for rule in book() if rule.field == "registration_date")
    ['MR101', 'MR102', 'MR104', 'MR105', 'MR120']
    """
    return RuleBook(
        edition=EDITION,
        event=EVENT,
        rules=(
            *_act_rules(),
            *(rule for own, other, digit in PARTIES for rule in _party_rules(own, other, digit)),
            *(rule for own, *_ in PARTIES for rule in region_rules(f"{own}_id_number", _last_day)),
            *_couple_rules(),
        ),
    )
