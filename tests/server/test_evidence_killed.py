"""A power cut in the middle of taking a file in: afterwards it is there with its records, or there is no trace of it.

Each piece runs the real thing in a process of its own, which ends itself with the signal that nobody can catch.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server.killed import prepared, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signal that ends a process at once")
DATA = b"a" * 200_000

TAKE_IN = """
from saylau.server.access.models import User
from saylau.server.evidence import intake, places
from saylau.server.store.models import Case

where = {where!r}
incoming = intake.Incoming("file.bin")
incoming.write(b"a" * 100_000)
if where == "while it comes":
    die()
incoming.write(b"a" * 100_000)
set_down = places.set_down
if where == "after it is set down":
    places.set_down = lambda part, target: (set_down(part, target), die())
intake.take_in(User.objects.get(username="editor"), Case.objects.get(), incoming, intake.Origin())
if where == "after its record":
    die()
"""
TELL = """
import json
from saylau.server.audit.models import AuditEvent
from saylau.server.audit.verify import verify as verify_log
from saylau.server.evidence.models import Custody, Evidence
from saylau.server.evidence.verify import unnamed, verify
print(json.dumps({
    "records": Evidence.objects.count(), "custody": Custody.objects.filter(step="received").count(),
    "events": AuditEvent.objects.filter(verb="evidence.add").count(), "broken": verify_log().kind,
    "unnamed": unnamed(), "intact": [verify(None, item) for item in Evidence.objects.all()],
}))
"""


def told(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(data, TELL))
    return found


def test_killed_at_any_point_a_file_is_there_with_its_records_or_without_any(tmp_path: Path) -> None:
    data = tmp_path / "data"
    prepared(data)
    digest = hashlib.sha256(DATA).hexdigest()
    nothing: dict[str, Any] = {"records": 0, "custody": 0, "events": 0, "broken": None, "unnamed": [], "intact": []}
    run(data, TAKE_IN.format(where="while it comes"), killed=True)
    assert told(data) == nothing
    run(data, TAKE_IN.format(where="after it is set down"), killed=True)
    # The file is whole and no record names it; the same file sent again becomes the record's.
    assert told(data) == nothing | {"unnamed": [digest]}
    run(data, TAKE_IN.format(where="after its record"), killed=True)
    whole = {"records": 1, "custody": 1, "events": 1, "broken": None, "unnamed": [], "intact": [True]}
    assert told(data) == whole
    path = data / "evidence" / "sealed" / digest[:2] / digest[2:]
    assert path.read_bytes() == DATA
