"""Why a person may not do something now, for the place beside a button."""

from __future__ import annotations

from collections.abc import Callable

from saylau.server.access.guard import NotPermitted


def why_not(check: Callable[[], None]) -> str:
    """The sentence of a check; empty where they may."""
    try:
        check()
    except NotPermitted as refused:
        return str(refused)
    return ""
