"""What a count of a polling station is, and how a count that nobody stated is written."""

from __future__ import annotations

from enum import StrEnum

MISSING = -1
"""A count that the source does not state. It is never zero."""


class Role(StrEnum):
    """What a count of a station is."""

    REGISTERED = "registered"
    ISSUED = "ballots_issued"
    COUNTED = "ballots_counted"
    VALID = "valid"
    INVALID = "invalid"
    LEADER = "leader"
    RECEIVED = "ballots_received"
    EARLY = "issued_early"
    INSIDE = "issued_inside"
    OUTSIDE = "issued_outside"
    CANCELLED = "ballots_cancelled"
    LOST = "ballots_lost"
    NOT_ACCOUNTED = "ballots_not_accounted"
    PORTABLE = "in_portable_boxes"
    STATIONARY = "in_stationary_boxes"
    BEFORE = "registered_before"
    """Voters on an earlier list: of the last election, or of the opening of the station."""
    BOOTHS = "booths"
    """Voting booths (screens) of the station."""
    LISTED = "listed"
    """1 where a station stands on a list that was drawn up before the results were seen, such as observed ones; 0."""
