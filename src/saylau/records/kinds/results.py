"""Results in total."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election, PastElection
from saylau.values import Count


class Result(Record):
    """Votes of one contestant in a whole election."""

    election: Ref[Election | PastElection]
    candidacy: Ref[Candidacy] | None = Field(None, description="for the assessed election")
    person: Ref[Person] | None = Field(None, description="for an earlier election")
    votes: Count | None = None
    percent: Decimal | None = Field(None, ge=0, le=100, description="share as printed in the source")


class ResultTotal(Record):
    """Totals of a whole election."""

    election: Ref[Election | PastElection]
    cast: Count | None = Field(None, description="voters who took part, invalid ballots included")
    valid: Count | None = Field(None, description="valid votes")
    invalid: Count | None = Field(None, description="invalid ballots")
    turnout: Decimal | None = Field(None, ge=0, le=100, description="turnout in per cent as printed in the source")
