"""Election funds: receipts, public money, and limits as sources state them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.actors import Organisation
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election
from saylau.values import Count, Money, Truth, When


class FundOrigin(StrEnum):
    OWN = "own"
    NOMINATOR = "nominator"
    OWN_AND_NOMINATOR = "own and nominator"
    DONATIONS = "donations"
    STATE = "state"


class FundReceipt(Record):
    """Money that reached a candidate's election fund, as stated on one day."""

    candidacy: Ref[Candidacy]
    origin: FundOrigin
    amount: Money
    as_of: When
    label: str = Field("", description="origin as the source labels it, never re-labelled")
    label_names: FundOrigin | None = Field(
        None, description="own or nominator, where the label of a joint row names only one of the two"
    )


class FundingStage(StrEnum):
    PLANNED = "planned"
    ADOPTED = "adopted"
    PAID = "paid"


class StateFunding(Record):
    """Public money for each candidate."""

    election: Ref[Election]
    stage: FundingStage
    each: Money = Field(description="amount for one candidate")
    candidates: Count | None = Field(None, description="for how many candidates")
    on: When | None = None


class CapStatement(Record):
    """A limit on money in election funds, as a source states it."""

    election: Ref[Election]
    origins: tuple[FundOrigin, ...] = Field(description="origins that the limit covers together, by this account")
    amount: Money
    provision: str = Field("", description="article to which the source attributes it")


class ReportSort(StrEnum):
    INTERIM = "interim"
    FINAL = "final"


class FundReport(Record):
    """A report on an election fund. An amended report names the one that it takes the place of."""

    candidacy: Ref[Candidacy]
    sort: ReportSort
    period: When | None = Field(None, description="first and last day that it covers")
    due: When | None = None
    filed: When | None = None
    published: When | None = None
    complete: Truth = Field(Truth.UNKNOWN, description="whether all that had to be reported is in it")
    opening: Money | None = Field(None, description="balance at the beginning")
    closing: Money | None = Field(None, description="balance at the end")
    supersedes: Ref[FundReport] | None = Field(None, description="report whose place it takes")


class FundSide(StrEnum):
    IN = "in"
    OUT = "out"


class FundLevel(StrEnum):
    """How far a line is broken down. Lines of different levels are never added."""

    TOTAL = "total"
    ITEMISED = "itemised"
    """One payment."""
    UNITEMISED = "unitemised"
    """The sum of payments that are not listed one by one."""
    MEMO = "memo"
    """Repeats what stands in another line; never summed."""


class PayerKind(StrEnum):
    CITIZEN = "citizen"
    CANDIDATE = "candidate"
    PARTY = "party"
    ASSOCIATION = "association"
    COMPANY = "company"
    STATE_BODY = "state body"
    LOCAL_SELF_GOVERNMENT = "local self-government"
    CHARITY = "charity"
    RELIGIOUS_BODY = "religious body"
    FOREIGN = "foreign"
    ANONYMOUS = "anonymous"


KEY = r"^([A-Z]+-?[0-9]+)?$"


class FundLine(Record):
    """One line of a report: a total, a payment, or what is not listed. Refunds are negative and have their own column.

    A payer or a supplier stands under the case's own key (D-0001), as judged by a person; never under a name.
    """

    report: Ref[FundReport]
    side: FundSide
    level: FundLevel
    amount: Money
    refund: Truth = Field(Truth.NO, description="whether the amount was given back")
    category: str = Field("", description="heading of the report under which it stands, e.g. donations, printing")
    on: When | None = Field(None, description="when it was received or paid")
    payer: str = Field("", pattern=KEY, description="key of the payer or supplier as judged, e.g. D-0001")
    may_be: tuple[str, ...] = Field((), description="further keys that may be the same payer; not settled")
    payer_kind: PayerKind | None = Field(None, description="empty where not known; never taken as allowed")


class PriceReference(Record):
    """What one unit of something costs at a place and time, as a range."""

    item: str = Field(min_length=1, description="what is priced, e.g. billboard")
    unit: str = Field(min_length=1, description="what one is, e.g. one month")
    price: Money = Field(description="price of one unit, as a range where prices vary")
    place: str = ""
    during: When | None = Field(None, description="when the price held")


class ObservedActivity(Record):
    """Campaign activity that observers saw and counted."""

    candidacy: Ref[Candidacy]
    item: str = Field(min_length=1, description="what was seen, in the words of the price reference")
    unit: str = Field(min_length=1, description="what was counted")
    quantity: Count
    place: str = ""
    on: When | None = None


class Contract(Record):
    """A contract of a public authority with a supplier under the case's own key."""

    authority: Ref[Organisation] | None = None
    supplier: str = Field(pattern=KEY, min_length=1, description="key of the supplier as judged, the same as of payers")
    amount: Money
    signed: When
    competitive: Truth = Field(Truth.UNKNOWN, description="whether it was awarded after competition")
