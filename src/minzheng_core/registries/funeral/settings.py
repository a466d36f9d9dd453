"""What a county says of itself: rules that the library does not know and never invents."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field

from minzheng_core.registries.funeral.grave_areas import OWN_LIMITS, AreaLimit

if TYPE_CHECKING:
    from minzheng_core.registries.funeral.facilities import Facility

NEW_FORM_BEGINS = date(2026, 7, 1)
"""From this day certificates of death have the new form (国卫规划发〔2026〕5号)."""
BURIAL_CUSTOMS = frozenset(
    {"回族", "维吾尔族", "哈萨克族", "柯尔克孜族", "乌孜别克族", "塔吉克族", "塔塔尔族", "撒拉族", "东乡族", "保安族"}
)  # fmt: skip
"""Ethnic groups that bury their dead by custom (民事发〔1999〕17号); their will is respected."""


@define(kw_only=True, slots=False, frozen=True, eq=False)
class Settings:
    """A county's own rules on funerals (县里的规定).

    Attributes:
        cremation_area: whether the whole county is a cremation area (火化区); ``None``: not known, and
            body burials are not judged.
        storage_days: after how many days in storage a body is listed; ``None``: never.
        ashes_days: after how many days unclaimed ashes are listed; ``None``: never.
        form_grace_days: for how many days after the change the old form is still taken.
        burial_customs: ethnic groups that are not bound to cremation.
        exceptions: clauses under which a place may be kept for a living person (codes of the table
            ``placement_exception``); empty where the county has none.
        limits: areas of graves, the county's own above those of the province and the ministry.
        facilities: the facilities of the county; empty: facilities are not judged.

    >>> from minzheng_core.registries.funeral import Facility
    >>> own = Settings(storage_days=15, facilities=(Facility(name="甲", also=("甲墓园",), kind="public"),))
    >>> own.facility_index["甲墓园"].name
    '甲'

    Basis: 民事发〔1999〕17号 for the customs; what is not known of a county is not judged.

    """

    cremation_area: bool | None = None
    storage_days: int | None = None
    ashes_days: int | None = None
    form_grace_days: int = 0
    burial_customs: frozenset[str] = BURIAL_CUSTOMS
    exceptions: frozenset[str] = frozenset({"SPOUSE", "CHILDLESS", "SPECIAL"})
    limits: tuple[AreaLimit, ...] = field(default=OWN_LIMITS)
    facilities: tuple[Facility, ...] = ()

    @cached_property
    def facility_index(self) -> dict[str, Facility]:
        """The facilities by every name they have."""
        return {name: own for own in self.facilities for name in (own.name, *own.also)}


UNKNOWN = Settings()
"""Nothing is known of the county."""
