"""Checks that look at the findings of the others: contradictions, evidence, editions, standards of a later day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saylau.checks import data
from saylau.checks.data_findings import contradictions, edition, evidence, later_standard
from saylau.checks.finding import Finding, Outcome, ReadingOutcome
from saylau.checks.registry import CheckOfFindings
from saylau.checks.run import run_checks
from saylau.law.rule import Basis, Cite, Explanation
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import (
    Organisation,
    Person,
    Provision,
    StatedDuration,
    StatedSum,
    VoterTotal,
)
from saylau.records.source import Decision, Grade, Review
from saylau.report.words import words_for
from saylau.values import Count, Truth, When
from saylau.values.message import Message, OutOf
from tests.cases import case_of, election, source
from tests.checks.found import made, measure, reviewed

# Contradictions

WORDS = words_for("en", lambda thing, language: thing)


def test_both_values_of_the_known_contradictions_are_kept(kazakhstan: Case) -> None:
    everything = run_checks(kazakhstan)
    finding = next(f for f in everything if f.check == "data.contradictions")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "tokayev-signatures:collected") == (Count.of(313_653), Count.of(315_653))
    assert measure(finding, "change-security-council:on") == (When("2018-06"), When("2018-07-05"))
    assert measure(finding, "cap-upper:origins") == (Message("nominator"), Message("donations"))
    assert not any(m.name.startswith("signatures-required") for m in finding.measures)  # >=118000 holds 118140
    amounts = measure(finding, "state-funding:each")
    assert isinstance(amounts, tuple)
    assert [str(amount) for amount in amounts] == ["7500000 KZT", "7331200 KZT"]
    assert "power.senate_seats:case" in measure(finding, "disputed")  # type: ignore[operator]


def test_values_of_what_is_not_public_are_counted_and_not_printed() -> None:
    fields = {"what": "custody", "during": "2019-05-09T13:00?/2019-05-10T00:00?", "display": Display.WITHHELD}
    case = case_of(
        made(StatedDuration, "secret", hours="12", **fields),
        made(StatedDuration, "secret", "secret.2", hours="13", **fields),
    )
    finding = reviewed(case, contradictions)
    assert measure(finding, "things") == 1
    assert not any(m.name.startswith("secret") for m in finding.measures)


def test_a_contradiction_of_grade_c_is_shown_and_does_not_count_against_the_finding() -> None:
    total = {"election": "election-2019", "as_of": "2019-01-01"}
    case = case_of(
        election(),
        made(VoterTotal, "voters", voters="1", **total),
        made(VoterTotal, "voters", "weak", "s2", voters="2", **total),
        sources=(source(), source("s2", Grade.C)),
    )
    finding = reviewed(case, contradictions)
    assert (finding.facts, finding.context) == (("voters",), ("weak",))


@pytest.mark.parametrize(
    ("one_way", "another", "things"),
    [
        ("~250000", "251340", 0),
        (">=118000", "118140", 0),
        ("~200", "80", 1),
        ("11960364", "11947995", 1),
    ],
)
def test_numbers_contradict_each_other_where_no_number_lies_in_both_bounds(
    one_way: str, another: str, things: int
) -> None:
    total = {"election": "election-2019", "as_of": "2019-01-01"}
    claims = [made(VoterTotal, "v", f"v.{n}", voters=text, **total) for n, text in enumerate((one_way, another))]
    assert measure(reviewed(case_of(election(), *claims), contradictions), "things") == things


@pytest.mark.parametrize(
    ("one_day", "other_day", "things"),
    [
        ("2019-06", "2019-06-09", 0),
        ("2019", "2019-06~", 0),
        ("2018-06", "2018-07-05", 1),
        ("2019-01-01/2019-06-08", "2019-01-01/2019-06-09", 1),
        ("2019-01-01/..", "2019-01-01/2019-06-09", 1),
        ("2019-06-09T07:00?", "2019-06-09T07:00Z", 1),
        ("2019-06-09T07:00+06:00", "2019-06-09", 0),
    ],
)
def test_days_contradict_each_other_where_they_cannot_be_the_same(one_day: str, other_day: str, things: int) -> None:
    total = {"election": "election-2019", "voters": "100"}
    claims = [made(VoterTotal, "v", f"v.{n}", as_of=day, **total) for n, day in enumerate((one_day, other_day))]
    assert measure(reviewed(case_of(election(), *claims), contradictions), "things") == things


def test_remarks_in_free_words_do_not_contradict_each_other_and_references_and_categories_do() -> None:
    total = {"election": "election-2019", "voters": "100"}
    words = [made(VoterTotal, "v", f"v.{n}", basis=basis, **total) for n, basis in enumerate(("lists", "the lists"))]
    assert reviewed(case_of(election(), *words), contradictions).outcome is Outcome.IN_LINE
    sorts = [made(Organisation, "o", f"o.{n}", name="O", sort=sort) for n, sort in enumerate(("party", "movement"))]
    assert measure(reviewed(case_of(election(), *sorts), contradictions), "things") == 1


@pytest.mark.parametrize(
    ("one_list", "other_list", "things"),
    [(("13", "10"), ("13", "~10"), 0), (("13", "10"), ("12", "11"), 1), (("13", "10"), ("13", "5", "5"), 1)],
)
def test_lists_of_numbers_are_compared_with_their_bounds(
    one_list: tuple[str, ...], other_list: tuple[str, ...], things: int
) -> None:
    stated = {"what": "people", "unit": "people", "whole": "23"}
    claims = [made(StatedSum, "s", f"s.{n}", parts=parts, **stated) for n, parts in enumerate((one_list, other_list))]
    assert measure(reviewed(case_of(*claims), contradictions), "things") == things


def test_what_one_claim_leaves_unknown_contradicts_nothing() -> None:
    claims = [
        made(Person, "a", f"a.{n}", name="P01", public="no", spellings=spellings)
        for n, spellings in ((1, None), (2, "2"))
    ]
    assert reviewed(case_of(*claims), contradictions).outcome is Outcome.IN_LINE


def test_claims_that_agree_are_in_line() -> None:
    assert reviewed(case_of(election()), contradictions).outcome is Outcome.IN_LINE


# Findings

PLAIN = Finding("case", Outcome.NOTED, Message("x"), facts=("election-2019",), check="calendar.x")


def test_a_finding_without_facts_is_named() -> None:
    bare = replace(PLAIN, facts=(), check="law.bare")
    assert reviewed(case_of(election()), evidence, PLAIN).outcome is Outcome.IN_LINE
    finding = reviewed(case_of(election()), evidence, PLAIN, bare)
    assert finding.outcome is Outcome.CONCERN
    assert measure(finding, "bare") == ("law.bare:case",)


def test_signatures_are_not_counted_since_only_the_assessment_knows_which_of_them_hold() -> None:
    fallen = Review(
        finding=PLAIN.id, hash="0" * 16, reviewer="R", day=date(2019, 6, 9), decision=Decision.APPROVED, note=""
    )
    finding = reviewed(case_of(election(), reviews=(fallen,)), evidence, PLAIN)
    assert finding == reviewed(case_of(election()), evidence, PLAIN)
    assert set(finding.message.values) == {"all", "assessed", "noted", "unknown", "bare"}


def test_a_finding_that_notes_a_fact_assesses_nothing() -> None:
    in_line = replace(PLAIN, outcome=Outcome.IN_LINE, check="law.x")
    unknown = replace(PLAIN, outcome=Outcome.UNKNOWN, check="law.y", facts=())
    finding = reviewed(case_of(election()), evidence, PLAIN, in_line, unknown)
    assert [measure(finding, name) for name in ("all", "assessed", "noted", "without_facts")] == [3, 1, 1, 0]
    assert finding.message.values["bare"] == OutOf(0, 2)


def test_every_finding_of_the_case_names_a_fact(kazakhstan: Case) -> None:
    finding = next(f for f in run_checks(kazakhstan) if f.check == "data.evidence")
    assert finding.outcome is Outcome.IN_LINE


def listed(finding: Finding, name: str) -> list[str]:
    """The provisions of a measure, as the report says them."""
    provisions = measure(finding, name)
    assert isinstance(provisions, tuple)
    return [WORDS.value(provision) for provision in provisions]


def test_articles_28_54_and_58_were_not_read(kazakhstan: Case) -> None:
    finding = next(f for f in run_checks(kazakhstan) if f.check == "data.edition")
    assert finding.outcome is Outcome.CONCERN
    unread, beside = listed(finding, "which_unread"), listed(finding, "beside")
    for article in ("54", "58"):
        assert any(f"article {article} (edition of 28 December 2018)" in cite for cite in unread)
    assert any("article 28 (edition of 28 December 2018)" in cite for cite in beside)
    assert not any("article 56(2)" in cite for cite in unread)


def test_article_56_2_was_read_in_another_edition_only_and_stands_apart(kazakhstan: Case) -> None:
    finding = next(f for f in run_checks(kazakhstan) if f.check == "data.edition")
    which = listed(finding, "which_elsewhere")
    assert len(which) == measure(finding, "elsewhere") == 1
    assert "article 56(2)" in which[0]


def test_provisions_are_counted_as_the_chapter_on_method_counts_them(kazakhstan: Case) -> None:
    findings = run_checks(kazakhstan)
    finding = next(f for f in findings if f.check == "data.edition")
    cited = {cite for f in findings for cite in f.provisions}
    assert measure(finding, "provisions") == len(cited)
    assert measure(finding, "unread") == sum(cite.basis is not Basis.TEXT for cite in cited)


def test_a_provision_read_only_in_another_edition_is_a_concern() -> None:
    provision = made(Provision, "act-1", act="Act", article="1", read="other edition", says="a rule")
    cite = Cite("Act", "1", "2018", Basis.TEXT, "act-1")
    assert reviewed(case_of(provision), edition, replace(PLAIN, provisions=(cite,))).outcome is Outcome.CONCERN


@pytest.mark.parametrize(
    ("cited", "during", "outcome"),
    [("2018", None, Outcome.IN_LINE), ("", None, Outcome.CONCERN), ("2018", "../2018-12-31", Outcome.CONCERN)],
)
def test_a_breach_needs_a_provision_in_an_edition_in_force(cited: str, during: str | None, outcome: Outcome) -> None:
    provision = made(Provision, "act-1", act="Act", article="1", during=during, read="official", says="a rule")
    cite = Cite("Act", "1", cited, Basis.TEXT, "act-1")
    breach = replace(PLAIN, outcome=Outcome.CONTRARY, provisions=(cite,))
    assert reviewed(case_of(election(), provision), edition, breach).outcome is outcome


def test_where_no_provision_was_cited_nothing_was_tested_and_nothing_is_in_line() -> None:
    finding = reviewed(case_of(election()), edition, PLAIN)
    assert finding.outcome is Outcome.NOTED
    assert "No provision" in finding.message.template


def test_a_breach_that_was_held_back_is_tested_too_and_a_reading_may_cite_for_it() -> None:
    said = Explanation(Truth.NO, Message("x"), cite=Cite("Act", "1", "2018", Basis.TEXT))
    reading = ReadingOutcome("text", "text", Outcome.NOTED, Message("x"), said, decides=False)
    held_back = replace(PLAIN, outcome=Outcome.CONCERN, would_be=Outcome.AT_ODDS)
    assert measure(reviewed(case_of(election()), edition, held_back), "uncited") == 1
    assert measure(reviewed(case_of(election()), edition, replace(held_back, readings=(reading,))), "uncited") == 0


def test_guidance_of_2020_is_later_than_an_election_of_2019() -> None:
    later = replace(PLAIN, standards=("GC37-70..73", "ICCPR-21"))
    finding = reviewed(case_of(election()), later_standard, later)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "which_later") == ("GC37-70..73",)
    earlier = replace(PLAIN, standards=("ICCPR-21",))
    assert reviewed(case_of(election()), later_standard, earlier).outcome is Outcome.IN_LINE


@pytest.mark.parametrize("check", data.CHECKS_OF_FINDINGS, ids=lambda c: c.check.id)
def test_without_facts_and_findings_each_check_of_findings_asks(check: CheckOfFindings) -> None:
    finding = reviewed(case_of(), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
