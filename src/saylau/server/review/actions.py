"""Steps of a fact's review: the rule that lets a person take one, then the one door through which facts are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saylau.errors import SaylauError, WrongUse
from saylau.server.access.guard import NotPermitted, grants
from saylau.server.access.models import User
from saylau.server.review.policies import REVIEW, STEP_CHECKS, SUBMIT, WITHDRAW, change_waits, check_can_accept
from saylau.server.states import FACT_STEPS, LEAST_REASON, NEED_REASON
from saylau.server.store.conflict import Stale
from saylau.server.store.facts import step_fact
from saylau.server.store.models import Fact

_ACTION: Mapping[str, str] = MappingProxyType(
    {
        "submit": SUBMIT,
        "discard": SUBMIT,
        "accept": REVIEW,
        "return": REVIEW,
        "question": REVIEW,
        "withdraw": WITHDRAW,
    }
)
"""Step, to the action without which it is not even shown."""
_TITLES: Mapping[str, Promise] = MappingProxyType(
    {
        "submit": gettext_lazy("Submit for review"),
        "accept": gettext_lazy("Accept"),
        "return": gettext_lazy("Send back"),
        "question": gettext_lazy("Question"),
        "withdraw": gettext_lazy("Withdraw"),
        "discard": gettext_lazy("Discard the draft"),
    }
)
_OF_A_CHANGE: Mapping[str, Promise] = MappingProxyType(
    {"accept": gettext_lazy("Accept the change"), "return": gettext_lazy("Send the change back")}
)
_HINTS: Mapping[str, Promise] = MappingProxyType(
    {
        "return": gettext_lazy("What is to be mended? Whoever wrote it reads this."),
        "question": gettext_lazy("Why is it in doubt? It stays in the case, marked as disputed."),
        "withdraw": gettext_lazy("Why does it no longer stand? It stays readable, and leaves the report."),
    }
)


@dataclass(frozen=True)
class Offer:
    """A step that a page offers: its button, or why it is not for this person."""

    step: str
    title: str
    refusal: str
    """Empty where the person may take the step."""
    hint: str = ""
    key: str = ""
    """The key that stands for it in the review."""

    @property
    def needs_reason(self) -> bool:
        """Whether a reason is asked for."""
        return self.step in NEED_REASON


def offers(user: User, fact: Fact) -> list[Offer]:
    """The steps that lead on from where a fact stands, without those that none of a person's roles is for."""
    steps = list(FACT_STEPS[fact.state])
    if change_waits(fact):
        steps = ["accept", "return", *(step for step in steps if step not in ("accept", "return"))]
    found = []
    for step in steps:
        if not grants(user, fact.case, _ACTION[step]):
            continue
        title = _OF_A_CHANGE.get(step, _TITLES[step]) if change_waits(fact) else _TITLES[step]
        key = {"accept": "a", "return": "r"}.get(step, "")
        found.append(Offer(step, str(title), _refusal(user, fact, step), str(_HINTS.get(step, "")), key))
    return found


def _refusal(user: User, fact: Fact, step: str) -> str:
    try:
        STEP_CHECKS[step](user, fact)
    except NotPermitted as refused:
        return str(refused)
    return ""


def take_step(user: User, fact: Fact, step: str, revision: int, reason: str = "") -> Fact:
    """Take a fact one step through its review.

    Raises `Stale` where it was changed since `revision`, `NotPermitted` where a rule forbids the step, `WrongUse` where
    there is no such step or its reason is missing, `CaseRefused` where what is submitted is not right yet.
    """
    if step not in STEP_CHECKS:
        raise WrongUse(_("There is no step of this name."))
    # Before the rules, which look at the fact as it is now: whoever was overtaken is told so.
    if fact.revision != revision:
        raise Stale(_("Somebody else changed this fact since you opened it; nothing was saved. Look at it again."))
    STEP_CHECKS[step](user, fact)
    if step in NEED_REASON and len(reason.strip()) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(least)d characters.") % {"least": LEAST_REASON})
    return step_fact(user, fact, step, revision, reason)


@dataclass(frozen=True)
class Accepted:
    """What became of facts that were to be accepted together."""

    facts: tuple[Fact, ...]
    refused: tuple[tuple[Fact, str], ...]
    """What could not be accepted, with the sentence why."""


def accept_all(user: User, chosen: Iterable[tuple[Fact, int]], reason: str = "") -> Accepted:
    """Accept several facts, each at the revision that was seen. One that was overtaken stays; the others are accepted.
    `reason`, where there is one, is kept with each of them.

    Raises `NotPermitted`, and nothing is accepted, where one of them is not this person's to accept.
    """
    pairs = list(chosen)
    for fact, revision in pairs:
        if fact.revision == revision:
            check_can_accept(user, fact)
    done, refused = [], []
    with transaction.atomic():
        for fact, revision in pairs:
            try:
                done.append(take_step(user, fact, "accept", revision, reason))
            except NotPermitted:
                raise
            except SaylauError as why:
                refused.append((fact, str(why)))
    return Accepted(tuple(done), tuple(refused))
