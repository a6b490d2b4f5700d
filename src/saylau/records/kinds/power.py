"""Who holds, fills, binds and consents: bodies, offices, tenures, appointments, powers, seats."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.values import Count, Truth, When


class BodySort(StrEnum):
    CHAMBER = "chamber"
    EXECUTIVE = "executive"
    COURT = "court"
    COUNCIL = "council"
    COMMISSION = "commission"
    LOCAL = "local"
    OTHER = "other"


class Body(Record):
    """A body of the state."""

    name: str = Field(min_length=1, description="name of the body")
    sort: BodySort
    aliases: tuple[str, ...] = Field((), description="other spellings found in sources")
    members: Count | None = Field(None, description="number of members, where stated")


class Office(Record):
    """A post that one person holds at a time, or a kind of such posts."""

    name: str = Field(min_length=1, description="name of the office")
    body: Ref[Body] | None = Field(None, description="body to which it belongs")


class Tenure(Record):
    """A person in an office during a time."""

    person: Ref[Person]
    office: Ref[Office]
    during: When
    held_on: When | None = Field(None, description="a day on which it was held, where no source gives the first day")
    for_life: Truth = Truth.NO
    basis: str = Field("", description="how the office was taken: election, appointment, by law")
    unanimous: Truth = Field(Truth.UNKNOWN, description="whether the vote that gave the office was unanimous")


class Manner(StrEnum):
    ALONE = "alone"
    ON_PROPOSAL = "on proposal"
    WITH_CONSENT = "with consent"
    ELECTS = "elects"


class Appointment(Record):
    """Who fills an office or a number of seats on a body, and with whom."""

    fills: Ref[Office | Body] = Field(description="what is filled")
    by: Ref[Office | Body] = Field(description="who appoints or elects")
    manner: Manner
    partner: Ref[Office | Body | Organisation] | None = Field(None, description="who proposes or consents")
    seats: Count | None = Field(None, description="seats filled this way")
    chair: Truth = Field(Truth.NO, description="whether these seats include the chair")
    dismisses: Truth = Field(Truth.UNKNOWN, description="whether those who appoint also dismiss")
    during: When | None = Field(None, description="when it was so; empty where not stated")


class PowerSort(StrEnum):
    STANDING = "standing"
    COORDINATES = "coordinates"
    APPOINTMENTS = "appointments"
    REPORTS = "reports"
    BINDS = "binds"
    REVIEWS = "reviews"
    DECIDES = "decides"
    CHAIR_FOR_LIFE = "chair for life"


class Power(Record):
    """A power of an office or body during a time."""

    holder: Ref[Office | Body]
    sort: PowerSort
    says: str = Field(min_length=1, description="the power, in our words")
    over: Ref[Office | Body] | None = Field(None, description="on whom it works")
    during: When | None = Field(None, description="when it was in force; empty where not stated")
    elections: Truth = Field(Truth.NO, description="whether it decides on elections, their disputes or their results")


class Privilege(Record):
    """A privilege that the law gives a person or office."""

    holder: Ref[Person | Office]
    says: str = Field(min_length=1, description="the privilege, in our words")
    basis: str = Field("", description="act that gives it")
    during: When | None = None


class InstitutionChange(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    ABOLISHED = "abolished"


class InstitutionEvent(Record):
    """A body or office that was created, changed in its standing, or abolished."""

    institution: Ref[Body | Office]
    change: InstitutionChange
    on: When | None = Field(None, description="day of the event; empty where no source states it")
    says: str = Field(min_length=1, description="what took place, in our words")
    basis: str = Field("", description="act by which it took place")


class SeatWay(StrEnum):
    TOTAL = "total"
    APPOINTED = "appointed"
    INDIRECT = "indirect"
    CHOSEN_BY_BODY = "chosen by body"
    FACTION = "faction"


class ChamberSeats(Record):
    """Seats of a chamber by way of selection or by faction."""

    chamber: Ref[Body]
    way: SeatWay
    seats: Count
    holder: Ref[Organisation | Office | Body] | None = Field(None, description="faction, or who appoints or chooses")
    lower: Truth = Field(Truth.UNKNOWN, description="whether this is a lower or only chamber")
    as_of: When | None = None
