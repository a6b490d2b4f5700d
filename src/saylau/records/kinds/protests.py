"""Numbers that someone states."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record
from saylau.values import Count, When


class TallySubject(StrEnum):
    PARTIES_REGISTERED = "parties registered"
    PARTIES_ACTIVE = "parties active"
    PARTIES_SELF_DESCRIBED_OPPOSITION = "parties that call themselves opposition"
    PARTIES_CLEARLY_OPPOSITION = "parties clearly opposition"
    CANDIDATES_PUT_FORWARD = "candidates put forward"
    CANDIDATES_REGISTERED = "candidates registered"
    CANDIDATES_WITHDREW = "candidates who withdrew"
    CANDIDATES_FAILED_EXAM = "candidates who failed an examination"
    EARLY_ELECTIONS_IN_A_ROW = "early elections in a row"
    PEOPLE_DETAINED = "people detained"
    OTHER = "other"


class Tally(Record):
    """A number that someone states, with what was counted, where and when. Tallies are never added."""

    of: TallySubject
    number: Count
    unit: str = Field(min_length=1, description="what was counted, e.g. people, parties, cases")
    scope: str = Field("", description="where, or of what")
    definition: str = Field("", description="how the claimant defines what was counted")
    during: When | None = None
