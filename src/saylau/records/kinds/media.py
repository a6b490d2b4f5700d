"""Media: outlets and what became of them, powers to block, and the monitoring of election coverage."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Gender, Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.law import LawChange
from saylau.records.kinds.power import Body, Office
from saylau.values import Count, Truth, When


class Medium(StrEnum):
    TELEVISION = "television"
    RADIO = "radio"
    PRINT = "print"
    ONLINE = "online"
    OTHER = "other"


class Ownership(StrEnum):
    STATE = "state"
    PUBLIC_SERVICE = "public service"
    PRIVATE = "private"
    PARTY = "party"
    FOREIGN = "foreign"
    NOT_KNOWN = "not known"


class Outlet(Record):
    """A media outlet."""

    name: str = Field(min_length=1, description="name in the main language")
    medium: Medium
    ownership: Ownership = Ownership.NOT_KNOWN
    owner: Ref[Organisation | Body | Person] | None = Field(
        None, description="who owns or controls it in the end; a person only where a public figure"
    )
    reach: Decimal | None = Field(None, ge=0, le=100, description="share of the audience in per cent, where stated")
    reach_of: str = Field("", description="what the reach is a share of, e.g. daily viewers of the country")
    languages: tuple[str, ...] = Field((), description="languages in which it appears, ISO 639 codes, e.g. kk; ru")
    national: Truth = Field(Truth.UNKNOWN, description="whether it covers the whole country")


class OutletState(StrEnum):
    REGISTERED = "registered"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    BLOCKED = "blocked"
    CLOSED_BY_COURT = "closed by court"
    CLOSED_BY_AUTHORITY = "closed by authority"
    CLOSED_BY_OWNER = "closed by owner"
    SOLD = "sold"


class OutletStatus(Record):
    """What became of an outlet during a time: registered, refused, suspended, blocked, closed, sold."""

    outlet: Ref[Outlet]
    state: OutletState
    during: When = Field(description="from when, or on which day; open where the end is not known")
    decided_by: str = Field("", description="body that decided")
    court: Truth = Field(Truth.UNKNOWN, description="whether a court decided")
    ground: str = Field("", description="ground stated by that body")


class Restriction(StrEnum):
    BLOCK_SITES = "block sites and networks"
    BLOCK_INTERNET = "block the Internet"
    RELOCATE = "place infrastructure in the country"
    CLOSE = "close or suspend outlets"
    LICENSE = "register or license outlets"
    CONTENT = "restrict content"
    OTHER = "other"


class MediaPower(Record):
    """What a law lets somebody do to media or the Internet, or asks of media, and on whose decision."""

    change: Ref[LawChange] = Field(description="act that gave the power")
    restriction: Restriction
    who: str = Field("", description="who may act, e.g. special services; empty where it is a duty of media")
    court: Truth = Field(Truth.UNKNOWN, description="whether a court decides first")
    ground: str = Field("", description="on what ground, as stated")
    during: When = Field(description="from when it applied; open where the end is not known")


class MonitoringDesign(StrEnum):
    CENSUS = "census"
    SAMPLE = "sample"


class Scale(StrEnum):
    THREE = "three grades"
    FIVE = "five grades"


class MediaMonitoring(Record):
    """The design of one monitoring of coverage: what was watched, by whom, and how tone was coded."""

    name: str = Field(min_length=1, description="name of the monitoring")
    by: Ref[Organisation | Body] | None = Field(None, description="who monitored")
    design: MonitoringDesign = Field(
        description="census: all broadcasts of the outlets and days were coded; sample: some of them"
    )
    during: When = Field(description="first and last day monitored")
    outlets: tuple[Ref[Outlet], ...] = Field(description="outlets monitored")
    actors: tuple[Ref[Candidacy | Organisation | Person | Office | Body], ...] = Field(
        (), description="code list of actors; those without a second of coverage stand in it too"
    )
    hours_planned: Count | None = Field(None, description="hours of broadcasts that were to be coded")
    hours_coded: Count | None = Field(None, description="hours that were coded")
    missing: tuple[When, ...] = Field((), description="days that were to be monitored and were not")
    coders: Count | None = Field(None, description="how many people coded")
    scale: Scale = Field(Scale.THREE, description="grades of tone; grades of two scales never mix")
    codebook: str = Field("", description="title of the codebook")
    margin_of_error: Decimal | None = Field(
        None, ge=0, description="margin of error that the monitor states, in percentage points; empty where none"
    )


class Format(StrEnum):
    NEWS = "news"
    ADVERT = "advert"
    SPECIAL = "special"
    OTHER = "other"


class Amount(StrEnum):
    SECONDS = "seconds"
    CM2 = "cm2"
    WORDS = "words"


class MediaRole(StrEnum):
    CANDIDATE = "candidate"
    OFFICE_HOLDER = "office holder"
    PARTY = "party"
    GOVERNMENT = "government"
    COMMISSION = "commission"
    OTHER = "other"


class Speech(StrEnum):
    DIRECT = "direct"
    MENTIONED = "mentioned"


class Tone(StrEnum):
    VERY_NEGATIVE = "very negative"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    VERY_POSITIVE = "very positive"


class MediaItem(Record):
    """One appearance of an actor in one item of one outlet, as one coder coded it.

    An item coded by a second coder stands a second time with the same `item` and another `coder`; airtime counts the
    first of them.
    """

    monitoring: Ref[MediaMonitoring]
    outlet: Ref[Outlet]
    aired: When = Field(description="day, or time with zone, of the broadcast or issue")
    format: Format = Field(Format.NEWS, description="news, advert, special (free airtime, debate, programme), other")
    programme: str = Field("", description="name of the programme or page")
    prime_time: Truth = Field(Truth.UNKNOWN, description="whether it was aired in prime time")
    amount: Decimal = Field(ge=0, description="how much, in the unit beside it")
    unit: Amount = Field(Amount.SECONDS, description="seconds, cm2 or words; units are never added to each other")
    actor: Ref[Candidacy | Organisation | Person | Office | Body]
    role: MediaRole | None = Field(
        None,
        description="role in which the actor appeared: a president who opens a factory is an office holder",
    )
    speech: Speech | None = Field(None, description="whether the actor spoke or was mentioned")
    tone: Tone | None = Field(None, description="tone towards the actor; empty where it was not coded")
    topic: str = ""
    language: str = Field("", description="ISO 639 code, e.g. kk")
    gender: Gender | None = Field(None, description="gender of the actor where coded")
    item: str = Field("", description="name of the item within the monitoring; empty means the row's own id")
    coder: str = Field("", description="code of the coder, never a name")
    archive: str = Field("", description="where a recording is kept")


class CoverageMeasure(StrEnum):
    SHARE = "share of coverage"
    TONE = "tone"


class MediaClaim(Record):
    """A number that somebody states about the coverage of contestants."""

    by: Ref[Body | Organisation | Person | Office] | None = Field(None, description="who states it")
    measure: CoverageMeasure = CoverageMeasure.SHARE
    medium: Medium | None = Field(None, description="medium that it is about; empty for all")
    actor: Ref[Candidacy] | None = Field(None, description="contestant; empty where it is said of each of them")
    low: Decimal = Field(ge=0, le=100, description="stated share in per cent, or the lower end of a stated range")
    high: Decimal | None = Field(None, ge=0, le=100, description="upper end of a stated range; empty for one number")
    average: Truth = Field(Truth.UNKNOWN, description="whether it is stated as an average over outlets")
    equal: Truth = Field(Truth.UNKNOWN, description="whether the speaker called the coverage equal")
    margin_of_error: Truth = Field(
        Truth.NO, description="whether the speaker called differences within a statistical margin of error"
    )
    design: MonitoringDesign | None = Field(None, description="design of the monitoring behind it, where stated")
    scope: str = Field("", description="outlets, formats and roles included, as stated")
    during: When | None = Field(None, description="period that it is about, where stated")
    on: When | None = Field(None, description="day on which it was stated")
