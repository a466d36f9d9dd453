"""Two editions of a list compared: what was added, removed, renamed, re-coded, moved, what conflicts.

Rows are matched by the strongest evidence that leaves exactly one answer: the place code, the code
of the division together with the name, the name in its township, the name in the whole list, the
code alone, at last a name in the same township that is one character or only its tones away. Where
several rows answer, they conflict and a person decides; nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from minzheng_core.registries.place_names.archive import LABELS
from minzheng_core.registries.place_names.lists.compared_counties import renewed
from minzheng_core.registries.place_names.lists.compared_keys import (
    filled,
    grouped,
    position_of,
    written_in,
)
from minzheng_core.registries.place_names.lists.compared_names import (
    called_before,
    former_names_differ,
    nearly_called,
)
from minzheng_core.registries.place_names.lists.compared_towns import (
    DIVISIONS,
    lies_in,
    places_of,
    renamed_by_villages,
    renamed_towns,
    towns_differ,
    towns_of,
)
from minzheng_core.registries.place_names.naming.sounds import sound_of
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.spelling.plain import plain_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from minzheng_core.registries.place_names.lists.compared_keys import Key
    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow
    from minzheng_core.registries.place_names.naming.sounds import Reader


class What(StrEnum):
    """What became of a row from one edition to the other (情况)."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RECODED = "recoded"
    MOVED = "moved"
    CHANGED = "changed"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "same": "一致", "added": "新增", "removed": "减少", "renamed": "更名", "recoded": "改码",
            "moved": "划转", "changed": "内容不同", "conflict": "冲突",
        }[self.value]  # fmt: skip


@frozen(kw_only=True)
class Pair:
    """One line of a comparison.

    ``also`` are further things that became of the row (renamed and moved); ``fields`` are fields
    that differ; ``evidence`` says why the two rows are taken for one place; ``sure`` is false where
    they only look like it.
    """

    number: int
    what: What
    old: ListRow | None
    new: ListRow | None
    also: tuple[What, ...] = ()
    fields: tuple[str, ...] = ()
    evidence: str = ""
    sure: bool = True

    def differences(self) -> str:
        """The fields that differ with both texts, in words."""
        if self.old is None or self.new is None:
            return ""
        return "；".join(
            f"{LABELS[name]}：{self.old[name] or '（空）'} → {self.new[name] or '（空）'}"
            for name in self.fields
        )


@frozen(kw_only=True)
class Comparison:
    """Everything that two editions have in common and not."""

    old: Edition
    new: Edition
    pairs: tuple[Pair, ...] = field(repr=False)

    def counts(self) -> dict[str, int]:
        """How many lines of each kind there are, in the order of :class:`What`."""
        counted = Counter(pair.what for pair in self.pairs)
        return {what.value: counted[what] for what in What if counted[what]}

    def differing(self) -> list[Pair]:
        """The lines that are not simply the same."""
        return [pair for pair in self.pairs if pair.what is not What.SAME]


TWICE = "新版里已有相同的一行"
"""Evidence that a row of the newer edition stands there a second time."""


@define
class _Matching:
    """Rows still to be matched, and the pairs found."""

    old: list[ListRow]
    new: list[ListRow]
    found: list[tuple[ListRow, ListRow, str, bool]] = field(factory=list)
    stuck: list[tuple[list[ListRow], list[ListRow], str]] = field(factory=list)
    """Groups of which none can be told from the others."""
    again: list[tuple[ListRow, ListRow]] = field(factory=list)
    """Rows of the newer edition that stand there twice, each with the earlier one."""

    def by(self, key: Key, evidence: str, *, sure: bool = True) -> None:
        """Match the rows that alone have a key on both sides."""
        olds, news = grouped(self.old, key), grouped(self.new, key)
        taken: set[int] = set()
        for value, rows in olds.items():
            others = news.get(value, [])
            if len(rows) == len(others) == 1:
                self.found.append((rows[0], others[0], evidence, sure))
                taken |= {id(rows[0]), id(others[0])}
        self._without(taken)

    def repeated(self, key: Key, evidence: str) -> None:
        """Match in their order the rows that stand several times, as often on both sides."""
        olds, news = grouped(self.old, key), grouped(self.new, key)
        taken: set[int] = set()
        for value, rows in olds.items():
            others = news.get(value, [])
            if len(rows) == len(others) > 1:
                pairs = zip(rows, others, strict=True)
                self.found += [(old, new, evidence, True) for old, new in pairs]
                taken |= {id(row) for row in (*rows, *others)}
        self._without(taken)

    def without_copies(self, name: Key) -> None:
        """Set aside the rows that the newer edition has word for word again, beyond those of the older.

        *name* tells of which rows of the older edition a row may be.
        """
        olds = Counter(map(name, self.old))
        for rows in grouped(self.new, written_in).values():
            self.again += [(row, rows[0]) for row in rows[max(1, olds[name(rows[0])]) :]]
        self._without({id(row) for row, _ in self.again})

    def alone(self, pairs: Iterable[tuple[ListRow, ListRow, str]], *, sure: bool = True) -> None:
        """Match the rows of *pairs* that stand in no other of them; each pair with its evidence."""
        pairs = list(pairs)
        olds = Counter(id(old) for old, _, _ in pairs)
        news = Counter(id(new) for _, new, _ in pairs)
        taken: set[int] = set()
        for old, new, evidence in pairs:
            if olds[id(old)] == news[id(new)] == 1:
                self.found.append((old, new, evidence, sure))
                taken |= {id(old), id(new)}
        self._without(taken)

    def set_apart(self, key: Key, evidence: str) -> None:
        """Set apart the groups that share a key and cannot be told from one another."""
        olds, news = grouped(self.old, key), grouped(self.new, key)
        taken: set[int] = set()
        for value, rows in olds.items():
            others = news.get(value, [])
            if others:
                self.stuck.append((rows, others, evidence))
                taken |= {id(row) for row in (*rows, *others)}
        self._without(taken)

    def _without(self, taken: set[int]) -> None:
        self.old = [row for row in self.old if id(row) not in taken]
        self.new = [row for row in self.new if id(row) not in taken]


def compare_editions(
    old: Edition, new: Edition, *, read: Reader = sound_of, near: bool = True
) -> Comparison:
    """Compare two editions: county against city, province or nation; last year against this year.

    Without *near*, names that are only like each other are not taken for one place.

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> def edition(*rows):
    ...     return Edition(label="", rows=tuple(
    ...         ListRow(line=i, cells={"standard_name": n, "unit_code": c}) for i, (n, c) in enumerate(rows)))
    >>> found = compare_editions(edition(("和顺村", "360732101201"), ("老屋村", "360732101202")),
    ...                          edition(("和顺村", "360732101209"), ("新屋村", "360732101203")))
    >>> [(p.what.label, p.sure) for p in found.pairs]
    [('改码', True), ('更名', False)]
    """
    called = renamed_by_villages(old, new)
    now = renewed(old, new)
    town = towns_of(old, new, called, now)
    matching = _Matching(list(old), list(new))
    exact: list[tuple[Key, str]] = [
        (filled(lambda r: (r["place_code"].strip(),)), "地名代码相同"),
        (filled(lambda r: (r.code, r.specific, str(r.kind))), "代码、名称都相同"),
        (
            filled(lambda r: (now(r.code), r.specific, str(r.kind))),
            "县级代码换了，代码的其余各位、名称都相同",
        ),
        (filled(lambda r: (town(r), r.specific, str(r.kind))), "同一乡镇里名称相同"),
        (filled(lambda r: (town(r), r.specific)), "同一乡镇里专名相同"),
    ]
    matching.without_copies(lambda r: (town(r), r.specific, str(r.kind)))
    for key, evidence in exact:
        matching.by(key, evidence)
    matching.repeated(written_in, "两版里一字不差，遍数也相同")
    matching.by(filled(lambda r: (r.specific, str(r.kind), *position_of(r))), "名称、坐标都相同")
    matching.set_apart(filled(lambda r: (town(r), r.specific)), "同一乡镇里有几个同名的")
    matching.alone(called_before(matching.old, matching.new, town))
    matching.by(filled(lambda r: (r.specific, str(r.kind))), "全表里名称相同的只有这一个")
    matching.by(filled(lambda r: (now(r.code),)), "代码相同", sure=False)
    matching.by(
        filled(lambda r: (called.get(r.specific, r.specific) if r.kind in DIVISIONS else "",)),
        "下属的村都在，只换了乡镇名",
        sure=False,
    )
    if near:
        matching.alone(nearly_called(matching.old, matching.new, town, read), sure=False)
        matching.by(
            filled(lambda r: (town(r), str(r.kind), *position_of(r))),
            "同一乡镇里坐标相同",
            sure=False,
        )
    return Comparison(old=old, new=new, pairs=tuple(_pairs(matching, town, now, (old, new))))


def _pairs(
    matching: _Matching,
    town: Callable[[ListRow], str],
    now: Callable[[str], str],
    editions: tuple[Edition, Edition],
) -> Iterable[Pair]:
    """All lines, in the order of the newer edition, what is gone at the end."""
    lines: list[tuple[int, What, dict[str, object]]] = []
    place = {id(row): number for number, row in enumerate((*editions[1], *editions[0]))}
    renamed = renamed_towns(matching.found, town)
    for old, new, evidence, sure in matching.found:
        what, also, fields = _judged(old, new, (town, now), renamed)
        told = {
            "old": old,
            "new": new,
            "also": also,
            "fields": fields,
            "evidence": evidence,
            "sure": sure,
        }
        lines.append((place[id(new)], what, told))
    for olds, news, evidence in matching.stuck:
        for gone, come in zip_longest(olds, news):
            told = {"old": gone, "new": come, "evidence": evidence, "sure": False}
            lines.append((place[id(come or gone)], What.CONFLICT, told))
    first: dict[tuple[str, ...], ListRow] = {}
    for row in matching.new:
        earlier = first.setdefault((town(row), row.name, str(row.kind), row.code), row)
        told = {"old": None, "new": row}
        if earlier is row:
            lines.append((place[id(row)], What.ADDED, told))
        else:
            matching.again.append((row, earlier))
    for row, earlier in matching.again:
        where = f"记录 {earlier.key}" if earlier.key else f"第 {earlier.where} 行"
        told = {"old": None, "new": row, "evidence": f"{TWICE}（{where}）", "sure": False}
        lines.append((place[id(row)], What.CONFLICT, told))
    lines += [(place[id(r)], What.REMOVED, {"old": r, "new": None}) for r in matching.old]
    for number, (_, what, told) in enumerate(sorted(lines, key=lambda line: line[0]), start=1):
        yield Pair(number=number, what=what, **told)  # type: ignore[arg-type]


_TOLD_BY_KIND = frozenset({"standard_name", "unit_code", "division", "parent_name", "place_code"})


def _judged(
    old: ListRow,
    new: ListRow,
    told: tuple[Callable[[ListRow], str], Callable[[str], str]],
    renamed: Collection[str],
) -> tuple[What, tuple[What, ...], tuple[str, ...]]:
    """What became of a row: the weightiest first, and the fields that differ.

    A row whose township is another by name but not by code contradicts itself, unless that township
    was *renamed*, or one row tells it by its place code alone, which a place keeps where it goes.
    """
    town, now = told
    fields = tuple(name for name in LABELS if _differs(name, old, new))
    became = []
    division = old.kind in DIVISIONS and new.kind in DIVISIONS
    if old.name != new.name:
        # 上岭镇 is another name than 上岭乡; 桃坪村委会 is 桃坪村 written otherwise.
        other = division or old.specific != new.specific
        became.append(What.RENAMED if other else What.CHANGED)
    # A place code alone says nothing of today.
    silent = any(row.township_of_birth and not row["parent_name"] for row in (old, new))
    differ = towns_differ(old, new, now) and not silent
    places = [now(lies_in(row)) if division else town(row) for row in (old, new)]
    if all(places) and places[0] != places[1]:
        became.append(What.MOVED)
    elif differ and town(old) not in renamed:
        kept = any(row.township_of_birth for row in (old, new))
        became.append(What.MOVED if kept else What.CONFLICT)
    if old.code and new.code and old.code != new.code:
        became.append(What.RECODED)
    if old["place_code"] and new["place_code"] and old["place_code"] != new["place_code"]:
        became.append(What.CONFLICT)
    if not became and (differ or any(name not in _TOLD_BY_KIND for name in fields)):
        became.append(What.CHANGED)
    order = [What.CONFLICT, What.RENAMED, What.MOVED, What.RECODED, What.CHANGED]
    became.sort(key=order.index)
    return (became[0] if became else What.SAME), tuple(became[1:]), fields


def _differs(name: str, old: ListRow, new: ListRow) -> bool:
    """Whether two cells contradict each other; a cell that is empty on one side does not."""
    first, second = old[name].strip(), new[name].strip()
    if not first or not second:
        return False
    if name == "spelling":
        return plain_spelling(first) != plain_spelling(second)
    if name in {"standard_name", "parent_name"}:
        return tidy(first) != tidy(second)
    if name == "former_names":
        return former_names_differ(first, second)
    return first != second


def lines_of(comparison: Comparison) -> Sequence[tuple[str, ...]]:
    """The comparison as lines of text: number, what, names, codes, townships, differences, evidence."""
    old, new = (places_of(getattr(p, side) for p in comparison.pairs) for side in ("old", "new"))
    return [
        (
            str(p.number),
            "、".join(w.label for w in (p.what, *p.also)),
            p.old.name if p.old else "",
            p.old.code if p.old else "",
            old(p.old) if p.old else "",
            p.new.name if p.new else "",
            p.new.code if p.new else "",
            new(p.new) if p.new else "",
            p.differences(),
            p.evidence if p.sure else f"{p.evidence}（请核对）",
        )
        for p in comparison.pairs
    ]
