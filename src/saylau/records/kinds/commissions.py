"""Election commissions on their levels, and who sits on them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.elections import Election
from saylau.records.kinds.power import Body, Office
from saylau.values import Count, Truth, When


class CommissionLevel(StrEnum):
    CENTRAL = "central"
    TERRITORIAL = "territorial"
    PRECINCT = "precinct"


class Commission(Record):
    """The commissions of one level, or one commission."""

    name: str = Field(min_length=1, description="name")
    election: Ref[Election]
    level: CommissionLevel
    number: Count = Field(Count.of(1), description="how many commissions of this level")
    body: Ref[Body] | None = Field(None, description="the same as a body of the state, for the central one")
    non_members_allowed: Truth = Field(
        Truth.UNKNOWN, description="whether parties may propose people who are not members"
    )


class CommissionMember(Record):
    """A member of a commission."""

    commission: Ref[Commission]
    person: Ref[Person]
    role: str = Field("member", description="chair, deputy chair, secretary, member")
    appointed_by: Ref[Office | Body] | None = None
    proposed_by: Ref[Organisation] | None = None
    during: When | None = None
