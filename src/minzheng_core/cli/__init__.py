"""The ``minzheng`` command: one sentence for every error, no traceback, an exit status that tells.

Exit status: 0 done; 1 internal error; 2 wrong call; 3 input cannot be read; 4 output cannot be
written; 5 an optional part is missing; 6 somebody else wrote the record meanwhile; 7 the book
refuses; 10 done, but something is left for a person (``check-id`` and other checks found errors,
``verify`` and ``rebuild`` a book that is not as it should be); 130 interrupted.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from minzheng_core.errors import InputError, MinzhengError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

__all__ = ["main"]

STOPPED = 130


def command() -> NoReturn:
    """``minzheng``: run a command and leave with its exit status.

    The system takes back the memory at once; to free a million small values one by one takes longer.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    lang = "zh"
    try:
        with _stoppable():
            from minzheng_core.cli.counties import tell_former
            from minzheng_core.cli.parser import parser
            from minzheng_core.cli.speech import able_to_speak, wanted_language
            from minzheng_core.cli.targets import require_apart

            able_to_speak(sys.stdout, sys.stderr)
            lang = wanted_language(words)
            top = parser()
            if lang == "en":
                from minzheng_core.cli.english import in_english

                in_english(top)
            options = top.parse_args(words)
            require_apart(options)
            tell_former(options, lang)
            status = int(options.run(options))
            if sys.stdout is not None:
                sys.stdout.flush()
            return status
    except MinzhengError as error:
        return _end(error, lang)
    except KeyboardInterrupt:
        return _end(MinzhengError("IN210"), lang, STOPPED)
    except BrokenPipeError:
        _drop_output()
        return 0
    except MemoryError:
        return _end(MinzhengError("IN211"), lang)
    except SystemExit:
        raise
    except BaseException as error:  # a library in another language has errors that are no Exception
        if os.environ.get("MINZHENG_DEBUG"):
            raise
        if isinstance(error, PermissionError) and error.filename is not None:
            return _end(InputError("IN104", file=Path(error.filename).name), lang)
        # Files report their own errors with a name; what has none is the screen or a pipe.
        if isinstance(error, OSError) and error.filename is None:
            _drop_output()
            return _end(OutputError("IN306"), lang)
        # The text of an unexpected error may quote a cell; only its kind is shown.
        return _end(MinzhengError("IN212", kind=type(error).__name__), lang)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl+C, a closed terminal and a polite kill stop the work once; cleaning up is not disturbed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]

    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    except BaseException as error:
        # A library in C that is just being loaded makes an error of its own of it.
        if stopped:
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that the interpreter ends quietly."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, io.UnsupportedOperation):
        sys.stdout = io.StringIO()


def _end(error: MinzhengError, lang: str, status: int | None = None) -> int:
    """Say what went wrong and give the exit status."""
    if sys.stderr is not None:
        print(error.sentence(lang), file=sys.stderr)
    return error.exit_status if status is None else status
