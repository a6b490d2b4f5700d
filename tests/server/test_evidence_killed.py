"""A power cut in the middle of taking a file in: afterwards it is there with its records, or there is no trace of it.

Each test runs the real thing in a process of its own, which ends itself with the signal that nobody can catch.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signal that ends a process at once")
DATA = b"a" * 200_000

PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from saylau.server.access.models import User
from saylau.server.store.models import Case
User.objects.create_user("analyst")
Case.objects.create(slug="case", title="A case", info="assessed = 2030-09-01")
"""
TAKE_IN = """
import os, signal, sys
from saylau.server.access.models import User
from saylau.server.evidence import intake, places
from saylau.server.store.models import Case

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

where = sys.argv[1]
incoming = intake.Incoming("file.bin")
incoming.write(b"a" * 100_000)
if where == "while it comes":
    die()
incoming.write(b"a" * 100_000)
set_down = places.set_down
if where == "after it is set down":
    places.set_down = lambda part, target: (set_down(part, target), die())
intake.take_in(User.objects.get(), Case.objects.get(), incoming, intake.Origin())
if where == "after its record":
    die()
"""
TELL = """
import json
from saylau.server.audit.models import AuditEvent, AuditHead
from saylau.server.audit.chain import FIELDS, event_hash
from saylau.server.evidence.models import Custody, Evidence
from saylau.server.evidence.verify import unnamed, verify
events = list(AuditEvent.objects.order_by("seq"))
chained = all(event_hash({name: getattr(event, name) for name in FIELDS}) == event.hash for event in events)
last = events[-1].hash if events else "0" * 64
heads = list(AuditHead.objects.values_list("hash", flat=True)) or ["0" * 64]
print(json.dumps({
    "records": Evidence.objects.count(), "custody": Custody.objects.filter(step="received").count(),
    "events": sum(event.verb == "evidence.add" for event in events), "chained": chained and heads == [last],
    "unnamed": unnamed(), "intact": [verify(None, item) for item in Evidence.objects.all()],
}))
"""


def run(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines in an installation of their own."""
    started = f"from saylau.server import start\nstart.load()\n{code}"
    environment = {**os.environ, "SAYLAU_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "saylau.server.settings"}
    command = [sys.executable, "-c", started, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)


def told(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, TELL).stdout)
    return found


def test_killed_at_any_point_a_file_is_there_with_its_records_or_without_any(tmp_path: Path) -> None:
    prepared = run(tmp_path, PREPARE)
    assert prepared.returncode == 0, prepared.stderr
    digest = hashlib.sha256(DATA).hexdigest()
    nothing = {"records": 0, "custody": 0, "events": 0, "chained": True, "unnamed": [], "intact": []}
    assert run(tmp_path, TAKE_IN, "while it comes").returncode == -9
    assert run(tmp_path, TAKE_IN, "after it is set down").returncode == -9
    # The file is whole and no record names it; the same file sent again becomes the record's.
    assert told(tmp_path) == nothing | {"unnamed": [digest]}
    assert run(tmp_path, TAKE_IN, "after its record").returncode == -9
    whole = {"records": 1, "custody": 1, "events": 1, "chained": True, "unnamed": [], "intact": [True]}
    assert told(tmp_path) == whole
    path = tmp_path / "evidence" / "sealed" / digest[:2] / digest[2:]
    assert path.read_bytes() == DATA
