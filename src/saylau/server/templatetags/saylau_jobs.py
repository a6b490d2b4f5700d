"""Tags of the pages of jobs."""

from __future__ import annotations

from django import template

from saylau.server.jobs.words import said

register = template.Library()


@register.filter
def doing(message: str) -> str:
    """What a job is doing, in the language of the page."""
    return said(message)
