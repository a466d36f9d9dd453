"""What a sign ought to show and how its patrol ought to run.

References: 《地名管理条例》第十五条、第十八条、第十九条; GB 17733-2008; 中地发〔1987〕21号,〔1992〕4号,
厅办函〔1998〕166号 (no Wade-Giles, no foreign forms on signs of place names).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.findings import Finding
from minzheng_core.registries.place_names.code_classes import code_digits
from minzheng_core.registries.place_names.kinds import SPELLED_AS, kind_of
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.signs.intervals import months_of
from minzheng_core.registries.place_names.spelling import check_spelling, parse_spelling
from minzheng_core.registries.place_names.spelling.plain import plain_spelling
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.record import texts_of
from minzheng_core.values.county import county_code
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.record import PlaceName
    from minzheng_core.registries.place_names.signs.record import PlaceSign

EDITION = "2026-11"
_OF_WORDS = frozenset({"PS203", "PS205", "PS209"})
"""How a spelling is divided, its apostrophes and hyphens: wrong on a sign though its letters are right."""
_HOUSE = re.compile(
    "[甲乙丙丁附]?[0-9]+(?:-[0-9]+)?(?:号[楼院]?|[栋幢])(?:附?[0-9]+号|[0-9]+单元)?"
)
"""The number of a house or a building on its plate (门牌、楼牌), behind the name of its street or alone."""
_HOUSE_SPELLED = re.compile(
    r"\s*[0-9]+(?:-[0-9]+)?\s*(?:hao(?:\s*lou|\s*yuan)?|dong|zhuang)?\s*$", re.IGNORECASE
)
DATES = ("erected_on", "patrolled_on", "defect_found_on", "rectify_by", "rectified_on")


@cache
def book() -> RuleBook:
    """The rules on one sign."""
    found, rectified = fact("defect_found_on.lo"), fact("rectified_on.hi")
    return RuleBook(
        edition=EDITION,
        event="erected_on.lo",
        rules=(
            Rule(code="PB301", field="place", when=~fact("place").is_known()),
            Rule(
                code="PB302",
                field="text_shown",
                when=~fact("text_shown").is_known(),
            ),
            Rule(
                code="PB303",
                field="spelling_shown",
                when=fact("text_shown").is_known() & ~fact("spelling_shown").is_known(),
            ),
            Rule(
                code="PB306",
                field="defect_found_on",
                when=fact("defect").is_known() & ~fact("defect_found_on").is_known(),
                actual=fact("defect"),
            ),
            Rule(
                code="PB307",
                field="rectified_on",
                when=rectified < found,
                expected=found,
                actual=rectified,
            ),
            Rule(
                code="PB308",
                field="patrol_months",
                when=~fact("patrol_months.whole"),
                actual=fact("patrol_months"),
            ),
        ),
    )


def facts_of(sign: PlaceSign, on: date) -> tuple[dict[str, Any], list[Finding]]:
    """The facts of a sign, and what is wrong with its dates."""
    facts: dict[str, Any] = {name: text for name, text in texts_of(sign) if text}
    findings: list[Finding] = []
    for field in DATES:
        # A day by which something must be done lies ahead.
        day = PartialDate.parse(facts.get(field), on=date.max if field == "rectify_by" else on)
        findings += [attrs.evolve(f, field=field) for f in day.findings]
        facts[f"{field}.lo"] = day.value.lo if day.value else None
        facts[f"{field}.hi"] = day.value.hi if day.value else None
    if spelled := facts.get("spelling_shown"):
        odd = parse_spelling(spelled).findings
        findings += [attrs.evolve(f, field="spelling_shown") for f in odd]
    months = facts.get("patrol_months")
    facts["patrol_months.whole"] = months_of(months) is not None if months else None
    return facts, findings


def check_sign(sign: PlaceSign, *, county: str, on: date | None = None) -> list[Finding]:
    """Every finding on one sign of *county*.

    Raises:
        CallError: no such county (IN203).

    >>> from minzheng_core.registries.place_names.signs import PlaceSign
    >>> sign = PlaceSign(place="R1", text_shown="红军大道", spelling_shown="Hongjun Road")
    >>> [str(f) for f in check_sign(sign, county="360732")]
    ['[PS207] 拼写中有英文 Road，地名标志不用外文拼写']
    """
    county = county_code(county)
    facts, findings = facts_of(sign, on or date.today())
    return [*findings, *book().at(county).judge(facts)]


def compare_with_name(sign: PlaceSign, name: PlaceName) -> list[Finding]:
    """Whether a sign shows the standard name and its spelling, tones and capitals left aside.

    The number that the plate of a house shows besides is none of the name.

    A spelling on record that breaks the rules is no measure for signs: then that of the rules is.

    >>> from minzheng_core.registries.place_names import PlaceName
    >>> from minzheng_core.registries.place_names.signs import PlaceSign
    >>> street = PlaceName(standard_name="红军大道", spelling="Hóngjūn Dàdào")
    >>> [str(f) for f in compare_with_name(PlaceSign(text_shown="红军路",
    ...     spelling_shown="HONGJUN DADAO"), street)]
    ['[PB311] 标志上写的是“红军路”，标准名称是“红军大道”']
    """
    found = []
    shown, standard = tidy(sign.text_shown), tidy(name.standard_name)
    plate = _HOUSE.fullmatch(shown.removeprefix(standard))
    if shown and standard and shown != standard and not plate:
        found.append(Finding("PB311", field="text_shown", expected=standard, actual=shown))
    spelled, right = sign.spelling_shown or "", _right_spelling(name)
    spelled = _HOUSE_SPELLED.sub("", spelled) if plate else spelled
    if spelled and right and plain_spelling(spelled) != plain_spelling(right):
        found.append(Finding("PB312", field="spelling_shown", expected=right, actual=spelled))
    elif spelled and right:
        found += _divided(name, spelled)
    return found


def _divided(name: PlaceName, spelled: str) -> list[Finding]:
    """What is wrong in the words of a spelling that has the right letters: BINHE BEI LU for 滨河北路."""
    kind = kind_of(name)
    judged = check_spelling(
        name.standard_name,
        spelled,
        kind=SPELLED_AS[kind] if kind else None,
        division=code_digits(name.division),
    )
    return [
        attrs.evolve(finding, field="spelling_shown")
        for finding in judged.findings
        if finding.code in _OF_WORDS
    ]


def _right_spelling(name: PlaceName) -> str:
    """The spelling on record, else that of the rules where its reading is attested."""
    kind = kind_of(name)
    judged = check_spelling(
        name.standard_name,
        name.spelling,
        kind=SPELLED_AS[kind] if kind else None,
        division=code_digits(name.division),
    )
    if name.spelling and (judged.right or not judged.expected.confirmed):
        return name.spelling
    return judged.expected.text if judged.expected.confirmed else ""
