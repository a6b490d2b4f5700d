"""Jobs: taken one after the other, with the permission of who asked, again after a power cut, and called off."""

from __future__ import annotations

import re
from datetime import timedelta
from types import MappingProxyType

import pytest
from django.db import transaction
from django.utils import timezone

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import Membership, User
from saylau.server.access.permissions import ACTIONS, INSTALLATION
from saylau.server.audit.models import AuditEvent
from saylau.server.jobs import worker
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.queue import cancel, enqueue, waiting_or_new
from saylau.server.jobs.registry import JOBS, Kind
from saylau.server.jobs.worker import MOST_TRIES, SILENT, forget_workers, work_once
from saylau.server.store.models import Case

DONE: list[str] = []


def _work(job: Job, progress: Progress) -> dict[str, int]:
    progress("counting", 1, 2)
    DONE.append(job.uid)
    progress("adding", 2, 2)
    return {"sum": 4}


def _refuse(job: Job, progress: Progress) -> None:
    raise WrongUse("there is nothing to count; enter a fact first")


def _break(job: Job, progress: Progress) -> None:
    raise ZeroDivisionError("P01 was divided")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    made = {
        "count": Kind("Count", _work, "assessment.run"),
        "refuse": Kind("Refuse", _refuse, "assessment.run"),
        "break": Kind("Break", _break, "assessment.run"),
        "look": Kind("Look over", _work, "settings"),
    }
    monkeypatch.setattr(worker, "JOBS", MappingProxyType(made))


def _state(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_is_done_once_and_tells_what_came_of_it(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "count", case, {})
    assert work_once("w")
    assert not work_once("w")
    assert (_state(job).state, job.result, job.message, job.step) == ("done", {"sum": 4}, "adding", 2)
    assert [job.uid] == DONE
    told = list(AuditEvent.objects.filter(object=job.uid).order_by("seq").values_list("verb", flat=True))
    assert told == ["job.count", "job.done"]


def test_a_job_asked_for_within_a_change_that_fails_is_never_there(case: Case, analyst: User) -> None:
    with transaction.atomic():
        enqueue(analyst, "count", case, {})
        transaction.set_rollback(True)
    assert not work_once("w")


def test_jobs_are_taken_in_the_order_in_which_they_were_asked_for(case: Case, analyst: User, editor: User) -> None:
    asked = [enqueue(who, "count", case, {"n": n}) for n, who in enumerate((editor, analyst, editor))]
    while work_once("w"):
        pass
    assert [job.uid for job in asked] == DONE


def test_the_same_is_not_asked_for_twice_while_it_waits(case: Case, analyst: User) -> None:
    first = waiting_or_new(analyst, "count", case, {"n": 1})
    assert waiting_or_new(analyst, "count", case, {"n": 1}) == first
    assert waiting_or_new(analyst, "count", case, {"n": 2}) != first


def test_a_refusal_is_a_sentence_and_a_fault_names_nothing_of_the_case(
    case: Case, analyst: User, caplog: pytest.LogCaptureFixture
) -> None:
    refused, broken = enqueue(analyst, "refuse", case, {}), enqueue(analyst, "break", case, {})
    assert work_once("w")
    assert work_once("w")
    assert (_state(refused).state, refused.error) == ("failed", "there is nothing to count; enter a fact first")
    assert _state(broken).state == "failed"
    assert "ZeroDivisionError" in broken.error
    assert "P01" not in broken.error + caplog.text
    assert re.search(r"failed: ZeroDivisionError .*test_jobs\.py:\d+$", caplog.text, re.MULTILINE)


def test_permission_is_asked_again_when_the_work_begins(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "count", case, {})
    Membership.objects.filter(user=analyst).update(until=timezone.now())
    assert work_once("w")
    assert _state(job).state == "failed"
    assert "may not do it any more" in job.error
    assert DONE == []


def test_work_for_the_installation_needs_a_permission_in_it(analyst: User, administrator: User) -> None:
    mine, theirs = enqueue(analyst, "look", None, {}), enqueue(administrator, "look", None, {})
    assert work_once("w")
    assert work_once("w")
    assert (_state(mine).state, _state(theirs).state) == ("failed", "done")


def test_a_job_that_waits_is_called_off_at_once(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "count", case, {})
    cancel(analyst, job)
    assert not work_once("w")
    assert _state(job).state == "cancelled"
    assert job.ended_at is not None


def test_a_running_job_is_called_off_at_its_next_step(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = enqueue(analyst, "count", case, {})

    def called_off_meanwhile(job: Job, progress: Progress) -> None:
        progress("first", 1, 2)
        cancel(analyst, job)
        progress("second", 2, 2)
        DONE.append("came too far")

    monkeypatch.setattr(worker, "JOBS", {"count": Kind("Count", called_off_meanwhile, "assessment.run")})
    assert work_once("w")
    assert _state(job).state == "cancelled"
    assert DONE == []


def test_only_who_asked_or_an_editor_calls_a_job_off(case: Case, analyst: User, reviewer: User, editor: User) -> None:
    job = enqueue(analyst, "count", case, {})
    with pytest.raises(NotPermitted, match="Only who asked"):
        cancel(reviewer, job)
    cancel(editor, job)
    with pytest.raises(NotPermitted, match="ended"):
        cancel(editor, job)


def test_a_job_whose_worker_fell_silent_is_done_by_another(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "count", case, {})
    Job.objects.filter(pk=job.pk).update(state="running", worker="gone", tries=1, seen_at=timezone.now())
    assert not work_once("w")
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - SILENT - timedelta(seconds=1))
    assert work_once("w")
    assert (_state(job).state, job.tries) == ("done", 2)


def test_what_a_silent_worker_says_after_another_took_its_job_counts_for_nothing(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = enqueue(analyst, "count", case, {})

    def taken_meanwhile(job: Job, progress: Progress) -> None:
        Job.objects.filter(pk=job.pk).update(worker="another")
        progress("late", 1, 1)
        DONE.append("came too far")

    monkeypatch.setattr(worker, "JOBS", {"count": Kind("Count", taken_meanwhile, "assessment.run")})
    assert work_once("w")
    assert (_state(job).state, job.worker, DONE) == ("running", "another", [])


def test_a_job_that_loses_every_worker_is_given_up(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "count", case, {})
    Job.objects.filter(pk=job.pk).update(tries=MOST_TRIES)
    assert not work_once("w")
    assert _state(job).state == "failed"
    assert "lost" in job.error


def test_work_of_a_later_version_is_refused_and_not_lost(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "from-tomorrow", case, {})
    assert work_once("w")
    assert _state(job).state == "failed"
    assert "from-tomorrow" in job.error


def test_after_a_restart_of_the_only_process_running_jobs_wait_again(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "count", case, {})
    Job.objects.filter(pk=job.pk).update(state="running", worker="gone", seen_at=timezone.now())
    forget_workers()
    assert _state(job).state == "queued"


def test_every_kind_of_work_has_an_action_that_somebody_may_do() -> None:
    assert {kind.action for kind in JOBS.values()} <= ACTIONS.keys() | INSTALLATION.keys()
