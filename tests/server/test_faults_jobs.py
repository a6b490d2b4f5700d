"""Every job whose worker is killed at any moment: it runs again, its result is the same, nothing is there twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from saylau.server.jobs.registry import JOBS
from tests.server.installations import copied
from tests.server.killed import HERE, KILLS, prepared, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
NEED_A_VAULT = {"evidence.encrypt", "release.look"}
"""They begin with a vault that somebody holds open; its keys end with the process, and the job says so."""

_WORK = """
import re
from collections import Counter
from django.apps import apps
from saylau.server.evidence import intake, jobs as of_evidence
from saylau.server.exchange import packing
from saylau.server.publish import comparing, steps, working
from saylau.server.publish.models import ReleaseFile
from saylau.server.review import at_once
from saylau.server.audit.work import VERIFY
reviewer = User.objects.get(username="reviewer")
administrator = User.objects.get(username="administrator")
OPTIONS = {"formats": ["json"], "languages": ["en"], "unsigned": True}

def bring():
    rows = "".join(f"b-{n},Body {n},chamber,paper,page {n}\\n" for n in range(60))
    imports.take_in(editor, case, "body.csv", [f"id,name,sort,source,locator\\n{rows}".encode()])

def accept_all():
    many = at_once.gathered(reviewer, case, case.facts.filter(kind="body"))
    at_once.ask_to_accept(reviewer, case, many, "each was read against its page")

def build():
    steps.begin(editor, case, "The assessment", OPTIONS)

def compare():
    # What is compared is what was released.
    case.releases.update(state="published")
    before, after = case.releases.order_by("number").values_list("uid", flat=True)
    comparing.ask_to_compare(editor, case, before, after)

def package():
    packing.let_out(reviewer, packing.ask_for_package(editor, case, "for the archive of the team"))

ASK = {
    "import.check": bring,
    "import.apply": lambda: imports.apply(editor, Import.objects.get()),
    "first release": build,
    at_once.VERB: accept_all,
    "release.build": build,
    comparing.VERB: compare,
    "assess": lambda: enqueue(editor, "assess", case, {}),
    working.VERB: lambda: enqueue(editor, working.VERB, case, OPTIONS),
    of_evidence.LOOK: lambda: enqueue(editor, of_evidence.LOOK, case, {"evidence": EVIDENCE}),
    of_evidence.VERIFY: lambda: enqueue(editor, of_evidence.VERIFY, case, {}),
    of_evidence.VERIFY_PART: lambda: enqueue(administrator, of_evidence.VERIFY_PART, None, {}),
    VERIFY: lambda: enqueue(administrator, VERIFY, None, {}),
    packing.VERB: package,
}

def sealed(n):
    incoming = intake.Incoming(f"paper-{n}.txt")
    incoming.write(f"what is written on paper {n}".encode())
    return intake.take_in(editor, case, incoming, intake.Origin()).uid

EVIDENCE = [sealed(n) for n in range(3)]
connections.close_all()

def worked(die_at=None):
    seen = [0]
    def count(execute, sql, *more):
        seen[0] += 1
        if seen[0] == die_at:
            die()
        return execute(sql, *more)
    with connection.execute_wrapper(count):
        assert work_once("one")
    return seen[0]

def killed(die_at):
    connections.close_all()
    child = os.fork()
    if not child:
        worked(die_at)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

def scrubbed(result):
    # The log that one of them checks is longer by what was read again.
    return re.sub("[0-9a-f]{32,}|[0-9]+ events", "-", json.dumps(result, sort_keys=True))

def told():
    files = Counter(path.relative_to(settings.DATA).parts[0] for path in settings.DATA.rglob("*") if path.is_file())
    return {
        "rows": {one._meta.label: one._default_manager.count() for one in apps.get_app_config("saylau").get_models()},
        "events": Counter(AuditEvent.objects.values_list("verb", flat=True)),
        "jobs": [[job.verb, job.state, job.error, scrubbed(job.result)] for job in Job.objects.order_by("pk")],
        "released": sorted(ReleaseFile.objects.values_list("path", "sha256")),
        "files": {name: count for name, count in files.items() if not name.startswith("saylau.sqlite3")},
        "facts": sorted(case.facts.values_list("name", "state", "revision")),
        "broken": verify().kind,
    }
"""
_UNTOUCHED = """
asked = {}
for name, ask in ASK.items():
    ask()
    asked[name] = worked()
print(json.dumps([asked, told()]))
"""
_KILLED = """
kills = Counter()
chosen = random.Random(17)
for name, ask in ASK.items():
    ask()
    moments = range(2, asked[name])
    for moment in sorted(chosen.sample(moments, min(kills_of_each, len(moments)))):
        kills[name] += killed(moment)
        forget_workers()
        Job.objects.filter(state="queued").update(tries=0)
    if Job.objects.filter(state="queued").exists():
        worked()
print(json.dumps([kills, told()]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("jobs") / "data"
    prepared(data)
    run(data, HERE + "User.objects.create_user('administrator', administrator=True)")
    return data


READ_AGAIN = {"saylau.Custody", "saylau.AuditEvent", "saylau.AuditDetail"}
DONE_AGAIN = {"evidence.verify", "export.make"}
"""What was read or packed twice is told twice, which is true."""


def without_events(told: dict[str, Any]) -> dict[str, Any]:
    """What was found afterwards, save what tells of each time that something was done."""
    return {**told, "rows": {name: n for name, n in told["rows"].items() if name not in READ_AGAIN}, "events": None}


def test_every_job_whose_worker_is_killed_runs_again_with_the_same_result(installed: Path, tmp_path: Path) -> None:
    first, second = copied(installed, tmp_path / "first"), copied(installed, tmp_path / "second")
    asked, untouched = json.loads(run(first, HERE + _WORK + _UNTOUCHED))
    given = f"asked, kills_of_each = {asked!r}, {KILLS}\n"
    kills, after = json.loads(run(second, HERE + _WORK + given + _KILLED))
    assert {verb for verb, *_ in untouched["jobs"]} == JOBS.keys() - NEED_A_VAULT
    assert {state for _verb, state, *_ in untouched["jobs"]} == {"done"}
    assert all(kills.values())
    assert kills.keys() == asked.keys()
    assert without_events(after) == without_events(untouched)
    more = {
        verb: n - untouched["events"][verb] for verb, n in after["events"].items() if n != untouched["events"][verb]
    }
    assert more.keys() <= DONE_AGAIN
