"""The one shape of all values: parse, normalise, explain, mask, show.

Every value type is frozen and offers

- ``V.parse(text, skip=())`` → :class:`Parsed`: raw text, the value (``None`` where the text holds
  none), the lossless fixes that were applied, and the findings. It never raises on data;
- ``V.normalise(text, skip=())`` → :class:`Normalised`: only the lossless fixes;
- ``value.explain()`` → list of findings on the value itself;
- ``value.mask(audience)`` → text fit for a screen or a notice;
- ``value.show(lang)`` → text for people; ``str(value)`` is the canonical text, ``repr`` is masked.

``skip`` names fixes that are not to be applied, so that a recipe can leave a step out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from attrs import field, frozen

if TYPE_CHECKING:
    from minzheng_core.findings import Finding

V_co = TypeVar("V_co", covariant=True)

Audience = Literal["staff", "public"]
"""Who will see a masked value: the bureau's own staff, or everybody (a public notice)."""


@frozen
class Fix:
    """One lossless correction of the writing: its name, the text before and after."""

    name: str
    before: str = field(repr=False)
    after: str = field(repr=False)


@frozen
class Normalised:
    """A text after its lossless fixes."""

    text: str = field(repr=False)
    fixes: tuple[Fix, ...] = ()


@frozen
class Parsed(Generic[V_co]):
    """What a text was read as: the value, the fixes on the way, and every finding."""

    raw: str = field(repr=False)
    value: V_co | None
    fixes: tuple[Fix, ...] = ()
    findings: tuple[Finding, ...] = ()
