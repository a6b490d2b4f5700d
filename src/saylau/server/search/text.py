"""The text under which a fact is found."""

from __future__ import annotations

from saylau.server.store.models import Fact


def search_text(fact: Fact) -> str:
    """Everything that a fact says, in the form in which it is searched."""
    return " ".join((fact.thing, fact.name, *fact.body.values())).casefold()
