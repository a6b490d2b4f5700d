"""Making proofs of single events out of the log."""

from __future__ import annotations

from saylau.errors import NotFound, WrongUse
from saylau.server.audit.merkle import consistency, inclusion, root
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.proof import Detail, Head, Proof
from saylau.server.audit.written import FIELDS, Anchor

_ROWS = 20_000


def prove(seq: int, anchor: Anchor | None = None, *, with_detail: bool = False) -> Proof:
    """The proof that an event stands in the log: in that of the anchor, or in one that goes on from it.

    With the detail, whoever reads the proof learns what the event was about. Raises `NotFound`, and `WrongUse` where
    the anchor is of another log, or the detail was erased.
    """
    hashes = AuditEvent.objects.order_by("seq").values_list("hash", flat=True).iterator(_ROWS)
    leaves = [bytes.fromhex(one) for one in hashes]
    if not 0 < seq <= len(leaves):
        raise NotFound(f"the log has no event {seq}; its last one is {len(leaves)}")
    if anchor and (anchor.seq > len(leaves) or root(leaves[: anchor.seq]).hex() != anchor.root):
        raise WrongUse(
            f"the log is not the one of which the anchor of {anchor.day} was taken; run: saylau server audit verify"
        )
    size = anchor.seq if anchor and anchor.seq >= seq else len(leaves)
    log, within = Head(size, root(leaves[:size]).hex()), leaves[:size]
    earlier = Head(anchor.seq, anchor.root) if anchor and 0 < anchor.seq < seq else None
    event = AuditEvent.objects.values(*FIELDS).get(seq=seq)
    return Proof(
        event, log, tuple(step.hex() for step in inclusion(within, seq - 1)), earlier,
        tuple(step.hex() for step in consistency(within, earlier.size)) if earlier else (),
        _detail(seq) if with_detail else None,
    )  # fmt: skip


def _detail(seq: int) -> Detail:
    found = AuditDetail.objects.filter(seq=seq).first()
    if found is None:
        raise WrongUse(f"event {seq} has no detail, or it was erased; prove it without --detail")
    return Detail(found.salt, found.content)
