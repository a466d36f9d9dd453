"""Two things at a time where there is enough to do, one after the other where there is not."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = 20_000
"""Rows below which a thread costs more than it saves."""


class AtOnce(Executor):
    """An executor that does what it is given before it goes on.

    >>> AtOnce().submit(sum, [1, 2]).result()
    3
    """

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Do the work; its result or its error stands in what is given back."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*given, **named))
        except Exception as error:  # noqa: BLE001 - whoever asks for the result gets it
            done.set_exception(error)
        return done


def executor(rows: int) -> Executor:
    """Who works on so many rows."""
    return AtOnce() if rows < SMALL else ThreadPoolExecutor(max_workers=2)
