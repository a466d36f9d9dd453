"""Work in stages, like a row of desks: each stage in a thread of its own, a little ahead of the next."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
_END: Any = object()


def ahead(items: Iterable[T], count: int) -> Iterator[T]:
    """The same items, made in a thread of their own, at most *count* before they are asked for.

    What the making raises is raised here; where nobody asks any more, making stops.

    >>> list(ahead(map(str.upper, "abc"), 2))
    ['A', 'B', 'C']
    """
    rest = iter(items)
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(1, thread_name_prefix="minzheng-read") as thread:
        try:
            waiting.extend(thread.submit(next, rest, _END) for _ in range(count))
            while (item := waiting.popleft().result()) is not _END:
                waiting.append(thread.submit(next, rest, _END))
                yield item
                del item
        finally:
            thread.shutdown(wait=False, cancel_futures=True)
