"""Signatures in support of candidates."""

from __future__ import annotations

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election
from saylau.values import Count, Truth, When


class SignatureStatement(Record):
    """What is stated of a candidate's signatures."""

    candidacy: Ref[Candidacy]
    collected: Count | None = Field(None, description="signatures handed in")
    valid: Count | None = Field(None, description="signatures accepted")
    invalid: Count | None = Field(None, description="signatures rejected")
    regions: Count | None = Field(None, description="regions in which they were collected")
    collectors: Count | None = Field(None, description="people who collected")
    as_of: When | None = None


class SignatureRequirement(Record):
    """The number of signatures that a source states as required."""

    election: Ref[Election]
    number: Count
    regions: Count | None = Field(None, description="regions required")
    as_of: When | None = None


class SheetIncident(Record):
    """An incident with signature sheets, as told by one side."""

    election: Ref[Election]
    on: When | None = None
    place: str = Field("", description="coarse place")
    says: str = Field(min_length=1, description="what is told, in our words")
    attributed_to: Ref[Candidacy] | None = Field(
        None, description="candidacy for which the sheets were, by this account"
    )


class Verification(Record):
    """How signatures were to be verified: who, in which time, by which criteria, with which appeal."""

    election: Ref[Election]
    by: str = Field("", description="who verified; empty where not stated")
    days: Count | None = Field(None, description="days for it; empty where not stated")
    criteria: Truth = Field(Truth.UNKNOWN, description="whether the rules say which signature is valid")
    appeal: Truth = Field(Truth.UNKNOWN, description="whether the rules give an appeal against the outcome")
    clear: Truth = Field(Truth.UNKNOWN, description="whether the source assessed the procedure as clearly regulated")


class SignerData(Record):
    """What those who signed had to disclose of themselves, who held it, and for how long."""

    election: Ref[Election]
    fields: str = Field("", description="data asked for, in words")
    number: Count | None = Field(None, description="number of data asked for, where stated")
    identity_document: Truth = Field(Truth.UNKNOWN, description="whether data of an identity document were asked for")
    holder: str = Field("", description="who kept the sheets; empty where not stated")
    retention_regulated: Truth = Field(Truth.UNKNOWN, description="whether a rule sets how long they were kept")
