"""One event shown to somebody who has an anchor and not the log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from saylau.errors import NotFound, WrongUse
from saylau.server.audit.anchor import take
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.proof import Head, check_proof, read_proof, wrong_with
from saylau.server.audit.proving import prove
from saylau.server.audit.written import Anchor, canonical, commitment, event_hash
from tests.server.test_operations_backup import MAKE, run

pytestmark = pytest.mark.django_db


def events(number: int) -> None:
    for n in range(number):
        append(f"u-{n % 3}", "fact.change", f"f-{n}", {"field": f"value {n} қ"} if n % 2 else None)


@pytest.fixture
def anchored() -> Anchor:
    """A log of nine events, anchored, that goes on to fourteen."""
    events(9)
    made = take()
    events(5)
    return made


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "proof.json").write_text(text, "utf-8")
    return tmp_path / "proof.json"


@pytest.mark.parametrize("seq", range(1, 15))
def test_each_event_is_proved_against_an_anchor_taken_before_or_after_it(
    anchored: Anchor, seq: int, tmp_path: Path
) -> None:
    proof = read_proof(written(tmp_path, prove(seq, anchored).text()))
    assert wrong_with(proof, anchored) == ""
    assert wrong_with(proof) == ""
    assert proof.log.size == (9 if seq <= 9 else 14)
    assert (proof.earlier is None) == (seq <= 9)
    assert event_hash(proof.event) == AuditEvent.objects.get(seq=seq).hash


def test_a_proof_shows_no_other_event_and_no_content_unless_asked(anchored: Anchor) -> None:
    text = prove(4, anchored).text()
    for other in AuditEvent.objects.exclude(seq__in=(3, 4)):
        assert other.hash not in text
    assert "value" not in text
    told = prove(4, anchored, with_detail=True)
    assert told.detail is not None
    assert told.detail.content == {"field": "value 3 қ"}
    assert wrong_with(told, anchored) == ""
    assert told.event["commitment"] == commitment(bytes.fromhex(told.detail.salt), {"field": "value 3 қ"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"event": {"verb": "fact.read"}}, "does not stand in the log"),
        ({"event": {"seq": 13}}, "does not stand in the log"),
        ({"event": {"seq": 0}}, "does not stand in the log"),
        ({"log": {"root": "0" * 64}}, "does not stand in the log"),
        ({"log": {"size": 10}}, "does not stand in the log"),
        ({"log": {"root": "no hash"}}, "no hash"),
        ({"earlier": {"root": "1" * 64}}, "does not go on from"),
        ({"earlier": {"size": 8}}, "does not go on from"),
        ({"detail": {"content": {"field": "another"}}}, "not the one to which the event is bound"),
        ({"detail": {"salt": "00"}}, "not the one to which the event is bound"),
    ],
)
def test_a_proof_of_which_anything_was_changed_proves_nothing(
    anchored: Anchor, change: dict[str, dict[str, Any]], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(prove(11, anchored, with_detail=True).text())
    for part, values in change.items():
        told[part] |= values
    file = written(tmp_path, json.dumps(told))
    assert says in wrong_with(read_proof(file))
    assert check_proof(file, None) == 1
    assert capsys.readouterr().out.startswith("NOT PROVED: ")


def test_a_proof_that_leads_to_another_anchor_is_refused(anchored: Anchor) -> None:
    proof = prove(12, anchored)
    events(3)
    other = take()
    assert "does not lead to the anchor of event 17" in wrong_with(proof, other)
    assert wrong_with(prove(12, other), other) == ""


def test_with_a_step_left_out_nothing_is_proved(anchored: Anchor) -> None:
    proof = prove(12, anchored)
    assert wrong_with(replace(proof, inclusion=proof.inclusion[1:])) != ""
    assert wrong_with(replace(proof, consistency=proof.consistency[:-1])) != ""
    assert wrong_with(replace(proof, earlier=Head(9, proof.log.root))) != ""


def test_what_cannot_be_proved_is_a_sentence(anchored: Anchor) -> None:
    with pytest.raises(NotFound, match="its last one is 14"):
        prove(15)
    with pytest.raises(WrongUse, match="not the one of which the anchor"):
        prove(4, replace(anchored, root="0" * 64))
    with pytest.raises(WrongUse, match="not the one of which the anchor"):
        prove(4, replace(anchored, seq=99))
    with pytest.raises(WrongUse, match="has no detail"):
        prove(1, with_detail=True)
    AuditDetail.objects.filter(seq=4).delete()
    with pytest.raises(WrongUse, match="it was erased"):
        prove(4, with_detail=True)
    assert wrong_with(prove(4)) == ""


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"what": "x"}', '{"what": "proof of an event of a saylau log"}'])
def test_a_file_that_is_no_proof_is_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is not a proof"):
        read_proof(written(tmp_path, text))


def test_a_proof_is_made_and_checked_by_the_commands_and_checking_needs_no_django(tmp_path: Path) -> None:
    data, anchor = tmp_path / "data", tmp_path / "anchor.json"
    run(data, "-c", MAKE)
    run(data, "server", "audit", "anchor", str(anchor))
    proof = written(tmp_path, run(data, "server", "audit", "prove", "1", "--anchor", str(anchor), "--detail"))
    told = json.loads(proof.read_text())
    assert told["detail"] is not None
    without = {name: text for name, text in os.environ.items() if not name.startswith(("SAYLAU", "DJANGO"))}
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from saylau.cli import main\n"
        f"sys.exit(main(['server', 'audit', 'check-proof', {str(proof)!r}, '--anchor', {str(anchor)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=without, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "proved: event 1" in done.stdout
    assert canonical(told["detail"]["content"]).decode() in done.stdout.replace('": ', '":').replace(', "', ',"')
    told["event"]["actor"] = "u-9"
    proof.write_text(json.dumps(told))
    assert run(data, "server", "audit", "check-proof", str(proof), code=1) == ""
