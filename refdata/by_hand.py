"""Bring the manifest up to date after a table was edited by hand or by a script of its own.

python refdata/by_hand.py [--check]
"""

from __future__ import annotations

import csv

from common import DATA, Table, main

BY_HAND = (
    "code_tables.csv",
    "county_neighbours.csv",
    "county_provinces.csv",
    "drawn_alike.csv",
    "ethnic_groups.csv",
    "former_counties.csv",
    "former_provinces.csv",
    "gb18030_2022.csv",
    "minority_places.csv",
    "name_variants.csv",
    "naming_words.csv",
    "office_kinds.csv",
    "old_division_names.csv",
    "overlay_template.csv",
    "place_categories.csv",
    "protection_categories.csv",
    "place_generics.csv",
    "place_name_variants.csv",
    "place_readings.csv",
    "surname_readings.csv",
    "transcription_words.csv",
)


def as_written(file: str) -> Table:
    with (DATA / file).open(encoding="utf-8", newline="") as text:
        columns, *rows = csv.reader(text)
    return Table(file, columns, rows)


if __name__ == "__main__":
    main(lambda _: (as_written(file) for file in BY_HAND), description=__doc__ or "", source=DATA)
