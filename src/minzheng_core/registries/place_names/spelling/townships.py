"""The townships of the national list: which names are theirs, and where those lie that are called so."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from minzheng_core.reference.tables import lines
from minzheng_core.reference.township_names import stem

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVELS = (len("360732"), len("3607"), len("36"))


@cache
def township_places() -> Mapping[str, str]:
    """Every township with the code of the division that all so called lie in, empty for several provinces.

    >>> township_places()["树林召镇"], township_places()["团结镇"]
    ('150621', '')
    """
    found: dict[str, str] = {}
    for line in lines("townships.csv.gz"):
        code, _, name = line.partition(",")
        found[name] = _shared(found.get(name, code), code)
    return found


def _shared(code: str, other: str) -> str:
    """The county, prefecture or province of both codes, the narrowest; empty for none."""
    return next((code[:size] for size in _LEVELS if code[:size] == other[:size]), "")


def whole_township(name: str) -> bool:
    """Whether *name* is a township of the national list."""
    return name in township_places()


def bare_township(name: str) -> bool:
    """Whether a town or township is called *name* without its generic; never one character.

    >>> bare_township("虎门"), bare_township("虎")
    (True, False)
    """
    if len(name) < len("虎门"):
        return False
    towns = _towns()
    begun = takewhile(
        lambda town: town.startswith(name), islice(towns, bisect_left(towns, name), None)
    )
    return any(stem(town) == name for town in begun)


@cache
def _towns() -> list[str]:
    """Towns and townships, sorted."""
    return sorted(name for name in township_places() if name[-1] in "镇乡")
