"""One way to write a value as text: JSON with sorted keys, no blanks, characters as themselves.

The text of a revision is what its digest is taken of, so the same content must give the same bytes
on every machine and every database.
"""

from __future__ import annotations

import json
from typing import Any


def canonical(value: Any) -> str:
    r"""The text of a JSON value.

    >>> canonical({"b": "界", "a": [1, None]})
    '{"a":[1,null],"b":"界"}'

    A lone surrogate, which no database can hold, is written as its escape:

    >>> canonical("\ud800")
    '"\\ud800"'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text
