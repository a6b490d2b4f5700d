"""What people did, what was done to them, and how a procedure against them went, step by step.

Rows about private persons are coarse: a case number, a category, an interval; never what would tell one from another.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.data import StatedDuration, StatedTime
from saylau.records.kinds.law import Provision
from saylau.records.kinds.power import Body, Office
from saylau.records.kinds.protests import Protest
from saylau.records.kinds.statements import Statement
from saylau.values import Count, Truth, When


class ConductSort(StrEnum):
    ASSEMBLY = "taking part in an assembly"
    PUBLIC_EXPRESSION = "expression in a public place"
    WRITTEN_EXPRESSION = "expression in writing or online"
    COOPERATION = "cooperation with an international body or observation of trials or elections"
    OTHER = "other"


class Conduct(Record):
    """What one or several people did, for which, as a source tells it, something was done to them."""

    persons: tuple[Ref[Person], ...] = Field(description="who acted, by case number")
    sort: ConductSort
    during: When | None = Field(None, description="when, as coarse as is safe")
    linked: Truth = Field(
        Truth.UNKNOWN, description="whether the act described is linked to a banned body; no: nothing in it is"
    )
    body: Ref[Organisation] | None = Field(None, description="the banned body")


class ActSort(StrEnum):
    FORCE = "use of force"
    SEARCH = "search of a home"
    SEIZURE = "seizure of devices"
    THREAT = "threat"
    PRESSURE = "pressure on relatives or at work"
    OTHER = "other"


class Act(Record):
    """One act against one person, as a source tells it."""

    person: Ref[Person] = Field(description="against whom, by case number")
    sort: ActSort
    during: When | None = Field(None, description="when, as coarse as is safe")
    after: Ref[Conduct] | None = Field(None, description="the person's own conduct before it")
    step: Ref[Step] | None = Field(None, description="step of procedure during which it happened")


class Degree(StrEnum):
    CARRIED_OUT = "carried out"
    ORDERED = "ordered"
    PRESENT = "present"
    FAILED_TO_ACT = "failed to act"
    SUSPECTED = "suspected"


class Involvement(Record):
    """Which body or office took part in an act or a step, and in what degree."""

    act: Ref[Act | Step]
    by: Ref[Organisation | Office | Body]
    degree: Degree


class StepSort(StrEnum):
    DETENTION = "detention"
    CUSTODY = "custody"
    CELL = "cell"
    CHARGE = "charge"
    HEARING = "hearing"
    MEASURE = "measure of restraint"
    ARREST = "administrative arrest"
    FINE = "fine"
    VERDICT = "verdict"
    APPEAL = "appeal"
    SUMMONS = "summons to military service"
    CALL_UP = "call-up to military service"
    RELEASE = "release"


class Ancillary(StrEnum):
    SUSPENDED = "suspended term"
    WORK = "community work"
    NETWORK_BAN = "ban on social networks"
    ACTIVITY_BAN = "ban on an activity"
    OTHER = "other"


class Step(Record):
    """One step of a procedure against one person."""

    person: Ref[Person] = Field(description="against whom, by case number")
    sort: StepSort
    during: When | None = Field(None, description="when; of a measure its first day, or first day/last day")
    provision: Ref[Provision] | None = Field(None, description="provision on which it was based")
    after: Ref[Conduct] | None = Field(None, description="the person's own conduct before it")
    days_after: Count | None = Field(None, description="days from that conduct, where the days themselves are kept out")
    days: Count | None = Field(None, description="length in days, as imposed")
    months: Count | None = Field(None, description="length in calendar months, as imposed")
    hours: Count | None = Field(None, description="length in hours, by its two ends")
    clock: Ref[StatedDuration | StatedTime] | None = Field(None, description="clock times of the step, where stated")
    record: Ref[Statement] | None = Field(None, description="statement or document that tells of it")
    preventive: Truth = Field(Truth.UNKNOWN, description="whether it came before an event, to keep the person from it")
    event: Ref[Protest] | None = Field(None, description="assembly with which it is connected")
    to_prison: Truth = Field(Truth.UNKNOWN, description="of a verdict: whether it was to prison")
    ancillary: tuple[Ancillary, ...] = Field((), description="what a verdict added or put in place of prison")
    child_present: Truth = Field(Truth.UNKNOWN, description="whether a child was held or kept waiting along")
    cares_for_child: Truth = Field(Truth.UNKNOWN, description="whether the person cared for an infant or child")
    exemption: Truth = Field(Truth.UNKNOWN, description="of a summons or call-up: whether an exemption was on file")
    repeated: Truth = Field(Truth.UNKNOWN, description="whether the same step was taken more than once")
    reversed: Truth = Field(Truth.UNKNOWN, description="whether it was taken back later")


class ConsequenceSort(StrEnum):
    INJURY = "injury"
    LOST_STUDY = "loss of a place of study"
    LOST_WORK = "loss of work or income"
    CARE_INTERRUPTED = "interrupted care of a child"
    OTHER = "other"


class Consequence(Record):
    """What followed for a person from an act or a step, as a source tells it."""

    person: Ref[Person] = Field(description="for whom, by case number")
    sort: ConsequenceSort
    during: When | None = Field(None, description="when, as coarse as is safe")
    step: Ref[Step] | None = Field(None, description="step from which it followed")
    certified: Truth = Field(Truth.UNKNOWN, description="whether a doctor or another body certified it")


class ThreePartTest(Record):
    """A person's assessment of one restriction: was it provided by law, for a legitimate aim, and necessary?"""

    conduct: Ref[Conduct]
    law: Truth = Field(description="provided by law: accessible, foreseeable, no unfettered discretion")
    aim: Truth = Field(description="one of the aims that the covenant lists")
    necessity: Truth = Field(description="necessary and proportionate to that aim")
    reviewer: str = Field(min_length=1, description="who assessed it")
    on: When | None = None
    reason: str = Field("", description="reasons, without particulars of the person")


class Designation(Record):
    """A status that a body declared people to have."""

    declared: str = Field(min_length=1, description="what they were declared to be, e.g. prisoner of conscience")
    by: Ref[Organisation] = Field(description="body that declared it")
    persons: tuple[Ref[Person], ...] = Field(description="whom, by case number")
    during: When | None = Field(None, description="when, as coarse as is safe")
