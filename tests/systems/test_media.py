"""Rows 47 to 55 of the page on systems: opinion polls, commissions, media, the Internet."""

from __future__ import annotations

import pytest

from saylau.records.case import Case
from saylau.records.kinds import Pollster
from tests.checks.found import added, found, made
from tests.systems.rows import BY_ID, Row, outcome, seen, tell, value, values, withdraw

WINDOW = "blocking-2019-05-09"


def notified(case: Case) -> Case:
    """A pollster with six years of experience that gave notice."""
    told = made(Pollster, "pollster-told", organisation="ak-zhol", election="election-2019", legal_entity="yes",
                years="6", notified="2019-04-20")  # fmt: skip
    return added(case, told)


def admitted(case: Case) -> object:
    """What each pollster's admission came to."""
    return {subject: f.outcome.value for subject, f in found(case, BY_ID["polls.admission"]).items()}


ROWS = (
    Row((47,), "cases over polls, and against whom, follow the register",
        values("polls.pollster_readings", "cases", "individuals", "organisations"), (4, 3, 1),
        withdraw("poll-case-p22"), (3, 2, 1)),
    Row((47,), "who may poll follows the register of pollsters",
        admitted, {"case": "unknown"}, notified, {"pollster-told": "in line"}),
    # 15 units of 2,525; 40,400 are 16
    Row((48,), "a fine in base units follows its amount",
        values("polls.fine_amount", "units_least", "equal"), (15, 1),
        tell("poll-case-p22", fine="40400 KZT"), (16, 0)),
    Row((49,), "the number of commissions, and who fills them, follow the register",
        values("commissions.levels", "number:territorial", "by:territorial:maslikhats"), (232, "maslikhats"),
        tell(("commission-territorial", "commission-territorial.odihr"), number="233"), (233, "maslikhats")),
    Row((49,), "seats by who fills them follow the appointments",
        values("commissions.cec_composition", "by:president", "total"), ((3, 7), 7),
        tell(("appoints-cec-president", "appoints-cec-president.cec"), seats="4"), ((5, 9), 9)),
    Row((49,), "parties in opposition among those active follow the tallies",
        values("commissions.party_balance", "parties_active", "parties_clearly_opposition"), (6, 0),
        tell("parties-clearly-opposition", number="1"), (6, 1)),
    # chair, T01, T02, head of the Senate, First President: four ties
    Row((50,), "steps between relatives follow the ties",
        values("commissions.kinship", "steps:dariga-nazarbayeva", "steps:nazarbayev"), (3, 4),
        withdraw("tie-dariga-nazarbayev"), (3, None)),
    Row((51,), "powers in force on voting day add up from the dated changes",
        values("media.environment", "in_force", "cumulative:power-emergency-2018"), (3, 3),
        withdraw("power-relocate-2016"), (2, 2)),
    Row((51,), "a power that ended before voting day is not in force on it",
        value("media.environment", "in_force"), 3, tell("power-block-2017", during="2017-01-01/2018-01-01"), 2),
    Row((51,), "offences of expression follow the register",
        value("law.speech_offences", "offences"), 4, withdraw("offence-insult"), 3),
    # read as UTC it began at 7, read as local time (six hours ahead) at 1 UTC
    Row((52,), "a window without a zone is read in two ways, and in one once it has a zone",
        values("internet.window", f"as_utc:{WINDOW}", f"as_local:{WINDOW}", f"apart:{WINDOW}", subject=WINDOW),
        ("2019-05-09T07:00Z/2019-05-09T14:00Z", "2019-05-09T01:00Z/2019-05-09T08:00Z", 360),
        tell(WINDOW, window="2019-05-09T07:00Z/2019-05-09T14:00Z"), (None, None, None)),
    Row((52,), "clock times without a zone follow the windows",
        values("data.time_zone", "times", "passages"), (8, 4),
        tell(WINDOW, window="2019-05-09T07:00Z/2019-05-09T14:00Z"), (6, 3)),
    Row((53,), "a denial against another account is disputed, without the denial it is told",
        outcome("internet.cause_claims", WINDOW), "disputed", withdraw("cause-minister-technical"), "noted"),
    Row((54,), "a comparison with another country is tested once it has a measure",
        outcome("internet.comparison", "comparison-venezuela"), "unknown",
        tell("comparison-venezuela", measure="share of addresses out of reach, %", value="40", other_value="20"),
        "in line"),
    Row((54,), "a comparison that its measure contradicts is disputed",
        outcome("internet.comparison", "comparison-venezuela"), "unknown",
        tell("comparison-venezuela", measure="share of addresses out of reach, %", value="10", other_value="20"),
        "disputed"),
    Row((55,), "days until a body reacted follow the day of the reaction",
        value("internet.reactions", "days", "reaction-rapporteur"), 17 - 9,
        tell("reaction-rapporteur", on="2019-05-20"), 20 - 9),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_systems_of_polls_commissions_media_and_internet_follow_their_inputs(row: Row, kazakhstan: Case) -> None:
    assert seen(row, kazakhstan) == row.expected
