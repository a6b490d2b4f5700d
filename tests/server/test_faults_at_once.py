"""Several at once: people on the same fact, and a backup while others write."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.installations import ask, environment_of, make_database
from tests.server.killed import HERE, prepared, run, saylau

ROUNDS = 200
_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from saylau.errors import SaylauError
from saylau.server.review.actions import take_step
from saylau.server.review.policies import check_can_change
from saylau.server.states import FACT_STEPS
from saylau.server.store.facts import add_fact, cells_of, change_fact
chosen = random.Random(200)
people = [User.objects.create_user(f"both-{n}") for n in range(3)]
for one in people:
    for role in ("editor", "reviewer"):
        Membership.objects.create(user=one, case=case, role=role)
gate = threading.Barrier(2)

def act(by, pk, revision, what, pause):
    \"\"\"What a person does on the page that they opened, a moment after both of them began.\"\"\"
    fact = Fact.objects.select_related("case", "created_by", "assigned_to", "proposed_by").get(pk=pk)
    gate.wait()
    time.sleep(pause)
    try:
        if what == "change":
            check_can_change(by, fact)
            change_fact(by, fact, cells_of(fact) | {"note": f"seen by {by.username}"}, revision)
        else:
            take_step(by, fact, what, revision, "a reason that is long enough")
    except SaylauError:
        return None
    return what, by.pk

wrong, done = [], 0
with ThreadPoolExecutor(2) as two:
    for number in range(rounds):
        author = chosen.choice(people)
        cells = {"id": f"body-{number}", "name": "A body", "sort": "chamber", "source": "paper", "locator": f"{number}"}
        fact = add_fact(author, case, "body", cells, submit=True)
        if chosen.random() < 0.5:
            reader = chosen.choice([one for one in people if one != author])
            fact = take_step(reader, fact, "accept", fact.revision)
        asked = [
            (by, chosen.choice(["accept", "return", "withdraw", "question", "change"]), chosen.choice([0, 0, 0.002]))
            for by in chosen.sample(people, 2)
        ]
        told = [two.submit(act, by, fact.pk, fact.revision, what, pause) for by, what, pause in asked]
        won = [one.result() for one in told if one.result()]
        now = Fact.objects.get(pk=fact.pk)
        numbers = list(now.revisions.order_by("number").values_list("number", flat=True))
        events = AuditEvent.objects.filter(object=now.uid, verb__startswith="fact.").count()
        if not (
            len(won) <= 1 and now.revision == fact.revision + len(won) and now.state in FACT_STEPS
            and numbers == list(range(1, now.revision + 1)) and events == now.revision
            and ("accept", author.pk) not in won
        ):
            wrong.append([number, [(by.username, what) for by, what, _ in asked], won, now.state, numbers, events])
        done += len(won)
read_case(case)
print(json.dumps([wrong, done > rounds // 4, verify().kind]))
"""
_WRITES = """
from saylau.server.store.facts import add_fact
for number in range(10_000):
    cells = {"id": f"body-{number}", "name": "A body", "sort": "chamber", "source": "paper", "locator": f"{number}"}
    print(add_fact(editor, case, "body", cells, submit=True).uid, flush=True)
"""
_SOUND = """
facts = case.facts.filter(kind="body")
told = set(AuditEvent.objects.filter(verb="fact.create").values_list("object", flat=True))
remembered = set(Revision.objects.filter(fact__kind="body").values_list("fact__uid", flat=True))
uids = set(facts.values_list("uid", flat=True))
read_case(case)
print(json.dumps([sorted(uids), uids == told == remembered, verify().kind]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the pieces speak of signals")
def test_of_two_who_act_at_the_same_moment_one_wins_whatever_they_do(tmp_path: Path) -> None:
    prepared(tmp_path / "data")
    assert json.loads(run(tmp_path / "data", f"{HERE}rounds = {ROUNDS}\n{_AT_ONCE}")) == [[], True, None]


@pytest.mark.skipif(sys.platform == "win32", reason="the pieces speak of signals")
def test_a_backup_made_while_others_write_is_restored_whole(tmp_path: Path) -> None:
    data, place, other = tmp_path / "data", tmp_path / "backups", tmp_path / "other"
    prepared(data)
    begin = (
        "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'saylau.server.settings'\nimport django\ndjango.setup()\n"
    )
    command = [sys.executable, "-c", begin + HERE + _WRITES]
    with subprocess.Popen(command, env=environment_of(data), stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        before = [next(writer.stdout).strip() for _ in range(20)]
        saylau(data, "server", "backup", str(place))
        after = [next(writer.stdout).strip() for _ in range(20)]
        writer.kill()
    written = {uid for (uid,) in ask(data, "SELECT uid FROM saylau_fact WHERE kind = 'body'")}
    make_database(other)
    assert "log whole" in saylau(other, "server", "restore", str(place))
    restored, sound, broken = json.loads(run(other, HERE + _SOUND))
    assert (sound, broken) == (True, None)
    assert set(before) <= set(restored) <= written
    assert set(after) <= written
