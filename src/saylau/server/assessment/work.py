"""The job that computes the assessment of a case."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from saylau.errors import CaseRefused, WrongUse
from saylau.server.assessment.kept import keep, ledger_today
from saylau.server.assessment.let_in import let_in
from saylau.server.assessment.told import told_assessment
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault.keeper import opened_by

MOST_PROBLEMS = 1000


def assess_case(job: Job, progress: Progress) -> dict[str, int]:
    """Read the case, run the checks, keep what they found in every language of the pages."""
    case = case_of(job)
    languages = [code for code, _ in settings.LANGUAGES]
    step = progress.counting(3 + len(languages))
    step("reading the case")
    made: dict[str, Any] = {"case_version": case.version, "made_at": timezone.now().isoformat(timespec="seconds")}
    try:
        read = read_case(case)
    except CaseRefused as refused:
        made["problems"] = [asdict(problem) for problem in refused.problems[:MOST_PROBLEMS]]
        for language in languages:
            keep(case, language, made)
        return {"problems": len(refused.problems)}
    step("asking the ledger of consent")
    day, written = ledger_today(case)
    let = let_in(read, opened_by(job.by, case), date.fromisoformat(day))
    asked = let.told | ({"written": written} if "day" in let.told else {})
    step("running the checks")
    assessment = let.assess()
    for language in languages:
        step(f"telling what was found: {language}")
        keep(case, language, made | {"asked": asked, "told": told_assessment(assessment, language)})
    return {"findings": len(assessment.findings), "version": case.version}


def case_of(job: Job) -> Case:
    """The case of a job as it is now. Raises `WrongUse` where it has none."""
    if job.case_id is None:
        raise WrongUse("this work needs a case; ask for it on the page of one")
    return Case.objects.get(pk=job.case_id)
