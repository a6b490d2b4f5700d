"""Percentages, recommendations, open data and the right of reply: small invented cases beside the reference case."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.checks.data_replies import open_data, recommendations, right_of_reply
from saylau.checks.data_shares import rounding
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Body,
    FollowUp,
    OpenData,
    Person,
    Recommendation,
    Reply,
    Result,
    ResultTotal,
    StatedShare,
    VoterTotal,
)
from saylau.values.message import Message, Name, OutOf
from tests.cases import case_of, election
from tests.checks.found import added, made, measure, one, reviewed

# Percentages


def share(percent: str, part: str = "2", whole: str = "3") -> Case:
    return case_of(
        election(),
        made(StatedShare, "s", what="women among members", percent=percent),
        made(StatedShare, "s", "s.2", what="women among members", part=part, whole=whole),
    )


@pytest.mark.parametrize(
    ("percent", "way", "outcome"),
    [
        ("66.7", "rounded", Outcome.IN_LINE),
        ("66.6", "cut off", Outcome.NOTED),
        ("66", "cut off", Outcome.NOTED),
        ("67", "rounded", Outcome.IN_LINE),
        ("66.67", "rounded", Outcome.IN_LINE),
        ("65", "not matching", Outcome.DISPUTED),
        ("68", "not matching", Outcome.DISPUTED),
    ],
)
def test_two_of_three_is_rounded_to_66_7_and_67_cut_off_to_66_6_and_66(
    percent: str, way: str, outcome: Outcome
) -> None:
    finding = one(share(percent), rounding)
    assert finding.outcome is outcome
    assert measure(finding, "way:s") == Message(way)
    assert bool(finding.questions) == (outcome is Outcome.DISPUTED)


def test_half_a_unit_exactly_may_be_rounded_either_way() -> None:
    assert one(share("12", "125", "1000"), rounding).outcome is Outcome.IN_LINE
    assert one(share("13", "125", "1000"), rounding).outcome is Outcome.IN_LINE


@pytest.mark.parametrize("whole", ["~300", "0", ">=3"])
def test_bounds_and_an_empty_whole_test_no_percentage(whole: str) -> None:
    assert one(share("66", "2", whole), rounding).outcome is Outcome.UNKNOWN


def test_printed_shares_of_results_are_tested_against_votes_and_valid_votes() -> None:
    rows = (
        made(Result, "a", election="election-2019", votes="2", percent="66"),
        made(ResultTotal, "t", election="election-2019", valid="3"),
    )
    assert measure(one(case_of(election(), *rows), rounding), "way:a") == Message("cut off")


@pytest.mark.parametrize(("turnout", "way"), [("60.6", "rounded"), ("60.5", "cut off"), ("62.6", "not matching")])
def test_a_stated_turnout_is_held_against_voters_who_took_part(turnout: str, way: str) -> None:
    voters = made(VoterTotal, "voters", election="election-2019", voters="200050", as_of="2019-06-09")
    total = made(ResultTotal, "total", election="election-2019", cast="121200", turnout=turnout)  # 60.585 %
    case = case_of(election(), voters, total)
    assert measure(one(case, rounding), "way:total") == Message(way)
    other = made(VoterTotal, "voters", "voters.2", election="election-2019", voters="201050", as_of="2019-06-09")
    assert one(added(case, other), rounding).outcome is Outcome.UNKNOWN


def test_a_case_without_percentages_is_unknown() -> None:
    finding = one(case_of(election()), rounding)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


# Recommendations


def recommendation(thing: str = "r", **fields: Any) -> Fact[Record]:
    given = {"number": 1, "text": "Publish.", "addressees": ("Commission",), "basis": ("CPH-7.4",), **fields}
    return made(Recommendation, thing, **given)


def became(claim: str, implementation: str, on: str) -> Fact[Record]:
    return made(FollowUp, claim, recommendation="r", implementation=implementation, on=on)


def test_recommendations_of_the_reference_case_and_what_became_of_them(kazakhstan: Case) -> None:
    finding = one(kazakhstan, recommendations)
    assert (measure(finding, "all"), measure(finding, "bare"), measure(finding, "priority")) == (11, 0, 5)
    assert finding.message.values["assessed"] == OutOf(2, 11)


def test_a_recommendation_that_rests_on_nothing_or_asks_nobody_is_a_concern() -> None:
    assert one(case_of(election(), recommendation()), recommendations).outcome is Outcome.NOTED
    assert one(case_of(election(), recommendation(basis=())), recommendations).outcome is Outcome.CONCERN
    assert one(case_of(election(), recommendation(addressees=())), recommendations).outcome is Outcome.CONCERN


def test_of_several_statuses_the_one_assessed_last_counts() -> None:
    rows = (recommendation(), became("f1", "fully implemented", "2023"), became("f2", "not implemented", "2021"))
    finding = one(case_of(election(), *rows), recommendations)
    assert measure(finding, "status:fully") == 1
    assert not any(m.name == "status:not_implemented" for m in finding.measures)


def test_a_case_without_recommendations_is_unknown() -> None:
    assert one(case_of(election()), recommendations).outcome is Outcome.UNKNOWN


# Open data


def cell(thing: str, met: str, principle: str = "granular") -> Fact[Record]:
    return made(OpenData, thing, category="election results", principle=principle, met=met)


def test_cells_are_counted_out_of_sixteen_by_nine() -> None:
    case = case_of(election(), cell("a", "no"), cell("b", "partly", "timely"), cell("c", "unknown", "permanent"))
    finding = one(case, open_data)
    assert finding.message.values["seen"] == OutOf(3, 144)
    assert [finding.message.values[k] for k in ("yes", "partly", "no", "unknown", "apart")] == [0, 1, 1, 1, 0]
    assert measure(finding, "results:granular") == (Message("no"),)


def test_two_tellings_of_one_cell_that_differ_are_disputed() -> None:
    finding = one(case_of(election(), cell("a", "no"), cell("b", "yes")), open_data)
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "results:granular") == (Message("no"), Message("yes"))


def test_open_data_of_the_reference_case_and_none_at_all(kazakhstan: Case) -> None:
    assert measure(one(kazakhstan, open_data), "seen") == 4
    assert one(case_of(election()), open_data).outcome is Outcome.UNKNOWN


# Right of reply

BODY = made(Body, "cec", name="Commission", sort="commission")
MEASURED = (Measure("m", Name("cec"), "", "m"),)
PRIVATE = made(Person, "p", name="P01", public="no")


def finding(outcome: Outcome, subject: str = "cec", **fields: Any) -> Finding:
    return Finding(subject, outcome, Message("x"), check="area.check", **fields)


def reply(of: str, **fields: Any) -> Fact[Record]:
    return made(Reply, f"reply-{of}".replace(":", "-").replace("_", "-"), finding=of, to="cec", **fields)


def test_a_critical_finding_that_names_a_body_and_was_put_to_nobody_is_a_concern() -> None:
    told = reviewed(case_of(election(), BODY), right_of_reply, finding(Outcome.CONCERN))
    assert told.outcome is Outcome.CONCERN
    assert measure(told, "which_open") == ("area.check:cec",)
    assert told.questions


@pytest.mark.parametrize("of", ["area.check:cec", "area.check"])
def test_one_that_was_put_is_in_line_and_what_was_replied_is_counted(of: str) -> None:
    for fields, name in (({"says": "We did."}, "replies"), ({"none_by": "2019-06-01"}, "none")):
        told = reviewed(case_of(election(), BODY, reply(of, **fields)), right_of_reply, finding(Outcome.CONCERN))
        assert told.outcome is Outcome.IN_LINE
        assert measure(told, name) == 1


def test_a_body_may_stand_in_a_sentence_a_number_or_a_claim() -> None:
    case = case_of(election(), BODY, PRIVATE, reply("x", says="y"))
    named = Finding("case", Outcome.CONCERN, Message("{w}", w=(Name("cec"),)), check="a.sentence")
    counted = Finding(
        "case", Outcome.AT_ODDS, Message("x"), measures=(Measure("m", Name("cec"), "", "m"),), check="b.c"
    )
    claimed = Finding("case", Outcome.CONTRARY, Message("x"), facts=("reply-x",), check="c.d")
    private = finding(Outcome.CONCERN, "p")
    told = reviewed(case, right_of_reply, named, counted, claimed, private)
    assert measure(told, "concerning") == 3


def test_findings_that_criticise_nothing_need_no_reply() -> None:
    told = reviewed(case_of(election(), BODY), right_of_reply, finding(Outcome.NOTED), finding(Outcome.IN_LINE))
    assert told.outcome is Outcome.UNKNOWN


def test_a_reply_to_a_finding_that_is_not_there_is_told() -> None:
    told = reviewed(case_of(election(), BODY, reply("gone.check", says="y")), right_of_reply)
    assert told.outcome is Outcome.CONCERN
    assert measure(told, "astray") == ("reply-gone.check",)
