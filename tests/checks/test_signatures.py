"""Signatures: 1 % of 11,814,019 is 118,140.19; figures of the reference page and hand arithmetic."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import signatures, signatures_course
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.checks.signatures_counts import margin, source_agreement, valid_share
from saylau.checks.signatures_pace import collectors, needed, rate
from saylau.checks.signatures_says import per_day
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Candidacy,
    CandidacyStep,
    Declaration,
    Person,
    SheetIncident,
    SignatureRequirement,
    SignatureStatement,
    Stage,
    VoterTotal,
)
from saylau.records.source import Grade
from saylau.values import Count, When
from saylau.values.message import From, Percent
from tests.cases import case_of, election, fact, source, template
from tests.checks.english import all_english, english
from tests.checks.found import added, changed, found, measure, one, without

PER_CANDIDATE = (signatures.spread, rate, collectors, margin, valid_share, source_agreement)


def candidate(name: str = "ann") -> tuple[Fact[Record], ...]:
    """An invented candidate, put forward."""
    person = Person.model_validate({"name": name.title(), "public": "yes"})
    candidacy = Candidacy.model_validate({"person": name, "election": "election-2019"})
    return fact(person, name), fact(candidacy, f"{name}-2019")


def statement(claim: str = "", source_id: str = "s1", name: str = "ann", **fields: Any) -> Fact[Record]:
    record = SignatureStatement.model_validate({"candidacy": f"{name}-2019", **fields})
    return fact(record, f"{name}-signatures", claim, source_id)


def step(stage: str, on: str, name: str = "ann") -> Fact[Record]:
    record = CandidacyStep.model_validate({"candidacy": f"{name}-2019", "stage": stage, "on": on})
    return fact(record, f"{name}-{stage.replace(' ', '-')}")


def voters(number: str, as_of: str) -> Fact[Record]:
    record = VoterTotal.model_validate({"election": "election-2019", "voters": number, "as_of": as_of})
    return fact(record, f"voters-{as_of}")


def kz(*facts: Fact[Record]) -> Case:
    """An invented case under the law of Kazakhstan, with 1,000,040 voters: 10,001 or 10,000 signatures."""
    return case_of(election(), voters("1000040", "2019-01-01"), *candidate(), *facts, country="kz")


# The number required


def test_one_per_cent_rounds_to_two_numbers_and_the_reports_118000_stands_below_both(kazakhstan: Case) -> None:
    finding = one(kazakhstan, signatures.threshold)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "exact") == Fraction(11_814_019, 100)
    assert measure(finding, "required:at-least") == 118_141
    assert measure(finding, "required:cec") == 118_140
    below = [r.says.values["stated"] for r in finding.readings if "below every reading" in r.says.template]
    assert below == [Count(">=118000")]
    assert "voters-2019-01-01" in finding.facts


def test_readings_that_agree_with_what_was_stated_are_in_line() -> None:
    requirement = SignatureRequirement.model_validate({"election": "election-2019", "number": "10000"})
    case = case_of(election(), voters("1000000", "2019-01-01"), fact(requirement, "required"), country="kz")
    assert one(case, signatures.threshold).outcome is Outcome.IN_LINE
    assert one(changed(case, "required", number=Count("9000")), signatures.threshold).outcome is Outcome.DISPUTED


def test_the_base_is_the_last_total_before_the_call() -> None:
    totals = voters("900000", "2018-01-01"), voters("1000000", "2019-01-01"), voters("2000000", "2019-06-09")
    finding = one(case_of(election(), *totals, country="kz"), signatures.threshold)
    assert measure(finding, "required:cec") == 10_000


def test_without_a_total_of_voters_the_number_required_is_asked_for() -> None:
    finding = one(case_of(election(), country="kz"), signatures.threshold)
    assert finding.outcome is Outcome.UNKNOWN
    assert any("voters" in template(question.asks) for question in finding.questions)


def test_one_per_cent_stands_exactly_at_the_ceiling_of_the_standard(kazakhstan: Case) -> None:
    finding = one(kazakhstan, signatures.ceiling_standard)
    assert finding.outcome is Outcome.IN_LINE
    assert "exactly" in finding.message.template
    assert measure(finding, "share") == Percent(Fraction(1, 100))


# Regions


def test_15_and_17_of_17_regions_reach_two_thirds_and_the_others_are_not_known(kazakhstan: Case) -> None:
    findings = found(kazakhstan, signatures.spread)
    in_line = {name for name, finding in findings.items() if finding.outcome is Outcome.IN_LINE}
    assert in_line == {"tokayev", "espayeva", "rakhimbekov"}
    assert all(findings[name].outcome is Outcome.UNKNOWN for name in findings.keys() - in_line)
    values = {r.name: r.explanation.values for r in findings["rakhimbekov"].readings if r.explanation}
    assert values["count"]["regions_required"] == 12
    assert values["equal-share"]["least_each"] == 9_845


@pytest.mark.parametrize(("regions", "outcome"), [(11, Outcome.CONTRARY), (12, Outcome.IN_LINE)])
def test_eleven_of_seventeen_regions_are_too_few(kazakhstan: Case, regions: int, outcome: Outcome) -> None:
    case = changed(kazakhstan, "rakhimbekov-signatures", regions=Count.of(regions))
    assert one(case, signatures.spread, "rakhimbekov").outcome is outcome


# Pace


def test_days_of_collection_count_both_ends(kazakhstan: Case) -> None:
    finding = one(kazakhstan, rate, "rakhimbekov")
    assert finding.outcome is Outcome.NOTED
    assert (measure(finding, "days"), measure(finding, "rate"), measure(finding, "rate_of_count")) == (
        6,
        19_690,
        20_385,
    )
    assert measure(finding, "start") == When("2019-04-29")
    assert measure(finding, "end") == When("2019-05-04")
    assert measure(finding, "registered") == When("2019-05-06")
    assert measure(finding, "day_off") == When("2019-05-01")
    assert measure(finding, "window_left") == 7  # 4 to 11 May
    assert "Saturday 4 May 2019" in all_english((question.asks for question in finding.questions), kazakhstan)
    assert "not irregularity" in all_english(finding.limits, kazakhstan)


@pytest.mark.parametrize(
    ("person", "seven", "eight"),
    [("espayeva", (16_877, 20_585), (14_768, 18_012)), ("taspikhov", (16_877, 17_082), (14_768, 14_947))],
)
def test_an_end_that_nobody_states_is_assumed_in_two_ways(
    kazakhstan: Case, person: str, seven: tuple[int, int], eight: tuple[int, int]
) -> None:
    finding = one(kazakhstan, rate, person)
    assert (measure(finding, "days"), measure(finding, "rate"), measure(finding, "rate_of_count")) == (7, *seven)
    assert "assumed" in all_english(finding.assumptions, kazakhstan)
    by_name = {english(r.name, kazakhstan): r.says.values for r in finding.readings}
    longer = by_name["27 April 2019 to 4 May 2019"]
    assert (longer["rate"], longer["count_rate"]) == (Count.of(eight[0]), Count.of(eight[1]))


def test_without_a_count_the_pace_is_at_least_that_of_the_number_required(kazakhstan: Case) -> None:
    finding = one(kazakhstan, rate, "kosanov")
    assert (measure(finding, "days"), measure(finding, "rate")) == (4, 29_535)
    assert "at least" in finding.message.template
    assert not any(m.name == "count" for m in finding.measures)


@pytest.mark.parametrize("person", ["tokayev", "tugel", "akhmetbekov"])
def test_without_days_the_pace_is_asked_for(kazakhstan: Case, person: str) -> None:
    for check in (rate, collectors):
        finding = one(kazakhstan, check, person)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions


def test_a_start_told_in_two_ways_is_shown_in_both(kazakhstan: Case) -> None:
    names = [english(r.name, kazakhstan) for r in one(kazakhstan, rate, "espayeva").readings]
    assert "28 April 2019 to 3 May 2019" in names
    one_start = without(kazakhstan, "espayeva-collection-start.tass")
    assert len(one(one_start, rate, "espayeva").readings) == 2


def test_an_end_known_only_as_not_later_leaves_bounds() -> None:
    case = kz(step("collection started", "2019-05-01"), step("collection ended", "../2019-05-04"))
    finding = one(case, rate, "ann")
    assert measure(finding, "days") == Count("1..4")
    assert measure(finding, "rate") == Count("2500..10000")


@pytest.mark.parametrize(
    ("person", "required", "of_count"), [("rakhimbekov", 124, 128), ("espayeva", 106, 129), ("taspikhov", 106, 107)]
)  # fmt: skip
def test_collectors_are_signatures_over_days_over_160_rounded_up(
    kazakhstan: Case, person: str, required: int, of_count: int
) -> None:
    finding = one(kazakhstan, collectors, person)
    assert finding.outcome is Outcome.NOTED
    assert (measure(finding, "required"), measure(finding, "required_for_count")) == (required, of_count)
    assert "160" in all_english(finding.assumptions, kazakhstan)
    assert "not known" in finding.message.template


def test_collectors_by_multiplying_back(kazakhstan: Case) -> None:
    people = measure(one(kazakhstan, collectors, "kosanov"), "required")
    assert people == 185
    assert 184 * 4 * 160 < 118_140 <= 185 * 4 * 160


def test_the_ceiling_of_proxies_is_general_knowledge_and_never_decides(kazakhstan: Case) -> None:
    (ceiling,) = one(kazakhstan, collectors, "kosanov").readings
    assert ceiling.says.values["ceiling"] == 3 * 9_970
    assert ceiling.says.template.startswith("By general knowledge, not confirmed")
    assert ceiling.decides is False
    assert ceiling.outcome is Outcome.UNKNOWN


def test_declared_collectors_stand_beside_those_needed(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "rakhimbekov-signatures", collectors=Count.of(100))
    finding = one(case, collectors, "rakhimbekov")
    assert measure(finding, "declared") == Count.of(100)
    assert finding.outcome is Outcome.NOTED
    assert not finding.questions


def test_bounds_of_days_leave_bounds_of_people() -> None:
    assert needed(3200, Count("2..4")) == Count("5..10")
    assert per_day(3200, Count(">=2")) == Count("0..1600")


# Numbers


@pytest.mark.parametrize(
    ("person", "valid"), [("taspikhov", 119_577), ("rakhimbekov", 120_754), ("espayeva", 139_541), ("tugel", 118_140)]
)
def test_margins_are_over_the_lower_of_the_two_numbers_required(kazakhstan: Case, person: str, valid: int) -> None:
    finding = one(kazakhstan, margin, person)
    assert finding.outcome is Outcome.NOTED
    shares = [measure(finding, name) for name in ("margin", "margin:at-least:1")]
    assert [s.share for s in shares if isinstance(s, Percent)] == [
        Fraction(valid, 118_140) - 1,
        Fraction(valid, 118_141) - 1,
    ]


def test_a_count_equal_to_the_number_required_says_so(kazakhstan: Case) -> None:
    assert "exactly" in one(kazakhstan, margin, "tugel").message.template
    fewer = changed(kazakhstan, "tugel-signatures", collected=Count.of(118_139))
    assert "below" in one(fewer, margin, "tugel").message.template


def test_both_counts_of_one_candidate_keep_their_margin(kazakhstan: Case) -> None:
    finding = one(kazakhstan, margin, "tokayev")
    shares = [
        m.value.share
        for m in finding.measures
        if isinstance(m.value, Percent) and "cec" in english(m.label, kazakhstan)
    ]
    assert [float(s) for s in shares] == pytest.approx([1.65493, 1.67186], abs=1e-4)


def test_accepted_over_handed_in(kazakhstan: Case) -> None:
    findings = found(kazakhstan, valid_share)
    known = {name: measure(f, "share") for name, f in findings.items() if f.outcome is Outcome.NOTED}
    assert known == {
        "espayeva": Percent(Fraction(139_541, 144_098)),
        "rakhimbekov": Percent(Fraction(120_754, 122_309)),
    }
    assert all(f.outcome is Outcome.UNKNOWN and f.questions for name, f in findings.items() if name not in known)


def test_sources_2000_signatures_apart_are_disputed_and_both_kept(kazakhstan: Case) -> None:
    finding = one(kazakhstan, source_agreement, "tokayev")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "difference") == 2_000
    assert {"tokayev-signatures", "tokayev-signatures.khabar"} <= set(finding.facts)
    agreed = changed(kazakhstan, "tokayev-signatures.khabar", collected=Count.of(313_653))
    assert one(agreed, source_agreement, "tokayev").outcome is Outcome.IN_LINE


def test_one_source_alone_agrees_with_nobody(kazakhstan: Case) -> None:
    assert one(kazakhstan, source_agreement, "tugel").outcome is Outcome.UNKNOWN
    second = added(kazakhstan, statement("second", name="tugel", collected="118140"))
    assert one(second, source_agreement, "tugel").outcome is Outcome.IN_LINE


# Time and incidents


def test_the_last_registration_came_five_days_before_the_campaign(kazakhstan: Case) -> None:
    finding = one(kazakhstan, signatures_course.checks_before_campaign)
    assert finding.outcome is Outcome.IN_LINE
    assert measure(finding, "days") == Count.of((date(2019, 5, 11) - date(2019, 5, 6)).days)


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2019-05-11", Outcome.IN_LINE), ("2019-05-12", Outcome.AT_ODDS), ("2019-05", Outcome.UNKNOWN)],
)
def test_a_registration_after_the_campaign_began_is_at_odds_with_the_standard(day: str, outcome: Outcome) -> None:
    campaign = Stage.model_validate(
        {"election": "election-2019", "phase": "campaign", "during": "2019-05-11/2019-06-07"}
    )
    finding = one(kz(step("registered", day), fact(campaign, "campaign")), signatures_course.checks_before_campaign)
    assert finding.outcome is outcome
    assert bool(finding.questions) is (outcome is Outcome.UNKNOWN)


def test_one_incident_told_in_two_ways_is_disputed(kazakhstan: Case) -> None:
    finding = one(kazakhstan, signatures_course.sheet_incidents)
    assert [english(r.whose, kazakhstan) for r in finding.readings] == [
        "Central Election Commission",
        "students of the university",
    ]
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "incidents") == Count.of(1)
    told_once = without(kazakhstan, "sheet-incident.students")
    assert one(told_once, signatures_course.sheet_incidents).outcome is Outcome.NOTED


# What is missing


@pytest.mark.parametrize("check", signatures.CHECKS, ids=lambda c: c.id)
def test_in_a_country_without_law_and_facts_each_check_asks(check: Check) -> None:
    for case in (case_of(election()), case_of(election(), *candidate())):
        for finding in found(case, check).values():
            assert finding.outcome is Outcome.UNKNOWN
            assert finding.questions


@pytest.mark.parametrize("check", PER_CANDIDATE, ids=lambda c: c.id)
def test_each_registered_candidate_has_a_finding_and_no_other(check: Check, kazakhstan: Case) -> None:
    assert len(found(kazakhstan, check)) == 7
    assert not {"yergaliyev", "aliyev"} & found(kazakhstan, check).keys()


def test_counts_in_messages_lead_to_their_claims(kazakhstan: Case) -> None:
    counts = one(kazakhstan, source_agreement, "tokayev").message.values["numbers"]
    assert isinstance(counts, tuple)
    assert [value.facts for value in counts if isinstance(value, From)] == [
        ("tokayev-signatures", "tokayev-signatures.puls-zko"),
        ("tokayev-signatures.khabar",),
    ]


def test_kinds_of_other_areas_change_nothing(kazakhstan: Case) -> None:
    fewer = without(kazakhstan, Declaration, SheetIncident)
    assert one(fewer, rate, "espayeva") == one(kazakhstan, rate, "espayeva")


def test_a_source_of_grade_c_is_left_out_where_a_better_one_speaks(kazakhstan: Case) -> None:
    weak = statement("weak", "weak", name="taspikhov", collected="999999")
    case = Case(
        info=kazakhstan.info,
        sources={**kazakhstan.sources, "weak": source("weak", Grade.C)},
        facts=(*kazakhstan.facts, weak),
    )
    assert one(case, margin, "taspikhov").outcome is Outcome.NOTED
    assert case.fact("weak").fact == "weak"


def test_days_are_left_only_of_a_time_for_signatures_that_had_not_ended(kazakhstan: Case) -> None:
    early = changed(kazakhstan, "stage-signatures", during=When("2019-04-10/2019-05-02"))
    assert not any(m.name == "window_left" for m in one(early, rate, "rakhimbekov").measures)
