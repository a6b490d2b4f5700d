"""Work that nobody asks for: the server asks for it by itself, once a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from saylau.server.audit.chain import append
from saylau.server.evidence.jobs import VERIFY_PART
from saylau.server.evidence.models import Evidence
from saylau.server.jobs.models import Job

EVERY = timedelta(days=1)


def ask_for_what_is_due() -> None:
    """Have a part of all evidence read again, unless that was asked for within a day or there is none."""
    if Job.objects.filter(verb=VERIFY_PART, at__gt=timezone.now() - EVERY).exists() or not Evidence.objects.exists():
        return
    with transaction.atomic():
        job = Job.objects.create(verb=VERIFY_PART)
        append("system", f"job.{VERIFY_PART}", job.uid)
