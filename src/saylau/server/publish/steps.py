"""The steps of a release, from its draft to its recall, and who may take each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.report.write import FORMATS
from saylau.server.access.guard import NotPermitted, grants, may, refused_or_missing
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.publish.consents import check_consents
from saylau.server.publish.copies import check_copies, write_published
from saylau.server.publish.files import copy_approved, new_folder, published_folder
from saylau.server.publish.looking import check_looked_over
from saylau.server.publish.models import Release
from saylau.server.states import LEAST_REASON, NEED_REASON, RELEASE_STEPS
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case
from saylau.server.vault.access import refuse_names
from saylau.server.vault.keeper import exists, opened_by

PROPOSE, APPROVE, RECALL = "release.propose", "release.approve", "release.recall"


def releases_for(user: User, case: Case) -> QuerySet[Release]:
    """The releases of a case, for whoever reads its assessment; the latest first."""
    if not grants(user, case, "assessment.read"):
        return Release.objects.none()
    return case.releases.select_related("case", "built_by", "proposed_by", "approved_by").order_by("-number")


def get_release_for(user: User, case: Case, uid: str) -> Release:
    """A release of a case that a person may see. Raises `Http404`."""
    found = releases_for(user, case).filter(uid=uid).first()
    if found is None:
        raise refused_or_missing(user, "release.read", Release.objects.all(), uid)
    return found


def check_can_begin(user: User, case: Case) -> None:
    """Begin a release."""
    if not grants(user, case, PROPOSE):
        raise NotPermitted(_("Editors prepare releases; your roles in this case do not include it."))
    if case.state != "open":
        raise NotPermitted(_("The case is closed; nothing in it changes."))


def check_can_build(user: User, release: Release) -> None:
    """Build a release, or build it again."""
    check_can_begin(user, release.case)
    if not {"build", "rebuild"} & RELEASE_STEPS[release.state].keys():
        raise NotPermitted(_("What was proposed is not built again; send it back first."))


def check_can_propose(user: User, release: Release) -> None:
    """Propose what was built to those who approve."""
    check_can_begin(user, release.case)
    _check_leads(release, "propose")


def check_can_return(user: User, release: Release) -> None:
    """Send a release back to be built anew."""
    if not grants(user, release.case, APPROVE) and not grants(user, release.case, PROPOSE):
        raise NotPermitted(_("Editors and reviewers send a release back; your roles do not include it."))
    _check_leads(release, "return")


def check_can_approve(user: User, release: Release) -> None:
    """Approve the bytes of a release, as the second of two people."""
    if not grants(user, release.case, APPROVE):
        raise NotPermitted(_("Reviewers approve releases; your roles in this case do not include it."))
    _check_leads(release, "approve")
    if not may(user, release.case, APPROVE, (release.built_by, release.proposed_by)):
        raise NotPermitted(_("You built or proposed this release; another person approves it."))
    check_looked_over(release)


def check_can_publish(user: User, release: Release) -> None:
    """Publish what was approved."""
    if not grants(user, release.case, PROPOSE) and not grants(user, release.case, APPROVE):
        raise NotPermitted(_("Editors and reviewers publish; your roles in this case do not include it."))
    _check_leads(release, "publish")
    check_looked_over(release)
    check_copies(release)


def check_can_recall(user: User, release: Release) -> None:
    """Take a published release back."""
    if not grants(user, release.case, RECALL):
        raise NotPermitted(_("Reviewers recall releases; your roles in this case do not include it."))
    _check_leads(release, "recall")
    if not may(user, release.case, RECALL, (release.proposed_by,)):
        raise NotPermitted(_("You proposed this release; another person recalls it."))


STEP_CHECKS: Mapping[str, Callable[[User, Release], None]] = MappingProxyType(
    {
        "propose": check_can_propose,
        "approve": check_can_approve,
        "return": check_can_return,
        "publish": check_can_publish,
        "recall": check_can_recall,
    }
)
"""Step of a release, to the rule that lets a person take it. Building is a job, and has no step of its own here."""


def begin(by: User, case: Case, title: str, options: Mapping[str, Any]) -> Release:
    """Begin a release and ask for its first build. Raises `NotPermitted`, `WrongUse`."""
    check_can_begin(by, case)
    _check_options(options)
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        last = case.releases.aggregate(last=Max("number"))["last"] or 0
        release = Release.objects.create(
            case=case, number=last + 1, title=title.strip() or case.title, options=dict(options)
        )
        append(by.uid, "release.begin", release.uid, {"number": release.number})
        build(by, release)
    return release


def choose_anew(by: User, release: Release, title: str, options: Mapping[str, Any]) -> Job:
    """Say anew what a release is made of, and ask for it to be built so; until then it is what it was.

    Raises `NotPermitted`, `WrongUse`.
    """
    _check_options(options)
    with transaction.atomic():
        now = _locked(release)
        check_can_build(by, now)
        now.options = {**now.options, "next": {**options, "title": title.strip() or now.case.title}}
        now.save()
        append(by.uid, "release.choose", now.uid)
        return build(by, now)


def build(by: User, release: Release) -> Job:
    """Ask for a release to be built. Raises `NotPermitted`."""
    check_can_build(by, release)
    waiting = release.case.jobs.filter(verb="release.build", state="queued", arguments={"release": release.uid})
    return waiting.order_by("pk").first() or enqueue(by, "release.build", release.case, {"release": release.uid})


def take_step(by: User, release: Release, step: str, reason: str = "", seen: str | None = None) -> Release:
    """Take a release one step further; `seen` names the build whose files somebody looked at.

    Raises `NotPermitted`, `Stale` where it is another build now, and `WrongUse` without the reason that a step needs.
    """
    if step not in STEP_CHECKS:
        raise WrongUse(_("A release has no such step."))
    reason = reason.strip()
    if step in NEED_REASON and len(reason) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(least)d characters.") % {"least": LEAST_REASON})
    vault = opened_by(by, release.case) if step == "recall" else None
    if vault:
        refuse_names(reason, vault)
    if step == "publish":
        _check_seen(release, seen)
        return _publish(by, release)
    with transaction.atomic():
        now = _locked(release)
        STEP_CHECKS[step](by, now)
        _check_seen(now, seen)
        now.state = RELEASE_STEPS[now.state][step]
        _write_people(now, by, step, reason)
        if step == "recall":
            # Everybody reads the reason, so it is looked over for names, or not shown.
            now.report = {**now.report, "recall": reason, "recall_shown": bool(vault) or not exists(now.case)}
        now.save()
        append(by.uid, f"release.{step}", now.uid, {"reason": reason, "build": now.report.get("build", "")})
    return now


def _check_seen(release: Release, seen: str | None) -> None:
    if seen is not None and seen != release.report.get("build", ""):
        raise Stale(_("It was built again since you opened the page; look at these files, then decide."))


def _check_options(options: Mapping[str, Any]) -> None:
    if not options.get("languages") or not set(options.get("formats", ())) <= set(FORMATS) or not options["formats"]:
        raise WrongUse(_("Choose at least one format and one language."))


def _write_people(release: Release, by: User, step: str, reason: str) -> None:
    """Who took a step, and why."""
    if step == "propose":
        release.proposed_by = by
    elif step == "approve":
        release.approved_by, release.reason = by, reason
    elif step == "return":
        release.proposed_by = release.approved_by = None
        release.reason = reason
    elif step == "recall":
        release.recalled_at = timezone.now()


def _publish(by: User, release: Release) -> Release:
    """Copy exactly the approved bytes, then say that they are public: before the last write nobody sees any of them.

    The ledger is asked again: what was taken back since the build stops the publication.
    """
    check_can_publish(by, release)
    check_consents(by, release)
    below = published_folder()
    new = new_folder(below)
    try:
        copy_approved(release, new)
        with transaction.atomic():
            now = _locked(release)
            check_can_publish(by, now)
            if now.report["build"] != release.report["build"]:
                raise WrongUse(_("This release was built again meanwhile; nothing was published."))
            write_published(by, now)
            place = below / now.uid
            if place.exists():
                shutil.rmtree(place)  # left of a publication that was cut off
            os.rename(new, place)
            now.state, now.published_at = RELEASE_STEPS[now.state]["publish"], timezone.now()
            now.save()
            append(by.uid, "release.publish", now.uid, {"build": now.report["build"], "number": now.number})
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return now


def _locked(release: Release) -> Release:
    """The release as it stands now, held against others."""
    people = ("case", "built_by", "proposed_by", "approved_by")
    return Release.objects.select_for_update(of=("self",)).select_related(*people).get(pk=release.pk)


def _check_leads(release: Release, step: str) -> None:
    if step not in RELEASE_STEPS[release.state]:
        raise NotPermitted(_("A release that is %(state)s cannot take this step.") % {"state": _(release.state)})
