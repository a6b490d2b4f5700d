"""The campaign: applications for events in public, and how authorities answered."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election
from saylau.values import When


class EventAnswer(StrEnum):
    """How the authority answered an application or a notice."""

    ALLOWED = "allowed"
    MOVED = "moved"
    """Allowed at another place or time than asked for."""
    REFUSED = "refused"
    NO_ANSWER = "no answer"


class EventApplication(Record):
    """An application or a notice for a campaign event in public, and the answer to it."""

    election: Ref[Election]
    candidacy: Ref[Candidacy] | None = Field(None, description="whose event it was to be")
    organisation: Ref[Organisation] | None = Field(None, description="who filed it, where no candidate did")
    filed: When | None = None
    event: When | None = Field(None, description="for when the event was planned")
    place: str = Field("", description="city or region, no finer")
    answer: EventAnswer | None = Field(None, description="empty where not known")
    answered: When | None = None
    reason: str = Field("", description="reason that the authority gave, in our words")
