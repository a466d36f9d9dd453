"""Rebuild ``divisions.csv`` from a folder with yescallop/areacodes (CC0-1.0).

python refdata/divisions.py SOURCE [--check]
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from common import Table, main

if TYPE_CHECKING:
    from pathlib import Path

DIGITS = "〇一二三四五六七八九"
LEVELS = {"省级": "1", "地级": "2", "县级": "3"}
COLUMNS = (
    "code",
    "name",
    "province",
    "prefecture",
    "level",
    "start",
    "end",
    "successors",
    "documents",
)
CHANGE = re.compile(r"([-+=])(\d{6}) ")
META = re.compile(r"# *(文号|日期)：(.*)")


def successors(text: str, end: str) -> str:
    """``130108[2001];130111`` of a record that ended 2014 → ``130108@2001 130111@2014``."""
    pairs = []
    for part in filter(None, text.split(";")):
        code, _, year = part.rstrip("]").partition("[")
        pairs.append(f"{code}@{year or end}")
    return " ".join(pairs)


def iso_date(text: str) -> str:
    """``一九八二年一月二十三日`` or ``2024年9月27日`` → ISO; what is no full date → empty."""
    match = re.search(r"(.{4})年(.{1,3})月([^日]{1,3})日?$", text)
    if not match:
        return ""
    year = "".join(str(DIGITS.find(c)) if c in DIGITS else c for c in match[1].replace("○", "〇"))
    parts = (year, number(match[2]), number(match[3]))
    return f"{int(parts[0]):04}-{parts[1]:02}-{parts[2]:02}" if year.isdecimal() else ""


def number(text: str) -> int:
    """``二十三`` or ``23`` → 23."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    value = 10 * (DIGITS.find(tens) if tens else 1) if ten else 0
    return value + (DIGITS.find(units) if units else 0)


def approvals(folder: Path) -> dict[tuple[str, str, str], list[str]]:
    """The approvals by (sign, code, year), each as ``number@date``; sign + begins and - ends."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.diff")):
        year = file.stem.partition("-")[2]
        documents: list[list[str]] = []
        described = True
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                if described or line.startswith("##"):
                    documents = [] if described else documents
                    documents.append(["", ""])
                    described = False
                if meta := META.match(line):
                    documents[-1][meta[1] == "日期"] = meta[2].strip()
            elif change := CHANGE.match(line):
                described = True
                sign, code = change.groups()
                texts = [f"{name}@{iso_date(day)}" for name, day in documents if name or day]
                found[sign, code, year] += (t for t in texts if t not in found[sign, code, year])
    return found


def build(source: Path) -> Table:
    with (source / "result.csv").open(encoding="utf-8-sig", newline="") as file:
        raw = list(csv.reader(file))[1:]
    documents = approvals(source / "diff")
    rows = []
    for code, province, prefecture, name, level, _state, start, end, following in raw:
        above = "" if prefecture == "直辖" or LEVELS[level] == "1" else prefecture
        papers = [f"+{text}" for text in documents.get(("+", code, start), ())]
        papers += [f"-{text}" for text in documents.get(("-", code, end), ())]
        rows.append(
            (
                code,
                name,
                province,
                above,
                LEVELS[level],
                start,
                end,
                successors(following, end),
                "|".join(papers).replace(",", "，"),
            )
        )
    rows.sort(key=lambda r: (r[0], r[5]))
    return Table("divisions.csv", COLUMNS, rows)


if __name__ == "__main__":
    main(build, description=__doc__ or "")
