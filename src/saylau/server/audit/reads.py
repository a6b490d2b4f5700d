"""Reads of pseudonymised facts: one event a person, case and hour, with how many were read in the hour before it.

Reads of persons and of evidence have an event each; facts without names are read too often for that. The event is
written before the first of them leaves.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.cache import cache

from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case

_KEPT_SECONDS = 7 * 24 * 3600


def note_reads(user: User, case: Case, number: int) -> None:
    """Note that somebody is about to see so many facts of a case."""
    hour = datetime.now(UTC).strftime("%Y-%m-%dT%H")
    key = f"reads:{user.uid}:{case.uid}"
    last, count = cache.get(key) or ("", 0)
    if last != hour:
        append(user.uid, "fact.read", case.uid, {"hour": hour, "last_hour": last, "read_in_it": count})
        count = 0
    cache.set(key, (hour, count + number), _KEPT_SECONDS)
