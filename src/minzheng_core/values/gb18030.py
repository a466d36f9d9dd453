"""GB 18030-2022: decode bytes, and repair private-use code points left by older tables.

Python's codec follows the edition of 2000 and gives private-use code points for characters that
have long had their own; so do files once converted with GBK tables.
"""

from __future__ import annotations

import re
from functools import cache

from minzheng_core.reference.name_variants import corrections


@cache
def _corrected() -> dict[str, str]:
    """Private use → character, where GB 18030-2000 itself gave private use."""
    return {c.private_use: c.character for c in corrections() if c.edition > "2000"}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_corrected())}]")


def correct(text: str) -> str:
    r"""Replace the private-use code points of GB 18030-2000 and -2005 by their characters.

    Code points that only GBK 1.0 used privately stay as they are: whoever typed them may have
    meant a character of his own font (see :func:`suggestion`).

    >>> correct("\ue81e") == "\u9fb4"
    True
    """
    table = _corrected()
    return _pattern().sub(lambda match: table[match[0]], text)


def suggestion(char: str) -> str | None:
    r"""What a private-use character probably was, if GBK 1.0 or GB 18030 put it there.

    >>> suggestion("\ue863"), suggestion("\ue000")
    ('䶮', None)
    """
    return next((c.character for c in corrections() if c.private_use == char), None)


def decode(data: bytes, errors: str = "strict") -> str:
    r"""Decode GB 18030 (and so GBK and GB 2312) with the mappings of GB 18030-2022.

    *errors* is that of :meth:`bytes.decode`; with ``strict`` a wrong byte raises
    :class:`UnicodeDecodeError`. Four-byte positions swapped in 2022 keep their Unicode reading,
    as the Unicode Technical Committee recommends (L2/23-003R). Six components that the standard
    itself still leaves private (such as FE51) get the characters they duplicate, which later have
    codes of their own (GB/T 22321.1-2018).

    >>> decode(b"\xa1\xa4"), decode(b"\xfe\x59") == "\u9fb4", decode(b"\xfe\x9f")
    ('·', True, '䶮')
    """
    return correct(data.decode("gb18030", errors))
