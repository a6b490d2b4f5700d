"""Work on evidence in the background: looking at what was received, and reading sealed files again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.evidence.access import evidence_for
from saylau.server.evidence.keys import NONE, keys_of
from saylau.server.evidence.looking import look_at
from saylau.server.evidence.models import Evidence
from saylau.server.evidence.verify import Mismatch, rolling_part, unnamed, verify
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress

LOOK, VERIFY, VERIFY_PART = "evidence.look", "evidence.verify", "evidence.verify_part"


def look(job: Job, progress: Progress) -> dict[str, Any]:
    """Look at the items named in `uids`, as far as who asked may see them. Looking again changes nothing else.

    Encrypted ones wait where whoever asked has the vault not open.
    """
    if job.by is None or job.case is None:
        raise WrongUse(_("looking at evidence needs a case and somebody who asks"))
    items = list(evidence_for(job.by, job.case).filter(uid__in=job.arguments.get("uids", [])).select_related("case"))
    damaged, wait = [], 0
    for number, item in enumerate(items, 1):
        progress(_("looking at a file"), number, len(items))
        keys = keys_of(job.by, job.case) if item.kept_as else NONE
        if item.kept_as and not keys:
            wait += 1
            continue
        try:
            look_at(job.by, item, keys)
        except Mismatch:
            damaged.append(item.uid)
    return {"looked_at": len(items) - wait, "mismatch": damaged} | ({"locked": wait} if wait else {})


def verify_case(job: Job, progress: Progress) -> dict[str, Any]:
    """Read every sealed file of a case again, as far as who asked may see it."""
    if job.by is None or job.case is None:
        raise WrongUse(_("verifying evidence needs a case and somebody who asks"))
    return _verify(job, list(evidence_for(job.by, job.case).select_related("case")), progress)


def verify_part(job: Job, progress: Progress) -> dict[str, Any]:
    """Read tonight's part of all evidence of the installation again, so that all of it is read within thirty days."""
    return _verify(job, rolling_part(Evidence.objects.all()), progress) | {"unnamed": unnamed()}


def _verify(job: Job, items: list[Evidence], progress: Progress) -> dict[str, Any]:
    wrong = []
    for number, item in enumerate(items, 1):
        progress(_("reading a sealed file again"), number, len(items))
        keys = keys_of(job.by, item.case) if item.kept_as and job.by else NONE
        if not verify(job.by, item, keys):
            wrong.append(item.uid)
    return {"verified": len(items), "mismatch": wrong}
