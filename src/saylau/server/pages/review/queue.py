"""The queue of the review: what waits, narrowed by the filters of the address, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saylau.server.access.models import User
from saylau.server.exchange.models import Import
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE, Case, Fact

WHAT: Mapping[str, Promise] = MappingProxyType(
    {
        "": _("everything that waits"),
        "new": _("new facts"),
        "change": _("changes of accepted facts"),
        "questioned": _("questioned facts"),
    }
)
AGES: Mapping[str, Promise] = MappingProxyType(
    {
        "": _("any time"),
        "1": _("more than a day"),
        "7": _("more than a week"),
        "30": _("more than thirty days"),
    }
)
_FILTERS = ("what", "kind", "source", "author", "came", "age")
_MOST_SOURCES = 300
_MOST_IMPORTS = 20
_CHANGE = Q(proposed_by__isnull=False)
_SUBMITTED = Q(state=FactState.SUBMITTED)
_WAITING: Mapping[str, Q] = MappingProxyType(
    {"": _SUBMITTED | _CHANGE, "new": _SUBMITTED, "change": _CHANGE, "questioned": Q(state=FactState.QUESTIONED)}
)


@dataclass(frozen=True)
class Asked:
    """What of the queue is asked for; empty texts ask for nothing in particular."""

    what: str = ""
    kind: str = ""
    source: str = ""
    """Name of the source in which it stands."""
    author: str = ""
    """uid of who wrote what waits."""
    came: str = ""
    """uid of the import with which it came."""
    age: str = ""
    """Days that it waits at least."""
    page: int = 1

    @classmethod
    def of(cls, params: QueryDict) -> Asked:
        """Read the filters of an address; what means nothing asks for nothing."""
        told = {name: params.get(name, "").replace("\0", "").strip()[:200] for name in _FILTERS}
        number = params.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1
        told["what"] = told["what"] if told["what"] in WHAT else ""
        told["age"] = told["age"] if told["age"] in AGES else ""
        return cls(**told, page=max(page, 1))

    def address(self, page: int = 1, **more: str) -> str:
        """The part of an address after the question mark, and it; empty where nothing is asked for."""
        told = {name: text for name in _FILTERS if (text := getattr(self, name))}
        told |= {"page": str(page)} if page > 1 else {}
        told |= more
        return f"?{urlencode(told)}" if told else ""


def waiting(facts: QuerySet[Fact], asked: Asked, now: datetime) -> QuerySet[Fact]:
    """What waits and fits the filters, in no order."""
    facts = _of_age(facts, asked, now)
    if asked.kind:
        facts = facts.filter(kind=asked.kind)
    if asked.source:
        facts = facts.filter(source=asked.source)
    if asked.author:
        by = Q(proposed_by__uid=asked.author) | Q(proposed_by__isnull=True, created_by__uid=asked.author)
        facts = facts.filter(by)
    return facts


def _of_age(facts: QuerySet[Fact], asked: Asked, now: datetime) -> QuerySet[Fact]:
    facts = facts.filter(_WAITING[asked.what])
    if asked.came:
        found = Import.objects.filter(uid=asked.came, state="applied").first()
        facts = facts.filter(uid__in=list(found.facts)) if found else facts.none()
    return facts.filter(changed_at__lt=now - timedelta(days=int(asked.age))) if asked.age else facts


@dataclass(frozen=True)
class Choices:
    """How much waits, and what the filters can narrow it to."""

    count: int
    kinds: Mapping[str, int]
    """Kind to number, with the other filters in force."""
    sources: tuple[tuple[str, str, int], ...]
    """Name, title and number of the sources in which most of it stands, by title."""
    authors: tuple[User, ...]
    imports: tuple[Import, ...]
    """The latest imports of the case, the last first."""


def choices(case: Case, facts: QuerySet[Fact], asked: Asked, now: datetime) -> Choices:
    """Numbers under the filters, out of one question to the database, and one each for people, sources and imports."""
    groups = _of_age(facts, asked, now).order_by().values_list("kind", "created_by", "proposed_by", "source")
    found = [(kind, proposed or made, source, n) for kind, made, proposed, source, n in groups.annotate(n=Count("pk"))]
    people = {one.pk: one for one in User.objects.filter(pk__in={by for _kind, by, _source, _n in found if by})}
    rows = [_Group(kind, people.get(by) if by else None, source, n) for kind, by, source, n in found]
    wrote = {row.author for row in rows if row.author and row.fits(asked, but="author")}
    return Choices(
        count=sum(row.number for row in rows if row.fits(asked)),
        kinds=_sum((row.kind, row.number) for row in rows if row.fits(asked, but="kind")),
        sources=_titled(facts, _sum((row.source, row.number) for row in rows if row.fits(asked, but="source"))),
        authors=tuple(sorted(wrote, key=lambda one: (one.called, one.uid))),
        imports=tuple(case.imports.filter(state="applied").select_related("by").order_by("-pk")[:_MOST_IMPORTS]),
    )


@dataclass(frozen=True)
class _Group:
    """How much waits of one kind, by one person, in one source."""

    kind: str
    author: User | None
    source: str
    number: int

    def fits(self, asked: Asked, but: str = "") -> bool:
        """Whether the filters leave it, one of them left out."""
        told = {"kind": self.kind, "source": self.source, "author": self.author.uid if self.author else ""}
        return all(getattr(asked, name) in ("", value) for name, value in told.items() if name != but)


def _sum(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, number in numbers:
        found[name] = found.get(name, 0) + number
    return found


def _titled(facts: QuerySet[Fact], numbers: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    """The sources in which most of it stands, by title."""
    most = sorted((name for name in numbers if name), key=lambda name: (-numbers[name], name))[:_MOST_SOURCES]
    named = facts.filter(kind=SOURCE, name__in=most).values_list("name", "body__title")
    titles = {name: title or name for name, title in named}
    return tuple(sorted(((name, titles.get(name, name), numbers[name]) for name in most), key=lambda one: one[1:]))


def neighbours(queue: QuerySet[Fact], fact: Fact) -> tuple[str, str]:
    """uid of what stands before and after a fact in the queue, whether or not it still stands there itself."""
    before = Q(changed_at__lt=fact.changed_at) | Q(changed_at=fact.changed_at, pk__lt=fact.pk)
    after = Q(changed_at__gt=fact.changed_at) | Q(changed_at=fact.changed_at, pk__gt=fact.pk)
    earlier = queue.filter(before).order_by("-changed_at", "-pk").values("uid")[:1]
    later = queue.filter(after).order_by("changed_at", "pk").values("uid")[:1]
    both = Fact.objects.filter(pk=fact.pk).annotate(earlier=Subquery(earlier), later=Subquery(later))
    found = both.values_list("earlier", "later").get()
    return found[0] or "", found[1] or ""
