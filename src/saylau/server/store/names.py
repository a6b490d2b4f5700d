"""What things are called: the name that the leading claim about each gives, among facts that may be seen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, QuerySet

from saylau.server.store.context import GONE
from saylau.server.store.models import SOURCE, Case, Fact


def names_of(facts: QuerySet[Fact], things: Iterable[str]) -> dict[str, str]:
    """Id to name, for those of some things that have one; a thing without a name is called as its person."""
    wanted = set(things)
    return names_among(facts, claims_of(facts, wanted)) if wanted else {}


def claims_of(facts: QuerySet[Fact], things: Iterable[str]) -> QuerySet[Fact]:
    """The standing claims about some things, in their order."""
    rows = facts.exclude(kind=SOURCE).exclude(state__in=GONE).filter(thing__in=set(things))
    return rows.defer("search_text", "proposed").order_by("place", "pk")


def names_among(facts: QuerySet[Fact], claims: Iterable[Fact]) -> dict[str, str]:
    """Id to name, out of claims that were fetched; persons after whom things are called are looked up."""
    names, persons = _told(claims)
    if rest := {person for person in persons.values() if person not in names}:
        names |= _told(claims_of(facts, rest))[0]
    return names | {thing: names[person] for thing, person in persons.items() if person in names}


def _told(claims: Iterable[Fact]) -> tuple[dict[str, str], dict[str, str]]:
    """Id to name, and, for things that have none, id to person; the first claim about each that says it."""
    names: dict[str, str] = {}
    persons: dict[str, str] = {}
    for claim in claims:
        if name := claim.body.get("name"):
            names.setdefault(claim.thing, name)
        elif person := claim.body.get("person"):
            persons.setdefault(claim.thing, person)
    return names, {thing: person for thing, person in persons.items() if thing not in names}


def titles_of(facts: QuerySet[Fact], sources: Iterable[str]) -> dict[str, str]:
    """Id to title of sources."""
    wanted = set(sources) - {""}
    if not wanted:
        return {}
    rows = facts.filter(kind=SOURCE, name__in=wanted).exclude(state__in=GONE)
    return {name: title or name for name, title in rows.values_list("name", "body__title")}


def free_thing(case: Case, kind: str) -> str:
    """An id that names no thing of a case yet: the kind and a number."""
    stem = kind.replace("_", "-")
    number = (case.facts.filter(kind=kind).aggregate(last=Max("place"))["last"] or 0) + 1
    while case.facts.filter(thing=f"{stem}-{number}").exists():
        number += 1
    return f"{stem}-{number}"
