"""The promises of a store, on all four back ends."""

from __future__ import annotations

import atexit
from functools import cache
from typing import TYPE_CHECKING

from tests.servers import address

from minzheng_core.stores import open_store
from minzheng_core.testing.store_contract import StoreContract

if TYPE_CHECKING:
    from minzheng_core.ledger import Store


@cache
def opened(backend: str) -> Store:
    store = open_store(address(backend))
    atexit.register(store.close)
    return store


class TestMemory(StoreContract):
    in_memory = True

    def open(self) -> Store:
        return opened("memory")


class TestSqlite(StoreContract):
    def open(self) -> Store:
        return opened("sqlite")


class TestPostgresql(StoreContract):
    def open(self) -> Store:
        return opened("postgresql")


class TestMysql(StoreContract):
    def open(self) -> Store:
        return opened("mysql")
