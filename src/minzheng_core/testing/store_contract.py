"""The promises of a store, as tests to inherit: order, atomicity, stale writes, every character.

A third party proves its own store as the library proves its four::

    class TestOurs(StoreContract):
        def open(self):
            return OurStore("…")

The classes need pytest only to be collected; nothing here imports it.
"""

from __future__ import annotations

from minzheng_core.testing.store_reading import StoreReading
from minzheng_core.testing.store_writing import StoreWriting


class StoreContract(StoreWriting, StoreReading):
    """What every store promises, whatever database is behind it."""


__all__ = ["StoreContract"]
