"""The steps of a fact's review, for every page that shows one."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.http import HttpRequest

from saylau.server.pages.common import user_of
from saylau.server.review.actions import offers
from saylau.server.store.models import Fact

register = template.Library()


@register.inclusion_tag("review/steps.html", takes_context=True)
def review_steps(context: dict[str, Any], fact: Fact) -> dict[str, Any]:
    """The buttons of the steps that lead on from where a fact stands, and why some are not for this person."""
    user = user_of(cast("HttpRequest", context["request"]))
    return {"fact": fact, "case": fact.case, "offers": offers(user, fact)}
