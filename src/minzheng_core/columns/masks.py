"""Masks of fixes and faults: bit *i* of a cell's mask means name *i* of a list of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from minzheng_core.values.base import Fix, Parsed


def bits_of(names: Sequence[str]) -> dict[str, int]:
    """The bit that stands for each of *names*.

    >>> bits_of(["a", "b", "c"])
    {'a': 1, 'b': 2, 'c': 4}
    """
    return {name: 1 << place for place, name in enumerate(names)}


def mask_of(names: Iterable[str], bits: Mapping[str, int]) -> int:
    """The mask of *names*, each of which may occur several times.

    >>> mask_of(["c", "a", "c"], bits_of(["a", "b", "c"]))
    5
    """
    return sum({bits[name] for name in names})


def mask_of_fixes(fixes: Iterable[Fix], bits: Mapping[str, int]) -> int:
    """The mask of the fixes that were applied to a cell."""
    return mask_of((fix.name for fix in fixes), bits)


def masks_of(
    parsed: Parsed[object], fixes: Mapping[str, int], faults: Mapping[str, int]
) -> tuple[int, int]:
    """The masks of fixes and of faults of one cell."""
    codes = (finding.code for finding in parsed.findings)
    return mask_of_fixes(parsed.fixes, fixes), mask_of(codes, faults)
