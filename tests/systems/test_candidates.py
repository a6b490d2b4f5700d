"""Rows 16 to 36 of the page on systems: law, calendar, candidates, signatures."""

from __future__ import annotations

import pytest

from saylau.records.case import Case
from saylau.records.kinds import Branches, Deposit, OrganisationStatus, Service
from tests.checks.found import added, made
from tests.systems.rows import (
    Alter,
    Row,
    both,
    finding,
    outcome,
    seen,
    tell,
    value,
    values,
    withdraw,
    would_be,
)


def served(*periods: str) -> Alter:
    """One candidate with periods of public service."""
    facts = (
        made(Service, f"service-{n}", person="tugel", post="Invented post", during=during, counts="yes")
        for n, during in enumerate(periods)
    )
    return lambda case: added(case, *facts)


def registered(organisation: str, branches: str = "") -> Alter:
    """An organisation told as registered, with a number of branches."""
    status = made(OrganisationStatus, "status-told", organisation=organisation, state="registered", during="2019")
    number = made(Branches, "branches-told", organisation=organisation, regions=branches or "1")
    return lambda case: added(case, status, *([number] if branches else []))


def paid(case: Case) -> Case:
    """A candidate who paid the deposit."""
    deposit = made(Deposit, "deposit-told", candidacy="tokayev-2019", amount="2125000 KZT", paid="yes")
    return added(case, deposit)


def shared_acronym(case: Case) -> object:
    """The bodies that share the acronym."""
    shared = [m.value for m in finding(case, "data.names").measures if m.name == "shared:dck"]
    return tuple(name.thing for name in shared[0]) if shared and isinstance(shared[0], tuple) else None  # type: ignore[union-attr]


ROWS = (
    # 9 April to 9 June: 21 + 31 + 9 days; from 8 April one more, and two calendar months end on 8 June
    Row((16,), "days from the call to the poll, and whether they fit the law, follow the calendar",
        both(value("calendar.early_poll_deadline", "days"), would_be("calendar.early_poll_deadline")),
        (21 + 31 + 9, "in line"),
        tell(("election-2019", "election-2019.press"), called="2019-04-08"), (62, "contrary")),
    Row((16,), "days left after compliance follow the day of compliance",
        values("calendar.time_left", "days", "inclusive", subject="kosanov"), (11, 12),
        tell("kosanov-compliance", on="2019-05-02"), (9, 10)),
    Row((17,), "the sheet of conditions of a candidate follows what is on record",
        value("candidacy.conditions", "deposit", "tokayev"), "not known", paid, "met"),
    Row((18,), "years of service are the sum of the periods",
        outcome("candidacy.service", "tugel"), "unknown",
        served("2008-01-01/2010-12-31", "2013-01-01/2015-12-31"), "in line"),
    # 11 March 2011 to 30 September 2013: 295 days of 2011, 366 of 2012, 273 of 2013
    Row((19,), "days abroad follow the end of the stay",
        value("candidacy.residence", "days_abroad", "tokayev"), "935..965",
        tell("tokayev-abroad", during="2011-03-11/2013-09-30"), 295 + 366 + 273),
    Row((20,), "days of a ruling, and whom it served, follow the register of rulings",
        values("law.ruling_timing", "days", "before_poll", "asker_served", subject="ruling-residence"), (2, 45, "yes"),
        tell("ruling-residence", asked="2019-04-15", beneficiary="tugel-2019"), (10, 45, "no")),
    Row((21,), "who failed the examination follows the steps of the candidates",
        value("candidacy.language_exam", "failed"), (1, 9),
        tell("tugel-registered", stage="examination failed", on="2019-05-02"), (2, 9)),
    # 1 % of 11,900,049 is 119,000.49: nearest 119,000, at least 119,001
    Row((22,), "the signatures required follow the voters, by each reading",
        values("signatures.threshold", "required:cec", "required:at-least"), (118_140, 118_141),
        tell("voters-2019-01-01", voters="11900049"), (119_000, 119_001)),
    # two thirds of 17 regions are 11.3: twelve
    Row((22,), "the spread over regions follows their number",
        both(value("signatures.spread", "regions", "rakhimbekov"), would_be("signatures.spread", "rakhimbekov")),
        (15, "in line"), tell("rakhimbekov-signatures", regions="11"), (11, "contrary")),
    Row((23,), "the data of those who signed follow what was asked of them",
        both(value("signatures.signer_data", "fields"), outcome("signatures.signer_data")), (4, "concern"),
        tell(("signer-data", "signer-data.law"), number="3", identity_document="no", holder="the commission",
             retention_regulated="yes"), (3, "noted")),
    Row((24,), "the checklist on the verification follows what the rules say",
        both(value("signatures.verification_clarity", "answered"), outcome("signatures.verification_clarity")),
        (1, "concern"),
        tell(("verification", "verification.law"), by="commissions", days="5", criteria="yes", appeal="yes",
             clear="yes"), (4, "in line")),
    Row((25,), "whether a party may nominate follows its registration",
        outcome("candidacy.nominator", "tokayev"), "unknown", registered("nur-otan"), "in line"),
    # more than half of 17 regions are nine
    Row((25,), "whether an association may nominate follows its branches",
        outcome("candidacy.nominator", "tugel"), "unknown", registered("uly-dala-kyrandary", "9"), "in line"),
    # the party of 2005, its successor of 2012 and the movement of 2018
    Row((26,), "bodies banned, and successors among them, follow the register of statuses",
        values("candidacy.bans", "barred", "successors"), (3, 1), withdraw("status-alga-banned"), (2, 0)),
    Row((26,), "when a body was banned follows the register",
        value("candidacy.bans", "during:status-dck-party"), "2005/..", tell("status-dck-party", during="2006/.."),
        "2006/.."),
    Row((26,), "an acronym of two bodies is no longer shared when one of them has none",
        shared_acronym, ("dck-party-2001", "dck-movement"), tell("dck-movement", acronym="", aliases=()), None),
    Row((27,), "who could have stood under each edition follows the change of the law",
        values("candidacy.independents", "allowed:2011", "allowed:2015"), ("yes", "yes"),
        lambda case: tell("past-2015", held="2018")(tell("past-2011", held="2014")(case)), (None, None)),
    Row((28,), "the funnel follows the steps of the candidates",
        values("candidacy.funnel", "registered", "withdrew", "failed_exam"), ((7, 9), 1, 1),
        tell("tugel-registered", stage="withdrew", on="2019-05-02"), ((6, 9), 2, 1)),
    Row((28,), "the funnel of an earlier election follows its register",
        value("candidacy.funnel", "registered_2015"), (3, 27), tell("past-2015", put_forward="30"), (3, 30)),
    Row((29,), "women among the registered follow the register of persons",
        value("candidacy.women", "registered"), (1, 7), tell("tugel", gender="woman"), (2, 7)),
    # 118,140 over six days, then over four, both ends counted; 11 May less 2 May: nine days of the window left
    Row((30,), "signatures a day follow the days of collection",
        values("signatures.rate", "days", "rate", "rate_of_count", subject="rakhimbekov"),
        (6, round(118_140 / 6), round(122_309 / 6)),
        tell("rakhimbekov-collection-end", on="2019-05-02"), (4, round(118_140 / 4), round(122_309 / 4))),
    Row((30,), "holidays within the collection follow the calendar",
        value("signatures.rate", "day_off", "rakhimbekov"), "2019-05-01", withdraw("day-off-2019-05-01"), None),
    Row((31,), "tables announced and missing follow the record of what is missing",
        values("data.announced_table", "missing", "tables"), (3, 1), withdraw("missing-signature-table"), (2, 0)),
    Row((32,), "an absence without its scope is counted",
        values("data.absence_scope", "searches", "without_place"), (10, 0), tell("search-collection", where=""),
        (10, 1)),
    Row((33,), "an incident with two accounts is disputed, with one it is told",
        outcome("signatures.sheet_incidents"), "disputed", withdraw("sheet-incident.students"), "noted"),
    Row((34,), "the dossier counts indicators on both sides and gives no verdict",
        both(values("candidacy.dossier", "for", "against", "open", subject="kosanov"),
             outcome("candidacy.dossier", "kosanov")), ((1, 11, 1), "noted"),
        tell("indicator-project", side="for"), ((2, 10, 1), "noted")),
    # the campaign manager sat on the council (two ties); without that, the platform's representative did (three)
    Row((35,), "the shortest path from a campaign to a body follows the ties",
        value("candidacy.affiliations", "to_body", "kosanov"), 2, withdraw("tie-babamuratov-almaty"), 3),
    Row((36,), "a complaint of a branch makes the nomination disputed",
        both(value("candidacy.nominator", "complaints", "kosanov"), outcome("candidacy.nominator", "kosanov"),
             value("complaints.register", "all")), (1, "disputed", 2),
        withdraw("complaint-zhambyl"), (None, "unknown", 1)),
    Row((36,), "what became of a complaint follows its answer",
        value("complaints.register", "answer:not known"), 2,
        tell("complaint-zhambyl", answer="rejected", answered="2019-05-30"), 1),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_systems_of_law_and_candidates_follow_their_inputs(row: Row, kazakhstan: Case) -> None:
    assert seen(row, kazakhstan) == row.expected
