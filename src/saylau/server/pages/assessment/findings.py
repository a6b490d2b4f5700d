"""The list of findings: filtered by the address, counted under each filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saylau.server.assessment.kept import Kept
from saylau.server.assessment.reviewed import state_of
from saylau.server.assessment.told import Told
from saylau.server.review.conclusions import Standing

FILTERS = ("area", "outcome", "review")
STATES: Mapping[str, Promise] = {
    "open": _("not reviewed"),
    "waiting": _("signed, waits for a second person"),
    "reviewed": _("reviewed"),
    "rejected": _("rejected"),
    "fallen": _("changed since it was signed"),
}


@dataclass(frozen=True)
class Row:
    """A finding in the list."""

    finding: Told
    state: str

    @property
    def state_says(self) -> Promise:
        """Where it stands, in words."""
        return STATES[self.state]

    def value(self, name: str) -> str:
        """What a filter asks of it."""
        return self.state if name == "review" else str(self.finding[name])


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with how many findings it would show."""

    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter with its values."""

    name: str
    title: Promise
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Listed:
    """The findings that the filters let through."""

    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]
    query: str
    """The filters as they stand in the address."""
    total: int


def listed(kept: Kept, standings: Mapping[str, Standing], asked: Mapping[str, str]) -> Listed:
    """The findings by what the address asks."""
    rows = [Row(finding, state_of(standings[name])) for name, finding in kept.findings.items()]
    wanted = {name: asked[name] for name in FILTERS if asked.get(name)}
    labels = {
        "area": [(code, f"{code} {title}") for code, title in kept.told.get("areas", ())],
        "outcome": [(value, label) for value, label in kept.told.get("outcomes", ())],
        "review": list(STATES.items()),
    }
    titles = {"area": _("Area"), "outcome": _("Outcome"), "review": _("Review")}
    filters = tuple(Filter(name, titles[name], tuple(_choices(name, labels[name], rows, wanted))) for name in FILTERS)
    return Listed(tuple(r for r in rows if _passes(r, wanted)), filters, urlencode(wanted), len(rows))


def _choices(
    name: str, labels: Iterable[tuple[str, Any]], rows: Iterable[Row], wanted: Mapping[str, str]
) -> Iterable[Choice]:
    """The values of a filter that some finding has, each counted under the other filters."""
    others = {other: value for other, value in wanted.items() if other != name}
    counts = Counter(row.value(name) for row in rows if _passes(row, others))
    for value, label in labels:
        if counts[value] or wanted.get(name) == value:
            yield Choice(value, label, counts[value], wanted.get(name) == value)


def _passes(row: Row, wanted: Mapping[str, str]) -> bool:
    return all(row.value(name) == value for name, value in wanted.items())
