"""The private values of a book put under another seal; the chain does not change (换密钥)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import evolve

from minzheng_core.ledger.book_settings import require_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minzheng_core.ledger.setting import Setting
    from minzheng_core.privacy.vault import Seal, Vault

_STRETCH = 5_000


def reseal(
    setting: Setting, seal: Seal | None, progress: Callable[[int, int], None] | None = None
) -> Setting:
    """The book with its private values under *seal*.

    First the settings name the new seal and say that values under others still stand beside it;
    then the values are done stretch by stretch, each only where it is still the one that was read;
    then the store clears away what is left of the old ones; last the settings say that it is
    finished. Begun again with all the keys, it goes on. Writers who have the old key only are
    refused as soon as the settings name the new one, so that nothing is put under the old one behind
    what is done already.

    Raises:
        CallError: somebody else put the book under another seal meanwhile (BK122).

    """
    setting = setting.renewed()
    store, name = setting.store, setting.name
    old, new = evolve(setting.vault, mixed=True), setting.vault.under(seal)
    _settle(setting, old, evolve(new, mixed=True))
    done = 0
    while rows := list(islice(store.rows(name, after=done), _STRETCH)):
        payloads = {}
        for row in rows:
            if row.payload and not new.current(row.payload):
                place = setting.place(row.key, row.number)
                again = new.close(place, old.open(place, row.payload))
                payloads[row.position] = (row.payload, again)
        if payloads:
            store.replace_payloads(name, payloads)
        done = rows[-1].position
        if progress:
            info = store.book(name)
            progress(done, info.tail.position if info else done)
    store.tidy()
    _settle(setting, new, new)
    return evolve(setting, vault=new)


def _settle(setting: Setting, before: Vault, after: Vault) -> None:
    """Let the settings tell of the vault *after*, where they tell of the one *before*."""

    def change(settings: Mapping[str, Any]) -> Mapping[str, Any]:
        before.require_valid(require_settings(settings, setting.name), setting.name)
        return {**settings, **after.settings(setting.name)}

    setting.store.settle(setting.name, change)
