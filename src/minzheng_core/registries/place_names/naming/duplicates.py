"""Names written alike and names that sound alike, in the scope that the kind demands (重名、同音).

The Regulations say that names in scope "不应重名，并避免同音" (第九条第一款第七项、第八项); no text found
defines 同音. Three degrees are told apart: the same characters, the same syllables with their tones,
the same syllables without tones. The last is what the national database counts by.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.registries.place_names.kinds import PlaceKind, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minzheng_core.registries.place_names.naming.known import KnownName, NameIndex
    from minzheng_core.registries.place_names.naming.sounds import Sound


class Likeness(StrEnum):
    """How two names are alike, the strongest first."""

    SAME = "same"
    TONED = "toned"
    TONELESS = "toneless"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"same": "重名", "toned": "同音", "toneless": "声调以外同音"}[self.value]


@frozen(kw_only=True)
class Conflict:
    """Two names in one scope that are alike, with the readings that say so."""

    likeness: Likeness
    scope: Scope
    name: KnownName
    other: KnownName
    sound: Sound
    other_sound: Sound

    @property
    def certain(self) -> bool:
        """Whether the readings are attested; characters need none."""
        return self.likeness is Likeness.SAME or (
            self.sound.confirmed and self.other_sound.confirmed
        )

    def evidence(self) -> str:
        """The other name, where it is, and how it is read by whom."""
        if self.likeness is Likeness.SAME:
            return str(self.other)
        return f"{self.other}，读 {self.other_sound}（{self.other_sound.whose}）"


_NEW = {Likeness.SAME: "PN401", Likeness.TONED: "PN402", Likeness.TONELESS: "PN403"}
_EXISTING = {Likeness.SAME: "PN411", Likeness.TONED: "PN412", Likeness.TONELESS: "PN413"}


def scope_of(kind: PlaceKind | None) -> Scope | None:
    """The scope that the Regulations set for a kind; ``None`` where they set none."""
    return kind.naming.scope if kind else None


def conflicts_with(
    name: KnownName, index: NameIndex, *, scope: Scope | None = None, new: bool = False
) -> list[Conflict]:
    """The known names that a name is like, the strongest likeness first.

    Compared are names of the same sort (villages and communities are one sort) in the same area;
    the name itself, known by its key, is left out. *scope* stands for that of the kind. A name
    whose built-up area nobody wrote down may lie in any of its county: it is compared, with the
    county as the scope. A *new* name is that of the area of a committee only where both are known to
    lie in the same township.
    """
    scope = scope or scope_of(name.kind)
    if scope is None or name.kind is None or name.within(scope) is None:
        return []
    sound = index.read(name.specific)
    return _among(name, sound, index.sounding(sound), scope, new=new)


def _among(
    name: KnownName,
    sound: Sound,
    others: Iterable[tuple[KnownName, Sound]],
    scope: Scope,
    *,
    new: bool = False,
) -> list[Conflict]:
    """The conflicts of a name with *others* of its sound."""
    rivals = name.kind.rivals if name.kind else frozenset()
    found = [
        Conflict(
            likeness=likeness, scope=common, name=name, other=other, sound=sound, other_sound=heard
        )
        for other, heard in others
        if other.kind in rivals
        and other is not name
        and (common := _common(name, other, scope))
        and not (name.key and name.key == other.key)
        and not _one_place(name, other, new=new)
        for likeness in [_likeness(name, other, sound, heard)]
    ]
    order = list(Likeness)
    return sorted(found, key=lambda conflict: order.index(conflict.likeness))


def _common(name: KnownName, other: KnownName, scope: Scope) -> Scope | None:
    """The scope in which both names lie; ``None`` where they lie apart."""
    if scope is Scope.BUILT_UP_AREA and not other.area:
        scope = Scope.COUNTY
    area = name.within(scope)
    return scope if area is not None and other.within(scope) == area else None


_FAMOUS = "全国（条例只管知名的自然地理实体）"
"""The scope of mountains and rivers: item 7 is of well-known ones, and every county has a 小河."""
_AREAS = frozenset({PlaceKind.VILLAGE, PlaceKind.COMMUNITY})
_TOWNSHIP_DIGITS = 9
_UNIT_DIGITS = {PlaceKind.TOWNSHIP: _TOWNSHIP_DIGITS, PlaceKind.COUNTY_DIVISION: 6}


def _one_place(name: KnownName, other: KnownName, *, new: bool) -> bool:
    """Whether two names are one division, or the area and the committee of one village.

    A *new* name that a division already has, and that replaces none, is no other name of it.
    """
    digits = _UNIT_DIGITS.get(name.kind) if name.kind else None
    if digits:
        one = name.division == other.division and len(name.division) == digits
        return one and not (new and not name.key and name.name == other.name)
    if name.kind == other.kind or (name.kind in _AREAS) == (other.kind in _AREAS):
        return False
    told = not new or len(name.division) >= _TOWNSHIP_DIGITS
    return told and name.specific == other.specific and name.division[:9] == other.division[:9]


def _likeness(name: KnownName, other: KnownName, sound: Sound, heard: Sound) -> Likeness:
    if name.specific == other.specific:
        return Likeness.SAME
    return Likeness.TONED if sound.syllables == heard.syllables else Likeness.TONELESS


def conflict_findings(conflicts: list[Conflict]) -> list[Finding]:
    """The conflicts of a proposed name as findings (PN401 to PN403)."""
    return [_finding(_NEW[c.likeness], c) for c in conflicts]


def existing_conflicts(
    index: NameIndex,
    *,
    scope: Scope | None = None,
    settled: Callable[[KnownName], bool] = lambda _: False,
) -> Iterator[Conflict]:
    """Every pair of known names that are alike, once; none of a name that is *settled* when its turn comes.

    They are what is there: see :func:`existing_findings` for how they are reported.

    >>> from minzheng_core.registries.place_names.naming.known import NameIndex, known_from_names
    >>> rows = [("和平村", "360732101"), ("河坪村", "360732102"), ("白石村", "360732107"), ("白石村", "360732205")]
    >>> index = NameIndex.of(known_from_names(rows))
    >>> [(c.likeness.label, c.name.name, c.other.name) for c in existing_conflicts(index)]
    [('同音', '和平村', '河坪村'), ('重名', '白石村', '白石村')]
    """
    passed: Counter[tuple[str, ...]] = Counter()
    for name, sound in index.heard():
        passed[sound.plain] += 1
        within = scope or scope_of(name.kind)
        if within is None or name.kind is None or name.within(within) is None or settled(name):
            continue
        later = islice(index.sounding(sound), passed[sound.plain], None)
        yield from _among(name, sound, later, within)


def existing_findings(conflicts: list[Conflict]) -> list[Finding]:
    """The conflicts among names that exist as findings of their own (PN411 to PN413)."""
    return [_finding(_EXISTING[c.likeness], c) for c in conflicts]


def _finding(code: str, conflict: Conflict) -> Finding:
    doubt = not conflict.certain and code == "PN402"
    nature = conflict.name.kind is PlaceKind.NATURAL_FEATURE
    doubt = doubt or nature
    return Finding(
        code,
        field="standard_name",
        expected=_FAMOUS if nature else conflict.scope.label,
        actual=conflict.evidence(),
        level=Severity.NOTICE if doubt else None,
    )
