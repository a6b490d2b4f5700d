"""A file that was brought is read for a trial in a process with little memory and time, before it is read here.

A workbook is read in such a process anyway (`saylau.tables.sheets`).
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path, PurePosixPath

from saylau.errors import CaseRefused, Problem, SaylauError
from saylau.records.problems import Problems
from saylau.server.exchange.incoming import incoming
from saylau.tables.limited import Limits, limit_self, run_child

LIMITS = Limits(answer=1 << 10)
_MODULE = "saylau.server.exchange.trial"
_READ = b"read"
_WORDS = {"memory": "memory", "time": "time", "size": "size of files", "fault": "a fault of the reader"}


def try_reading(path: Path, name: str, limits: Limits = LIMITS) -> None:
    """Raise `CaseRefused` for a file that cannot be read within the limits; `name` is how its bearer called it."""
    if PurePosixPath(name).suffix.lower() == ".xlsx":
        return
    given = [str(path.resolve()), name, json.dumps([limits.memory, limits.seconds])]
    with tempfile.TemporaryDirectory() as folder:
        ended = run_child(_MODULE, given, Path(folder), limits)
    if ended.answer != _READ:
        why = f"could not be read within the limits ({_WORDS[ended.died_of or 'memory']})"
        raise CaseRefused(
            [Problem(name, 0, "", "", why, "bring it in parts, or look whether it is what it seems to be")]
        )


def main(path: str, name: str, limits: str) -> None:
    """Read a file as `incoming` does."""
    memory, seconds = json.loads(limits)
    limit_self(Limits(memory=memory, seconds=seconds))
    try:
        incoming(Path(path), name, Problems(guesses=0))
    except SaylauError:
        pass  # what is wrong with it is told by whoever reads it next
    except MemoryError:
        return
    sys.stdout.write(_READ.decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
