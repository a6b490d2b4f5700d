"""The register of assemblies: what is told of each, and what is not public."""

from __future__ import annotations

import pytest

from saylau.checks import protests
from saylau.checks.finding import Outcome
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Protest
from saylau.values import Count
from tests.cases import case_of, election
from tests.checks.found import changed, found, made, measure, one


def test_four_assemblies_are_told_of_and_one_is_not_public(kazakhstan: Case) -> None:
    findings = found(kazakhstan, protests.register)
    assert set(findings) == {"protest-2019-03", "protest-2019-05-01", "protest-2019-05-09", "case"}
    assert measure(findings["case"], "assemblies") == 4
    assert measure(findings["case"], "not_public") == 1
    assert all(f.outcome is Outcome.NOTED for f in findings.values())


def test_1_may_had_1000_to_3000_people_in_six_cities(kazakhstan: Case) -> None:
    finding = one(kazakhstan, protests.register, "protest-2019-05-01")
    assert measure(finding, "size:protest-2019-05-01") == Count("1000..3000")
    assert measure(finding, "places") == 6
    assert measure(finding, "demands") == 5


def test_9_may_has_eight_cities_and_no_size(kazakhstan: Case) -> None:
    finding = one(kazakhstan, protests.register, "protest-2019-05-09")
    assert measure(finding, "places") == 8
    assert not [m for m in finding.measures if m.name.startswith("size")]
    assert finding.questions


def test_places_and_sizes_follow_the_record(kazakhstan: Case) -> None:
    other = changed(kazakhstan, "protest-2019-05-01", places=("A",), size=Count("50"))
    finding = one(other, protests.register, "protest-2019-05-01")
    assert measure(finding, "size:protest-2019-05-01") == Count("50")
    assert measure(finding, "places") == 1
    assert not finding.questions


@pytest.mark.parametrize(("second", "outcome"), [("900", Outcome.DISPUTED), ("~200", Outcome.NOTED)])
def test_two_sizes_of_one_assembly_are_disputed_where_they_exclude_each_other(second: str, outcome: Outcome) -> None:
    held = {"name": "An assembly", "during": "2019-05-01"}
    case = case_of(election(), made(Protest, "a", size="200", **held), made(Protest, "a", "a.2", size=second, **held))
    assert one(case, protests.register, "a").outcome is outcome


def test_a_withheld_assembly_is_counted_and_has_no_finding_of_its_own() -> None:
    hidden = made(Protest, "a", name="An assembly", during="2019-05", display=Display.WITHHELD)
    findings = found(case_of(election(), hidden), protests.register)
    assert set(findings) == {"case"}
    assert measure(findings["case"], "not_public") == 1


def test_without_assemblies_the_question_is_put() -> None:
    finding = one(case_of(election()), protests.register)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
