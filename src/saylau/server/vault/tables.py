"""Tables over the private people of a case that may be printed: small cells hidden, none told by an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from saylau.assessment.tables import Printed, count
from saylau.assessment.tables_printed import printable
from saylau.errors import WrongUse
from saylau.report.table_files import read_table, table_csv, table_json
from saylau.report.words import words_for
from saylau.server.access.guard import NotPermitted, grants
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.audit.chain import append
from saylau.server.states import LEAST_REASON
from saylau.server.store.models import Case
from saylau.server.vault.access import read_now, refuse_names, today
from saylau.server.vault.models import PrintedTable
from saylau.vault.vault import Vault

READ, PRINT = "assessment.read", "release.propose"
"""Who sees such a table inside, and who takes it out."""


def table_of(vault: Vault | None, case: Case, of: str, by: Sequence[str]) -> Printed:
    """The table as it may be printed today, beside those that were printed before.

    Raises `WrongUse` for what cannot be counted so, and `ReportRefused` where the tables together tell of few people.
    """
    read = read_now(case)
    counted = count(let_in(read, vault, today()).read, of, by)
    before = PrintedTable.objects.filter(case=case).order_by("pk")
    return printable(counted, read.info.smallest, [read_table(one.told.encode(), one.uid) for one in before])


def check_can_print(user: User, case: Case) -> None:
    """Raise `NotPermitted` unless somebody may take a table out."""
    if not grants(user, case, PRINT):
        raise NotPermitted(_("Editors take tables out; your roles in this case do not include it."))


def print_table(
    by: User, vault: Vault | None, case: Case, of: str, heads: Sequence[str], kind: str, language: str, reason: str
) -> tuple[str, bytes]:
    """The table as a file, kept as printed before it leaves: each later one is compared with it."""
    check_can_print(by, case)
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(count)d characters.") % {"count": LEAST_REASON})
    if vault is not None:
        refuse_names(reason, vault)
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        read, table = read_now(case), table_of(vault, case, of, heads)
        told = table_json(table, read)
        before = PrintedTable.objects.filter(case=case, told=told.decode()).order_by("pk").first()
        kept = before or PrintedTable.objects.create(case=case, told=told.decode(), reason=reason, taken_by=by)
        data = told if kind == "json" else table_csv(table, words_for(language, read))
        digest = sha256(data).hexdigest()
        append(by.uid, "table.print", kept.uid, {"of": of, "by": list(heads), "sha256": digest, "reason": reason})
    return f"{case.slug}-table-{kept.uid}.{kind}", data
