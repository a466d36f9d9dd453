"""One row of an archive, and how a number in it is repaired."""

from datetime import date

from minzheng_core.values.ids.evidence import Evidence
from minzheng_core.values.ids.repair import decide, repairs

BORN = date(1962, 8, 15)
HOME = frozenset({"362133", "360732"})
LISTED = HOME | {"362132", "362123", "362137", "352133", "342133"}
TRUTH = "362133196208150010"
ROW = Evidence(birth=(BORN, BORN), sex="男", regions=HOME, home_regions=HOME)


def found(text, evidence=ROW, **options):
    return repairs(text, evidence, region_ok=LISTED.__contains__, **options)


def chosen(text, evidence=ROW):
    repair = decide(found(text, evidence))
    return repair and repair.number


def row(**known):
    values = {"birth": (BORN, BORN), "sex": "男", "regions": HOME, "home_regions": HOME}
    return Evidence(**(values | known))
