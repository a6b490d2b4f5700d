"""Complaints and appeals: who asked whom for what, by when an answer was due, and what came of it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.commissions import Commission
from saylau.records.kinds.law import Provision
from saylau.records.kinds.power import Body, Office
from saylau.records.kinds.prosecutions import Matter
from saylau.values import Count, Truth, When


class Complainant(StrEnum):
    """Who complained, coarse where the person is private."""

    CANDIDATE = "candidate"
    PARTY = "party"
    ASSOCIATION = "association"
    OBSERVERS = "observers"
    VOTERS = "voters"
    CITIZENS = "citizens"
    MEDIA = "media"
    OFFICIAL = "official"
    OTHER = "other"


class ComplaintAnswer(StrEnum):
    """What came of a complaint."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly granted"
    REJECTED = "rejected"
    NOT_EXAMINED = "not examined"
    REFERRED = "referred elsewhere"
    WITHDRAWN = "withdrawn"
    NO_ANSWER = "no answer"
    NOT_KNOWN = "not known"


class Complaint(Record):
    """A complaint or appeal, or a stated number of them of one sort; a private complainant is told by category only."""

    by: Ref[Person | Organisation | Candidacy] | None = Field(
        None, description="who complained, where a public figure or a body; a private person never stands here"
    )
    complainant: Complainant = Field(description="sort of complainant")
    number: Count = Field(Count.of(1), description="how many complaints the row stands for")
    to: tuple[Ref[Body | Office | Organisation], ...] = Field((), description="to whom it was addressed")
    about: Ref[Candidacy | Commission | Body | Office | Organisation] | None = Field(
        None, description="candidacy, commission or body complained of"
    )
    request: str = Field("", description="what was asked for, in our words")
    filed: When | None = Field(None, description="day of filing; empty where not stated")
    due: When | None = Field(None, description="day by which an answer was due, where it is stated")
    answer: ComplaintAnswer = Field(ComplaintAnswer.NOT_KNOWN, description="what came of it")
    answered: When | None = Field(None, description="day of the answer")
    published: Truth = Field(Truth.UNKNOWN, description="whether complaint and answer were published")
    appeal_of: Ref[Complaint] | None = Field(None, description="complaint against whose answer this one was brought")
    provision: Ref[Provision] | None = Field(None, description="provision on which it relied")
    area: str = Field("", description="report area that it is about, e.g. CR, ME, EA")


class RemedySort(StrEnum):
    """A way to ask for redress at home."""

    PROSECUTOR = "complaint to a prosecutor"
    APPEAL = "appeal"
    CASSATION = "cassation"
    SUPERVISION = "request for supervisory review"
    CONSTITUTIONAL = "constitutional complaint"
    OMBUDSPERSON = "complaint to an ombudsperson"
    OTHER = "other"


class NotPursued(StrEnum):
    """Why a remedy was not used."""

    UNAVAILABLE = "unavailable"
    INEFFECTIVE = "ineffective"
    DANGEROUS = "dangerous"
    TOO_LONG = "unreasonably prolonged"
    NOT_STATED = "not stated"


class RemedyOutcome(StrEnum):
    GRANTED = "granted"
    PARTLY_GRANTED = "partly granted"
    REJECTED = "rejected"
    NOT_EXAMINED = "not examined"
    PENDING = "pending"
    NOT_KNOWN = "not known"


class Remedy(Record):
    """One remedy at home in one matter of one person: used, or why not. Together they answer whether all were used."""

    person: Ref[Person] = Field(description="whose, by case number")
    matter: Ref[Matter] | None = Field(None, description="matter in which it was sought")
    sort: RemedySort
    to: Ref[Organisation | Office | Body] | None = Field(None, description="body that decides on it")
    filed: When | None = Field(None, description="day of filing; empty where it was not filed or no day is stated")
    used: Truth = Field(Truth.UNKNOWN, description="whether it was used")
    due: When | None = Field(None, description="last day for filing it, where stated")
    decided: When | None = Field(None, description="day of the decision")
    outcome: RemedyOutcome = RemedyOutcome.NOT_KNOWN
    last: Truth = Field(Truth.UNKNOWN, description="whether no further ordinary remedy was open after it")
    not_pursued: NotPursued | None = Field(None, description="why it was not used")
    reason: str = Field("", description="reasons for that, without particulars of the person")
    document: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="hash of the decision, kept elsewhere")
