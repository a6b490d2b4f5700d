"""A vault that was made elsewhere comes to its case; the vault's file goes out, encrypted as it stands."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from saylau.errors import VaultDamaged, VaultError, WrongKey, WrongUse
from saylau.records.in_one_step import write_in_one_step
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.info import say_vault
from saylau.server.store.models import Case
from saylau.server.vault.access import entered_first, number_of, person_rows
from saylau.server.vault.asking import check_can_take
from saylau.server.vault.erasures import erasures
from saylau.server.vault.keeper import exists, hold, one_passphrase, path_of, refuse_several_processes
from saylau.server.vault.models import Asked
from saylau.server.vault.people import enter_row
from saylau.vault import file, session
from saylau.vault.age import Key, unwrap
from saylau.vault.vault import COMMON, LISTED, Erased, Vault, open_with

LARGEST = 32 << 20
"""Bytes of a vault that is brought: that of some ten thousand people."""


@dataclass(frozen=True)
class Brought:
    """What came with a vault."""

    people: int
    listed: int
    entered: tuple[str, ...]
    """Case numbers of which the case had no row: they were entered, else whoever enters one came to be in charge."""
    erased: tuple[str, ...]
    """Handles that this server had erased, and that are erased in what was brought too."""


def bring(
    session_key: str, by: User, case: Case, data: bytes, passphrase: str, until: float, source: str, *,
    known: bool = False,
) -> Brought:  # fmt: skip
    """Put a vault's file in the place of the case's vault, where it has none, and open it for this sign-in.

    People of whom the case has no row get one, from the source named; who brings them is in charge of these. Where
    others entered rows of people in it, they would read who these are: that has to be `known`.
    Nothing is put there unless the passphrase opens it, it is whole to its last entry, finished, and of this case.
    Raises `WrongKey`, `VaultDamaged`, and `WrongUse` for what is no vault of this case.
    """
    refuse_several_processes()
    if exists(case):
        raise WrongUse(_("This case has a vault already; nothing was made."))
    session.no_core_dumps()
    key = _key(by, case, data, passphrase)
    path = path_of(case)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _beside(path, data) as there:
        vault = open_with(there, key)
        _check(vault, case)
    gone = _without_erased(vault, case)
    others = _in_charge(by, case, vault)
    if others and not known:
        raise WrongUse(
            _("Others entered these people in the case and would read who they are: %(who)s. Tick the box below.")
            % {"who": ", ".join(f"{number} ({name})" for number, name in others.items())}
        )
    rows = {number_of(fact) for fact in person_rows(case.facts.all())}
    brought = Brought(
        len(vault.numbers()), len(vault.handles(LISTED)), tuple(n for n in vault.numbers() if n not in rows), gone
    )
    with transaction.atomic():
        say_vault(by, case)
        for number in brought.entered:
            enter_row(by, case, number, source)
        digest = hashlib.sha256(data).hexdigest()
        append(by.uid, "vault.bring", case.uid, {"sha256": digest, "people": brought.people, "others": sorted(others)})
        file.write(path, file.from_bytes(data, path.name), None)
    hold(session_key, by, case, key, until)
    return brought


def _in_charge(by: User, case: Case, vault: Vault) -> dict[str, str]:
    """Case numbers of people in a vault whose rows others entered before it came, and who these are."""
    first = entered_first(case, case.facts.all())
    found = ((number, first.get(number)) for number in vault.numbers())
    return {number: who.called for number, who in found if who is not None and who.pk != by.pk}


def _key(by: User, case: Case, data: bytes, passphrase: str) -> Key:
    try:
        wrapped = file.from_bytes(data, _("the file")).wrapped()
    except VaultDamaged:
        raise VaultDamaged(_("This is no vault, or not a whole one. Send the file CASE.vault as it stands.")) from None
    with one_passphrase():
        try:
            return unwrap(wrapped, passphrase)
        except WrongKey:
            append(by.uid, "vault.refused", case.uid)
            raise WrongKey(
                _("This passphrase does not open the vault. Mind the keyboard's language and capital letters.")
            ) from None


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """The file beside its place, under a name that nobody reads and the next write would remove."""
    there = path.with_name(f"{path.name}.{secrets.token_hex(8)}{file.UNFINISHED}")
    try:
        write_in_one_step(there, data, ".new", rights=0o600)
        yield there
    finally:
        there.unlink(missing_ok=True)


def _check(vault: Vault, case: Case) -> None:
    """Raise unless a vault is finished, of this case, and whole to its last entry."""
    own = str(tomllib.loads(case.info)["id"])
    if vault.case != own:
        raise WrongUse(
            _("This vault belongs to the case %(other)s, and this is %(own)s.") % {"other": vault.case, "own": own}
        )
    if not vault.finished:
        raise VaultError(_("This vault is not finished: its recovery key was not typed back yet."))
    for handle in (*vault.numbers(), *vault.handles(LISTED), COMMON):
        vault.entries(handle)


def _without_erased(vault: Vault, case: Case) -> tuple[str, ...]:
    """Erase in the vault as it was read whom this server had erased: so it will be once it is opened. The handles.

    Raises `WrongUse` where an erased number is somebody else's in it: what the case tells under it is not about them.
    """
    told = {one.handle: Erased(slot=one.slot, on=date.fromisoformat(one.on)) for one in erasures(case.uid)}
    gone = vault.erase_these(told)
    if taken := sorted(told.keys() & {*vault.numbers(), *vault.handles(LISTED)}):
        raise WrongUse(
            _("These numbers were somebody else's, whom this server erased: %(who)s. Enter your people under new ones.")
            % {"who": ", ".join(taken)}
        )
    return gone


def take_vault(by: User, asked: Asked) -> tuple[str, bytes]:
    """The vault's file to which a second person agreed, as it stands: encrypted; written down before it leaves."""
    check_can_take(by, asked)
    path = path_of(asked.case)
    try:
        data = path.read_bytes()
    except OSError:
        raise VaultError(_("This case has no vault yet.")) from None
    digest = hashlib.sha256(data).hexdigest()
    append(by.uid, "export.vault", asked.case.uid, {"file": path.name, "sha256": digest})
    return path.name, data
