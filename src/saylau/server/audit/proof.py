"""A proof that one event stands in a log, and that a log goes on from an earlier one (RFC 9162, section 2.1).

Whoever has an anchor checks it without the log, without the server and without a database; it shows no other event.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from saylau.errors import WrongUse
from saylau.server.audit.merkle import is_consistent, is_included
from saylau.server.audit.written import FIELDS, Anchor, commitment, event_hash, read_anchor

_WHAT = "proof of an event of a saylau log"


@dataclass(frozen=True)
class Head:
    """A log up to one event: how many events, and their Merkle root."""

    size: int
    root: str


@dataclass(frozen=True)
class Detail:
    """What an event was about, with the salt under which its commitment was made."""

    salt: str
    content: Any


@dataclass(frozen=True)
class Proof:
    """One event, with what leads from it to the root of a log."""

    event: dict[str, Any]
    log: Head
    inclusion: tuple[str, ...]
    earlier: Head | None = None
    """A log from which this one goes on."""
    consistency: tuple[str, ...] = ()
    detail: Detail | None = None

    def text(self) -> str:
        """The file."""
        return json.dumps({"what": _WHAT, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"


def read_proof(file: Path) -> Proof:
    """The proof in a file. Raises `WrongUse`, `OSError`."""
    try:
        told = json.loads(file.read_text("utf-8"))
        if told.pop("what") != _WHAT or set(told["event"]) != set(FIELDS) or not isinstance(told["event"]["seq"], int):
            raise ValueError
        told["log"] = Head(**told["log"])
        told["earlier"] = Head(**told["earlier"]) if told["earlier"] else None
        told["detail"] = Detail(**told["detail"]) if told["detail"] else None
        return Proof(**told)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise WrongUse(f"{file} is not a proof; name a file that saylau server audit prove wrote") from None


def wrong_with(proof: Proof, anchor: Anchor | None = None) -> str:
    """What is wrong with a proof; empty where it holds, and holds against the anchor where one is given."""
    try:
        return _wrong_with(proof, anchor)
    except (ValueError, TypeError):  # a hash that is none
        return "it holds a text that is no hash"


def _wrong_with(proof: Proof, anchor: Anchor | None) -> str:
    event, log, earlier = proof.event, proof.log, proof.earlier
    leaf, steps = bytes.fromhex(event_hash(event)), [bytes.fromhex(step) for step in proof.inclusion]
    if not is_included(leaf, event["seq"] - 1, log.size, steps, bytes.fromhex(log.root)):
        return f"event {event['seq']} as it is told does not stand in the log of this root"
    if proof.detail and event["commitment"] != commitment(bytes.fromhex(proof.detail.salt), proof.detail.content):
        return "the detail is not the one to which the event is bound"
    if earlier:
        steps = [bytes.fromhex(step) for step in proof.consistency]
        if not is_consistent(earlier.size, log.size, bytes.fromhex(earlier.root), bytes.fromhex(log.root), steps):
            return f"the log does not go on from the one of {earlier.size} events"
    if anchor and Head(anchor.seq, anchor.root) not in (log, earlier):
        return f"it does not lead to the anchor of event {anchor.seq}, {anchor.day}"
    return ""


def check_proof(file: Path, anchor: Path | None) -> int:
    """Say what a proof shows; 1 where it shows nothing."""
    proof, known = read_proof(file), read_anchor(anchor) if anchor else None
    event, wrong = proof.event, wrong_with(proof, known)
    if wrong:
        print(f"NOT PROVED: {wrong}")
        return 1
    print(
        f"proved: event {event['seq']}, {event['at']}, {event['verb']} by {event['actor']} on "
        f"{event['object'] or 'nothing'}, stands in the log of {proof.log.size} events with the root {proof.log.root}"
    )
    if proof.detail:
        print(f"its detail is {json.dumps(proof.detail.content, ensure_ascii=False, sort_keys=True)}")
    if proof.earlier:
        print(f"that log goes on from the one of {proof.earlier.size} events with the root {proof.earlier.root}")
    if known:
        print(f"one of the two is the log of the anchor of {known.day}")
    else:
        print("compare the root with that of an anchor that was kept elsewhere, or name its file: --anchor FILE")
    return 0
