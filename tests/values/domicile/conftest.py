"""An address read on a day, and the codes of what is said of it."""

from __future__ import annotations

from minzheng_core.values.domicile.domicile import Domicile


def read(text: str, on: int | None = 2010, county: str | None = None) -> Domicile:
    value = Domicile.parse(text, on=on, county=county).value
    assert value is not None
    return value


def codes(text: str, on: int | None = 2010, county: str | None = None) -> set[str]:
    return {finding.code for finding in Domicile.parse(text, on=on, county=county).findings}
