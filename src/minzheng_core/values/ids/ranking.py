"""Guesses with their posterior by Bayes' rule, over all of them and "none of them".

The rates behind the likelihoods are judgements, right within a factor (:attr:`Rates.known_within`). A
posterior that takes them as exact is too sure of itself, the more so the further it is from one half. What a person
is told therefore is the posterior with that uncertainty averaged out: for log odds that are off by a
normal error of variance ``s²`` the mean is close to the logistic function of ``odds / sqrt(1 + pi s²/8)``
(MacKay 1992, "The evidence framework applied to classification networks", equation 9), that is every
likelihood raised to a power below one. What is applied without a person is judged by the plain
posterior and by the evidence that agrees.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from minzheng_core.values.ids.damage import Damage
from minzheng_core.values.ids.unlisted import another_slip, of_another

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.values.ids.damage import Guess
    from minzheng_core.values.ids.evidence import Scale
    from minzheng_core.values.ids.unlisted import Unlisted

_AS_WRITTEN = frozenset((Damage.NONE, Damage.CENTURY))


class Ranked(NamedTuple):
    """A guess with its ``posterior`` by the rates as they are, and the share that is ``told``."""

    posterior: float
    told: float
    guess: Guess


def ranked_guesses(found: Sequence[Guess], nothing: Unlisted, scale: Scale) -> list[Ranked]:
    """Every guess with its posterior, the likeliest first; guesses of one number are one."""
    likelihoods: dict[str, float] = {}
    best: dict[str, Guess] = {}
    for guess in found:
        number = guess.number
        if number not in best:
            best[number] = guess
            likelihoods[number] = guess.likelihood
            continue
        likelihoods[number] += guess.likelihood
        if guess.likelihood > best[number].likelihood:
            best[number] = guess
    known, spouse = scale.evidence.known, scale.evidence.spouse_number
    likelier = scale.known
    regions = births = sexes = total = 0.0
    weights: list[tuple[float, Guess]] = []
    weigh_birth, weigh_sex = scale.born, scale.sex
    for number, likelihood in likelihoods.items():
        birth = weigh_birth(number[6:14])
        if not birth or (number == spouse and not weigh_sex(number[16])[1]):
            continue  # of a number of this person's sex it is the spouse's cell that is wrong
        region = scale.placed(number, legacy=len(best[number].written) == 15)
        sex = weigh_sex(number[16])[0]
        if best[number].damage is not Damage.BLOCK:
            births, regions, sexes = max(births, birth), max(regions, region), max(sexes, sex)
        weight = likelihood * birth * region * sex
        if number in known:
            weight *= likelier
        total += weight
        weights.append((weight, best[number]))
    # "None of them" fits the file as well as the best parts of any guess of one slip do, and is a listed one.
    regions = max(regions, scale.rates.region_listed)
    weights.sort(key=lambda pair: (-pair[0], pair[1].number))
    none = nothing.slips + nothing.beside * births * regions * sexes
    if weights and (not none or weights[0][1].damage is Damage.BLOCK):
        weight, best_of_all = weights[0]
        none += weight * another_slip(best_of_all, scale)
    if weights and weights[0][1].damage not in _AS_WRITTEN and weights[0][1].number not in known:
        none += of_another(weights[0][1], scale)
    total += none + nothing.outright
    if not total:
        return []
    power = _tempered(scale.rates.known_within)
    rates = scale.rates
    shares = [(weight / total * _levelled(guess, scale)) ** power for weight, guess in weights]
    # That a sound number is another person's is no slip; that a sequence is another line's is.
    sound = any(guess.damage in _AS_WRITTEN for _, guess in weights)
    outright = nothing.outright * (1.0 if sound else rates.damaged)
    in_all = sum(shares) + ((none * rates.damaged + outright) / total) ** power
    return [
        Ranked(weight / total, share / in_all, guess)
        for (weight, guess), share in zip(weights, shares, strict=True)
    ]


def _levelled(guess: Guess, scale: Scale) -> float:
    """How many times as likely the archive makes a guess as the rates do: by its slips in numbers and in dates."""
    rates = scale.rates
    level = 1.0 if guess.damage in _AS_WRITTEN else rates.damaged
    weight, _, against = scale.birth(guess.number[6:14])
    return level * rates.dates_wrong if against == "birth" and weight > rates.birth_other else level


@lru_cache
def _tempered(known_within: float) -> float:
    """The power of likelihoods whose logarithms have a standard error of ``log(known_within)``.

    >>> round(_tempered(3.0), 2), _tempered(1.0)
    (0.82, 1.0)
    """
    return 1 / math.sqrt(1 + math.pi / 8 * math.log(known_within) ** 2)
