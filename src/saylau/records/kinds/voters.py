"""Voters: lists and their publication, corrections, and who may not vote."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.elections import Election, PastElection
from saylau.records.kinds.law import Provision
from saylau.values import Count, Truth, When


class VoterList(Record):
    """What is known of how voter lists were drawn up and could be checked."""

    election: Ref[Election | PastElection]
    registration: str = Field("", description="how voters come onto the lists, in our words")
    published: Truth = Field(Truth.UNKNOWN, description="whether lists or their totals by station were published")
    own_entry: Truth = Field(Truth.UNKNOWN, description="whether voters could check their own entry")
    check_period: When | None = Field(None, description="days on which lists could be checked")
    added: Count | None = Field(None, description="voters added after the check or on voting day")
    removed: Count | None = Field(None, description="voters removed")
    election_day_entry: Truth = Field(Truth.UNKNOWN, description="whether voters could be added on voting day")
    provision: Ref[Provision] | None = None


class ExcludedGroup(StrEnum):
    PRISONERS = "prisoners"
    DETAINED = "people in pre-trial detention"
    INCAPABLE = "people declared legally incapable"
    DISABILITIES = "people with disabilities"
    ABROAD = "citizens abroad"
    UNREGISTERED = "citizens without registered residence"
    STATELESS = "people without citizenship"
    OTHER = "other"


class VoterExclusion(Record):
    """A group of people without the vote, or kept from it in practice."""

    election: Ref[Election | PastElection]
    group: ExcludedGroup
    in_law: Truth = Field(Truth.UNKNOWN, description="yes: excluded by law; no: kept from voting in practice")
    blanket: Truth = Field(Truth.UNKNOWN, description="whether it holds without an individual decision on the vote")
    number: Count | None = Field(None, description="how many people, where stated")
    provision: Ref[Provision] | None = None
    says: str = Field(min_length=1, description="who was excluded and how, in our words")
