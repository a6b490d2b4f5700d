"""What people themselves reported: appeals as they came in, and how far each was checked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.elections import Region
from saylau.records.kinds.prosecutions import Act, ActSort, Step
from saylau.values import Count, Truth, When


class Channel(StrEnum):
    """How an appeal came."""

    IN_PERSON = "in person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    MESSAGE = "message"
    FORM = "form"
    COUNSEL = "through counsel"
    OTHER = "other"


class Verification(StrEnum):
    """How far a report was checked. Only verified ones are told as facts; all are counted as reports."""

    RECEIVED = "received"
    IN_WORK = "being checked"
    VERIFIED = "verified"
    VERIFIED_LATE = "verified late"
    CONTRADICTED = "contradicted"
    NOT_VERIFIABLE = "not verifiable"


class Appeal(Record):
    """One report by a person, a relative or a passer-by: what it is about, and how far it was checked.

    Nothing in it says who sent it: the sender is a case number, and the words of the report stay in the vault.
    """

    received: When = Field(description="when it came in, as coarse as is safe")
    channel: Channel = Channel.OTHER
    by: Ref[Person] | None = Field(None, description="who sent it, by case number; empty for a report without a name")
    about: tuple[Ref[Person], ...] = Field((), description="whom it is about, by case number")
    people: Count | None = Field(None, description="how many people it tells of, where they have no case numbers")
    sort: ActSort | None = Field(None, description="sort of act that it tells of")
    region: Ref[Region] | None = Field(None, description="where, no finer than a region")
    concerning: tuple[Ref[Act | Step], ...] = Field((), description="acts and steps that were recorded from it")
    verification: Verification = Verification.RECEIVED
    checked: When | None = Field(None, description="when it was checked")
    checked_by: Ref[Organisation] | None = Field(None, description="who checked it")
    basis: str = Field("", description="on what the check rests, without particulars: court paper, two witnesses")
    same_as: Ref[Appeal] | None = Field(None, description="earlier report of the same thing, which is counted instead")
    documents: Truth = Field(Truth.UNKNOWN, description="whether papers came with it")
