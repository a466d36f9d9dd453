"""Where the area of a division stands in the list of another year."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.values.domicile.names import stem

if TYPE_CHECKING:
    from minzheng_core.values.domicile.index import DomicileIndex


@frozen
class Carried:
    """The units that hold the area of a unit in another year."""

    units: tuple[int, ...]
    chosen: bool = False
    """Several have a part; the one that went on under the name was taken."""
    shares: tuple[int, ...] = ()
    """All that have a part, where one was chosen."""


class Carrier:
    """Follows the successions of the units of an index; what was asked once is known."""

    def __init__(self, index: DomicileIndex) -> None:
        self._index = index
        self._itself: dict[int, Carried] = {}
        self._carried: dict[tuple[int, int], Carried] = {}
        self._circular: dict[tuple[int, int], Carried] = {}
        """Answers to what runs in a circle: another thing than on the way to what lies on it."""
        self._lock = RLock()
        self._open: set[tuple[int, int]] = set()
        """What is being carried now, all on one way."""
        self._met = False
        """Whether anything of :attr:`_open` was come upon again."""

    def carry(self, unit: int, year: int) -> Carried:
        """Where the area of *unit* stands in the list of *year*, whatever was asked before."""
        if self._index.starts[unit] <= year < self._index.ends[unit]:
            itself = self._itself.get(unit)
            if itself is None:
                itself = self._itself[unit] = Carried((unit,))
            return itself
        known = self._carried.get((unit, year))
        if known is None:
            with self._lock:
                known = self._carry_anew((unit, year))
        return known

    def _carry_anew(self, key: tuple[int, int]) -> Carried:
        if key in self._open:
            self._met = True
            return Carried(())
        if not self._open and key in self._circular:
            return self._circular[key]
        outer, self._met = self._met, False
        self._open.add(key)
        try:
            found = self._carry(*key)
        finally:
            self._open.remove(key)
        if not self._met:
            self._carried[key] = found
        elif not self._open:
            self._circular[key] = found
        self._met |= outer
        return found

    def _carry(self, unit: int, year: int) -> Carried:
        if self._index.records[unit].level != "county":
            carried = self._carry_prefecture(unit, year)
            if carried.units:
                return carried
        forward = year >= self._index.ends[unit]
        steps = self._index.after(unit) if forward else self._index.before(unit)
        main = self._main(unit, steps, forward=forward) if len(steps) > 1 else steps
        found: dict[int, None] = {}
        shares: dict[int, None] = {}
        for step in (*main, *(other for other in steps if other not in main)):
            further = self.carry(step, year)
            shares.update(dict.fromkeys(further.shares or further.units))
            if step in main:
                found.update(dict.fromkeys(further.units))
        # What was parted may be one again: 武进市 became two districts, of which one is left.
        if len(shares) == len(found):
            return Carried(tuple(found))
        return Carried(tuple(found), chosen=True, shares=tuple(shares))

    def _main(self, unit: int, steps: list[int], *, forward: bool) -> list[int]:
        """The ones among several that go on under the same name, or that ended in this one only."""
        own = stem(self._index.records[unit].name)
        same = [u for u in steps if stem(self._index.records[u].name) == own]
        if same and forward and all(self._is_another(u, unit) for u in same):
            # 江北县 went on as 渝北区 beside the old 江北区, 庐山区 as 濂溪区 when 星子县 became 庐山市.
            ended = self._index.ends[unit]
            new = [u for u in steps if self._index.starts[u] >= ended and u not in same]
            return new if len(new) == 1 else same
        if same:
            return same
        if not forward:
            whole = [u for u in steps if self._heir(u) == unit]
            if whole:
                return whole
        return steps

    def _is_another(self, heir: int, unit: int) -> bool:
        """Whether *heir*, called like *unit*, stood beside it or is what another wholly became."""
        index = self._index
        return index.starts[heir] < index.ends[unit] or any(
            index.after(other) == [heir] for other in index.before(heir) if other != unit
        )

    def _heir(self, unit: int) -> int | None:
        steps = self._index.after(unit)
        if len(steps) > 1:
            steps = self._main(unit, steps, forward=True)
        return steps[0] if len(steps) == 1 else None

    def _carry_prefecture(self, unit: int, year: int) -> Carried:
        """A prefecture or province: the same code, else the same name, else where its counties are."""
        record = self._index.records[unit]
        own = stem(record.name)
        renamed = self._renamed(unit, year)
        if renamed is not None:
            return Carried((renamed,))
        for form in (record.name, own):
            named = self._index.forms.get(form)
            for other in named.prefectures if named else ():
                if (
                    self._index.starts[other] <= year < self._index.ends[other]
                    and stem(self._index.records[other].name) == own
                    and self._index.records[other].province == record.province
                ):
                    return Carried((other,))
        votes: dict[int, int] = {}
        key = record.name if record.level == "province" else own
        for county in self._index.under.get(key, ()):
            listed = self._index.records[county]
            if record.name not in (listed.province, listed.prefecture):
                continue
            for new in self.carry(county, year).units:
                # A county may have become a city without counties: 东莞市 stands for itself.
                above = (
                    new
                    if self._index.records[new].level == "prefecture"
                    else self._index.parent(new)
                )
                if above is not None:
                    votes[above] = votes.get(above, 0) + 1
        best = sorted(votes, key=lambda u: -votes[u])
        if len(best) > 1 and votes[best[0]] * 3 >= 2 * sum(votes.values()):
            return Carried((best[0],), chosen=True, shares=tuple(best))
        return Carried(tuple(best))

    def _renamed(self, unit: int, year: int) -> int | None:
        """The unit of the same code in *year*, when the code was in force without a break."""
        chain = self._index.by_code[self._index.records[unit].code]
        here = chain.index(unit)
        step = 1 if year >= self._index.ends[unit] else -1
        while 0 <= here + step < len(chain):
            old, new = sorted((chain[here], chain[here + step]))
            if self._index.ends[old] != self._index.records[new].start:
                return None
            here += step
            if self._index.starts[chain[here]] <= year < self._index.ends[chain[here]]:
                return chain[here]
        return None
