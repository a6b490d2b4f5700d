"""No finding is stronger than its weakest necessary input: invented findings, then every check of the real case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.checks.cap import cap
from saylau.checks.catalogue import CHECKS
from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.checks.registry import Check
from saylau.checks.run import run_check
from saylau.law.rule import Basis, Cite, Explanation
from saylau.records.base import Ref
from saylau.records.case import Case
from saylau.records.fact import Heard
from saylau.records.kinds import VoterTotal
from saylau.records.source import Grade
from saylau.values import Count, Truth
from saylau.values.message import Message
from tests.cases import case_of, election, fact, source

VOTERS = fact(VoterTotal(election=Ref("election-2019"), voters=Count.of(100)), "voters")
ASSERTIONS = [Outcome.CONTRARY, Outcome.AT_ODDS]


def cite(basis: Basis) -> Cite:
    """An invented provision known in one way."""
    return Cite("Act", "1", "2019", basis)


def finding(outcome: Outcome, basis: Basis | None = None, standards: tuple[str, ...] = ("CPH-7.5",)) -> Finding:
    """A finding that needs one claim and, where told, one provision."""
    provisions = (cite(basis),) if basis else ()
    return Finding("case", outcome, Message("x"), facts=("voters",), provisions=provisions, standards=standards)


def case(grade: Grade = Grade.B) -> Case:
    """A case whose only claim comes from a source of one grade."""
    return case_of(election(), VOTERS, sources=(source("s1", grade),))


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.UNKNOWN])
def test_a_claim_of_grade_c_leaves_any_outcome_unknown_and_says_what_it_would_be(outcome: Outcome) -> None:
    capped = cap(case(Grade.C), finding(outcome))
    assert capped.outcome is Outcome.UNKNOWN
    assert capped.would_be is outcome


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.UNKNOWN])
def test_a_provision_of_general_knowledge_leaves_any_outcome_unknown(outcome: Outcome) -> None:
    capped = cap(case(), finding(outcome, Basis.GENERAL))
    assert capped.outcome is Outcome.UNKNOWN
    assert capped.would_be is outcome


@pytest.mark.parametrize("outcome", ASSERTIONS)
def test_a_provision_that_was_only_reported_leaves_at_most_a_concern_marked_provisional(outcome: Outcome) -> None:
    capped = cap(case(), finding(outcome, Basis.REPORTED))
    assert capped.outcome is Outcome.CONCERN
    assert capped.would_be is outcome
    assert capped.provisional


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in ASSERTIONS])
def test_an_outcome_that_asserts_no_breach_stays_on_a_reported_provision_and_is_provisional(outcome: Outcome) -> None:
    capped = cap(case(), finding(outcome, Basis.REPORTED))
    assert capped.outcome is outcome
    assert capped.provisional


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_provision_whose_text_was_read_caps_nothing(outcome: Outcome) -> None:
    capped = cap(case(), finding(outcome, Basis.TEXT))
    assert capped.outcome is outcome
    assert not capped.provisional


def test_at_odds_with_standards_that_nobody_read_is_unknown() -> None:
    capped = cap(case(), finding(Outcome.AT_ODDS, standards=("CEDAW-7",)))
    assert capped.outcome is Outcome.UNKNOWN
    assert capped.would_be is Outcome.AT_ODDS


def test_a_provision_inside_an_explanation_counts_as_one_that_the_finding_needs() -> None:
    inner = Explanation(Truth.NO, Message("y"), cite=cite(Basis.REPORTED))
    outer = Explanation(Truth.NO, Message("z"), cite=cite(Basis.TEXT), parts=(inner,))
    capped = cap(case(), replace(finding(Outcome.CONTRARY), explanations=(outer,)))
    assert capped.outcome is Outcome.CONCERN


def test_a_reading_that_decides_nothing_caps_nothing_and_is_itself_capped() -> None:
    explanation = Explanation(Truth.NO, Message("y"), cite=cite(Basis.GENERAL))
    aside = ReadingOutcome("old", "edition of 2017", Outcome.CONTRARY, Message("y"), explanation, decides=False)
    capped = cap(case(), replace(finding(Outcome.CONTRARY, Basis.TEXT), readings=(aside,)))
    assert capped.outcome is Outcome.CONTRARY
    assert capped.readings[0].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)
def test_in_the_real_case_no_check_asserts_a_breach_on_a_provision_that_was_not_read(
    check: Check, kazakhstan: Case
) -> None:
    findings = run_check(kazakhstan, check)
    assert findings
    for found in findings:
        bases = {c.basis for c in found.provisions}
        if Basis.GENERAL in bases:
            assert found.outcome is Outcome.UNKNOWN, found.id
        if Basis.REPORTED in bases:
            assert found.outcome not in ASSERTIONS, found.id
            assert found.provisional, found.id


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)
def test_with_every_source_of_grade_c_no_check_says_anything_but_unknown_of_the_facts(
    check: Check, kazakhstan: Case
) -> None:
    weak = {name: s.model_copy(update={"grade": Grade.C}) for name, s in kazakhstan.sources.items()}
    findings = run_check(replace(kazakhstan, sources=weak), check)
    assert findings
    for found in findings:
        assert found.outcome is Outcome.UNKNOWN or not found.facts, found.id


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)
def test_every_finding_rests_on_facts_or_provisions_or_asks_for_them(check: Check, kazakhstan: Case) -> None:
    findings = run_check(kazakhstan, check)
    assert findings
    for found in findings:
        asked = found.questions or any(e.all_questions for e in found.explanations)
        asked = asked or any(r.explanation and r.explanation.all_questions for r in found.readings)
        if found.outcome is Outcome.UNKNOWN:
            assert asked or found.would_be, found.id
        else:
            assert found.facts or found.provisions, found.id


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)
def test_in_an_empty_case_of_a_country_without_law_no_check_crashes_or_finds_a_breach(check: Check) -> None:
    findings = run_check(case_of(election()), check)
    assert findings
    for found in findings:
        assert found.outcome not in (*ASSERTIONS, Outcome.DISPUTED), found.id


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)
def test_every_finding_says_how_it_was_made_and_where_its_limits_are(check: Check, kazakhstan: Case) -> None:
    found = run_check(kazakhstan, check)
    assert [f.id for f in found if not f.method] == []
    assert [f.id for f in found if not f.limits] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)
def test_every_check_says_in_its_docstring_how_it_works(check: Check) -> None:
    assert check.method


# Hearsay


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.UNKNOWN])
def test_a_claim_known_only_from_hearsay_leaves_any_outcome_unknown_as_grade_c_does(outcome: Outcome) -> None:
    rumour = case_of(election(), replace(VOTERS, heard=Heard.HEARSAY))
    capped = cap(rumour, finding(outcome))
    assert capped.outcome is Outcome.UNKNOWN
    assert capped.would_be is outcome
    assert capped.cap_reason is not None
    assert "hearsay" in capped.cap_reason.template


@pytest.mark.parametrize("how", [Heard.FIRST_HAND, Heard.SECOND_HAND, Heard.NOT_KNOWN])
def test_what_a_witness_told_caps_nothing(how: Heard) -> None:
    assert cap(case_of(election(), replace(VOTERS, heard=how)), finding(Outcome.CONCERN)).outcome is Outcome.CONCERN


def test_hearsay_that_a_good_claim_confirms_caps_nothing_and_one_of_grade_c_or_hearsay_confirms_nothing() -> None:
    rumour = replace(VOTERS, heard=Heard.HEARSAY)
    again = replace(VOTERS, fact="voters.2", source="s2")
    sources = (source("s1"), source("s2"))
    assert cap(case_of(election(), rumour, again, sources=sources), finding(Outcome.CONCERN)).would_be is None
    weak = (source("s1"), source("s2", Grade.C))
    assert cap(case_of(election(), rumour, again, sources=weak), finding(Outcome.CONCERN)).would_be is not None
    twice = replace(again, heard=Heard.HEARSAY)
    assert cap(case_of(election(), rumour, twice, sources=sources), finding(Outcome.CONCERN)).would_be is not None
