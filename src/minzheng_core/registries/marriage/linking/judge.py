"""Are both spouses the same, one of them, or neither? Each is judged on its own evidence (同一夫妻判定).

Summed weights cannot tell a person's second marriage from the first entered twice: one spouse alone
agrees in sixty bits. So a couple is the same only where each spouse agrees and nothing certain
speaks against it; where one spouse agrees, it is the same person in another act.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from minzheng_core.linkage.levels import Columns, frequencies, same
from minzheng_core.linkage.threads import executor
from minzheng_core.linkage.weights import Weights, estimate
from minzheng_core.registries.marriage.linking.levels import (
    ACT,
    ACT_AT,
    BIRTH,
    COMPARISONS,
    HUSBAND,
    HUSBAND_AT,
    NAME,
    NUMBER,
    PLACE,
    WIFE,
    WIFE_AT,
    ActLevel,
    BirthLevel,
    NameLevel,
    NumberLevel,
    act_levels,
    person_levels,
)
from minzheng_core.registries.marriage.linking.passes import CROSSED, bit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.linkage.passes import Pairs

    Levels = NDArray[np.int8]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Rows = NDArray[np.integer]
    Index = NDArray[np.int64]

STRAIGHT = (("husband", "husband"), ("wife", "wife"))
STRANGERS = 100_000
TRAINING = 200_000
NAMES_KNOWN, NAME_SHARE = 2000.0, 1 / 5000
"""A file tells how common a name is as far as it is large; before that one in five thousand has it."""
SURE_COUPLE = 6.0
OWN = 2.0
AGAINST_ONE = 4.0
NAMES_ALONE = 8.0
FOLLOWS, TWICE = 1.5, 20.0
"""Records per pair that belongs together: where one follows from the other, and where not."""
ACT_AT_MOST = 8.0
SURE_PERSON = 8.0
MAYBE = 2.0
SAME, UNSURE, DIFFERENT = 1, 2, 3
COUPLE, HUSBAND_ONLY, WIFE_ONLY, NOBODY = 1, 2, 3, 4


@frozen(kw_only=True)
class Compared:
    """Levels of every pair: a column per comparison, and the pairs compared husband against wife."""

    levels: Levels = field(repr=False)
    crossed: Mask = field(repr=False)


def compare(columns: Columns, left: Rows, right: Rows, crossed: Mask) -> Compared:
    """The levels of all comparisons; *crossed* pairs with the parties of the right record exchanged."""
    levels = np.empty((len(left), len(COMPARISONS)), dtype=np.int8)
    for mask, swapped in ((~crossed, False), (crossed, True)):
        if not mask.any():
            continue
        every = bool(mask.all())
        one, other = (left, right) if every else (left[mask], right[mask])
        sides = (("husband", "wife"), ("wife", "husband")) if swapped else STRAIGHT
        with executor(len(one)) as pool:
            parts = list(pool.map(partial(person_levels, columns, one, other), sides))
        told = np.concatenate([*parts, act_levels(columns, one, other)[:, None]], axis=1)
        if every:
            return Compared(levels=told, crossed=crossed)
        levels[mask] = told
    return Compared(levels=levels, crossed=crossed)


def crossed_pairs(columns: Columns, pairs: Pairs) -> Mask:
    """The pairs to be compared husband against wife: their names or numbers agree only that way."""
    mask = np.zeros(len(pairs), dtype=np.bool_)
    spots = np.flatnonzero(pairs.found & np.uint32(sum(1 << one for one in CROSSED)))
    left, right = pairs.left[spots], pairs.right[spots]
    straight = np.zeros(len(spots), dtype=np.bool_)
    for key in ("variant", "core"):
        for party in ("husband", "wife"):
            straight |= same(columns[f"{party}_{key}"][left], columns[f"{party}_{key}"][right])
    mask[spots] = ~straight
    return mask


def train(columns: Columns, pairs: Pairs, compared: Compared) -> Weights:
    """Weights from the file itself, without labels.

    What a husband's fields are worth is learned from pairs that the wife's number brought together,
    and the other way round, so that no pass vouches for what it looked at; the act from pairs that
    both numbers brought together. Chance is seen in pairs taken at random.
    """
    random = _strangers(len(columns), pairs)
    straight = np.zeros(len(random[0]), dtype=np.bool_)
    strangers = compare(columns, *random, straight).levels
    by_wife = (pairs.found & np.uint32(bit("wife_number"))) != 0
    by_husband = (pairs.found & np.uint32(bit("husband_number"))) != 0
    parts = []
    at = 0
    for comparisons, mask in (
        (HUSBAND, by_wife),
        (WIFE, by_husband),
        (ACT, by_wife & by_husband),
    ):
        spots = np.flatnonzero(mask & ~compared.crossed)
        if len(spots) > TRAINING:
            spots = spots[:: len(spots) // TRAINING + 1]
        columns_of = slice(at, at + len(comparisons))
        at += len(comparisons)
        parts.append(
            estimate(comparisons, compared.levels[spots, columns_of], strangers[:, columns_of])
        )
    return Weights(
        comparisons=COMPARISONS,
        m=tuple(m for part in parts for m in part.m),
        u=tuple(u for part in parts for u in part.u),
        share=parts[2].share,
    )


def _strangers(size: int, pairs: Pairs) -> tuple[Rows, Rows]:
    rng = np.random.default_rng(20260711)
    wanted = min(STRANGERS, size * 40)
    if size < 2:
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.uint32)
    one = rng.integers(0, size, wanted)
    other = rng.integers(0, size, wanted)
    low, high = np.minimum(one, other), np.maximum(one, other)
    packed = low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64)
    known = pairs.left.astype(np.uint64) << np.uint64(32) | pairs.right.astype(np.uint64)
    spots = np.searchsorted(known, packed)
    met = known[np.minimum(spots, max(len(known) - 1, 0))] == packed if len(known) else low < 0
    keep = (low != high) & ~met
    return low[keep].astype(np.uint32), high[keep].astype(np.uint32)


@frozen(kw_only=True)
class Judged:
    """What was decided of each pair, and the evidence it was decided by."""

    left: Index = field(repr=False)
    right: Index = field(repr=False)
    found: NDArray[np.uint32] = field(repr=False)
    compared: Compared = field(repr=False)
    who: NDArray[np.int8] = field(repr=False)
    """Who is the same: COUPLE, HUSBAND_ONLY, WIFE_ONLY or NOBODY."""
    verdict: NDArray[np.int8] = field(repr=False)
    score: NDArray[np.float32] = field(repr=False)
    husband: NDArray[np.float32] = field(repr=False)
    wife: NDArray[np.float32] = field(repr=False)

    def tied(self, who: int) -> tuple[Index, Index, Mask]:
        """The pairs in which *who* is certainly the same, and which of them stand crossed."""
        mask = (self.who == who) & (self.verdict == SAME)
        return self.left[mask], self.right[mask], self.compared.crossed[mask]


def judge(columns: Columns, weights: Weights, pairs: Pairs, compared: Compared) -> Judged:
    """Decide for each pair who is the same, and how certain that is."""
    levels = compared.levels
    his, hers = _of_spouse(levels, HUSBAND_AT), _of_spouse(levels, WIFE_AT)
    husband = _person_score(columns, weights, levels, (HUSBAND_AT, "husband"), pairs.left)
    wife = _person_score(columns, weights, levels, (WIFE_AT, "wife"), pairs.left)
    act = weights.of(ACT_AT)[levels[:, ACT_AT]]
    size = max(columns.size, 50)
    rivals = _rivals(columns, pairs)
    score = husband + wife + act - np.log2(rivals * size)
    own = _own(his, husband), _own(hers, wife)
    against = _against_couple(levels)
    helped = np.minimum(act, ACT_AT_MOST)
    sure = (
        (score >= SURE_COUPLE)
        & own[0] & own[1]
        & ~against[0] & ~against[1]
        & (husband + helped >= AGAINST_ONE)
        & (wife + helped >= AGAINST_ONE)
        & (_beyond_names(levels) | ((score >= NAMES_ALONE) & (rivals == FOLLOWS)))
    )  # fmt: skip
    sure |= _certain(levels) & ~against[0] & ~against[1]
    maybe = ~sure & (score >= MAYBE) & (husband >= 0) & (wife >= 0)
    persons = _person(his, husband, size), _person(hers, wife, size)
    who = np.full(len(pairs), NOBODY, dtype=np.int8)
    verdict = np.full(len(pairs), DIFFERENT, dtype=np.int8)
    for code, verdicts in ((WIFE_ONLY, persons[1]), (HUSBAND_ONLY, persons[0])):
        better = (verdicts < verdict) | (
            (verdicts == verdict) & (verdicts < DIFFERENT) & (husband >= wife)
        )
        who[better] = code
        verdict[better] = verdicts[better]
    who[sure | maybe] = COUPLE
    verdict[maybe] = UNSURE
    verdict[sure] = SAME
    return Judged(
        left=pairs.left.astype(np.int64),
        right=pairs.right.astype(np.int64),
        found=pairs.found,
        compared=compared,
        who=who,
        verdict=verdict,
        score=score.astype(np.float32),
        husband=husband.astype(np.float32),
        wife=wife.astype(np.float32),
    )


def _of_spouse(levels: Levels, at: int) -> Levels:
    """The levels of one spouse, whose comparisons begin *at* a column."""
    return levels[:, at : at + len(HUSBAND)]


def _against_couple(levels: Levels) -> tuple[Mask, Mask]:
    """Whether something speaks against the husband, and against the wife, that nothing outweighs."""
    his, hers = _of_spouse(levels, HUSBAND_AT), _of_spouse(levels, WIFE_AT)
    # Two couples of four whole numbers are two couples, however alike the rest is.
    apart = NumberLevel.REGION_AND_BIRTH
    four = (his[:, NUMBER] >= apart) & (hers[:, NUMBER] >= apart)
    # Twins who married twins: where neither name even sounds alike, birth dates prove nothing.
    nameless = (his[:, NAME] > NameLevel.DIALECT) & (hers[:, NAME] > NameLevel.DIALECT)
    elsewhere = ~_same_act(levels)
    one, other = (
        _against(spouse) | four | nameless | (_born_apart(spouse) & elsewhere)
        for spouse in (his, hers)
    )
    return one, other


def _same_act(levels: Levels) -> Mask:
    """Whether the act itself agrees, in its day or its paper."""
    act = levels[:, ACT_AT]
    return np.asarray((act >= ActLevel.DAY_AND_PAPER) & (act <= ActLevel.POINTS_BACK))


def _rivals(c: Columns, pairs: Pairs) -> Floats:
    """For one pair that is the same, how many records of such a pair are not, as a share of the file.

    Most certificates issued again and most divorces have their marriage in the archive; few
    marriages stand in it twice.
    """
    kinds = [np.isin(c["kind"][rows], (1, 2)) for rows in (pairs.left, pairs.right)]
    marriage = [c["kind"][rows] == 1 for rows in (pairs.left, pairs.right)]
    follows = (marriage[0] != marriage[1]) | (kinds[0] != kinds[1])
    return np.where(follows, FOLLOWS, TWICE)


def _person_score(
    c: Columns, weights: Weights, levels: Levels, which: tuple[int, str], left: Rows
) -> Floats:
    """The evidence that one spouse is the same, in bits; common names count for less than rare ones."""
    at, party = which
    name = levels[:, at + NAME]
    evidence = weights.of(at + NAME)[name]
    m = weights.m[at + NAME]
    for key, members, likely in (
        # How a name is written is chance; that it is the name is what a share is counted of.
        ("variant", (NameLevel.SAME, NameLevel.VARIANT), np.full(len(m), m[0] + m[1])),
        ("dialect", (NameLevel.SOUND, NameLevel.DIALECT), m),
    ):
        mask = np.isin(name, members)
        share = name_shares(c, f"{party}_{key}")[left[mask]]
        evidence[mask] = np.log2(likely[name[mask] - 1] / share)
    for i in (NUMBER, BIRTH, PLACE):
        evidence += weights.of(at + i)[levels[:, at + i]]
    return evidence


def name_shares(c: Columns, key: str) -> Floats:
    """How often somebody else has the name of each record."""

    def made() -> Floats:
        counts = frequencies(c[key]) * max(int((c[key] != 0).sum()), 1)
        return share_of(counts, c.size)

    return c.kept(f"share of {key}", made)


def share_of(counts: Index | Floats, size: int) -> Floats:
    """The share of others with a name that stands *counts* times among *size* records."""
    others = np.maximum(counts - 1, 0) + NAMES_KNOWN * NAME_SHARE
    return np.asarray(others / (size + NAMES_KNOWN))


def _certain(levels: Levels) -> Mask:
    """What no weight need confirm, in a file of whatever kind.

    Both whole numbers and both names agree; or both names, both birth dates and the act itself; or
    the paper of the act, one spouse, and what is left of the other's name and birth date.
    """
    act = levels[:, ACT_AT]
    alike, born, numbered, left_over = (np.ones(len(levels), dtype=np.bool_) for _ in range(4))
    one = np.zeros(len(levels), dtype=np.bool_)
    for at in (HUSBAND_AT, WIFE_AT):
        name, number, birth = (levels[:, at + i] for i in (NAME, NUMBER, BIRTH))
        same_name = _same_name(name)
        compatible = (birth >= BirthLevel.SAME) & (birth <= BirthLevel.COMPATIBLE)
        compatible &= number <= NumberLevel.SLIP
        alike &= same_name
        born &= (name == NameLevel.SAME) & (birth == BirthLevel.SAME)
        born &= number <= NumberLevel.SAME
        numbered &= number == NumberLevel.SAME
        left_over &= (name <= NameLevel.ONE_LETTER) & compatible
        one |= same_name & compatible
    of_the_day = (act >= ActLevel.DAY_AND_PAPER) & (act <= ActLevel.DAY)
    paper = (act == ActLevel.DAY_AND_PAPER) | (act == ActLevel.POINTS_BACK)
    return np.asarray((alike & numbered) | (born & of_the_day) | (left_over & one & paper))


def _same_name(name: Levels) -> Mask:
    """Whether names are written or sound alike."""
    return np.asarray((name >= NameLevel.SAME) & (name <= NameLevel.DIALECT))


def _beyond_names(levels: Levels) -> Mask:
    """Whether anything but names and places agrees: couples of the same names live in one village."""
    agrees = _same_act(levels)
    for at in (HUSBAND_AT, WIFE_AT):
        birth, number = levels[:, at + BIRTH], levels[:, at + NUMBER]
        agrees |= (birth >= BirthLevel.SAME) & (birth <= BirthLevel.SLIP)
        agrees |= number == NumberLevel.SAME
    return agrees


def _own(levels: Levels, score: Floats) -> Mask:
    """Whether a spouse agrees by itself: in name or number or birth, and on the whole."""
    name, number, birth = levels[:, NAME], levels[:, NUMBER], levels[:, BIRTH]
    somewhere = (name >= NameLevel.SAME) & (name <= NameLevel.ONE_OF_THREE)
    somewhere |= (number >= NumberLevel.SAME) & (number <= NumberLevel.SLIP)
    somewhere |= birth == BirthLevel.SAME
    return np.asarray((score >= OWN) & somewhere)


def _against(levels: Levels) -> Mask:
    """Whether a spouse is certainly another: two whole numbers, and names that do not even sound alike.

    Twins have the same birth date and region; people of one name in one village different ones.
    """
    name, number, birth = levels[:, NAME], levels[:, NUMBER], levels[:, BIRTH]
    others = (number >= NumberLevel.REGION_AND_BIRTH) & (name > NameLevel.DIALECT)
    namesakes = (number == NumberLevel.OTHER) & (birth >= BirthLevel.WITHIN_A_YEAR)
    return np.asarray(others | (namesakes & (name != NameLevel.SAME)))


def _born_apart(levels: Levels) -> Mask:
    """Whether a spouse has another birth date and no number: namesakes live in one village."""
    number, birth = levels[:, NUMBER], levels[:, BIRTH]
    alike = (number >= NumberLevel.SAME) & (number <= NumberLevel.SLIP)
    return np.asarray((birth >= BirthLevel.OTHER) & ~alike)


def apart_within(
    c: Columns, left: Index, right: Index, *, mentions: bool = False
) -> tuple[Index, Index]:
    """Of pairs of records those whose husbands or wives are certainly not one person.

    With *mentions* the pairs are of persons: twice the row, one more for the wife.
    """
    found = np.zeros(len(left), dtype=np.bool_)
    names = ("husband", "wife")
    for one, other in ((0, 0), (1, 1), (0, 1), (1, 0)):
        if not mentions and one != other:
            continue
        mask = (left % 2 == one) & (right % 2 == other) if mentions else np.ones_like(found)
        rows = (left[mask] // 2, right[mask] // 2) if mentions else (left, right)
        if len(rows[0]):
            levels = person_levels(c, rows[0], rows[1], (names[one], names[other]))
            found[mask] |= _against(levels)
    return left[found], right[found]


def _person(levels: Levels, evidence: Floats, size: int) -> NDArray[np.int8]:
    """The verdict on one person taken alone."""
    name, number, birth = levels[:, NAME], levels[:, NUMBER], levels[:, BIRTH]
    score = evidence - np.log2(2.0 * size)
    alike, numbered = _same_name(name), number == NumberLevel.SAME
    born = (birth == BirthLevel.SAME) & (number <= NumberLevel.SLIP)
    verdict = np.full(len(levels), DIFFERENT, dtype=np.int8)
    verdict[(score >= MAYBE) & (numbered | alike)] = UNSURE
    verdict[alike & (numbered | born) & (score >= SURE_PERSON)] = SAME
    return verdict
