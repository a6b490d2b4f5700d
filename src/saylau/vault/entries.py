"""What a vault holds of one person, entry by entry. Entries are only added: a later one stands beside an earlier."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from saylau.records.kinds.actors import Gender
from saylau.values import When

HASH = r"^([0-9a-f]{64})?$"
"""SHA-256 of a paper that is kept elsewhere; empty for none."""
NUMBER = r"^[A-Z]{1,3}-?[0-9]{1,6}$"
"""A case number: letters of a series and a number, e.g. P-0042."""


class _Entry(BaseModel):
    """What every entry carries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date = Field(description="day of which it speaks: given, withdrawn, told, sent")
    note: str = Field("", description="a clarifying remark")


# Who it is


class NamePart(StrEnum):
    FAMILY = "family"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    WHOLE = "whole"


class NameSort(StrEnum):
    OFFICIAL = "official"
    DOCUMENT = "as in a document"
    ALIAS = "alias"
    FORMER = "former"


class NameWritten(_Entry):
    """One name as someone wrote it. The spelling of a passport is its holder's and is never made anew."""

    kind: Literal["name"] = "name"
    text: str = Field(min_length=1)
    part: NamePart = NamePart.WHOLE
    sort: NameSort = NameSort.OFFICIAL
    language: str = Field("", description="language code")
    source: str = Field("", description="where it is written so")


class Identity(_Entry):
    """What tells a person from another, beside names. An empty field says nothing."""

    kind: Literal["identity"] = "identity"
    gender: Gender | None = None
    born: When | None = None
    nationality: str = ""
    document: str = Field("", description="identity document: sort, issuer, number")
    profession: str = Field("", description="profession or activity")
    address: str = ""


class Contact(_Entry):
    """One way to reach the person, and when it is safe."""

    kind: Literal["contact"] = "contact"
    way: str = Field(min_length=1, description="telephone, letter, messenger, through counsel ...")
    address: str = Field(min_length=1)
    safe: str = Field("", description="when and how it is safe to use it")


class Paper(_Entry):
    """A paper of the person, by its hash; the file is kept elsewhere."""

    kind: Literal["paper"] = "paper"
    title: str = Field(min_length=1)
    sort: str = Field("", description="court decision, protocol, medical paper, power of attorney ...")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    pages: int | None = Field(None, ge=1)
    language: str = ""


class Account(_Entry):
    """What the person told, in their words."""

    kind: Literal["account"] = "account"
    text: str = Field(min_length=1)
    language: str = ""


# What they agreed to


class Purpose(StrEnum):
    """What a person may agree to. No purpose follows from another."""

    STORE = "store"
    ANALYSE = "analyse inside"
    SHARE = "share in confidence"
    NAME_TO_GOVERNMENT = "name to the government"
    PUBLISH_NUMBER = "publish under a case number"
    PUBLISH_NAME = "publish name"
    PUBLISH_PICTURE = "publish picture or voice"
    RESEARCH = "research data set"


THROUGH_A_BODY = frozenset({Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT})
"""Purposes that are agreed to for bodies named one by one."""


class GivenBy(StrEnum):
    SELF = "self"
    GUARDIAN = "guardian"
    RELATIVE = "relative"


class Manner(StrEnum):
    WRITTEN = "written"
    RECORDED = "recorded"
    SPOKEN = "spoken before a witness"


class Explained(StrEnum):
    """What was explained before consent was asked for."""

    WHO = "who documents"
    PURPOSE = "purpose"
    ACCESS = "who gets access"
    RISKS = "risks"
    BENEFITS = "benefits"
    REFUSAL = "right to refuse and to withdraw"
    WITHDRAWAL = "how to withdraw"


class Consent(_Entry):
    """Agreement to purposes. What is not named is not granted."""

    kind: Literal["consent"] = "consent"
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    bodies: tuple[str, ...] = Field((), description="bodies for which sharing or naming is agreed to, by their ids")
    until: date | None = Field(None, description="last day; empty where none was set")
    given_by: GivenBy = GivenBy.SELF
    relation: str = Field("", description="relation of a relative or guardian")
    child_agrees: bool = Field(False, description="of a guardian's consent: the child, as far as able, agrees too")
    manner: Manner = Manner.WRITTEN
    language: str = ""
    interpreter: bool = False
    explained: tuple[Explained, ...] = ()
    in_custody: bool = Field(False, description="given while held: to be confirmed, and never enough for publication")
    paper: str = Field("", pattern=HASH)


class Withdrawal(_Entry):
    """Consent taken back, from this day on; of all purposes where none is named."""

    kind: Literal["withdrawal"] = "withdrawal"
    purposes: tuple[Purpose, ...] = ()
    bodies: tuple[str, ...] = Field((), description="bodies concerned; empty for all")


class Situation(_Entry):
    """A change of the person's situation, after which earlier consent is to be confirmed: released, charged, abroad."""

    kind: Literal["situation"] = "situation"


class AuthorityForm(StrEnum):
    SIMPLE = "simple"
    WITNESSED = "witnessed"
    NOTARISED = "notarised"


class Authority(_Entry):
    """A power of attorney: who may act for the person, before which bodies, until when."""

    kind: Literal["authority"] = "authority"
    attorney: str = Field(min_length=1, description="who may act, by id of an organisation of the case or by name")
    bodies: tuple[str, ...] = Field(min_length=1, description="bodies before which, by their ids")
    powers: tuple[str, ...] = ()
    form: AuthorityForm = AuthorityForm.SIMPLE
    until: date | None = None
    paper: str = Field("", pattern=HASH)


class Revocation(_Entry):
    """A power of attorney taken back: of this attorney, before these bodies; of all where none is named."""

    kind: Literal["revocation"] = "revocation"
    attorney: str = ""
    bodies: tuple[str, ...] = ()


# What has gone out


class Release(_Entry):
    """Something about the person that left, with the answer of the ledger on which it left."""

    kind: Literal["release"] = "release"
    what: str = Field(min_length=1, description="file or paper that left")
    sha256: str = Field("", pattern=HASH)
    audience: str = Field(min_length=1, description="`public`, or the body that received it, by its id")
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    fields: tuple[str, ...] = Field((), description="what it told of the person: name, birth, address, case number ...")
    granted: tuple[date, ...] = Field((), description="days of the consents on which it left")


# Lists and who is whom


class ListEntry(_Entry):
    """One entry of one list of people, as its keeper wrote it."""

    kind: Literal["list entry"] = "list entry"
    list: str = Field(min_length=1, description="id of the list, as people_list.csv has it")
    name: str = ""
    family: str = ""
    given: str = ""
    patronymic: str = ""
    language: str = ""
    gender: Gender | None = None
    born: When | None = None
    place: str = Field("", description="city or region")
    day: When | None = Field(None, description="when it happened")
    act: str = Field("", description="sort of act, by code")
    matter: str = Field("", description="number of the matter")
    person: str = Field("", description="case number, where the entry is known to be about someone who has one")


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Judgement(_Entry):
    """A person's decision on two list entries."""

    kind: Literal["judgement"] = "judgement"
    one: str = Field(min_length=1, description="handle of one entry")
    other: str = Field(min_length=1, description="handle of the other entry")
    verdict: Verdict
    by: str = Field(min_length=1, description="who decided")
    reason: str = Field(min_length=1)


class LinkageMade(_Entry):
    """One linkage: which entries stand for one person, by threshold, weights and decisions up to a day."""

    kind: Literal["linkage"] = "linkage"
    name: str = Field(min_length=1)
    lists: tuple[str, ...]
    threshold: float | None = Field(None, description="empty: decisions of people only")
    weights: dict[str, float] = Field(default_factory=dict)
    clusters: tuple[tuple[str, ...], ...] = Field(description="handles of entries, one group a person")


Entry = Annotated[
    NameWritten | Identity | Contact | Paper | Account | Consent | Withdrawal | Situation | Authority | Revocation
    | Release | ListEntry | Judgement | LinkageMade,
    Field(discriminator="kind"),
]  # fmt: skip

ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
"""Reads and writes one entry."""
