"""Who fills, blocks and binds: eleven kinds by one office alone, two steps by hand."""

from __future__ import annotations

import pytest

from saylau.checks import power_acts, power_blocking, power_dated, power_interest
from saylau.checks.finding import Outcome
from saylau.checks.power_network import edges, reach
from saylau.checks.registry import Check
from saylau.records.case import Case
from saylau.records.kinds import (
    Appointment,
    Body,
    Candidacy,
    ChamberSeats,
    Office,
    Organisation,
    Person,
    Power,
    Privilege,
    Tenure,
    Tie,
)
from saylau.records.kinds.power import Manner
from saylau.values import Count, Truth, When
from saylau.values.message import Message
from tests.cases import case_of, election
from tests.checks.english import english
from tests.checks.found import added, changed, found, made, measure, one, without


def test_one_office_alone_filled_eleven_kinds_a_twelfth_on_proposal_a_thirteenth_with_consent(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_acts.appointments)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "alone:president") == 11
    assert measure(finding, "on proposal:president") == 1
    assert measure(finding, "with consent:president") == 1
    on_proposal = next(m.value for m in finding.measures if m.name == "appoints-ministers")
    assert isinstance(on_proposal, Message)
    assert english(on_proposal, kazakhstan) == "President: on the proposal of Prime Minister"


def test_an_appointment_that_needs_consent_is_no_longer_alone(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "appoints-general-prosecutor", manner=Manner.WITH_CONSENT, partner="senate")
    finding = one(case, power_acts.appointments)
    assert (measure(finding, "alone:president"), measure(finding, "with consent:president")) == (10, 2)
    assert "General Prosecutor" in english(one(case, power_acts.joint_acts).message, case)


def test_an_appointment_that_ended_before_voting_day_does_not_count(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "appoints-judges", during=When("2000/2018"))
    assert measure(one(case, power_acts.appointments), "alone:president") == 10


def test_who_could_withhold_a_consent_or_a_proposal(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_acts.joint_acts)
    said = english(finding.message, kazakhstan)
    assert "Prime Minister and Chair of the Security Council" in said
    assert len(finding.questions) == 2  # proposals of whom, for two levels of commissions


@pytest.mark.parametrize("check", [power_acts.appointments, power_acts.joint_acts, power_acts.consent_chain])
def test_without_appointments_and_powers_who_fills_what_is_asked(kazakhstan: Case, check: Check) -> None:
    finding = one(without(kazakhstan, Appointment, Power), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_no_joint_act_is_noted_as_such() -> None:
    case = case_of(election(), made(Office, "crown", name="Crown"), made(Office, "judge", name="Judge"),
                   made(Appointment, "a", fills="judge", by="crown", manner="alone"))  # fmt: skip
    finding = one(case, power_acts.joint_acts)
    assert (finding.outcome, finding.questions) == (Outcome.NOTED, ())


def test_within_two_steps_a_life_chair_reached_consent_binding_force_and_seats(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_acts.consent_chain, "nazarbayev")
    by_name = {m.name: m.value for m in finding.measures}
    assert by_name["consents to:security-council"] == 1
    assert by_name["binds:government"] == 1
    assert by_name["elects:majilis"] == 1
    assert by_name["appoints:cec"] == 2  # party, majority of the chamber, two seats
    assert (by_name["fills"], by_name["blocks"], by_name["binds"]) == (2, 2, 1)


def test_without_the_majority_the_commission_is_out_of_reach_of_the_party_leader(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "majilis-nur-otan", seats=Count.of(53))  # of 107, 53 is less than half
    case = without(case, "elects-majilis-deputies")
    names = {m.name for m in one(case, power_acts.consent_chain, "nazarbayev").measures}
    assert "appoints:cec" not in names


def test_an_office_without_a_holder_that_reaches_one_other_alone_is_not_told_by_itself() -> None:
    case = case_of(election(), made(Office, "crown", name="Crown"), made(Office, "judge", name="Judge"),
                   made(Appointment, "a", fills="judge", by="crown", manner="alone"))  # fmt: skip
    assert one(case, power_acts.consent_chain).outcome is Outcome.NOTED
    case = added(case, made(Office, "clerk", name="Clerk"),
                 made(Appointment, "b", fills="clerk", by="crown", manner="alone"))  # fmt: skip
    assert measure(one(case, power_acts.consent_chain, "crown"), "fills") == 2


def test_a_review_of_acts_leads_no_further() -> None:
    case = case_of(
        election(), made(Body, "court", name="Court", sort="court"), made(Body, "house", name="House", sort="chamber"),
        made(Office, "judge", name="Judge", body="court"), made(Office, "clerk", name="Clerk"),
        made(Power, "reviews", holder="court", sort="reviews", says="Reviews", over="house"),
        made(Appointment, "a", fills="clerk", by="house", manner="alone"),
    )  # fmt: skip
    found_ends = {r.end for r in reach(edges(case, case.info.poll), "judge", 3)}
    assert found_ends == {"house"}


def test_a_power_that_is_not_in_force_binds_nobody(kazakhstan: Case) -> None:
    case = without(kazakhstan, "sec-06-binds.2")
    case = changed(case, "sec-06-binds.law", during=When("2020-01-01/.."))
    assert "binds:government" not in {m.name for m in one(case, power_acts.consent_chain, "nazarbayev").measures}


def test_seven_privileges_stand_without_a_date(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_acts.privileges, "first-president")
    assert (measure(finding, "privileges"), measure(finding, "undated")) == (7, 7)
    dated = changed(kazakhstan, "privilege-1", during=When("2000-07-20/.."))
    finding = one(dated, power_acts.privileges, "first-president")
    assert (measure(finding, "undated"), measure(finding, "privilege-1")) == (6, When("2000-07-20/.."))
    assert one(without(kazakhstan, Privilege), power_acts.privileges).outcome is Outcome.UNKNOWN


def test_four_powers_were_gained_and_decisions_bound_others_from_5_july_2018(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_dated.dated_powers, "security-council")
    assert measure(finding, "gained") == 4
    assert measure(finding, "sec-06-binds:2018-07-04") is Truth.NO
    assert measure(finding, "sec-06-binds:2019-06-09") is Truth.YES
    assert measure(finding, "sec-02-chair:2022-02-07") is Truth.NO
    assert {english(r.whose, kazakhstan) for r in finding.readings} == {
        "Republic of Kazakhstan", "Open Dialogue Foundation",
    }  # fmt: skip
    assert finding.questions


def test_a_power_that_began_after_voting_day_was_not_gained_by_it(kazakhstan: Case) -> None:
    case = changed(kazakhstan, "sec-05-reports", during=When("2019-06-10/.."))
    assert measure(one(case, power_dated.dated_powers, "security-council"), "gained") == 3


def test_powers_without_dates_are_asked_for(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Power), power_dated.dated_powers)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_life_member_of_the_body_that_judges_elections_led_a_nominator_with_the_majority(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_interest.interested_members, "constitutional-council")
    assert finding.outcome is Outcome.CONCERN
    assert (measure(finding, "interested"), measure(finding, "for_life")) == (1, 1)
    stakes = [english(m.label, kazakhstan) for m in finding.measures if m.name.startswith("stake:")]
    assert any("which nominated" in s for s in stakes)
    assert "Nur Otan, which nominated Kasym-Zhomart Tokayev" in english(finding.message, kazakhstan)
    assert any("more than half of the seats" in s for s in stakes)


def test_without_the_tie_there_is_no_stake_and_other_members_stay_unknown(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, "tie-nazarbayev-nur-otan"), power_interest.interested_members,
                  "constitutional-council")  # fmt: skip
    assert finding.outcome is Outcome.UNKNOWN
    assert measure(finding, "interested") == 0


def test_a_member_who_stands_or_is_kin_to_a_contestant_has_a_stake() -> None:
    case = case_of(
        election(), made(Body, "court", name="Court", sort="court"), made(Office, "judge", name="Judge", body="court"),
        made(Power, "p", holder="court", sort="decides", says="Decides disputes", elections="yes"),
        *(made(Person, p, name=p.title(), public="yes") for p in ("ann", "ben", "cid")),
        *(made(Tenure, f"t-{p}", person=p, office="judge", during="2010-01-01/..") for p in ("ann", "ben")),
        made(Candidacy, "ann-2019", person="ann", election="election-2019"),
        made(Candidacy, "cid-2019", person="cid", election="election-2019"),
        made(Tie, "tie", one="cid", other="ben", sort="kinship", role="brother"),
    )  # fmt: skip
    finding = one(case, power_interest.interested_members, "court")
    assert (measure(finding, "interested"), measure(finding, "for_life")) == (2, 0)


def test_a_body_without_members_on_record_is_asked_for_and_without_a_body_too(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, Tenure), power_interest.interested_members, "constitutional-council")
    assert finding.outcome is Outcome.UNKNOWN
    finding = one(without(kazakhstan, Power), power_interest.interested_members)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_fifteen_of_47_seats_are_nine_short_of_blocking(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_blocking.blocking_share, "senate")
    assert (measure(finding, "adopt"), measure(finding, "block")) == (24, 24)
    assert finding.message.values["short"] == 9
    assert (measure(finding, "adopt_2"), measure(finding, "block_2")) == (25, 25)  # of 49


def test_84_of_107_seats_suffice_to_adopt_and_to_block(kazakhstan: Case) -> None:
    finding = one(kazakhstan, power_blocking.blocking_share, "majilis")
    assert "sufficed to adopt and to block" in finding.message.template
    assert any("assumed" in str(a) for a in finding.assumptions)
    assert finding.questions


@pytest.mark.parametrize(
    ("seats", "part", "says"),
    [
        ("10", "6", "sufficed to adopt and to block"),  # adopt 6, block 5
        ("10", "5", "sufficed to block and not to adopt"),
        ("10", "4", "sufficed for neither alone"),
        ("11", "6", "sufficed to adopt and to block"),  # adopt 6, block 6
        ("11", "5", "sufficed for neither alone"),
    ],
)
def test_half_of_an_even_chamber_blocks_and_does_not_adopt(seats: str, part: str, says: str) -> None:
    case = case_of(
        election(), made(Body, "house", name="House", sort="chamber"), made(Organisation, "p", name="P", sort="party"),
        made(ChamberSeats, "all", chamber="house", way="total", seats=seats, lower="yes"),
        made(ChamberSeats, "part", chamber="house", way="faction", seats=part, holder="p", lower="yes"),
    )  # fmt: skip
    assert says in one(case, power_blocking.blocking_share, "house").message.template


def test_without_seats_the_majority_is_asked_for(kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, ChamberSeats), power_blocking.blocking_share)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_a_tie_to_a_party_without_a_majority_and_without_a_contestant_is_no_stake(kazakhstan: Case) -> None:
    small = made(Organisation, "small", name="Small", sort="party")
    case = added(kazakhstan, small)
    case = changed(case, "tie-nazarbayev-nur-otan", other="small")
    assert "constitutional-council" in found(case, power_interest.interested_members)
    finding = one(case, power_interest.interested_members, "constitutional-council")
    assert measure(finding, "interested") == 0
