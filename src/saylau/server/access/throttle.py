"""How often an account, a token or an address may ask for something; counted in the cache, refused with a sentence."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saylau.errors import SaylauError


class TooMany(SaylauError):
    """Asked too often; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            _("Too many requests in a short time. Wait %(time)s, then ask again.") % {"time": words(seconds)}
        )


def words(seconds: int) -> str:
    """A time to wait, in words: to the second below two minutes, then in whole minutes."""
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def throttle(what: str, key: str) -> None:
    """Count one request of a sort in `settings.THROTTLES` by the uid of an account or token. Raises `TooMany`."""
    most, per = settings.THROTTLES[what]
    now = int(time.time())
    counter = f"throttle:{what}:{key}:{now // per}"
    cache.add(counter, 0, per)
    try:
        count = cache.incr(counter)
    except ValueError:  # it ran out between the two lines
        return
    if count > most:
        raise TooMany(per - now % per)
