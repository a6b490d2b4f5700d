"""Election funds: receipts, public money, and limits as sources state them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from saylau.records.base import Record, Ref
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election
from saylau.values import Count, Money, When


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
