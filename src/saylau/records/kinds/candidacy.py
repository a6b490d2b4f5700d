"""Candidacies and their stages, residence, service, examination, deposit and disclosure."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.elections import Election
from saylau.values import Count, Money, Truth, When


class Candidacy(Record):
    """A person put forward in an election, or the list of a party where lists stand."""

    person: Ref[Person | Organisation] = Field(description="who stands: a person, or the organisation whose list it is")
    election: Ref[Election]
    nominator: Ref[Organisation] | None = None
    incumbent: Truth = Field(Truth.UNKNOWN, description="whether the person held the contested office")
    first_of_gender: Truth = Field(Truth.UNKNOWN, description="first woman (or man) ever registered, where stated")
    candidates: Count | None = Field(None, description="of a list: how many people stood on it")
    women: Count | None = Field(None, description="of a list: how many of them were women")


class CandidacyStage(StrEnum):
    PUT_FORWARD = "put forward"
    COMPLIANCE = "compliance established"
    COLLECTION_STARTED = "collection started"
    COLLECTION_ENDED = "collection ended"
    EXAM_PASSED = "examination passed"
    EXAM_FAILED = "examination failed"
    REGISTERED = "registered"
    REFUSED = "refused"
    WITHDREW = "withdrew"
    DEREGISTERED = "deregistered"


class CandidacyStep(Record):
    """One step of a candidacy on a day."""

    candidacy: Ref[Candidacy]
    stage: CandidacyStage
    on: When | None = Field(None, description="day of the step; empty where no source states it")
    reason: str = ""
    decision: str = Field("", description="number of the decision, where stated")


class PostSort(StrEnum):
    DIPLOMATIC = "diplomatic"
    INTERNATIONAL = "international organisation"
    PRIVATE = "private"
    UNKNOWN = "unknown"


class Residence(Record):
    """Where a person lived, or is said to have lived, during a time."""

    person: Ref[Person]
    country: str = Field(pattern=r"^[a-z]{2}$", description="ISO 3166-1 code in lower case")
    during: When
    post: PostSort = Field(PostSort.UNKNOWN, description="post that took the person there")
    habitual: Truth = Field(Truth.UNKNOWN, description="whether it was the person's habitual residence")


class Service(Record):
    """A period in public service or elected office."""

    person: Ref[Person]
    post: str = Field(min_length=1, description="post held")
    during: When | None = Field(None, description="empty where the source gives no dates")
    counts: Truth = Field(Truth.UNKNOWN, description="whether the post counts as public service or elected office")


class ConditionSort(StrEnum):
    CITIZEN_BY_BIRTH = "citizen by birth"
    HIGHER_EDUCATION = "higher education"


class Condition(Record):
    """Whether a person met one of the plain conditions for standing, as stated; the day of birth stands with it."""

    person: Ref[Person]
    sort: ConditionSort
    met: Truth = Field(description="whether the person met it")
    as_of: When | None = None


class Exam(Record):
    """An examination that candidates had to pass, as it was held."""

    election: Ref[Election]
    name: str = Field(min_length=1, description="what was examined")
    public: Truth
    criteria_published: Truth
    secret_vote: Truth = Field(description="whether examiners decided by secret vote")
    incumbent_exempt: Truth
    parts: tuple[str, ...] = ()


class Deposit(Record):
    """An election deposit."""

    candidacy: Ref[Candidacy]
    amount: Money
    paid: Truth
    refunded: Truth = Truth.UNKNOWN


class DeclarationSort(StrEnum):
    ASSETS = "income and property"
    FUND_REPORT = "report on the election fund"


class Declaration(Record):
    """A disclosure that a candidate owed: filed, and published, are two facts."""

    candidacy: Ref[Candidacy]
    sort: DeclarationSort
    filed: Truth
    published: Truth
    as_of: When | None = None
