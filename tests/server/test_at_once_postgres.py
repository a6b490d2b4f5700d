"""Writers that wait for each other on PostgreSQL: each takes what it needs in one order, so that none is given up."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from saylau.records.folder import read_files
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.jobs.queue import enqueue
from saylau.server.store.facts import alone
from saylau.server.store.models import Case
from tests.server.conftest import FILES

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")


@pytest.mark.django_db(transaction=True)
def test_whoever_adds_rows_of_a_case_and_whoever_holds_it_do_not_lock_each_other_out() -> None:
    case = open_as_new_case(None, read_files({name: text.encode() for name, text in FILES.items()}))
    user = User.objects.create_user("editor")
    held, asked = threading.Event(), threading.Event()
    faults: list[Exception] = []

    def holds() -> None:
        with transaction.atomic():
            alone(case)
            held.set()
            asked.wait(2)
            append(user.uid, "fact.create", case.uid)

    def adds() -> None:
        held.wait(10)
        with transaction.atomic():
            enqueue(user, "import.check", Case.objects.get(pk=case.pk), {})
            asked.set()

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in (holds, adds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert case.jobs.count() == 1
