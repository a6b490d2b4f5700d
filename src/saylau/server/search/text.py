"""The text under which a fact is found."""

from __future__ import annotations

from saylau.methods.folding import fold, keys
from saylau.server.store.models import Fact

BETWEEN = " | "
"""Between the folded words and the keys of names, so that no phrase reaches from one into the other."""


def search_text(fact: Fact) -> str:
    """Everything that a fact says, folded, and the keys of its words; blanks around each word."""
    text = " ".join((fact.thing, fact.name, *fact.body.values()))
    folded = fold(text)
    further = dict.fromkeys(key for key in keys(text) if f" {key}" not in f" {folded}")
    return f" {folded}{BETWEEN}{' '.join(further)} "
