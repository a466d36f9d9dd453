"""What else a record knows about the person, and how well a candidate number fits it.

The weights are likelihoods: how often the file would say what it says if the candidate were the
person's number. They stand in :class:`~minzheng_core.values.ids.rates.Rates`, so that a bureau which
has measured its own archive can pass better ones.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.reference.region_grade import (
    FIRST_ISSUE,
    FIRST_NUMBERS,
    LAST_OF_15,
    assigned_share,
)
from minzheng_core.values.age import A_YEAR, sides_with
from minzheng_core.values.dates import lunar
from minzheng_core.values.ids.arithmetic import Sex, date_digits, date_of, fits_exchanged
from minzheng_core.values.ids.slips import one_edit
from minzheng_core.values.ids.verdicts import EARLIEST_BIRTH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from minzheng_core.values.ids.rates import Rates


@frozen(kw_only=True)
class Evidence:
    """What the row and the file say about the holder of a number, apart from the number itself.

    ``birth`` bounds the birth date (both ends included, equal for a full date);
    ``birth_alternatives`` are dates that the writing may also mean (the solar date of a lunar one,
    day and month swapped). ``regions`` are the codes that the county of the domicile has had since
    1984, ``home_regions`` those of the county whose archive this is. ``known`` are sound 18-digit
    numbers found elsewhere in the file under the same name, out of ``namesakes`` in all; ``unproven`` stand there
    with 15 digits only, which no check digit confirms. ``foreign`` says
    that the written number is another person's, so that it tells nothing of this one's. ``moved`` tells how
    often the archive has a code that is neither of ``regions`` nor of ``home_regions``. ``registered``
    is the day of the registration and ``ages`` the plausible ages on that day; ``stated`` are the first
    and last day of birth that an age written beside the birth date allows. ``aged`` tells how often the age that
    is written, there or alone, is that of somebody born on a day, by how this archive counts them. ``born`` tells how often, beside the
    commonest year, people of the archive are born in a year, for the time of the event and beside the spouse. ``whole_tail`` says that no
    spreadsheet took the last digits of a number that ends in 000. ``on`` is the day of the run: nobody was born
    and no number assigned after it.

    >>> Evidence(birth=(date(1962, 8, 15), date(1962, 8, 15)), sex="男").full_birth
    datetime.date(1962, 8, 15)
    """

    birth: tuple[date, date] | None = None
    birth_alternatives: tuple[date, ...] = ()
    sex: Sex | None = None
    regions: frozenset[str] = frozenset()
    home_regions: frozenset[str] = frozenset()
    known: Collection[str] = field(default=(), repr=False)
    namesakes: int = 0
    unproven: Collection[str] = field(default=(), repr=False)
    foreign: bool = False
    moved: Callable[[str], float] | None = field(default=None, repr=False)
    spouse_number: str | None = field(default=None, repr=False)
    registered: date | None = None
    ages: tuple[int, int] = (14, 100)
    stated: tuple[date, date] | None = None
    aged: Callable[[date], float] | None = field(default=None, repr=False)
    born: Callable[[int], float] | None = field(default=None, repr=False)
    whole_tail: bool = False
    on: date = field(factory=date.today)

    @property
    def full_birth(self) -> date | None:
        """The birth date where the file gives it to the day."""
        return self.birth[0] if self.birth and self.birth[0] == self.birth[1] else None

    @property
    def birth_dates(self) -> tuple[str, ...]:
        """Every date YYYYMMDD that the file may mean, the written one first."""
        days = (*filter(None, [self.full_birth]), *self.birth_alternatives)
        return tuple(map(date_digits, days))


LATEST_OF_TWO_READINGS = 1915
"""The year 15 of a number with 15 digits and those before it may also be of the 2000s (ID109)."""
_NO_TIME = timedelta()
_TWO_MONTHS = timedelta(days=62)
_A_MONTH = 30
_MANY_DAYS = timedelta(days=300)
_YEARS_MISCOUNTED = 2
_AS_COUNTED = 0.2
"""An age that so many people born on a day have is one of theirs."""

Verdict = tuple[float, str, str]
"""Likelihood, the evidence that agrees (or empty), the evidence that contradicts (or empty)."""


class Scale:
    """Weighs candidate numbers against one record's evidence, each part once.

    The three parts of a number (region, birth date, sex) are weighed on their own: the domicile,
    the birth date and the column of the sex are written by different movements of the hand.
    """

    def __init__(self, evidence: Evidence, region_ok: Callable[[str], bool], rates: Rates) -> None:
        self.evidence = evidence
        self.rates = rates
        self.listed = region_ok
        self._regions: dict[str, Verdict] = {}
        self._births: dict[str, Verdict] = {}
        self._sexes = self._weigh_sexes()
        full = evidence.full_birth
        self._full = None if full is None else date_digits(full)

    def region(self, code: str) -> Verdict:
        """How well a region code fits the domicile and the county of the archive."""
        verdict = self._regions.get(code)
        if verdict is None:
            verdict = self._regions[code] = self._weigh_region(code)
        return verdict

    def placed(self, number: str, *, legacy: bool) -> float:
        """How likely the region code of *number* is the person's, by the place and the time of assignment."""
        return self.region(number[:6])[0] * self.timely(number, legacy=legacy)

    def timely(self, number: str, *, legacy: bool) -> float:
        """How likely the county had the region code of *number* when the number was assigned.

        Written with 15 digits (*legacy*) it was assigned by 1999; where the registration was earlier, its
        papers told one assigned by then, or it was filled in when everybody had been given one.
        """
        registered = self.evidence.registered
        last = LAST_OF_15 if legacy else self.evidence.on.year
        if registered is not None and registered.year >= FIRST_NUMBERS:
            last = min(last, max(registered.year, FIRST_ISSUE)) if legacy else last
        return assigned_share(number[:6], int(number[6:10]), last)

    def birth(self, digits: str) -> Verdict:
        """How well eight digits fit the file's birth date; weight 0 where there is no such day."""
        verdict = self._births.get(digits)
        if verdict is None:
            verdict = self._births[digits] = self._weigh_birth(digits)
        return verdict

    def born(self, digits: str) -> float:
        """The weight of eight digits as a birth date, by the file and by how old people here are."""
        weight, born = self.birth(digits)[0], self.evidence.born
        return weight if born is None or not weight else weight * born(int(digits[:4]))

    def unlike_range(self, digits: str) -> bool:
        """Whether the file tells a month, a year or an age of birth, and hardly the one of eight digits."""
        weight, agrees, against = self.birth(digits)
        outside = self.evidence.birth is not None and self._full is None
        return against == "birth-range" or (
            outside and agrees == "birth-range" and weight <= self.rates.birth_alternative
        )

    def sex(self, digit: str) -> Verdict:
        """How well the last digit of a sequence number fits the person's sex."""
        return self._sexes[digit in "13579"]

    @property
    def known(self) -> float:
        """How much likelier each of the known numbers is for being known."""
        return self.rates.known / max(self.evidence.namesakes, len(self.evidence.known), 1)

    @property
    def crossed(self) -> bool:
        """Whether the spouse's number is of this person's sex: both may stand crosswise."""
        spouse = self.evidence.spouse_number
        digit = spouse[-1 if len(spouse) == 15 else 16 :][:1] if spouse else ""
        return digit.isdigit() and self.evidence.sex is not None and not self.sex(digit)[2]

    def tailed(self, text: str) -> bool:
        """Whether *text* ends as the spouse's number does, and so has the spouse's sex.

        A couple's numbers differ in the digit that tells the sex. The end was taken from the other
        number, which is common; one wrong digit that makes it the same is not.
        """
        spouse, size = self.evidence.spouse_number, len(text)
        if not spouse or size != len(spouse) or text == spouse or size not in (15, 18):
            return False
        end = 4 if size == 18 else 3
        return text[-end:] == spouse[-end:] and bool(self.sex(text[-end + 2])[2])

    def copied(self, text: str) -> bool:
        """Whether *text*, however damaged, is what stands for the spouse's number as well, and of the spouse's sex."""
        if text != self.evidence.spouse_number or len(text) not in (15, 18):
            return False
        return bool(self.sex(text[14 if len(text) == 15 else 16])[2])

    def turned(self, text: str, number: str) -> bool:
        """Whether *number* is of this person's sex by another digit than *text* has, in a couple that may stand crosswise."""
        digit = text[-1 if len(text) == 15 else 16 :][:1]
        if not digit.isdigit() or not self.crossed:
            return False
        return bool(self.sex(digit)[2]) and not self.sex(number[16])[2]

    def impossible(self, digits: str) -> bool:
        """Whether nobody of this record can be born on that day: too early or too late.

        A date that the file confirms is not judged by the registration, which may be the wrong one.
        """
        day, birth, registered = date_of(digits), self.evidence.birth, self.evidence.registered
        if day is None:
            return True
        if birth is not None and birth[0] <= day <= birth[1]:
            return False
        if not self.birth(digits)[0]:
            return True
        if registered is not None and registered.year - day.year > self.evidence.ages[1]:
            return True
        return digits[:2] == "18" and self._full == "19" + digits[2:]

    def unwitnessed(self, digits: str) -> bool:
        """Whether nothing but 15 digits tells of somebody older than is likely."""
        birth, registered = self.evidence.birth, self.evidence.registered
        if birth is not None or registered is None:
            return False
        return bool(likelier_a_slip(int(digits[:4]), registered.year))

    def refuted(self, digits: str, *, slips: bool) -> bool:
        """Whether the birth date of the file speaks against that day and nothing speaks for it.

        A month may be a lunar one and a year counted from an age, and a stated age may side with the
        number, or clearly with the file. *slips* says that the date of the file may also be one slip away,
        have month and day exchanged, or be the first day of the number's year, which stands where only the
        year was known: the number has a check digit and is believed over it. Without it only what no slip
        of the number can be is taken for one of the file, unless it is the year and the age allows only the
        file's.
        """
        day, birth, stated = date_of(digits), self.evidence.birth, self.evidence.stated
        if birth is None or day is None or self.birth(digits)[1]:
            return False
        lo, hi = birth
        if stated and _within(day, stated) and not (stated[0] <= hi and lo <= stated[1]):
            return False
        sided = slips and stated is not None and sides_with(stated, birth, day)
        if sided or (slips and lo < hi):
            return sided
        if lo < hi:
            # Only whole years are counted from ages; the solar day comes after its lunar month.
            before, after = (A_YEAR,) * 2 if hi - lo >= _MANY_DAYS else (_NO_TIME, _TWO_MONTHS)
            return not lo - before <= day <= hi + after
        if slips and (
            one_edit(digits, date_digits(lo))
            or _alike(day, lo) > 1
            or self._swapped(digits)
            or lo == date(day.year, 1, 1)
        ):
            return False
        if not slips and self._only_the_file_slipped(digits, day, lo):
            if stated is None or day.year == lo.year:
                return False
            return _within(lo, stated) and not _within(day, stated)
        return lo not in lunar.solar_readings(day.year, day.month, day.day)

    def _only_the_file_slipped(self, digits: str, day: date, lo: date) -> bool:
        """Whether one movement of the hand makes the file's date out of the number's, but not the other way.

        Month and day exchanged, or just one of year, month and day another with all its digits: two
        digits of the number itself would have to be wrong for that.
        """
        if self._swapped(digits):
            return True
        near = abs(day.year - lo.year) <= _YEARS_MISCOUNTED
        return near and _alike(day, lo) > 1 and not one_edit(digits, date_digits(lo))

    def _swapped(self, digits: str) -> bool:
        full = self._full
        return full is not None and digits == full[:4] + full[6:] + full[4:6]

    def either_exchanged(self, text: str) -> bool:
        """Whether month and day are exchanged in the file's date or in *text*, and its check digit allows both."""
        return len(text) == 18 and self._swapped(text[6:14]) and fits_exchanged(text)

    def verdicts(self, number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the evidence that agrees with a number, and of what contradicts it."""
        parts = (self.birth(number[6:14]), self.sex(number[16]), self.region(number[:6]))
        agrees = tuple(part[1] for part in parts if part[1])
        if number in self.evidence.known:
            agrees += ("known",)
        return agrees, tuple(part[2] for part in parts if part[2])

    def _weigh_sexes(self) -> tuple[Verdict, Verdict]:
        """The verdicts on an even and on an odd number."""
        sex, wrong = self.evidence.sex, self.rates.sex_wrong
        if sex is None:
            return (1.0, "", ""), (1.0, "", "")
        fits, fails = (1 - wrong, "sex", ""), (wrong, "", "sex")
        return (fails, fits) if sex == "男" else (fits, fails)

    def _weigh_region(self, code: str) -> Verdict:
        rates, evidence = self.rates, self.evidence
        if code in evidence.regions:
            return rates.region_domicile, "region", ""
        if code in evidence.home_regions:
            if evidence.regions:
                return rates.region_home, "", ""
            return rates.region_domicile, "home", ""
        if not self.listed(code):
            return rates.region_unlisted, "", "region"
        if evidence.moved is not None:
            return evidence.moved(code), "", ""
        near = any(code[:4] == other[:4] for other in evidence.regions) or any(
            code[:4] == other[:4] for other in evidence.home_regions
        )
        return (rates.region_prefecture if near else rates.region_listed), "", ""

    def _weigh_birth(self, digits: str) -> Verdict:
        rates, evidence = self.rates, self.evidence
        day = date_of(digits)
        if day is None:
            return 0.0, "", "birth"
        age = self._age_weight(day)
        if age == 0:
            return 0.0, "", "age"
        stated, aged = evidence.stated, evidence.aged
        if aged is not None and stated is None and evidence.birth is not None:
            age *= aged(day)
            fits = _within(day, evidence.birth) or age >= _AS_COUNTED
            return (age, "birth-range", "") if fits else (age, "", "birth-range")
        if stated is not None and aged is not None:
            age *= aged(day)
        elif stated is not None and not stated[0] <= day <= stated[1]:
            age *= rates.age_wrong
        if evidence.birth is None:
            return age, "", "" if age >= rates.age_wrong else "age"
        if day in evidence.birth_alternatives and digits != self._full:
            return age * rates.birth_alternative, "birth-alternative", ""
        if evidence.birth[0] <= day <= evidence.birth[1]:
            return age * rates.birth, "birth" if self._full else "birth-range", ""
        if evidence.birth[1] - evidence.birth[0] < _TWO_MONTHS and self._full is None:
            weight, agrees, against = _weigh_month(day, evidence.birth[0], rates)
            return age * weight, agrees, against
        if self._full is None:
            years = min(abs(day.year - end.year) for end in evidence.birth)
            return age * (rates.birth_alternative if years <= 1 else 1e-3), "", "birth-range"
        if digits[4:] == self._full[4:] and abs(int(digits[:4]) - int(self._full[:4])) <= 2:
            return age * rates.birth_year_off, "", "birth"
        if self._swapped(digits):
            return age * rates.birth_swapped, "", "birth"
        if one_edit(digits, self._full):
            return age * rates.birth_one_edit, "", "birth"
        if day.year == evidence.birth[0].year and _alike(day, evidence.birth[0]) > 1:
            return age * rates.birth_part, "", "birth"
        return age * rates.birth_other, "", "birth"

    def _age_weight(self, day: date) -> float:
        registered = self.evidence.registered
        if day < EARLIEST_BIRTH:
            return 0.0
        if registered is None:
            if day > self.evidence.on:
                return 0.0
            return 1.0 if day.year >= 1880 else self.rates.age_implausible
        if day >= registered:
            return 0.0
        youngest, oldest = self.evidence.ages
        age = registered.year - day.year
        return 1.0 if youngest <= age <= oldest else self.rates.age_implausible


def _weigh_month(day: date, first: date, rates: Rates) -> Verdict:
    """How well a day fits the month that begins on *first* where it does not lie in it."""
    spans = (lunar.month_span(first.year, first.month, leap=leap) for leap in (False, True))
    if any(span and _within(day, span) for span in spans):
        return rates.birth_alternative, "birth-range", ""
    years = abs(day.year - first.year)
    if day.month == first.month and years <= _YEARS_MISCOUNTED:
        weight = rates.birth_year_off
    elif one_edit(f"{day:%Y%m}", f"{first:%Y%m}"):
        weight = rates.birth_one_edit
    else:
        weight = rates.birth_other * _A_MONTH if years else rates.birth_part
    return weight, "", "birth-range"


def likelier_a_slip(born: Any, registered: Any) -> Any:
    """Whether the year of birth in 15 digits is likelier a slip than right; of years or of columns of them.

    Numbers were first assigned in 1984: who was born by 1915 and registers since is about seventy.
    """
    return (born <= LATEST_OF_TWO_READINGS) & (registered >= FIRST_NUMBERS)


def _alike(one: date, other: date) -> int:
    """How many of year, month and day two dates share; another person's seldom shares two."""
    return (one.year == other.year) + (one.month == other.month) + (one.day == other.day)


def _within(day: date, bounds: tuple[date, date]) -> bool:
    return bounds[0] <= day <= bounds[1]
