"""The process beside the server: it does jobs, ends with the server, and where it is killed its job waits again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.server.installations import environment_of
from tests.server.killed import prepared, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")

_ASK = """
from saylau.server.access.models import User
from saylau.server.exchange import imports
from saylau.server.jobs import worker
from saylau.server.jobs.models import Job
from saylau.server.store.models import Case
case, editor = Case.objects.get(), User.objects.get(username="editor")
found = imports.take_in(editor, case, "sources.csv", [b"id,title,grade,interest\\nledger,A ledger,B,media\\n"])
thread = worker.Worker(beside_server=True)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation of its own, with a case."""
    folder = tmp_path / "data"
    prepared(folder)
    return folder


def test_a_job_is_done_in_another_process_and_its_end_is_written(data: Path) -> None:
    told = run(
        data,
        _ASK
        + dedent("""
        import os
        assert worker.work_once(thread._name_of_worker, thread._do)
        job = Job.objects.get()
        found.refresh_from_db()
        print(job.state, found.state, thread._apart._process.pid != os.getpid())
        thread._apart.end()
        """),
    )
    assert told == "done checked True"


def test_a_job_whose_process_is_killed_waits_again_and_is_done_by_the_next_one(data: Path) -> None:
    told = run(
        data,
        _ASK
        + dedent("""
        import os, signal
        process = thread._apart._running()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        thread._apart._running = lambda: process
        assert worker.work_once(thread._name_of_worker, thread._do)
        print(Job.objects.get().state)
        del thread._apart._running
        assert worker.work_once(thread._name_of_worker, thread._do)
        print(Job.objects.get().state, Job.objects.get().tries)
        thread._apart.end()
        """),
    )
    assert told.splitlines() == ["queued", "done 2"]


def test_a_job_that_may_need_an_open_vault_stays_in_the_process_that_holds_it(data: Path) -> None:
    told = run(
        data,
        _ASK
        + dedent("""
        from saylau.server.jobs.queue import enqueue
        from saylau.server.vault.keeper import path_of
        def asked(verb):
            return worker._may_need_keys(enqueue(editor, verb, case, {}))
        print(asked("assess"), asked("import.apply"))
        path_of(case).parent.mkdir(parents=True)
        path_of(case).touch()
        print(asked("assess"), asked("import.apply"))
        """),
    )
    assert told.splitlines() == ["False False", "True False"]


def test_the_process_ends_when_the_server_is_gone(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "saylau.server.jobs.apart"], env=environment_of(data),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    assert process.wait(120) == 0
    process.stdout.close()
