"""Days as the command line takes them: year-month-day, and one that the calendar has."""

from __future__ import annotations

import re
from datetime import date

from saylau.errors import WrongUse

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(r"[0-9./ -]+")


def day_of(text: str, option: str = "--on") -> date:
    """A day that an option names; today for none. Raises `WrongUse`, which parts a slip of form from no such day."""
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        if _WRITTEN.fullmatch(text):
            why = f"{option} {text}: there is no such day in the calendar; mind the month and its length"
        else:
            said = f"{option} {text}" if _DIGITS.fullmatch(text) else option  # a word could be somebody's name
            why = f"{said}: write a day as year-month-day, e.g. 2026-11-22"
        raise WrongUse(why) from None
