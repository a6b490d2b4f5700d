"""Assemblies, and numbers that someone states."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.elections import Region
from saylau.values import Count, Truth, When


class Protest(Record):
    """An assembly, or several of one call on the same days, as one source tells of it."""

    name: str = Field(min_length=1, description="what it is called here, e.g. assemblies of 1 May 2019")
    during: When = Field(description="day or days")
    places: tuple[str, ...] = Field((), description="cities, as the source names them")
    regions: tuple[Ref[Region], ...] = Field((), description="regions in which the places lie")
    size: Count | None = Field(None, description="how many took part; over all places unless size_of says otherwise")
    size_unit: str = Field("people", description="what was counted")
    size_of: str = Field("all places together", description="what the size covers")
    demands: tuple[str, ...] = Field((), description="demands, one short phrase each")
    policing: tuple[str, ...] = Field((), description="what the police did, one short phrase each, coarse")
    called_by: Ref[Organisation] | None = Field(None, description="who called for it, where stated")
    permitted: Truth = Field(Truth.UNKNOWN, description="whether the authorities had allowed it")


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
