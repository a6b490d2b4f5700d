"""Source: where facts stand. Review: what a person signed. CaseInfo: what `case.toml` says of the case."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from saylau.errors import BadValue
from saylau.records.base import ID_PATTERN, LONGEST_ID, Record, Ref
from saylau.values import Truth, When

_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"]+")
_SCHEMES = "that begins with https://, http:// or mailto: and holds no space"


class Grade(StrEnum):
    """How far a source can be relied on."""

    A = "A"
    """Official or primary, read."""
    B = "B"
    """Press or secondary, read."""
    C = "C"
    """Weak: general knowledge, not confirmed. Never decides an outcome."""


class Interest(StrEnum):
    """Whose voice a source is."""

    GOVERNMENT = "government"
    COMMISSION = "commission"
    CANDIDATE = "candidate"
    OPPOSITION = "opposition"
    RIGHTS_GROUP = "rights group"
    MEDIA = "media"
    INTERNATIONAL_BODY = "international body"
    COURT = "court"
    OTHER = "other"


class Source(Record):
    """A document, page or release in which facts stand."""

    id: str = Field(pattern=ID_PATTERN, max_length=LONGEST_ID, description="name of the source within the case")
    title: str = Field(min_length=1, description="title as printed")
    author: str = Field("", description="person or body that wrote it")
    publisher: str = Field("", description="who published it, where that is not the author")
    published: When | None = Field(None, description="when it was published")
    url: str = Field("", description="address, where it has one: http, https or mailto")
    retrieved: When | None = Field(None, description="when it was last looked at")
    language: str = Field("", description="language code, e.g. en, ru, kk")
    licence: str = Field("", description="licence of the text; empty where unknown")
    grade: Grade = Field(description="A official or primary, B press or secondary, C weak")
    based_on: tuple[Ref[Source], ...] = Field((), description="sources which this one repeats")
    interest: Interest = Field(description="whose voice it is")
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="hash of the archived copy")

    @field_validator("url")
    @classmethod
    def _web(cls, url: str) -> str:
        if url and not _ADDRESS.fullmatch(url):
            raise BadValue(url, "is no address that a reader could open", f"write one {_SCHEMES}, or leave it empty")
        return url


class Decision(StrEnum):
    """What a reviewer decided on a finding."""

    APPROVED = "approved"
    CHANGED = "changed"
    REJECTED = "rejected"


class Review(Record):
    """A person's signature under a finding. It falls when what was signed changes."""

    finding: str = Field(min_length=1, max_length=300, description="id of the finding, e.g. finance.cap_use:tokayev")
    hash: str = Field(
        pattern=r"^[0-9a-f]{16}$", description="hash of the finding as signed, printed by `saylau explain`"
    )
    reviewer: str = Field(min_length=1, description="who signed")
    day: date = Field(description="day of the signature")
    decision: Decision = Field(description="approved, changed or rejected")
    note: str = Field("", description="conclusion or remark in the reviewer's words")


class CaseInfo(BaseModel):
    """What `case.toml` says of the case as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9\-]*$", max_length=100, description="short name, e.g. kazakhstan-2019")
    title: str = Field(min_length=1, description="title of the assessment")
    country: str = Field(pattern=r"^[a-z]{2}$", description="ISO 3166-1 code in lower case")
    election: Ref[Record] = Field(description="id of the election that is assessed")
    poll: date = Field(description="voting day")
    assessed: date = Field(description="date of assessment: nothing later was considered")
    languages: tuple[str, ...] = Field(
        ("en",), min_length=1, description="languages of names and texts, the first is the main one"
    )
    licence: str = Field("CC BY 4.0", description="licence of the case data")
    organisation: str = Field("", description="who makes the assessment")
    version: str = Field("1", description="version of the assessment")
    smallest: int = Field(
        5, ge=3, le=10, description="smallest count of private people that is printed; smaller ones are bounds"
    )
    smallest_reason: str = Field(
        "", validate_default=True, description="why a number below 5 is safe here; required with one"
    )
    zone: str = Field("", description="time zone of the country, e.g. Asia/Almaty")
    vault: Truth = Field(
        Truth.NO, description="yes: who its people are stands in a vault beside it, without which none of them leaves"
    )
    observers: Truth = Field(Truth.UNKNOWN, description="whether observers were sent for this assessment")

    @field_validator("smallest_reason")
    @classmethod
    def _reasoned(cls, reason: str, told: ValidationInfo) -> str:
        smallest = told.data.get("smallest")
        if smallest is not None and smallest < 5 and not reason:
            raise BadValue(
                str(smallest), "is below 5 without a reason", "write 5, or say in smallest_reason why it is safe"
            )
        return reason
