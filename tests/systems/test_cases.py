"""Rows 56 to 73 of the page on systems: assemblies, detentions, cases, reprisals, reports of the people concerned.

Rows 63 (powers of attorney) and 64 (collective complaint) belong to casework with its vault, which has tests of its
own. What the source report says of them in numbers is in the case as tallies.
"""

from __future__ import annotations

import pytest

from saylau.records.case import Case
from saylau.records.kinds import Appeal, ThreePartTest
from tests.checks.found import added, made
from tests.systems.rows import Row, both, outcome, seen, tell, value, values, withdraw

MAY = "detained-2019-05-01"


def assessed(case: Case) -> Case:
    """One act of expression with the worksheet that a person filled in."""
    sheet = made(ThreePartTest, "sheet-told", conduct="conduct-08", law="no", aim="no", necessity="no",
                 reviewer="Invented Reviewer")  # fmt: skip
    return added(case, sheet)


def reported(case: Case) -> Case:
    """Three invented reports, of which one tells what another told before."""
    return added(
        case,
        made(Appeal, "report-1", received="2019-05", verification="verified", concerning=("act-05",)),
        made(Appeal, "report-2", received="2019-05", same_as="report-1"),
        made(Appeal, "report-3", received="2019-06"),
    )


ROWS = (
    Row((56,), "the size of an assembly, its places and demands follow the register",
        values("protests.register", "size:protest-2019-05-01", "places", "demands", subject="protest-2019-05-01"),
        ("1000..3000", 6, 5),
        tell("protest-2019-05-01", size="500..700", demands=("boycott",)), ("500..700", 6, 1)),
    Row((57,), "people by the link of their act to the banned body follow the conduct told",
        values("prosecutions.nexus", "linked", "not_linked", "not_stated", subject="cc-405-2"), (1, 1, 4),
        tell("conduct-02", linked="no"), (1, 2, 3)),
    Row((58,), "two tallies of one day stand side by side, one stands alone",
        both(outcome("detentions.tally", MAY), values("detentions.tally", f"stated:{MAY}.ministry",
             f"stated:{MAY}.journalists", subject=MAY)), ("disputed", (80, "~200")),
        withdraw(f"{MAY}.ministry"), ("noted", (None, "~200"))),
    Row((58,), "tallies that were compared follow what is stated",
        value("detentions.tally", "stated:detained-2019-05-09", "detained-2019-05-09"), ">=41",
        tell("detained-2019-05-09", number=">=50"), ">=50"),
    Row((59,), "preventive practices and single detentions follow the record",
        values("detentions.preventive", "practices", "people_single"), (3, 1),
        lambda case: tell("step-17", preventive="no")(withdraw("practice-surveillance")(case)), (2, 0)),
    Row((60,), "practices in custody follow the checklist",
        values("prosecutions.practices", "told", "checklist"), (2, 2), withdraw("practice-telephones"), (1, 2)),
    # 13 + 10 = 23; the limit is 15 days
    Row((61,), "lengths of arrest are held against the limit",
        both(values("detentions.arrests", "people", "sum", subject="arrested-2019-05-01"),
             outcome("detentions.arrests", "arrested-2019-05-01")), ((23, 23), "in line"),
        tell("arrested-2019-05-01", each_days="16..20"), ((23, 23), "concern")),
    # 37,875 KZT were printed as 90 EUR: 420.83; 120 EUR = 50,500 = 20 units of 2,525; 60 EUR are 10
    Row((61,), "fines in base units follow the amount",
        value("detentions.fines", "units_low", "fined-2019-05-01"), 20,
        tell(("fined-2019-05-01", "fined-2019-05-01-nur-sultan", "fined-2019-05-01-almaty"),
             each_amount="60..200 EUR"), 10),
    Row((62,), "people injured, and requests for a remedy, follow the record",
        values("detentions.force", "injured", "remedies"), (5, 1),
        withdraw("intervention-01", "consequence-02"), (4, 0)),
    Row((65,), "people charged under the provision follow the steps",
        value("prosecutions.nexus", "people", "cc-405-2"), 6, withdraw("step-13"), 5),
    # 13:00 to midnight are 11 hours, to one o'clock 12
    Row((66,), "hours in custody follow the two ends",
        values("prosecutions.custody_clock", "hours_by_ends", "hours_stated", "differ", "denials"), (11, 12, 1, 1),
        lambda case: tell("custody-duration", during="2019-05-09T13:00?/2019-05-10T01:00?")(
            withdraw("custody-minister")(case)), (12, 12, 0, 0)),
    Row((66,), "people who waited into the night follow the hearings",
        values("prosecutions.night_hearing", "people", "hearings"), (2, 2), withdraw("step-08"), (1, 1)),
    Row((66,), "carers of a child under a measure follow the steps",
        values("prosecutions.vulnerability", "carers", "under_measure"), (3, 3), withdraw("step-12"), (2, 2)),
    # two months from 1 June, from an unknown day, from 1 March
    Row((67,), "who was under restraint on voting day follows the first day of each measure",
        value("prosecutions.poll_day_overlap", "on_voting_day"), "3..4", tell("step-18", during="2019-03-01"), 3),
    Row((67,), "a measure that began before voting day counts in full",
        value("prosecutions.poll_day_overlap", "on_voting_day"), "3..4", tell("step-18", during="2019-06-01"), 4),
    Row((68,), "penalties added to a sentence follow the verdict",
        values("prosecutions.penalties", "ancillary", "expression"), (1, 1), tell("step-20", ancillary=()), (0, 0)),
    Row((69,), "worksheets filled in by a person are counted",
        values("prosecutions.three_part_test", "acts", "filled", "failed"), (7, 0, 0), assessed, (7, 1, 1)),
    Row((70,), "days from an act to the call-up, and exemptions, follow the steps",
        values("reprisals.draft", "days", "exempt"), ("9..35", (3, 6)),
        tell("step-30", days_after="30"), ("9..30", (3, 6))),
    Row((70,), "a call-up that was taken back is counted",
        value("reprisals.draft", "reversed"), 1, tell("step-25", reversed="no"), 0),
    Row((71,), "kinds of pressure after cooperation follow the acts",
        value("reprisals.cooperation", "kinds"), 5, withdraw("act-08"), 4),
    Row((72,), "people with a status follow the declaration of the body",
        value("prosecutions.conscience", "people", "amnesty-international"), 2,
        tell("designation-01", persons=("p07", "p08", "p09")), 3),
    Row((72,), "people sentenced to prison follow the verdicts",
        value("prosecutions.penalties", "prison"), 4, withdraw("step-40"), 3),
    Row((73,), "reports of the people concerned are counted once and by how far they were checked",
        both(outcome("prosecutions.reports"), values("prosecutions.reports", "once", "state:verified", "people")),
        ("unknown", (None, None, None)), reported, ("noted", (2, 1, 1))),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_systems_of_assemblies_and_cases_follow_their_inputs(row: Row, kazakhstan: Case) -> None:
    assert seen(row, kazakhstan) == row.expected
