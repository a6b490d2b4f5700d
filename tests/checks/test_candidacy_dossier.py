"""Dossiers and ways by ties: indicators counted in the source by hand, ways walked by hand in the list of ties."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from saylau.checks import candidacy_dossier, candidacy_ties
from saylau.checks.candidacy_ties import MOST
from saylau.checks.finding import Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import Candidacy, CandidacyStep, Indicator, Organisation, Person, Tenure, Tie
from saylau.records.source import Grade
from saylau.values.message import Name, OutOf, Value
from tests.cases import case_of, election
from tests.checks.english import all_english, english
from tests.checks.found import added, found, made, measure, one, regraded, without


def indicator(claim: str, who: str, side: str, **more: Any) -> Fact[Record]:
    told = {"candidacy": f"{who}-2019", "question": "whether A", "indicator": "a word", "says": "So it was told"}
    return made(Indicator, claim, **told, side=side, **more)


def way(value: Value) -> list[str]:
    """The things on a way."""
    assert isinstance(value, tuple)
    return [node.thing for node in value if isinstance(node, Name)]


def test_one_indicator_speaks_for_the_account_of_kosanov_eleven_against_and_one_is_open(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_dossier.dossier, "kosanov")
    assert finding.outcome is Outcome.NOTED
    assert [measure(finding, side) for side in ("for", "against", "open")] == [1, 11, 1]
    assert measure(finding, "sources") == 1
    assert "one source" in all_english(finding.limits, kazakhstan)


def test_for_and_against_stand_in_one_list_with_who_says_it(kazakhstan: Case) -> None:
    readings = one(kazakhstan, candidacy_dossier.dossier, "kosanov").readings
    assert [english(r.name, kazakhstan).rpartition(": ")[2] for r in readings] == ["for", *["against"] * 11, "open"]
    assert english(readings[0].whose, kazakhstan) == "Amirzhan Kosanov"
    assert {r.outcome for r in readings} == {Outcome.NOTED}


def test_a_dossier_draws_no_verdict_however_many_indicators_there_are(kazakhstan: Case) -> None:
    more = [indicator(f"more-{n}", "kosanov", "against") for n in range(20)]
    finding = one(added(kazakhstan, *more), candidacy_dossier.dossier, "kosanov")
    assert measure(finding, "against") == 31
    assert finding.outcome is Outcome.NOTED
    assert "not weighed" in all_english(finding.limits, kazakhstan)


def test_on_how_many_candidates_indicators_are_on_record_is_said(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_dossier.dossier)
    assert measure(finding, "covered") == OutOf(1, 7)
    assert len(finding.questions) == 1
    two = added(kazakhstan, indicator("first", "tugel", "for"))
    assert measure(one(two, candidacy_dossier.dossier), "covered") == OutOf(2, 7)
    assert one(two, candidacy_dossier.dossier, "tugel").outcome is Outcome.NOTED


def test_a_dossier_with_one_side_alone_says_that_the_other_is_missing(kazakhstan: Case) -> None:
    case = added(kazakhstan, indicator("first", "tugel", "for"))
    assert "No indicator against" in all_english(one(case, candidacy_dossier.dossier, "tugel").limits, case)
    case = added(kazakhstan, indicator("first", "tugel", "against"))
    assert "No indicator for" in all_english(one(case, candidacy_dossier.dossier, "tugel").limits, case)


def test_without_indicators_it_is_unknown_with_a_question(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Indicator), candidacy_dossier.dossier)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_indicators_of_a_weak_source_alone_leave_a_dossier_unknown(kazakhstan: Case) -> None:
    assert one(regraded(kazakhstan, "indicator-support", Grade.C), candidacy_dossier.dossier, "kosanov").outcome is (
        Outcome.UNKNOWN
    )


def test_kosanov_was_two_ties_from_a_body_of_the_state_and_four_from_a_holder_of_office(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_ties.affiliations, "kosanov")
    assert finding.outcome is Outcome.NOTED
    assert (measure(finding, "to_body"), measure(finding, "to_holder")) == (2, 4)
    assert way(finding.message.values["body_way"]) == ["babamuratov", "almaty-public-council"]
    assert way(finding.message.values["way"]) == ["amanat", "nurgazin", "nur-otan", "nazarbayev"]
    assert {"tie-babamuratov-kosanov", "tie-kosanov-amanat", "tie-nazarbayev-nur-otan"} <= set(finding.facts)
    assert "nothing of influence" in all_english(finding.limits, kazakhstan)


def test_the_incumbent_was_two_ties_from_another_holder_of_office(kazakhstan: Case) -> None:
    finding = one(kazakhstan, candidacy_ties.affiliations, "tokayev")
    assert (measure(finding, "to_holder"), measure(finding, "own_offices")) == (2, 1)


@pytest.mark.parametrize("person", ["tugel", "taspikhov", "rakhimbekov", "akhmetbekov"])
def test_a_candidate_of_whom_only_the_nomination_is_on_record_is_asked_about(kazakhstan: Case, person: str) -> None:
    finding = one(kazakhstan, candidacy_ties.affiliations, person)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_without_one_tie_the_way_is_gone(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, "tie-kosanov-amanat"), candidacy_ties.affiliations, "kosanov")
    assert measure(finding, "to_body") == 2
    assert not any(m.name == "to_holder" for m in finding.measures)


def test_no_way_leads_through_a_rival(kazakhstan: Case) -> None:
    through = made(Tie, "tie-x", one="tugel", other="espayeva", sort="kinship")
    assert one(added(kazakhstan, through), candidacy_ties.affiliations, "tugel").outcome is Outcome.UNKNOWN


def chain(ties: int, during: str = "") -> Case:
    """A candidate and a holder of office so many ties away."""
    people = ["ann", *(f"p{n}" for n in range(1, ties)), "head"]
    facts = [made(Person, name, name=name.title(), public="yes") for name in people]
    facts += [
        made(Tie, f"tie-{n}", one=here, other=there, sort="kinship", **({"during": during} if during else {}))
        for n, (here, there) in enumerate(pairwise(people))
    ]
    return case_of(
        election(), *facts,
        made(Candidacy, "ann-2019", person="ann", election="election-2019"),
        made(CandidacyStep, "ann-registered", candidacy="ann-2019", stage="registered"),
        made(Organisation, "council", name="Council", sort="state body"),
        made(Tenure, "held", person="head", office="office", during="2018/.."),
    )  # fmt: skip


def test_a_way_of_four_ties_is_told_and_one_of_five_is_not() -> None:
    assert measure(one(chain(MOST), candidacy_ties.affiliations, "ann"), "to_holder") == MOST
    far = one(chain(MOST + 1), candidacy_ties.affiliations, "ann")
    assert far.outcome is Outcome.NOTED
    assert far.message.template.startswith("{person}: no holder of an office and no body of the state")
    assert not any(m.name == "to_holder" for m in far.measures)


def test_a_tie_that_had_ended_before_voting_day_is_not_walked() -> None:
    assert one(chain(1, "2010/2012"), candidacy_ties.affiliations, "ann").outcome is Outcome.UNKNOWN
    assert measure(one(chain(1, "2010/.."), candidacy_ties.affiliations, "ann"), "to_holder") == 1


def test_the_same_ways_come_out_again(kazakhstan: Case) -> None:
    first, second = (found(kazakhstan, candidacy_ties.affiliations) for _ in range(2))
    assert [f.message for f in first.values()] == [f.message for f in second.values()]
