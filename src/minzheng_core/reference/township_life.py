"""From when to when a township had a name, as the lists of changes tell."""

from __future__ import annotations

from attrs import define


@define
class Life:
    """What the lists of changes tell of one township under one name."""

    start: int | None = None
    end: int | None = None
    successors: tuple[str, ...] = ()
    document: str = ""
