"""The log, from the command line."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from saylau.errors import WrongUse
from saylau.records.in_one_step import write_in_one_step
from saylau.server.audit import anchor as anchors
from saylau.server.audit.chain import append
from saylau.server.audit.proving import prove
from saylau.server.audit.verify import verify
from saylau.server.audit.written import read_anchor
from saylau.server.operations.backup import Tell
from saylau.server.operations.installed import check_installed


def verify_log(file: Path | None, tell: Tell) -> int:
    """Walk the chain and say what was found; 1 where it is broken. It writes nothing, not even an event."""
    check_installed()
    anchor = read_anchor(file) if file else anchors.last_kept(settings.DATA)
    found = verify(anchor)
    tell(found.sentence())
    if anchor is None:
        tell("no anchor was compared: an end that was cut off shows only against one (saylau server audit anchor FILE)")
    elif found.kind is None:
        tell(f"it goes on from the anchor of event {anchor.seq}, {anchor.day}")
    return 0 if found.kind is None else 1


def prove_event(seq: int, file: Path | None, tell: Tell, *, with_detail: bool) -> None:
    """The proof of one event, as a text. Raises `NotFound`, `WrongUse`."""
    check_installed()
    proof = prove(seq, read_anchor(file) if file else None, with_detail=with_detail)
    append("system", "audit.prove", detail={"event": seq, "with_detail": with_detail})
    tell(proof.text().rstrip("\n"))


def write_anchor(file: Path, tell: Tell) -> None:
    """An anchor into a file that is to be kept elsewhere. Raises `WrongUse` where the file is there already."""
    check_installed()
    if file.exists():
        raise WrongUse(f"{file} is there already; an anchor is never written over, name another file")
    append("system", "audit.anchor")
    made = anchors.take()
    write_in_one_step(file, made.text().encode(), ".new")
    anchors.keep(settings.DATA, made)
    tell(f"anchor of event {made.seq} in {file}; keep it where this server is not: on paper, with a partner")
