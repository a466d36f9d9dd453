"""Lossless fixes of a writing, applied one after the other: once, or until nothing changes any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.base import Fix, Normalised

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Mapping

    Steps = Mapping[str, Callable[[str], str]]
    """Fixes by their names, in the order in which they are tried."""


def applied_once(text: str, steps: Steps, skip: Collection[str]) -> Normalised:
    """*text* after those *steps* that are not in *skip*, each tried once, in their order.

    >>> done = applied_once(" a ", {"x.blanks": str.strip, "x.case": str.upper}, skip={"x.case"})
    >>> done.text, [fix.name for fix in done.fixes]
    ('a', ['x.blanks'])
    """
    fixes: list[Fix] = []
    for name, step in steps.items():
        if name not in skip and (after := step(text)) != text:
            fixes.append(Fix(name, text, after))
            text = after
    return Normalised(text, tuple(fixes))


def applied(text: str, steps: Steps, skip: Collection[str], whole: re.Pattern[str]) -> Normalised:
    """*text* after those *steps* that are not in *skip*; stable when repeated.

    *whole* is the pattern of texts that no step can touch; nothing is tried on them.

    >>> import re
    >>> applied(" a ", {"x.blanks": str.strip, "x.case": str.upper}, (), re.compile("[A-Z]")).text
    'A'
    """
    fixes: list[Fix] = []
    before = None
    while text and text != before and not whole.fullmatch(text):
        before = text
        for name, step in steps.items():
            if name in skip:
                continue
            after = step(text)
            if after != text:
                fixes.append(Fix(name, text, after))
                text = after
                if not text or whole.fullmatch(text):
                    break
    return Normalised(text, tuple(fixes))
