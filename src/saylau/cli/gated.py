"""What verbs share that print or write something of a case: past the ledger, where a vault stands beside the case.

Without a vault the column `display` alone decides, and nothing of the vault is loaded.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, cast

import typer

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.clearance import Clearance
from saylau.cli.days import day_of
from saylau.errors import VaultError, WrongUse
from saylau.records.case import Case
from saylau.records.locate import find_case, open_case
from saylau.values import Truth

ON = Annotated[
    str,
    typer.Option(
        "--on",
        help="Day of which the consents in the vault are asked, which is printed; today unless told. What was taken "
        "back since counts all the same.",
    ),
]
WITHOUT_PEOPLE = Annotated[
    bool,
    typer.Option(
        "--without-people", help="Leave out every private person before anything is counted; the vault stays shut."
    ),
]


_OPENING = "saylau.cli.gate_open"


@dataclass(frozen=True)
class Asked:
    """How the ledger is asked."""

    day: date
    without_people: bool = False
    name_consenting: bool = False
    as_it_was: bool = False
    """As the case could be published on the day itself, whatever was taken back since."""


@dataclass(frozen=True)
class CaseLetIn:
    """A case as the checks may see it, and what may be shown of it; `cleared` is None where there is no vault."""

    case: Case
    cleared: Clearance | None = None
    left_out: tuple[str, ...] = ()
    """Case numbers that are left out before anything is counted."""
    not_in_vault: tuple[str, ...] = ()
    """Those among them of which the vault knows nothing."""
    names_at: tuple[str, ...] = ()
    """Places in the case, as far as the checks may see it, where a name of the vault stands in a text."""

    def assess(self) -> Assessment:
        """The checks over it."""
        return assess(self.case, self.cleared)


def asked(on: str = "", without_people: bool = False, name_consenting: bool = False) -> Asked:
    """The options of a verb. Raises `WrongUse` for a day that is none, and for options that contradict each other."""
    if without_people and (on or name_consenting):
        other = "--on" if on else "--name-consenting"
        raise WrongUse(f"--without-people asks nobody, so that {other} says nothing beside it; leave out one of them")
    return Asked(day_of(on), without_people, name_consenting)


def gated_case(
    name: str, *, on: str = "", without_people: bool = False, name_consenting: bool = False, beside: str = ""
) -> CaseLetIn:
    """Read a case past the ledger, by the options of a verb, and say who was left out."""
    let = let_in(name, asked(on, without_people, name_consenting), beside)
    tell(let)
    return let


def let_in(name: str, how: Asked, beside: str = "") -> CaseLetIn:
    """Read a case past the ledger. `beside` names another case whose vault serves where this one has none.

    Raises `VaultError` where the vault is locked and no passphrase is given, and where a case lacks its own.
    """
    case = open_case(name)
    own = vault_beside(name)
    path = own or (vault_beside(beside) if beside else None)
    # Loaded only where it is needed, since a vault takes longer to load than a small case to read.
    if how.without_people:
        return cast("CaseLetIn", importlib.import_module(_OPENING).shut(case))
    if path is None and case.info.vault is Truth.YES:
        raise VaultError(
            f"{name}: case.toml says that a vault stands beside the case, and none does, so that nobody can tell what "
            "its people agreed to; put the vault back beside it, or leave every private person out: --without-people"
        )
    if path is None:
        return CaseLetIn(case)
    return cast("CaseLetIn", importlib.import_module(_OPENING).opened(case, path, name if own else beside, how))


def vault_beside(name: str) -> Path | None:
    """The vault beside a case folder, workbook or package; None where there is none."""
    path = find_case(name).resolve()
    stem = path.name if path.is_dir() else path.stem
    beside = path.with_name(f"{stem}.vault")
    return beside if beside.exists() else None


def tell(let: CaseLetIn) -> None:
    """Say on standard error who was left out, by case number, and where a name stands in a text."""
    if let.cleared is None:
        return
    if let.cleared.day is None:
        typer.echo("note: every private person was left out before anything was counted", err=True)
    else:
        typer.echo(f"note: consents as of {let.cleared.day}", err=True)
    others = [number for number in let.left_out if number not in let.not_in_vault]
    if let.not_in_vault:
        typer.echo(
            f"note: not in the vault, so nothing was granted, and left out: {', '.join(let.not_in_vault)}", err=True
        )
    if others:
        says = "no consent to keep and analyse that stands on the day, so left out"
        typer.echo(f"note: {says}: {', '.join(others)}", err=True)
    for place in let.names_at:
        typer.echo(f"note: a name, address or telephone of the vault stands in a text: {place}; take it out", err=True)
