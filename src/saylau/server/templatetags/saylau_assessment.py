"""What pages of the assessment need of templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(links: Mapping[str, str], name: str) -> str:
    """The address under a name; empty where there is none."""
    return links.get(name, "")
