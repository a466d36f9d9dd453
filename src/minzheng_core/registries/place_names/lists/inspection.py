"""A whole list of place names looked through: spelling, endings, duplicates, characters, codes.

The names exist: what the naming rules ask of new names is noted, not held against them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.columns.masks import bits_of, mask_of
from minzheng_core.extras import require_extra
from minzheng_core.findings import Finding, Severity
from minzheng_core.registries.place_names.kinds import (
    SEATS,
    Scope,
    kind_by_ending,
)
from minzheng_core.registries.place_names.lists.code_findings import (
    NOTE,
    code_findings,
    of_one_sort,
    one_village,
    sort_of,
)
from minzheng_core.registries.place_names.lists.listed_twice import SINGLE, one_place, told_by
from minzheng_core.registries.place_names.lists.row_findings import ItemFindings, without_name
from minzheng_core.registries.place_names.lists.town_names import town_findings
from minzheng_core.registries.place_names.naming.characters import character_findings
from minzheng_core.registries.place_names.naming.duplicates import (
    Likeness,
    existing_conflicts,
    existing_findings,
    scope_of,
)
from minzheng_core.registries.place_names.naming.known import NameIndex
from minzheng_core.registries.place_names.naming.sounds import reader
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.naming.structure import structure_findings
from minzheng_core.registries.place_names.spelling import Speller, check_spelling, spell_many
from minzheng_core.registries.place_names.spelling.result import UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow
    from minzheng_core.registries.place_names.naming.duplicates import Conflict
    from minzheng_core.registries.place_names.naming.known import KnownName
    from minzheng_core.registries.place_names.spelling import CheckedSpelling, ReadingList

ENDINGS = (
    ("村村民委员会", "村民委员会", "村村委会", "村委会"),
    ("社区居民委员会", "居民委员会", "社区居委会", "居委会"),
)
"""Endings that say the same of a committee; a list keeps to one."""
_DOUBTED = UNPRINTABLE - {"PS107"}
"""What is told of a spelling that is made here; strange characters are told as those of the name."""
_NOWHERE = "—"
_HABIT = 20
"""So many rows with the same difference between category and name are the habit of a list."""
_BRACKETS = str.maketrans("（）", "()")
_SHOWN = 10
"""Names alike that one remark lists."""


@frozen(kw_only=True)
class Remark:
    """One finding on one row of a list."""

    row: ListRow
    finding: Finding


@frozen(kw_only=True)
class Inspection:
    """A list and all that was found in it; ``spelled`` is the spelling of every row."""

    edition: Edition
    remarks: tuple[Remark, ...]
    spelled: tuple[str, ...] = field(repr=False)

    def counts(self) -> list[tuple[Finding, int]]:
        """How often each code was found, an example with it; the gravest and most frequent first."""
        number = Counter(remark.finding.code for remark in self.remarks)
        first = {remark.finding.code: remark.finding for remark in reversed(self.remarks)}
        order = sorted(number, key=lambda c: (-first[c].severity.rank, -number[c], c))
        return [(first[code], number[code]) for code in order]

    def lines(self, lang: str = "zh", *, most: int | None = None) -> Iterator[tuple[str, ...]]:
        """Every remark as text: line of the list, name, code of the place, severity, code, sentence.

        Of them the first *most*, where that is given.
        """
        for remark in self.remarks[:most]:
            row, found = remark.row, remark.finding
            level = found.severity.label if lang == "zh" else found.severity.value
            yield row.where, row.name, row.code, level, found.code, found.sentence(lang)


def check_list(edition: Edition, *, county: str, readings: ReadingList | None = None) -> Inspection:
    """Look a list of existing place names through.

    Args:
        edition: the list; see :func:`read_edition` and :func:`edition_from_frame`.
        county: the six digits of the county that it belongs to.
        readings: the county's own readings, for spelling and homophones.

    Returns:
        Per row: characters (PN2), structure (PN2), the spelling given against the one expected, or
        what is doubtful about the one made here (PS), codes (PL101 to PL104), endings (PL105,
        PL106; PL116 where the list has it so throughout), townships against the national list (PL111 to PL114), how it is written (PL107), rows without a name (PL108), division
        codes among the place codes (PL109), places listed twice (PL110); place code, category,
        coordinates and dates as those of a record (PN106 to PN138, GC, DT, DV); and names that are written or sound alike in the scope that the Regulations set for their kind
        (《地名管理条例》第九条第（七）、（八）项), reported as existing ones (PN411 to PN413).

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> rows = [("和平村委会", "360732205206"), ("河坪村委会", "360732217212")]
    >>> cells = [{"standard_name": name, "unit_code": code} for name, code in rows]
    >>> edition = Edition(label="例", rows=tuple(ListRow(line=n, cells=c) for n, c in enumerate(cells, 2)))
    >>> [(r.row.name, r.finding.code) for r in check_list(edition, county="360732").remarks]
    [('和平村委会', 'PN412')]
    """
    require_extra("archive")
    from minzheng_core.registries.place_names.spelling.columns import FAULTS

    told = mask_of(_DOUBTED, bits_of(FAULTS))
    speller = Speller(division=county, readings=readings)
    items = ItemFindings(county)
    kinds = [row.spelled_as for row in edition]
    own = spell_many([row.name for row in edition], kind=kinds, division=county, readings=readings)
    remarks: list[Remark] = []
    for row, kind, doubts in zip(edition, kinds, own["findings"], strict=True):
        found = [*_written(row), *character_findings(row.name, new=False), *_structure(row)]
        found += items.of(row)
        if row["spelling"]:
            judged = check_spelling(
                row.name,
                row["spelling"],
                kind=row.judged_as,
                division=county,
                readings=readings,
            )
            found += [*judged.findings, *_unattested(judged)]
        elif doubts & told:
            found += [f for f in speller.spell(row.name, kind).findings if f.code in _DOUBTED]
        remarks += [Remark(row=row, finding=finding) for finding in found]
    remarks = _datum_once(remarks, edition)
    remarks += [
        *(
            Remark(row=row, finding=finding)
            for row, finding in (
                *code_findings(edition, county),
                *town_findings(edition, county=county),
            )
        ),
        *_place_codes(edition),
        *_endings(edition),
        *_again(edition),
        *_alike(edition, county, readings),
    ]
    remarks += [Remark(row=row, finding=without_name(row)) for row in edition.nameless]
    if edition.division_codes and edition.rows:
        remarks.append(_remark(edition.rows[0], "PL109", str(edition.division_codes)))
    remarks = _habits(_said_once(remarks))
    return Inspection(
        edition=edition,
        remarks=tuple(sorted(remarks, key=lambda remark: (remark.row.sheet, remark.row.line))),
        spelled=tuple(
            text if sure else "" for text, sure in zip(own["text"], own["confirmed"], strict=True)
        ),
    )


def _unattested(judged: CheckedSpelling) -> list[Finding]:
    """What is doubtful about the readings of a spelling without tones that agrees as far as it goes.

    It is told, for such a spelling is not printed (:func:`~..publish.printed.printed_spelling`).
    """
    if judged.findings or judged.given.toned or judged.expected.confirmed:
        return []
    doubts = [f for f in judged.expected.findings if f.code in _DOUBTED]
    return [evolve(finding, level=Severity.NOTICE) for finding in doubts]


def _said_once(remarks: list[Remark]) -> list[Remark]:
    """Of a row that stands there twice it is not said besides that its code does."""
    twice = {id(remark.row) for remark in remarks if remark.finding.code == "PL110"}
    return [
        remark
        for remark in remarks
        if remark.finding.code != "PL103"
        or id(remark.row) not in twice
        or tidy(remark.finding.expected or "") != remark.row.name
    ]


def _habits(remarks: list[Remark]) -> list[Remark]:
    """Areas named like committees all through a list are one remark: the list is written so."""
    alike: defaultdict[tuple[str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        if remark.finding.code == "PL106" and remark.finding.severity is Severity.NOTICE:
            alike[str(remark.finding.actual), str(remark.finding.expected)].append(remark)
    habits = {pair: told for pair, told in alike.items() if len(told) >= _HABIT}
    dropped = {id(remark) for told in habits.values() for remark in told}
    kept = [remark for remark in remarks if id(remark) not in dropped]
    for (category, ending), told in habits.items():
        said = f"类别是“{category}”而名称是“{ending}”的写法"
        kept.append(_remark(told[0].row, "PL116", said, str(len(told))))
    return kept


def _datum_once(remarks: list[Remark], edition: Edition) -> list[Remark]:
    """A list without a column of datums lacks it once, not on every row."""
    if "datum" in edition.fields:
        return remarks
    again = {id(remark) for remark in remarks if remark.finding.code == "PN125"}
    again -= {next((id(remark) for remark in remarks if id(remark) in again), None)}
    return [remark for remark in remarks if id(remark) not in again]


def _place_codes(edition: Edition) -> Iterator[Remark]:
    """Place codes given twice."""
    first: dict[str, ListRow] = {}
    for row in edition:
        code = row["place_code"]
        if code and first.setdefault(code, row) is not row:
            yield _remark(row, "PL103", code, str(first[code]["standard_name"])[:30])


def _written(row: ListRow) -> Iterator[Finding]:
    """Blanks and compatibility forms in a name: the rest of the list is judged without them.

    Brackets are of full width in Chinese text; that they are there at all is said as a sign in the name.
    """
    if row["standard_name"].translate(_BRACKETS) != row.name:
        yield Finding(
            "PL107", field="standard_name", expected=row.name, actual=row["standard_name"][:40]
        )


def _structure(row: ListRow) -> list[Finding]:
    """The parts of a name; whether its ending is that of a committee, a village or a community.

    The category of a list often says 行政村 where the name is that of the committee: such a name is
    judged by its own ending, and that they differ is said once.
    """
    name = NOTE.sub("", row.name)
    ending = kind_by_ending(name)
    if ending not in SEATS or row.kind not in SEATS or ending is row.kind or row.kind is None:
        return structure_findings(name, row.kind)
    found = Finding(
        "PL106",
        field="category_name",
        expected=ending.label,
        actual=row.kind.label,
        level=Severity.NOTICE if of_one_sort(ending, row.kind) else None,
    )
    return [found, *structure_findings(name, ending)]


def _endings(edition: Edition) -> Iterator[Remark]:
    """Committees whose ending is not the one that most of the list has."""
    for family in ENDINGS:
        having: defaultdict[str, list[ListRow]] = defaultdict(list)
        for row in edition:
            ending = next((e for e in family if row.name.endswith(e)), "")
            # 东村村委会 is 东村 with 村委会 where most rows have that.
            having[ending.removeprefix("村" if ending.startswith("村村") else "社区")].append(row)
        having.pop("", None)
        usual = max(having, key=lambda ending: len(having[ending]), default="")
        for ending, rows in having.items():
            if ending != usual:
                yield from (_remark(row, "PL105", ending, usual) for row in rows)


def _again(edition: Edition) -> Iterator[Remark]:
    """Places of a kind that may share its names, but listed twice."""
    seen: defaultdict[tuple[str, ...], list[ListRow]] = defaultdict(list)
    for row in edition:
        code, _, township = told = told_by(row)
        if scope_of(row.kind) or not (code or township):
            continue
        if first := next((other for other in seen[told] if one_place(other, row)), None):
            yield _remark(row, "PL110", row.brief, first.where)
        seen[told].append(row)


def _alike(edition: Edition, county: str, readings: ReadingList | None) -> Iterator[Remark]:
    known = [(row, _placed(row, evolve(row.known(county), kind=sort_of(row)))) for row in edition]
    place = {id(name): row for row, name in known}
    index = NameIndex.of((name for _, name in known), reader(county, readings))
    told: defaultdict[Likeness, set[int]] = defaultdict(set)
    groups: defaultdict[tuple[int, Likeness], list[Conflict]] = defaultdict(list)
    told_already = told[Likeness.SAME]
    for conflict in existing_conflicts(index, settled=lambda name: id(name) in told_already):
        name, like = id(conflict.name), conflict.likeness
        one, two = place[name], place[id(conflict.other)]
        if one.code and one.code == two.code and one_village(one, two):
            continue
        if like is Likeness.SAME and one.kind in SINGLE and one_place(one, two):
            if name not in told[like]:
                yield _remark(two, "PL110", two.name[:30], one.where)
                told[like].add(id(conflict.other))
            continue
        # Being alike is shared: what the first of several says of the others is not said again.
        if name not in told[like] and name not in told[Likeness.SAME]:
            groups[name, like].append(conflict)
            told[like].add(id(conflict.other))
    for (name, _), conflicts in groups.items():
        first = existing_findings(conflicts[:1])[0]
        others = "、".join(conflict.evidence() for conflict in conflicts[:_SHOWN])
        more = f"等 {len(conflicts)} 处" if len(conflicts) > _SHOWN else ""
        yield Remark(row=place[name], finding=evolve(first, actual=others + more))


def _placed(row: ListRow, name: KnownName) -> KnownName:
    """A name as it is compared within its list: a street or building within its township.

    Where no township is told, those without one are compared with each other.
    """
    within = name.kind.naming.scope if name.kind else None
    return evolve(name, area=row.place or _NOWHERE) if within is Scope.BUILT_UP_AREA else name


def _remark(row: ListRow, code: str, actual: str, expected: str | None = None) -> Remark:
    finding = Finding(code, field="standard_name", expected=expected, actual=actual)
    return Remark(row=row, finding=finding)
