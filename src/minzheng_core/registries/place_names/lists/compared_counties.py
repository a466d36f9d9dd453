"""The county of two editions of a list where it got another code between them: 撤县设市, 撤县设区."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reference.county_codes import renewed_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minzheng_core.registries.place_names.lists.edition import Edition

_COUNTY_DIGITS = 6


def renewed(old: Edition, new: Edition) -> Callable[[str], str]:
    """How the newer list would write a code of the older: with the code that its county has now.

    The codes of townships and villages keep their ends when a county becomes a city. Only where one
    county of the older list became one of the newer, whole: after a merger two townships might have
    one code.

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> def edition(code):
    ...     return Edition(label="", rows=(ListRow(line=1, cells={"standard_name": "和顺村", "unit_code": code}),))
    >>> now = renewed(edition("610928100201"), edition("610981100201"))
    >>> now("610928100201"), now("610981100201"), now("和顺")
    ('610981100201', '610981100201', '和顺')
    """
    heirs = _heirs(old, new)

    def now(code: str) -> str:
        county = code[:_COUNTY_DIGITS]
        return heirs.get(county, county) + code[_COUNTY_DIGITS:]

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
