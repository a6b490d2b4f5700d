"""The worker: takes one job after the other, and jobs whose worker died once more."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone

from saylau.errors import SaylauError
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Cancelled, Progress
from saylau.server.jobs.registry import JOBS
from saylau.server.uid import uid

_log = logging.getLogger("saylau.jobs")
EVERY_SECONDS = 0.5
SILENT = timedelta(minutes=2)
"""A running job that gave no sign of life for so long has lost its worker."""
MOST_TRIES = 3


class Worker(threading.Thread):
    """A thread that works until it is stopped."""

    def __init__(self) -> None:
        super().__init__(name="saylau-worker", daemon=True)
        self._name_of_worker = uid()
        self._ended = threading.Event()

    def run(self) -> None:
        """Take jobs as they come."""
        forget_workers()
        while not self._ended.is_set():
            close_old_connections()
            try:
                worked = work_once(self._name_of_worker)
            except Exception:
                _log.exception("the worker could not take a job")
                worked = False
            if not worked:
                self._ended.wait(EVERY_SECONDS)

    def stop(self) -> None:
        """Take no further job, and wait for the present one a moment."""
        self._ended.set()
        self.join(5)


def forget_workers() -> None:
    """Jobs that ran when the only process ended go back into the queue."""
    if settings.PROCESSES == 1:
        Job.objects.filter(state="running").update(state="queued")


def work_once(worker: str) -> bool:
    """Do the next job; False where there is none."""
    job = _take(worker)
    if job is None:
        return False
    try:
        result = JOBS[job.verb](job, Progress(job))
    except Cancelled:
        _end(job, "cancelled")
    except SaylauError as refused:
        _end(job, "failed", error=str(refused))
    except Exception as fault:
        _log.exception("job %s (%s) failed", job.uid, job.verb)
        _end(job, "failed", error=f"a fault of saylau itself ({type(fault).__name__}); it stands in the server's log")
    else:
        _end(job, "done", result=result)
    return True


def _take(worker: str) -> Job | None:
    """The oldest job that waits, or whose worker fell silent, marked as this worker's."""
    lost = Q(state="running", seen_at__lt=timezone.now() - SILENT)
    with transaction.atomic():
        waiting = Job.objects.select_for_update().filter(Q(state="queued") | lost)
        job = waiting.order_by("pk").first()
        if job is None:
            return None
        job.tries += 1
        if job.tries > MOST_TRIES:
            _end(job, "failed", error="its worker was lost three times")
            return None
        job.state, job.worker, job.seen_at, job.step = "running", worker, timezone.now(), 0
        job.save()
    return job


def _end(job: Job, state: str, *, result: object = None, error: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(state=state, result=result, error=error, ended_at=timezone.now())
