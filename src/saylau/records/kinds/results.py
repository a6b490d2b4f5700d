"""Results in total, turnout by region as announced, and what of the results was published."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election, PastElection, Region
from saylau.values import Count, Truth, When


class Result(Record):
    """Votes of one contestant in a whole election."""

    election: Ref[Election | PastElection]
    candidacy: Ref[Candidacy] | None = Field(None, description="for the assessed election")
    person: Ref[Person | Organisation] | None = Field(
        None, description="for an earlier election: who stood, a person or the organisation whose list it was"
    )
    votes: Count | None = None
    percent: Decimal | None = Field(None, ge=0, le=100, description="share as printed in the source")
    seats: Count | None = Field(None, description="of a list: seats that it received")


class ResultTotal(Record):
    """Totals of a whole election."""

    election: Ref[Election | PastElection]
    cast: Count | None = Field(None, description="voters who took part, invalid ballots included")
    valid: Count | None = Field(None, description="valid votes")
    invalid: Count | None = Field(None, description="invalid ballots")
    turnout: Decimal | None = Field(None, ge=0, le=100, description="turnout in per cent as printed in the source")


class Turnout(Record):
    """Turnout of one region, as announced at one time."""

    election: Ref[Election]
    region: Ref[Region]
    percent: Decimal = Field(ge=0, le=100, description="turnout in per cent as printed in the source")
    announcement: int = Field(ge=1, description="number of the announcement in order of time: 1 for the first")
    at: When | None = Field(None, description="when it was announced, where stated")


class Published(StrEnum):
    """What of the results is or is not published."""

    BY_STATION = "results by polling station"
    BY_REGION = "results by region"
    TOTALS = "results in total"


class Publication(Record):
    """Whether results were published at a level of detail."""

    election: Ref[Election]
    what: Published
    published: Truth
    on: When | None = Field(None, description="when they were published")
    where: str = Field("", description="where they were published, or looked for")


class StationResults(Record):
    """A table of results by polling station, kept beside the case as a file."""

    election: Ref[Election]
    file: str = Field(
        pattern=r"^tables/[A-Za-z0-9._-]+\.csv(\.gz)?$",
        max_length=255,
        description="table in the case folder, tables/NAME.csv or NAME.csv.gz",
    )
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="hash of that file")
    roles: str = Field(
        "",
        pattern=r"^(tables/[A-Za-z0-9._-]+\.toml)?$",
        max_length=255,
        description="file that says which column is what, tables/NAME.toml; empty where the header is known",
    )
    roles_sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="hash of the file of roles")
    option: str = Field(
        "", description="column or name of the option under study, the same in all stations; empty for the winner"
    )
