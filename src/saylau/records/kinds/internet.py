"""Interruptions of access to the Internet."""

from __future__ import annotations

from pydantic import Field

from saylau.records.base import Record
from saylau.values import When


class BlockingReport(Record):
    """A window in which access to services was reported cut or restricted."""

    services: tuple[str, ...] = Field(description="services, as the source names them")
    place: str = Field(min_length=1, description="country, region or city")
    window: When = Field(description="with a zone, or marked ? where the source states none")
    degree: str = Field("", description="cut, restricted, partly, as stated")
