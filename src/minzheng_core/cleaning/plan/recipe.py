"""A recipe: steps, columns and day of a run, as JSON that can be kept and replayed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core._version import __version__
from minzheng_core.cleaning.plan.steps import all_steps
from minzheng_core.errors import CallError, InputError, json_fault

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1


@frozen(kw_only=True)
class Recipe:
    """The steps of a run and what they depend on (方案).

    ``steps`` are applied in the library's order, whatever order they are listed in; ``mapping`` is
    how the columns were read; ``on`` is the day by which "future" and "now" are judged. A run that
    is repeated by its own recipe gives the same bytes on any day, provided that the files, the
    edition of the library and what no recipe holds (overlay, sheets chosen, ages of an area) are
    the same. A step that this edition does not know is kept, written back untouched and named in
    :attr:`unknown`.
    """

    registry: str
    county: str
    on: date
    steps: tuple[str, ...] = field(factory=all_steps)
    mapping: str | None = None
    editions: dict[str, str] = field(factory=dict, hash=False)
    library: str = __version__

    @property
    def unknown(self) -> tuple[str, ...]:
        """Steps that this edition of the library does not know."""
        known = set(all_steps())
        return tuple(step for step in self.steps if step not in known)

    @property
    def skipped(self) -> frozenset[str]:
        """Steps of the library that this recipe leaves out."""
        return frozenset(all_steps()) - set(self.steps)

    def without(self, *names: str) -> Recipe:
        """The same recipe with some steps left out.

        Raises:
            CallError: a name that is no step (IN201).

        """
        for name in names:
            if name not in self.steps:
                raise CallError("IN201", step=name)
        return evolve(self, steps=tuple(step for step in self.steps if step not in names))

    def to_json(self) -> str:
        """The recipe as text, stable from run to run."""
        content = {
            "format": FORMAT,
            "registry": self.registry,
            "county": self.county,
            "on": self.on.isoformat(),
            "library": self.library,
            "editions": self.editions,
            "steps": list(self.steps),
            "mapping": json.loads(self.mapping) if self.mapping else None,
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read a recipe back.

        Raises:
            InputError: not a recipe, or one of a newer format (IN202).

        """
        try:
            content = json.loads(text)
            if content["format"] > FORMAT:
                raise InputError("IN202", place=json_fault(ValueError("format")))
            return cls(
                registry=content["registry"],
                county=content["county"],
                on=date.fromisoformat(content["on"]),
                steps=tuple(content["steps"]),
                mapping=json.dumps(content["mapping"], ensure_ascii=False)
                if content["mapping"]
                else None,
                editions=dict(content["editions"]),
                library=content["library"],
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError("IN202", place=json_fault(error)) from error

    @classmethod
    def load(cls, path: Path) -> Recipe:
        """Read a recipe from a file."""
        return cls.from_json(path.read_text(encoding="utf-8"))
