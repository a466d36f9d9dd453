"""A book as JSON Lines: one object a line, the first describes the book, the last ends it.

============ =====================================================================================
line         members
============ =====================================================================================
first        ``minzheng`` (``"book"``), ``version``, ``book``, ``registry``, ``county``, ``digest``,
             ``private``, ``revisions`` (how many there were when it began), and the book's own
             ``index``, ``index_key``, ``salt`` and ``seal``
revision     ``revision`` (its text as an object), ``digest``, ``private`` (salt and values of each
             person) or ``sealed`` (base64), ``once`` (``token``, ``request``)
after them   ``checkpoint`` (``position``, ``root``, ``text``); ``load`` (``name``, ``done``)
last         ``end`` (``revisions``, ``last``: the digest of the last revision)
============ =====================================================================================

``private`` of the first line says what became of private values: ``clear``; ``sealed``, as they
rest in the store, good for a store with the same key; ``omitted``, to be read and not imported.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from minzheng_core.errors import InputError, MinzhengError
from minzheng_core.ledger.keys import require_key
from minzheng_core.ledger.revision import Row
from minzheng_core.ledger.store import Once
from minzheng_core.privacy.vault import Group, Vault
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.privacy.vault import Groups

KIND = "book"
VERSION = 1
CLEAR, SEALED, OMITTED = "clear", "sealed", "omitted"


@frozen(kw_only=True)
class Line:
    """One revision as it stands on a line."""

    row: Row
    """With plain groups or sealed bytes as its payload, as the line had them."""
    once: Once | None = None


def written(row: Row, groups: Groups | None, once: Once | None, *, sealed: bool) -> str:
    """The line of a revision; *groups* are told in the clear, a sealed payload as it is."""
    content = json.loads(row.body)
    line: dict[str, Any] = {"digest": row.digest}
    # A text that is not written as books write it is carried as it is.
    line |= {"revision": content} if canonical(content) == row.body else {"text": row.body}
    if groups:
        line["private"] = json.loads(Vault.plain(groups))
    if sealed and row.payload:
        line["sealed"] = base64.b64encode(row.payload).decode()
    if once:
        line["once"] = {"token": once.token, "request": once.request}
    return canonical(line)


def read_line(entry: Mapping[str, Any]) -> Line:
    """The revision on a line.

    Raises:
        ValueError: the line does not hold one; also ``KeyError``, ``TypeError``, ``AttributeError``.

    """
    body = entry["text"] if "text" in entry else canonical(entry["revision"])
    content = json.loads(body)
    key, number, position = content["key"], content["number"], content["position"]
    payload = base64.b64decode(entry["sealed"], validate=True) if "sealed" in entry else None
    if "private" in entry:
        groups = {
            str(subject): Group(values=dict(group["values"]), salt=bytes.fromhex(group["salt"]))
            for subject, group in entry["private"].items()
        }
        payload = Vault.plain(groups)
    for whole in (number, position):
        if not isinstance(whole, int) or whole < 1:
            raise ValueError
    try:
        require_key(key)
    except MinzhengError as error:
        raise ValueError from error
    once = entry.get("once")
    return Line(
        row=Row(position, key, number, body, str(entry["digest"]), payload),
        once=Once(token=str(once["token"]), request=str(once["request"])) if once else None,
    )


def parsed(line: bytes, number: int) -> dict[str, Any]:
    """The object on a line.

    Raises:
        InputError: the line holds none (BK149), or the file ends within it (BK150).

    """
    try:
        entry = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError("BK149" if line.endswith(b"\n") else "BK150", line=number) from error
    if not isinstance(entry, dict):
        raise InputError("BK149", line=number)
    return entry
