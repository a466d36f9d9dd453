"""Rebuild ``holidays.csv`` from the installed chinesecalendar (MIT).

python refdata/holidays.py SOURCE [--check]

SOURCE is the folder that holds the package ``chinese_calendar`` (site-packages).
"""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

from common import Table, main

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def build(source: Path) -> Table:
    calendar = runpy.run_path(str(source / "chinese_calendar" / "constants.py"))
    rows = [(day.isoformat(), NAMES[name], "off") for day, name in calendar["holidays"].items()]
    rows += [(day.isoformat(), NAMES[name], "work") for day, name in calendar["workdays"].items()]
    return Table("holidays.csv", ("day", "name", "kind"), sorted(rows))


if __name__ == "__main__":
    main(build, description=__doc__ or "")
