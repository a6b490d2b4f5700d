"""Looking the chain over: one pass over the database, without a key, to the first break."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from saylau.server.audit.merkle import Tree
from saylau.server.audit.models import AuditDetail, AuditEvent, AuditHead
from saylau.server.audit.written import FIELDS, NOTHING_BEFORE, Anchor, canonical, commitment

_ROWS = 5000


class Kind(StrEnum):
    """What is wrong at the first break."""

    HASH = "hash wrong"
    """The event is not what was written."""
    GAP = "gap"
    """An event that should stand here is missing."""
    ORDER = "out of order"
    """The event does not follow the one before it: it was swapped or inserted."""
    COMMITMENT = "commitment wrong"
    """The detail is not what was written, or belongs to no event."""
    BEHIND = "head behind anchor"
    """The end is missing: there was an event where the log ends."""
    OTHER = "other than anchored"
    """A sound log, but not the one of which the anchor was taken."""


@dataclass(frozen=True)
class Verified:
    """What was found. Without a break the log is whole, as far as it can be told from itself and the anchor."""

    events: int
    head: str
    erased: int
    """Events whose detail was erased, which is allowed."""
    backwards: int
    """Events whose time is earlier than that of the one before: the clock was set back. That is no break."""
    root: str
    seq: int | None = None
    kind: Kind | None = None

    def sentence(self) -> str:
        """The answer in words."""
        told = f"{self.events} events, head {self.head}"
        told += f", {self.erased} erased details" if self.erased else ""
        told += f", clock set back {self.backwards} times" if self.backwards else ""
        return f"whole: {told}" if self.kind is None else f"BROKEN at event {self.seq}: {self.kind} ({told})"


def verify(anchor: Anchor | None = None) -> Verified:
    """Walk the chain from its first event to the head at this moment."""
    head = AuditHead.objects.filter(pk=1).first()
    return _Walk(anchor, head.seq if head else 0, head.hash if head else NOTHING_BEFORE).go()


class _Walk:
    """The pass: events and details are read side by side, in the order of their numbers."""

    def __init__(self, anchor: Anchor | None, last: int, head: str) -> None:
        self._anchor, self._last, self._head = anchor, last, head
        self._seq, self._prev, self._at = 0, NOTHING_BEFORE, ""
        self._erased = self._backwards = 0
        self._tree = Tree()
        self._details = self._read_details()
        self._detail = next(self._details, None)

    def _read_details(self) -> Iterator[tuple[int, str, object]]:
        rows = AuditDetail.objects.filter(seq__lte=self._last).order_by("seq")
        return rows.values_list("seq", "salt", "content").iterator(_ROWS)

    def go(self) -> Verified:
        """To the first break, or the end."""
        rows = AuditEvent.objects.filter(seq__lte=self._last).order_by("seq").values_list(*FIELDS, "hash")
        for row in rows.iterator(_ROWS):
            if broken := self._event(row):
                return self._found(row[0] if broken is not Kind.GAP else self._seq + 1, broken)
        if self._seq < self._last:
            return self._found(self._seq + 1, Kind.GAP)
        if self._prev != self._head:
            return self._found(self._seq, Kind.HASH)
        if self._detail is not None:
            return self._found(self._detail[0], Kind.COMMITMENT)
        if self._anchor is not None and self._anchor.seq > self._seq:
            return self._found(self._seq + 1, Kind.BEHIND)
        return self._found(None, None)

    def _event(self, row: tuple[int, str, str, str, str, str | None, str, str]) -> Kind | None:
        event, kept = dict(zip(FIELDS, row[:-1], strict=True)), row[-1]
        if row[0] != self._seq + 1:
            return Kind.GAP
        if hashlib.sha256(canonical(event)).hexdigest() != kept:
            return Kind.HASH
        if event["prev"] != self._prev:
            return Kind.ORDER
        if not self._committed(row[0], row[5]):
            return Kind.COMMITMENT
        self._backwards += row[1] < self._at
        self._seq, self._prev, self._at = row[0], kept, row[1]
        self._tree.add(bytes.fromhex(kept))
        if self._anchor is None or self._anchor.seq != self._seq:
            return None
        return None if (self._anchor.hash, self._anchor.root) == (kept, self._tree.root().hex()) else Kind.OTHER

    def _committed(self, seq: int, committed: str | None) -> bool:
        """Whether the detail of an event is what the event says; an erased one is."""
        if self._detail is None or self._detail[0] > seq:
            self._erased += committed is not None
            return True
        number, salt, content = self._detail
        self._detail = next(self._details, None)
        return number == seq and committed == commitment(bytes.fromhex(salt), content)

    def _found(self, seq: int | None, kind: Kind | None) -> Verified:
        return Verified(self._seq, self._prev, self._erased, self._backwards, self._tree.root().hex(), seq, kind)
