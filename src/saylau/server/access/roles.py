"""The roles of a team, each with what it is for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is in one case. One person may hold several roles."""

    DOCUMENTER = "documenter"
    """Enters facts and evidence; sees in full what they entered and what was assigned to them."""
    LAWYER = "lawyer"
    """Represents named persons; sees identity, consent and authority of the persons assigned to them."""
    ANALYST = "analyst"
    """Works on pseudonymised facts; sees every accepted fact of the case, no identity."""
    EDITOR = "editor"
    """Prepares text, tables and releases."""
    REVIEWER = "reviewer"
    """The second pair of eyes: accepts facts, signs conclusions, approves releases."""
