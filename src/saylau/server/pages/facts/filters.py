"""Filters of the list of facts, as they stand in the address, and what each would show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from saylau.errors import BadValue
from saylau.server.access.models import User
from saylau.server.search.find import found
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE, Fact
from saylau.server.store.order import by_text
from saylau.server.store.reading import STATUS
from saylau.values import When

CHOSEN = ("kind", "state", "status", "display")
"""Filters whose counts come out of one question to the database."""
TYPED = ("source", "said_by", "since", "until", "q", "thing")
MARKS = ("mine", "waiting", "several", "wide")
TITLES: Mapping[str, object] = MappingProxyType(
    {
        "kind": _("Kind"), "state": _("State"), "status": _("Status in files"), "display": _("May be shown"),
        "source": _("Source"), "said_by": _("Said by"), "since": _("From"), "until": _("Until"), "q": _("Words"),
        "thing": _("About the thing"), "mine": _("Mine or assigned to me"), "waiting": _("Waiting for review"),
        "several": _("Several claims about one thing"),
    }
)  # fmt: skip
SORTS: Mapping[str, object] = MappingProxyType(
    {
        "changed": _("last changed first"),
        "place": _("as entered, by kind"),
        "since": _("time of what happened"),
        "thing": _("id"),
    }
)
_FEW = 5000
"""Up to so many facts found by words, the list is asked for by their keys and the words are not looked for again."""


@dataclass(frozen=True)
class Asked:
    """What a list is asked to show; empty texts ask for nothing."""

    kind: str = ""
    state: str = ""
    status: str = ""
    display: str = ""
    source: str = ""
    said_by: str = ""
    since: str = ""
    until: str = ""
    q: str = ""
    thing: str = ""
    mine: bool = False
    waiting: bool = False
    several: bool = False
    wide: bool = False
    """All columns of a kind, not the first few."""
    sort: str = ""
    page: int = 1
    wrong: Mapping[str, str] = field(default_factory=dict)
    """What cannot be read, by filter: a sentence."""

    @classmethod
    def of(cls, params: QueryDict) -> Asked:
        """Read the filters of an address."""
        told: dict[str, Any] = {name: _plain(params.get(name, "")) for name in (*CHOSEN, *TYPED)}
        told |= {name: params.get(name, "") not in ("", "0") for name in MARKS}
        told["wrong"] = {name: said for name in ("since", "until") if (said := _not_a_time(told[name]))}
        number = params.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1
        sort = params.get("sort", "")
        return cls(**told, sort=sort if sort in SORTS else "", page=max(page, 1))

    @property
    def order(self) -> str:
        """The order of the list, where none is asked for that of entry within a kind, else the last changed first."""
        return self.sort or ("place" if self.kind else "changed")

    def address(self, **changes: Any) -> str:
        """The part of an address after the question mark, with some filters changed; it begins with `?`."""
        other = replace(self, **{"page": 1, **changes})
        told: dict[str, str] = {name: text for name in (*CHOSEN, *TYPED) if (text := getattr(other, name))}
        told |= {name: "1" for name in MARKS if getattr(other, name)}
        told |= {"sort": other.sort} if other.sort else {}
        told |= {"page": str(other.page)} if other.page > 1 else {}
        return f"?{urlencode(told)}"

    @property
    def slow(self) -> bool:
        """Whether it asks for something for which every fact is read."""
        return bool(self.q or self.said_by or self.several)

    @property
    def in_force(self) -> tuple[str, ...]:
        """Names of the filters that ask for something."""
        return tuple(name for name in (*CHOSEN, *TYPED, *MARKS) if getattr(self, name) and name != "wide")


def _plain(text: str) -> str:
    return text.replace("\0", "").strip()[:300]


def _not_a_time(text: str) -> str:
    try:
        _time(text)
    except BadValue as refused:
        return f"{refused.why}; {refused.right}"
    return ""


def _time(text: str) -> When | None:
    return When.parse(text) if text else None


@dataclass(frozen=True)
class Counts:
    """How many facts there are by kind, state and display, of those that the typed filters leave."""

    groups: tuple[tuple[str, str, str, int], ...]
    mine: int
    waiting: int

    def by(self, name: str, asked: Asked) -> dict[str, int]:
        """Value to number for one filter, with every other one in force."""
        others = [other for other in CHOSEN if other != name]
        found: dict[str, int] = {}
        for kind, state, display, number in self.groups:
            row = {"kind": kind, "state": state, "status": STATUS.get(state, ""), "display": display}
            if row[name] and all(getattr(asked, other) in ("", row[other]) for other in others):
                found[row[name]] = found.get(row[name], 0) + number
        return found

    def total(self, asked: Asked) -> int:
        """How many facts all filters leave."""
        by_kind = self.by("kind", asked)
        return by_kind.get(asked.kind, 0) if asked.kind else sum(by_kind.values())


def counts(facts: QuerySet[Fact], asked: Asked, user: User) -> Counts:
    """Counts under the filters, of facts that `typed` has narrowed."""
    mine, waiting = _mine(user), _waiting()
    numbers = facts.order_by().values_list("kind", "state", "display")
    numbers = numbers.annotate(n=Count("pk"), m=Count("pk", filter=mine), w=Count("pk", filter=waiting))
    rows = list(numbers.annotate(b=Count("pk", filter=mine & waiting)))
    place = 3 + asked.mine + 2 * asked.waiting
    groups = tuple((row[0], row[1], row[2], row[place]) for row in rows)

    def marked(index: int) -> int:
        return Counts(tuple((row[0], row[1], row[2], row[index]) for row in rows), 0, 0).total(asked)

    return Counts(groups, mine=marked(6 if asked.waiting else 4), waiting=marked(6 if asked.mine else 5))


def typed(facts: QuerySet[Fact], asked: Asked, without: str = "") -> QuerySet[Fact]:
    """Those that the typed filters leave, one of them left out."""
    told = {name: "" if name == without or name in asked.wrong else getattr(asked, name) for name in TYPED}
    if told["source"]:
        facts = facts.filter(source=told["source"])
    if told["thing"]:
        facts = facts.filter(Q(thing=told["thing"]) | Q(name=told["thing"]))
    if (since := _time(told["since"])) and since.first:
        facts = facts.filter(Q(until__gte=since.first) | Q(until__isnull=True, since__isnull=False))
    if (until := _time(told["until"])) and until.last:
        facts = facts.filter(Q(since__lte=until.last) | Q(since__isnull=True, until__isnull=False))
    slow = facts
    if asked.several and without != "several":
        things = facts.exclude(kind=SOURCE).order_by().values("thing").annotate(n=Count("pk")).filter(n__gt=1)
        slow = slow.filter(thing__in=things.values("thing")).exclude(kind=SOURCE)
    if told["said_by"]:
        slow = slow.filter(body__said_by=told["said_by"])
    if told["q"]:
        slow = found(slow, told["q"])
    if slow is facts:
        return facts
    few = list(slow.order_by().values_list("pk", flat=True)[: _FEW + 1])
    return facts.filter(pk__in=few) if len(few) <= _FEW else slow


def chosen(facts: QuerySet[Fact], asked: Asked, user: User) -> QuerySet[Fact]:
    """Those that the other filters leave, in the order asked for."""
    for name in ("kind", "state", "display"):
        if value := getattr(asked, name):
            facts = facts.filter(**{name: value})
    if asked.status:
        facts = facts.filter(state__in=[state for state, status in STATUS.items() if status == asked.status])
    if asked.mine:
        facts = facts.filter(_mine(user))
    if asked.waiting:
        facts = facts.filter(_waiting())
    return in_order(facts, asked.order)


def in_order(facts: QuerySet[Fact], order: str) -> QuerySet[Fact]:
    """Facts in one of the orders of `SORTS`; always a whole one, so that no page repeats another's rows."""
    match order:
        case "place":
            return facts.order_by(by_text("kind"), "place", "pk")
        case "since":
            return facts.order_by(F("since").asc(nulls_last=True), "pk")
        case "thing":
            return facts.order_by(by_text("thing"), "pk")
    return facts.order_by("-changed_at", "-pk")


def _mine(user: User) -> Q:
    return Q(created_by=user) | Q(assigned_to=user)


def _waiting() -> Q:
    return Q(state=FactState.SUBMITTED) | Q(proposed_by__isnull=False)


@dataclass(frozen=True)
class Hint:
    """A filter without which there would be something to show."""

    title: str
    number: int
    address: str


def ways_out(facts: QuerySet[Fact], asked: Asked, user: User, now: Counts) -> Iterable[Hint]:
    """For a list that shows nothing: each filter in force whose removal alone would show something."""
    for name in asked.in_force:
        nothing: dict[str, Any] = {name: False if name in MARKS else ""}
        other = replace(asked, **nothing)
        if name in CHOSEN:
            number = now.total(other)
        else:
            left = typed(facts, asked, without=name) if name not in ("mine", "waiting") else typed(facts, asked)
            number = counts(left, other, user).total(other)
        if number:
            yield Hint(str(TITLES[name]), number, other.address())


def shown_as(name: str, value: object) -> str:
    """A filter in force as a page names it."""
    return str(TITLES[name]) if value is True else translated("%(filter)s: %(value)s") % {
        "filter": TITLES[name], "value": value,
    }  # fmt: skip
