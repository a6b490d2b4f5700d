"""Opinion polls: who may conduct them, what was published, and what was done to those who polled."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election
from saylau.values import Count, Money, Truth, When


class PollSelection(StrEnum):
    """How respondents came into the sample."""

    PROBABILITY = "probability"
    QUOTA = "quota"
    VOLUNTEER = "volunteer"
    NOT_STATED = "not stated"


class PollSort(StrEnum):
    OPINION = "opinion poll"
    EXIT = "exit poll"


class Poll(Record):
    """A published poll as it was published; what the publication leaves out stays empty."""

    election: Ref[Election]
    sort: PollSort = PollSort.OPINION
    conductor: Ref[Organisation] | None = Field(None, description="who conducted it")
    sponsor: str = Field("", description="who ordered it and paid for it, as stated; an organisation, never a person")
    wording: str = Field("", description="exact wording of the question")
    population: str = Field("", description="whom it is about, e.g. adults of the country")
    frame: str = Field("", description="list or procedure from which respondents were drawn")
    selection: PollSelection = PollSelection.NOT_STATED
    respondents: Count | None = Field(None, description="number of respondents")
    mode: str = Field("", description="how people were asked, e.g. telephone, face to face, online")
    place: str = Field("", description="where it was conducted")
    fieldwork: When | None = Field(None, description="first and last day on which people were asked")
    published: When | None = None
    declared_error: Decimal | None = Field(None, gt=0, description="margin of error as stated, in percentage points")
    weighted: Truth = Field(Truth.UNKNOWN, description="whether answers were weighted")
    weighting: str = Field("", description="how answers were weighted, as stated")
    design_effect: Decimal | None = Field(None, gt=0, description="design effect, where stated")
    subgroups: Truth = Field(Truth.UNKNOWN, description="whether the sizes of the subgroups shown are stated")


class PollShare(Record):
    """The share of one answer in a poll, as printed."""

    poll: Ref[Poll]
    answer: str = Field(min_length=1, description="the answer, or the name of the option")
    candidacy: Ref[Candidacy] | None = Field(None, description="whom the answer names")
    share: Decimal = Field(ge=0, le=100, description="per cent, with the decimals printed: 34.0 is not 34")


class Pollster(Record):
    """An organisation that polls, and what its admission depends on."""

    organisation: Ref[Organisation]
    election: Ref[Election]
    legal_entity: Truth = Field(Truth.UNKNOWN, description="whether it is a legal entity registered in the country")
    years: Count | None = Field(None, description="years of experience with opinion polls")
    notified: When | None = Field(None, description="day on which it gave notice to the commission")


class PollsterSort(StrEnum):
    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


class PollSanction(StrEnum):
    """What came of it, as far as stated."""

    FINED = "fined"
    HELD_LIABLE = "held liable"
    SUMMONED = "summoned to court"
    DISCONTINUED = "discontinued"
    ACQUITTED = "acquitted"


class PollEnforcement(Record):
    """A case against somebody for an opinion poll. A private person stands under a number, coarse."""

    election: Ref[Election]
    sort: PollsterSort = Field(description="whether an individual or an organisation polled")
    person: Ref[Person] | None = None
    organisation: Ref[Organisation] | None = None
    years: Count | None = Field(None, description="years of experience with opinion polls, where stated")
    notified: Truth = Field(Truth.UNKNOWN, description="whether notice had been given to the commission")
    outcome: PollSanction
    fine: Money | None = Field(None, description="fine as stated")
    on: When | None = Field(None, description="when it was decided or stated")
