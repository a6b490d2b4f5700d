"""Progress of a job, and whether it was called off."""

from __future__ import annotations

import re

from django.utils import timezone

from saylau.errors import SaylauError
from saylau.server.jobs.models import Job


class Cancelled(SaylauError):
    """Somebody called the job off."""


class Lost(SaylauError):
    """The worker was silent for so long that another one took the job; what it does from now on counts for nothing."""


class Progress:
    """Tells how far a job is; each call is also a sign of life, and the place where it stops when it is called off."""

    def __init__(self, job: Job) -> None:
        self._pk, self._worker = job.pk, job.worker

    def __call__(self, message: str, step: int = 0, steps: int = 0) -> None:
        """Say what is being done, as step of steps. Raises `Cancelled`, and `Lost` where the job is another's now."""
        rows = Job.objects.filter(pk=self._pk, worker=self._worker)
        if not rows.update(message=message, step=step, steps=steps, seen_at=timezone.now()):
            raise Lost("another worker has this job")
        if rows.filter(cancel=True).exists():
            raise Cancelled("called off")

    def counting(self, steps: int) -> Counting:
        """Progress for functions that tell of each step in words alone."""
        return Counting(self, steps)


class Counting:
    """Counts the steps of which it is told, never past their number; `figure 3 of 12` and the next are one step."""

    def __init__(self, progress: Progress, steps: int) -> None:
        self._progress, self._steps, self._done, self._kind = progress, steps, 0, ""

    def __call__(self, message: str) -> None:
        """Say what is being done; one step more, unless it is a part of the one before."""
        kind = _PART.sub("", message)
        if kind == message or kind != self._kind:
            self._done = min(self._done + 1, self._steps)
        self._kind = kind
        self._progress(message, self._done, self._steps)


_PART = re.compile(r"\d+ of \d+")
