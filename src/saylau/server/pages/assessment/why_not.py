"""Why a person cannot sign, countersign or revoke a conclusion now; the sentence that stands beside the button."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.review.conclusions import Standing
from saylau.server.review.policies import check_can_countersign, check_can_revoke, check_can_sign
from saylau.server.store.models import Case


def why_not_sign(user: User, case: Case, standing: Standing, stale: bool) -> str:
    """Empty where the person can sign."""
    if standing.waiting is not None:
        return _("A conclusion on this finding waits for a second person; countersign or revoke it first.")
    return _sentence(lambda: check_can_sign(user, case)) or (stale_sentence() if stale else "")


def why_not_countersign(user: User, standing: Standing, stale: bool) -> str:
    """Empty where the person can countersign what waits."""
    if standing.waiting is None:
        return ""
    waiting = standing.waiting
    return _sentence(lambda: check_can_countersign(user, waiting)) or (stale_sentence() if stale else "")


def why_not_revoke(user: User, standing: Standing) -> str:
    """Empty where the person can revoke what stands or waits."""
    made = standing.in_force or standing.waiting
    return _sentence(lambda: check_can_revoke(user, made)) if made is not None else ""


def stale_sentence() -> str:
    """Why nobody signs what was computed from an earlier version."""
    return _("The case changed since this was computed. Run the checks again, read the finding, then sign.")


def _sentence(check: Callable[[], None]) -> str:
    try:
        check()
    except NotPermitted as refused:
        return str(refused)
    return ""
