"""`saylau vault`: who the case numbers are, encrypted beside the case. This file makes, opens and closes vaults."""

from __future__ import annotations

from typing import Annotated

import typer

from saylau.cli.screen import number
from saylau.cli.vault import add, consent, show
from saylau.cli.vault.case import folder_of, lines, mark
from saylau.errors import VaultError, WrongKey, WrongUse
from saylau.vault import file, passphrase, session
from saylau.vault.age import Key, new_identity, recovery_typed, unwrap, unwrap_with_recovery, wrap
from saylau.vault.vault import LISTED, Vault, create, open_with, vault_path

CASE = Annotated[str, typer.Argument(help="Folder of the case; the vault stands beside it as FOLDER.vault.")]
_TRIES = 3
_LOOK_AGAIN = "That is not the key; look at it letter by letter."

vault = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Keep who the case numbers are: names, contacts, consents, powers of attorney, encrypted beside the case.",
)


@vault.command()
def new(case: CASE) -> None:
    """Make an empty vault. It is finished once the recovery key, which is shown once, was typed back.

    Without a terminal: two lines of standard input hold the passphrase twice; a third one, or the only one of the same
    command run again, holds the recovery key.
    """
    session.no_core_dumps()
    folder = folder_of(case)
    path = vault_path(folder)
    if not path.exists():
        _make(case, session.case_id(folder))
    elif file.read(path)[0].slots:
        raise WrongUse(
            f"{path.name} is there already and finished; nothing was written. Add people: saylau vault add {case}"
        )
    _finish(case)


def _make(case: str, case_id: str) -> None:
    if not case_id:
        raise WrongUse(f"{case}: case.toml has no id by which the vault would know its case; write one")
    typed = passphrase.new()
    recovery, key = new_identity(), Key.new()
    create(vault_path(folder_of(case)), case_id, key, wrap(key, typed, recovery), finished=False)
    _show(recovery)


def _show(recovery: str) -> None:
    typer.echo(f"Recovery key, shown this once:\n\n  {recovery}\n")
    typer.echo(
        "Write it on paper and keep it away from this machine. It opens the vault without the passphrase; if both are "
        "lost, so is what the vault holds."
    )


def _finish(case: str) -> None:
    """Ask for the recovery key until it opens the vault."""
    path = vault_path(folder_of(case))
    lost = f"If it is lost: delete {path.name}, which is empty, and begin again."
    for _ in range(_TRIES):
        try:
            typed = lines("Type the recovery key back")
        except WrongUse:
            raise VaultError(
                f"{path.name} is not finished; run `saylau vault new {case}` again and type the recovery key. {lost}"
            ) from None
        sealed, _ = file.read(path)
        try:
            opened = open_with(path, unwrap_with_recovery(sealed.wrapped(), recovery_typed(typed)))
        except WrongKey:
            typer.echo(_LOOK_AGAIN, err=True)
            continue
        if opened.finished:
            raise WrongUse(f"{path.name} is there already and finished; nothing was written")
        opened.finish()
        opened.save()
        mark(folder_of(case))
        typer.echo(f"The vault {path.name} is finished. Add people: saylau vault add {case}")
        return
    raise VaultError(f"{path.name} is not finished; run `saylau vault new {case}` again. {lost}")


@vault.command()
def unlock(case: CASE) -> None:
    """Open the vault for the commands that follow, until it was not used for a quarter of an hour."""
    path = vault_path(folder_of(case))
    sealed, _ = file.read(path)
    session.tell_left_over(path)
    if session.place() is None:
        raise VaultError(
            "this system has no private folder in memory for the key, so nothing was unlocked; each command asks for "
            "the passphrase instead"
        )
    key = unwrap(sealed.wrapped(), passphrase.existing())
    found = open_with(path, key)
    session.refuse_other_case(found)
    if not session.keep(path, key):
        raise VaultError("the key could not be kept in memory; each command asks for the passphrase instead")
    typer.echo(f"Unlocked: {_holds(found)}. It locks after 15 minutes without use; at once: saylau vault lock {case}")


def _holds(found: Vault) -> str:
    people = number(len(found.numbers()), "person", "people")
    listed = number(len(found.handles(LISTED)), "list entry", "list entries")
    return f"{people}, {listed}, written {number(found.saved, 'time')}"


@vault.command()
def lock(
    case: Annotated[str, typer.Argument(help="Folder of the case.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Lock every vault that is unlocked on this machine.")
    ] = False,
) -> None:
    """Close the vault: its key is removed from memory."""
    if bool(case) == everything:
        raise WrongUse("name the case to lock, or --all")
    if everything:
        typer.echo(f"{number(session.forget_all(), 'vault')} locked")
    else:
        # A folder that was moved or renamed since can no longer be named; --all locks its vault too.
        was_open = session.forget(vault_path(folder_of(case)))
        typer.echo("Locked" if was_open else "It was locked already")


@vault.command()
def recover(
    case: CASE,
    new_key: Annotated[
        bool,
        typer.Option("--new-key", help="Make a new recovery key, with the passphrase: the old one is lost."),
    ] = False,
) -> None:
    """Set a new passphrase with the recovery key. Everything is encrypted anew; the recovery key stays.

    Without a terminal: lines of standard input hold the recovery key, then the new passphrase twice.
    """
    path = vault_path(folder_of(case))
    if new_key:
        found, recovery = session.opened(path), _new_recovery_key()
    else:
        sealed, _ = file.read(path)
        session.tell_left_over(path)
        recovery = recovery_typed(lines("Recovery key"))
        found = open_with(path, unwrap_with_recovery(sealed.wrapped(), recovery))
        session.refuse_other_case(found)
    typed, key = passphrase.new(), Key.new()
    found.rekey(key, wrap(key, typed, recovery))
    found.finish()  # the recovery key was typed just now
    found.save()
    session.forget(path)
    typer.echo(
        f"The new passphrase opens {path.name}. Older copies of the file still open with what opened them before, and "
        "show what they held; they do not open what is written from now on. Destroy the copies that you can reach."
    )


def _new_recovery_key() -> str:
    """A new recovery key that was shown and typed back. Raises `WrongUse` where it was not."""
    recovery = new_identity()
    _show(recovery)
    for _ in range(_TRIES):
        if recovery_typed(lines("Type the recovery key back")) == recovery:
            return recovery
        typer.echo(_LOOK_AGAIN, err=True)
    raise WrongUse("the recovery key was not typed back; nothing was written and the old one still holds")


vault.command()(add.add)
vault.command()(show.show)
vault.command()(show.erase)
vault.command()(consent.grant)
vault.command()(consent.authorise)
vault.command()(consent.withdraw)
vault.command()(consent.situation)
vault.command()(consent.released)
