"""The county of two editions of a list where it got another code between them: 撤县设市, 撤县设区."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from minzheng_core.reference.county_codes import renewed_code
from minzheng_core.reference.divisions import divisions
from minzheng_core.registries.place_names.naming.specifics import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minzheng_core.registries.place_names.lists.edition import Edition

_COUNTY_DIGITS = 6


def renewed(old: Edition, new: Edition) -> Callable[[str], str]:
    """How the newer list would write a code or a name of the older: as its county is now.

    The codes of townships and villages keep their ends when a county becomes a city. Only where one
    county of the older list became one of the newer, whole: after a merger two townships might have
    one code.

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> def edition(code):
    ...     return Edition(label="", rows=(ListRow(line=1, cells={"standard_name": "和顺村", "unit_code": code}),))
    >>> now = renewed(edition("610928100201"), edition("610981100201"))
    >>> now("610928100201"), now("610981100201"), now("和顺")
    ('610981100201', '610981100201', '和顺')

    Where lists have no codes, what lies in the county is known by its name: 旬阳县城关镇 is 旬阳市城关镇.
    """
    heirs, called = _heirs(old, new), _names(old, new)

    def now(text: str) -> str:
        county = text[:_COUNTY_DIGITS]
        if county in heirs:
            return heirs[county] + text[_COUNTY_DIGITS:]
        before = next((name for name in called if text.startswith(name)), "")
        return called[before] + text.removeprefix(before) if before else text

    return now


def _heirs(old: Edition, new: Edition) -> Mapping[str, str]:
    before, after = (
        {county for row in edition if (county := row.of_county())} for edition in (old, new)
    )
    return {
        county: heir
        for county in before - after
        if (heir := renewed_code(county)) in after - before
    }


def _names(old: Edition, new: Edition) -> Mapping[str, str]:
    """What the counties of the older list are called in the newer, where only their names say so."""
    before, after = (
        {tidy(row["parent_name"]) for row in edition if row["parent_name"]}
        for edition in (old, new)
    )
    gone, come = "\n".join(sorted(before - after)), "\n".join(sorted(after - before))
    if not gone or not come:
        return {}
    known = divisions()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in known.all():
        if record.level == "county" and record.end is not None and record.name in gone:
            heirs = known.records(renewed_code(record.code))
            found[record.name].add(heirs[-1].name if heirs else "")
    return {
        name: heir
        for name, (heir, *others) in found.items()
        if not others and heir != name and heir in come and name not in come
    }
