"""Looking into a file without trusting it: the parser runs in a child process, and only its JSON is believed."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from saylau.server.evidence import places
from saylau.server.evidence.child import MADE
from saylau.server.evidence.held import Held
from saylau.tables.limited import Limits, run_child

LIMITS = Limits()
_CHILD = "saylau.server.evidence.child"
_AT_ONCE = threading.BoundedSemaphore(2)
"""Children at a time, so that their memory together is bounded too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a parser said, or why nothing can be said."""

    told: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    """A reason of `reasons.REASONS`; empty where there is an answer."""
    values: Mapping[str, Any] = field(default_factory=dict)
    left: bool = False
    """Whether it left a file, which was taken."""


def run_limited(parser: str, source: Path | Held, limits: Limits = LIMITS, made: Path | Held | None = None) -> Answer:
    """Run a parser of `child.PARSERS` over a file. A file that it leaves is put at `made`.

    A child that dies is an answer like any other, and so is a full disk.
    """
    try:
        with _AT_ONCE, tempfile.TemporaryDirectory(dir=places.incoming()) as folder:
            return _run(parser, source, limits, made, Path(folder))
    except OSError:
        return Answer(why="limits", values={"limit": "room"})


def _run(parser: str, source: Path | Held, limits: Limits, made: Path | Held | None, folder: Path) -> Answer:
    path = source.path if isinstance(source, Held) else source.resolve()
    leaves = str(made.path) if isinstance(made, Held) else MADE
    task = json.dumps({"parser": parser, "path": str(path), "made": leaves, "limits": asdict(limits)})
    handles = [handle for one in (source, made) if isinstance(one, Held) for handle in one.handles]
    ended = run_child(_CHILD, [task], folder, limits, handles)
    if ended.died_of:
        return Answer(why="limits", values={"limit": ended.died_of})
    answer = _answer(ended.answer)
    if answer.why or made is None:
        return answer
    if isinstance(made, Held):
        return replace(answer, left=0 < made.size <= limits.largest_file)
    return replace(answer, left=_taken(folder / MADE, made, limits))


def _answer(data: bytes) -> Answer:
    """The child's JSON, if it is what a child writes."""
    try:
        told = _clean(json.loads(data))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        return Answer(why="limits", values={"limit": "fault"})
    if "why" in told:
        values = told.get("values")
        told |= {"why": str(told["why"]), "values": values if isinstance(values, dict) else {}}
        if "preview" not in told:
            return Answer(why=told["why"], values=told["values"])
    return Answer(told)


def _clean(told: Any) -> Any:
    """Without the two things that a text may hold and a database may not."""
    if isinstance(told, str):
        return told.replace("\0", "\\u0000").encode(errors="replace").decode()
    if isinstance(told, list):
        return [_clean(part) for part in told]
    return {str(_clean(key)): _clean(part) for key, part in told.items()} if isinstance(told, dict) else told


def _taken(left: Path, made: Path, limits: Limits) -> bool:
    """Copy what the child left, if it is a plain file of its own: it might have linked to one of ours."""
    try:
        handle = os.open(left, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    with open(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1 or about.st_size > limits.largest_file:
            return False
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            while piece := file.read(1 << 20):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    return True
