"""A checkpoint: a short text that an archive office can print, stamp and compare years later (核验点)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Self

from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.ledger.drafting import require_open_words
from minzheng_core.ledger.errors import StoreError
from minzheng_core.ledger.proof.verify import verify_book
from minzheng_core.ledger.revision import now
from minzheng_core.ledger.store import Checkpoint

if TYPE_CHECKING:
    from minzheng_core.ledger.store import Store
    from minzheng_core.privacy.vault import Vault

TITLE = "登记簿核验点"
_LINES = {
    "book": "登记簿",
    "size": "版次数",
    "algorithm": "摘要算法",
    "root": "总摘要",
    "last": "末版摘要",
    "at": "时间",
    "by": "经办人",
}
_GROUP = 8


@frozen(kw_only=True)
class CheckpointText:
    """What stands on a checkpoint.

    >>> text = CheckpointText(book="marriage", size=2, algorithm="SHA-256", root="ab" * 32,
    ...                       last="cd" * 32, at="2026-11-26T08:00:00+00:00", by="张某某")
    >>> CheckpointText.parse(str(text)) == text
    True
    """

    book: str
    size: int
    algorithm: str
    root: str
    last: str
    at: str
    by: str

    def __str__(self) -> str:
        lines = [TITLE]
        for name, label in _LINES.items():
            value = str(getattr(self, name))
            if name in {"root", "last"}:
                value = " ".join(re.findall(f".{{1,{_GROUP}}}", value))
            lines.append(f"{label}：{value}")
        return "\n".join(lines) + "\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a checkpoint back, as printed or as typed off the paper.

        Raises:
            InputError: not a checkpoint (BK120).

        """
        found = {}
        for line in text.splitlines():
            label, *value = re.split("[：:]", line.strip(), maxsplit=1)
            if value:
                found[label.strip()] = value[0].strip()
        try:
            told = {name: found[label] for name, label in _LINES.items()}
            return cls(
                book=told["book"],
                size=int(re.sub(r"[\s,，]", "", told["size"])),
                algorithm=unicodedata.normalize("NFKC", told["algorithm"]).upper(),
                root=_digits(told["root"]),
                last=_digits(told["last"]),
                at=told["at"],
                by=told["by"],
            )
        except (KeyError, ValueError) as error:
            raise InputError("BK120") from error


def _digits(typed: str) -> str:
    """A digest as typed off the paper: in any case, full width, with any blanks or hyphens."""
    return re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", typed)).lower()


def make_checkpoint(store: Store, book: str, vault: Vault | None, *, by: str) -> CheckpointText:
    """Take the root over all revisions that *book* holds now, and keep it in the store.

    The book is verified meanwhile, so that nobody stamps what was altered; without *vault* its private
    values are not opened, as in :func:`~minzheng_core.ledger.proof.verify.verify`.

    Raises:
        CallError: nobody is named (BK206), or an identity number stands in the name (BK208).
        InputError: the book does not verify (BK162).

    """
    require_open_words(by)
    info = store.book(book)
    if info is None:
        raise StoreError("BK104", book=book)
    done = verify_book(store, info, vault)
    if not done.sound:
        told = {lang: done.faults[0].sentence(lang) for lang in ("zh", "en")}
        raise InputError("BK162", book=book, fault=told)
    text = CheckpointText(
        book=book,
        size=done.revisions,
        algorithm=done.algorithm,
        root=done.root,
        last=done.last,
        at=now(),
        by=" ".join(by.split()),
    )
    store.add_checkpoint(book, Checkpoint(position=text.size, root=text.root, text=str(text)))
    return text
