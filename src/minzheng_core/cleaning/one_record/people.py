"""What one record says about a person, weighed in plain Python as cleaning weighs a column.

The number is trusted, withheld or repaired by the evidence of the record alone; which it is decides
the birth date that the rules judge by.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from minzheng_core.cleaning.evidence.row import WITHHELD, at_home, evidence_of, out_of_time
from minzheng_core.cleaning.plan.ages import MARRYING, Ages
from minzheng_core.findings import Finding
from minzheng_core.reference.region_grade import listed, listed_for, region_grade
from minzheng_core.values.age import birth_range, sides_with
from minzheng_core.values.dates.relation import AGREES, SAME_DAY, SLIPS, Relation, relate
from minzheng_core.values.ids.arithmetic import fits_exchanged
from minzheng_core.values.ids.evidence import likelier_a_slip
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.ids.kinds import EIGHTEEN, JUDGED, IdKind
from minzheng_core.values.ids.repair import decide, judge, repairs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from minzheng_core.values.age import Age, BirthRange
    from minzheng_core.values.dates.partial_date import PartialDate
    from minzheng_core.values.ids.repair import Evidence

_A_YEAR = timedelta(days=366)
_UNREAD = frozenset({*JUDGED, IdKind.MASKED, IdKind.OTHER})


@frozen(kw_only=True)
class PersonValues:
    """What a record tells of one person, read cell by cell; ``sex`` is 1 男, 2 女, ``None`` unknown."""

    party: str
    sex: int | None
    number: IdNumber | None = None
    tail_lost: bool = False
    """Whether the number may have lost its last three digits (``TAIL_LOST``)."""
    birth: PartialDate | None = None
    age: Age | None = None
    division: str | None = None

    relatives: bool = False
    """Whether the cell of a relative has the same number."""

    @property
    def sex_told(self) -> str | None:
        """The sex that the number tells; the digit for it is among the last three."""
        return self.number.sex if self.number and not self.tail_lost else None


@frozen(kw_only=True)
class Weighed:
    """What the number of one party is worth: whether it is trusted, and the birth date it gives."""

    person: PersonValues = field(repr=False)
    relation: Relation | None = None
    sex_differs: bool | None = None
    trusted: bool = False
    sound: bool = False
    """Whether the number stands by itself, trusted or not."""
    birth: date | None = field(default=None, repr=False)


def weigh(
    person: PersonValues,
    partner: IdNumber | None,
    *,
    county: str,
    on: date,
    event: PartialDate | None = None,
    ages: Ages = MARRYING,
) -> Weighed:
    """Whether the number of a party can be trusted, before its evidence is weighed in full."""
    number = person.number
    if number is None:
        return Weighed(person=person)
    birth, sex = number.birth, person.sex_told
    relation = None
    if person.birth and birth:
        checked = number.kind is not IdKind.CITIZEN15
        relation = relate(person.birth, birth, checked=checked)
    sex_differs = None if sex is None or person.sex is None else sex_digit(sex) != person.sex
    sound = number.id18 is not None
    plain = sound and not sex_differs and not (partner and partner.text == number.text)
    if birth and relation not in (Relation.SAME, Relation.COVERS):
        plain = plain and not out_of_time(birth, event.lo if event else None, on, ages)
    if number.kind in EIGHTEEN:
        unlike = relation is Relation.OTHER or _age_against(person, event, birth, relation)
        unlike = unlike or (relation in SLIPS and not listed(number.region or ""))
        swapped = relation is Relation.MONTH_DAY_SWAP
        unlike = unlike or (swapped and fits_exchanged(number.id18 or number.text))
        trusted = plain and not person.tail_lost and not unlike
    elif number.kind is IdKind.CITIZEN15:
        agrees = relation is None or relation in AGREES
        region = number.region or ""
        span = _age_span(person, event)
        if relation is None and birth:
            if span:
                agrees = span.lo - _A_YEAR <= birth <= span.hi + _A_YEAR
            elif event:
                agrees = not likelier_a_slip(birth.year, event.lo.year)
        trusted = plain and agrees and at_home(region, person.division, county=county, on=on)
    else:
        trusted = number.kind not in _UNREAD
    return Weighed(
        person=person,
        relation=relation,
        sex_differs=sex_differs,
        trusted=trusted,
        sound=sound,
        birth=birth,
    )


def _age_span(person: PersonValues, event: PartialDate | None) -> BirthRange | None:
    """The days of birth that the stated age allows, whatever is known of the day of the event."""
    if person.age is None or event is None:
        return None
    return birth_range(person.age, event.lo, event.hi)


def _age_against(
    person: PersonValues, event: PartialDate | None, birth: date | None, relation: Relation | None
) -> bool:
    """Whether the number is one slip from the written birth date, which the stated age allows and its own not."""
    span, file = _age_span(person, event), person.birth
    if span is None or file is None or birth is None or relation not in SLIPS:
        return False
    return sides_with(span, (file.lo, file.hi), birth)


def sex_digit(sex: str | None) -> int | None:
    """1 for 男, 2 for 女 (GB/T 2261.1-2003)."""
    return {"男": 1, "女": 2}.get(sex or "")


@frozen(kw_only=True)
class People:
    """The people of a record (one, or two parties) and the day of its event."""

    parties: tuple[PersonValues, ...] = field(repr=False)
    county: str
    on: date
    event: PartialDate | None = None
    ages: Ages = MARRYING

    def facts(self) -> tuple[dict[str, Any], list[Finding]]:
        """The facts of everyone that the rules read, and the findings on withheld numbers."""
        findings: list[Finding] = []
        everyone = [self._weigh(person) for person in self.parties]
        if len(everyone) == 2:
            everyone = list(_swap_back(*everyone))
        facts: dict[str, Any] = {}
        for weighed, reasons in map(self._explained, everyone):
            name = f"{weighed.person.party}_id_number"
            findings += [Finding(code, field=name) for code in reasons]
            birth = weighed.birth if weighed.trusted and not _relatives(weighed) else None
            if weighed.person.number and not weighed.trusted:
                birth = self._repaired(weighed)
            facts |= self._facts_of(weighed, birth)
        return facts, findings

    def _partner(self, person: PersonValues) -> IdNumber | None:
        return next((other.number for other in self.parties if other is not person), None)

    def _weigh(self, person: PersonValues) -> Weighed:
        return weigh(
            person,
            self._partner(person),
            county=self.county,
            on=self.on,
            event=self.event,
            ages=self.ages,
        )

    def _evidence(self, person: PersonValues) -> Evidence:
        line = self._evidence_line(person)
        return evidence_of(line, county=self.county, on=self.on, ages=self.ages)

    def _evidence_line(self, person: PersonValues) -> Mapping[str, Any]:
        span = _age_span(person, self.event)
        partner = self._partner(person)
        return {
            "text": person.number and person.number.text,
            "lo": person.birth and person.birth.lo,
            "hi": person.birth and person.birth.hi,
            "age_lo": span and span[0],
            "age_hi": span and span[1],
            "division": person.division,
            "day": self.event and self.event.lo,
            "spouse": partner and partner.text,
            "sex": person.sex,
        }

    def _explained(self, weighed: Weighed) -> tuple[Weighed, list[str]]:
        """Trust also what the record explains as it stands; say why the rest is withheld."""
        number = weighed.person.number
        if number is None or weighed.trusted or not weighed.sound:
            return weighed, []
        verdict = judge(
            number.text, self._evidence(weighed.person), region_ok=listed_for(number.text)
        )
        if verdict.sound:
            return evolve(weighed, trusted=True), []
        return weighed, list(
            dict.fromkeys(WITHHELD[reason] for reason in verdict.reasons if reason in WITHHELD)
        )

    def _repaired(self, weighed: Weighed) -> date | None:
        """The birth date of the one repair that the evidence leaves."""
        number = weighed.person.number
        text = number.text if number else ""
        found = repairs(text, self._evidence(weighed.person), region_ok=listed_for(text), limit=5)
        answer = decide(found, likely=True)
        repaired = IdNumber.parse(answer.number).value if answer else None
        return repaired.birth if repaired else None

    def _facts_of(self, weighed: Weighed, birth: date | None) -> dict[str, Any]:
        person, number = weighed.person, weighed.person.number
        own, name = person.party, f"{person.party}_id_number"
        span = _age_span(person, self.event)
        region = number.region if number else None
        sex = sex_digit(person.sex_told)
        grade = region_grade(region, number.birth, self.on) if number and region else None
        return {
            f"{name}.text": number.text if number else None,
            f"{name}.kind": str(number.kind) if number else None,
            f"{name}.birth": number.birth if number else None,
            f"{name}.sex": sex,
            f"{name}.region": region,
            f"{name}.region_grade": None if grade is None else str(grade),
            f"{name}.sex_differs": weighed.sex_differs,
            f"{name}.relation": None if weighed.relation is None else str(weighed.relation),
            f"{own}.trusted": birth is not None,
            f"{own}.birth_lo": birth or (person.birth.lo if person.birth else span and span[0]),
            f"{own}.birth_hi": birth or (person.birth.hi if person.birth else span and span[1]),
        }


def _relatives(weighed: Weighed) -> bool:
    """Whether the number is a relative's as well, and the written birth date does not say whose it is."""
    return weighed.person.relatives and weighed.relation not in SAME_DAY


def _swap_back(first: Weighed, second: Weighed) -> tuple[Weighed, Weighed]:
    """Give each party the other's number where both birth dates say that they were swapped."""
    for own, other in ((first, second), (second, first)):
        if not (own.sex_differs and own.sound and own.person.birth and other.birth):
            return first, second
        if relate(own.person.birth, other.birth) not in SAME_DAY:
            return first, second
    return (
        evolve(first, birth=second.birth, trusted=True),
        evolve(second, birth=first.birth, trusted=True),
    )
