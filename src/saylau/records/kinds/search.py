"""Search interest: exports of a search engine's relative index, kept beside the case as files."""

from __future__ import annotations

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election
from saylau.values import Truth, When


class SearchSeries(Record):
    """One term of one export of search interest: a relative index, not a number of searches."""

    election: Ref[Election]
    file: str = Field(
        pattern=r"^tables/[A-Za-z0-9._-]+\.csv$",
        max_length=255,
        description="export in the case folder, tables/NAME.csv",
    )
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="hash of that file")
    term: str = Field(min_length=1, description="heading of its column, without the place")
    candidacy: Ref[Candidacy] | None = Field(None, description="whose interest it stands for")
    anchor: Truth = Field(Truth.NO, description="whether the term joins this export to others")
    place: str = Field("", description="country or region asked for")
    downloaded: When | None = Field(None, description="day of the download; another day gives another sample")
