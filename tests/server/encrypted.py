"""What the tests of encrypted evidence share: files in pieces, what stands on the disk, and the work that waits."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import Client

from saylau.server.evidence.models import Evidence
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once

WORDS = "the invented words that nobody finds on this disk"
PLAIN = (WORDS + "\n").encode() * 3000
"""Longer than a block of age, so that it is written in pieces."""


def of_the_night() -> list[str]:
    """Have the part of the night read again; what it found changed."""
    night = Job.objects.create(verb="evidence.verify_part")
    work()
    night.refresh_from_db()
    assert night.result is not None, night.error
    return list(night.result["mismatch"])


def work() -> None:
    """Do the jobs that wait."""
    while work_once("worker"):
        pass


def address(item: Evidence, then: str = "") -> str:
    return f"/en/case/{item.case.slug}/evidence/{item.uid}/{then}"


def everything() -> dict[Path, bytes]:
    """Every file of the evidence, with its bytes."""
    folder = Path(settings.DATA) / "evidence"
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def body(client: Client, where: str) -> bytes:
    answer = client.get(where)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def found_plain(*needles: bytes) -> list[tuple[Path, bytes]]:
    return [(path, needle) for path, data in everything().items() for needle in needles if needle in data]
