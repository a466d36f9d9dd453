"""The county that a command works for: its code, or its name as people write it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from minzheng_core.reference.divisions import DivisionRecord

METAVAR = "县"


def add_county(
    command: ArgumentParser,
    about: str = "县代码或名称，如 360732、兴国县",
    *,
    required: bool = True,
) -> None:
    """The county that a command works for."""
    command.add_argument(
        "--county", type=county_code, required=required, metavar=METAVAR, help=about
    )


def county_code(text: str) -> str:
    """The code of the county that *text* names; a code, and what names none, stays as it is.

    >>> county_code("兴国县"), county_code("江西省赣州市兴国县"), county_code("江西兴国")
    ('360732', '360732', '360732')
    >>> county_code("362133"), county_code("兴园县")
    ('362133', '兴园县')

    Raises:
        argparse.ArgumentTypeError: several counties of today have the name.

    """
    text = text.strip()
    if text.isascii():
        return text
    named = _named(text)
    if len(named) > 1:
        places = "、".join(f"{place.code}（{place.full_name}）" for place in named)
        message = f"叫“{text}”的县级行政区有 {len(named)} 个：{places}。请写代码，或写上省、市"
        raise ArgumentTypeError(message)
    return named[0].code if named else text


def _named(text: str) -> list[DivisionRecord]:
    """The counties of today that *text* names."""
    from minzheng_core.reference.divisions import LAST_LIST, divisions

    return [
        place
        for place in divisions().in_force(LAST_LIST)
        if divisions().registers(place.code) and _names(text, place)
    ]


def _names(text: str, place: DivisionRecord) -> bool:
    """Whether *text* is a name of *place*, short or full, with or without those above it."""
    from minzheng_core.values.domicile.names import stem

    own = [name for name in (place.name, stem(place.name)) if text.endswith(name)]
    if not own or len(text) < 2:
        return False
    above = [("", name, stem(name)) for name in (place.province, place.prefecture)]
    return any("".join(parts) == text for parts in product(*above, own))
