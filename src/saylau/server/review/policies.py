"""Who may take which step with a fact or a conclusion: one rule each, asked by pages, API and templates alike.

`check_can_x` raises `NotPermitted` with the sentence that the page prints beside the disabled button.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.server.access.guard import NotPermitted, facts_for, grants, may
from saylau.server.access.models import Membership, User
from saylau.server.access.permissions import ACTIONS, Grant
from saylau.server.review.models import Signature
from saylau.server.states import CONCLUSION_STEPS, FACT_STEPS, FactState
from saylau.server.store.context import GONE
from saylau.server.store.facts import IN_FORCE
from saylau.server.store.models import Case, Fact, Revision
from saylau.server.store.resting import resting_on

REVIEW, CHANGE, SUBMIT, WITHDRAW, SIGN = "fact.review", "fact.change", "fact.submit", "fact.withdraw", "conclusion.sign"
WORD = "prose.write"
_STEPS = frozenset(step for steps in FACT_STEPS.values() for step in steps)
_ENDED = (FactState.WITHDRAWN, FactState.DISCARDED)


def change_waits(fact: Fact) -> bool:
    """Whether a change of what is in force waits for a second person."""
    return fact.proposed is not None and fact.state in IN_FORCE


def writers_of(fact: Fact) -> frozenset[int]:
    """Keys of the people whose words would be accepted: the author, and who changed them since the last acceptance.

    A change that was sent back is nobody's words any more.
    """
    writers = {fact.created_by_id, fact.proposed_by_id} if change_waits(fact) else {fact.created_by_id}
    wrote: set[int | None] = set()
    # All of them, so that a page that has fetched them asks nothing more.
    for revision in sorted(fact.revisions.all(), key=lambda revision: revision.number):
        if revision.step == "accept" or (revision.step == "return" and revision.state in IN_FORCE):
            wrote.clear()
        elif revision.step not in _STEPS:
            wrote.add(revision.by_id)
    return frozenset(key for key in writers | wrote if key is not None)


def not_written_by(user: User, facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Of some facts those whose words are not this person's: `writers_of`, asked of the database for many at once."""
    later = Revision.objects.filter(fact=OuterRef("fact"), number__gt=OuterRef("number"))
    settled = later.filter(Q(step="accept") | Q(step="return", state__in=IN_FORCE))
    wrote = Revision.objects.filter(~Exists(settled), fact=OuterRef("pk"), by=user).exclude(step__in=_STEPS)
    return facts.filter(~Exists(wrote)).exclude(created_by=user).exclude(proposed_by=user)


def reviewers_of(case: Case, but: Collection[int | None] = ()) -> list[User]:
    """Who may review in a case today, by name, leaving out some by their keys."""
    now = timezone.now()
    standing = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=now), case=case, since__lte=now)
    held = standing.filter(role__in=[role for role, grant in ACTIONS[REVIEW].items() if grant is not Grant.NO])
    found = User.objects.filter(pk__in=held.values("user"), is_active=True)
    left = found.exclude(pk__in=[key for key in but if key is not None])
    return sorted(left, key=lambda one: (one.called, one.uid))


def check_can_review(user: User, fact: Fact) -> None:
    """Look over a fact as the second pair of eyes."""
    _check_open(fact.case)
    if not grants(user, fact.case, REVIEW):
        raise NotPermitted(_("Reviewers do this; your roles in this case do not include it."))


def check_can_accept(user: User, fact: Fact) -> None:
    """Accept a fact, or the change of one. Nobody accepts what they wrote."""
    check_can_review(user, fact)
    _check_leads(fact, "accept")
    if user.pk in writers_of(fact):
        if change_waits(fact) and fact.created_by_id != user.pk:
            raise NotPermitted(_("You proposed this change; another person accepts it."))
        raise NotPermitted(_("You wrote this; another person accepts it."))


def check_can_return(user: User, fact: Fact) -> None:
    """Send a fact, or the change of one, back to who wrote it."""
    check_can_review(user, fact)
    _check_leads(fact, "return")


def check_can_question(user: User, fact: Fact) -> None:
    """Mark an accepted fact as doubtful."""
    check_can_review(user, fact)
    _check_leads(fact, "question")


def check_can_change(user: User, fact: Fact) -> None:
    """Change what a fact says; of an accepted one this proposes a change."""
    _check_open(fact.case)
    _check_may(user, fact, CHANGE)
    if fact.state in _ENDED:
        raise NotPermitted(_("It was withdrawn or discarded; enter it anew."))


def check_can_word(user: User, fact: Fact) -> None:
    """Write the names and wording of a fact's thing in further languages, which stand for every claim about it.

    They are in force at once. Where a claim was accepted, it is an editor who writes them, as the report's own text;
    whoever approves a release reads both.
    """
    check_can_change(user, fact)
    claims = fact.case.facts.filter(kind=fact.kind, thing=fact.thing).exclude(state__in=GONE)
    claims = claims.select_related("created_by", "assigned_to")
    if not all(may(user, fact.case, CHANGE, (claim.created_by, claim.assigned_to)) for claim in claims):
        raise NotPermitted(_("Others said something of this thing too; an editor or analyst writes its wording."))
    if any(claim.state in IN_FORCE for claim in claims) and not grants(user, fact.case, WORD):
        raise NotPermitted(_("It was accepted, and wording is in force at once: an editor writes it."))


def check_can_submit(user: User, fact: Fact) -> None:
    """Hand a draft, or one that was sent back, to the reviewers."""
    _check_open(fact.case)
    _check_may(user, fact, SUBMIT)
    _check_leads(fact, "submit")


def check_can_withdraw(user: User, fact: Fact) -> None:
    """Take a fact out of the report; it stays readable."""
    _check_open(fact.case)
    _check_may(user, fact, WITHDRAW)
    _check_leads(fact, "withdraw")
    if found := resting_on(fact):
        seen = facts_for(user, fact.case).filter(name__in=found).order_by("name").values_list("name", flat=True)[:3]
        names = ", ".join([*seen, *(["…"] if len(found) > len(seen) else [])])
        raise NotPermitted(_("Others rest on it (%(names)s); change or withdraw them first.") % {"names": names})


def check_can_discard(user: User, fact: Fact) -> None:
    """Throw one's own draft away, which is possible only before it was first submitted."""
    _check_open(fact.case)
    _check_leads(fact, "discard")
    if fact.created_by_id != user.pk:
        raise NotPermitted(_("Only who wrote a draft discards it."))


STEP_CHECKS: Mapping[str, Callable[[User, Fact], None]] = MappingProxyType(
    {
        "submit": check_can_submit,
        "accept": check_can_accept,
        "return": check_can_return,
        "question": check_can_question,
        "withdraw": check_can_withdraw,
        "discard": check_can_discard,
    }
)
"""Step of a fact's review, to the rule that lets a person take it."""


def check_can_sign(user: User, case: Case) -> None:
    """Sign a conclusion on a finding, as the first of two."""
    _check_open(case)
    if not grants(user, case, SIGN):
        raise NotPermitted(_("Editors and reviewers sign conclusions; your roles in this case do not include it."))


def check_can_countersign(user: User, signature: Signature) -> None:
    """Put a conclusion into force, as the second of two."""
    check_can_sign(user, signature.case)
    if "countersign" not in CONCLUSION_STEPS[signature.state]:
        raise NotPermitted(_("This conclusion does not wait for a second person."))
    if signature.signed_by_id == user.pk:
        raise NotPermitted(_("You signed it; another person countersigns it."))


def check_can_revoke(user: User, signature: Signature) -> None:
    """End a conclusion."""
    check_can_sign(user, signature.case)
    if "revoke" not in CONCLUSION_STEPS[signature.state]:
        raise NotPermitted(_("This conclusion was revoked already."))


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotPermitted(_("The case is closed; nothing in it changes."))


def _check_may(user: User, fact: Fact, action: str) -> None:
    """The action, for facts of one's own where the role says so."""
    if may(user, fact.case, action, (fact.created_by, fact.assigned_to)):
        return
    if grants(user, fact.case, action):
        raise NotPermitted(_("Somebody else wrote it; your role reaches to your own facts and those assigned to you."))
    raise NotPermitted(_("Your roles in this case do not include it."))


def _check_leads(fact: Fact, step: str) -> None:
    """The step leads out of the state; accept and return settle a change that waits as well."""
    if change_waits(fact) and step in ("accept", "return"):
        return
    if step not in FACT_STEPS[fact.state]:
        raise NotPermitted(NOT_FROM_HERE[step]())


NOT_FROM_HERE: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "submit": lambda: _("It was submitted already."),
        "accept": lambda: _("It does not wait for review."),
        "return": lambda: _("It does not wait for review."),
        "question": lambda: _("Only what was accepted is questioned."),
        "withdraw": lambda: _("Only what was submitted can be withdrawn."),
        "discard": lambda: _("It was submitted once, so it is withdrawn, not discarded."),
    }
)
"""Why a step does not lead out of the state of a fact."""
