"""Elements and attributes in the XML of an .xlsx file, found without building a tree of it."""

from __future__ import annotations

import html
import re

_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)\s*=\s*(["'])(.*?)\2""")


def element(xml: str, name: str) -> str:
    """What stands between the tags of the element called *name*.

    >>> element('<fonts count="1"><font/></fonts>', "fonts")
    '<font/>'
    """
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", xml, re.DOTALL)
    return found[1] if found else ""


def tags(xml: str, name: str) -> list[dict[str, str]]:
    """The attributes of every element called *name*, without their prefixes.

    >>> tags('<sheet name="甲" r:id="rId1"/>', "sheet")
    [{'name': '甲', 'id': 'rId1'}]
    """
    return [
        {key: html.unescape(value) for key, _, value in _ATTRIBUTE.findall(tag)}
        for tag in re.findall(rf"<(?:\w+:)?{name}\s[^>]*>", xml)
    ]
