"""The ``minzheng`` command: one sentence for every error, no traceback, an exit status that tells.

Exit status: 0 done; 1 internal error; 2 wrong call; 3 input cannot be read; 4 output cannot be
written; 5 an optional part is missing; 130 interrupted. ``minzheng check-id`` gives 10 where a
number has errors.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from minzheng_core.errors import MinzhengError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    from minzheng_core.cli.parser import parser

    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except MinzhengError as error:
        print(error.sentence(options.lang), file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print(_say("IN210", options.lang), file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        print(_say("IN211", options.lang), file=sys.stderr)
        return 1
    except Exception as error:
        if os.environ.get("MINZHENG_DEBUG"):
            raise
        # The text of an unexpected error may quote a cell; only its kind is shown.
        print(_say("IN212", options.lang, kind=type(error).__name__), file=sys.stderr)
        return 1


def _say(code: str, lang: str, **values: str) -> str:
    return MinzhengError(code, **values).sentence(lang)
