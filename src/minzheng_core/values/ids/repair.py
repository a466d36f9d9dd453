"""Ranked repairs of damaged identity numbers, and the few that need no person to decide.

A check digit finds every single wrong digit but does not say where it is: a wrong 18-digit number
has about 17 one-digit repairs, and a 15-digit number has no check digit at all. What decides is the
rest of the row. Each candidate is therefore weighed by Bayes' rule,

    score(number) = P(text | number) * P(file | number) / sum over all candidates and "none of them"

where ``P(text | number)`` is the rate of the damage (:mod:`~minzheng_core.values.ids.damage`) and
``P(file | number)`` how often birth date, sex, domicile and numbers found elsewhere would say what
they say (:class:`~minzheng_core.values.ids.evidence.Scale`). About one number in a hundred is
damaged and about six birth dates in a hundred are wrong or lunar. From these two follow the rules
that a clerk would give:

- Check digit fails, and one digit changed makes it right *and* gives the file's birth date: the
  other explanation needs a second, independent error in the very same digit of the birth date
  (3 in 10,000). Automatic. The same holds for a region code of the domicile's county.
- Check digit fails, but region, date and sex already agree: the wrong digit is in the sequence or
  is the check digit itself, three or four candidates of like weight. Never automatic.
- 15 digits, date possible but one digit off the file's: the number or the file may be wrong, both
  about as often. Candidates both ways, never automatic; a date that does not exist is automatic. Where just
  the month or the day is another, with both digits, the file is wrong: the number would need two slips.
- A computed check digit proves nothing: such a repair needs birth date, region and sex to agree; where only a region
  code that never was one is put right, and the domicile's is the only one near, the birth date need not be told. A
  check digit that was not written needs the sex and one of the other two, and no lost digit of the
  sequence that would explain the text too, unless the archive shows such losses to be rare.
- Letters written for the digits they look like (O, l, S) show themselves where the number is damaged. Read so,
  15 digits need birth date and sex, or month, year or age of birth with sex and region; with a check digit that
  holds, such a range and the sex are enough.
- A birth date of the file may be copied from the wrong number itself; then it agrees with the
  damage, and the candidates that are left disagree with it: nothing is automatic.
- Two errors in one number are candidates only, unless the check digit written, the birth date, the sex and the region
  all agree on the number without them; a sound number of the same name decides too.
- A text that cannot be a number (length, check digit, impossible day) has no sound value to lose. Its one answer is
  ``likely`` where just the posterior is nearly as high, the sex agrees and nothing contradicts, though the birth date be
  told as a month or an age only, or the region be none that the record names. What looks sound never is.

A number whose check digit holds stays as it is, but for five kinds that :func:`judge` withholds:
somebody else's, Excel's zeros, a number of another sex and another birth date, one of a region that
never was and another birth date, and an impossible date. Only the last has a repair without a number
found elsewhere: the century put right, where birth date, region and sex agree on it. Standard: GB 11643-1999.

The rates are judgements; the shares in ``bench/repairs.py`` come from a simulator by the same hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.values.ids.arithmetic import check_fits, core_15, exchanged, to_18
from minzheng_core.values.ids.damage import Damage, Guess
from minzheng_core.values.ids.edits import edits
from minzheng_core.values.ids.eighteen_digits import upgraded
from minzheng_core.values.ids.evidence import Evidence, Scale
from minzheng_core.values.ids.guesses import guesses
from minzheng_core.values.ids.known import known_guesses
from minzheng_core.values.ids.ranking import ranked_guesses
from minzheng_core.values.ids.rates import DEFAULT_RATES, Rates
from minzheng_core.values.ids.slips import one_edit
from minzheng_core.values.ids.sufficient import HERE, left_alone, suffices
from minzheng_core.values.ids.unlisted import Unlisted, outright, stranger, two_slips
from minzheng_core.values.ids.unreadable import (
    HIDDEN,
    as_pattern,
    filled_share,
    lettered,
    misplaced_x,
    unmasked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from minzheng_core.values.ids.edits import Edit
    from minzheng_core.values.ids.ranking import Ranked

__all__ = ["Assessment", "Damage", "Evidence", "Rates", "Repair", "decide", "judge", "repairs"]

_NOT_OWN = frozenset(("spouse-number", "other-person"))
_NOT_WORTH_A_LOOK = 1e-4
"""Candidates this much less likely than the best are left out of the list."""


@frozen(kw_only=True)
class Repair:
    """One number that may stand behind a damaged text (候选号码).

    ``number`` has 18 digits; ``written`` is the repaired text in its own form (15 digits stay 15).
    ``score`` is the posterior probability, between 0 and 1, that is told: rates known only within a factor make
    it less sure (:mod:`~minzheng_core.values.ids.ranking`). ``agrees`` names
    the evidence that supports the number (``check``, ``birth``, ``birth-alternative``,
    ``birth-range``, ``sex``, ``region`` of the domicile or, where none is told, ``home`` of the archive,
    ``known``), ``contradicts`` what speaks against it.
    ``certain`` marks the one repair that may be applied without a person, ``likely`` one that is as probable and
    disagrees with nothing, of a text that cannot be a number at all: no sound value is lost by it.
    """

    number: str = field(repr=False)
    written: str = field(repr=False)
    damage: Damage
    edits: tuple[Edit, ...] = field(repr=False)
    score: float
    agrees: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    certain: bool = False
    likely: bool = False


@frozen(kw_only=True)
class Assessment:
    """Whether a number that looks undamaged is to be trusted.

    ``reasons`` say why the value must be withheld, ``doubts`` what contradicts it without that;
    ``score`` is the probability that it is right as written.
    """

    sound: bool
    score: float
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def repairs(
    text: str,
    evidence: Evidence,
    *,
    region_ok: Callable[[str], bool],
    limit: int = 20,
    rates: Rates = DEFAULT_RATES,
) -> list[Repair]:
    """Sound numbers that may stand behind *text*, the likeliest first, at most *limit*.

    *text* is normalised (half-width, capitals, no blanks). *region_ok* tells whether a region code
    has existed. The list is empty where the number is sound as written and where nothing is known; one that is
    withheld for another birth date in the file is among its own candidates.

    >>> from datetime import date
    >>> birth = (date(1962, 8, 15), date(1962, 8, 15))
    >>> row = Evidence(birth=birth, sex="男", regions=frozenset({"362133", "360732"}))
    >>> found = repairs("362133196208169955", row, region_ok=lambda code: code[:2] == "36")
    >>> found[0].number, found[0].certain, found[0].edits, found[0].agrees
    ('362133196208159955', True, ((14, '6', '5'),), ('check', 'birth', 'sex', 'region'))

    The wrong digit is in the sequence or is the check digit: a person must look.

    >>> found = repairs("362133196208159355", row, region_ok=lambda code: code[:2] == "36")
    >>> len(found) > 2, decide(found)
    (True, None)
    """
    scale = Scale(evidence, region_ok, rates)
    ranked = ranked_guesses(*_possible(text, scale), scale)
    if ranked and ranked[0].guess.damage is Damage.NONE and ranked[0].posterior >= rates.trusted:
        sound = text if check_fits(text) else to_18(text)
        if sound is None or not _withheld(text, sound, scale):
            return []
    return [
        _repair(text, one, scale, first=place == 0)
        for place, one in enumerate(ranked[:limit])
        if one.posterior >= _NOT_WORTH_A_LOOK * ranked[0].posterior
    ]


def decide(found: Sequence[Repair], *, likely: bool = False) -> Repair | None:
    """The one repair that independent evidence leaves, ``None`` where a person must choose.

    With *likely* also one of a text that is no number, on which all that the file tells agrees.
    """
    certain = [repair for repair in found if repair.certain or (likely and repair.likely)]
    return certain[0] if len(certain) == 1 else None


def judge(
    text: str,
    evidence: Evidence,
    *,
    region_ok: Callable[[str], bool],
    rates: Rates = DEFAULT_RATES,
) -> Assessment:
    """Whether *text*, a number that looks undamaged, is to be trusted as written.

    Eighteen digits with a right check digit are trusted over the file, with doubts, unless the
    number ends in ``000`` (``excel-zeros``), has month and day of the file exchanged and would be sound with
    them in their places too (``birth``), is the spouse's (``spouse-number``), gives an
    impossible date (``date``), another sex without the file's birth date or with the end of the spouse's
    number (``other-person``; not where the
    digit for it was cut; numbers that only stand crosswise are a question about the couple), a
    birth date that no slip makes out of the file's (``birth``) or, beside any other birth date, a region
    code that never was (``region``): by chance one wrong number in eleven has a right check digit.
    Fifteen digits are withheld already where the written birth date is a slip away (``birth``),
    where no number had such a region code in their time and where some damage explains the text and
    the file together about as well as an error of the file does (``region``, ``sex``, ``known``).

    >>> from datetime import date
    >>> row = Evidence(birth=(date(1962, 8, 15), date(1962, 8, 15)), sex="男")
    >>> judge("362133196208150010", row, region_ok=lambda code: True).sound
    True
    >>> judge("362133630815001", row, region_ok=lambda code: True).reasons
    ('birth',)
    >>> judge("362133620875001", row, region_ok=lambda code: True).reasons
    ('date',)
    """
    scale = Scale(evidence, region_ok, rates)
    if len(text) == 18 and check_fits(text):
        reasons = _withheld(text, text, scale)
        doubts = scale.verdicts(text)[1]
        return Assessment(
            sound=not reasons, score=0.0 if reasons else 1.0, reasons=reasons, doubts=doubts
        )
    number = to_18(text)
    if number is None:
        fault = "date" if len(text) == 15 and text.isdigit() else "form"
        if len(text) == 18 and text[:17].isdigit():
            fault = "check"
        return Assessment(sound=False, score=0.0, reasons=(fault,))
    reasons = _withheld(text, number, scale)
    agrees, doubts = scale.verdicts(number)
    if reasons:
        return Assessment(sound=False, score=0.0, reasons=reasons, doubts=doubts)
    placed = "birth" in agrees and not HERE.isdisjoint(agrees)
    if not doubts and placed and {number}.issuperset(evidence.known):
        return Assessment(sound=True, score=1.0)
    score = next(
        (
            one.posterior
            for one in ranked_guesses(*_possible(text, scale), scale)
            if one.guess.number == number
        ),
        0.0,
    )
    if score >= rates.trusted:
        return Assessment(sound=True, score=score, doubts=doubts)
    reasons = doubts or (("known",) if evidence.known else ("region",))
    return Assessment(sound=False, score=score, reasons=reasons)


def _withheld(text: str, number: str, scale: Scale) -> tuple[str, ...]:
    """Why a number of right form must not be taken for this person's, although it is sound."""
    evidence = scale.evidence
    if number in evidence.known:
        return ()
    reasons: list[str] = []
    contradicts = scale.verdicts(number)[1]
    spouse = evidence.spouse_number
    cut = number.endswith("000") and text == number and not evidence.whole_tail
    if spouse and _same_person(number, spouse) and contradicts:
        reasons.append("spouse-number")
    if scale.impossible(number[6:14]):
        reasons.append("date")
    elif reasons:
        pass
    elif scale.tailed(text):
        reasons.append("other-person")
    elif "sex" in contradicts and not cut and not scale.birth(number[6:14])[1]:
        if not scale.crossed or scale.refuted(number[6:14], slips=False):
            reasons.append("other-person")
    elif scale.refuted(number[6:14], slips=text == number) or scale.either_exchanged(text):
        reasons.append("birth")
    elif text != number and scale.unwitnessed(number[6:14]):
        reasons.append("date")
    elif "region" in contradicts and (text != number or "birth" in contradicts):
        reasons.append("region")
    if cut:
        reasons.append("excel-zeros")
    return tuple(reasons)


def _same_person(number: str, spouse: str) -> bool:
    """Whether the spouse's number is this number, in either form or one slip away."""
    own = core_15(number) if len(spouse) == 15 else number
    return own == spouse or (len(own) == len(spouse) and one_edit(own, spouse))


def _possible(text: str, scale: Scale) -> tuple[list[Guess], Unlisted]:
    """Guesses for *text*, and how likely it is none of them."""
    evidence, rates = scale.evidence, scale.rates
    tailed = scale.tailed(text) or scale.copied(text)
    nothing = two_slips(text, scale)
    if len(text) < 6:
        return [], nothing
    sound = text if check_fits(text) else to_18(text)
    reasons = () if sound is None else _withheld(text, sound, scale)
    if sound == text and not reasons:
        return [], nothing
    pattern = as_pattern(text)
    if HIDDEN in pattern:
        found = list(misplaced_x(text, scale)) or list(unmasked(pattern, scale))
        nothing = Unlisted(beside=rates.masked * filled_share(pattern, scale))
    elif pattern != text:
        found = list(lettered(text, pattern, scale))
    elif sound == text:
        nothing = nothing._replace(outright=outright(text, scale))
        found = list(upgraded(text, scale)) if reasons == ("date",) else []
        if reasons in (("birth",), ("region",)) and not evidence.foreign:
            found.append(Guess(text, text, Damage.NONE, 1.0, True))
            if scale.either_exchanged(text):
                found.append(
                    Guess((other := exchanged(text)), other, Damage.EXCHANGED, rates.jump, True)
                )
    elif evidence.foreign or tailed or "spouse-number" in reasons:
        found = []
    else:
        found = list(guesses(pattern, scale))
        nothing = nothing._replace(outright=outright(text, scale))
    if evidence.known:
        numbers = {guess.number for guess in found}
        foreign = evidence.foreign or tailed or not _NOT_OWN.isdisjoint(reasons)
        found += known_guesses(pattern, numbers, scale, foreign=foreign)
        if foreign:
            nothing = Unlisted(outright=stranger(scale))
    return found, nothing


def _repair(text: str, ranked: Ranked, scale: Scale, *, first: bool) -> Repair:
    guess, number = ranked.guess, ranked.guess.number
    agrees, contradicts = scale.verdicts(number)
    if guess.checked:
        agrees = ("check", *agrees)
    rates, turned = scale.rates, scale.turned(text, number)
    stands = first and ranked.posterior >= rates.certain and not turned
    alone = first and ranked.posterior >= rates.trusted and not turned
    certain = stands and suffices(text, guess, agrees, contradicts, scale)
    return Repair(
        number=number,
        written=guess.written,
        damage=guess.damage,
        edits=() if guess.damage is Damage.OTHER else edits(text, guess.written),
        score=ranked.told,
        agrees=agrees,
        contradicts=contradicts,
        certain=certain,
        likely=alone and not certain and left_alone(text, guess, agrees, contradicts, scale),
    )
