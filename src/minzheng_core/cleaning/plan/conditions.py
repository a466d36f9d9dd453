"""What a caller says of a run: under which conditions an archive is cleaned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.errors import CallError
from minzheng_core.reading import ArchiveMapping
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay


@frozen(kw_only=True)
class Conditions:
    """What a caller says of a run (清洗条件); the arguments of the registries' ``clean``.

    ``county`` is the county whose archive it is, its code or name, ``on`` the day by which
    "future" is judged, today where not given; ``overlay`` the county's own reference data;
    ``recipe`` one of an earlier run, ``without`` steps to leave out of it; ``mapping`` how columns
    are read, where it is not as the recipe says.

    Raises:
        CallError: no such county (IN203), several of that name (IN252).

    """

    county: str = field(converter=county_code)
    on: date | None = None
    overlay: Overlay | None = None
    recipe: Recipe | None = None
    without: Collection[str] = ()
    mapping: ArchiveMapping | None = None

    def work(self, spec: ArchiveSpec) -> Work:
        """What is to be done with an archive of a registry.

        Raises:
            CallError: a recipe of another registry (IN204), no such step (IN201).

        """
        if self.recipe and self.recipe.registry != spec.name:
            raise CallError("IN204", actual=self.recipe.registry, expected=spec.name)
        on = self.on or (self.recipe.on if self.recipe else date.today())
        recipe = self.recipe or Recipe(registry=spec.name, county=self.county, on=on)
        recipe = evolve(recipe.without(*self.without), county=self.county, on=on)
        return Work(spec=spec.at(self.county), recipe=recipe, overlay=self.overlay)

    @property
    def columns(self) -> ArchiveMapping | None:
        """How columns are read, where that is said.

        Raises:
            InputError: what the recipe holds is no mapping of columns (IN115).

        """
        if self.mapping is None and self.recipe and self.recipe.mapping:
            return ArchiveMapping.from_json(self.recipe.mapping)
        return self.mapping
