"""Putting a job into the queue, seeing those that one may see, and calling one off."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.server.access.guard import NotPermitted, grants, refused_or_missing
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.store.models import Case


def enqueue(by: User, verb: str, case: Case | None, arguments: Mapping[str, object]) -> Job:
    """Ask for work in the background, done with the permission of who asked; that is asked again at its start.

    The job is a row of the same database: within a transaction, no worker sees it before that is committed.
    """
    with transaction.atomic():
        job = Job.objects.create(verb=verb, case=case, arguments=dict(arguments), by=by)
        append(by.uid, f"job.{verb}", job.uid)
    return job


def waiting_or_new(by: User, verb: str, case: Case, arguments: Mapping[str, object]) -> Job:
    """The job that waits for the same already, else a new one."""
    waiting = case.jobs.filter(verb=verb, state="queued", arguments=dict(arguments), by=by)
    return waiting.order_by("pk").first() or enqueue(by, verb, case, arguments)


def jobs_for(user: User, case: Case) -> QuerySet[Job]:
    """The jobs of a case that somebody of its team may see: all for whoever reads its assessment, else their own."""
    jobs = case.jobs.select_related("by")
    return jobs if grants(user, case, "assessment.read") else jobs.filter(by=user)


def get_job_for(user: User, case: Case, uid: str) -> Job:
    """A job of a case that a person may see. Raises `Http404`."""
    job = jobs_for(user, case).filter(uid=uid).first()
    if job is None:
        raise refused_or_missing(user, "job.read", Job.objects.all(), uid)
    return job


def check_can_cancel(user: User, job: Job) -> None:
    """Raise `NotPermitted` unless a person may call a job off now."""
    if job.state not in ("queued", "running"):
        raise NotPermitted(_("This has ended; nothing is left to call off."))
    if job.by_id != user.pk and not (job.case and grants(user, job.case, "prose.write")):
        raise NotPermitted(_("Only who asked for this, or an editor of the case, may call it off."))
    if job.cancel:
        raise NotPermitted(_("This was called off already; it stops at its next step."))


def cancel(by: User, job: Job) -> None:
    """Call a job off: at once where it waits, else at its next step. Raises `NotPermitted`."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("case").get(pk=job.pk)
        check_can_cancel(by, job)
        job.cancel = True
        if job.state == "queued":
            job.state, job.ended_at = "cancelled", timezone.now()
        job.save(update_fields=["cancel", "state", "ended_at"])
        append(by.uid, "job.cancel", job.uid)
