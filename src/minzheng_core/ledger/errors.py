"""What a book may refuse, with everything the caller needs to act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import MinzhengError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.findings import Finding


class StaleRevision(MinzhengError):
    """Somebody else wrote this record in the meantime; read it again and decide again (BK201)."""

    exit_status = 6


class ValueTaken(StaleRevision):
    """Somebody else gave another record the same unique value in the meantime (BK219)."""


class Refused(MinzhengError):
    """A record with findings of severity *error* that nobody accepted (BK202).

    ``findings`` holds all findings on the record, not only the errors.
    """

    exit_status = 7

    def __init__(self, code: str, *, findings: Sequence[Finding] = (), **values: object) -> None:
        self.findings = tuple(findings)
        super().__init__(code, **values)


class NotAllowed(MinzhengError):
    """An action that the lifecycle does not allow in the state of the record (BK203 and others)."""

    exit_status = 7


class StoreError(MinzhengError):
    """A store that cannot be opened, read or written."""

    exit_status = 4


class TokenTaken(Exception):
    """Between a store and a book: another writer has sent the same request already."""
