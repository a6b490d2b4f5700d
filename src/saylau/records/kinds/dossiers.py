"""Dossiers on candidacies: what speaks for and against an account of a candidate, each with its source."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Tie
from saylau.records.kinds.candidacy import Candidacy, CandidacyStep
from saylau.records.kinds.statements import Statement


class Side(StrEnum):
    """How the source takes an indicator: it is the source's reading, never that of the record."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"


class Indicator(Record):
    """One indicator on a question about a candidacy: what is stated, and for which side the source takes it."""

    candidacy: Ref[Candidacy]
    question: str = Field(min_length=1, description="what the indicators of a dossier are about, e.g. independence")
    indicator: str = Field(min_length=1, description="name of the indicator, the same for every candidate")
    side: Side = Field(description="for or against the account in question, as the source takes it; open otherwise")
    rests_on: Ref[Statement | Tie | CandidacyStep] | None = Field(None, description="claim in which it is stated")
    says: str = Field(min_length=1, description="the indicator, in our words")
