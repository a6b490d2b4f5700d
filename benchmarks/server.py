"""Load on the team server: many people enter facts while others browse and a large file is imported.

    python benchmarks/server.py [--seconds 60] [--rate 50] [--clients 50] [--facts 100000]

It starts the server as its users do, on a data folder that goes away, or on `DATABASE_URL`, whose database has to be
empty. Printed: what one submission costs alone; how long answers took under load (median, 95th of 100, longest), how
many facts were acknowledged, and how many of these are lost or doubled afterwards; then the same for pages of a case
with many facts. Processor time is told beside, since it says the same on a machine that others use too.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

HOST, PORT = "127.0.0.1", 8791
IMPORTED = 10_000
PAGES = 20
ALONE = 150
"""Submissions one after the other, before the load."""
LATE = 30
"""Seconds after the end when clients that fell behind stop."""
SETUP = """
import json, sys
from saylau.server import start
start.load()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from allauth.mfa.models import Authenticator
from saylau.records.locate import open_case
from saylau.server.access.models import User
from saylau.server.access.tokens import make_token, offered_to
from saylau.server.exchange.opening import open_as_new_case
call_command("migrate", verbosity=0)
clients, facts = int(sys.argv[1]), int(sys.argv[2])
users = [User.objects.create(username=f"u{n}", administrator=n == 0) for n in range(clients)]
case = open_as_new_case(users[0], open_case("kazakhstan-2019"))
tokens = []
for user in users:
    if user != users[0]:
        user.memberships.create(case=case, role="analyst")
    tokens.append(make_token(user, case, "load", offered_to(user, case), 1))
bringing = make_token(users[0], case, "bring", offered_to(users[0], case), 1)
cookies = []
for user in users[:2]:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.create()
    cookies.append(session.session_key)
if facts:
    from saylau.server.store.models import Fact
    from saylau.server.search.text import search_text
    model = Fact.objects.filter(kind="tally").first()
    rows = []
    for n in range(facts):
        row = Fact(case=case, kind=model.kind, thing=f"load-{n}", name=f"load-{n}", place=n, state="accepted",
                   source=model.source, display=model.display, body=model.body, since=model.since, until=model.until)
        row.search_text = search_text(row)
        rows.append(row)
    Fact.objects.bulk_create(rows, 2000)
print(json.dumps({"case": case.slug, "tokens": tokens, "cookies": cookies, "bringing": bringing}))
"""
COUNT = """
import json, sys
from saylau.server import start
start.load()
from saylau.server.store.models import Fact
from saylau.server.audit.models import AuditEvent
wanted = json.load(sys.stdin)
names = list(Fact.objects.filter(kind="election", thing__startswith="load-").values_list("thing", flat=True))
print(json.dumps({"names": names, "events": AuditEvent.objects.count()}))
"""


@dataclass
class Times:
    """How long answers took, in seconds, and what else was answered."""

    taken: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def told(self, what: str) -> str:
        """One line of figures."""
        found = sorted(self.taken) or [0.0]
        at = [found[min(len(found) - 1, int(len(found) * part))] * 1000 for part in (0.5, 0.95)]
        answers = ", ".join(f"{count} x {answer}" for answer, count in sorted(self.answers.items()))
        return f"{what}: median {at[0]:.0f} ms, p95 {at[1]:.0f} ms, longest {found[-1] * 1000:.0f} ms ({answers})"


def main() -> None:
    """Run the load and print what it did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=50, help="submissions a second, by all clients together")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--facts", type=int, default=100_000, help="facts in the case when its pages are timed")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="saylau-load-") as folder:
        os.environ["SAYLAU_DATA"] = folder
        where = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
        ready = json.loads(python(SETUP, str(told.clients), "0"))
        with serving() as server:
            names = alone(ready, server)
            before = processor(server)
            submissions, browsing, imported, more = submit(ready, told.seconds, told.rate)
            spent = {what: seconds - before.get(what, 0.0) for what, seconds in processor(server).items()}
        names += more
        kept = Counter(json.loads(python(COUNT, given="[]"))["names"])
        lost = sum(1 for name in names if name not in kept)
        doubled = sum(1 for count in kept.values() if count > 1)
        print(f"{where}, {told.clients} clients, {len(more) / told.seconds:.1f} submissions a second acknowledged")
        print(submissions.told("submissions"))
        print(browsing.told("two people browsing meanwhile"))
        print(f"import of {IMPORTED} rows meanwhile: {imported}")
        print(f"acknowledged {len(names)}, lost {lost}, doubled {doubled}")
        print(", ".join(f"{what} {seconds:.1f} s of processor time" for what, seconds in spent.items()))
    if told.facts and where == "SQLite":
        pages(told.clients, told.facts)


def pages(clients: int, facts: int) -> None:
    """Time the pages of a case with many facts."""
    with tempfile.TemporaryDirectory(prefix="saylau-load-") as folder:
        os.environ["SAYLAU_DATA"] = folder
        ready = json.loads(python(SETUP, str(clients), str(facts)))
        case = f"/en/case/{ready['case']}/"
        with serving() as server:
            for path in (case, f"{case}facts/", f"{case}facts/?kind=tally&page=1000", f"{case}facts/?q=алматы"):
                times = Times()
                before = processor(server)
                for _ in range(PAGES):
                    browse(ready["cookies"][0], path, times)
                spent = sum(processor(server).values()) - sum(before.values())
                print(times.told(f"{facts} facts, {path}") + f", {spent / PAGES * 1000:.0f} ms of processor time each")


def alone(ready: dict[str, Any], server: int) -> list[str]:
    """Submissions one after the other, with what each costs; names of those that were acknowledged."""
    times, names = Times(), list[str]()
    connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
    before = processor(server)
    for n in range(ALONE):
        enter(connection, ready["case"], ready["tokens"][n % len(ready["tokens"])], times, names)
    connection.close()
    spent = sum(processor(server).values()) - sum(before.values())
    print(times.told("alone, one after the other") + f", {spent / ALONE * 1000:.1f} ms of processor time each")
    return names


def enter(connection: http.client.HTTPConnection, case: str, token: str, times: Times, names: list[str]) -> None:
    """Submit one fact; its name is noted where it was acknowledged."""
    name = f"load-{uuid.uuid4().hex}"
    cells = {"id": name, "name": name, "level": "presidential", "early": "no", "poll": "2019-06-09"}
    body = json.dumps({"kind": "election", "cells": cells | {"source": "odf-2019", "locator": "page 1"}})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": name}
    began = time.monotonic()
    status = ask(connection, "POST", f"/api/v1/cases/{case}/facts", body, headers)
    times.taken.append(time.monotonic() - began)
    times.answers[status] += 1
    if status == "201":
        names.append(name)


def processor(server: int) -> dict[str, float]:
    """Seconds of processor time that the server and the processes that it started used so far, where Linux tells."""
    found = {"server": 0.0, "its worker": 0.0}
    tick = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = file.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(file.parent.name) == server:
            found["server"] += (int(told[11]) + int(told[12])) / tick
        if int(told[1]) == server:
            found["its worker"] += sum(map(int, told[11:15])) / tick
    return found


def submit(ready: dict[str, Any], seconds: int, rate: int) -> tuple[Times, Times, str, list[str]]:
    """Clients that submit at a steady rate, two that browse, one import."""
    submissions, browsing, names = Times(), Times(), list[str]()
    until = time.monotonic() + seconds
    every = len(ready["tokens"]) / rate

    def enter_on(token: str, offset: float) -> None:
        connection, due = http.client.HTTPConnection(HOST, PORT, timeout=60), time.monotonic() + offset
        while due < until and time.monotonic() < until + LATE:
            time.sleep(max(0.0, due - time.monotonic()))
            enter(connection, ready["case"], token, submissions, names)
            due += every

    def wander(cookie: str) -> None:
        case = f"/en/case/{ready['case']}/"
        while time.monotonic() < until:
            for path in ("/en/", case, f"{case}facts/", f"{case}facts/?q=election"):
                browse(cookie, path, browsing)
                time.sleep(0.25)

    found: list[str] = []
    work: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        (enter_on, (token, n * every / len(ready["tokens"]))) for n, token in enumerate(ready["tokens"])
    ]
    work += [(wander, (cookie,)) for cookie in ready["cookies"]]
    work.append((lambda: found.append(bring(ready)), ()))
    threads = [threading.Thread(target=target, args=given) for target, given in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return submissions, browsing, found[0] if found else "not finished", names


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, body: str | bytes, headers: dict[str, str]
) -> str:
    """Send one request and return its status, or the name of the fault."""
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.read()
    except OSError as fault:
        connection.close()
        return type(fault).__name__
    return str(response.status)


def browse(cookie: str, path: str, times: Times) -> None:
    """Open one page."""
    connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
    began = time.monotonic()
    status = ask(connection, "GET", quote(path, safe="/?=&"), "", {"Cookie": f"sessionid={cookie}"})
    times.taken.append(time.monotonic() - began)
    times.answers[status] += 1
    connection.close()


def bring(ready: dict[str, Any]) -> str:
    """Bring a file of many rows in over the API, say yes, and wait until it is imported."""
    rows = "".join(f"bulk-{n},Bulk {n},presidential,no,2018-06-09,odf-2019,page {n}\n" for n in range(IMPORTED))
    table = "id,name,level,early,poll,source,locator\n" + rows
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="election.csv"\r\n\r\n'
    body = f"{head}{table}\r\n--{mark}--\r\n".encode()
    headers = {"Authorization": f"Bearer {ready['bringing']}"}
    address = f"/api/v1/cases/{ready['case']}/imports"
    began = time.monotonic()
    made = told(address, "POST", body, headers | {"Content-Type": f"multipart/form-data; boundary={mark}"})
    for state, verb in (("checked", ""), ("applied", "/apply")):
        if verb:
            told(f"{address}/{made['uid']}{verb}", "POST", b"{}", headers | {"Content-Type": "application/json"})
        now: dict[str, Any] = {"state": "", "problems": []}
        while now["state"] not in (state, "refused") and time.monotonic() < began + 300:
            time.sleep(1)
            now = told(f"{address}/{made['uid']}", "GET", b"", headers)
            now.setdefault("state", "")
        if now["state"] != state:
            return f"{now['state']}: {now['problems'][:1]}"
    return f"done in {time.monotonic() - began:.1f} s"


def told(path: str, method: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """The JSON of one answer."""
    connection = http.client.HTTPConnection(HOST, PORT, timeout=120)
    connection.request(method, path, body, headers)
    found: dict[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def python(text: str, *arguments: str, given: str = "") -> str:
    """Run a few lines in a process of their own; what they print last."""
    done = subprocess.run(
        [sys.executable, "-c", text, *arguments], input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def serving() -> Iterator[int]:
    """The server as its users start it; the number of its process."""
    log = Path(os.environ["SAYLAU_DATA"]) / "log"
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "saylau", "serve", "--port", str(PORT)], stderr=out)
        try:
            for _ in range(120):
                time.sleep(0.25)
                try:
                    http.client.HTTPConnection(HOST, PORT, timeout=2).connect()
                    break
                except OSError:
                    continue
            else:
                raise SystemExit(log.read_text())
            yield process.pid
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
