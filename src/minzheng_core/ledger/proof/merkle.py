"""One root over many digests, and the short proof that one of them is among them.

The tree is that of RFC 9162 (Certificate Transparency 2.0), section 2.1: leaves and inner nodes are
hashed with different first bytes, and a tree of *n* leaves is split at the largest power of two
below *n*. The root is built in one pass that keeps one node per level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from minzheng_core.privacy.digests import hasher

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAF, NODE = b"\x00", b"\x01"


@define
class MerkleTree:
    """A tree that grows leaf by leaf and holds one node per level only.

    >>> tree = MerkleTree("SHA-256")
    >>> tree.root.hex()[:8]
    'e3b0c442'
    >>> tree.add(b"a"); tree.add(b"b"); tree.add(b"c")
    >>> tree.size, tree.root.hex()[:8]
    (3, '36642e73')
    """

    algorithm: str
    size: int = 0
    _peaks: list[bytes] = field(factory=list)

    def add(self, leaf: bytes) -> None:
        """Add a leaf at the right."""
        digest = hasher(self.algorithm)
        node = digest(LEAF + leaf).digest()
        size = self.size
        while size & 1:
            node = digest(NODE + self._peaks.pop() + node).digest()
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves in their order."""
        for leaf in leaves:
            self.add(leaf)

    @property
    def root(self) -> bytes:
        """The root over all leaves so far; that of no leaf is the digest of nothing."""
        digest = hasher(self.algorithm)
        if not self._peaks:
            return digest(b"").digest()
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = digest(NODE + peak + node).digest()
        return node
