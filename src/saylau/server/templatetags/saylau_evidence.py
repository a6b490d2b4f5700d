"""What pages show of evidence: kinds of files in words, and the warning that a file was changed."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.utils.functional import Promise

from saylau.server.access.models import User
from saylau.server.evidence.access import evidence_for
from saylau.server.evidence.titles import title
from saylau.server.store.models import Case

register = template.Library()


@register.filter
def file_kind(media_type: str) -> Promise | str:
    """A media type in words."""
    return title(media_type)


@register.inclusion_tag("evidence/warning.html", takes_context=True)
def evidence_warning(context: dict[str, Any], case: Case) -> dict[str, Any]:
    """How many of the files that this person may see are no longer what was received."""
    user = cast("User", cast("HttpRequest", context["request"]).user)
    return {"damaged": evidence_for(user, case).filter(intact=False).count(), "slug": case.slug}
