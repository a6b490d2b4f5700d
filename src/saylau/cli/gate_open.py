"""The vault beside a case, opened, and its ledger asked. Loaded only where a vault stands beside a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from saylau.casework.gate import Gated, gate, without_people
from saylau.cli.gated import Asked, CaseLetIn
from saylau.errors import VaultError, WrongUse
from saylau.records.case import Case
from saylau.vault import session
from saylau.vault.vault import LISTED, Vault


def shut(case: Case) -> CaseLetIn:
    """The case without any private person."""
    return _let_in(without_people(case))


def opened(case: Case, path: Path, name: str, how: Asked) -> CaseLetIn:
    """The case past the ledger of the vault in a file, which stands beside the case called `name`."""
    vault = opened_vault(path, name)
    listed = [entry for handle in vault.handles(LISTED) for entry in vault.entries(handle)]
    gated = gate(
        case, vault.people(), how.day, listed=listed, name_consenting=how.name_consenting, as_it_was=how.as_it_was
    )
    if how.day < date.today() and not how.as_it_was:
        _refuse_run_out(gated, gate(case, vault.people(), date.today()), how)
    return _let_in(gated)


def _refuse_run_out(then: Gated, now: Gated, how: Asked) -> None:
    """Raise `VaultError` where people could be shown on an earlier day and cannot be today: their consent ran out."""
    gone = [
        old.number
        for thing, old in then.standings.items()
        if (old.numbered and not now.standings[thing].numbered)
        or (how.name_consenting and old.named and not now.standings[thing].named)
    ]
    if gone:
        raise VaultError(
            f"--on {how.day}: consent to publish stood then and does not stand today: {', '.join(gone)}; build as of "
            "today, without --on, or ask them again and enter their consent: saylau vault grant"
        )


def opened_vault(path: Path, name: str) -> Vault:
    """The vault in a file, with its kept key or the passphrase. Raises `VaultError` where neither is there."""
    try:
        return session.opened(path)
    except WrongUse:
        raise VaultError(
            f"{path.name} beside the case is locked, and in it stands what may be shown of private people; open it: "
            f"`saylau vault unlock {name}`, or leave out every private person: --without-people"
        ) from None


def _let_in(gated: Gated) -> CaseLetIn:
    return CaseLetIn(gated.case, gated.cleared, gated.left_out, gated.not_in_vault, gated.names_at)
