"""The worker: takes one job after the other, and jobs whose worker died once more."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from saylau.errors import SaylauError
from saylau.server.access.guard import NotPermitted, grants, may_in_installation
from saylau.server.audit.chain import append
from saylau.server.jobs.apart import Apart
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Cancelled, Lost, Progress
from saylau.server.jobs.registry import JOBS, Kind
from saylau.server.jobs.regular import ask_for_what_is_due
from saylau.server.trouble import BUSY, place_of, trouble_of
from saylau.server.uid import uid
from saylau.server.vault.keeper import exists

_log = logging.getLogger("saylau.jobs")
EVERY_SECONDS = 0.5
SIGN_OF_LIFE_SECONDS = 20.0
LOOK_EVERY_SECONDS = 600
"""How often an idle worker looks for what is due by itself."""
SILENT = timedelta(minutes=2)
"""A running job that gave no sign of life for so long has lost its worker."""
MOST_TRIES = 3


class Worker(threading.Thread):
    """A thread that works until it is stopped. Beside a server it leaves the work to a process of its own."""

    def __init__(self, *, beside_server: bool = False) -> None:
        super().__init__(name="saylau-worker", daemon=True)
        self._name_of_worker = uid()
        self._ended = threading.Event()
        self._looked = 0.0
        self._apart = Apart() if beside_server else None

    def run(self) -> None:
        """Take jobs as they come."""
        forget_workers()
        while not self._ended.is_set():
            close_old_connections()
            try:
                worked = work_once(self._name_of_worker, self._do)
                if not worked and time.monotonic() - self._looked > LOOK_EVERY_SECONDS:
                    self._looked = time.monotonic()
                    ask_for_what_is_due()
            except Exception:
                _log.exception("the worker could not take a job")
                worked = False
            if not worked:
                self._ended.wait(EVERY_SECONDS)
                if self._apart:
                    self._apart.end_if_idle()

    def _do(self, job: Job) -> None:
        """Do a job: apart, unless it may need keys of a vault, which are in the memory of this process alone."""
        if self._apart is None or _may_need_keys(job):
            do(job)
        elif not self._apart.do(job.pk):
            _log.warning("job %s (%s) waits again: its process ended before it did", job.uid, job.verb)
            Job.objects.filter(pk=job.pk, worker=job.worker, state="running").update(state="queued")

    def stop(self) -> None:
        """Take no further job, and wait for the present one a moment."""
        self._ended.set()
        self.join(5)


def forget_workers() -> None:
    """Jobs that ran when the only process ended go back into the queue."""
    if settings.PROCESSES == 1:
        Job.objects.filter(state="running").update(state="queued")


def work_once(worker: str, doing: Callable[[Job], None] | None = None) -> bool:
    """Take the next job and have it done; False where there is none."""
    job = _take(worker)
    if job is None:
        return False
    (doing or do)(job)
    return True


def job_of(number: int) -> Job:
    """A job that was taken, by its number."""
    return Job.objects.select_related("case", "by").get(pk=number)


def do(job: Job) -> None:
    """Do a job that was taken, and write how it ended."""
    try:
        kind = _permitted(job)
        with _signs_of_life(job):
            result = kind.work(job, Progress(job))
    except Lost:
        _log.warning("job %s (%s) was taken by another worker", job.uid, job.verb)
    except Cancelled:
        _end(job, "cancelled")
    except SaylauError as refused:
        _end(job, "failed", error=str(refused))
    except Exception as fault:
        trouble = trouble_of(fault)
        if trouble is BUSY:
            _log.warning("job %s (%s) waits: the database is held by another process", job.uid, job.verb)
            Job.objects.filter(pk=job.pk, worker=job.worker, state="running").update(state="queued")
            return
        _log.error("job %s (%s) failed: %s", job.uid, job.verb, place_of(fault))
        ours = f"a fault of saylau itself ({type(fault).__name__}); it stands in the server's log"
        _end(job, "failed", error=str(trouble.sentence) if trouble else ours)
    else:
        _end(job, "done", result=result)


def _may_need_keys(job: Job) -> bool:
    """Whether a job may ask for a vault that somebody holds open."""
    kind = JOBS.get(job.verb)
    return not (kind and kind.keyless) and (job.case is None or exists(job.case))


def _take(worker: str) -> Job | None:
    """The oldest job that waits, or whose worker fell silent, marked as this worker's."""
    waiting = Job.objects.filter(Q(state="queued") | Q(state="running", seen_at__lt=timezone.now() - SILENT))
    if not waiting.exists():  # asked twice a second, and nobody is held up by it
        return None
    with transaction.atomic():
        job = waiting.select_for_update().order_by("pk").first()
        if job is None:
            return None
        job.tries += 1
        job.state, job.worker, job.seen_at, job.step = "running", worker, timezone.now(), 0
        job.save()
        if job.tries > MOST_TRIES:
            _end(job, "failed", error=f"its worker was lost {MOST_TRIES} times; ask for it again")
            return None
    return job


def _permitted(job: Job) -> Kind:
    """What is to be done. Raises `NotPermitted` where whoever asked may not any more, and where it has no meaning."""
    kind = JOBS.get(job.verb)
    if kind is None:
        raise NotPermitted(f"this version of saylau knows no work called {job.verb}; ask for it again")
    if job.by is not None:
        may = grants(job.by, job.case, kind.action) if job.case else may_in_installation(job.by, kind.action)
        if not may:
            raise NotPermitted("whoever asked for this may not do it any more; somebody else has to ask for it")
    return kind


@contextmanager
def _signs_of_life(job: Job) -> Iterator[None]:
    """Say now and then that the job is alive, however long one step of it takes."""
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(SIGN_OF_LIFE_SECONDS):
            Job.objects.filter(pk=job.pk, worker=job.worker).update(seen_at=timezone.now())
            connection.close()

    thread = threading.Thread(target=tell, name="saylau-sign-of-life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _end(job: Job, state: str, *, result: object = None, error: str = "") -> None:
    """Write how it ended, with its event; nothing where another worker has the job now."""
    with transaction.atomic():
        own = Job.objects.filter(pk=job.pk, worker=job.worker, state="running")
        if own.update(state=state, result=result, error=error, ended_at=timezone.now()):
            append(job.by.uid if job.by else "system", f"job.{state}", job.uid)
