"""A domicile: which division of its day the text of an address names (户籍地、住址)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.values.base import Normalised, Parsed
from minzheng_core.values.domicile.answer import FAULTS, UNKNOWN, Reason
from minzheng_core.values.domicile.local_places import town_written
from minzheng_core.values.domicile.names import PARTS_OF_PROVINCES
from minzheng_core.values.domicile.resolver import resolver, year_of_list
from minzheng_core.values.domicile.text import FIXES, normalise_domicile
from minzheng_core.values.domicile.towns import is_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.base import Audience
    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.resolver import Resolver

__all__ = ["FAULTS", "FIXES", "Domicile", "DomicileCandidate", "Reason"]

_SHOWN = 5
"""More candidates than these help nobody."""
BEGINNING = 8
"""So much is shown of a text that names no division."""


@frozen
class DomicileCandidate:
    """A division that the text may mean: its code and full name on that day, and why."""

    division: str
    name: str
    how: Reason


@frozen
class Domicile:
    """What an address says about the administrative division (住址所属行政区划).

    ``division`` is the six-digit code in force on the day, of the lowest level that the text names
    or leaves no doubt about; ``None`` where nothing is certain, with ``candidates`` if there are
    any. ``township`` has nine digits (GB/T 10114) as the lists of 2014-2023 have it; it may be
    written without its kind where nothing follows, or with another shape of a character.

    >>> parsed = Domicile.parse("江西省赣州市兴国县潋江镇背街", on=1990)
    >>> parsed.value.division, parsed.value.how, parsed.value.township
    ('362133', <Reason.LATER_NAME: 'later-name'>, '360732100')
    >>> print(parsed.findings[0])
    [DV205] “江西省赣州市兴国县”是后来的名称，登记时为“江西省赣州地区兴国县”

    Basis: GB/T 2260 in the yearly lists of the Ministry of Civil Affairs, 1981 on.

    Limits: the lists show the state of 31 December, so in the year of a change the new code is
    given unless the text uses the old names. Before 1981 the codes of 1981 are given; no earlier
    list can be trusted (the edition of 1982 renumbered everything).
    """

    division: str | None
    township: str | None
    level: int
    """1 province, 2 prefecture (or a city without counties), 3 county, 0 unknown."""
    name: str
    """The full standard name on that day."""
    names: tuple[str, ...]
    """The names matched, from above to below; a misspelt one as it was meant."""
    how: Reason
    rest: str = field(repr=False)
    """What follows the division: township, village, house."""
    candidates: tuple[DomicileCandidate, ...] = ()
    _findings: tuple[Finding, ...] = field(default=(), repr=False, eq=False)

    @classmethod
    def parse(
        cls,
        text: str | None,
        *,
        on: date | int | None = None,
        county: str | None = None,
        overlay: Overlay | None = None,
        skip: tuple[str, ...] = (),
    ) -> Parsed[Domicile]:
        """Find the division that *text* names, as of the day or year *on* (default: today).

        *county* is the archive's own county (six digits, of any period): texts that name no county
        are read as lying there, and of several places of one name the nearest is taken, each with
        a finding. It never overrides a county that the text names. Raises :class:`CallError` for a
        *county* that never existed; nothing in *text* raises.
        """
        raw = text or ""
        tidy = normalise_domicile(raw, skip)
        if not tidy.text.strip():
            return Parsed(raw, None, tidy.fixes)
        year = year_of_list(on.year if isinstance(on, date) else on)
        found = resolver(overlay)
        answer, town, end, head = found.resolve(tidy.text, year, county)
        if town and not is_told(town, tidy.text, end, overlay):
            town = ""
        if not town and answer.unit is not None and answer.lowest:
            town = town_written(found.index.town_codes(answer.unit), overlay, tidy.text[end:])
        candidates = candidates_of(found, answer)
        findings = findings_on(found, answer, head, tidy.text, year) if answer.faults else ()
        value = cls(
            answer.division,
            town or None,
            answer.level,
            answer.name,
            head.names if head and answer.how is not Reason.UNKNOWN else (),
            answer.how,
            tidy.text[end:],
            candidates,
            findings,
        )
        return Parsed(raw, value, tidy.fixes, findings)

    @classmethod
    def normalise(cls, text: str | None, skip: tuple[str, ...] = ()) -> Normalised:
        """Only the lossless fixes: width, spaces, separators, traditional characters, ``现住``."""
        return normalise_domicile(text or "", skip)

    def explain(self) -> list[Finding]:
        """Everything to be said about how the division was found."""
        return list(self._findings)

    def mask(self, audience: Audience = "staff") -> str:
        """The division alone: township, village and house lead to a person, a county does not."""
        del audience
        return self.name

    def show(self, lang: str = "zh") -> str:
        """The standard name and the code."""
        if self.division is None:
            return "不详" if lang == "zh" else "unknown"
        return (
            f"{self.name}（{self.division}）" if lang == "zh" else f"{self.name} ({self.division})"
        )

    def __str__(self) -> str:
        return self.name + self.rest


def findings_on(
    found: Resolver, answer: Answer, head: Head | None, text: str, year: int
) -> tuple[Finding, ...]:
    """What is to be said about an *answer* of *found* to a tidy *text* of a *year*.

    Where there is no *head* the first :data:`BEGINNING` characters of the text stand in its place, with a mark where more follow.
    """
    candidates = candidates_of(found, answer)
    shares = candidates
    if head and not candidates:
        carried = [found.index.carry(unit, year) for unit in head.units]
        units = dict.fromkeys(
            unit for c in carried if answer.unit in c.units for unit in (*c.units, *c.shares)
        )
        shares = _candidates(found, units, answer)
    return _findings(answer, head, text, candidates, shares)


def candidates_of(found: Resolver, answer: Answer) -> tuple[DomicileCandidate, ...]:
    """The divisions that an *answer* of *found* leaves open."""
    return _candidates(found, answer.choices, answer)


def _candidates(
    found: Resolver, units: Iterable[int], answer: Answer
) -> tuple[DomicileCandidate, ...]:
    records = (found.index.records[unit] for unit in units)
    return tuple(DomicileCandidate(r.code, r.full_name, answer.how) for r in records)


def _findings(
    answer: Answer,
    head: Head | None,
    text: str,
    candidates: tuple[DomicileCandidate, ...],
    shares: tuple[DomicileCandidate, ...],
) -> tuple[Finding, ...]:
    """One finding per fault, each with what the text says and what it was taken for."""
    cut = text[:BEGINNING] + ("…" if len(text) > BEGINNING else "")
    # Not 兴国, which is known, but 兴国三僚 is what is not.
    written = head.written if head and not answer.faults & UNKNOWN else cut
    several = _in_words(candidates)
    found = []
    for bit, code in enumerate(FAULTS):
        if not answer.faults >> bit & 1:
            continue
        if code == "DV203" and head and head.slip:
            actual, expected = head.slip
            found.append(Finding(code, part="division", expected=expected, actual=actual))
            continue
        if code == "DV216" and head:
            expected = PARTS_OF_PROVINCES[head.part]
            found.append(Finding(code, part="division", expected=expected, actual=head.part))
            continue
        if code == "DV206":
            expected = _in_words(shares) or answer.name
        else:
            told = answer.name and code not in {"DV202", "DV209"}
            expected = answer.name if told else several or answer.name
        level = Severity.NOTICE if code == "DV206" and not candidates else None
        found.append(
            Finding(code, part="division", expected=expected or None, actual=written, level=level)
        )
    return tuple(found)


def _in_words(candidates: tuple[DomicileCandidate, ...]) -> str:
    return "、".join(f"{c.name}({c.division})" for c in candidates[:_SHOWN])
