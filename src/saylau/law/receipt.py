"""What the law layer of a country holds on a day: editions, base values, rules modelled and not expressed."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date

from saylau.law.params import DatedValue, Entry
from saylau.law.rule import Cite, Rule, has_module, registered


@dataclass(frozen=True)
class Receipt:
    """The law that an assessment used, for its chapter on method."""

    country: str
    on: date
    provisions: tuple[Cite, ...]
    """Each provision in the edition that was used, with how well it is known and when that was last confirmed."""
    values: tuple[tuple[str, Entry], ...]
    """Name and entry of each base value known for the day."""
    modelled: tuple[Rule, ...]
    untranslatable: tuple[Rule, ...]
    """Rules that cannot be expressed, each with its reason; they answer unknown."""


def receipt(country: str, on: date) -> Receipt:
    """What is held for a country on a day; empty for a country without a law module."""
    in_force = tuple(rule for rule in registered(country) if rule.in_force(on))
    cites = dict.fromkeys(rule.cite for rule in in_force)
    return Receipt(
        country,
        on,
        tuple(sorted(cites, key=lambda cite: (cite.act, cite.article, cite.edition))),
        tuple((value.name, entry) for value in _values(country) for entry in value.entries if entry.applies(on)),
        tuple(rule for rule in in_force if not rule.untranslatable),
        tuple(rule for rule in in_force if rule.untranslatable),
    )


def _values(country: str) -> tuple[DatedValue, ...]:
    """The base values in the country's `params` module, by name."""
    if not has_module(country):
        return ()
    module = importlib.import_module(f"saylau.law.{country}.params")
    return tuple(sorted((v for v in vars(module).values() if isinstance(v, DatedValue)), key=lambda v: v.name))
