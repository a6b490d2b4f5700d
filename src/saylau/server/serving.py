"""Serving: tables and texts brought up to date, the first link, the worker, and the address."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from waitress.server import create_server

from saylau.errors import WrongUse
from saylau.server.access.invitations import invite
from saylau.server.access.models import Invitation, User
from saylau.server.checks import Level, look_over
from saylau.server.jobs.worker import Worker
from saylau.server.operations.installed import check_installed
from saylau.server.start import say
from saylau.server.texts import compile_texts
from saylau.server.wsgi import application

Tell = Callable[[str], None]
INCOMING = "incoming"
"""Folder of temporary files; no backup holds it."""
_LEFT_OVER_SECONDS = 24 * 3600


def prepare(tell: Tell) -> None:
    """Bring the tables up to date and put the texts where Django reads them."""
    compile_texts(settings.HERE / "locale", settings.DATA / "locale")
    call_command("migrate", verbosity=0, interactive=False)
    if settings.PROCESSES > 1:
        call_command("createcachetable", verbosity=0)
    reverse("start")  # reads every address now, so that the first visitor does not wait for it
    tell("tables are up to date")


def keep_temporary_files_here() -> None:
    """Have what is written for a moment stand in a private folder of the data folder, and on no other disk.

    It holds the body of a large request until its page is done, and files of forms: what somebody sends, as it comes.
    Most of it has no name; what a process that was killed left there with one is removed a day later.
    """
    folder = settings.DATA / INCOMING
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    for left in folder.iterdir():
        with suppress(OSError):  # another process may remove it too, or have it open
            if left.is_file() and left.stat().st_mtime < time.time() - _LEFT_OVER_SECONDS:
                left.unlink()
    tempfile.tempdir = str(folder)
    # For the process beside the server, and for SQLite.
    os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = str(folder)


def first_link(address: str) -> str:
    """The link with which the first administrator makes an account; empty where there is one already."""
    if User.objects.filter(administrator=True, is_active=True).exists():
        return ""
    Invitation.objects.filter(administrator=True, used_at=None, made_by=None).delete()
    return f"{address}/en/invitation/{invite(None, administrator=True, auditor=True)}/"


def serve(server: Any) -> None:
    """Answer until stopped: several threads, and one process beside for jobs that compute for long."""
    worker = Worker(beside_server=True)
    worker.start()
    try:
        server.run()
    finally:
        worker.stop()
        server.close()


def work(tell: Tell) -> None:
    """Do jobs in this process until stopped."""
    check_installed()
    keep_temporary_files_here()
    worker = Worker()
    worker.start()
    tell("working; stop with Ctrl+C")
    try:
        worker.join()
    finally:
        worker.stop()


def _server(hosts: list[str], port: int) -> Any:
    """A server on all of these addresses, or on the first alone where the system lacks the others."""
    # What a proxy says of the visitor is believed only where one is declared; else it is taken away here already.
    options: dict[str, object] = {
        "threads": 8, "ident": None, "channel_timeout": 60, "max_request_body_size": 1 << 31,
        "clear_untrusted_proxy_headers": not settings.PROXIES,
        # What is decrypted for a slow visitor waits in memory up to the first, since past the second it is on a disk.
        "outbuf_high_watermark": 2 << 20, "outbuf_overflow": 8 << 20,
    }  # fmt: skip
    why = ""
    for tried in (hosts, hosts[:1]):
        try:
            return create_server(application, listen=" ".join(f"{host}:{port}" for host in tried), **options)
        except OSError as refused:
            why = refused.strerror or str(refused)
    raise WrongUse(f"port {port} cannot be used ({why}); choose another: saylau serve --port {port + 1}")


def run() -> int:
    """Prepare the installation, say where it is, and listen until stopped."""
    keep_temporary_files_here()
    prepare(say)
    for told in look_over():
        if told.level is Level.WRONG:
            say(f"{told.level}: {told.sentence}")
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        raise WrongUse("the server does not start with a code that opens every account")
    local = settings.LISTEN in ("localhost", "127.0.0.1")
    address = f"http://{'localhost' if local else settings.LISTEN}:{settings.PORT}"
    # The port comes first: where it is taken, no link is printed, and one printed before stays good.
    server = _server(["127.0.0.1", "[::1]"] if settings.LISTEN == "localhost" else [settings.LISTEN], settings.PORT)
    if link := first_link(address):
        say(f"first administrator, once, within 72 hours: {link}")
    say(f"saylau is at {address} (data in {settings.DATA}; stop with Ctrl+C)")
    serve(server)
    return 0
