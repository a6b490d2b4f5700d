"""Provisions as the case knows them, changes of law, and rulings."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.values import Count, Truth, When


class TextRead(StrEnum):
    """What was read of a provision's text."""

    OFFICIAL = "official"
    OTHER_EDITION = "other edition"
    NOT_READ = "not read"


class Provision(Record):
    """An article of an act in one edition."""

    act: str = Field(min_length=1, description="short name of the act")
    article: str = Field(min_length=1, description="article and paragraph, e.g. 56(2)")
    edition: str = Field("", description="edition that applied, e.g. 28 December 2018")
    during: When | None = Field(None, description="when it was in force")
    read: TextRead = Field(description="what was read of its text")
    says: str = Field(min_length=1, description="the rule, in our words")


class Step(StrEnum):
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    IN_FORCE = "in force"


class Subject(StrEnum):
    """What a change of law was about, where a check asks for it."""

    SELF_NOMINATION_ENDED = "self-nomination ended"
    EXPERIENCE_REQUIRED = "experience required"
    CONSTITUENCIES = "constituencies"
    STATE_FUNDING = "state funding"
    INTERNET = "internet"
    MEDIA = "media"
    POWERS = "powers"
    TERRITORY = "territory"
    EDITION = "edition"
    OTHER = "other"


class LawChange(Record):
    """A change of law on a day."""

    act: str = Field(min_length=1, description="act that was changed or adopted")
    number: str = Field("", description="number of the changing act")
    step: Step
    on: When
    about: Subject
    core: Truth = Field(Truth.UNKNOWN, description="whether it touched core rules of elections")
    election_law: Truth = Field(Truth.NO, description="whether the act is electoral law")
    says: str = Field(min_length=1, description="what changed, in our words")
    unanimous: Truth = Field(Truth.UNKNOWN, description="whether nobody voted against or abstained")
    votes: Count | None = Field(None, description="votes for it, where stated")
    same_day_as: Ref[LawChange] | None = Field(
        None, description="an earlier step of which a source says that it took place on the same day"
    )


class Ruling(Record):
    """A ruling or explanation by a court or council."""

    body: str = Field(min_length=1, description="court or council")
    asked: When | None = None
    ruled: When
    asker: Ref[Person | Organisation] | None = None
    beneficiary: Ref[Candidacy] | None = Field(None, description="candidacy that the ruling served")
    provision: Ref[Provision] | None = None
    says: str = Field(min_length=1, description="what was ruled, in our words")


class Offence(StrEnum):
    """Offences of expression, by what they punish."""

    DEFAMATION = "defamation"
    FALSE_INFORMATION = "false information"
    INSULT = "insult"
    INCITEMENT = "incitement"
    OTHER = "other"


class SpeechOffence(Record):
    """An offence of expression in force."""

    offence: Offence
    says: str = Field(min_length=1, description="what it covers, in our words")
    provision: Ref[Provision] | None = Field(None, description="article, where stated")
    during: When | None = Field(None, description="when it was in force; empty where not stated")
    criminal: Truth = Field(Truth.UNKNOWN, description="whether it is a crime, and not an administrative offence")
