"""Anchors: number, hash and Merkle root of the log on a day, in a small file to be kept where the server is not.

The leaves of the tree are the hashes of the events, as 32 bytes each.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from saylau.server.audit.merkle import Tree
from saylau.server.audit.models import AuditEvent
from saylau.server.audit.written import NOTHING_BEFORE, Anchor, read_anchor

FOLDER = "anchors"
"""Where a copy of each anchor stays, in the data folder."""
_ROWS = 20_000


def take() -> Anchor:
    """The anchor of the log as it stands now."""
    tree, last = Tree(), NOTHING_BEFORE
    for last in AuditEvent.objects.order_by("seq").values_list("hash", flat=True).iterator(_ROWS):
        tree.add(bytes.fromhex(last))
    return Anchor(tree.size, last, tree.root().hex(), datetime.now(UTC).date().isoformat())


def keep(data: Path, anchor: Anchor) -> Path:
    """Keep a copy in the data folder, so that the server itself compares with it at each check."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"{anchor.seq:012}.json"
    file.write_text(anchor.text(), "utf-8")
    return file


def last_kept(data: Path) -> Anchor | None:
    """The latest anchor of which a copy was kept."""
    files = sorted((data / FOLDER).glob("*.json"))
    return read_anchor(files[-1]) if files else None
