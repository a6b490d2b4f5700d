"""Pages of jobs: state, progress, calling off; by whom they can be seen."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.store.models import Case
from tests.server.people import browser, person


@pytest.fixture
def job(case: Case, analyst: User) -> Job:
    made = enqueue(analyst, "assess", case, {})
    Job.objects.filter(pk=made.pk).update(state="running", message="running 90 checks", step=2, steps=4)
    return made


def _path(job: Job, end: str = "") -> str:
    return f"/en/case/invented-2030/jobs/{job.uid}/{end}"


def test_the_page_shows_how_far_a_job_is(job: Job, reviewer: User) -> None:
    page = browser(reviewer).get(_path(job)).content.decode()
    assert '<progress id="job-progress" value="2" max="4">' in page
    assert "running 90 checks" in page
    assert 'hx-trigger="every 2s"' in page


def test_a_job_that_ended_is_not_asked_for_again(job: Job, reviewer: User) -> None:
    Job.objects.filter(pk=job.pk).update(state="failed", error="Nothing to do.\nEnter a fact.")
    page = browser(reviewer).get(_path(job)).content.decode()
    assert "hx-get" not in page
    assert "Enter a fact." in page
    assert "<progress" not in page


def test_the_state_alone_is_a_piece_for_scripts_and_leads_to_the_page_without(job: Job, analyst: User) -> None:
    piece = browser(analyst).get(_path(job, "state/"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert 'id="job-state"' in piece
    assert browser(analyst).get(_path(job, "state/")).headers["Location"] == _path(job)


def test_a_job_is_called_off_on_its_page(job: Job, analyst: User, reviewer: User) -> None:
    assert "Only who asked for this" in browser(reviewer).get(_path(job)).content.decode()
    assert browser(reviewer).post(_path(job, "cancel/")).status_code == 403
    assert browser(analyst).get(_path(job, "cancel/")).status_code == 405
    assert browser(analyst).post(_path(job, "cancel/")).status_code == 302
    job.refresh_from_db()
    assert job.cancel


def test_who_may_not_see_a_job_gets_the_answer_for_one_that_is_not_there(
    job: Job, documenter: User, stranger: User, administrator: User
) -> None:
    elsewhere = person("elsewhere", Case.objects.create(slug="other", title="Other", info=""), *Role)
    for user in (documenter, stranger, administrator, elsewhere):
        assert browser(user).get(_path(job)).status_code == 404
        assert browser(user).post(_path(job, "cancel/")).status_code == 404
    assert browser(elsewhere).get(_path(job).replace("invented-2030", "other")).status_code == 404
    assert Client().get(_path(job)).status_code == 302


def test_a_documenter_sees_their_own_jobs_alone(case: Case, job: Job, documenter: User) -> None:
    own = enqueue(documenter, "import", case, {})
    page = browser(documenter).get("/en/case/invented-2030/jobs/").content.decode()
    assert own.uid in page
    assert job.uid not in page


def test_the_list_is_paged_and_asks_little_of_the_database(
    case: Case, analyst: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Job.objects.bulk_create(Job(verb="assess", case=case, by=analyst) for _ in range(120))
    client = browser(analyst)
    with django_assert_max_num_queries(12):
        page = client.get("/en/case/invented-2030/jobs/?page=2").content.decode()
    assert "Page 2 of 3" in page
    assert page.count('<th scope="row">') == 50
