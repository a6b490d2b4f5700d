"""Assemblies, and numbers that someone states."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.elections import Phase, Region
from saylau.values import Count, Money, Truth, When


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


class EventSort(StrEnum):
    GATHERING = "gathering"
    RAID = "raid"
    TRIAL = "trial"
    BLOCKING = "blocking"
    OTHER = "other"


class Event(Record):
    """Something that happened at one place in one time, at which acts against several people may have happened."""

    name: str = Field(min_length=1, description="what it is called here, naming no private person")
    sort: EventSort
    during: When | None = Field(None, description="when, as coarse as is safe")
    region: Ref[Region] | None = Field(None, description="where")
    part_of: Ref[Event | Protest] | None = Field(None, description="larger event of which it is a part")
    phase: Phase | None = Field(None, description="phase of the electoral calendar in which it fell, as stated")


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
    PEOPLE_ARRESTED = "people arrested by a court"
    PEOPLE_FINED = "people fined"
    PEOPLE_WARNED = "people warned"
    PEOPLE_SANCTIONED = "people arrested, fined or warned"
    PEOPLE_PROSECUTED = "people prosecuted"
    PEOPLE_IMPRISONED = "people sentenced to prison"
    PEOPLE_CALLED_UP = "people summoned or called up to military service"
    PEOPLE_REPORTING = "people who sent reports or papers"
    PEOPLE_COMPLAINING = "people who gave powers of attorney"
    OTHER = "other"


class ClaimantRole(StrEnum):
    OFFICIAL = "official"
    OBSERVER = "observers or press"
    RIGHTS_GROUP = "rights group"
    OTHER = "another claimant"


class Tally(Record):
    """A number that someone states, with what was counted, where and when. Tallies are never added."""

    of: TallySubject
    number: Count
    unit: str = Field(min_length=1, description="what was counted, e.g. people, parties, cases")
    scope: str = Field("", description="where, or of what")
    definition: str = Field("", description="how the claimant defines what was counted")
    during: When | None = None
    places: tuple[str, ...] = Field((), description="cities or regions that it covers, where all are named")
    number_of_places: Count | None = Field(None, description="in how many places, where stated")
    each_once: Truth = Field(
        Truth.UNKNOWN, description="yes: people, nobody twice; no: each detention, sentence or other act; as stated"
    )
    nationwide: Truth = Field(Truth.UNKNOWN, description="whether it covers the whole country")
    each_days: Count | None = Field(None, description="days imposed on each, as stated")
    each_amount: Money | None = Field(None, description="amount imposed on each, as stated")
    whole: Ref[Tally] | None = Field(
        None, description="number of which this one is a part: same claimant and days, nobody in two parts"
    )
    as_of: When | None = Field(None, description="day on which it was stated")
    role: ClaimantRole = Field(ClaimantRole.OTHER, description="whose voice the number is: official, observers, ...")


class PracticeSort(StrEnum):
    PREVENTIVE_DETENTION = "preventive detention"
    SURVEILLANCE = "surveillance of homes"
    WATCHING = "assemblies watched"
    BATONS = "use of batons"
    QUESTIONS_ON_VIEWS = "questions about political views and support for a banned body"
    TELEPHONES = "telephones taken and messages read"
    WARNINGS = "warnings of liability before an assembly"


class Practice(Record):
    """A way of acting that a source tells of, over many people: never one person's case."""

    sort: PracticeSort
    by: str = Field("", description="who acted so, as stated")
    during: When | None = None
    places: tuple[str, ...] = Field((), description="where, as the source names the places")
    everywhere: Truth = Field(Truth.UNKNOWN, description="whether it is stated for all places of the assemblies")
    number: Count | None = Field(None, description="people concerned, where stated")
    event: Ref[Protest] | None = Field(None, description="assembly with which it is connected")
