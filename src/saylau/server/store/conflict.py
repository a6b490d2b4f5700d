"""Two people changing one fact at once."""

from __future__ import annotations

from saylau.errors import SaylauError


class Stale(SaylauError):
    """Somebody else changed the fact since it was opened; nothing was saved."""
