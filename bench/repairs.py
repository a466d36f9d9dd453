"""How many damaged identity numbers are repaired rightly, wrongly or left, and how fast.

The simulator makes people with region, birth date and sex, files that know them imperfectly
(birth dates wrong in 3 of 100, lunar in 3, missing in 3; domicile missing in 10, elsewhere in 7),
and every kind of damage that county archives show. Run: ``python bench/repairs.py``.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from datetime import date, timedelta

from attrs import frozen

from minzheng_core.values.ids.arithmetic import check_digit, core_15, date_digits, to_18
from minzheng_core.values.ids.evidence import Evidence
from minzheng_core.values.ids.repair import decide, judge, repairs

HOME = frozenset({"362133", "360732"})
KINDS = (
    "wrong digit",
    "transposed",
    "lost digit",
    "doubled digit",
    "false upgrade",
    "excel zeros",
    "masked",
    "spouse's number",
)


@frozen
class Case:
    """One number of the archive: what stands there, what is true, what the row knows."""

    kind: str
    text: str
    truth: str
    evidence: Evidence


class Simulator:
    """People, files and damages from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        counties = [
            f"{province}{prefecture:02d}{county:02d}"
            for province in (
                *range(11, 16),
                *range(21, 24),
                *range(31, 38),
                *range(41, 47),
                *range(50, 55),
                *range(61, 66),
            )
            for prefecture in range(1, 30)
            for county in range(21, 36)
        ]
        self.listed = (
            frozenset(self.random.sample(counties, 5_000))
            | HOME
            | {f"{prefix}{county}" for prefix in ("3621", "3607") for county in range(21, 36)}
        )
        self.codes = sorted(self.listed)

    def person(self, born: date, sex: str) -> str:
        """A sound number of the home county, its prefecture or anywhere."""
        draw = self.random.random()
        # At sixteen, the grown-ups of 1984 within a few years; the prefecture became a city in 1998.
        prefix = "3621" if born.year + 16 < 1998 else "3607"
        if draw < 0.85:
            code = next(code for code in sorted(HOME) if code.startswith(prefix))
        elif draw < 0.93:
            code = f"{prefix}{self.random.randint(21, 35)}"
        else:
            code = self.random.choice(self.codes)
        sequence = self.random.randrange(1 if sex == "男" else 2, 996, 2)
        if self.random.random() < 0.7:
            sequence %= 100
        body = f"{code}{date_digits(born)}{sequence:03d}"
        return f"{body}{check_digit(body)}"

    def file_birth(self, born: date) -> tuple[date | None, tuple[date, ...]]:
        """What the file says of a birth date, with the solar reading of what may be lunar."""
        draw = self.random.random()
        lunar_lag = timedelta(days=self.random.randint(20, 50))
        if draw < 0.03:
            return None, ()
        if draw < 0.06:
            return born - lunar_lag, (born,)
        if draw < 0.09:
            born = self.wrong_date(born)
        return born, (born + lunar_lag,)

    def wrong_date(self, born: date) -> date:
        while True:
            digits = date_digits(born)
            place = self.random.randint(2, 7)
            digits = f"{digits[:place]}{self.random.randint(0, 9)}{digits[place + 1 :]}"
            try:
                wrong = date.fromisoformat(digits)
            except ValueError:
                continue
            if wrong != born and wrong.year < 2005:
                return wrong

    def evidence(self, truth: str, born: date, sex: str, registered: date, spouse: str) -> Evidence:
        birth, alternatives = self.file_birth(born)
        draw = self.random.random()
        code = truth[:6]
        regions = frozenset({code})
        if code in HOME:
            regions = HOME
        if draw < 0.10:
            regions = frozenset()
        elif draw < 0.17:
            regions = HOME if code not in HOME else frozenset({self.random.choice(self.codes)})
        known = []
        if self.random.random() < 0.08:
            known.append(truth)
        if self.random.random() < 0.05:
            known.append(self.person(born + timedelta(days=self.random.randint(-4000, 4000)), sex))
        return Evidence(
            birth=None if birth is None else (birth, birth),
            birth_alternatives=alternatives,
            sex="男" if sex == "男" else "女",
            regions=regions,
            home_regions=HOME,
            known=known,
            spouse_number=spouse,
            registered=registered,
        )

    def case(self, kind: str) -> Case:
        registered = date(1986, 1, 1) + timedelta(days=self.random.randrange(12_000))
        born = registered - timedelta(days=self.random.randint(20 * 365, 40 * 365))
        sex = self.random.choice("男女")
        other = "女" if sex == "男" else "男"
        truth = self.person(born, sex)
        spouse = self.person(born + timedelta(days=self.random.randint(-1500, 1500)), other)
        written, shown = truth, spouse
        if registered.year < 1999 and self.random.random() < 0.9:
            written, shown = core_15(truth), core_15(spouse)
        text = self.damaged(kind, written, truth, shown)
        return Case(kind, text, truth, self.evidence(truth, born, sex, registered, shown))

    def damaged(self, kind: str, written: str, truth: str, spouse: str) -> str:
        draw = self.random
        length = len(written)
        place = draw.randrange(length)
        if kind == "wrong digit":
            while (digit := draw.choice("0123456789")) == written[place]:
                pass
            return written[:place] + digit + written[place + 1 :]
        if kind == "transposed":
            while written[place] == written[(place + 1) % length] or place == length - 1:
                place = draw.randrange(length - 1)
            return written[:place] + written[place + 1] + written[place] + written[place + 2 :]
        if kind == "lost digit":
            return written[:place] + written[place + 1 :]
        if kind == "doubled digit":
            return written[: place + 1] + written[place:]
        if kind == "false upgrade":
            core = core_15(truth)
            form = draw.randrange(4)
            if form == 0:
                return f"{core}000"
            if form == 1:
                body = core[:6] + draw.choice(("20", "18")) + core[6:]
                return f"{body}{check_digit(body)}"
            while (check := draw.choice("0123456789X")) == truth[17]:
                pass
            return truth[:17] + check
        if kind == "excel zeros":
            return truth[:15] + "000"
        if kind == "masked":
            start, stop = draw.choice(((6, 14), (10, 14), (14, 18), (3, 14), (12, 16), (0, 6)))
            return truth[:start] + "*" * (stop - start) + truth[stop:]
        if kind == "spouse's number":
            return spouse
        if kind == "check digit missing":
            return truth[:17]
        if kind == "letters":
            places = draw.sample(range(6, 17), 2)
            return "".join(
                "OISB"["0158".index(c)] if i in places and c in "0158" else c
                for i, c in enumerate(truth)
            )
        return written


def verdicts(cases: list[Case], simulator: Simulator) -> dict[str, Counter[str]]:
    """Right, wrong or left by kind and length; ``silent`` is wrong without any doubt raised."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    region_ok = simulator.listed.__contains__
    for case in cases:
        trusted = judge(case.text, case.evidence, region_ok=region_ok)
        if trusted.sound:
            answer = case.text if len(case.text) == 18 else to_18(case.text)
        else:
            chosen = decide(repairs(case.text, case.evidence, region_ok=region_ok))
            answer = chosen and chosen.number
        if answer is None:
            result = "left"
        else:
            result = "right" if answer == case.truth else "silent" if trusted.sound else "wrong"
        form = "15" if len(case.text) in {14, 15, 16} else "18"
        table[f"{case.kind} {form}"][result] += 1
    return table


def totals(table: dict[str, Counter[str]]) -> Counter[str]:
    """The sum of all kinds."""
    return sum(table.values(), Counter())


def show(table: dict[str, Counter[str]]) -> None:
    for kind, counts in [*sorted(table.items()), ("all", totals(table))]:
        number = counts.total()
        shares = "  ".join(
            f"{result} {100 * counts[result] / number:5.1f} %"
            for result in ("right", "wrong", "silent", "left")
        )
        print(f"{kind:28} {number:6}  {shares}")


def main() -> None:
    simulator = Simulator(7)
    cases = [simulator.case(KINDS[i % len(KINDS)]) for i in range(20_000)]
    start = time.process_time()
    for case in cases:
        decide(repairs(case.text, case.evidence, region_ok=simulator.listed.__contains__))
    seconds = time.process_time() - start
    show(verdicts(cases, simulator))
    print(f"repairs: {len(cases) / seconds:,.0f} damaged numbers a second")
    for kind in ("none", "check digit missing", "letters"):
        show(verdicts([simulator.case(kind) for _ in range(10_000)], simulator))


if __name__ == "__main__":
    main()
