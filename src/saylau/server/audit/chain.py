"""Adding events to the chain: within the transaction of what they tell of, one after the other, without gaps.

`hash` is SHA-256 over the canonical JSON of the event without it; `commitment` is HMAC-SHA256 of the canonical JSON of
the detail under a random salt, so that erasing salt and detail leaves a number against which nobody can test a guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from saylau.server.audit.models import AuditDetail, AuditEvent, AuditHead

NOTHING_BEFORE = "0" * 64
SALT_BYTES = 32
FIELDS = ("seq", "at", "actor", "verb", "object", "commitment", "prev")


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


def append(actor: str, verb: str, thing: str = "", detail: Mapping[str, object] | None = None) -> int:
    """Add one event and return its number. `actor` and `thing` are uids; what may be erased goes into `detail`.

    Within a transaction it is a part of it; a change and its event are both there, or neither is.
    """
    with transaction.atomic(savepoint=False):
        rows = AuditHead.objects.select_for_update().filter(pk=1)
        # The row is there from the first event on; two first events at once make one row.
        head = rows.first() or rows.get_or_create(pk=1, defaults={"hash": NOTHING_BEFORE})[0]
        salt = secrets.token_bytes(SALT_BYTES)
        event: dict[str, object] = {
            "seq": head.seq + 1,
            "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "actor": actor,
            "verb": verb,
            "object": thing,
            "commitment": None if detail is None else commitment(salt, detail),
            "prev": head.hash,
        }
        head.seq, head.hash = head.seq + 1, event_hash(event)
        head.save(force_update=True)
        AuditEvent.objects.create(**event, hash=head.hash)
        if detail is not None:
            AuditDetail.objects.create(seq=head.seq, salt=salt.hex(), content=dict(detail))
    return head.seq
