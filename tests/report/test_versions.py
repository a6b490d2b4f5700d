"""Two versions: what changed is listed as printed, and their difference tells nobody's secret."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.assessment.review import review_state
from saylau.checks.finding import Finding, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import FollowUp, Organisation, Recommendation, Tally
from saylau.report.build import build_document
from saylau.report.document import Document, Paragraph, Table, plain, walk
from saylau.report.write import write_report
from saylau.values.message import Message, Name
from tests.cases import case_of, election
from tests.checks.found import made


def assessed(*findings: Finding, facts: tuple[Fact[Record], ...] = (), version: str = "1") -> Assessment:
    case = case_of(election(), *facts)
    case = replace(case, info=case.info.model_copy(update={"version": version}))
    return Assessment(case, findings, {f.id: review_state(case, f) for f in findings}, ())


def finding(number: int, check: str = "a.b", outcome: Outcome = Outcome.NOTED, **values: Any) -> Finding:
    return Finding("case", outcome, Message("Counted: {n}.", n=number), check=check, area="CF", title="A")


def annex(document: Document, letter: str) -> str:
    (section,) = (s for _, s in walk(document.sections) if s.anchor == f"annex-{letter}")
    lines = [plain(b.line) for b in section.blocks if isinstance(b, Paragraph)]
    rows = [row for b in section.blocks if isinstance(b, Table) for row in b.rows]
    return "\n".join([*lines, *(" | ".join(plain(c) for c in row.cells) for row in rows)])


def built(after: Assessment, before: Assessment | None = None) -> Document:
    return build_document(publish(after, before), content="0" * 64)


def test_findings_added_withdrawn_and_changed_are_listed_as_both_versions_say_them() -> None:
    before = assessed(finding(5), finding(7, "a.gone"), finding(1, "a.same"))
    after = assessed(finding(9), finding(1, "a.same"), finding(3, "a.new"), version="2")
    told = annex(built(after, before), "g")
    assert "This is version 2, compared with version 1." in told
    assert "a.b:case | noted. Counted: 5. | noted. Counted: 9." in told
    assert "a.gone:case | noted. Counted: 7. | no such finding" in told
    assert "a.new:case | no such finding | noted. Counted: 3." in told
    assert "a.same" not in told


def test_a_first_version_and_one_that_says_the_same_are_told_as_such() -> None:
    assert "the case records no earlier one" in annex(built(assessed(finding(1))), "g")
    told = annex(built(assessed(finding(1), version="2"), assessed(finding(1))), "g")
    assert "No finding says anything else than it did." in told


def test_who_was_named_before_and_is_withheld_now_is_not_named_by_the_comparison() -> None:
    shown = made(Organisation, "zzq-body", name="Zzqname", sort="association")
    naming = Finding("case", Outcome.NOTED, Message("{who} came.", who=Name("zzq-body")), check="a.b", area="CF")
    hidden = replace(shown, display=Display.WITHHELD)
    document = built(assessed(finding(1), facts=(hidden,)), assessed(naming, facts=(shown,)))
    assert "zzq" not in repr(document).casefold()


def test_the_written_report_compares_and_prints_a_small_difference_as_a_bound(tmp_path: Path) -> None:
    def case(number: str) -> Case:
        row = made(Tally, "held", of="people detained", number=number, unit="people detained", during="2019-05-01")
        return case_of(election(), row)

    write_report(assess(case("12")), tmp_path, formats=("json",), earlier=assess(case("11")))
    written = json.loads((tmp_path / "invented.json").read_text("utf-8"))
    assert [f["record"]["number"] for f in written["facts"] if f["kind"] == "tally"] == [">=11"]
    told = [f["text"] for f in written["findings"] if f["id"] == "detentions.tally:held"]
    assert "at least 11" in told[0]
    assert "12" not in told[0]


@pytest.mark.parametrize("claims", [0, 1])
def test_the_table_of_recommendations_holds_what_became_of_each(claims: int) -> None:
    fields: dict[str, Any] = {
        "number": 1,
        "text": "Publish.",
        "addressees": ("Commission",),
        "by": "Mission",
        "priority": "yes",
    }
    made_one = made(Recommendation, "r", action="publication", basis=("a.b", "CPH-7.4"), **fields)
    became = {"recommendation": "r", "implementation": "fully implemented", "by": "Mission", "on": "2023-06"}
    later = made(FollowUp, "f", evidence="Results were published.", **became)
    told = annex(built(assessed(finding(1), facts=(made_one, *(later,) * claims))), "c")
    assert "R1, priority | Commission | Mission | publication | a.b; 1990 OSCE Copenhagen Document, 7.4" in told
    assert ("fully implemented. Mission, June 2023: Results were published." in told) == bool(claims)
    assert ("| not assessed" in told) == (not claims)
