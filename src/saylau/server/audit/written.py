"""How events and anchors are written: what whoever checks a proof needs, without a server and without a database.

`hash` is SHA-256 over the canonical JSON of the event without it; `commitment` is HMAC-SHA256 of the canonical JSON of
the detail under a random salt, so that erasing salt and detail leaves a number against which nobody can test a guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from saylau.errors import WrongUse

NOTHING_BEFORE = "0" * 64
FIELDS = ("seq", "at", "actor", "verb", "object", "commitment", "prev")
_ANCHOR = "anchor of a saylau log"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(content: object) -> bytes:
    """JSON with sorted keys, without blanks, UTF-8 unescaped. Numbers are integers."""
    return _ENCODER.encode(content).encode()


def commitment(salt: bytes, content: object) -> str:
    """What stands in the event for a detail that may be erased."""
    return hmac.new(salt, canonical(content), hashlib.sha256).hexdigest()


def event_hash(event: Mapping[str, object]) -> str:
    """The hash of an event, given its fields without the hash."""
    return hashlib.sha256(canonical(dict(event))).hexdigest()


@dataclass(frozen=True)
class Anchor:
    """The log up to one event: number, hash and Merkle root on a day."""

    seq: int
    hash: str
    root: str
    day: str

    def text(self) -> str:
        """The file."""
        return json.dumps({"what": _ANCHOR, **asdict(self)}, indent=1) + "\n"


def read_anchor(file: Path) -> Anchor:
    """The anchor in a file. Raises `WrongUse`, `OSError`."""
    try:
        told = json.loads(file.read_text("utf-8"))
        if told.pop("what") != _ANCHOR or not isinstance(told["seq"], int):
            raise ValueError
        return Anchor(**told)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise WrongUse(f"{file} is not an anchor; name a file that saylau server audit anchor wrote") from None
