"""Putting a job into the queue."""

from __future__ import annotations

from collections.abc import Mapping

from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.store.models import Case


def enqueue(by: User, verb: str, case: Case | None, arguments: Mapping[str, object]) -> Job:
    """Ask for work in the background, done with the permission of who asked; that is asked again at its start."""
    job = Job.objects.create(verb=verb, case=case, arguments=dict(arguments), by=by)
    append(by.uid, f"job.{verb}", job.uid)
    return job
