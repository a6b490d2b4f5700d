"""What was done about a restriction, by whom and to whom."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.power import Body, Office
from saylau.records.kinds.prosecutions import Act, Step
from saylau.values import Truth, When


class InterventionSort(StrEnum):
    REMEDY = "request for a remedy at home"
    APPEAL = "appeal or letter"
    PUBLICITY = "publicity"
    URGENT_ACTION = "urgent action"
    VISIT = "visit to a trial or place of detention"


class Intervention(Record):
    """What anyone did about an act or a step. An effect is never inferred from the order of days."""

    sort: InterventionSort
    persons: tuple[Ref[Person], ...] = Field((), description="whom it concerned, by case number")
    concerning: Ref[Act | Step] | None = Field(None, description="act or step that it concerned")
    to: Ref[Organisation | Office | Body] | None = Field(None, description="addressee")
    during: When | None = Field(None, description="when, as coarse as is safe")
    answered: Truth = Field(Truth.UNKNOWN, description="whether an answer came")
