"""Files that appear whole or not at all, and one error for whatever keeps something from being written."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from shutil import rmtree
from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError, write_error
from minzheng_core.unfinished import clear_away, working_place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Name what was to be written in the error, where the block could not write it.

    >>> with writing("清洗结果"):
    ...     raise PermissionError
    Traceback (most recent call last):
    minzheng_core.errors.OutputError: [IN303] 没有写入“清洗结果”的权限，或者它正被别的程序打开
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
    new = not folder.exists()
    inside = folder / "files"
    aside = working_place(inside)
    try:
        with writing(folder.name):
            folder.mkdir(parents=True, exist_ok=True)
            clear_away(inside)
            aside.mkdir()
            yield aside
            written = sorted(file.name for file in aside.iterdir())
            with _alone(folder):
                for name in written:
                    (aside / name).replace(folder / name)
                for name in set(names).difference(written):
                    (folder / name).unlink(missing_ok=True)
    finally:
        rmtree(aside, ignore_errors=True)
        if new:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else puts files into *folder* this way meanwhile, where the system can see to that."""
    with ExitStack() as done:
        if fcntl is not None:
            with suppress(OSError):
                held = os.open(folder, os.O_RDONLY)
                done.callback(os.close, held)
                fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what takes the place of *path* when the block ends well, and else vanishes.

    What a link points at is replaced, not the link; a pipe or a device is written to as it is.

    Raises:
        OutputError: it cannot be written: disk full (IN302), no permission (IN303), else (IN304).

    """
    with writing(path.name):
        target = real_path(path)
        if target.exists() and not target.is_file():
            yield target
            return
        clear_away(target)
    part = working_place(target)
    try:
        with writing(path.name):
            yield part
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def real_path(path: Path) -> Path:
    """*path* with its links followed; one whose links lead nowhere stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
