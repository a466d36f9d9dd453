"""From a couple's records to its acts: entered twice, issued again, divorced, married again (登记行为).

All records of one couple lie side by side. Marriages of one day are one marriage; days that differ
by a slip are, where no divorce lies between and the papers do not speak against it; what differs in
full is another marriage. A certificate issued again goes to the marriage that it names, else to the
last before it. A divorce is an act of its own that ends a marriage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field

from minzheng_core.linkage.clusters import components, constrained, pairs_within
from minzheng_core.linkage.levels import NO_DAY, Columns, date_slip, near_text, overlap, same
from minzheng_core.registries.marriage.linking.features import (
    DIVORCE,
    DIVORCE_AGAIN,
    MARRIAGE,
    MARRIAGE_AGAIN,
)
from minzheng_core.registries.marriage.linking.levels import points_back

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Index = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Ties = tuple[Index, Index]

CAP = 40
"""Records of a couple that are all laid side by side; beyond it only those that met."""
SPAN = 1 << 20
CLOSE_DAYS = 3
AGAIN_OF = {MARRIAGE_AGAIN: MARRIAGE, DIVORCE_AGAIN: DIVORCE}


def acts_of(
    c: Columns, couple: Index, met: Ties, *, told: Ties | None = None, apart: Ties | None = None
) -> Index:
    """For each record the smallest record of its act; *couple* is the label of its couple.

    *met* are pairs that stand for the whole of a couple with more records than can all be compared;
    *told* were judged one act by a person, *apart* never one act.
    """
    work = Partition(c, couple)
    pairs = pairs_within(couple, met, CAP)
    ties = [told] if told else []
    ties.append(work.entered_twice(*pairs))
    ties.append(work.undated(_labels(couple, ties)))
    ties.append(work.named(*pairs))
    for again, original in AGAIN_OF.items():
        label = _labels(couple, ties)
        rows = np.flatnonzero(c["kind"] == again)
        placed = np.isin(label[rows], label[c["kind"] == original])
        ties.append(work.last_before(rows[~placed], original))
        ties.append(work.lost(_labels(couple, ties), again, original))
    if apart is None or not len(apart[0]):
        return _labels(couple, ties)
    surest = np.repeat(np.arange(len(ties), 0, -1, dtype=np.float64), [len(one) for one, _ in ties])
    return constrained(len(couple), *_all(ties), surest, apart)


def _all(ties: list[Ties]) -> Ties:
    return np.concatenate([one for one, _ in ties]), np.concatenate([other for _, other in ties])


def _labels(couple: Index, ties: list[Ties]) -> Index:
    return components(len(couple), *_all(ties))


@define
class Partition:
    """The records of couples, asked what makes them one act."""

    c: Columns
    couple: Index
    divorced: Index = field(init=False)

    def __attrs_post_init__(self) -> None:
        rows = np.flatnonzero((self.c["kind"] == DIVORCE) & (self.c["day"] != NO_DAY))
        self.divorced = np.sort(self._key(rows))

    def _key(self, rows: Index) -> Index:
        return np.asarray(self.couple[rows] * SPAN + self.c["day"][rows] + SPAN // 2)

    def between(self, couple: Index, one: Index, other: Index) -> Mask:
        """Whether a divorce of *couple* lies strictly between two days; missing days have none."""
        known = (one != NO_DAY) & (other != NO_DAY)
        base = couple * SPAN + SPAN // 2
        low = base + np.where(known, np.minimum(one, other), 0)
        high = base + np.where(known, np.maximum(one, other), 0)
        first = np.searchsorted(self.divorced, low, side="right")
        last = np.searchsorted(self.divorced, high, side="left")
        return np.asarray(known & (last > first))

    def entered_twice(self, left: Index, right: Index) -> Ties:
        """Pairs of records of one kind that are one act."""
        c = self.c
        alike = c["kind"][left] == c["kind"][right]
        left, right = left[alike], right[alike]
        a, b = c["day"][left].astype(np.int64), c["day"][right].astype(np.int64)
        whole = (a != NO_DAY) & (b != NO_DAY)
        dated = (c["day_lo"][left] != NO_DAY) & (c["day_lo"][right] != NO_DAY)
        ranges = [(c["day_lo"][rows], c["day_hi"][rows]) for rows in (left, right)]
        rough = dated & ~whole & overlap(ranges[0], ranges[1])
        paper = one_paper(c, left, right)
        apart = self.between(self.couple[left], a, b)
        one_act = (whole & (a == b)) | (
            ~apart & (paper | ((slips(c, left, right) | rough) & ~differ(c, left, right)))
        )
        return left[one_act], right[one_act]

    def named(self, left: Index, right: Index) -> Ties:
        """Certificates issued again with the act that they name by its number or its day."""
        c = self.c
        found = []
        for one, other in ((left, right), (right, left)):
            back = np.isin(c["kind"][one], list(AGAIN_OF)) & (
                c["kind"][other] == _original(c["kind"][one])
            )
            told = points_back(c, one, other)
            told |= date_slip(c["old_ymd"][one], c["ymd"][other])
            old = c["old_day"][one]
            ranges = (old, old), (c["day_lo"][other], c["day_hi"][other])
            told |= (old != NO_DAY) & overlap(*ranges)
            found.append((one[back & told], other[back & told]))
        return (
            np.concatenate([one for one, _ in found]),
            np.concatenate([other for _, other in found]),
        )

    def undated(self, label: Index) -> Ties:
        """Records without a day, each with the only act of its kind that its couple has."""
        c = self.c
        kind = c["kind"].astype(np.int64)
        group = self.couple * 8 + kind
        loose = (c["day_lo"] == NO_DAY) & (label == np.arange(len(label)))
        asked = ~loose & np.isin(group, group[loose])
        heads = np.unique(np.stack([group, label], axis=1)[asked], axis=0)
        groups, first, counts = np.unique(heads[:, 0], return_index=True, return_counts=True)
        rows = np.flatnonzero(loose)
        # Where nothing of the kind has a day, the first record stands for the act.
        alone, spot = np.unique(group[rows], return_index=True)
        lost = ~np.isin(alone, groups)
        groups = np.concatenate([groups[counts == 1], alone[lost]])
        acts = np.concatenate([heads[first[counts == 1], 1], rows[spot[lost]]])
        order = np.argsort(groups, kind="stable")
        groups, acts = groups[order], acts[order]
        if not len(groups):
            return rows[:0], rows[:0]
        spots = np.minimum(np.searchsorted(groups, group[rows]), len(groups) - 1)
        hit = (groups[spots] == group[rows]) & (acts[spots] != rows)
        rows, acts = rows[hit], acts[spots[hit]]
        texts = c["certificate_text"][acts], c["certificate_text"][rows]
        apart = (texts[0] != 0) & (texts[1] != 0) & (texts[0] != texts[1])
        free = ~differ(c, acts, rows) & ~apart
        return acts[free], rows[free]

    def last_before(self, rows: Index, original: int) -> Ties:
        """Certificates issued again, with the last act of the couple before them or the day they name."""
        c = self.c
        acts = np.flatnonzero(c["kind"] == original)
        if not len(acts) or not len(rows):
            return rows[:0], rows[:0]
        # A day known in part counts from its beginning; one that is unknown from the beginning of time.
        begin = np.where(c["day_lo"][acts] == NO_DAY, -SPAN // 2, c["day_lo"][acts])
        keys = self.couple[acts] * SPAN + begin + SPAN // 2
        order = np.argsort(keys, kind="stable")
        acts, keys = acts[order], keys[order]
        day = np.where(c["day"][rows] != NO_DAY, c["day"][rows], SPAN // 2 - 1).astype(np.int64)
        day = np.where(c["old_hi"][rows] != NO_DAY, c["old_hi"][rows] + CLOSE_DAYS, day)
        wanted = self.couple[rows] * SPAN + day + SPAN // 2
        spots = np.searchsorted(keys, wanted, side="right") - 1
        found = acts[np.maximum(spots, 0)]
        hit = (spots >= 0) & (self.couple[found] == self.couple[rows])
        old, day = c["old_day"][rows].astype(np.int64), c["day"][found].astype(np.int64)
        hit &= ~self.between(self.couple[rows], old, day)
        found, rows = found[hit], rows[hit]
        other = names_another(c, rows, found)
        return found[~other], rows[~other]

    def lost(self, label: Index, again: int, original: int) -> Ties:
        """Certificates issued again whose act is not in the archive: one act until a divorce."""
        c = self.c
        heads = label[c["kind"] == original]
        rows = np.flatnonzero((c["kind"] == again) & (c["day"] != NO_DAY) & ~np.isin(label, heads))
        rows = rows[np.argsort(self._key(rows), kind="stable")]
        one, other = rows[:-1], rows[1:]
        tied = self.couple[one] == self.couple[other]
        days = c["day"][one].astype(np.int64), c["day"][other].astype(np.int64)
        tied &= ~self.between(self.couple[one], *days)
        old = c["old_day"][one], c["old_day"][other]
        tied &= (
            (old[0] == NO_DAY)
            | (old[1] == NO_DAY)
            | (old[0] == old[1])
            | date_slip(c["old_ymd"][one], c["old_ymd"][other])
        )
        return one[tied], other[tied]


def _original(kind: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.where(kind == MARRIAGE_AGAIN, MARRIAGE, DIVORCE).astype(np.uint8)


def one_paper(c: Columns, left: Index, right: Index) -> Mask:
    """Whether the certificates or the volumes say that two records are of one act.

    Old local numbers begin anew every year in every office: they say so within one of them only,
    where both records tell year and office.
    """
    text = same(c["certificate_text"][left], c["certificate_text"][right])
    one, other = c["certificate"][left], c["certificate"][right]
    apart = (one != 0) & (other != 0) & (one != other)
    return np.asarray((text & ~apart) | same(c["volume"][left], c["volume"][right]))


def names_another(c: Columns, again: Index, act: Index) -> Mask:
    """Whether a certificate issued again names another day or another certificate than that act has.

    A day or a number that a slip could have made of the other does not count.
    """
    low, high = c["old_lo"][again], c["old_hi"][again]
    dated = (low != NO_DAY) & (c["day_lo"][act] != NO_DAY)
    apart = ~overlap((low, high), (c["day_lo"][act], c["day_hi"][act]))
    slip = date_slip(c["old_ymd"][again], c["ymd"][act])
    near = np.abs(c["old_day"][again].astype(np.int64) - c["day"][act]) <= CLOSE_DAYS
    papers = c.frame["old_paper"], c.frame["paper"]
    known = papers[0].gather(again).is_not_null() & papers[1].gather(act).is_not_null()
    told = known.to_numpy()
    alike = near_text(*papers, (again, act), told) <= 1
    return np.asarray((dated & apart & ~slip & ~near) | (told & ~alike & ~(dated & ~apart)))


def slips(c: Columns, left: Index, right: Index) -> Mask:
    """Days that a slip could have made of one another.

    A slip of the pen, three days (the day of the application for that of the certificate), or the
    same month and day of another year.
    """
    a, b = c["day"][left].astype(np.int64), c["day"][right].astype(np.int64)
    whole = (a != NO_DAY) & (b != NO_DAY)
    one, other = c["ymd"][left], c["ymd"][right]
    return np.asarray(
        whole
        & (date_slip(one, other) | (np.abs(a - b) <= CLOSE_DAYS) | (one % 10000 == other % 10000))
    )


def differ(c: Columns, left: Index, right: Index) -> Mask:
    """Whether the records themselves say that they are two acts.

    Two certificate numbers of the kind that says its year, each in the year of its own record; or
    one record calls itself a renewed marriage and the other does not.
    """
    sure = [
        c["certificate_text"][rows]
        * (c["modern"][rows] & (c["certificate_year"][rows] == c["year"][rows]))
        for rows in (left, right)
    ]
    papers = (sure[0] != 0) & (sure[1] != 0) & (sure[0] != sure[1])
    days = c["day"][left] != c["day"][right]
    return np.asarray((papers & days) | ((c["renewed"][left] != c["renewed"][right]) & days))
