"""What a text begins with: the names of divisions, and what the last of them can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import Factory, define, evolve

if TYPE_CHECKING:
    from minzheng_core.values.domicile.answer import Answer


@define(eq=False)
class Head:
    """The part of a text that names divisions."""

    names: tuple[str, ...]
    """The forms as they stand in the text, or as they were meant, from above to below."""
    units: tuple[int, ...]
    """What the last can mean under the others, in any year."""
    county: bool
    full: bool
    conflict: bool = False
    named: tuple[str, ...] = ()
    """Those of the names above the last that stand in full."""
    slip: tuple[str, str] | None = None
    """A misspelt part: as written and as meant."""
    part: str = ""
    """The part of the province as people call it, if one is written (赣南)."""
    answers: dict[int | tuple[int, str], Answer] = Factory(dict)
    answers_misspelt: dict[int | tuple[int, str], Answer] = Factory(dict)
    """The answers to the same names with a slip in one of them."""
    spans: tuple[tuple[int, int, Answer | None], ...] | None = None
    """From when to when a unit gives which answer, if the names are those of its time."""

    @property
    def written(self) -> str:
        """The names as they stand in the text, or as they were meant."""
        return self.part + "".join(self.names[1 if self.part else 0 :])

    def misspelt(self, written: str, meant: str) -> Head:
        """The same with a slip in one of its names."""
        return evolve(self, slip=(written, meant), answers=self.answers_misspelt, spans=None)
