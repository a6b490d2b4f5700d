"""Who held what: days between tenures by hand, three posts for life, dated events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saylau.checks import power_offices, power_timeline
from saylau.checks.finding import Outcome
from saylau.checks.power_held import held
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.kinds import InstitutionEvent, LawChange, Office, Person, Ruling, Tenure, Tie
from saylau.values import Count, Truth, When
from saylau.values.message import Message, Name
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import changed, found, made, measure, one, without

POLL = date(2019, 6, 9)


def office(thing: str, body: str | None = None) -> Fact[Record]:
    return made(Office, thing, name=thing, body=body)


def tenure(person: str, post: str, during: str, **more: Any) -> Fact[Record]:
    return made(Tenure, f"{person}-{post}", person=person, office=post, during=during, **more)


def people(*ids: str) -> list[Fact[Record]]:
    return [made(Person, i, name=i, public="yes") for i in ids]


@pytest.mark.parametrize(
    ("during", "held_on", "expected"),
    [
        ("2019-03-20/..", "", "yes"),
        ("2019-06-09/..", "", "yes"),
        ("2019-06-10/..", "", "no"),
        ("../2019-06-09", "", "yes"),
        ("../2019-06-08", "", "no"),
        ("../2019-06", "", "unknown"),
        ("2019/..", "", "unknown"),
        ("2019/..", "2019-06-09", "yes"),
        ("2019/..", "2019-06-10", "unknown"),
        ("2019/..", "2019-06", "unknown"),
        ("2019/2020", "2019-05-01", "unknown"),  # an end is stated, so the day before says nothing of later ones
        ("2016/..", "", "yes"),
    ],
)
def test_whether_a_tenure_ran_on_voting_day(during: str, held_on: str, expected: str) -> None:
    more = {"held_on": held_on} if held_on else {}
    record = Tenure.model_validate({"person": "a", "office": "b", "during": during, **more})
    assert str(held(record, POLL)) == expected


def test_ten_of_twenty_offices_have_a_holder_on_voting_day(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_offices.tenures)
    assert measure(finding, "held") == 10
    assert measure(finding, "president:tokayev") == Name("tokayev")
    assert measure(finding, "security-council-chair:nazarbayev") == Name("nazarbayev")
    assert "tenure-nazarbayev-president" not in finding.facts
    assert len(finding.questions) == 1
    assert measure(finding, "unanimous") == 1  # the head of the upper chamber, as the report tells


def test_a_tenure_that_ended_before_leaves_the_list_and_is_asked_for(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "tenure-imashev-cec", during=When("2016/2018")), power_offices.tenures)
    assert measure(finding, "held") == 9
    assert not [m for m in finding.measures if m.name == "cec-chair:imashev"]


def test_without_a_tenure_holders_are_asked_for() -> None:
    finding = one(case_of(election(), office("crown")), power_offices.tenures)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_tenure_under_a_case_number_stands_in_no_list() -> None:
    hidden = tenure("p01", "crown", "2019-01-01/..", display=Display.NUMBER)
    assert one(case_of(election(), office("crown"), hidden), power_offices.tenures).outcome is Outcome.UNKNOWN


def test_a_person_under_a_case_number_stands_in_no_list_though_the_tenure_is_public() -> None:
    number = made(Person, "p01", name="P01", display=Display.NUMBER)
    case = case_of(election(), office("crown"), number, tenure("p01", "crown", "2019-01-01/..", for_life="yes"))
    assert one(case, power_offices.tenures).outcome is Outcome.UNKNOWN
    assert one(case, power_offices.life_posts).outcome is Outcome.UNKNOWN


def test_from_19_march_to_a_day_of_march_lie_0_to_11_days_or_0_to_18_with_two_holders(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_offices.succession, "tenure-tokayev-president")
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "gap") == Count.between(0, 11)  # 31 March: 20 to 30 March
    assert measure(finding, "overlap") == Count.between(0, 18)  # 1 March: 1 to 18 March
    assert finding.questions


def test_a_day_on_which_an_office_was_held_bounds_its_first_day(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_offices.succession, "tenure-dariga-senate")
    assert measure(finding, "gap") == Count.between(0, 93)  # 1 March to 3 June: 94 days, less one
    assert measure(finding, "overlap") == Count.between(0, 89)  # 1 January to 31 March


@pytest.mark.parametrize(
    ("took", "outcome", "gap", "both"),
    [
        ("2019-03-19/..", Outcome.NOTED, 0, 0),
        ("2019-03-20/..", Outcome.NOTED, 0, 0),
        ("2019-03-21/..", Outcome.NOTED, 1, 0),
        ("2019-03-18/..", Outcome.CONCERN, 0, 1),
    ],
)
def test_the_day_of_a_handover_is_neither_gap_nor_overlap(took: str, outcome: Outcome, gap: int, both: int) -> None:
    case = case_of(
        election(), office("crown"), *people("a", "b"),
        tenure("a", "crown", "2010-01-01/2019-03-19"), tenure("b", "crown", took),
    )  # fmt: skip
    finding = one(case, power_offices.succession, "b-crown")
    assert (finding.outcome, measure(finding, "gap"), measure(finding, "overlap")) == (
        outcome, Count.of(gap), Count.of(both),
    )  # fmt: skip


def test_three_holders_are_two_handovers_and_the_same_person_again_is_none() -> None:
    case = case_of(
        election(), office("crown"), *people("a", "b"),
        tenure("a", "crown", "2010-01-01/2012-01-01"), tenure("b", "crown", "2012-01-01/2015-01-01"),
        made(Tenure, "a-again", person="a", office="crown", during="2015-01-01/2018-01-01"),
        made(Tenure, "a-still", person="a", office="crown", during="2018-01-01/.."),
    )  # fmt: skip
    assert set(found(case, power_offices.succession)) == {"b-crown", "a-again"}


def test_members_who_sit_side_by_side_do_not_follow_one_another() -> None:
    case = case_of(election(), office("seat"), *people("a", "b"), tenure("a", "seat", "2010-01-01/.."),
                   tenure("b", "seat", "2012-01-01/.."))  # fmt: skip
    assert one(case, power_offices.succession).outcome is Outcome.UNKNOWN


def test_one_person_held_three_posts_for_life_and_led_a_party(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_offices.life_posts, "nazarbayev")
    assert (measure(finding, "for_life"), measure(finding, "others"), measure(finding, "led")) == (3, 1, 1)
    assert measure(finding, "oversight") == 2  # Security Council and Constitutional Council
    assert finding.outcome is Outcome.NOTED


def test_a_post_that_is_not_for_life_is_not_counted(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "tenure-nazarbayev-assembly", for_life=Truth.NO)
    finding = one(case, power_offices.life_posts, "nazarbayev")
    assert (measure(finding, "for_life"), measure(finding, "others")) == (2, 2)


def test_the_head_of_a_branch_does_not_lead_the_party(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "tie-nazarbayev-nur-otan", role="deputy chair of a branch")
    assert measure(one(case, power_offices.life_posts, "nazarbayev"), "led") == 0


def test_where_no_post_was_for_life_that_is_noted_and_where_it_is_not_known_asked() -> None:
    base = [election(), office("crown"), *people("a")]
    none = one(case_of(*base, tenure("a", "crown", "2010-01-01/..")), power_offices.life_posts)
    assert (none.outcome, none.facts) == (Outcome.NOTED, ("a-crown",))
    case = case_of(*base, tenure("a", "crown", "2010-01-01/..", for_life="unknown"))
    assert one(case, power_offices.life_posts).outcome is Outcome.UNKNOWN


def test_dated_events_stand_in_order_of_time_up_to_voting_day(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_timeline.timeline)
    times = [m.value for m in finding.measures if isinstance(m.value, When)]
    assert times == sorted(times, key=lambda when: when.sort_key())
    assert When("2019-03-19") in times
    assert When("2019-04-03") in times
    assert "change-security-council-2022" not in finding.facts
    assert "tenure-nazarbayev-assembly" not in finding.facts  # its first day is not stated
    undated = [m for m in finding.measures if isinstance(m.value, Message)]
    assert [m.facts for m in undated] == [("event-first-president-office",)]
    assert "First President" in english(finding.questions[0].about, kazakhstan)


def test_an_institution_with_a_day_is_told_on_that_day(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "event-first-president-office", on=When("2019-04-02"))
    finding = one(case, power_timeline.timeline)
    assert [m.value for m in finding.measures if m.facts == ("event-first-president-office",)] == [When("2019-04-02")]
    assert finding.questions == ()


def test_without_a_dated_event_what_happened_is_asked_for(kazakhstan: Case) -> None:
    case = without(kazakhstan, Tenure, LawChange, Ruling, InstitutionEvent, Tie)
    finding = one(case, power_timeline.timeline)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_an_office_held_before_its_first_day_leaves_the_gap_unknown() -> None:
    case = case_of(
        election(),
        made(Office, "crown", name="Crown"),
        made(Person, "a", name="A", public="yes"),
        made(Person, "b", name="B", public="yes"),
        made(Tenure, "a-crown", person="a", office="crown", during="2015-01-01/2017-01-01"),
        made(Tenure, "b-crown", person="b", office="crown", during="2018-01-01/..", held_on="2016-06-01"),
    )
    finding = one(case, power_offices.succession, "b-crown")
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
