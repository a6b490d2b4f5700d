"""What people and bodies say, recommend and ask, and what was looked for and not found."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
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
