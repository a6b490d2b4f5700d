"""Switching encryption on for a case: from that moment what comes is encrypted, then a job encrypts what was there.

Each file is encrypted beside the plain one, decrypted again in memory and compared, named in its record, and only then
the plain one is removed. A job that was killed at any point is asked for again and goes on where it ended.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted, grants
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.evidence.destroying import remove_plain
from saylau.server.evidence.keys import Keys, keys_of, recipient_of, sha256_of
from saylau.server.evidence.models import Encryption
from saylau.server.evidence.replacing import encrypt_item
from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.queue import waiting_or_new
from saylau.server.store.models import Case
from saylau.server.vault.access import SET_UP
from saylau.server.vault.keeper import Locked, change
from saylau.vault.vault import Vault

ENCRYPT = "evidence.encrypt"
_TRIES = 10


def check_can_encrypt(user: User, case: Case) -> None:
    """Raise `NotPermitted` unless a person may have the evidence of a case encrypted: whoever may make its vault."""
    if not grants(user, case, SET_UP):
        raise NotPermitted(_("Case lawyers and reviewers switch encryption on."))


def switch_on(session_key: str | None, by: User, case: Case) -> None:
    """Encrypt what comes from now on, and have what is there encrypted; asked again, the job goes on.

    Raises `NotPermitted`, and `Locked` unless the vault is open for this sign-in.
    """
    check_can_encrypt(by, case)

    def do(vault: Vault) -> None:
        recipient = vault.new_file_key()
        append(by.uid, "evidence.encrypt", case.uid)
        Encryption.objects.create(case=case, recipient=recipient, by=by)
        vault.save()

    if not recipient_of(case):
        change(session_key, case, do)
    elif not keys_of(by, case):
        raise Locked(_("The vault of this case is locked. Unlock it first; nothing was filled in or written."))
    waiting_or_new(by, ENCRYPT, case, {})


def plain_left(case: Case) -> int:
    """How many files of a case stand unencrypted still."""
    return case.evidence.filter(kept_as="").count()


def encrypt_case(job: Job, progress: Progress) -> dict[str, Any]:
    """Encrypt what stands plain in a case, then remove what plain files an earlier run may have left.

    A file that is not what was received stays as it is: nothing is repaired silently. Raises `Locked` where whoever
    asked has the vault not open, or it locked itself meanwhile.
    """
    if job.by is None or job.case is None:
        raise WrongUse(_("encrypting evidence needs a case and somebody who asks"))
    by, case = job.by, job.case
    items = list(case.evidence.filter(kept_as="").select_related("case").defer("reading").order_by("pk"))
    damaged = []
    for number, item in enumerate(items, 1):
        progress(_("encrypting a file"), number, len(items))
        if not encrypt_item(by, item, _open_keys(by, case), recipient_of(case)):
            damaged.append(item.uid)
    keys = _open_keys(by, case)
    for item in case.evidence.exclude(kept_as="").defer("reading"):
        copies = [sha256_of(made, keys) for made in item.derivatives.exclude(kept_as="")]
        remove_plain(item.uid, sha256_of(item, keys), copies)
    if not damaged and not plain_left(case):
        with transaction.atomic():
            Encryption.objects.filter(case=case, done_at=None).update(done_at=timezone.now())
            append(by.uid, "evidence.encrypted", case.uid, {"files": len(items)})
        _clean_database()
    return {"encrypted": len(items) - len(damaged), "mismatch": damaged}


def _open_keys(by: User, case: Case) -> Keys:
    """Asked for each file: the vault may be locked meanwhile, and asking is a use of it. Raises `Locked`."""
    keys = keys_of(by, case)
    keys.needed()
    return keys


def _clean_database() -> None:
    """Have SQLite write its file anew, since what was removed from rows stands in its free pages until then.

    PostgreSQL does so by itself in time; its manual calls it VACUUM FULL.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        for _try in range(_TRIES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if not cursor.fetchone()[0]:  # nobody reads what stood there before
                return
            time.sleep(1)
