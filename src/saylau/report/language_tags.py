"""Languages of the report as formats mark them: with the region whose spelling and signs the report uses."""

from __future__ import annotations

_REGIONS = {"en": "GB", "ru": "RU", "kk": "KZ"}


def region(language: str) -> str:
    """The region of a language, empty where none is known."""
    return _REGIONS.get(language, "")


def language_tag(language: str) -> str:
    """`en-GB` for `en`; a language without a known region stands for itself (BCP 47)."""
    return f"{language}-{region(language)}" if region(language) else language
