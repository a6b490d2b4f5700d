"""Two versions of a case compared, as `saylau diff` does: releases with each other, or one with the case as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from saylau.assessment.assess import Assessment
from saylau.errors import WrongUse
from saylau.records.package import read_package
from saylau.server.access.guard import grants, refused_or_missing
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.assessment.work import case_of
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.queue import waiting_or_new
from saylau.server.publish.accepted import accepted_only, accepted_sources
from saylau.server.publish.copies import copies_changed
from saylau.server.publish.differences import differences
from saylau.server.publish.files import INSIDE, build_of
from saylau.server.publish.models import Release
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault.keeper import opened_by

VERB, READ, NOW = "release.compare", "assessment.read", "now"


def versions_of(case: Case) -> list[Release]:
    """The releases that were built, the earliest first."""
    return [release for release in case.releases.order_by("number") if release.report.get("build")]


def ask_to_compare(by: User, case: Case, before: str, after: str) -> Job:
    """Ask for a comparison: of uids of releases, or `now` for the accepted facts as they are. Raises `WrongUse`."""
    known = {release.uid for release in versions_of(case)}
    if before not in known or after not in known | {NOW} or before == after:
        raise WrongUse(_("Choose two different versions."))
    version = case.version if after == NOW else 0
    return waiting_or_new(by, VERB, case, {"before": before, "after": after, "version": version})


def compare_versions(job: Job, progress: Progress) -> dict[str, Any]:
    """The job that compares. Both versions pass the ledger as it stands today, on the same terms."""
    case = case_of(job)
    step = progress.counting(3)
    found = []
    for name in ("before", "after"):
        step(f"running the checks over the version {name}")
        found.append(_version(job, case, str(job.arguments[name])))
    step("comparing")
    found_differences = differences(*found)
    if job.arguments["after"] != NOW:
        built = [case.releases.get(uid=str(job.arguments[name])).report for name in ("before", "after")]
        found_differences["copies"] = copies_changed(*built)
    told = {name: _called(case, str(job.arguments[name])) for name in ("before", "after")}
    return {"uid": job.uid, "differences": found_differences, **told}


def get_comparison_for(user: User, case: Case, uid: str) -> Job:
    """A comparison that was made. Raises `Http404`."""
    job = case.jobs.filter(verb=VERB, state="done", uid=uid).first()
    if job is None or not grants(user, case, READ):
        raise refused_or_missing(user, READ, Job.objects.all(), uid)
    return job


def _version(job: Job, case: Case, name: str) -> Assessment:
    vault = opened_by(job.by, case)
    if name == NOW:
        return let_in(accepted_only(read_case(case), accepted_sources(case)), vault, date.today()).assess()
    release = case.releases.get(uid=name)
    return let_in(read_package(build_of(release) / INSIDE), vault, date.today()).assess()


def _called(case: Case, name: str) -> str:
    """Number and title of a release; empty for the case as it is."""
    if name == NOW:
        return ""
    release = case.releases.get(uid=name)
    return f"{release.number}. {release.title}"
