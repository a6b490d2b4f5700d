"""Proofs of time of an item: answers of time authorities (RFC 3161) and OpenTimestamps, kept beside it.

Which bytes a proof speaks of is read here. Whether its signature or its block holds is not: that takes the authority's
certificates or the block chain, and programs made for it. Nothing is ever sent out.
"""

from __future__ import annotations

from enum import StrEnum

from saylau.server.evidence import places
from saylau.server.evidence.contents import plain
from saylau.server.evidence.keys import NONE, Keys, sha256_of, stands_as
from saylau.server.evidence.models import Evidence

_OTS = b"\0OpenTimestamps\0\0Proof\0\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
_OTS_SHA256 = b"\x01\x08"
"""Version 1, and the operation SHA-256, which the digest of the file follows."""
_SHA256_IMPRINT = bytes.fromhex("0609608648016503040201")
"""Identifier of SHA-256 in a message imprint; parameters that say nothing may follow, then the digest."""
_NULL, _OCTETS = b"\x05\x00", b"\x04\x20"
_REQUEST = bytes.fromhex("30390201013031300d060960864801650304020105000420")
_WITH_CERTIFICATE = bytes.fromhex("0101ff")
_LARGEST = 1 << 20


class Proof(StrEnum):
    """What an attached file proves, as far as it can be told here."""

    OPEN_TIMESTAMPS = "OpenTimestamps"
    TIME_AUTHORITY = "RFC 3161"
    OTHER_BYTES = "other bytes"
    """A proof, but of another file."""
    UNKNOWN = "unknown"
    LOCKED = "locked"
    """Encrypted, and its vault is locked."""


def proof_kind(proof: Evidence, keys: Keys = NONE) -> Proof:
    """What an attached file is, and whether it speaks of the bytes of its item."""
    if proof.proof_of is None or proof.size > _LARGEST:
        return Proof.UNKNOWN
    if (proof.kept_as or proof.proof_of.kept_as) and not keys:
        return Proof.LOCKED
    try:
        with plain(places.sealed(stands_as(proof)).open("rb"), proof, keys) as file:
            return kind_of_proof(file.read(), bytes.fromhex(sha256_of(proof.proof_of, keys)))
    except OSError:
        return Proof.UNKNOWN


def kind_of_proof(data: bytes, digest: bytes) -> Proof:
    """What a proof is, and whether it speaks of the bytes with this SHA-256."""
    if data.startswith(_OTS):
        mine = data.startswith(_OTS + _OTS_SHA256 + digest)
        return Proof.OPEN_TIMESTAMPS if mine else Proof.OTHER_BYTES
    if data[:1] != b"\x30" or _SHA256_IMPRINT not in data:
        return Proof.UNKNOWN
    imprints = (_SHA256_IMPRINT + _NULL + _OCTETS + digest, _SHA256_IMPRINT + _OCTETS + digest)
    return Proof.TIME_AUTHORITY if any(imprint in data for imprint in imprints) else Proof.OTHER_BYTES


def request_of(digest: bytes) -> bytes:
    """A request to a time authority for a SHA-256 (RFC 3161, section 2.4.1), version 1, asking for its certificate."""
    return _REQUEST + digest + _WITH_CERTIFICATE
