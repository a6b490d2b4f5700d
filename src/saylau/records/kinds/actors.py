"""Who acts: persons, organisations with their dated status, and ties between them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.values import Count, Truth, When


class Gender(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Person(Record):
    """A person. A private person's name is a case number (P01), never the name itself."""

    name: str = Field(min_length=1, description="name in the main language, or a case number")
    aliases: tuple[str, ...] = Field((), description="other spellings found in sources")
    spellings: Count | None = Field(None, description="number of spellings found, where the name is withheld")
    gender: Gender | None = None
    born: When | None = None
    public: Truth = Field(Truth.NO, description="yes: a public figure acting in office or candidacy")
    people: Count | None = Field(None, description="of a group told of together under one case number: how many")
    minor: Truth = Field(Truth.UNKNOWN, description="whether a minor at the time")


class OrganisationSort(StrEnum):
    PARTY = "party"
    MOVEMENT = "movement"
    ASSOCIATION = "association"
    TRADE_UNION = "trade union"
    COMPANY = "company"
    MEDIA = "media"
    STATE_BODY = "state body"
    INTERNATIONAL = "international"
    OTHER = "other"


class Organisation(Record):
    """A party, movement, association, company or other body with members or owners."""

    name: str = Field(min_length=1, description="name in the main language")
    sort: OrganisationSort
    acronym: str = ""
    aliases: tuple[str, ...] = Field((), description="other spellings and translations found in sources")


class OrganisationState(StrEnum):
    REGISTERED = "registered"
    ACTIVE = "active"
    UNREGISTERED = "unregistered"
    REFUSED = "refused"
    BANNED = "banned"
    DISSOLVED = "dissolved"


class OrganisationStatus(Record):
    """What an organisation was in law during a time: registered, refused, banned, dissolved."""

    organisation: Ref[Organisation]
    state: OrganisationState
    during: When = Field(description="from when, or on which day; open where the end is not known")
    decided_by: str = Field("", description="body that decided")
    ground: str = Field("", description="ground stated by that body")
    predecessor: Ref[Organisation] | None = Field(None, description="organisation that it succeeded")


class Branches(Record):
    """In how many regions an organisation had branches, as stated."""

    organisation: Ref[Organisation]
    regions: Count = Field(description="regions with a branch")
    as_of: When | None = None


class TieSort(StrEnum):
    KINSHIP = "kinship"
    MARRIAGE = "marriage"
    MEMBERSHIP = "membership"
    LEADERSHIP = "leadership"
    EMPLOYMENT = "employment"
    ENDORSEMENT = "endorsement"


class Tie(Record):
    """A relation between a person and another person or an organisation."""

    one: Ref[Person]
    other: Ref[Person | Organisation]
    sort: TieSort
    role: str = Field("", description="what `one` is to `other`: daughter, spouse, leader, member")
    during: When | None = None
