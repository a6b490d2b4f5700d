"""What rests on a fact: a thing to which others refer is not withdrawn from under them, nor a source that they name."""

from __future__ import annotations

from django.db.models import Exists

from saylau.errors import WrongUse
from saylau.server.store.context import GONE, NOT_IN_FOLDER
from saylau.server.store.models import SOURCE, Fact, FactRef


def resting_on(fact: Fact) -> list[str]:
    """Names of the facts that could not stand without this one; none where another claim keeps its thing standing.

    Of a source these are also the withdrawn facts, since their rows stay readable and name it.
    """
    refs = FactRef.objects.filter(case=fact.case, target=fact.thing).exclude(fact=fact).exclude(fact__state__in=GONE)
    if fact.kind == SOURCE:
        rows = fact.case.facts.exclude(kind=SOURCE).exclude(state__in=NOT_IN_FOLDER).filter(source=fact.name)
        repeat = refs.filter(fact__kind=SOURCE)
        return sorted({*rows.values_list("name", flat=True), *repeat.values_list("fact__name", flat=True)})
    others = fact.case.facts.filter(kind=fact.kind, thing=fact.thing).exclude(state__in=GONE).exclude(pk=fact.pk)
    alone = refs.exclude(fact__kind=SOURCE).filter(~Exists(others))
    return sorted(set(alone.values_list("fact__name", flat=True)))


def check_nothing_rests_on(fact: Fact) -> None:
    """Raise `WrongUse` where others could not stand without this fact; not everybody may see which."""
    if found := resting_on(fact):
        raise WrongUse(
            f"others rest on {fact.name} ({len(found)}); change or withdraw them first, or enter another claim on "
            "which they can rest"
        )
