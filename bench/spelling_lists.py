"""How many names of a published list the library spells with the same letters, and what differs.

    python bench/spelling_lists.py LIST.csv [--kind 车站] [--show 40]

The list is a CSV with the headings 名称 and 拼写, and 代码 where it tells a division code: names of railway
or underground stations, of a dictionary or of a gazetteer with letters of their own. Only letters are
compared: no tones, spaces, apostrophes, capitals, and ü is u. Lists write names in minority languages and
of peoples (GB/T 3304) by their characters, so names that are spelled from tables are counted apart; the
generic at the end may be missing in the list. What differs is printed for a person to judge: lists err too.
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import Counter
from pathlib import Path

from minzheng_core.registries import place_names
from minzheng_core.registries.place_names.spelling import Role, Spelling

_TABLED = {Role.SPECIFIC, Role.ETHNIC}


def letters(text: str) -> str:
    """Its letters and digits alone; v and u: stand for ü in many lists."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("u:", "u").replace("v", "u")
    return "".join(char for char in plain if char.isalnum() and char.isascii())


def verdict(spelled: Spelling, told: str) -> str:
    """What became of a name, beside what the list has."""
    words = spelled.segments
    whole = letters(spelled.plain)
    specific = letters("".join(w.plain for w in words if w.role is not Role.GENERIC))
    if letters(told) in {whole, specific}:
        return "same letters"
    if any(word.letters and word.role in _TABLED for word in words):
        return "from a table"
    codes = {finding.code for finding in spelled.findings}
    doubted = "authorities differ" if "PS102" in codes else "confirmed"
    return f"other letters, {doubted if spelled.confirmed else 'unconfirmed'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("--kind", help="what the names are of; guessed if not given")
    parser.add_argument("--show", type=int, default=40, help="so many differences are printed")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    shown = []
    with options.list.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            code = row.get("代码") or ""
            spelled = place_names.spell(row["名称"], kind=options.kind, division=code)
            said = verdict(spelled, row["拼写"])
            counts[said] += 1
            counts["unconfirmed"] += not spelled.confirmed
            if said.startswith("other"):
                shown.append(f"{row['名称']} {code}: {row['拼写']} / {spelled.text} ({said[15:]})")
    unconfirmed = counts.pop("unconfirmed")
    names = counts.total()
    for said, count in counts.most_common():
        print(f"{count:7} {count / max(names, 1):7.2%}  {said}")
    print(f"{names:7} names, {unconfirmed / max(names, 1):.1%} unconfirmed")
    print("\n".join(shown[: options.show]))


if __name__ == "__main__":
    main()
