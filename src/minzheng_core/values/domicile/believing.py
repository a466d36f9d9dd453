"""Whether a name that stands misspelt in a text is believed to be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.domicile.typos import AREA_SUFFIX

if TYPE_CHECKING:
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.reading import Reader
    from minzheng_core.values.domicile.typos import Slip


def believable(
    reader: Reader,
    slip: Slip,
    head: Head,
    *,
    text: str,
    end: int,
    names: list[str],
    deeper: bool,
) -> bool:
    """Whether the evidence for a *slip* is strong enough where it stands, below *names*.

    *head* is what it means and ends at *end* of *text*; *deeper*: another name follows that lies there.
    """
    whole = slip.name[-1] in AREA_SUFFIX and len(slip.name) > 2
    if slip.weak and not deeper:
        return (
            whole
            and head.county
            and bool(names)
            and (end == len(text) or reader.has_town(head, text, end))
        )
    if deeper:
        return whole or slip.alike
    if head.county and _may_be_below(reader, slip, text, end):
        return reader.has_town(head, text, end)
    if names:
        if whole:
            return True
        return slip.alike or any(reader.index.town(u, text, end) for u in head.units[-1:])
    return whole and (len(slip.name) > 3 or slip.alike)


def _may_be_below(reader: Reader, slip: Slip, text: str, end: int) -> bool:
    """Whether what ends like the *slip* is rather another county below: 南阳磴县 is not 南阳县."""
    short, size = slip.name[:-1], len(slip.name)
    form = reader.index.forms.get(short) if slip.size == size + 1 and not slip.alike else None
    return form is not None and bool(form.keys) and text.startswith(short, end - slip.size)
