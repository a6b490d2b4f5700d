"""What pages show of evidence: kinds of files in words."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from saylau.server.evidence.titles import title

register = template.Library()


@register.filter
def file_kind(media_type: str) -> Promise | str:
    """A media type in words."""
    return title(media_type)
