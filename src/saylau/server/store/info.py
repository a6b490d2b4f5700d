"""Changing what a case says of itself (`case.toml`)."""

from __future__ import annotations

from django.db import transaction

from saylau.errors import CaseRefused
from saylau.records.problems import Problems
from saylau.records.settings import info_bytes, info_table, read_info
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case
from saylau.values import Truth


def say_vault(by: User, case: Case) -> Case:
    """Say that the case has a vault, so that nobody leaves a copy of it without one. Raises `CaseRefused`."""
    problems = Problems()
    with transaction.atomic():
        now = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        table = info_table(now.info.encode(), problems)
        info = read_info(table, problems) if table else None
        if info is None:
            raise CaseRefused(problems.found)
        if info.vault is not Truth.YES:
            now.info = info_bytes(info.model_copy(update={"vault": Truth.YES})).decode()
            now.version += 1
            now.save(update_fields=["info", "version"])
            append(by.uid, "case.settings", now.uid, {"vault": "yes"})
    return now
