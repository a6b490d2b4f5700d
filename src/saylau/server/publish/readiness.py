"""What stands between a case and its release, told before anything is built, each with the page that helps."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saylau.server.access.guard import grants
from saylau.server.access.models import User
from saylau.server.assessment.kept import Kept
from saylau.server.assessment.reviewed import standings
from saylau.server.publish.models import Release
from saylau.server.review.policies import REVIEW, reviewers_of
from saylau.server.states import FactState
from saylau.server.store.models import Case
from saylau.server.vault.keeper import exists, opened_by

_WAITS = Q(state__in=(FactState.SUBMITTED, FactState.RETURNED, FactState.QUESTIONED)) | Q(proposed_by__isnull=False)


@dataclass(frozen=True)
class Lack:
    """Something that a release would be without, or that stops it."""

    sentence: str
    stops: bool = False
    """Whether nothing can be built before it is mended."""
    address: str = ""
    """The page on which somebody can do something about it, where this person may open it."""
    title: str = ""
    """Of that page."""


def lacks(user: User, case: Case, found: Kept | None) -> list[Lack]:
    """What is missing for a release, what stops it first; `found` are the findings as they were computed last."""
    return [
        lack
        for lack in (_election(user, case), _waiting(user, case), _unsigned(case, found), _vault(user, case))
        if lack
    ]


def _election(user: User, case: Case) -> Lack | None:
    thing = str(tomllib.loads(case.info)["election"])
    rows = case.facts.filter(thing=thing, kind="election")
    sources = case.facts.filter(kind="source", state=FactState.ACCEPTED).values("name")
    if rows.filter(state=FactState.ACCEPTED, source__in=sources).exists():
        return None
    row = rows.order_by("place", "pk").first()
    why = _("The election itself, or the source in which it stands, is not accepted yet: without it nothing is built.")
    address = reverse("review_fact", args=[case.slug, row.uid]) if row and grants(user, case, "fact.read") else ""
    return Lack(why, True, address, _("The election"))


def _waiting(user: User, case: Case) -> Lack | None:
    number = case.facts.filter(_WAITS).count()
    if not number:
        return None
    why = ngettext(
        "%(number)d fact or source is not accepted as it stands: what nobody accepted stays out.",
        "%(number)d facts and sources are not accepted as they stand: what nobody accepted stays out.",
        number,
    ) % {"number": number}
    if grants(user, case, REVIEW):
        return Lack(why, address=reverse("review", args=[case.slug]), title=_("Review"))
    return Lack(why, address=reverse("facts", args=[case.slug], query={"waiting": "1"}), title=_("What waits"))


def _unsigned(case: Case, found: Kept | None) -> Lack | None:
    address, title = reverse("findings", args=[case.slug]), _("Findings")
    if found is None:
        return Lack(_("The checks have not run yet, so nobody could sign a finding."), address=address, title=title)
    hashes = {name: str(finding["hash"]) for name, finding in found.findings.items()}
    number = sum(one.in_force is None for one in standings(case, hashes).values())
    if not number:
        return None
    why = ngettext(
        "%(number)d finding is not signed: sign it, or allow findings that nobody signed.",
        "%(number)d findings are not signed: sign them, or allow findings that nobody signed.",
        number,
    ) % {"number": number}
    return Lack(why, address=address, title=title)


def _vault(user: User, case: Case) -> Lack | None:
    if not exists(case) or opened_by(user, case) is not None:
        return None
    why = _("The vault is locked for you: private people are left out, and somebody who can open it looks it over.")
    return Lack(why, address=reverse("vault", args=[case.slug]), title=_("Vault"))


def who_approves(release: Release) -> list[User]:
    """The reviewers of a case who neither built nor proposed a release, by name."""
    return reviewers_of(release.case, (release.built_by_id, release.proposed_by_id))
