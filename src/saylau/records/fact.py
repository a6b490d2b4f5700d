"""Fact: one record, claimed by someone, found in one source, at one place in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from saylau.records.base import Record

R = TypeVar("R", bound=Record, covariant=True)


class Status(StrEnum):
    """Where a claim stands in the team's review."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Heard(StrEnum):
    """How this piece of information reached its source. A good paper can repeat a rumour."""

    FIRST_HAND = "first hand"
    SECOND_HAND = "second hand"
    HEARSAY = "hearsay"
    NOT_KNOWN = "not known"


class Display(StrEnum):
    """How much of a row may leave the team."""

    PUBLIC = "public"
    INITIALS = "initials"
    NUMBER = "number"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Fact(Generic[R]):
    """A claim. `id` names the thing, `fact` names the claim: two tellings of one thing share the `id`."""

    record: R
    id: str
    fact: str
    source: str
    """Id of the source in which the claim stands."""
    locator: str = ""
    quote: str = ""
    """The passage in its own words, only where the wording itself is the fact."""
    said_by: str = ""
    """Who asserts it; empty means the source's author."""
    heard: Heard = Heard.NOT_KNOWN
    status: Status = Status.DRAFT
    display: Display = Display.PUBLIC
    note: str = ""

    @property
    def kind(self) -> str:
        """The kind's name, as in the file name."""
        return type(self.record).kind
