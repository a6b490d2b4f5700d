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
