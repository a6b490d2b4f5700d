"""The vault of a case: made, finished once its recovery key was typed back, recovered; that key tried, and changed."""

from __future__ import annotations

import secrets
import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from saylau.errors import VaultError, WrongKey, WrongUse
from saylau.server.access.locking import on_lock
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditEvent
from saylau.server.evidence.keys import follow
from saylau.server.store.info import say_vault
from saylau.server.store.models import Case
from saylau.server.vault.keeper import (
    change,
    close_case,
    exists,
    hold,
    opened,
    path_of,
    refuse_several_processes,
)
from saylau.vault import file, session
from saylau.vault.age import Key, new_identity, recovery_typed, unwrap_with_recovery, wrap
from saylau.vault.keeper import IDLE_SECONDS
from saylau.vault.passphrase import refuse_weak
from saylau.vault.vault import Vault, create, open_with

DRILL_DAYS = 90
FINISHED, DRILLED, RECOVERED, NEW_KEY = "vault.finish", "vault.drill", "vault.recover", "vault.new_recovery_key"
_SHOWN: dict[tuple[str, str], tuple[str, float]] = {}
"""New recovery keys that were shown to a sign-in and not typed back yet, and when; in memory alone."""


class Stage(StrEnum):
    """How far the vault of a case is."""

    NONE = "none"
    MADE = "made"
    """Its recovery key was not typed back yet."""
    READY = "ready"


def stage_of(case: Case) -> Stage:
    """How far the vault of a case is, as can be told while it is locked."""
    if not exists(case):
        return Stage.NONE
    return Stage.READY if _events(case).exists() or file.read(path_of(case))[0].slots else Stage.MADE


def last_drill(case: Case) -> date | None:
    """The day on which the recovery key was last typed; None where that never happened."""
    at = _events(case).order_by("-seq").values_list("at", flat=True).first()
    return datetime.fromisoformat(str(at).replace("Z", "+00:00")).date() if at else None


def drill_due(case: Case) -> bool:
    """Whether the recovery key is to be tried again: it was last typed more than 90 days ago."""
    last = last_drill(case)
    return last is None or last + timedelta(days=DRILL_DAYS) < datetime.now(UTC).date()


def make(by: User, case: Case, passphrase: str) -> str:
    """Make the empty vault of a case; the recovery key, which is shown this once. Raises `WrongUse` for a weak one."""
    refuse_several_processes()
    refuse_weak(passphrase)
    if exists(case):
        raise WrongUse(_("This case has a vault already; nothing was made."))
    session.no_core_dumps()
    path = path_of(case)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    recovery, key = new_identity(), Key.new()
    wrapped = wrap(key, passphrase, recovery)
    with transaction.atomic():
        append(by.uid, "vault.make", case.uid)
        create(path, str(tomllib.loads(case.info)["id"]), key, wrapped, finished=False)
    return recovery


def finish(session_key: str, by: User, case: Case, typed: str, until: float) -> None:
    """The recovery key was typed back: the vault is ready, and open for this sign-in. Raises `WrongKey`."""
    key, vault = _by_recovery(case, typed)
    if vault.finished:
        raise WrongUse(_("The recovery key was typed back before; the vault is ready."))
    vault.finish()
    with transaction.atomic():
        say_vault(by, case)
        append(by.uid, FINISHED, case.uid)
        vault.save()
    hold(session_key, by, case, key, until)


def begin_anew(by: User, case: Case) -> None:
    """Remove a vault that was never finished, and holds nobody, since its recovery key is lost."""
    if stage_of(case) is not Stage.MADE:
        raise WrongUse(_("Only a vault that was never finished is removed; nothing was done."))
    with transaction.atomic():
        append(by.uid, "vault.begin_anew", case.uid)
        path_of(case).unlink()


def drill(by: User, case: Case, typed: str) -> None:
    """Try whether the recovery key on paper opens the vault, and take down that it does. Raises `WrongKey`."""
    _by_recovery(case, typed)
    append(by.uid, DRILLED, case.uid)


def recover(session_key: str, by: User, case: Case, typed: str, passphrase: str, until: float) -> None:
    """Set a new passphrase with the recovery key. All is encrypted anew, and the vault locked for everybody else."""
    refuse_several_processes()
    refuse_weak(passphrase)
    _old, vault = _by_recovery(case, typed)
    key = Key.new()
    vault.rekey(key, wrap(key, passphrase, recovery_typed(typed)))
    vault.finish()
    with transaction.atomic():
        say_vault(by, case)
        append(by.uid, RECOVERED, case.uid)
        follow(case, vault)
        vault.save()
    close_case(case)
    hold(session_key, by, case, key, until)


def new_recovery_key(session_key: str | None, case: Case) -> str:
    """A new recovery key, shown this once; the old one holds until it was typed back. Raises `Locked`."""
    refuse_several_processes()
    opened(session_key, case)
    recovery = new_identity()
    _SHOWN[session_key or "", case.uid] = recovery, time.time()
    return recovery


def finish_new_recovery_key(session_key: str, by: User, case: Case, typed: str, passphrase: str, until: float) -> None:
    """The new recovery key was typed back: it opens the vault from now on, with a new passphrase, and the old does not.

    All is encrypted anew, and the vault locked for everybody else. Raises `WrongKey`, and `WrongUse` for a weak
    passphrase or where no key was shown within a quarter of an hour.
    """
    recovery, at = _SHOWN.get((session_key, case.uid), ("", 0.0))
    if not 0 <= time.time() - at <= IDLE_SECONDS:
        forget_shown(session_key)
        raise WrongUse(_("No new recovery key waits to be typed back; the old one holds. Begin again."))
    if not secrets.compare_digest(recovery_typed(typed).encode(), recovery.encode()):
        raise WrongKey(_("This is not the new recovery key. Look at it letter by letter."))
    refuse_weak(passphrase)
    key = Key.new()
    wrapped = wrap(key, passphrase, recovery)

    def do(vault: Vault) -> None:
        vault.rekey(key, wrapped)
        append(by.uid, NEW_KEY, case.uid)
        follow(case, vault)
        vault.save()

    change(session_key, case, do)
    forget_shown(session_key)
    close_case(case)
    hold(session_key, by, case, key, until)


@on_lock
def forget_shown(session_key: str | None) -> None:
    """Forget the new recovery keys that a sign-in did not type back; with None those of everybody."""
    for place in [place for place in _SHOWN if session_key is None or place[0] == session_key]:
        del _SHOWN[place]


def _by_recovery(case: Case, typed: str) -> tuple[Key, Vault]:
    if not exists(case):
        raise VaultError(_("This case has no vault yet."))
    session.no_core_dumps()
    try:
        key = unwrap_with_recovery(file.read(path_of(case))[0].wrapped(), recovery_typed(typed))
    except WrongKey:
        raise WrongKey(_("This recovery key does not open the vault. Look at it letter by letter.")) from None
    return key, open_with(path_of(case), key)


def _events(case: Case) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(object=case.uid, verb__in=(FINISHED, DRILLED, RECOVERED, NEW_KEY))
