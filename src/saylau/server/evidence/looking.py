"""Looking at an item after its receipt: what it is, and what a page can show of it. A note, never a change."""

from __future__ import annotations

import contextlib
from typing import Any

from saylau.server.access.models import User
from saylau.server.evidence import places
from saylau.server.evidence.kinds import UNKNOWN
from saylau.server.evidence.limited import LIMITS, Answer, run_limited
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.opening import open_copy
from saylau.tables.limited import Limits

_TYPES = 100
"""Characters of a media type."""


def look_at(by: User | None, item: Evidence, limits: Limits = LIMITS) -> None:
    """Read the working copy in a child process and keep what it says. Raises `Mismatch`."""
    open_copy(by, item).close()
    path, made = places.working(item.sha256), places.incoming() / f"{item.uid}.preview"
    with contextlib.ExitStack() as left:
        left.callback(made.unlink, missing_ok=True)
        answer = run_limited("look", path, limits, made)
        reading: dict[str, Any] = dict(answer.told) if not answer.why else _unread(answer)
        if reading.get("preview") == "picture":
            if answer.left:
                made.replace(places.preview(item.uid))
            else:
                reading = _unread(Answer(why="broken"))
        if "type" not in reading:
            reading["type"] = run_limited("type", path, limits).told.get("type", UNKNOWN)
    item.media_type, item.reading = str(reading["type"])[:_TYPES], reading
    Evidence.objects.filter(pk=item.pk).update(media_type=item.media_type, reading=reading)


def _unread(answer: Answer) -> dict[str, Any]:
    return {"preview": "none", "why": answer.why, "values": dict(answer.values)}
