"""Merkle trees as in RFC 9162 (Laurie, Messeri, Stradling, 2021), section 2.1: root, and proofs that one entry is in a
tree and that a tree only grew. With them one entry can be shown to a court without the log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def leaf(data: bytes) -> bytes:
    """Hash of an entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The root of entries that come one after the other; it keeps one hash for each power of two, not the entries."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []

    def add(self, data: bytes) -> None:
        """One further entry."""
        found, size = leaf(data), self.size
        while size & 1:
            found = node(self._whole.pop(), found)
            size >>= 1
        self._whole.append(found)
        self.size += 1

    def root(self) -> bytes:
        """Hash of all entries so far."""
        if not self._whole:
            return hashlib.sha256(b"").digest()
        found = self._whole[-1]
        for left in reversed(self._whole[:-1]):
            found = node(left, found)
        return found


def root(entries: Iterable[bytes]) -> bytes:
    """Hash of all of these entries."""
    tree = Tree()
    for data in entries:
        tree.add(data)
    return tree.root()


def _split(size: int) -> int:
    """The largest power of two below a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion(entries: Sequence[bytes], place: int) -> list[bytes]:
    """Proof that the entry at a place, counted from 0, is in the tree (2.1.3.1). Raises `IndexError`."""
    if not 0 <= place < len(entries):
        raise IndexError(f"no entry {place} among {len(entries)}")
    if len(entries) == 1:
        return []
    half = _split(len(entries))
    if place < half:
        return [*inclusion(entries[:half], place), root(entries[half:])]
    return [*inclusion(entries[half:], place - half), root(entries[:half])]


def is_included(data: bytes, place: int, size: int, proof: Sequence[bytes], of: bytes) -> bool:
    """Whether a proof shows that an entry is at a place of the tree of this size and root (2.1.3.2)."""
    if not 0 <= place < size:
        return False
    found, first, last = leaf(data), place, size - 1
    for step in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node(step, found)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            found = node(found, step)
        first, last = first >> 1, last >> 1
    return last == 0 and found == of


def consistency(entries: Sequence[bytes], old: int) -> list[bytes]:
    """Proof that the tree of the first `old` entries begins the tree of all (2.1.4.1). Raises `IndexError`."""
    if not 0 < old <= len(entries):
        raise IndexError(f"no tree of {old} entries within {len(entries)}")
    return _consistency(entries, old, whole=True)


def _consistency(entries: Sequence[bytes], old: int, *, whole: bool) -> list[bytes]:
    if old == len(entries):
        return [] if whole else [root(entries)]
    half = _split(len(entries))
    if old <= half:
        return [*_consistency(entries[:half], old, whole=whole), root(entries[half:])]
    return [*_consistency(entries[half:], old - half, whole=False), root(entries[:half])]


def is_consistent(old: int, size: int, old_root: bytes, of: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a tree of this size and root begins with the older one (2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == of
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        return False
    first, last = old - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            older, newer = node(step, older), node(step, newer)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            newer = node(newer, step)
        first, last = first >> 1, last >> 1
    return last == 0 and older == old_root and newer == of
