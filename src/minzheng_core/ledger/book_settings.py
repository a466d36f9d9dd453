"""What must stand in a book's own row: its settings and its end; anything else was not written by this library."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import InputError
from minzheng_core.privacy.vault import INDEX_KEY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minzheng_core.ledger.store import BookInfo


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _hexadecimal(value: Any) -> bool:
    try:
        return _text(value) and len(bytes.fromhex(value)) > 0
    except ValueError:
        return False


def _whole(value: Any) -> bool:
    return isinstance(value, int) and value >= 0


def _moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _flag(value: Any) -> bool:
    return value is None or isinstance(value, bool)


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "county": _text,
    "digest": _text,
    "index": _text,
    "index_key": _hexadecimal,
    "salt": _hexadecimal,
    "seal": lambda value: value is None or _text(value),
    "resealing": _flag,
    "importing": _flag,
}
_OPTIONAL = {"resealing", "importing"}


def require_book(info: BookInfo) -> Mapping[str, Any]:
    """The settings of a book whose settings and end are such as a book has.

    Raises:
        InputError: they are not (BK164).

    """
    tail = info.tail
    wrong = [
        name
        for name, fits in (
            ("position", _whole(tail.position)),
            ("digest", isinstance(tail.digest, str)),
            ("at", tail.at == "" or _moment(tail.at)),
            ("indexed", _whole(info.indexed)),
        )
        if not fits
    ]
    if wrong:
        raise InputError("BK164", book=info.name, names="、".join(wrong))
    return require_settings(info.settings, info.name)


def require_settings(settings: Mapping[str, Any], book: str) -> Mapping[str, Any]:
    """The settings, if they are such as a book has.

    Raises:
        InputError: one is not there, or is nothing that could stand there (BK164).

    >>> require_settings({"county": "360732"}, "marriage")
    Traceback (most recent call last):
    minzheng_core.errors.InputError: [BK164] 登记簿“marriage”自己的设置或末尾缺少或不对（digest、index、index_key、salt、seal），多半在数据库里被改过；请用备份恢复
    """
    wrong = [
        name
        for name, fits in _KINDS.items()
        if not (fits(settings[name]) if name in settings else name in _OPTIONAL)
    ]
    # The key of an index is of this length in the clear, and longer where it is sealed.
    if not wrong and not settings["seal"]:
        wrong = ["index_key"] * (len(settings["index_key"]) != 2 * INDEX_KEY_BYTES)
    if wrong:
        raise InputError("BK164", book=book, names="、".join(wrong))
    return settings
