"""Confidence is evidence times agreement; the weakest necessary input gives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from saylau.assessment.confidence import confidence, independent
from saylau.checks.finding import Finding, Level, Outcome
from saylau.law.rule import Basis, Cite
from saylau.records.base import Record, Ref
from saylau.records.fact import Fact, Heard
from saylau.records.kinds import Verification, VoterTotal
from saylau.records.source import Grade, Interest, Source
from saylau.values import Count, When
from saylau.values.message import Message
from tests.cases import case_of, election, fact, source


def total(voters: int, claim: str, source_id: str) -> Fact[Record]:
    """A claim about the number of voters."""
    record = VoterTotal(election=Ref("election-2019"), voters=Count.of(voters))
    return fact(record, "voters", claim, source_id)


def on(*facts: str, provisions: tuple[Cite, ...] = (), outcome: Outcome = Outcome.NOTED) -> Finding:
    """A finding that needs these claims and provisions."""
    return Finding("case", outcome, Message("x"), facts=facts, provisions=provisions)


def test_two_independent_sources_that_agree_give_high_confidence() -> None:
    case = case_of(
        election(),
        total(100, "voters", "press"),
        total(100, "voters.2", "court"),
        sources=(
            source("s1"),
            source("press", interest_of=Interest.MEDIA),
            source("court", interest_of=Interest.COURT),
        ),
    )
    assert confidence(case, on("voters")).level is Level.HIGH


def test_two_papers_that_repeat_one_agency_count_once() -> None:
    agency: Ref[Source] = Ref("agency")
    papers = (
        source("s1"),
        source("agency"),
        source("press", based_on=(agency,)),
        source("court", based_on=(agency,)),
    )
    case = case_of(election(), total(100, "voters", "press"), total(100, "voters.2", "court"), sources=papers)
    assert confidence(case, on("voters")).level is Level.MEDIUM
    assert not independent(case, papers[2], papers[3])


def test_two_voices_of_one_side_are_not_independent() -> None:
    one, other = (source(name, interest_of=Interest.GOVERNMENT) for name in ("a", "b"))
    case = case_of(sources=(one, other))
    assert not independent(case, one, other)


@pytest.mark.parametrize(("grade", "level"), [(Grade.A, Level.MEDIUM), (Grade.B, Level.LOW), (Grade.C, Level.LOW)])
def test_a_single_source_gives_medium_confidence_only_where_it_is_primary(grade: Grade, level: Level) -> None:
    case = case_of(election(), total(100, "voters", "one"), sources=(source("s1"), source("one", grade)))
    assert confidence(case, on("voters")).level is level


def test_claims_that_do_not_agree_give_low_confidence_however_good_their_sources() -> None:
    case = case_of(
        election(),
        total(100, "voters", "a"),
        total(101, "voters.2", "b"),
        sources=(source("s1"), source("a", Grade.A), source("b", Grade.A)),
    )
    assert confidence(case, on("voters")).level is Level.LOW


def test_the_text_of_the_law_alone_gives_high_confidence_and_an_unread_text_low() -> None:
    case = case_of(election())
    read = Cite("Act", "1", "", Basis.TEXT, checked_on=date(2026, 1, 1))
    reported = Cite("Act", "2", "", Basis.REPORTED)
    assert confidence(case, on(provisions=(read,))).level is Level.HIGH
    assert confidence(case, on(provisions=(read, reported))).level is Level.LOW


def test_a_disputed_finding_has_low_confidence_and_says_why() -> None:
    found = confidence(case_of(election()), on(outcome=Outcome.DISPUTED))
    assert found.level is Level.LOW
    assert "different outcomes" in found.reason.template


def test_a_telling_that_leaves_a_field_empty_disagrees_with_nothing_and_confirms_nothing() -> None:
    dated = VoterTotal(election=Ref("election-2019"), voters=Count.of(100), as_of=When.parse("2019-01-01"))
    case = case_of(
        election(),
        fact(dated, "voters", "voters", "press"),
        total(100, "voters.2", "court"),
        sources=(
            source("s1"),
            source("press", interest_of=Interest.MEDIA),
            source("court", interest_of=Interest.COURT),
        ),
    )
    assert confidence(case, on("voters")).level is Level.LOW
    assert confidence(case, on("voters.2")).level is Level.HIGH


def test_bounds_that_overlap_agree_and_those_that_do_not_are_an_open_conflict() -> None:
    def level(first: str, second: str) -> Level:
        rows = [VoterTotal(election=Ref("election-2019"), voters=Count.parse(text)) for text in (first, second)]
        case = case_of(
            election(), fact(rows[0], "voters", "voters", "press"), fact(rows[1], "voters", "voters.2", "court"),
            sources=(
                source("s1"), source("press", interest_of=Interest.MEDIA), source("court", interest_of=Interest.COURT),
            ),
        )  # fmt: skip
        return confidence(case, on("voters")).level

    assert level("~200", "210") is Level.HIGH
    assert level(">=300", "210") is Level.LOW


def test_a_telling_that_states_a_field_as_unknown_does_not_confirm_one_that_knows_it() -> None:
    def verified(clear: str, claim: str, by: str) -> Fact[Record]:
        return fact(Verification.model_validate({"election": "election-2019", "clear": clear}), "v", claim, by)

    case = case_of(
        election(), verified("no", "v", "press"), verified("unknown", "v.2", "court"),
        sources=(
            source("s1"), source("press", interest_of=Interest.MEDIA), source("court", interest_of=Interest.COURT),
        ),
    )  # fmt: skip
    assert confidence(case, on("v")).level is Level.LOW
    assert confidence(case, on("v.2")).level is Level.HIGH


# How it reached the source


def heard(voters: int, claim: str, source_id: str, how: Heard) -> Fact[Record]:
    return replace(total(voters, claim, source_id), heard=how)


TWO = (source("press", interest_of=Interest.MEDIA), source("court", Grade.A, Interest.COURT))


def test_hearsay_in_a_good_source_is_of_low_confidence_and_says_so() -> None:
    case = case_of(election(), heard(100, "voters", "court", Heard.HEARSAY), sources=(source("s1"), *TWO))
    found = confidence(case, on("voters"))
    assert found.level is Level.LOW
    assert found.reason == Message("the weakest of its facts was hearsay in its source")


def test_hearsay_is_no_second_source() -> None:
    facts = (total(100, "voters", "court"), heard(100, "voters.2", "press", Heard.HEARSAY))
    case = case_of(election(), *facts, sources=(source("s1"), *TWO))
    assert confidence(case, on("voters")).level is Level.MEDIUM  # the court alone, an official source
    plain = case_of(election(), facts[0], total(100, "voters.2", "press"), sources=(source("s1"), *TWO))
    assert confidence(plain, on("voters")).level is Level.HIGH


def test_hearsay_that_a_good_source_bears_out_is_as_good_as_that_source() -> None:
    facts = (heard(100, "voters", "press", Heard.HEARSAY), total(100, "voters.2", "court"))
    case = case_of(election(), *facts, sources=(source("s1"), *TWO))
    assert confidence(case, on("voters")).level is Level.MEDIUM


@pytest.mark.parametrize("how", [Heard.FIRST_HAND, Heard.SECOND_HAND, Heard.NOT_KNOWN])
def test_first_hand_second_hand_and_not_known_weigh_alike(how: Heard) -> None:
    case = case_of(election(), heard(100, "voters", "court", how), sources=(source("s1"), *TWO))
    assert confidence(case, on("voters")).level is Level.MEDIUM
