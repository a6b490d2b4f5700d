"""The working report of a case: what `saylau report` writes, for editors, not for publication."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

from saylau.report.write import write_report
from saylau.server.access.guard import grants, refused_or_missing
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.assessment.work import case_of
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.publish.building import Options
from saylau.server.publish.files import by_hash, for_a_while, put_in_place
from saylau.server.publish.steps import PROPOSE
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault.keeper import opened_by

VERB = "report.working"


def write_working_report(job: Job, progress: Progress) -> dict[str, Any]:
    """The job that writes it: the whole case as it is, every finding with where it stands with its reviewers."""
    case, options = case_of(job), Options.of(job.arguments)
    step = progress.counting(2 + options.steps)
    step("reading the case")
    let = let_in(read_case(case), opened_by(job.by, case), date.today())
    step("running the checks")
    assessment = let.assess()
    below = _folder()
    with for_a_while(below) as written, for_a_while(below) as new:
        for language in options.languages:
            write_report(
                assessment, written, formats=options.formats, language=language, embed_fonts=True, site=options.site,
                tell=step,
            )  # fmt: skip
        made = by_hash(written, new)
        put_in_place(new, below / job.uid)
    append(job.by.uid if job.by else "system", "report.export", job.uid, {"files": len(made)})
    return {"uid": job.uid, "version": case.version, "files": [asdict(one) for one in made]}


def get_working_report_for(user: User, case: Case, uid: str) -> Job:
    """The job of a working report, for editors. Raises `Http404`."""
    job = case.jobs.filter(verb=VERB, state="done", uid=uid).select_related("by").first()
    if job is None or not grants(user, case, PROPOSE):
        raise refused_or_missing(user, PROPOSE, Job.objects.all(), uid)
    return job


def working_file(job: Job, path: str) -> Path:
    """Where a file of a working report stands. Raises `Http404`."""
    found = next((one for one in dict(job.result or {}).get("files", ()) if one["path"] == path), None)
    if found is None:
        raise Http404
    return _folder() / job.uid / str(found["sha256"])


def _folder() -> Path:
    path = Path(settings.DATA) / "reports"
    path.mkdir(mode=0o700, exist_ok=True)
    return path
