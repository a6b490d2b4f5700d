"""Checking a long log in the background."""

from __future__ import annotations

from django.conf import settings

from saylau.server.audit.anchor import last_kept
from saylau.server.audit.chain import append
from saylau.server.audit.verify import verify
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress

VERIFY = "audit.verify"


def verify_log(job: Job, progress: Progress) -> dict[str, object]:
    """Walk the chain, compare with the anchor that was kept last, and say what was found."""
    progress("walking the chain")
    found = verify(last_kept(settings.DATA))
    append(job.by.uid if job.by else "system", VERIFY, job.uid, {"found": found.sentence()})
    return {"sentence": found.sentence(), "whole": found.kind is None}
