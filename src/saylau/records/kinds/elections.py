"""The election, its calendar, earlier elections, voters, regions and days off."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.power import Body
from saylau.values import Count, Truth, When


class Level(StrEnum):
    PRESIDENTIAL = "presidential"
    PARLIAMENTARY = "parliamentary"
    LOCAL = "local"
    REFERENDUM = "referendum"


class Election(Record):
    """The election that is assessed."""

    name: str = Field(min_length=1, description="name of the election")
    level: Level
    early: Truth = Field(description="whether it was held before the regular term ended")
    called: When | None = Field(None, description="day of the call")
    poll: When = Field(description="voting day")
    seats: Count = Field(Count.of(1), description="offices or seats to be filled")


class Phase(StrEnum):
    CALL = "call"
    NOMINATION = "nomination"
    SIGNATURES = "signatures"
    REGISTRATION = "registration"
    CAMPAIGN = "campaign"
    SILENCE = "silence"
    POLL = "poll"
    COUNT = "count"
    RESULTS = "results"


class Stage(Record):
    """A phase of the electoral calendar."""

    election: Ref[Election]
    phase: Phase
    during: When = Field(description="a day, or first day/last day")


class PastElection(Record):
    """An election in the register of earlier elections; the assessed one stands there too."""

    name: str = Field(min_length=1, description="name of the election")
    level: Level
    held: When
    early: Truth
    put_forward: Count | None = Field(None, description="people put forward as candidates")
    registered: Count | None = Field(None, description="people registered as candidates")
    signatures_required: Count | None = Field(None, description="signatures a candidate needed")


class Assessment(StrEnum):
    """What a body said of an election, sorted by people: whether it was in line with standards."""

    MET = "in line with standards"
    PARTLY = "partly in line with standards"
    NOT_MET = "not in line with standards"
    NONE = "no assessment"


class ElectionAssessment(Record):
    """What a body that observed or assessed an election said of it as a whole."""

    election: Ref[PastElection | Election] | None = Field(None, description="empty: earlier elections in general")
    by: Ref[Organisation | Body] | None = Field(None, description="who assessed, where in the case")
    assessment: Assessment
    says: str = Field(min_length=1, description="what was said, in our words")
    on: When | None = None


class VoterTotal(Record):
    """A stated total of voters."""

    election: Ref[Election | PastElection]
    voters: Count
    as_of: When | None = None
    basis: str = Field("", description="what was counted, e.g. register on 1 January, lists on voting day")


class RegionSort(StrEnum):
    REGION = "region"
    CITY = "city"


class Region(Record):
    """A first-level territory with the dates between which it was one."""

    name: str = Field(min_length=1, description="name on voting day")
    sort: RegionSort
    code: str = Field("", description="ISO 3166-2 code on voting day")
    during: When | None = Field(None, description="dates of validity; empty where not known")
    column: int | None = Field(None, ge=1, description="place on a map of equal tiles, from the left")
    row: int | None = Field(None, ge=0, description="place on a map of equal tiles, from the top")


class DayOff(Record):
    """A public holiday or a day moved by the government."""

    day: When
    name: str = Field(min_length=1, description="name of the holiday or ground of the move")
    working: Truth = Field(Truth.NO, description="whether it was a working day all the same")
