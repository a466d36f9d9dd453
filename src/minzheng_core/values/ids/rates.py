"""How often numbers get damaged and how often the evidence on them fails, as likelihoods.

They are rough on purpose; only their orders of magnitude matter.
"""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Rates:
    """How often each damage happens and each piece of evidence fails (per number or per record).

    Damage: about 1 number in 100 of a typed archive is damaged; the shares follow what is seen in
    county archives. Evidence: birth dates of the file are wrong or lunar in some 6 of 100 records,
    the sex is fixed by the column and nearly always right, the domicile gives the region of the
    number for most people, but many moved after the number was assigned.
    """

    substitution: float = 4e-3
    confusion: float = 3.0
    """How much likelier a look-alike pair (3/8 5/6 1/7 0/6 4/9) or two neighbouring keys are than any other pair."""
    transposition: float = 1.5e-3
    jump: float = 1e-4
    """Two digits exchanged across a third, or month and day."""
    lost: float = 1e-3
    doubled: float = 1e-3
    inserted: float = 1e-4
    check_missing: float = 1e-3
    """Seventeen digits because a check digit X was never written: columns for numbers take none. Another is left
    out a fifth as often. No likelier than a lost digit unless somebody knows it of the archive: else a prior would choose."""
    check_made_up: float = 3e-4
    """A 15-digit number upgraded by hand with a check digit that was not computed."""
    upgrade: float = 5e-4
    """A 15-digit number upgraded with a wrong century or by padding."""
    letter: float = 1e-2
    masked: float = 1e-2
    two_edits: float = 2e-4
    part: float = 1e-4
    """Another year, month or day in a number, with both digits: one of some thirty for each of the three."""
    sequence: float = 3e-4
    """A sequence of another line, or miscounted: more than one of its digits is wrong."""
    foreign: float = 5e-4
    """Another person's number, or one with another person's date, which looks sound."""
    other: float = 1e-6
    """Any larger damage, for one given number of the same name found elsewhere."""

    birth: float = 0.93
    birth_alternative: float = 0.03
    birth_year_off: float = 2.5e-3
    birth_one_edit: float = 3e-4
    birth_swapped: float = 3e-4
    """Month and day exchanged."""
    birth_part: float = 5e-5
    """Another month or another day, with more than one of its digits."""
    birth_other: float = 7e-7
    age_implausible: float = 1e-3
    age_wrong: float = 0.05
    """The stated age does not fit the true birth date."""
    age_one_edit: float = 2e-4
    """One digit of a stated age, for one given age that is further off than ages are miscounted."""
    age_other: float = 2e-5
    """Another age, for one given one: somebody else's."""
    sex_wrong: float = 1e-4
    """A number given with the wrong parity; a number of the other spouse is not this person's."""
    region_domicile: float = 0.80
    region_home: float = 0.10
    region_prefecture: float = 1e-3
    region_listed: float = 7e-6
    region_unlisted: float = 1e-13
    known: float = 2e6
    """How much likelier a number is that stands elsewhere in the file under the same name, where it is
    the only one; of several each is likelier by its share."""
    stands_alone: float = 9.0
    """To one who has another record in the file, that a person has none: nine in ten have none."""

    certain: float = 0.97
    """The posterior from which a repair may be automatic."""
    trusted: float = 0.95
    """The posterior from which a 15-digit number is taken as written."""
    known_within: float = 3.0
    """The factor within which the rates here are known: counties differ by as much."""
    damaged: float = 1.0
    """How many times as often as these rates say the numbers of one archive are damaged."""
    dates_wrong: float = 1.0
    """How many times as often as these rates say its birth dates are one slip away from the right ones. Both
    move what is told, and nothing that is done without a person."""

    @property
    def two_given_edits(self) -> float:
        """How often just these two edits happen to one number: about 13,000 pairs of them are possible."""
        return self.two_edits / 13_000


DEFAULT_RATES = Rates()
