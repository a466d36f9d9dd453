"""A proposed name judged as a whole: what a clerk must know before it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.errors import require_text
from minzheng_core.findings import Finding
from minzheng_core.registries.place_names.kinds import PlaceKind, Scope, kind_by_ending
from minzheng_core.registries.place_names.naming.application import (
    application_findings,
    protection_findings,
)
from minzheng_core.registries.place_names.naming.characters import character_findings
from minzheng_core.registries.place_names.naming.duplicates import (
    conflict_findings,
    conflicts_with,
    scope_of,
)
from minzheng_core.registries.place_names.naming.known import (
    KnownName,
    NameIndex,
    listed_divisions,
    listed_townships,
)
from minzheng_core.registries.place_names.naming.proposal import (
    NOTHING_SET,
    UNKNOWN_SITE,
    NamingSettings,
    Replaced,
    Site,
    SizeRule,
)
from minzheng_core.registries.place_names.naming.sounds import reader, sound_of
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.naming.structure import structure_findings
from minzheng_core.registries.place_names.naming.words import word_findings
from minzheng_core.values.county import county_code
from minzheng_core.values.division_code import DivisionCode

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.naming.sounds import Reader
    from minzheng_core.registries.place_names.record import Application


def propose(
    name: str | None,
    *,
    kind: PlaceKind | str | None = None,
    county: str,
    known: NameIndex | None = None,
    site: Site = UNKNOWN_SITE,
    application: Application | None = None,
    replaced: Replaced | None = None,
    settings: NamingSettings = NOTHING_SET,
) -> list[Finding]:
    """Everything to be said of a name that is proposed, with the clause in each finding's basis.

    Args:
        name: the name; an empty one is a finding (PN101).
        kind: what it names, in any word that :meth:`PlaceKind.read` takes; by its ending where not given, or as the division that has that very
            name (长安区). Where nothing tells it, PN407 says that
            duplicates were not asked for.
        county: the county that it is proposed in.
        known: the names that exist, see :class:`~.known.NameIndex`; townships of the province and
            counties of the nation are known to the library. Where nothing is known, PN405 says so.
        site: where it lies and how large it is, see :class:`~.proposal.Site`; a division whose code
            is none is a finding (DV101, DV102), and the county stands for it.
        application: what was handed in; ``None`` leaves completeness aside.
        replaced: the record whose name it is to replace.
        settings: what the county has set, see :class:`~.proposal.NamingSettings`.

    Never raises on data.

    Raises:
        CallError: no such county (IN203) or kind (PN192); a name, kind or code that is no text (IN218).

    >>> index = NameIndex.of([KnownName(name="河坪村", kind=PlaceKind.VILLAGE, division="360732102")])
    >>> [f.code for f in propose("和平村", county="360732", known=index)]
    ['PN402']

    Basis: 《地名管理条例》(国务院令第 753 号, 2022) 第九条 to 第十一条、第二十五条; 《地名管理条例实施办法》
    (民政部令第 71 号, 2024) 第三条 to 第五条; the notice of six ministries of 2018.

    Limitations: whether a name is healthy and clear (第九条第一款第一项) is for people to judge.
    """
    county = county_code(county)
    require_text(name, "地名")
    told = PlaceKind.read(kind) if kind is not None else None
    text = tidy(name)
    if not text:
        return [Finding("PN101", field="standard_name")]
    kind = told or kind_by_ending(text) or _kind_of_division(text)
    read = settings.read or (known.read if known else reader(county))
    place = DivisionCode.parse(site.division)
    own = KnownName(
        name=text,
        kind=kind,
        division=str(place.value or county),
        key=replaced.key if replaced else "",
        area=site.area,
    )
    found = [
        *(evolve(f, field="division") for f in place.findings if place.value is None),
        *structure_findings(text, kind),
        *character_findings("".join((name or "").split()), new=True),
        *word_findings(text, kind, new=True, read=read, own_words=settings.words),
        *_size(text, site.square_metres, settings.sizes),
        *_agreement(text, kind, site.local_names),
        *_alike(own, known, settings.scope, read),
        *protection_findings(replaced.record if replaced else None),
    ]
    return found + (application_findings(application, kind) if application is not None else [])


_CITY = "市"
_DIVISIONS = ("区", "旗", "盟", "省", "州")
"""With what a division may end and other names as well (an estate, a village): the name must be that of one."""


def _kind_of_division(name: str) -> PlaceKind | None:
    """A city, or what has the very name of a district or a banner: 赣江市, 长安区."""
    divisions = {known.name for known in listed_divisions()} if name.endswith(_DIVISIONS) else ()
    return PlaceKind.COUNTY_DIVISION if name.endswith(_CITY) or name in divisions else None


def _alike(
    own: KnownName, known: NameIndex | None, scope: Scope | None, read: Reader
) -> list[Finding]:
    """Duplicates and homophones in scope, or that they could not be asked for."""
    if own.kind is None:
        return [Finding("PN407", field="standard_name")]
    scope = scope or scope_of(own.kind)
    if scope is None:
        return []
    note = []
    if scope is Scope.BUILT_UP_AREA and not own.area:
        scope = Scope.COUNTY
        note = [Finding("PN406", field="standard_name")]
    indexes = [index for index in (known, _listed(own, read)) if index is not None]
    if not indexes:
        return [Finding("PN405", field="standard_name", expected=scope.label)]
    found = [c for index in indexes for c in conflicts_with(own, index, scope=scope, new=True)]
    return note + list(dict.fromkeys(conflict_findings(found)))


def _listed(own: KnownName, read: Reader) -> NameIndex | None:
    """The names that the library itself knows to compare with."""
    if own.kind is PlaceKind.TOWNSHIP:
        return NameIndex.of(listed_townships(own.division[:2]), read)
    if own.kind is PlaceKind.COUNTY_DIVISION:
        return NameIndex.of(listed_divisions(), read)
    return None


def _size(text: str, area: float | None, sizes: tuple[SizeRule, ...]) -> list[Finding]:
    if area is None:
        return []
    return [
        Finding(
            "PN308",
            field="standard_name",
            expected=f"{rule.generic}：不小于{rule.least:g}平方米（{rule.source}）",
            actual=f"{area:g}",
        )
        for rule in sizes
        if text.endswith(rule.generic) and area < rule.least
    ]


def _agreement(text: str, kind: PlaceKind | None, local: tuple[str, ...]) -> list[Finding]:
    if kind is not PlaceKind.FACILITY or not local or any(n and tidy(n) in text for n in local):
        return []
    return [Finding("PN310", field="standard_name", expected="、".join(local))]


def review(
    name: str | None, *, kind: PlaceKind | str | None = None, read: Reader = sound_of
) -> list[Finding]:
    """What is to be said of a name that exists: the same questions, judged as what is there.

    Duplicates among existing names are asked for with :func:`~.duplicates.existing_conflicts`.

    >>> [(f.code, f.severity.value) for f in review("里垇村")]
    [('PN211', 'notice')]
    """
    require_text(name, "地名")
    told = PlaceKind.read(kind) if kind is not None else None
    text = tidy(name)
    if not text:
        return [Finding("PN101", field="standard_name")]
    kind = told or kind_by_ending(text)
    return [
        *character_findings("".join((name or "").split()), new=False),
        *word_findings(text, kind, new=False, read=read),
    ]
