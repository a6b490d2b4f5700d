"""Rows 1 to 15 of the page on systems: power and succession."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saylau.records.case import Case
from tests.systems.rows import Alter, Look, Row, both, measures, outcome, seen, tell, value, values, withdraw


def number_of_measures(check: str, subject: str = "case") -> Look:
    """How many numbers a finding gives."""
    return lambda case: len(measures(check, subject)(case))


def created(case: Case) -> object:
    """The day on which the timeline puts the office that was set up."""
    found = measures("power.timeline")(case)
    (day,) = (day for name, day in found.items() if name.endswith(":event-first-president-office"))
    return day


def one_early_in_2011(early: str) -> Alter:
    """The election of 2011 told as early or not."""
    return tell("past-2011", early=early)


ROWS = (
    Row((1,), "who held an office on voting day follows the tenures",
        values("power.tenures", "president:tokayev", "held"), ("tokayev", 10),
        tell("tenure-tokayev-president", during="2019-06-10/.."), (None, 9)),
    # left 19 March; took office between 1 and 31 March: at most 20 to 30 March without a holder; told as 20 March: none
    Row((1,), "days without a holder between two tenures follow their days",
        value("power.succession", "gap", "tenure-tokayev-president"), "0..11",
        tell("tenure-tokayev-president", during="2019-03-20/.."), 0),
    # 2015 and 2019 were early; whether 2011 was is not told
    Row((2,), "the longest run of early elections follows the register",
        values("calendar.early_run", "stated", "run", "register"), (6, "2..3", 3), one_early_in_2011("no"), (6, 2, 3)),
    Row((2,), "a run of three is borne out where each of three was early",
        value("calendar.early_run", "run"), "2..3", one_early_in_2011("yes"), 3),
    Row((4,), "days from proposal to adoption follow the days of the law",
        values("law.adoption", "to_adoption", "unanimous", subject="change-capital-adopted"), (0, "unknown"),
        lambda case: tell("change-capital-adopted", on="2019-03-23", same_day_as=None, unanimous="yes")(
            tell("change-capital-proposed", on="2019-03-20")(case)), (3, "yes")),
    # 29 June 2018 to 9 June 2019: 365 days less 20; a law of 30 April 2019 stands 31 + 9 days before the poll
    Row((4,), "the distance of a law from voting day follows its day",
        value("law.stability", "change-162-constituencies"), 345,
        tell("change-162-constituencies", on="2019-04-30"), 40),
    Row((5,), "assemblies after the resignation follow the register",
        value("protests.register", "assemblies"), 4, withdraw("protest-2019-03"), 3),
    Row((6,), "privileges without a date follow the dates of the acts",
        values("power.privileges", "privileges", "undated", subject="first-president"), (7, 7),
        tell("privilege-2", during="2000/.."), (7, 6)),
    Row((7,), "posts for life of one person follow the tenures",
        value("power.life_posts", "for_life", "nazarbayev"), 3,
        tell("tenure-nazarbayev-assembly", for_life="no"), 2),
    Row((8,), "powers gained between two days follow the dated powers",
        values("power.dated_powers", "gained", "sec-06-binds:2018-07-04", subject="security-council"), (4, "no"),
        tell("sec-05-reports", during="2019-06-10/.."), (3, "no")),
    Row((8,), "whether decisions bound others on a day follows the power",
        value("power.dated_powers", "sec-06-binds:2019-06-09", "security-council"), "yes",
        tell(("sec-06-binds.law", "sec-06-binds.2"), during="2019-07-05/.."), "no"),
    # the three powers over the Government stand on five claims
    Row((9,), "whom a person could bind within two steps follows the powers of the bodies that the person chairs",
        value("power.consent_chain", "binds", "nazarbayev"), 1,
        withdraw("sec-03-coordinates", "sec-05-reports", "sec-06-binds.law", "sec-06-binds.2"), 0),
    Row((10,), "offices that one cannot fill alone follow the manner of appointment",
        number_of_measures("power.joint_acts"), 4,
        tell(("appoints-security-council", "appoints-security-council.law"), manner="alone", partner=None), 3),
    Row((11,), "seats by way of selection follow the composition of the chamber",
        values("power.majilis_seats", "not_elected:assembly-of-people", "faction_of_others:nur-otan"),
        ((9, 107), (84, 98)), tell("majilis-assembly", seats="10"), ((10, 107), (84, 97))),
    Row((12,), "a member with a stake follows the ties",
        both(value("power.interested_members", "interested", "constitutional-council"),
             outcome("power.interested_members", "constitutional-council")), (1, "concern"),
        withdraw("tie-nazarbayev-nur-otan"), (0, "unknown")),
    Row((13,), "the day on which an institution was set up stands in the timeline",
        created, "date not stated", tell("event-first-president-office", on="2019-04-03"), "2019-04-03"),
    # Prime Minister, three ministers, bank, prosecutor, committee, judges, akims, senators, commission: eleven kinds
    Row((14,), "kinds of office that one fills alone follow the appointments",
        value("power.appointments", "alone:president"), 11, withdraw("appoints-akims"), 10),
    Row((15,), "the appointed share follows the seats of the chamber",
        value("power.senate_seats", "appointed"), (15, 47), tell("senate-appointed", seats="16"), (16, 47)),
    # of 47: 24 adopt, and 47 - 24 + 1 = 24 block; of 49: 25 and 25
    Row((15,), "votes that suffice to block follow the seats",
        values("power.blocking_share", "adopt", "block", subject="senate"), (24, 24),
        tell("senate-total", seats="49"), (25, 25)),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_systems_of_power_follow_their_inputs(row: Row, kazakhstan: Case) -> None:
    assert seen(row, kazakhstan) == row.expected


def test_a_chamber_whose_seats_agree_with_the_regions_is_no_longer_disputed(kazakhstan: Case) -> None:
    """Row 15: two for each of 17 regions and 15 appointed are 49."""
    assert outcome("power.senate_seats")(kazakhstan) == "disputed"
    agreed = tell("senate-total", seats=str(17 * 2 + 15))(kazakhstan)
    assert outcome("power.senate_seats")(agreed) != "disputed"


def test_an_earlier_day_of_the_poll_shows_who_held_office_then(kazakhstan: Case) -> None:
    """Row 1: "who held what on day D" for another D."""
    info = kazakhstan.info.model_copy(update={"poll": kazakhstan.info.poll.replace(month=2)})
    before = replace(kazakhstan, info=info)
    assert values("power.tenures", "president:nazarbayev", "president:tokayev")(before) == ("nazarbayev", None)
