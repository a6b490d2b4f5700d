"""Whether the attorney of an option is one whom powers of attorney in the vault name: a slip is told as a slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import typer

from saylau.errors import WrongUse
from saylau.records.case import Case
from saylau.records.kinds import Organisation
from saylau.vault.entries import Authority, Entry


def check_attorney(case: Case, people: Mapping[str, Sequence[Entry]], attorney: str) -> None:
    """Say which attorneys there are where none is called so; only organisations of the case are named.

    Raises `WrongUse` where the case knows no such organisation either: it is a slip.
    """
    given = {e.attorney for entries in people.values() for e in entries if isinstance(e, Authority)}
    if not attorney or attorney in given:
        return
    organisations = {fact.id for fact in case.all(Organisation)}
    named = ", ".join(sorted(given & organisations)) or "no organisation of the case"
    others = len(given - organisations)
    there = f"those that are there name: {named}" + (f", and {others} whom the case does not know" if others else "")
    if attorney in organisations:
        typer.echo(f"note: --attorney {attorney}: no power of attorney in the vault names it; {there}", err=True)
        return
    raise WrongUse(
        f"--attorney: no power of attorney in the vault names whoever is written there; {there}. Mind the spelling, or "
        "enter the power of attorney first: saylau vault authorise"
    )
