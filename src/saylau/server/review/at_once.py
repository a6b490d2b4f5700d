"""Accepting many facts at once: counted beforehand, then taken one by one through the door that every fact takes.

What is accepted is a list of facts, each at the revision that was there when the numbers were shown; what somebody
changes meanwhile stays. A few are accepted while the page waits, in one transaction; more are a job that writes them in
small groups, so that others can enter facts meanwhile. Run again after a power cut, it goes on where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.access.guard import refused_or_missing
from saylau.server.access.models import User
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.queue import waiting_or_new
from saylau.server.review.actions import Accepted, accept_all
from saylau.server.review.policies import REVIEW, not_written_by
from saylau.server.states import LEAST_REASON, FactState
from saylau.server.store.models import SOURCE, Case, Fact, Revision

VERB = "review.accept"
FEW = 50
"""Up to so many are accepted while the page waits; for more, a reason says how they were looked over."""
_GROUP = 25
"""So many are written in one transaction of the job: others wait for it a moment, not a minute."""
_TOLD = 200
_STEPS_TAKEN = Prefetch("revisions", Revision.objects.defer("body").order_by("number"))


@dataclass(frozen=True)
class Many:
    """Facts that a person could accept together, counted."""

    pairs: tuple[tuple[int, int], ...]
    """Key and revision of each, the longest waiting first."""
    own: int
    """How many fit as well, and wait for somebody else, since this person wrote them."""
    kinds: Mapping[str, int]
    facts: int
    sources: int
    """In how many sources those facts stand."""
    unread: int
    """How many of the facts stand in a source that is not accepted, and would not be with them."""

    @property
    def in_background(self) -> bool:
        """Whether they are too many to wait for."""
        return len(self.pairs) > FEW


def gathered(user: User, case: Case, facts: QuerySet[Fact]) -> Many:
    """What of some facts that wait this person could accept, and how many of them are their own."""
    columns = ("pk", "revision", "kind", "source", "name")
    rows = list(not_written_by(user, facts).order_by("changed_at", "pk").values_list(*columns))
    standing = set(case.facts.filter(kind=SOURCE, state=FactState.ACCEPTED).values_list("name", flat=True))
    read = standing | {name for _pk, _revision, kind, _source, name in rows if kind == SOURCE}
    stand_in = [source for _pk, _revision, kind, source, _name in rows if kind != SOURCE]
    return Many(
        pairs=tuple((pk, revision) for pk, revision, _kind, _source, _name in rows),
        own=facts.count() - len(rows),
        kinds=dict(Counter(kind for _pk, _revision, kind, _source, _name in rows)),
        facts=len(stand_in),
        sources=len(set(stand_in)),
        unread=sum(source not in read for source in stand_in),
    )


def accept_few(user: User, case: Case, many: Many) -> Accepted:
    """Accept them now, in one transaction. Raises `NotPermitted`."""
    return _accepted(user, case, many.pairs, "")


def ask_to_accept(user: User, case: Case, many: Many, reason: str) -> Job:
    """Ask for them to be accepted in the background. Raises `WrongUse` without a reason."""
    if len(reason.strip()) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(least)d characters.") % {"least": LEAST_REASON})
    return waiting_or_new(user, VERB, case, {"facts": [list(pair) for pair in many.pairs], "reason": reason.strip()})


def accept_many(job: Job, progress: Progress) -> dict[str, Any]:
    """The job that accepts many facts; what it tells is names of facts and why some of them stay."""
    if job.by is None or job.case is None:
        raise WrongUse("facts are accepted by somebody, in a case")
    pairs = [(int(pk), int(revision)) for pk, revision in job.arguments["facts"]]
    reason, accepted, left = str(job.arguments["reason"]), 0, []
    for first in range(0, len(pairs), _GROUP):
        group = pairs[first : first + _GROUP]
        progress(_("accepting"), first, len(pairs))
        # Roles are asked for anew with each group: whoever lost theirs meanwhile accepts nothing more.
        job.by.roles_known = {}
        before = _done_before(job.by, group)
        done = _accepted(job.by, job.case, [pair for pair in group if pair[0] not in before], reason)
        accepted += len(before) + len(done.facts)
        left += [[fact.name, why] for fact, why in done.refused]
    return {"uid": job.uid, "accepted": accepted, "left": len(left), "told": left[:_TOLD]}


def get_accepted_for(user: User, case: Case, uid: str) -> Job:
    """A job by which many were accepted, for the reviewers of the case, who asked already. Raises `Http404`."""
    job = case.jobs.filter(verb=VERB, state="done", uid=uid).select_related("by").first()
    if job is None:
        raise refused_or_missing(user, REVIEW, Job.objects.all(), uid)
    return job


def _accepted(user: User, case: Case, pairs: Sequence[tuple[int, int]], reason: str) -> Accepted:
    wanted = dict(pairs)
    rows = case.facts.filter(pk__in=wanted).select_related("created_by", "proposed_by", "assigned_to")
    facts = list(rows.prefetch_related(_STEPS_TAKEN).order_by("changed_at", "pk"))
    for fact in facts:
        fact.case = case
    return accept_all(user, [(fact, wanted[fact.pk]) for fact in facts], reason)


def _done_before(user: User, pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Keys of those that this person accepted at the next revision already: before the job was cut off."""
    wanted = dict(pairs)
    steps = Revision.objects.filter(fact__in=wanted, by=user, step="accept").values_list("fact", "number")
    return {pk for pk, number in steps if number == wanted[pk] + 1}
