"""What people did, what was done to them, and how a procedure against them went, step by step.

Rows about private persons are coarse: a case number, a category, an interval; never what would tell one from another.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.data import StatedDuration, StatedTime
from saylau.records.kinds.elections import Region
from saylau.records.kinds.law import Provision
from saylau.records.kinds.power import Body, Office
from saylau.records.kinds.protests import Event, Protest
from saylau.records.kinds.statements import Statement
from saylau.values import Count, Money, Truth, When


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
    """What was done: codes that stay; `saylau.records.vocabulary` says of each what it means and what it counts."""

    DETENTION_SHORT = "detention.short"
    DETENTION_PREVENTIVE = "detention.preventive"
    ADMINISTRATIVE_ARREST = "arrest.administrative"
    ADMINISTRATIVE_FINE = "fine.administrative"
    DETENTION_PRETRIAL = "detention.pretrial"
    HOUSE_ARREST = "arrest.house"
    PROSECUTION = "prosecution.criminal"
    SENTENCE = "sentence.criminal"
    FORCE = "force.use"
    SEARCH = "search.home"
    SEARCH_PERSON = "search.person"
    SEIZURE = "device.seizure"
    INSPECTION = "device.inspection"
    NO_COUNSEL = "denial.counsel"
    CLOSED_HEARING = "denial.public_hearing"
    NIGHT_HEARING = "hearing.night"
    CHILD_HELD = "child.in_custody"
    SURVEILLANCE = "surveillance"
    THREAT = "threat.person"
    THREAT_FAMILY = "threat.family"
    PRESSURE = "pressure.employment"
    CONSCRIPTION = "conscription.reprisal"
    EXPULSION = "expulsion.education"
    DISMISSAL = "dismissal.employment"
    ASSEMBLY_BAN = "assembly.ban"
    DISPERSAL = "assembly.dispersal"
    ORGANISATION_BAN = "organisation.ban"
    BLOCKING = "blocking.internet"
    SPEECH_PENALTY = "speech.penalty"
    POLL_PENALTY = "poll.penalty"
    CANDIDACY_DENIAL = "candidacy.denial"
    CAMPAIGN_INTIMIDATION = "campaign.intimidation"
    VOTE_DENIAL = "vote.denial"
    FRAUD_ALLEGED = "fraud.alleged"
    OTHER = "other"


class StateSays(StrEnum):
    """What the state says of an act that is told of."""

    ACKNOWLEDGES = "acknowledges"
    DENIES = "denies"
    EXPLAINS = "explains otherwise"
    SILENT = "silent"
    NOT_KNOWN = "not known"


class Act(Record):
    """One act against one person or one group, as a source tells it."""

    person: Ref[Person] = Field(description="against whom, by case number; a group stands as one person with a number")
    sort: ActSort
    during: When | None = Field(None, description="when, as coarse as is safe")
    throughout: Truth = Field(
        Truth.UNKNOWN, description="yes: true on each day of `during`; no: at some time within it"
    )
    event: Ref[Event | Protest] | None = Field(None, description="gathering, raid or trial at which it happened")
    region: Ref[Region] | None = Field(None, description="where, no finer than a region for private people")
    reason: str = Field("", description="reason that those who acted gave, in our words")
    means: str = Field("", description="means, coarse: hands, handcuffs, batons, stun device")
    state: StateSays = Field(StateSays.NOT_KNOWN, description="what the state says of it")
    state_record: Ref[Statement] | None = Field(None, description="statement or document in which the state says so")
    ended: str = Field("", description="how it stands at the end: released, still held, settled")
    provision: Ref[Provision] | None = Field(None, description="provision that those who acted invoked")
    rights: tuple[str, ...] = Field((), description="standards that it touches, by code, e.g. ICCPR-9")
    after: Ref[Conduct] | None = Field(None, description="the person's own conduct before it")
    step: Ref[Step] | None = Field(None, description="step of procedure during which it happened, or which it is")


class Degree(StrEnum):
    CARRIED_OUT = "carried out"
    ORDERED = "ordered"
    PRESENT = "present"
    WROTE_THE_RULE = "wrote the rule"
    FAILED_TO_ACT = "failed to act"
    SUSPECTED = "suspected"


class Polarity(StrEnum):
    """Whether a source says that something was so, or that it was not."""

    ASSERTS = "asserts"
    DENIES = "denies"


class Involvement(Record):
    """Which body or office took part in an act or a step, and in what degree."""

    act: Ref[Act | Step]
    by: Ref[Organisation | Office | Body]
    degree: Degree
    polarity: Polarity = Field(Polarity.ASSERTS, description="denies: the source says that it was not so")


class MatterSort(StrEnum):
    ADMINISTRATIVE = "administrative"
    CRIMINAL = "criminal"
    CONSCRIPTION = "military service"
    CIVIL = "civil"
    OTHER = "other"


class Matter(Record):
    """One matter against one person, as a body keeps it: the steps of a procedure hang on it."""

    person: Ref[Person] = Field(description="against whom, by case number")
    sort: MatterSort
    provision: Ref[Provision] | None = Field(None, description="provision on which the matter rests")
    conduct: tuple[Ref[Conduct], ...] = Field((), description="conduct for which it was opened")
    opened: When | None = Field(None, description="when it was opened, as coarse as is safe")


class StepSort(StrEnum):
    DETENTION = "detention"
    POLICE_STATION = "brought to a police station"
    PROTOCOL = "protocol"
    CUSTODY = "custody"
    CELL = "cell"
    SUSPICION = "notice of suspicion"
    SEARCH = "search"
    CHARGE = "charge"
    HEARING = "hearing"
    MEASURE = "measure of restraint"
    ARREST = "administrative arrest"
    FINE = "fine"
    VERDICT = "verdict"
    APPEAL = "appeal"
    CASSATION = "cassation"
    SERVED = "sanction served"
    SUMMONS = "summons to military service"
    CALL_UP = "call-up to military service"
    RELEASE = "release"


class Exemption(StrEnum):
    """Why somebody was exempt from military service."""

    UNFIT = "unfit for service"
    STUDY = "study"
    DEFERRAL = "deferral"
    OTHER = "other"


class Ancillary(StrEnum):
    SUSPENDED = "suspended term"
    WORK = "community work"
    NETWORK_BAN = "ban on social networks"
    ACTIVITY_BAN = "ban on an activity"
    OTHER = "other"


class Step(Record):
    """One step of a procedure against one person, with what is known of counsel, warrant, witnesses and grounds."""

    person: Ref[Person] = Field(description="against whom, by case number")
    sort: StepSort
    matter: Ref[Matter] | None = Field(None, description="matter to which it belongs")
    by: Ref[Organisation | Office | Body] | None = Field(None, description="body that took it")
    during: When | None = Field(None, description="when; of a measure its first day, or first day/last day")
    provision: Ref[Provision] | None = Field(None, description="provision on which it was based")
    after: Ref[Conduct] | None = Field(None, description="the person's own conduct before it")
    days_after: Count | None = Field(None, description="days from that conduct, where the days themselves are kept out")
    days: Count | None = Field(None, description="length in days, as imposed")
    months: Count | None = Field(None, description="length in calendar months, as imposed")
    hours: Count | None = Field(None, description="length in hours, by its two ends")
    fine: Money | None = Field(None, description="amount, of a fine")
    clock: Ref[StatedDuration | StatedTime] | None = Field(None, description="clock times of the step, where stated")
    record: Ref[Statement] | None = Field(None, description="statement or document that tells of it")
    preventive: Truth = Field(Truth.UNKNOWN, description="whether it came before an event, to keep the person from it")
    event: Ref[Protest] | None = Field(None, description="assembly with which it is connected")
    to_prison: Truth = Field(Truth.UNKNOWN, description="of a verdict: whether it was to prison")
    ancillary: tuple[Ancillary, ...] = Field((), description="what a verdict added or put in place of prison")
    child_present: Truth = Field(Truth.UNKNOWN, description="whether a child was held or kept waiting along")
    cares_for_child: Truth = Field(Truth.UNKNOWN, description="whether the person cared for an infant or child")
    exemption: Truth = Field(Truth.UNKNOWN, description="of a summons or call-up: whether an exemption was on file")
    exempt_as: Exemption | None = Field(None, description="of a summons or call-up: the ground of that exemption")
    repeated: Truth = Field(Truth.UNKNOWN, description="whether the same step was taken more than once")
    reversed: Truth = Field(Truth.UNKNOWN, description="whether it was taken back later")
    counsel: Truth = Field(Truth.UNKNOWN, description="whether counsel was present")
    counsel_chosen: Truth = Field(Truth.UNKNOWN, description="whether counsel was of the person's own choice")
    counsel_after: Count | None = Field(None, description="minutes from the detention until counsel was present")
    warrant: Truth = Field(Truth.UNKNOWN, description="of a detention or search: whether a warrant or order was shown")
    witnesses: Truth = Field(Truth.UNKNOWN, description="of a search: whether witnesses were present")
    open_to_public: Truth = Field(Truth.UNKNOWN, description="of a hearing: whether the public was let in")
    interpreter: Truth = Field(Truth.UNKNOWN, description="of a hearing: whether an interpreter was there where needed")
    put_off: Truth = Field(Truth.UNKNOWN, description="of a hearing: whether it was opened and put off")
    ground_stated: Truth = Field(Truth.UNKNOWN, description="whether the paper states the ground")
    length_stated: Truth = Field(Truth.UNKNOWN, description="of a measure: whether the paper states its length")
    care_considered: Truth = Field(
        Truth.UNKNOWN, description="of a measure: whether the paper considers the care of the person's children"
    )
    mentions_election: Truth = Field(
        Truth.UNKNOWN, description="whether the ground stated mentions the election, a candidate or a boycott"
    )
    document: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="hash of the paper on it, kept elsewhere")
    next_due: When | None = Field(None, description="next deadline that follows from it, where stated")


class ConsequenceSort(StrEnum):
    INJURY = "injury"
    LOST_STUDY = "loss of a place of study"
    LOST_WORK = "loss of work or income"
    DEBT = "debt"
    CARE_INTERRUPTED = "interrupted care of a child"
    OTHER = "other"


class Consequence(Record):
    """What followed for a person from an act or a step, as a source tells it."""

    person: Ref[Person] = Field(description="for whom, by case number")
    sort: ConsequenceSort
    during: When | None = Field(None, description="when, as coarse as is safe")
    step: Ref[Step] | None = Field(None, description="step from which it followed")
    act: Ref[Act] | None = Field(None, description="act from which it followed")
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
