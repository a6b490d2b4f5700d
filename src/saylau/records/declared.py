"""DeclaredRule: a rule of law written down as data, with the base values that it counts in and its own test cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from saylau.records.base import Record, Ref
from saylau.values import Count, Money, Truth, When


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
    """At least a share of places for a group, or so many places for each who fills them."""
    BAN = "ban"
    """Something that the law does not allow."""
    PERMISSION = "permission"
    """Something that the law allows."""


class BaseValue(BaseModel):
    """A legal value by day in which rules count, such as a minimum wage: one `[[base]]` table of `rules.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9-]+$", description="name by which rules ask for it, e.g. minimum-wage")
    value: Money = Field(description="the value, e.g. 500 EUR")
    since: When = Field(description="first day on which it applied, an exact day")
    until: When = Field(description="first day on which it no longer applied, or for which nobody confirmed it")
    provision: Ref[Record] = Field(description="id of the provision that sets it, in provision.csv")


class RuleCase(BaseModel):
    """A lawyer's example of one rule: a day, facts, and the answer expected. A `[[rule.case]]` table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, description="what the example shows")
    on: date = Field(description="day on which the rule is asked")
    given: dict[str, Any] = Field(default_factory=dict, description="facts, under the names of the rule's inputs")
    expect: str = Field(pattern="^(yes|no|unknown|not in force)$", description="yes, no, unknown or not in force")
    values: dict[str, Any] = Field(default_factory=dict, description="numbers that the rule yields, by name")


class DeclaredRule(BaseModel):
    """One rule in `rules.toml`, under the name by which checks ask for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z]+\.[a-z_]+$", description="rule name, e.g. signatures.total")
    form: RuleForm = Field(description="what sort of rule it is")
    provision: Ref[Record] = Field(description="id of the provision in provision.csv")
    reading: str = Field("text", description="name of the reading")
    since: When | None = Field(None, description="first day on which it applied, an exact day")
    until: When | None = Field(None, description="first day on which it no longer applied, an exact day")
    number: Count | None = Field(None, description="threshold or cap as a number")
    share: Decimal | None = Field(
        None, gt=0, le=1, description="threshold or quota as a share of the base: one per cent is 0.01"
    )
    parts: str = Field(
        "", pattern=r"^([1-9]\d*/[1-9]\d*)?$", description="a share that is no decimal number, as a fraction: 2/3"
    )
    more_than: Truth = Field(Truth.NO, description="whether more than the share is needed: more than half is not half")
    rounding: str = Field(
        "up", pattern="^(up|nearest|down)$", description="rounding of a share of a base: up, nearest or down"
    )
    amount: Money | None = Field(None, description="cap or threshold as a sum of money")
    times: int | None = Field(None, ge=1, description="cap or threshold as so many times a base value")
    base: str = Field("", pattern=r"^[a-z0-9-]*$", description="name of the base value that times multiplies")
    days: int | None = Field(None, ge=0, description="deadline or notice in days")
    months: int | None = Field(None, ge=0, description="deadline in calendar months")
    before: Truth = Field(Truth.NO, description="whether a deadline is so long before the day, and not after it")
    working: Truth = Field(Truth.NO, description="whether the days are working days; days off stand in day_off.csv")
    ends: str = Field(
        "one", pattern="^(one|both|neither)$", description="which end days of a period count: one, both or neither"
    )
    counted: str = Field("", description="article that says how the period is counted; empty where it is assumed")
    seats: tuple[str, ...] = Field((), description="who fills how many seats, by id, e.g. president 3")
    needs: tuple[str, ...] = Field((), description="further conditions: citizen by birth, higher education")
    exempt: tuple[str, ...] = Field((), description="who or what is exempt: incumbent, exempt post")
    what: tuple[str, ...] = Field(
        (), description="categories that a ban or a permission covers; for a notice: permission or notice"
    )
    whose: str = Field("", description="whose reading it is; empty for the text of the law as declared")
    decides: Truth = Field(Truth.YES, description="whether the reading may decide an outcome")
    untranslatable: str = Field("", description="why the provision cannot be expressed; it then answers unknown")
    who: str = Field("", description="who can answer its questions: id of a body or organisation of the case")
    bases: tuple[BaseValue, ...] = Field((), description="base values, from the [[base]] tables")
    cases: tuple[RuleCase, ...] = Field((), description="test cases, from the [[rule.case]] tables")

    @property
    def key(self) -> str:
        """What tells it from every other rule of a case: its name, its reading, and since when it applied."""
        return ".".join(filter(None, (self.name, self.reading, str(self.since or ""))))

    def meets(self, other: DeclaredRule) -> bool:
        """Whether the two are in force on one day; an end that is no exact day counts as none."""
        begins, ends = (day.exact_day if day else None for day in (self.since, self.until))
        others_begin, others_end = (day.exact_day if day else None for day in (other.since, other.until))
        return not (begins and others_end and others_end <= begins) and not (
            others_begin and ends and ends <= others_begin
        )


PARTS_OF_A_RULE = ("bases", "cases")
"""Fields of a rule that stand in tables of their own, and in no cell."""
