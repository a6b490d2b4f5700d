"""Unlocked vaults: their keys in the memory of this process, each for one sign-in and one case, and nowhere else.

A key is dropped after a quarter of an hour without use, at the end of its sign-in, at "lock", and with the process. The
vault itself is read anew each time, so that everybody sees what others wrote.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from saylau.errors import VaultChanged, VaultError, WrongKey
from saylau.server.access.locking import on_lock
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case
from saylau.server.vault.erasures import rid_of_erased
from saylau.server.vault.withdrawing import ask_to_withdraw, carry_out
from saylau.vault import file, session
from saylau.vault.age import Key, unwrap
from saylau.vault.keeper import IDLE_SECONDS
from saylau.vault.vault import Vault, open_with, vault_path

R = TypeVar("R")
_LOOK_EVERY = 5.0


class Locked(VaultError):
    """The vault is not open for this sign-in; the message says to unlock it first."""


@dataclass
class _Held:
    """A key that is kept, and until when."""

    key: Key
    user: int
    used: float
    until: float

    def expired(self, now: float) -> bool:
        """Whether the key is to be forgotten: too long unused, past its end, or the clock went back."""
        return not self.used <= now <= min(self.used + IDLE_SECONDS, self.until)


_HELD: dict[tuple[str, str], _Held] = {}
_GUARD = threading.RLock()
_ONE_PASSPHRASE = threading.Lock()
"""A passphrase costs a second and up to a gigabyte of memory: one at a time."""
_watching = False


def path_of(case: Case) -> Path:
    """Where the vault of a case stands: in a folder of its own below the data folder."""
    return vault_path(Path(settings.DATA) / "vaults" / case.uid / case.slug)


def exists(case: Case) -> bool:
    """Whether the case has a vault here."""
    return path_of(case).is_file()


def state_of(case: Case) -> str:
    """Hash of the vault's file as it stands, which needs no key; empty where the case has none."""
    try:
        return hashlib.sha256(path_of(case).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def refuse_several_processes() -> None:
    """Raise `VaultError` where several processes serve: each would hold keys of its own, and "lock" reach only one."""
    if settings.PROCESSES > 1:
        raise VaultError(
            _("Vaults open only where one process serves: keys stay in its memory alone. Set SAYLAU_PROCESSES=1.")
        )


def one_passphrase() -> threading.Lock:
    """What to hold while a passphrase is tried: one at a time."""
    return _ONE_PASSPHRASE


def unlock(session_key: str, user: User, case: Case, passphrase: str, until: float) -> None:
    """Open the vault of a case for one sign-in, which ends at `until` (seconds since 1970) at the latest.

    Raises `WrongKey`, and `VaultError` where there is no vault or it is not finished.
    """
    refuse_several_processes()
    session.no_core_dumps()
    sealed, _as = file.read(path_of(case))
    with one_passphrase():
        try:
            key = unwrap(sealed.wrapped(), passphrase)
        except WrongKey:
            append(user.uid, "vault.refused", case.uid)
            raise WrongKey(
                _("This passphrase does not open the vault. Mind the keyboard's language and capital letters.")
            ) from None
    vault = open_with(path_of(case), key)
    if not vault.finished:
        raise VaultError(_("This vault is not finished: its recovery key was not typed back yet."))
    append(user.uid, "vault.unlock", case.uid)
    hold(session_key, user, case, key, until)


def hold(session_key: str, user: User, case: Case, key: Key, until: float) -> None:
    """Keep a key for a sign-in, after what waited for the vault to be opened was done.

    Whom this server had erased goes, where an older vault was put back; consent that was taken back meanwhile ends.
    """
    global _watching
    vault = open_with(path_of(case), key)
    rid_of_erased(user.uid, case, vault)
    carry_out(user.uid, case, vault)
    with _GUARD:
        _HELD[session_key, case.uid] = _Held(key, user.pk, time.time(), until)
        if not _watching:
            _watching = True
            threading.Thread(target=_watch, name="vault-keeper", daemon=True).start()


def is_open(session_key: str | None, case: Case) -> bool:
    """Whether the vault of a case is open for a sign-in; asking is no use of it."""
    with _GUARD:
        held = _HELD.get((session_key or "", case.uid))
        return held is not None and not held.expired(time.time())


def opened(session_key: str | None, case: Case) -> Vault:
    """The vault as it stands now, for a sign-in that has it open, which is a use of it. Raises `Locked`."""
    return _opened((session_key or "", case.uid), case)


def opened_by(user: User | None, case: Case) -> Vault | None:
    """The vault, where this person holds it open in any sign-in: for work that is done for them in the background."""
    with _GUARD:
        mine = [place for place, held in _HELD.items() if user and held.user == user.pk and place[1] == case.uid]
    for place in mine:
        try:
            return _opened(place, case)
        except Locked:
            continue
    return None


def withdraw_by_number(by: User, case: Case, number: str) -> bool:
    """Take consent back for a case number, without seeing whose it is; whether the vault holds it already.

    Raises `WrongUse` for what is no case number.
    """
    ask_to_withdraw(by, case, number, date.today())
    with _GUARD:
        places = [place for place in _HELD if place[1] == case.uid]
    for place in places:
        try:
            carry_out(by.uid, case, _opened(place, case))
        except Locked:
            continue
        return True
    return False


def _opened(place: tuple[str, str], case: Case) -> Vault:
    with _GUARD:
        held, now = _HELD.get(place), time.time()
        if held is None or held.expired(now):
            _HELD.pop(place, None)
            raise Locked(_("The vault of this case is locked. Unlock it first; nothing was filled in or written."))
        held.used = now
    try:
        return open_with(path_of(case), held.key)
    except WrongKey:
        close(*place)
        raise Locked(_("The vault has a new passphrase since you unlocked it. Unlock it with the new one.")) from None


def change(session_key: str | None, case: Case, do: Callable[[Vault], R]) -> R:
    """Change the vault. `do` writes what belongs to it in the database, then saves the vault; both happen, or neither.

    Where somebody else wrote the vault in between it is done once more on what they left, and then raises `Stale`.
    """
    try:
        with transaction.atomic():
            return do(opened(session_key, case))
    except VaultChanged:
        try:
            with transaction.atomic():
                return do(opened(session_key, case))
        except VaultChanged:
            raise Stale(_("Somebody else wrote the vault at the same moment; nothing was saved: try again.")) from None


@on_lock
def close_all_of(session_key: str | None) -> None:
    """Lock every vault of a sign-in; with None those of everybody."""
    with _GUARD:
        for place in [place for place in _HELD if session_key is None or place[0] == session_key]:
            del _HELD[place]


def close(session_key: str, case_uid: str) -> bool:
    """Lock one vault for one sign-in; whether it was open."""
    with _GUARD:
        return _HELD.pop((session_key, case_uid), None) is not None


def close_case(case: Case) -> None:
    """Lock the vault of a case for everybody."""
    with _GUARD:
        for place in [place for place in _HELD if place[1] == case.uid]:
            del _HELD[place]


def holders(case: Case) -> frozenset[int]:
    """Keys of the people who have the vault of a case open."""
    with _GUARD:
        now = time.time()
        return frozenset(h.user for place, h in _HELD.items() if place[1] == case.uid and not h.expired(now))


def drop_expired(now: float) -> None:
    """Drop the keys whose time is over."""
    with _GUARD:
        for place in [place for place, held in _HELD.items() if held.expired(now)]:
            del _HELD[place]


def _watch() -> None:
    """Drop keys in time though nobody asks for anything; ends when no key is left."""
    global _watching
    while True:
        time.sleep(_LOOK_EVERY)
        with _GUARD:
            drop_expired(time.time())
            if not _HELD:
                _watching = False
                return
