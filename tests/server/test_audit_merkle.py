"""Merkle trees: the vectors of RFC 6962's reference implementation, and proofs for every size and place."""

from __future__ import annotations

import pytest

from saylau.server.audit import merkle

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "root"),
    [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ],
)
def test_roots_are_those_of_the_published_vectors(size: int, root: str) -> None:
    assert merkle.root(LEAVES[:size]).hex() == root


@pytest.mark.parametrize("size", range(1, 18))
def test_each_entry_is_proved_to_be_in_the_tree_and_no_other(size: int) -> None:
    entries = [bytes([n]) * 3 for n in range(size)]
    root = merkle.root(entries)
    for place, data in enumerate(entries):
        proof = merkle.inclusion(entries, place)
        assert merkle.is_included(data, place, size, proof, root)
        assert not merkle.is_included(b"another", place, size, proof, root)
        assert not merkle.is_included(data, place, size, [*proof, root], root)
        assert not merkle.is_included(data, size, size, proof, root)
        assert size == 1 or not merkle.is_included(data, (place + 1) % size, size, proof, root)


@pytest.mark.parametrize("size", range(1, 18))
def test_a_tree_is_proved_to_begin_with_each_of_its_older_ones(size: int) -> None:
    entries = [bytes([n]) * 3 for n in range(size)]
    root = merkle.root(entries)
    for old in range(1, size + 1):
        proof, old_root = merkle.consistency(entries, old), merkle.root(entries[:old])
        assert merkle.is_consistent(old, size, old_root, root, proof)
        assert old == size or not merkle.is_consistent(old, size, merkle.root(entries[: old - 1]), root, proof)
        assert not merkle.is_consistent(old, size, old_root, merkle.leaf(b"another"), proof)
        assert not merkle.is_consistent(old, size, old_root, root, [*proof, root])


def test_what_is_not_in_the_tree_has_no_proof() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion(LEAVES, 8)
    with pytest.raises(IndexError):
        merkle.consistency(LEAVES, 0)
    assert not merkle.is_consistent(3, 8, merkle.root(LEAVES[:3]), merkle.root(LEAVES), [])
    assert not merkle.is_consistent(9, 8, merkle.root(LEAVES), merkle.root(LEAVES), [])
