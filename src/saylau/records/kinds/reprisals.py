"""What was done about a restriction, by whom and to whom, and what came back."""

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
    JOINT_STATEMENT = "joint statement"
    RESOLUTION = "resolution"
    PUBLICITY = "publicity"
    URGENT_ACTION = "urgent action"
    COMPLAINT = "complaint to an international body"
    COLLECTIVE_COMPLAINT = "collective complaint"
    VISIT = "visit to a trial or place of detention"


class Intervention(Record):
    """What anyone did about an act or a step. An effect is never inferred from the order of days."""

    sort: InterventionSort
    by: Ref[Organisation] | None = Field(None, description="who did it")
    persons: tuple[Ref[Person], ...] = Field((), description="whom it concerned, by case number")
    concerning: Ref[Act | Step] | None = Field(None, description="act or step that it concerned")
    to: Ref[Organisation | Office | Body] | None = Field(None, description="addressee")
    during: When | None = Field(None, description="when, as coarse as is safe; of a paper the day on which it was sent")
    form: str = Field("", description="form that was filled, e.g. wgad, hrc, urgent-appeal, osce")
    document: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="hash of the paper that was sent")
    requests: tuple[str, ...] = Field((), description="what was asked for, one short phrase each")
    due: When | None = Field(None, description="day by which a reply is due, where there is one")
    due_under: str = Field("", description="rule or practice from which that day follows")
    answered: Truth = Field(Truth.UNKNOWN, description="whether an answer came")


class ResponseSort(StrEnum):
    RECEIVED = "receipt confirmed"
    MORE_ASKED = "more information asked for"
    COMPLIED = "complied"
    PARTLY = "complied in part"
    PROMISED = "promised"
    DENIED = "denied"
    INADMISSIBLE = "declared inadmissible"
    DECIDED = "decision or opinion adopted"
    NONE = "no reply"


class Response(Record):
    """What came back. The effect is what someone states, never what followed in time."""

    intervention: Ref[Intervention]
    sort: ResponseSort
    during: When | None = Field(None, description="day on which it came")
    says: str = Field("", description="what it says, in our words, naming no private person")
    effect: str = Field("", description="effect, as someone states it")
    effect_by: Ref[Organisation | Office | Body] | None = Field(None, description="who states that effect")
    due: When | None = Field(None, description="day by which the next step of ours is due, where there is one")
