"""A server's process that is killed in the middle of its work, and one that goes on after it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from tests.server.installations import environment_of, make_database

KILLS = int(os.environ.get("SAYLAU_TEST_KILLS", "1"))
"""How often the worker of each job is killed, and an import four times as often; 5 and more for a long night."""
_BEGIN = """
import os, signal
os.environ["DJANGO_SETTINGS_MODULE"] = "saylau.server.settings"
import django
django.setup()
"""

HERE = """
import os, psycopg, signal, sqlite3, sys, threading, time, random, json
from django.conf import settings
from django.db import connection, connections, transaction
from saylau.server.access.models import Membership, User
from saylau.server.access.tokens import make_token
from saylau.server.audit.models import AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.exchange import imports
from saylau.server.exchange.models import Import
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.jobs.worker import forget_workers, work_once
from saylau.server.store.models import Case, Fact, FactRef, Revision
from saylau.server.store.reading import read_case
from django.test import Client
case = Case.objects.get()
editor = User.objects.get(username="editor")
settings.ALLOWED_HOSTS.append("testserver")
"""
"""What most pieces name: the case, its editor, and the ways of the server."""


def run(data: Path, code: str, *, killed: bool = False) -> str:
    """Run a piece of Python in a process of its own over a data folder; what it printed.

    With `killed` it has to end by SIGKILL, which it sends itself where the piece calls `die()`.
    """
    die = "def die(*args, **more):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + die + dedent(code)],
        env=environment_of(data),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
    return done.stdout.strip()


def prepared(data: Path) -> None:
    """An installation with the invented case, an editor and a reviewer in it."""
    data.mkdir(mode=0o700)
    make_database(data)
    run(
        data,
        """
        from django.core.management import call_command
        call_command("migrate", verbosity=0)
        from saylau.records.folder import read_files
        from saylau.server.access.models import Membership, User
        from saylau.server.exchange.opening import open_as_new_case
        from tests.server.conftest import FILES
        case = open_as_new_case(None, read_files({name: text.encode() for name, text in FILES.items()}))
        for role in ("editor", "reviewer"):
            user = User.objects.create_user(role)
            Membership.objects.create(user=user, case=case, role=role)
        """,
    )


def saylau(data: Path, *arguments: str, code: int = 0, **more: str) -> str:
    """What `saylau` says for an installation; its output, or its error where it fails."""
    command = [sys.executable, "-m", "saylau", *arguments]
    environment = environment_of(data) | more
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout
