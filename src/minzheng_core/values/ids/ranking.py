"""Guesses with their posterior by Bayes' rule, over all of them and "none of them"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.values.ids.damage import Guess
    from minzheng_core.values.ids.evidence import Scale

_ANOTHER_SLIP = 0.006
"""To one slip alone, that there is another besides which nothing checks: ``nothing`` against ``substitution``."""


def ranked_guesses(
    found: Sequence[Guess], nothing: float, scale: Scale
) -> list[tuple[float, Guess]]:
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
    weigh_birth, weigh_region, weigh_sex = scale.birth, scale.region, scale.sex
    for number, likelihood in likelihoods.items():
        birth = weigh_birth(number[6:14])[0]
        if not birth or (number == spouse and not weigh_sex(number[16])[1]):
            continue  # of a number of this person's sex it is the spouse's cell that is wrong
        region = weigh_region(number[:6])[0]
        sex = weigh_sex(number[16])[0]
        births, regions, sexes = max(births, birth), max(regions, region), max(sexes, sex)
        weight = likelihood * birth * region * sex
        if number in known:
            weight *= likelier
        total += weight
        weights.append((weight, best[number]))
    # "None of them" fits the file as well as the best parts of any guess do, and is a listed one.
    regions = max(regions, scale.rates.region_listed)
    weights.sort(key=lambda pair: (-pair[0], pair[1].number))
    total += nothing * births * regions * sexes or _ANOTHER_SLIP * sum(w for w, _ in weights[:1])
    return [(weight / total, guess) for weight, guess in weights]
