"""Participation: women and minorities among those who stand, administer and are elected; languages in elections."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.elections import Election, PastElection
from saylau.records.kinds.law import Provision
from saylau.values import Count, Truth, When


class Group(StrEnum):
    WOMEN = "women"
    MINORITIES = "national minorities"
    DISABILITIES = "people with disabilities"
    YOUNG = "young people"


class Among(StrEnum):
    PUT_FORWARD = "people put forward"
    CANDIDATES = "registered candidates"
    ELECTED = "people elected"
    CENTRAL_COMMISSION = "members of the central commission"
    TERRITORIAL_COMMISSIONS = "members of territorial commissions"
    PRECINCT_COMMISSIONS = "members of precinct commissions"
    LOWER_CHAMBER = "members of the lower or only chamber"
    UPPER_CHAMBER = "members of the upper chamber"
    GOVERNMENT = "members of the government"
    OBSERVERS = "observers"


class Representation(Record):
    """How many of some people belonged to a group, as stated."""

    election: Ref[Election | PastElection]
    group: Group
    among: Among
    number: Count = Field(description="people of the group")
    of: Count | None = Field(None, description="all people; empty where not stated")
    chairs: Truth = Field(Truth.NO, description="whether the numbers are of chairs only")
    as_of: When | None = None


class LanguageMatter(StrEnum):
    BALLOTS = "ballots"
    LISTS = "voter lists and notices"
    INFORMATION = "voter information"
    CAMPAIGN = "campaign"
    CANDIDACY = "candidacy"
    COMPLAINTS = "complaints"
    BROADCASTING = "broadcasting"


class LanguageUse(Record):
    """Languages used in, or required for, a matter of the election."""

    election: Ref[Election | PastElection]
    matter: LanguageMatter
    languages: tuple[str, ...] = Field(description="ISO 639 codes, e.g. kk; ru")
    required: Truth = Field(description="yes: knowing or using them was required; no: they were used or offered")
    official: tuple[str, ...] = Field((), description="languages in official use, where the law names them")
    provision: Ref[Provision] | None = None
