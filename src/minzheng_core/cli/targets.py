"""What a command writes must not be what it reads: a register or an archive would be gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import MinzhengError, OutputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_WRITTEN = ("out", "save")
"""The options that name what is written."""
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite puts behind the name of a file that it works on."""


def require_apart(options: argparse.Namespace) -> None:
    """Refuse to write a file over one that the same command is given to read.

    Raises:
        OutputError: it is the same file, whatever it is called (IN309).

    """
    told = vars(options)
    targets = [told[name] for name in _WRITTEN if isinstance(told.get(name), Path)]
    files = [target for target in targets if _is_file(target)]
    if not files:
        return
    read = {name: value for name, value in told.items() if name not in _WRITTEN}
    for source in _paths(read):
        for target in files:
            if _same(source, target):
                raise OutputError("IN309", file=target.name)


def _paths(told: dict[str, Any]) -> Iterator[Path]:
    for name, value in told.items():
        if name == "store" and isinstance(value, str):
            yield from _of_store(value)
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str | Path):
                yield Path(one)


def _of_store(text: str) -> Iterator[Path]:
    """The files of a store, where it is one that has any."""
    from minzheng_core.stores.address import Address

    try:
        address = Address.of(text)
    except MinzhengError:
        return
    if address.kind == "sqlite":
        yield from (address.path.with_name(address.path.name + end) for end in _BESIDE)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
