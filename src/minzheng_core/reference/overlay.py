"""What a county knows better than any national table (地方补充资料): passed as an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from minzheng_core.reference.divisions import DivisionRecord
    from minzheng_core.reference.townships import TownshipRecord


@frozen(eq=False, kw_only=True)
class Overlay:
    """The additions of one county to the reference data."""

    divisions: tuple[DivisionRecord, ...] = ()
    townships: tuple[TownshipRecord, ...] = ()
