"""Files that appear whole or not at all, and one error for whatever keeps something from being written."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError, write_error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Name what was to be written in the error, where the block could not write it.

    >>> with writing("清洗结果"):
    ...     raise PermissionError
    Traceback (most recent call last):
    minzheng_core.errors.OutputError: [IN303] 没有写入“清洗结果”的权限
    """
    try:
        yield
    except BaseException as error:
        code = write_error(error)
        if code is None:
            raise
        raise OutputError(code, directory=name) from error


@contextmanager
def whole_files(folder: Path, names: Collection[str]) -> Iterator[Path]:
    """Where to write several files that belong together: all of them come into *folder*, or none does.

    What was there before stays as it was where the block fails; where it ends well, those of *names*
    that were not written again are gone, so that no file of an older set stands beside a new one.

    Raises:
        OutputError: something cannot be written: disk full (IN302), no permission (IN303), else (IN304).

    """
    with writing(folder.name):
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=".", suffix=".part", dir=folder))
    try:
        with writing(folder.name):
            yield aside
            written = {file.name for file in aside.iterdir()}
            for name in written:
                (aside / name).replace(folder / name)
            for name in set(names) - written:
                (folder / name).unlink(missing_ok=True)
    finally:
        rmtree(aside, ignore_errors=True)
        if new:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what takes the place of *path* when the block ends well, and else vanishes.

    Raises:
        OutputError: it cannot be written: disk full (IN302), no permission (IN303), else (IN304).

    """
    part = path.with_name(f".{path.name}.part")
    try:
        with writing(path.name):
            yield part
            part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
