"""Looking over what was built for names of the vault, by somebody who has it open.

Who prepares a release need not know who anybody is: built while the vault is shut, it holds no private person. That no
text names one of them all the same, only somebody can tell who can open the vault; they ask for the look on the page of
the release, and without it nobody approves. What the look tells is a file and a place, never a name.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.assessment.disclosure import publish
from saylau.assessment.leaks import Guard, guard_of, said_names
from saylau.errors import WrongUse
from saylau.records.package import read_package
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.assessment.work import case_of
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.queue import waiting_or_new
from saylau.server.publish.copies import look_into
from saylau.server.publish.files import INSIDE, build_of
from saylau.server.publish.models import Release
from saylau.server.vault.keeper import exists, opened_by, state_of
from saylau.vault.vault import Vault

VERB = "release.look"


def needs_look(release: Release) -> bool:
    """Whether nobody who knows the names of the vault, as it stands now, has looked over what was built."""
    if release.state not in ("built", "proposed", "approved") or not exists(release.case):
        return False
    told, now = release.report, state_of(release.case)
    looked = told.get("looked", {})
    known = {told.get("vault") if _with_names(release) else None}
    known.add(looked.get("vault") if looked.get("build") == told.get("build") else None)
    return now not in known


def _with_names(release: Release) -> bool:
    """Whether the vault was open when a release was built: its names were looked for then."""
    return bool(release.report.get("ledger", {}).get("asked") == "ledger")


def check_looked_over(release: Release) -> None:
    """Raise `NotPermitted` where nobody who knows the names has looked over what was built."""
    if not needs_look(release):
        return
    if _with_names(release) or release.report.get("looked", {}).get("build") == release.report.get("build"):
        raise NotPermitted(
            _("The vault changed since it was looked over. Somebody who can open the vault looks again.")
        )
    raise NotPermitted(
        _("It was built while the vault was shut. Somebody who can open the vault looks it over for names first.")
    )


def check_can_look(user: User, release: Release) -> None:
    """Look over what was built, with the open vault. Raises `NotPermitted`."""
    if not needs_look(release):
        raise NotPermitted(_("There is nothing to look over."))
    if opened_by(user, release.case) is None:
        raise NotPermitted(_("The vault is locked for you. Open it first."))


def ask_to_look(by: User, release: Release) -> Job:
    """Ask for the look. Raises `NotPermitted`."""
    check_can_look(by, release)
    return waiting_or_new(by, VERB, release.case, {"release": release.uid, "build": release.report["build"]})


def look_over(job: Job, progress: Progress) -> dict[str, str]:
    """The job that looks. Raises `ReportRefused` with file and place where a name of the vault stands."""
    case = case_of(job)
    release = case.releases.get(uid=str(job.arguments["release"]))
    state, vault = state_of(case), opened_by(job.by, case)
    if vault is None or job.by is None:
        raise WrongUse("the vault was locked before the look began; open it and ask again")
    if release.report.get("build") != job.arguments["build"]:
        raise WrongUse("this release was built again meanwhile; ask for the new build to be looked over")
    progress("asking the ledger of consent")
    guard, files = _guard(release, vault), list(release.files.order_by("path"))
    guard.refuse("the title of the release", release.title)
    for number, file in enumerate(files):
        progress("looking for names", number, len(files))
        guard.refuse("a file name", file.path)
        look_into(file.path, build_of(release) / file.sha256, guard)
    _record(job.by, release, state)
    return {"uid": release.uid}


def _guard(release: Release, vault: Vault) -> Guard:
    """What may stand in no file of a release: with the vault open at the build, those may who agreed to it."""
    read, day = read_package(build_of(release) / INSIDE), date.today()
    if _with_names(release):
        assessment = let_in(read, vault, day, name_consenting=bool(release.options.get("names"))).assess()
        return guard_of(assessment.case, publish(assessment).case, assessment.cleared)
    cleared, shown = let_in(read, vault, day).cleared, let_in(read, None, day).read
    return Guard(None, cleared.secrets.beside(said_names(shown, shown.facts)) if cleared else None)


def _record(by: User, release: Release, state: str) -> None:
    with transaction.atomic():
        now = Release.objects.select_for_update().get(pk=release.pk)
        if now.report.get("build") != release.report["build"]:
            raise WrongUse("this release was built again meanwhile; ask for the new build to be looked over")
        day = timezone.now().date().isoformat()
        looked = {"build": now.report["build"], "by": by.called, "day": day, "vault": state}
        now.report = {**now.report, "looked": looked}
        now.save()
        append(by.uid, VERB, now.uid, {"build": now.report["build"]})
