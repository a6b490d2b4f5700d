"""Case packages out of the server: asked for by one person with a reason, let out by another."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.records.package import package_bytes
from saylau.server.access.guard import NotPermitted, get_case_for, grants, refused_or_missing
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.states import LEAST_REASON
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case

VERB = "export.case"
ASKED = "asked"
"""State of a job that waits for a second person."""


def folder() -> Path:
    """Where packages are kept, by their hash."""
    path = Path(settings.DATA) / "exports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def ask_for_package(by: User, case: Case, reason: str) -> Job:
    """Ask for a package of the whole case, who its people are left out. Raises `WrongUse` without a reason."""
    if len(reason.strip()) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(least)d characters.") % {"least": LEAST_REASON})
    with transaction.atomic():
        job = Job.objects.create(verb=VERB, case=case, by=by, state=ASKED, arguments={"reason": reason.strip()})
        append(by.uid, "export.ask", job.uid, {"reason": reason.strip()})
    return job


def packages_for(user: User, case: Case) -> QuerySet[Job]:
    """Packages asked for and made, for whoever may ask for them."""
    jobs = case.jobs.filter(verb=VERB) if grants(user, case, VERB) else Job.objects.none()
    return jobs.select_related("by").order_by("-pk")


def get_package_for(user: User, case: Case, uid: str) -> Job:
    """A package that a person may see. Raises `Http404`."""
    job = packages_for(user, case).filter(uid=uid).first()
    if job is None:
        raise refused_or_missing(user, VERB, Job.objects.all(), uid)
    return job


def check_can_let_out(user: User, job: Job) -> None:
    """Raise `NotPermitted` unless a person may let a package out."""
    if job.by_id == user.pk:
        raise NotPermitted(_("A second person has to agree; you asked for this package yourself."))
    if job.state != ASKED:
        raise NotPermitted(_("This package was let out already, or called off."))


def let_out(by: User, job: Job) -> None:
    """Agree to a package; it is made in the background."""
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("by").get(pk=job.pk)
        check_can_let_out(by, job)
        job.state = "queued"
        job.arguments = {**job.arguments, "agreed": by.uid}
        job.save()
        append(by.uid, "export.agree", job.uid)


def make_package(job: Job, tell: Progress) -> dict[str, object]:
    """The job that writes a package. The same case gives the same bytes."""
    asked = job.by
    if job.case is None or asked is None or not job.arguments.get("agreed"):
        raise WrongUse("nobody agreed to this package")
    case = get_case_for(asked, job.case.slug, VERB)
    tell("reading the case", 1, 2)
    data = package_bytes(read_case(case))
    digest = hashlib.sha256(data).hexdigest()
    tell("writing the package", 2, 2)
    beside = folder() / f"{digest}.new"
    try:
        beside.write_bytes(data)
        os.replace(beside, folder() / digest)
    finally:
        beside.unlink(missing_ok=True)
    append(asked.uid, "export.make", job.uid, {"sha256": digest})
    return {"sha256": digest, "size": len(data), "name": f"{case.slug}.zip"}
