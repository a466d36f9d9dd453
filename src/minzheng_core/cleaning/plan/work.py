"""What is done with every chunk of an archive, by whoever cleans it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay


@frozen(kw_only=True, repr=False)
class Work:
    """The registry in its county, the recipe, and the county's additions to the reference data."""

    spec: ArchiveSpec
    recipe: Recipe
    overlay: Overlay | None = None
