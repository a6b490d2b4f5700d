"""Interruptions of access to the Internet: who reported them, what was said of their cause, and who spoke of them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.elections import Election
from saylau.records.kinds.power import Body, Office
from saylau.records.kinds.statements import Statement
from saylau.values import Truth, When


class BlockingMethod(StrEnum):
    """How the claimant came to know of an interruption."""

    MEASUREMENT = "measurement"
    TRAFFIC = "traffic"
    USER_REPORTS = "user reports"
    OPERATOR_STATEMENT = "operator statement"
    OFFICIAL_STATEMENT = "official statement"
    NOT_STATED = "not stated"


class BlockingReport(Record):
    """A window in which access to services was reported cut or restricted."""

    services: tuple[str, ...] = Field(description="services, as the source names them")
    providers: tuple[str, ...] = Field((), description="operators or networks; empty is not stated, never all")
    place: str = Field(min_length=1, description="country, region or city")
    window: When = Field(description="with a zone, or marked ? where the source states none")
    degree: str = Field("", description="cut, restricted, partly, as stated")
    method: BlockingMethod = Field(BlockingMethod.NOT_STATED, description="how the claimant came to know of it")


class Cause(StrEnum):
    """A cause that somebody names for an interruption; always the claimant's."""

    ORDER = "an order of an authority"
    ASSEMBLY = "calls to assemble or protest"
    BROADCAST = "live broadcasts"
    GROUP_ACTIVITY = "activity of a political group"
    EXAMS = "school examinations"
    TECHNICAL = "technical problems of providers"
    POWER = "a power cut"
    CABLE = "a damaged cable"
    OTHER = "another cause"


class CauseClaim(Record):
    """What somebody said of one cause of an interruption: stated it, denied it, or did not confirm it."""

    interruption: Ref[BlockingReport] | None = Field(None, description="of which one; empty for interruptions at large")
    cause: Cause
    holds: Truth = Field(description="yes for who states the cause, no for who denies it, unknown for not confirmed")
    by: str = Field(min_length=1, description="who said it, in the words that a reader sees")
    official: Truth = Field(Truth.UNKNOWN, description="whether the speaker spoke for an authority")
    on: When | None = Field(None, description="when it was said")
    statement: Ref[Statement] | None = Field(None, description="the statement in which it was said")


class Broadcast(Record):
    """A live broadcast with whose time an interruption is compared."""

    name: str = Field(min_length=1, description="what it is called here")
    by: Ref[Person | Organisation] | None = Field(None, description="who broadcast, where in the case")
    during: When
    service: str = Field("", description="service on which it ran")


class Relation(StrEnum):
    MORE = "more"
    LESS = "less"
    EQUAL = "equal"


class BlockingComparison(Record):
    """Two interruptions compared by somebody, with the measure or without one."""

    interruption: Ref[BlockingReport]
    other_place: str = Field(min_length=1, description="country or place with which it was compared")
    on: When
    claimed: Relation = Field(description="whether the interruption of the case was wider, narrower or the same")
    measure: str = Field("", description="what was measured, with its unit; empty where none is stated")
    value: Decimal | None = Field(None, description="measure of the interruption")
    other_value: Decimal | None = Field(None, description="the same measure of the other")
    statement: Ref[Statement] | None = Field(None, description="the statement in which they were compared")


class Reaction(Record):
    """A body or expert that spoke of events, and whether those concerned answered."""

    election: Ref[Election]
    by: Ref[Person | Organisation | Office | Body] = Field(description="who reacted")
    on: When | None = None
    interruption: Ref[BlockingReport] | None = Field(None, description="to which interruption, where told")
    statement: Ref[Statement] | None = Field(None, description="what was said")
    answered: Truth = Field(Truth.UNKNOWN, description="whether an authority answered")
    answer: Ref[Statement] | None = Field(None, description="the answer")
