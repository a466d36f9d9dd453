"""From values to a draft: what may stand in the chain, and what only its commitment may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError
from minzheng_core.privacy.vault import Group
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.ledger.revision import Source
    from minzheng_core.privacy.vault import Groups
    from minzheng_core.registry import Registry

NUMBER_LENGTH = 15
LOOKS_LIKE_NUMBER = re.compile(rf"(?:[0-9０-９]\s?){{{NUMBER_LENGTH}}}")
"""A run of digits, with or without blanks between them, that may be an identity number."""


def subject_of(path: str) -> str:
    """The person a value belongs to: the part of the record it stands in, ``""`` for the act itself."""
    return path.rpartition(".")[0]


def is_private(path: str, value: Any, registry: Registry) -> bool:
    """Whether a value may not stand in the clear: a sensitive field, or what may be a number.

    A long code that the registry declares is no number of a person.
    """
    if path in registry.sensitive:
        return True
    if value is None:
        return False
    text = value if isinstance(value, str) else canonical(value)
    code = registry.long_codes.get(path)
    if code and re.fullmatch(code, text):
        return False
    return LOOKS_LIKE_NUMBER.search(text) is not None


def parted(values: Mapping[str, Any], registry: Registry) -> tuple[dict[str, Any], Groups]:
    """The public values, and the private ones in a group per person."""
    public: dict[str, Any] = {}
    private: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        if is_private(path, value, registry):
            private.setdefault(subject_of(path), {})[path] = value
        else:
            public[path] = value
    return public, {subject: Group(values=told) for subject, told in private.items()}


def promises(groups: Groups, algorithm: str) -> dict[str, dict[str, Any]]:
    """What the chain says of private groups: commitment and fields."""
    return {
        subject: {"commitment": group.commitment(algorithm), "fields": sorted(group.values)}
        for subject, group in groups.items()
    }


def require_plain(**told: tuple[Any, Any]) -> None:
    """Refuse particulars of another type than they are meant to be (value and type of each).

    Raises:
        CallError: one of them is (BK106).

    """
    for name, (value, kind) in told.items():
        if not isinstance(value, kind):
            raise CallError("BK106", field=name, kind=type(value).__name__)


def require_open_words(
    by: str,
    reason: str | None = None,
    source: Source | None = None,
    accept: Mapping[str, str] | None = None,
) -> None:
    """Refuse words that would stand in the chain for ever and hold an identity number.

    Raises:
        CallError: nobody is named (BK206), or an identity number stands in a word (BK208).

    """
    if not by or not by.strip():
        raise CallError("BK206")
    told = (source.document, source.file, source.sheet) if source else ()
    words = {
        "by": by,
        "reason": reason or "",
        "source": " | ".join(part for part in told if part),
        "accept": " | ".join((accept or {}).values()),
    }
    for name, word in words.items():
        if LOOKS_LIKE_NUMBER.search(word):
            raise CallError("BK208", field=name)
