"""The queue of the review: what waits, narrowed by the filters of the address, the longest waiting first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saylau.server.access.models import User
from saylau.server.states import FactState
from saylau.server.store.models import Fact

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
_FILTERS = ("what", "kind", "author", "age")
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
    author: str = ""
    """uid of who wrote what waits."""
    age: str = ""
    """Days that it waits at least."""
    page: int = 1

    @classmethod
    def of(cls, params: QueryDict) -> Asked:
        """Read the filters of an address; what means nothing asks for nothing."""
        told = {
            name: params.get(name, "").replace("\0", "").strip()[:100] for name in ("what", "kind", "author", "age")
        }
        number = params.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1
        told["what"] = told["what"] if told["what"] in WHAT else ""
        told["age"] = told["age"] if told["age"] in AGES else ""
        return cls(**told, page=max(page, 1))

    def address(self, page: int = 1) -> str:
        """The part of an address after the question mark, and it; empty where nothing is asked for."""
        told = {name: text for name in _FILTERS if (text := getattr(self, name))}
        told |= {"page": str(page)} if page > 1 else {}
        return f"?{urlencode(told)}" if told else ""


def waiting(facts: QuerySet[Fact], asked: Asked, now: datetime) -> QuerySet[Fact]:
    """What waits and fits the filters, in no order."""
    facts = _of_age(facts, asked, now)
    if asked.kind:
        facts = facts.filter(kind=asked.kind)
    if asked.author:
        by = Q(proposed_by__uid=asked.author) | Q(proposed_by__isnull=True, created_by__uid=asked.author)
        facts = facts.filter(by)
    return facts


def _of_age(facts: QuerySet[Fact], asked: Asked, now: datetime) -> QuerySet[Fact]:
    facts = facts.filter(_WAITING[asked.what])
    return facts.filter(changed_at__lt=now - timedelta(days=int(asked.age))) if asked.age else facts


@dataclass(frozen=True)
class Choices:
    """How much waits, and what the filters can narrow it to."""

    count: int
    kinds: Mapping[str, int]
    """Kind to number, with the other filters in force."""
    authors: tuple[User, ...]


def choices(facts: QuerySet[Fact], asked: Asked, now: datetime) -> Choices:
    """Numbers under the filters, out of one question to the database and one for the people."""
    groups = _of_age(facts, asked, now).order_by().values_list("kind", "created_by", "proposed_by")
    rows = [(kind, proposed or created, n) for kind, created, proposed, n in groups.annotate(n=Count("pk"))]
    people = {one.pk: one for one in User.objects.filter(pk__in={by for _kind, by, _n in rows if by})}
    kinds: dict[str, int] = {}
    for kind, by, n in rows:
        if not asked.author or (by in people and people[by].uid == asked.author):
            kinds[kind] = kinds.get(kind, 0) + n
    wrote = {by for kind, by, _n in rows if by and asked.kind in ("", kind)}
    found = sorted((people[by] for by in wrote), key=lambda one: (one.called, one.uid))
    return Choices(kinds.get(asked.kind, 0) if asked.kind else sum(kinds.values()), kinds, tuple(found))


def neighbours(queue: QuerySet[Fact], fact: Fact) -> tuple[str, str]:
    """uid of what stands before and after a fact in the queue, whether or not it still stands there itself."""
    before = Q(changed_at__lt=fact.changed_at) | Q(changed_at=fact.changed_at, pk__lt=fact.pk)
    after = Q(changed_at__gt=fact.changed_at) | Q(changed_at=fact.changed_at, pk__gt=fact.pk)
    earlier = queue.filter(before).order_by("-changed_at", "-pk").values("uid")[:1]
    later = queue.filter(after).order_by("changed_at", "pk").values("uid")[:1]
    both = Fact.objects.filter(pk=fact.pk).annotate(earlier=Subquery(earlier), later=Subquery(later))
    found = both.values_list("earlier", "later").get()
    return found[0] or "", found[1] or ""
