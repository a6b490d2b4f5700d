"""Observers: missions and their size, accreditation, and what they were kept from."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.elections import Election, PastElection
from saylau.records.kinds.law import Provision
from saylau.values import Count, Truth, When


class ObserverSort(StrEnum):
    INTERNATIONAL = "international"
    STATE = "foreign state"
    CITIZEN = "citizen"
    PARTY = "party"
    CANDIDATE = "candidate"
    MEDIA = "media"


class ObserverMission(Record):
    """A mission or group that observed an election."""

    name: str = Field(min_length=1, description="name of the mission or group")
    election: Ref[Election | PastElection]
    sort: ObserverSort
    organisation: Ref[Organisation] | None = Field(None, description="who sent it")
    invited: When | None = Field(None, description="day of the invitation")
    during: When | None = Field(None, description="from opening to closing; open where the end is not known")


class ObserverPart(StrEnum):
    CORE = "core team"
    LONG_TERM = "long-term"
    SHORT_TERM = "short-term"
    ALL = "all"


class NumberState(StrEnum):
    REQUESTED = "requested"
    DEPLOYED = "deployed"


class ObserverNumber(Record):
    """How many observers a mission asked for or had, as stated."""

    mission: Ref[ObserverMission]
    part: ObserverPart
    state: NumberState
    number: Count
    countries: Count | None = Field(None, description="countries that they came from")
    as_of: When | None = Field(None, description="day or period to which the number belongs")


class Accreditation(Record):
    """Accreditation of observers of one sort or one mission: how many applied, were accredited, were refused."""

    election: Ref[Election | PastElection]
    sort: ObserverSort | None = Field(None, description="sort of observers; empty for all together")
    mission: Ref[ObserverMission] | None = Field(None, description="mission, where the number is of one")
    applied: Count | None = Field(None, description="people who applied; empty where not stated")
    accredited: Count | None = Field(None, description="people accredited")
    refused: Count | None = Field(None, description="people refused")
    organisations: Count | None = Field(None, description="organisations from which they came")
    states: Count | None = Field(None, description="foreign states from which they came")
    ground: str = Field("", description="ground stated for refusals")
    as_of: When | None = None


class ObserverLimit(StrEnum):
    ACCREDITATION = "accreditation conditions"
    ACCESS = "no access to premises"
    VIEW = "no clear view"
    PROTOCOL = "no copy of protocols"
    RECORDING = "no recording"
    REMOVAL = "removal"
    TABULATION = "no access to tabulation"
    LIABILITY = "liability for findings"
    OTHER = "other"


class ObserverRestriction(Record):
    """Something that observers were kept from, in law or in practice."""

    election: Ref[Election | PastElection]
    limit: ObserverLimit
    in_law: Truth = Field(Truth.UNKNOWN, description="yes: a rule of law; no: an event in practice")
    mission: Ref[ObserverMission] | None = None
    sort: ObserverSort | None = Field(None, description="sort of observers that it touched; empty for all")
    number: Count | None = Field(None, description="how many stations or events")
    of: Count | None = Field(None, description="out of how many observed")
    on: When | None = None
    provision: Ref[Provision] | None = None
    says: str = Field(min_length=1, description="what happened or applies, in our words")
