"""What pages show of evidence: kinds of files in words, and the places that support a fact."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.utils.functional import Promise

from saylau.server.access.models import User
from saylau.server.evidence.passages import passages_of
from saylau.server.evidence.titles import title
from saylau.server.store.models import Fact

register = template.Library()


@register.filter
def file_kind(media_type: str) -> Promise | str:
    """A media type in words."""
    return title(media_type)


@register.inclusion_tag("evidence/passages.html", takes_context=True)
def fact_passages(context: dict[str, Any], fact: Fact) -> dict[str, Any]:
    """The places that support a fact, in items that this person may see."""
    user = cast("User", cast("HttpRequest", context["request"]).user)
    return {"passages": passages_of(user, fact), "slug": fact.case.slug}
