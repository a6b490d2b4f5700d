"""What others did to a case since something was checked against it, and whether that could matter to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from saylau.server.states import FactState
from saylau.server.store.models import Case, Fact, Revision


@dataclass(frozen=True)
class Mark:
    """A case at one moment; taken before it is read."""

    version: int
    info: str
    revision: int
    """Key of the last revision: each change of a fact adds one, under the lock of the case."""
    parts: tuple[tuple[str, datetime], ...]


def mark(case: Case) -> Mark:
    """The case as it stands now."""
    now = Case.objects.get(pk=case.pk)
    last = Revision.objects.filter(fact__case=case).aggregate(last=Max("pk"))["last"] or 0
    return Mark(now.version, now.info, last, _parts(case))


def _parts(case: Case) -> tuple[tuple[str, datetime], ...]:
    return tuple(case.parts.order_by("name").values_list("name", "changed_at"))


def beside(case: Case, before: Mark, named: Collection[str]) -> bool:
    """Whether all that happened since is that others entered new things, none of which is named in `named`.

    `named` holds every id and name that the checked rows have or refer to. To a thing that is new, nothing that was
    checked can refer, and no circle can lead through it; so what was found right is right still. Whatever else happened
    is not looked into: the answer is no, and the check is done once more. The caller holds the case, as it stands now.
    """
    if (case.info, _parts(case)) != (before.info, before.parts):
        return False
    since = Revision.objects.filter(fact__case=case, pk__gt=before.revision)
    rows = list(since.values_list("number", "fact", "fact__state", "fact__thing", "fact__name"))
    if len(rows) != case.version - before.version:
        return False
    if {fact for _, fact, *_ in rows} != {fact for number, fact, *_ in rows if number == 1}:
        return False
    entered = [(fact, thing, name) for _, fact, state, thing, name in rows if state != FactState.DRAFT]
    things = {thing for _, thing, _ in entered}
    if not (things | {name for _, _, name in entered}).isdisjoint(named):
        return False
    others = Fact.objects.filter(case=case, thing__in=things).exclude(state=FactState.DRAFT)
    return not others.exclude(pk__in=[fact for fact, _, _ in entered]).exists()
