"""Markers (界桩): lifecycle, rules on one record, and the registry that books and stores work with.

References: 《行政区域界线管理条例》(国务院令第353号, 2002) 第五条、第六条、第八条、第十二条、第十六条、第十七条;
《行政区域界线界桩管理办法》(民政部令第36号, 2008) 第三条 to 第七条; GB/T 17796-2009.

Limitations: the articles of Order 36 from the eighth on were not available; periods for repair are a
county's setting.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.findings import Finding
from minzheng_core.registries.boundaries.facts import (
    absent,
    facts_of,
    length_in,
    metres,
    moment_of,
    parts_of,
    place_of,
    strange_datum,
)
from minzheng_core.registries.boundaries.law import EDITION, ORDER_36, REGULATION
from minzheng_core.registries.boundaries.record import Marker
from minzheng_core.registries.boundaries.tolerance import remeasurement_limit
from minzheng_core.registry import Registry, Searchable
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from minzheng_core.schema.record import changed
from minzheng_core.values.bearing import Bearing
from minzheng_core.values.county import county_code
from minzheng_core.values.marker_code import PROVINCIAL, STONES, LinePattern, MarkerCode
from minzheng_core.values.point import CHINA, Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.values.point import Point

EVENT = "set_on.lo"
ASSUMED = "推定"
"""How a managing side begins that no document names (``推定（单双号）``)."""
KINDS = {"单立": ("Q",), "双立": STONES["A"], "三立": STONES["C"]}
"""The letters of a code by the word for its kind."""
_DAYS = ("position.surveyed_on", "set_on", "condition.seen_on", "repair.on", "measured.surveyed_on")
_OBJECTS = ("object_1", "object_2", "object_3")
FARTHEST_OBJECT = 100_000.0
"""Metres at which nobody sees an azimuth object any more."""
DEFAULT_ACCURACY = 1.0
"""Metres: positions by satellite are asked to be no worse."""


def check(
    record: Marker,
    *,
    county: str,
    on: date | None = None,
    patterns: Sequence[LinePattern] = (PROVINCIAL,),
    extent: Extent = CHINA,
    report_hours: float | None = None,
) -> list[Finding]:
    """Every finding on one marker: on its values, then by the rules.

    What only the line or other markers can show is asked by
    :func:`~minzheng_core.registries.boundaries.check_set`. *patterns* are the codes of lines that
    the county knows, *extent* where its points can lie, *report_hours* within how many hours
    keepers must report, where there is such a rule. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> from minzheng_core.registries.boundaries import AzimuthObject, Position
    >>> marker = Marker(code="5253165Q", object_1=AzimuthObject(place="里程桩", azimuth="180°00′",
    ...     distance="61.75"), position=Position(x="2914211.695", y="38634885.367", datum="CGCS2000"))
    >>> [str(finding) for finding in check(marker, county="360732")]
    ['[BL127] 方位物只有 1 个，至少应有三个']
    """
    county = county_code(county)
    facts, findings = facts_of(record, on=on or date.today(), days=_DAYS)
    findings += _code(facts, patterns)
    findings += _objects(facts)
    point, found = place_of(facts, "position.", extent)
    measured, again = place_of(facts, "measured.", extent)
    findings += [*found, *again]
    facts["place.known"] = point is not None or bool(found)
    facts["datum.strange"] = strange_datum(facts.get("position.datum"))
    facts["assumed"] = facts.get("managing_basis", "").startswith(ASSUMED)
    _repairs(facts, point)
    _reports(facts, report_hours)
    facts["measured.off"] = _apart(facts, point, measured)
    return [*findings, *book().at(county).judge(facts)]


def _code(facts: dict[str, Any], patterns: Sequence[LinePattern]) -> list[Finding]:
    code = MarkerCode.parse(facts.get("code"), patterns, line=facts.get("line"))
    facts["code.kind"] = code.value.kind if code.value else None
    facts["code.line"] = code.value.line.text if code.value else None
    word = facts.get("kind", "")
    letters = next((letters for name, letters in KINDS.items() if name in word), None)
    kind = facts["code.kind"]
    facts["kind.fits"] = kind in letters if letters and kind else None
    numbers = [t for t in (facts.get("code"), *parts_of(facts.get("other_codes"))) if t]
    facts["junction.short"] = len(numbers) if "三面" in word and len(numbers) < 3 else None
    return [attrs.evolve(finding, field="code") for finding in code.findings]


def _objects(facts: dict[str, Any]) -> list[Finding]:
    findings = []
    named = 0
    for name in _OBJECTS:
        azimuth = Bearing.parse(facts.get(f"{name}.azimuth"))
        findings += [attrs.evolve(f, field=f"{name}.azimuth") for f in azimuth.findings]
        distance = facts.get(f"{name}.distance")
        if distance and not 0 < (length_in(distance) or 0.0) <= FARTHEST_OBJECT:
            findings.append(Finding("BL128", field=f"{name}.distance", actual=distance))
        named += bool(facts.get(f"{name}.place") or facts.get(f"{name}.azimuth"))
    facts["objects.few"] = str(named) if named < len(_OBJECTS) else None
    return findings


def _repairs(facts: dict[str, Any], point: Point | None) -> None:
    """Who was there when it was last set again, and whether it stands where it stood."""
    done = facts.get("repair.on") or facts.get("repair.by")
    units, agreed, document = (
        facts.get(name) for name in ("units", "repair.agreed", "repair.document")
    )
    there = "、".join(t for t in (facts.get("repair.by"), facts.get("repair.present")) if t)
    off = _apart(facts, _former_place(facts), point)
    moved = agreed or (document and off)
    facts["repair.absent"] = absent(units, there) if done else None
    facts["repair.disagree"] = absent(units, agreed) if moved and done else None
    facts["repair.off"] = None if agreed or document else off


def _former_place(facts: Mapping[str, Any]) -> Point | None:
    """Where it stood before it was set again; what is not written of that is as it is now."""
    if not (facts.get("repair.former_x") or facts.get("repair.former_y")):
        return None
    former = {"x": facts.get("repair.former_x"), "y": facts.get("repair.former_y")}
    stood = {
        name: value
        for name in ("x", "y", "datum", "zone")
        if (value := former.get(name) or facts.get(f"position.{name}"))
    }
    return place_of(stood, "")[0]


def _apart(facts: dict[str, Any], one: Point | None, other: Point | None) -> str | None:
    """How far apart two fixes are, where that is more than their errors allow."""
    errors = [length_in(facts.get(f"{prefix}.accuracy")) for prefix in ("position", "measured")]
    limit = remeasurement_limit(max((e for e in errors if e), default=DEFAULT_ACCURACY))
    facts["apart.limit"] = metres(limit)
    if one is None or other is None or not one.datum.agrees(other.datum):
        return None
    apart = one.distance(other)
    return metres(apart) if apart > limit else None


def _reports(facts: dict[str, Any], hours: float | None) -> None:
    found, told = (moment_of(facts.get(f"condition.{n}")) for n in ("found_at", "reported_at"))
    gone = (told - found).total_seconds() / 3600 if found and told else None
    facts["report.backwards"] = gone < 0 if gone is not None else None
    facts["report.late"] = f"{gone:.1f}" if hours is not None and gone and gone > hours else None
    facts["report.limit"] = f"{hours:g}" if hours is not None else None


@cache
def book() -> RuleBook:
    """The rules on one marker."""
    basis = fact("managing_basis")
    return RuleBook(
        edition=EDITION,
        event=EVENT,
        rules=(
            Rule(code="BL121", field="code", when=~fact("code").is_known()),
            Rule(
                code="BL122", field="line", when=fact("code.line").differs(fact("line")),
                expected=fact("line"), actual=fact("code.line"),
            ),
            Rule(code="BL123", field="position.x", when=~fact("place.known")),
            Rule(
                code="BL124", field="position.datum",
                when=fact("place.known") & ~fact("position.datum").is_known(),
            ),
            Rule.telling("BL138", "position.datum", "datum.strange"),
            Rule(
                code="BL126", field="kind", when=~fact("kind.fits"), expected=fact("kind"),
                actual=fact("code.kind"),
            ),
            Rule.telling("BL127", "object_3", "objects.few"),
            Rule(
                code="BL129", field="managing_basis",
                when=fact("managing_unit").is_known() & ~basis.is_known(),
                actual=fact("managing_unit"),
            ),
            Rule(code="BL130", field="managing_basis", when=fact("assumed").is_true()),
            Rule(
                code="BL131", field="repair.present", when=fact("repair.absent").is_known(),
                expected=fact("repair.absent"),
            ),
            Rule.telling("BL132", "position.x", "repair.off", expected=fact("apart.limit")),
            Rule(
                code="BL133", field="repair.agreed", when=fact("repair.disagree").is_known(),
                expected=fact("repair.disagree"),
            ),
            Rule.telling("BL134", "condition.reported_at", "report.late", expected=fact("report.limit")),
            Rule(
                code="BL135", field="condition.reported_at", when=fact("report.backwards").is_true()
            ),
            Rule.telling("BL136", "measured.x", "measured.off", expected=fact("apart.limit")),
            Rule.telling("BL137", "other_codes", "junction.short"),
        ),
    )  # fmt: skip


def assume_managing(marker: Marker, *, odd: str, even: str) -> Marker:
    """A marker whose managing side is not written, filled in by odd and even numbers, marked as such.

    No law sets such a rule: who manages a marker is agreed marker by marker. What this fills in is
    told as an assumption (BL130) until a document is named.

    >>> assume_managing(Marker(code="5253007A"), odd="甲县", even="乙县").managing_unit
    '甲县'
    """
    code = MarkerCode.parse(marker.code, line=marker.line).value
    if marker.managing_unit or code is None:
        return marker
    return changed(
        marker,
        managing_unit=odd if code.serial % 2 else even,
        managing_basis=f"{ASSUMED}（单双号）",
    )


_UPKEEP = {
    "worn": "字迹不清",
    "obscured": "遮挡",
    "leaning": "倒歪",
    "damaged": "损坏",
    "moved": "移位",
    "lost": "丢失",
    "endangered": "危及",
}
STANDING = frozenset({"intact", "worn", "obscured", "leaning", "damaged", "endangered"})
"""States in which the stone is where it was set."""
NEEDS_REPAIR = frozenset({"worn", "obscured", "leaning", "damaged", "moved", "lost", "endangered"})
"""States that somebody has to do something about."""


def set_again(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a setting again: what stood before, so that it can be compared.

    What was written of an earlier setting goes: it says nothing of this one.

    >>> set_again({"position.x": "2914211.695"}, {"position.x": "2914230.000"})["repair.former_x"]
    '2914211.695'
    >>> set_again({"position.x": "2914230.000", "repair.former_x": "2914211.695"}, {})
    {'repair.former_x': None}
    """
    earlier = (path for path, value in before.items() if path.startswith("repair.") and value)
    values: dict[str, Any] = {**dict.fromkeys(earlier), **given}
    for axis in "xy":
        stood = before.get(f"position.{axis}")
        if stood and values.get(f"position.{axis}") not in (None, stood):
            values[f"repair.former_{axis}"] = given.get(f"repair.former_{axis}") or stood
    return values


LIFECYCLE = Lifecycle(
    states=(
        State(name="intact", label="完好"),
        *(State(name=name, label=label) for name, label in _UPKEEP.items()),
        State(name="scrapped", label="报废"),
    ),
    actions=(
        Action(name="register", label="登记", after="intact"),
        Action(
            name="add", label="增设", after="intact", document=True, basis=f"{REGULATION}第六条"
        ),
        Action(name="correct", label="更正", before=STANDING | {"moved", "lost"}, reason=True),
        Action(
            name="patrol", label="巡查", before=STANDING | {"moved", "lost"},
            basis=f"{ORDER_36}第六条",
        ),
        Action(
            name="remeasure", label="复测", before=STANDING | {"moved"},
            basis=f"{REGULATION}第十二条",
        ),
        *(
            Action(
                name=f"report_{name}", label=f"报告{label}", before=(STANDING | {"moved"}) - {name},
                after=name, basis=f"{REGULATION}第六条",
            )
            for name, label in _UPKEEP.items()
        ),
        Action(
            name="clean", label="清理描红", before=frozenset({"worn", "obscured", "endangered"}),
            after="intact", basis=f"{ORDER_36}第六条",
        ),
        Action(
            name="re_erect", label="恢复", before=frozenset({"leaning", "damaged", "moved", "lost"}),
            after="intact", prepare=set_again, basis=f"{REGULATION}第六条、第十六条",
        ),
        Action(
            name="replace", label="更换",
            before=frozenset({"worn", "leaning", "damaged", "lost"}),
            after="intact", prepare=set_again, basis=f"{REGULATION}第六条、第十六条",
        ),
        Action(
            name="move", label="经批准移位", before=STANDING, after="intact", document=True,
            prepare=set_again, basis=f"{REGULATION}第六条",
        ),
        Action(
            name="scrap", label="报废", before=STANDING | {"moved", "lost"}, after="scrapped",
            reason=True, document=True, judged=False, basis=f"{REGULATION}第六条、第九条",
        ),
    ),
)  # fmt: skip
"""A stone that was moved without right is still where the agreement put it: only a report says so,
a measurement never does (第六条: an unlawful move has no effect)."""


def _code_text(text: str) -> str | None:
    code = MarkerCode.parse(text).value
    return str(code) if code else text.strip() or None


REGISTRY = Registry(
    name="boundary_markers",
    label="界桩",
    record=Marker,
    check=check,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(
            name="code", label="界桩编号", paths=("code",), canonical=_code_text, unique=True
        ),
        Searchable(name="line", label="界线代码", paths=("line",)),
        Searchable(name="managing_unit", label="管护单位", paths=("managing_unit",)),
    ),
    event="set_on",
    edition=EDITION,
    long_codes={"code": r"[0-9]{15,17}[A-EQ]?", "line": r"[0-9]{12,18}"},
)  # fmt: skip
"""Markers (界桩)."""
