"""DeclaredRule: a rule of law written down as data, for a country that has no law module."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from saylau.records.base import Record, Ref
from saylau.values import Count, Money, When


class RuleForm(StrEnum):
    """The shapes of rule that can be declared without code."""

    THRESHOLD = "threshold"
    """At least a number, or a share of a base."""
    CAP = "cap"
    """At most a sum of money."""
    DEADLINE = "deadline"
    """Not later than so many days or months after (or before) another day."""
    NOTICE = "notice"
    """An act must be announced, or allowed, so many days ahead."""
    QUOTA = "quota"
    """At least a share of places for a group."""
    BAN = "ban"
    """Something that the law does not allow."""


class DeclaredRule(BaseModel):
    """One rule in `rules.toml`, under the name by which checks ask for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z]+\.[a-z_]+$", description="rule name, e.g. signatures.total")
    form: RuleForm = Field(description="threshold, cap, deadline, notice, quota or ban")
    provision: Ref[Record] = Field(description="id of the provision in provision.csv")
    reading: str = Field("text", description="name of the reading")
    since: When | None = Field(None, description="first day on which it applied, an exact day")
    until: When | None = Field(None, description="first day on which it no longer applied, an exact day")
    number: Count | None = Field(None, description="threshold or cap as a number")
    share: Decimal | None = Field(
        None, gt=0, le=1, description="threshold or quota as a share of the base: one per cent is 0.01"
    )
    rounding: str = Field(
        "up", pattern="^(up|nearest|down)$", description="rounding of a share of a base: up, nearest or down"
    )
    amount: Money | None = Field(None, description="cap or threshold as a sum of money")
    days: int | None = Field(None, ge=0, description="deadline or notice in days")
    months: int | None = Field(None, ge=0, description="deadline in calendar months")
    what: tuple[str, ...] = Field((), description="categories that a ban covers; for a notice: permission or notice")

    def meets(self, other: DeclaredRule) -> bool:
        """Whether the two are in force on one day; an end that is no exact day counts as none."""
        begins, ends = (day.exact_day if day else None for day in (self.since, self.until))
        others_begin, others_end = (day.exact_day if day else None for day in (other.since, other.until))
        return not (begins and others_end and others_end <= begins) and not (
            others_begin and ends and ends <= others_begin
        )
