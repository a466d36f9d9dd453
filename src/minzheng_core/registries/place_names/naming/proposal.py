"""What a proposed name comes with: its site, the name it replaces, and what its county has set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from minzheng_core.reference.naming_words import NamingWord
    from minzheng_core.registries.place_names.kinds import Scope
    from minzheng_core.registries.place_names.naming.sounds import Reader
    from minzheng_core.registries.place_names.record import PlaceName


@frozen(kw_only=True)
class Site:
    """Where the place lies and how large it is (位置、规模).

    ``division`` is the code of the division, the county where not given; ``area`` the built-up area of
    a street or a building, without which the whole county is compared; ``local_names`` are place names
    of the locality, with which the name of a facility should agree; ``square_metres`` is measured.
    """

    division: str = ""
    area: str = ""
    local_names: tuple[str, ...] = ()
    square_metres: float | None = None


@frozen(kw_only=True)
class Replaced:
    """The record whose name is to be replaced, and its key, so that it is not compared with itself."""

    record: PlaceName
    key: str = ""


@frozen(kw_only=True)
class SizeRule:
    """What a county asks of a generic (第九条第一款第二项): 广场 of at least so many square metres."""

    generic: str
    least: float
    source: str


@frozen(kw_only=True)
class NamingSettings:
    """What a county has set for the names in it (本县规定); nothing where nothing is known.

    ``scope`` is another scope than the kind's (a province may set one for natural villages); ``sizes``
    are judged by the measured area; ``words`` are the county's own, see
    :mod:`minzheng_core.reference.naming_words`; ``read`` says how names sound, by the readings of the
    county's region where not given.
    """

    scope: Scope | None = None
    sizes: tuple[SizeRule, ...] = ()
    words: tuple[NamingWord, ...] = ()
    read: Reader | None = None


UNKNOWN_SITE = Site()
NOTHING_SET = NamingSettings()
