"""Taking a release of the invented case through its steps, as people do it in their browsers."""

from __future__ import annotations

from typing import Any

from saylau.server.access.models import User
from saylau.server.jobs.models import Job
from saylau.server.jobs.worker import work_once
from saylau.server.publish.models import Release
from saylau.server.store.models import Case
from tests.server.people import browser, confirm

REASON = {"reason": "looked over by two people"}
SMALL = {"title": "The assessment", "formats": ["json"], "languages": ["en"], "unsigned": "on"}


def page_of(case: Case, release: Release | None = None, end: str = "") -> str:
    """An address of the releases of a case."""
    own = f"{release.uid}/" if release else ""
    return f"/en/case/{case.slug}/releases/{own}{end}"


def built(case: Case, editor: User, **options: Any) -> Release:
    """A release that an editor began and that was built."""
    told = {name: value for name, value in (SMALL | options).items() if value}
    response = browser(editor).post(page_of(case, end="begin/"), told)
    assert response.status_code == 302, response.content.decode()
    assert work_once("w")
    job = Job.objects.order_by("-pk")[0]
    assert job.state == "done", job.error
    return case.releases.order_by("-number")[0]


def seen(release: Release) -> dict[str, str]:
    """What a form of the page of a release sends: a reason, and the build that its reader saw."""
    release.refresh_from_db()
    return REASON | {"build": release.report.get("build", "")}


def step(case: Case, release: Release, name: str, user: User, status: int = 302) -> Release:
    """One step, taken by a person who gave the password just now; its answer is compared."""
    response = confirm(browser(user), user).post(page_of(case, release, f"step/{name}/"), seen(release))
    assert response.status_code == status, response.content.decode()
    release.refresh_from_db()
    return release


def published(case: Case, editor: User, reviewer: User, **options: Any) -> Release:
    """A release that went all the way."""
    release = built(case, editor, **options)
    step(case, release, "propose", editor)
    step(case, release, "approve", reviewer)
    return step(case, release, "publish", editor)
