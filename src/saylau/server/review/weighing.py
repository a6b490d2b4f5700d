"""Weighing claims that contradict each other: which is relied on, within which bounds, or that it is not resolved.

The claims stay as they are; the newest never wins by itself. A weighing names the revisions that it looked at, so that
a page can say when one of them has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saylau.errors import BadValue, CaseRefused, Problem
from saylau.records.columns import Column, record_columns
from saylau.server.access.guard import NotPermitted, grants
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.review.models import Weighing
from saylau.server.states import LEAST_REASON
from saylau.server.store.context import kind_of
from saylau.server.store.models import Case, Fact
from saylau.values import Count, Money, When

RELIED_ON, IN_BOUNDS, UNRESOLVED = "relied on", "in bounds", "unresolved"
OUTCOMES: Mapping[str, Promise] = MappingProxyType(
    {
        RELIED_ON: gettext_lazy("One claim is relied on"),
        IN_BOUNDS: gettext_lazy("It lies within bounds"),
        UNRESOLVED: gettext_lazy("It cannot be resolved"),
    }
)
_BOUNDED = ("count", "money", "when")


@dataclass(frozen=True)
class Weighed:
    """What somebody made of the claims."""

    outcome: str
    reason: str
    relied_on: str = ""
    """Name of the claim that is relied on."""
    lower: str = ""
    upper: str = ""


def question(thing: str, column: str) -> str:
    """The name of what the claims answer: one field of one thing."""
    return f"{thing}:{column}"


def check_can_weigh(user: User, case: Case) -> None:
    """Weigh claims against each other."""
    if case.state != "open":
        raise NotPermitted(_("The case is closed; nothing in it changes."))
    if not grants(user, case, "weighing.write"):
        raise NotPermitted(_("Your roles in this case do not include weighing claims."))


def weigh(by: User, case: Case, column: str, claims: Sequence[Fact], told: Weighed) -> Weighing:
    """Write down what was made of the claims about one field. Raises `NotPermitted`, `CaseRefused`."""
    check_can_weigh(by, case)
    thing = claims[0].thing
    if problems := _wrong(column, claims, told):
        raise CaseRefused(problems)
    bounded = told.outcome == IN_BOUNDS
    with transaction.atomic():
        weighing = Weighing.objects.create(
            case=case, question=question(thing, column), outcome=told.outcome, reason=told.reason.strip(), by=by,
            facts=[{"fact": claim.name, "revision": claim.revision} for claim in claims],
            relied_on=told.relied_on if told.outcome == RELIED_ON else "",
            lower=told.lower.strip() if bounded else "", upper=told.upper.strip() if bounded else "",
        )  # fmt: skip
        append(by.uid, "weighing.write", weighing.uid, {"question": weighing.question, "outcome": told.outcome})
    return weighing


def changed_since(weighing: Weighing, claims: Sequence[Fact]) -> bool:
    """Whether a claim was added, taken away or changed since somebody weighed them."""
    then = {(row["fact"], row["revision"]) for row in weighing.facts}
    return then != {(claim.name, claim.revision) for claim in claims}


def can_be_bounded(kind: str, column: str) -> bool:
    """Whether the values of a column can lie within bounds."""
    return _column(kind, column).type in _BOUNDED


def _column(kind: str, name: str) -> Column:
    return next(column for column in record_columns(kind_of(kind)) if column.name == name)


def _wrong(column: str, claims: Sequence[Fact], told: Weighed) -> list[Problem]:
    """What is missing in a weighing, by the name of the form's field."""

    def problem(name: str, value: str, why: str, right: str) -> Problem:
        return Problem("weighing", 0, name, value, why, right)

    found = []
    if told.outcome not in OUTCOMES:
        found.append(problem("outcome", told.outcome, _("is not chosen"), _("choose one of the three")))
    if told.outcome == RELIED_ON and told.relied_on not in {claim.name for claim in claims}:
        found.append(problem("relied_on", told.relied_on, _("no claim is chosen"), _("choose the claim")))
    if told.outcome == IN_BOUNDS:
        kind = claims[0].kind
        if not can_be_bounded(kind, column):
            found.append(problem("outcome", "", _("this field has no bounds"), _("rely on a claim, or leave it open")))
        elif not told.lower.strip() and not told.upper.strip():
            found.append(
                problem("lower", "", _("no bound is given"), _("write the lower bound, the upper one, or both"))
            )
        else:
            type_ = _column(kind, column).type
            for name, text in (("lower", told.lower.strip()), ("upper", told.upper.strip())):
                if refused := _unreadable(type_, text):
                    found.append(problem(name, text, refused.why, refused.right))
    if len(told.reason.strip()) < LEAST_REASON:
        right = _("write at least %(least)d characters") % {"least": LEAST_REASON}
        found.append(problem("reason", "", _("the reason is too short"), right))
    return found


def _unreadable(type_: str, text: str) -> BadValue | None:
    try:
        if text:
            {"count": Count.parse, "money": Money.parse, "when": When.parse}[type_](text)
    except BadValue as refused:
        return refused
    return None
