"""A process that works for another one: ``python -m minzheng_core.processing.hand [MODULE ...]``.

It is started by :mod:`minzheng_core.processing.hands`, loads the modules it will be asked for,
speaks over its standard input and output in :mod:`minzheng_core.processing.messages` and ends when
its input ends. Where memory runs out it is the one for Linux to end: the one it works for does its
work then.
"""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from minzheng_core.processing.collector import no_collector
from minzheng_core.processing.messages import receive, send

_WHO_GOES_FIRST = Path("/proc/self/oom_score_adj")
_ME = "1000"
"""The most that Linux takes: before every other process."""


def main() -> None:
    """Do what is asked, one call after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        _WHO_GOES_FIRST.write_text(_ME)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    with no_collector(), suppress(EOFError):
        for module in sys.argv[1:]:
            import_module(module)
        while True:
            function, args = receive(source)
            try:
                answer: Any = function(*args)
            except Exception as error:  # noqa: BLE001 - the other side raises it
                answer = error
            send(sink, answer)


if __name__ == "__main__":
    main()
