"""A book found in its store, or made there; whatever does not fit is refused before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError
from minzheng_core.ledger.book_settings import require_book
from minzheng_core.ledger.keys import require_name
from minzheng_core.ledger.setting import Setting
from minzheng_core.ledger.store import BookInfo
from minzheng_core.privacy.digests import hasher
from minzheng_core.privacy.vault import Vault
from minzheng_core.reference.county_codes import renewed_code
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.ledger.store import Store
    from minzheng_core.privacy.vault import Seal
    from minzheng_core.registry import Registry

IMPORTING = "importing"
"""The setting of a book into which an import has not been finished."""


def opened(
    registry: Registry,
    store: Store,
    *,
    county: str,
    name: str,
    seal: Seal | None,
    digest: str,
    index: str,
    context: Mapping[str, Any],
) -> Setting:
    """What :meth:`Book.open` opens; made where it is not there."""
    county = county_code(county)
    info = store.book(name)
    if info is None:
        require_name(name)
        hasher(digest)
        vault = Vault.new(index=index, seal=seal)
        own = {"county": county, "digest": digest, **vault.settings(name)}
        info = store.create(BookInfo(name=name, registry=registry.name, settings=own))
    if info.registry != registry.name:
        raise CallError("BK103", book=name, found=info.registry, asked=registry.name)
    settings = require_book(info)
    # A county that became a city goes on with its book under the code of either.
    if county not in {settings["county"], renewed_code(settings["county"])}:
        raise CallError("BK102", book=name, found=settings["county"], asked=county)
    if settings.get(IMPORTING):
        raise CallError("BK145", book=name)
    hasher(settings["digest"])
    return Setting(
        store=store,
        name=name,
        registry=registry,
        vault=Vault.of(settings, name, seal),
        algorithm=settings["digest"],
        context={"county": county, **context},
    )
