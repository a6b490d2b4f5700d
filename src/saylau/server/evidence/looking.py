"""Looking at an item after its receipt: what it is, and what a page can show of it. A note, never a change."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from saylau.server.access.models import User
from saylau.server.evidence import places
from saylau.server.evidence.contents import TooLarge, encrypted_part, encrypted_reading, for_a_child
from saylau.server.evidence.held import Held
from saylau.server.evidence.keys import NONE, Keys, recipient_of, stands_as
from saylau.server.evidence.kinds import UNKNOWN
from saylau.server.evidence.limited import LIMITS, Answer, run_limited
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.opening import open_copy
from saylau.tables.limited import Limits

_TYPES = 100
"""Characters of a media type."""


def look_at(by: User | None, item: Evidence, keys: Keys = NONE, limits: Limits = LIMITS) -> None:
    """Read the working copy in a child process and keep what it says. Raises `Mismatch`, and `Locked`.

    Of an encrypted file, what it says and the small picture are encrypted too.
    """
    open_copy(by, item, keys).close()
    try:
        with for_a_child(places.working(stands_as(item)), item, keys) as source:
            reading = _look(item, source, limits)
    except TooLarge:
        reading = _unread(Answer(why="limits", values={"limit": "memory"})) | {"type": UNKNOWN}
    item.media_type = str(reading["type"])[:_TYPES]
    item.reading = reading if not item.kept_as else encrypted_reading(reading, recipient_of(item.case))
    Evidence.objects.filter(pk=item.pk, kept_as=item.kept_as).update(media_type=item.media_type, reading=item.reading)


def _look(item: Evidence, source: Path | Held, limits: Limits) -> dict[str, Any]:
    """What the child says; the small picture that it makes is put in its place."""
    with contextlib.ExitStack() as left:
        made: Path | Held = left.enter_context(Held()) if item.kept_as else places.incoming() / f"{item.uid}.preview"
        if isinstance(made, Path):
            left.callback(made.unlink, missing_ok=True)
        answer = run_limited("look", source, limits, made)
        reading: dict[str, Any] = dict(answer.told) if not answer.why else _unread(answer)
        if reading.get("preview") == "picture":
            if answer.left:
                _put_preview(item, made)
            else:
                reading = _unread(Answer(why="broken"))
        if "type" not in reading:
            reading["type"] = run_limited("type", source, limits).told.get("type", UNKNOWN)
    return reading


def _put_preview(item: Evidence, made: Path | Held) -> None:
    if isinstance(made, Held):
        made.file.seek(0)
        made, _ciphertext = encrypted_part(made.file, recipient_of(item.case))
    made.replace(places.preview(item.uid, encrypted=bool(item.kept_as)))


def _unread(answer: Answer) -> dict[str, Any]:
    return {"preview": "none", "why": answer.why, "values": dict(answer.values)}
