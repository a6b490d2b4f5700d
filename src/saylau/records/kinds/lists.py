"""Lists of people from different sources, and what linking them gave: numbers only. Their entries stay in the vault."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.protests import Event, Protest
from saylau.values import Count, Truth, When


class ListUnit(StrEnum):
    """What one entry of a list is."""

    PEOPLE = "people"
    DETENTIONS = "detentions"
    REPORTS = "reports"
    OTHER = "other"


class PeopleList(Record):
    """A list of people that someone keeps: what an entry is, whom it could have held, and from what it was made."""

    name: str = Field(min_length=1, description="what it is called here")
    kept_by: Ref[Organisation] | None = Field(None, description="who keeps it")
    unit: ListUnit = Field(description="what one entry is")
    entries: Count = Field(description="how many entries it has")
    during: When | None = Field(None, description="time that it covers")
    event: Ref[Event | Protest] | None = Field(None, description="event that it covers, where it covers one")
    closed: Truth = Field(
        Truth.UNKNOWN, description="whether nobody could join or leave those it could hold in that time: one event"
    )
    derived_from: tuple[Ref[PeopleList], ...] = Field(
        (), description="lists from which it was copied, wholly or in part"
    )
    misses: str = Field(
        "", description="who could not have stood on it at all, e.g. held in another city; empty for none"
    )


class Linkage(Record):
    """One way of saying which entries are the same person: several stand side by side, none is the truth."""

    name: str = Field(min_length=1, description="what it is called: strict, middle, loose, people only")
    lists: tuple[Ref[PeopleList], ...] = Field(description="lists that were linked")
    threshold: str = Field("", description="score from which two entries were taken as one person; empty: people only")
    judged_until: When | None = Field(None, description="day up to which decisions of people were taken in")
    entries: Count = Field(description="entries that went in")
    people: Count = Field(description="people that came out: the documented count under this linkage")
    hash: str = Field(
        "", pattern=r"^([0-9a-f]{64})?$", description="hash of what it holds; the whole stands in the vault"
    )


class Overlap(Record):
    """How many people of one linkage stood on exactly these lists, and on no other of those linked."""

    linkage: Ref[Linkage]
    lists: tuple[Ref[PeopleList], ...] = Field(description="the lists, each of them and no other")
    number: Count
