"""Whether a damaged number can still be known from its own row: an oracle made by exhaustion.

For every damaged number all numbers are listed from which one slip of the known kinds leads to what
is written, and those are kept that agree with the written birth date, the sex and the home of the
person. Exactly one left, and the right one: the row determines the number. A sound number that only
contradicts the written birth date is one word against another: nothing is determined.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.testing.synthetic.kinds import kinds_of
from minzheng_core.testing.synthetic.people import CHECK, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.testing.synthetic.draws import Bools, Ints
    from minzheng_core.testing.synthetic.lineages import Lineages

FORM = {kind.name for kind in kinds_of("id") if kind.nature == "form"}
HOPELESS = {"missing", "placeholder", "excel_zeros", "excel_scientific", "spouse", "copy_down"}


def check_of(body: str) -> str:
    """Return the check character of 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECK[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def upgraded(old: str) -> str:
    """Return the 18 digits of a 15-digit number of somebody born in 1900–1999."""
    body = old[:6] + "19" + old[6:]
    return body + check_of(body)


def _edits(text: str, size: int) -> Iterator[str]:
    """List all texts of *size* characters from which one slip leads to *text*."""
    digits = "0123456789"
    if len(text) == size:
        for at in range(size):
            yield from (text[:at] + d + text[at + 1 :] for d in digits if d != text[at])
        for at in range(size - 1):
            yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if size == 18 and text[-1] != "X":
            yield text[:-1] + "X"
    elif len(text) == size - 1:
        for at in range(size):
            yield from (text[:at] + d + text[at:] for d in digits)
        if size == 18:
            yield text + "X"
    elif len(text) == size + 1:
        yield from (text[:at] + text[at + 1 :] for at in range(size + 1))


def _sound18(text: str) -> bool:
    return len(text) == 18 and text[:17].isdecimal() and check_of(text[:17]) == text[17]


def _candidates(text: str, birth: str) -> set[str]:
    """List every sound 18-digit number that may have been meant by *text*."""
    if "*" in text:
        if len(birth) != 8:
            return set()
        filled = (
            text[:6] + birth + text[14:]
            if len(text) == 18
            else upgraded(text[:6] + birth[2:] + text[12:])
        )
        return {filled} if "*" not in filled and _sound18(filled) else set()
    if len(text) in (17, 18, 19):
        found = {z for z in _edits(text, 18) if z[6:].startswith(birth) and _sound18(z)} | (
            {text} if _sound18(text) else set()
        )
        if len(text) == 18 and text[6:8] in ("18", "20"):
            body = text[:6] + "19" + text[8:17]
            found |= {body + check_of(body)}
        return found
    if len(text) in (14, 15, 16):
        short = {*_edits(text, 15), text} if len(text) == 15 else set(_edits(text, 15))
        return {upgraded(z) for z in short if z.isdecimal() and z[6:].startswith(birth[2:])}
    return set()


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _agrees(number: str, birth: str, female: bool) -> bool:
    if not _is_date(number[6:14]) or (int(number[16]) % 2 == 0) != female:
        return False
    return number[6 : 6 + len(birth)] == birth


def _plausible(number: str, home: set[str], listed: set[str]) -> int:
    return 2 if number[:6] in home else 1 if number[:6] in listed else 0


def judge_one(
    text: str, truth: str, *, birth: str, female: bool, home: set[str], listed: set[str]
) -> tuple[bool, bool]:
    """Return whether the row determines the number, and whether it shows that something is wrong.

    ``birth`` is the written birth date as YYYYMMDD, shorter where less was written, empty for none.
    """
    agreeing = {z for z in _candidates(text, birth) if _agrees(z, birth, female)}
    ranked = sorted(((_plausible(z, home, listed), z) for z in agreeing), reverse=True)
    best = [z for rank, z in ranked if rank == ranked[0][0] and rank]
    whole = upgraded(text) if len(text) == 15 and text.isdecimal() else text
    possible = _sound18(whole) and _agrees(whole, "", female) and whole[:6] in listed
    agreed = possible and _agrees(whole, birth, female)
    return best == [truth] and len(birth) == 8 and not possible, not agreed


def judge(
    column: pl.Series,
    damage: pl.Series,
    *,
    truth: pl.Series,
    places: Lineages,
    home: Ints,
    birth: pl.Series,
    female: Bools,
) -> tuple[pl.Series, pl.Series]:
    """Judge a whole column: which numbers are known from their rows, which faults are visible."""
    known = (column != "") & ((damage == "") | damage.is_in(list(FORM)))
    visible = (damage != "") & (column != "")
    listed = {record.code for record in places.records}
    rows = (
        pl.DataFrame({"d": damage}).with_row_index()
        .filter((pl.col("d") != "") & ~pl.col("d").is_in([*FORM, *HOPELESS]))
        .get_column("index").to_numpy()
    )  # fmt: skip
    homes: dict[int, set[str]] = {}
    answers: list[tuple[bool, bool]] = []
    for row in rows.tolist():
        place = int(home[row])
        codes = homes.setdefault(place, {places.records[p].code for p in places.at[place]})
        when = birth[row].replace("-", "")
        answers.append(
            judge_one(
                column[row],
                truth[row],
                birth=when,
                female=bool(female[row]),
                home=codes,
                listed=listed,
            )
        )
    if answers:
        known = known.scatter(rows, [a for a, _ in answers])
        visible = visible.scatter(rows, [b for _, b in answers]) & (column != "")
    return known, visible
