"""Follow-up of recommendations across two elections: statuses with sources, findings then and now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from saylau.assessment.assess import Assessment
from saylau.assessment.followup import Basis, follow_up
from saylau.checks.finding import Finding, Outcome
from saylau.cli import main
from saylau.records.base import Record
from saylau.records.fact import Fact
from saylau.records.kinds import FollowUp, Recommendation
from saylau.records.kinds.statements import RecommendationStatus
from saylau.values.message import Message
from tests.cases import case_of, election, source
from tests.checks.found import made
from tests.records.folders import SOUND, changed, write


def recommendation(number: int, *basis: str, **fields: Any) -> Fact[Record]:
    given = {"number": number, "text": f"Do {number}", "addressees": ("Parliament",), "basis": basis, **fields}
    return made(Recommendation, f"rec-{number}", **given)


def status(claim: str, of: str, implementation: str, on: str | None = None, source_id: str = "s1") -> Fact[Record]:
    fields = {"recommendation": of, "implementation": implementation, **({"on": on} if on else {})}
    return made(FollowUp, claim, "", source_id, **fields)


def assessed(*facts: Fact[Record], findings: tuple[Finding, ...] = ()) -> Assessment:
    return Assessment(case_of(election(), *facts, sources=(source(), source("s2"))), findings, {}, ())


def finding(outcome: Outcome, subject: str = "case") -> Finding:
    return Finding(subject, outcome, Message("x"), standards=("CPH-7.5",), check="area.check")


def test_the_latest_status_counts_and_all_stay_with_their_sources() -> None:
    before = assessed(recommendation(1), status("f1", "rec-1", "not implemented", "2020-01"))
    after = assessed(status("f2", "rec-1", "partially implemented", "2023-01", "s2"))
    (followed,) = follow_up(before, after)
    assert followed.status is RecommendationStatus.PARTIALLY
    assert [f.source for _, f in followed.statuses] == ["s1", "s2"]


def test_a_status_that_both_cases_hold_stands_once() -> None:
    same = status("f1", "rec-1", "not implemented", "2020-01")
    (followed,) = follow_up(assessed(recommendation(1), same), assessed(same))
    assert len(followed.statuses) == 1


def test_what_nobody_followed_up_keeps_its_own_status() -> None:
    (followed,) = follow_up(assessed(recommendation(1)), assessed(status("f", "rec-2", "fully implemented")))
    assert followed.status is RecommendationStatus.NOT_ASSESSED


def test_findings_on_its_basis_stand_then_and_now_the_gravest_of_several() -> None:
    before = assessed(
        recommendation(1, "area.check", "area.check:b", "CPH-7.5", "law.none"),
        findings=(finding(Outcome.AT_ODDS), finding(Outcome.IN_LINE, "b")),
    )
    after = assessed(findings=(finding(Outcome.IN_LINE),))
    (followed,) = follow_up(before, after)
    assert followed.basis == (
        Basis("area.check", Outcome.AT_ODDS, Outcome.IN_LINE),
        Basis("area.check:b", Outcome.IN_LINE, None),
        Basis("CPH-7.5", Outcome.AT_ODDS, Outcome.IN_LINE),
        Basis("law.none", None, None),
    )


def test_recommendations_stand_in_the_order_of_their_numbers() -> None:
    found = follow_up(assessed(recommendation(2), recommendation(1)), assessed())
    assert [f.recommendation.record.number for f in found] == [1, 2]


def test_the_command_lists_status_and_evidence_and_refuses_two_countries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_row = "id,number,text,addressees,by,theme,action,priority,basis,implementation,source\n"
    made_row += (
        "rec-1,1,Publish results by station,Commission,Mission,PE,publication,yes,results.published_by_station,,s1\n"
    )
    became = "id,recommendation,implementation,by,on,evidence,source,locator\n"
    became += "f-1,rec-1,fully implemented,Mission,2036-06,The results were published by station,s1,p. 3\n"
    old = write(
        tmp_path / "old", changed(recommendation=made_row.replace("implementation,", "").replace(",,s1", ",s1"))
    )
    rows = made_row.replace("implementation,", "").replace(",,s1", ",s1")
    new = write(tmp_path / "new", changed(recommendation=rows, follow_up=became))
    assert main(["followup", str(old), str(new)]) == 0
    told = capsys.readouterr().out
    assert "## R1, priority" in told
    assert "- Status: fully implemented" in told
    assert "The results were published by station (One, p. 3)" in told
    assert "results.published_by_station: then unknown, now unknown" in told
    other = {"case.toml": SOUND["case.toml"].decode().replace('country = "xx"', 'country = "fr"')}
    assert main(["followup", str(old), str(write(tmp_path / "fr", changed(**other)))]) == 2


def test_the_bundled_case_followed_up_to_itself_knows_what_became_of_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["followup", "kazakhstan-2019", "kazakhstan-2019"]) == 0
    told = capsys.readouterr().out
    assert told.count("- Status: not assessed") == 9
    assert told.count("- Status: not implemented") == told.count("- Status: partially implemented") == 1
