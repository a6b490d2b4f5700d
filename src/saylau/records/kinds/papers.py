"""What stands around sources: addresses that were looked at, papers that belong together, words explained."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record
from saylau.values import Truth, When


class AddressLook(Record):
    """One look at the address of a source: whether it opened, and which copy was kept of it."""

    of: str = Field(pattern=r"^[a-z0-9][a-z0-9.\-]*$", description="id of the source in sources.csv")
    on: When = Field(description="day of the look")
    opened: Truth = Field(description="whether the address opened and showed the source")
    copy_at: str = Field("", description="address or place of a copy that was archived then; empty for none")
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="hash of that copy")


class PaperRelation(StrEnum):
    """How a paper belongs to a source or to this assessment."""

    EARLIER_VERSION = "earlier version"
    LATER_VERSION = "later version"
    OTHER_EDITION = "other edition"
    TRANSLATION = "translation"
    COMPANION = "companion paper"
    CORRECTION = "correction"


class RelatedPaper(Record):
    """A paper that belongs to a source or to this assessment: another version, a translation, a companion."""

    title: str = Field(min_length=1, description="title as printed, or in our words where it may not be repeated")
    relation: PaperRelation
    of: str = Field("", description="id of the source to which it belongs; empty for this assessment")
    by: str = Field("", description="who wrote it")
    published: When | None = None
    url: str = Field("", pattern=r"^(https?://\S+)?$", description="address, where it has one")


class GlossaryTerm(Record):
    """A word of the country or the law that a reader may not know, explained where it is first used."""

    term: str = Field(min_length=1, description="the word as the report prints it")
    means: str = Field(min_length=1, description="what it means, in a few words")
    forms: tuple[str, ...] = Field((), description="other forms in which it stands in sentences, e.g. its plural")
