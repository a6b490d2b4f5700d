"""Progress of a job, and whether it was called off."""

from __future__ import annotations

from django.utils import timezone

from saylau.errors import SaylauError
from saylau.server.jobs.models import Job


class Cancelled(SaylauError):
    """Somebody called the job off."""


class Progress:
    """Tells how far a job is; each call is also a sign of life, and the place where it stops when it is called off."""

    def __init__(self, job: Job) -> None:
        self._pk = job.pk

    def __call__(self, message: str, step: int = 0, steps: int = 0) -> None:
        """Say what is being done, as step of steps. Raises `Cancelled`."""
        rows = Job.objects.filter(pk=self._pk)
        rows.update(message=message, step=step, steps=steps, seen_at=timezone.now())
        if rows.filter(cancel=True).exists():
            raise Cancelled("called off")
