"""A case past the ledger of consent, as the checks may see it: with the open vault of a person, else without people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.clearance import Clearance
from saylau.casework.gate import Gated, Standing, gate, without_people
from saylau.records.case import Case as Read
from saylau.values import Truth
from saylau.vault.entries import Entry
from saylau.vault.vault import LISTED, Vault


@dataclass(frozen=True)
class LetIn:
    """A case as the checks may see it, and what may be shown of it; `cleared` is None where it has no vault."""

    read: Read
    cleared: Clearance | None = None
    standings: Mapping[str, Standing] = field(default_factory=dict)
    """Id of each private person to how they stand on the day; empty where nobody was asked."""

    @property
    def told(self) -> dict[str, str | int]:
        """How the ledger was asked, as it is kept beside what was computed."""
        if self.cleared is None:
            return {"asked": "no vault"}
        if self.cleared.day is None:
            return {"asked": "nobody", "left_out": self.cleared.left_out}
        return {"asked": "ledger", "day": self.cleared.day.isoformat(), "left_out": self.cleared.left_out}

    def assess(self) -> Assessment:
        """The checks over it."""
        return assess(self.read, self.cleared)


def let_in(
    read: Read, vault: Vault | None, on: date, *, name_consenting: bool = False, as_it_was: bool = False
) -> LetIn:
    """The case past the ledger on a day; without any private person where its vault is not open. What was taken back
    since counts, unless `as_it_was` asks for what could be published on the day itself.
    """
    if read.info.vault is not Truth.YES:
        return LetIn(read)
    if vault is None:
        return _of(without_people(read))
    people = vault.people()
    return _of(gate(read, people, on, listed=listed(vault), name_consenting=name_consenting, as_it_was=as_it_was))


def listed(vault: Vault) -> Sequence[Entry]:
    """The entries of lists of people, whose names are kept out of every text."""
    return [entry for handle in vault.handles(LISTED) for entry in vault.entries(handle)]


def _of(gated: Gated) -> LetIn:
    return LetIn(gated.case, gated.cleared, gated.standings)
