"""What people and bodies say, recommend and ask, and what was looked for and not found."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election, PastElection
from saylau.records.kinds.law import Provision
from saylau.records.kinds.power import Body, Office
from saylau.values import Truth, When


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    ACKNOWLEDGES = "acknowledges"
    ASSESSES = "assesses"
    WARNS = "warns"
    ASKS = "asks"


class Statement(Record):
    """Something said by someone, in our words."""

    by: Ref[Person | Organisation | Office | Body] | None = Field(None, description="speaker, where in the case")
    stance: Stance
    says: str = Field(min_length=1, description="what was said, in our words")
    on: When | None = None
    about: Ref[Candidacy | Organisation | Body | Office] | None = None
    against: Ref[Statement] | None = Field(None, description="statement that it contradicts")
    area: str = Field("", description="report area to which it belongs, e.g. EA")
    reacts_to: tuple[str, ...] = Field((), description="ids of findings or checks to which it reacts")


class RecommendationStatus(StrEnum):
    FULLY = "fully implemented"
    MOSTLY = "mostly implemented"
    PARTIALLY = "partially implemented"
    NOT_IMPLEMENTED = "not implemented"
    NOT_ASSESSED = "not assessed"


class Recommendation(Record):
    """A recommendation, written by people."""

    number: int = Field(ge=1)
    text: str = Field(min_length=1, description="one change asked of one body, in our words")
    addressees: tuple[str, ...] = Field(description="who is asked")
    by: str = Field("", description="who recommends")
    theme: str = Field("", description="report area, e.g. CR")
    action: str = Field("", description="legal change, practice, training, publication, other")
    priority: Truth = Truth.NO
    basis: tuple[str, ...] = Field((), description="ids of findings, checks or standards")
    implementation: RecommendationStatus = RecommendationStatus.NOT_ASSESSED


class FollowUp(Record):
    """What became of a recommendation by a later election, as its source states it."""

    recommendation: Ref[Recommendation]
    election: Ref[Election | PastElection] | None = Field(None, description="the later election")
    implementation: RecommendationStatus
    by: str = Field("", description="who assessed the status")
    on: When | None = Field(None, description="when it was assessed")
    evidence: str = Field("", description="what was done, or not done, in our words")


class Reply(Record):
    """A finding put to those concerned, and what they replied, or by which day no reply had come."""

    finding: str = Field(
        min_length=1, description="id of the finding, e.g. finance.cap_use:tokayev; of a check for all its findings"
    )
    to: Ref[Person | Organisation | Office | Body] | None = Field(None, description="to whom it was put")
    put: str = Field("", description="the question put, in the words in which it was sent")
    asked: When | None = Field(None, description="when it was put; empty for a reply that came unasked")
    due: When | None = Field(None, description="by when a reply was asked for")
    says: str = Field("", description="the reply in full; empty for none")
    replied: When | None = Field(None, description="when the reply came")
    none_by: When | None = Field(None, description="day by which no reply had come")


class SearchForEvidence(Record):
    """A search, its scope, and whether it found what was looked for. An absence without a scope says nothing."""

    what: str = Field(min_length=1, description="what was looked for")
    where: str = Field("", description="where it was looked for")
    on: When | None = None
    found: Truth
    check: str = Field("", description="check that needs it, e.g. finance.reporting")


class Question(Record):
    """Something that would settle an open point: what is asked, who can answer, under which provision."""

    asks: str = Field(min_length=1, description="the question, one thing at a time")
    who: str = Field(min_length=1, description="who can answer")
    provision: Ref[Provision] | None = None
    why: str = Field("", description="what depends on it")
    areas: tuple[str, ...] = Field((), description="report areas that it touches, e.g. CF")


class DataCategory(StrEnum):
    """Sixteen kinds of election data (Open Election Data Initiative, National Democratic Institute)."""

    LEGAL_FRAMEWORK = "legal framework"
    BOUNDARIES = "electoral boundaries"
    ADMINISTRATION = "election administration"
    PROCESSES = "processes of the election administration"
    SECURITY = "election security"
    PARTIES = "registration of parties"
    BALLOT = "qualification for the ballot"
    CAMPAIGNS = "election campaigns"
    FINANCE = "campaign finance"
    VOTER_REGISTRATION = "registration of voters"
    VOTER_LISTS = "voter lists"
    VOTER_EDUCATION = "voter education"
    STATIONS = "polling stations"
    RESULTS = "election results"
    TECHNOLOGY = "electronic voting and counting"
    COMPLAINTS = "complaints and disputes"


class DataPrinciple(StrEnum):
    """Nine principles of open election data."""

    TIMELY = "timely"
    GRANULAR = "granular"
    FREE = "free of charge"
    COMPLETE = "complete and in bulk"
    ANALYSABLE = "analysable"
    NON_PROPRIETARY = "non-proprietary"
    NON_DISCRIMINATORY = "non-discriminatory"
    LICENCE_FREE = "free of licence"
    PERMANENT = "permanent"


class Openness(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class OpenData(Record):
    """Whether one kind of election data met one principle of open data: a cell of the transparency checklist."""

    category: DataCategory
    principle: DataPrinciple
    met: Openness
    where: str = Field("", description="where it was looked for, or stands")
    as_of: When | None = Field(None, description="day on which it was looked for")
