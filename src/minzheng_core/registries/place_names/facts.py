"""What a record of a place name says, as facts for its rules, with the findings of reading it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.geodesy.datums import Datum
from minzheng_core.reference.place_categories import place_categories
from minzheng_core.registries.place_names.code_classes import plain_code
from minzheng_core.registries.place_names.coordinates import position_of, unreadable
from minzheng_core.registries.place_names.due import after_months, last_days
from minzheng_core.registries.place_names.former_names import read_former_names
from minzheng_core.registries.place_names.kinds import digits_wanted, kind_of, kind_said
from minzheng_core.registries.place_names.place_code import PlaceCode
from minzheng_core.registries.place_names.record import PlaceName
from minzheng_core.schema import describe
from minzheng_core.schema.record import texts_of
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.division_code import DivisionCode

if TYPE_CHECKING:
    from datetime import date

    from minzheng_core.findings import Finding
    from minzheng_core.values.base import Parsed

DATES = ("named_on", "application.on", "approval.on", "filing.on", "announcement.on",
         "protection.listed_on", "established", "abolished")  # fmt: skip
"""The fields that hold a day, a month or a year."""
_AHEAD = frozenset({"named_on", "established", "abolished"})
"""Days that an approved change may set ahead: it takes effect at most 18 months after its approval."""
_MONTHS_AHEAD = 18
REQUIRED = ("meaning", "history", "description", "sources")
"""Items that the registration form of the census asks of every name (besides name, spelling, kind)."""


def facts_of(record: PlaceName, on: date) -> tuple[dict[str, Any], list[Finding]]:
    """The facts of a record by the name of field and part, and what is wrong with single values."""
    facts: dict[str, Any] = {name: text for name, text in texts_of(record) if text}
    findings: list[Finding] = []
    kind = kind_of(record)
    facts["kind"] = str(kind) if kind else None
    ahead = max(on, _ahead(facts.get("approval.on"), on))
    for field in DATES:
        day = _day(facts.get(field), ahead if field in _AHEAD else on)
        findings += [attrs.evolve(f, field=field) for f in day.findings]
        facts[f"{field}.lo"] = day.value.lo if day.value else None
        facts[f"{field}.hi"] = day.value.hi if day.value else None
    facts["filing.until"], facts["announcement.until"] = last_days(record)
    findings += _codes(facts)
    findings += _position(facts)
    odd = read_former_names(facts.get("former_names"))[1]
    facts["former_names.odd"] = "；".join(odd) or None
    own = plain_code((record.unit_code or "").strip())
    facts["unit_code.digits"] = str(digits_wanted(kind_said(record), own) or "") or None
    labels = _labels()
    facts["missing"] = "、".join(labels[f] for f in REQUIRED if not facts.get(f)) or None
    return facts, findings


@lru_cache(maxsize=4096)
def _day(text: str | None, on: date) -> Parsed[PartialDate]:
    """A date as it is read; many records have the same few, or none."""
    return PartialDate.parse(text, on=on)


@lru_cache(maxsize=4096)
def _code(text: str | None) -> Parsed[DivisionCode]:
    return DivisionCode.parse(text)


def _ahead(approved: str | None, on: date) -> date:
    """The last day that a change approved by now may take effect (《行政区划管理条例》第十五条)."""
    day = _day(approved, on).value
    return after_months(min(day.hi, on), _MONTHS_AHEAD) if day else on


@cache
def _labels() -> dict[str, str]:
    return {line["field"]: line["label"] for line in describe(PlaceName)}


def _codes(facts: dict[str, Any]) -> list[Finding]:
    """Add the parts of the codes to the facts; give what is wrong with their form."""
    findings = []
    code = PlaceCode.parse(facts.get("place_code"))
    findings += [attrs.evolve(f, field="place_code") for f in code.findings]
    if code.value:
        facts["place_code.category"] = code.value.category
        facts["place_code.division"] = code.value.township or code.value.county
    for field in ("division", "unit_code"):
        division = _code(facts.get(field))
        findings += [attrs.evolve(f, field=field) for f in division.findings]
        facts[f"{field}.code"] = str(division.value) if division.value else None
    category = facts.get("category")
    facts["category.known"] = place_categories().known(category) if category else None
    facts["category.whole"] = _is_category(category) if category else None
    above, own = facts["division.code"], facts["unit_code.code"]
    facts["unit_code.inside"] = own.startswith(_stem(above)) if own and above else None
    first = facts.get("place_code.division")
    facts["place_code.same_division"] = above.startswith(first) or first.startswith(above) if above and first else None  # fmt: skip
    return findings


def _is_category(code: str) -> bool:
    return len(code) == 5 and code.isdecimal()


def _stem(code: str) -> str:
    """The digits of a division code that its parts begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if len(code) == 6 and code.endswith("00") else code  # fmt: skip


_SAID = frozenset({"GC101", "GC102", "GC105", "GC107", "GC112"})
"""What the rules on positions say themselves (PN121 to PN124)."""


def _position(facts: dict[str, Any]) -> list[Finding]:
    """Add what the coordinates tell to the facts; give what is to be said of how they are written."""
    longitude, latitude = facts.get("position.longitude"), facts.get("position.latitude")
    datum = facts.get("position.datum")
    odd = unreadable(longitude, latitude)
    whole = bool(longitude and latitude) and odd is None
    found = position_of(longitude, latitude, Datum.named(datum or ""))
    codes = {finding.code for finding in found.findings}
    told = whole and "GC108" not in codes
    facts |= {
        "position.unreadable": odd,
        "position.inside": found.value is not None and "GC107" not in codes if told else None,
        "position.swapped": "GC107" in codes if told else None,
        "position.shown": f"{longitude}, {latitude}" if whole else None,
        "position.whole": whole if longitude or latitude else None,
        "position.datum.shown": datum or "（空）",
        "position.datum.known": Datum.named(datum or "") if whole else None,
    }
    return [attrs.evolve(f, field="position") for f in found.findings if f.code not in _SAID]
