"""What a funeral record ought to be: rules with their legal basis, judged by their day and place.

Rules on the cremation are judged by the day of the cremation, rules on the grave by that of the
placement (``by``), since each obeys the law of its own day. What depends on the county
(:class:`~minzheng_core.registries.funeral.settings.Settings`) arrives as facts.

References: 《殡葬管理条例》(1997, and that in force from 2026-03-30); 民政部 2024-04-18 (遗体和骨灰管理);
国卫规划发〔2026〕5号; 江西省公墓管理办法 (省政府令第 253 号, 2022); 民事发〔1998〕10号; 《民法典》第十五条.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from minzheng_core.findings import Severity
from minzheng_core.registries.funeral.use_terms import LONGEST_TERM
from minzheng_core.rules import Rule, RuleBook, Term, fact, full_years
from minzheng_core.rules.regions import EIGHTEEN_DIGITS_BEGIN, region_rules
from minzheng_core.values.dates.relation import SLIPS, Relation

EDITION = "2026-11"
FOUR_CHECKS = date(2024, 4, 18)
"""From this day four things are checked before a cremation (民政部关于遗体和骨灰管理的通知)."""
OLDEST = 120
_NO_PROOF = "FR120"
EVENT = "death_date.lo"

_death, _death_last = fact(EVENT), fact("death_date.hi")
_cremation, _cremation_last = fact("cremation_date.lo"), fact("cremation_date.hi")
_placement, _placement_last = fact("placement_date.lo"), fact("placement_date.hi")
_cremated = _cremation.is_known()
_evidence = fact("death_evidence.code")
_police = _evidence.equals("POLICE").is_true()
_number, _name = fact("deceased_id_number.text"), fact("deceased_name.text")


def _known(field: str) -> Term:
    return fact(f"{field}.text").is_known()


def _order(code: str, later: str, earlier: str, *, unless: Term | None = None) -> Rule:
    """The day of *later* must not lie before that of *earlier*; equal days are allowed."""
    last, first = fact(f"{later}.hi"), fact(f"{earlier}.lo")
    when = last < first
    return Rule(
        code=code,
        field=later,
        when=when & ~unless.is_true() if unless else when,
        expected=first,
        actual=fact(f"{later}.lo"),
    )


def _date_rules() -> tuple[Rule, ...]:
    return (
        Rule(code="FR101", field="death_date", when=~_known("death_date")),
        _order(
            "FR110", "death_certificate_date", "death_date", unless=_evidence.equals("JUDGMENT")
        ),
        _order("FR111", "cremation_date", "death_certificate_date"),
        _order("FR112", "cremation_date", "death_date"),
        _order("FR113", "placement_date", "cremation_date"),
        _order("FR114", "transport_date", "death_date"),
        _order("FR115", "storage_from_date", "transport_date"),
        _order("FR115", "storage_until_date", "storage_from_date"),
        Rule(
            code="FR116",
            field="storage_until_date",
            when=fact("storage_until_date.lo") > _cremation_last,
            expected=_cremation_last,
            actual=fact("storage_until_date.lo"),
        ),
        _order("FR117", "placement_date", "death_date"),
    )


def _cremation_rules() -> tuple[Rule, ...]:
    """What must be there before a body is cremated, in two severities by the day."""
    proof = _known("death_certificate_number") | _police
    later = _cremation_last < fact("death_certificate_date.lo")
    paper: dict[str, Any] = {
        "code": _NO_PROOF,
        "field": "death_certificate_number",
        "when": _cremated & (~proof | later.is_true()),
    }
    checks: dict[str, Any] = {"since": FOUR_CHECKS, "by": "cremation_date.lo"}
    return (
        Rule(**paper, **checks),
        Rule(**paper, level=Severity.NOTICE, until=FOUR_CHECKS, by="cremation_date.lo"),
        *(
            Rule(code=code, field=field, when=_cremated & ~_known(field), **checks)
            for code, field in (
                ("FR121", "cremation_confirmation_number"),
                ("FR122", "cremation_handler_id_number"),
            )
        ),
        Rule.telling("FR123", "cremation_handler_id_number", "handler.fault"),
        Rule(
            code="FR124",
            field="deceased_id_number",
            when=fact("handler.is_deceased").is_true(),
        ),
    )


def _certificate_rules() -> tuple[Rule, ...]:
    """The certificate of death and its report."""
    unit = fact("certificate.unit_fault")
    return (
        Rule(
            code="FR130",
            field="death_certificate_form",
            when=fact("certificate.form_differs").is_true(),
            actual=fact("death_certificate_date.lo"),
        ),
        Rule(
            code="FR131",
            field="death_certificate_number",
            when=fact("certificate.number_differs").is_true(),
        ),
        Rule(code="FR132", field="death_certificate_number", when=unit.is_known(), expected=unit),
        Rule(
            code="FR133",
            field="death_report_date",
            when=fact("report.late").is_true(),
            expected=fact("report.due"),
            actual=fact("death_report_date.lo"),
        ),
    )


def _body_rules() -> tuple[Rule, ...]:
    """Whose body it is that was fetched or cremated, and that there is one."""
    body = _cremated | _known("transport_date")
    no_person = ~_number.is_known() & ~_name.is_known()
    issuer_number = (
        fact("certificate.form").equals("NEW")
        & ~fact("certificate.unit_fault").is_known()
        & _known("death_certificate_number")
    )
    return (
        Rule(
            code="FR150",
            field="deceased_name",
            when=no_person & body & ~_police & ~issuer_number.is_true(),
        ),
        Rule(
            code="FR151",
            field="death_evidence",
            when=fact("death_manner.code").equals("ABNORMAL") & body & ~_police,
            actual=fact("death_evidence.text"),
        ),
        Rule(code="FR153", field="death_evidence", when=_evidence.equals("JUDGMENT") & body),
    )


def _ground_rules() -> tuple[Rule, ...]:
    """The ground that a placement takes, for how long, and whether there is any."""
    years = fact("placement_term_years.number")
    return (
        Rule(
            code="FR140",
            field="placement_area",
            when=fact("placement.area_over").is_true(),
            expected=fact("placement.area_limit"),
            actual=fact("placement.area"),
        ),
        Rule(
            code="FR144",
            field="placement_term_years",
            when=years > LONGEST_TERM,
            expected=str(LONGEST_TERM),
            actual=years,
        ),
        Rule(
            code="FR149",
            field="placement_term_years",
            when=_known("placement_term_years") & ~years.is_known(),
            actual=fact("placement_term_years.text"),
        ),
        Rule(
            code="FR145",
            field="placement_location",
            when=fact("placement.keeps").equals(False) & _known("placement_location"),
            actual=fact("placement_kind.text"),
        ),
        Rule(
            code="FR148",
            field="placement_area",
            when=fact("placement.area_unread").is_true(),
            actual=fact("placement_area.text"),
        ),
    )


def _facility_rules() -> tuple[Rule, ...]:
    """The facility against the county's list of them."""
    return (
        Rule(
            code="FR143",
            field="placement_facility",
            when=fact("facility.kind").equals("public")
            & fact("facility.serves").equals(False)
            & ~_known("placement_outsider_reason"),
        ),
        Rule(
            code="FR146",
            field="placement_facility",
            when=fact("facility.known").equals(False),
            actual=fact("placement_facility.text"),
        ),
        Rule(
            code="FR147",
            field="placement_facility",
            when=fact("facility.open").equals(False),
            actual=_placement,
        ),
    )


def _whose_place_rules() -> tuple[Rule, ...]:
    """Who may have a place at all: nobody who lives, no body where ashes are the rule."""
    clause = fact("placement.allowed").is_true()
    early = fact("placement_agreement_date.hi") < _death
    return (
        Rule(
            code="FR142",
            field="placement_reserved_name",
            when=_known("placement_reserved_name") & ~clause,
        ),
        Rule(code="FR142", field="placement_agreement_date", when=early & ~clause),
        Rule(
            code="FR152",
            field="placement_kind",
            when=fact("placement.group").equals("body")
            & fact("county.cremation_area").is_true()
            & ~fact("deceased.buries").is_true(),
        ),
    )


def _person_rules() -> tuple[Rule, ...]:
    number, birth, age = "deceased_id_number", "deceased_birth_date", "deceased_age"
    born_first, born_last = fact("deceased.birth_lo"), fact("deceased.birth_hi")
    oldest, youngest = full_years(born_first, _death_last), full_years(born_last, _death)
    stated = fact(f"{age}.value")
    relation = fact(f"{number}.relation")
    says = fact(f"{number}.birth")
    written = fact(f"{birth}.text")
    differing: dict[str, Any] = {"expected": says, "actual": written}
    return (
        Rule(code="FR201", field="deceased_name", when=_number.is_known() & ~_name.is_known()),
        Rule(
            code="FR202",
            field=number,
            when=_name.is_known() & ~_number.is_known(),
            since=EIGHTEEN_DIGITS_BEGIN,
        ),
        Rule(
            code="FR203",
            field=birth,
            when=born_first > _death_last,
            expected=_death_last,
            actual=born_first,
        ),
        Rule(code="FR205", field=birth, when=youngest > OLDEST, actual=youngest),
        Rule(
            code="FR208",
            field=number,
            part="sex",
            when=fact(f"{number}.sex_differs").is_true(),
        ),
        Rule(
            code="FR211",
            field=birth,
            when=fact("deceased.trusted").is_true() & relation.equals(str(Relation.LUNAR_MATCH)),
            **differing,
        ),
        Rule(code="FR212", field=birth, when=relation.within([str(r) for r in SLIPS]), **differing),
        Rule(code="FR213", field=birth, when=relation.equals(str(Relation.OTHER)), **differing),
        Rule(
            code="FR214",
            field=age,
            when=(stated - oldest > 2) | (youngest - stated > 1),
            expected=youngest,
            actual=stated,
        ),
    )


@cache
def book() -> RuleBook:
    """The rules on one funeral record (规则集).

    >>> sorted(rule.code for rule in book() if rule.field == "placement_area")
    ['FR140', 'FR148']
    """
    return RuleBook(
        edition=EDITION,
        event=EVENT,
        rules=(
            *_date_rules(),
            *_cremation_rules(),
            *_certificate_rules(),
            *_body_rules(),
            *_ground_rules(),
            *_facility_rules(),
            *_whose_place_rules(),
            *_person_rules(),
            *region_rules("deceased_id_number", _death_last),
        ),
    )
