"""Claims about one thing side by side, and what people make of them."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.review.models import Weighing
from saylau.server.store.facts import change_fact
from saylau.server.store.models import Case
from tests.server.fact_rows import EVENT, TALLY, draft, entered
from tests.server.people import browser, person

PAGE = "/en/case/invented-2030/facts/about/detained-1/"
REASON = "the two count different people"


@pytest.fixture
def claims(case: Case, analyst: User) -> Case:
    """The ministry's 80 and the journalists' about 200, with two definitions."""
    entered(analyst, case, "tally", TALLY, definition="brought to police stations for slogans")
    entered(analyst, case, "tally", TALLY, number="~200", said_by="journalists", definition="detained")
    return case


def weigh(user: User, **told: str) -> Any:
    return browser(user).post(PAGE, {"column": "number", "reason": REASON, **told})


def test_claims_stand_side_by_side_with_who_says_them_and_what_they_count(claims: Case, analyst: User) -> None:
    shown = browser(analyst).get(PAGE).context
    lines = {line.label: line for line in shown["lines"]}
    assert [claim.name for claim in shown["claims"]] == ["detained-1", "detained-1.2"]
    assert lines["Number"].values == (("80", ""), ("about 200", "~200"))
    assert lines["Number"].differs
    assert lines["Said by"].values == (("ministry", ""), ("journalists", ""))
    assert lines["Grade of the source"].values == (("B", ""), ("B", ""))
    assert lines["Whose voice"].values == (("media", ""), ("media", ""))


def test_the_bounds_of_all_claims_and_the_difference_of_definition_are_told(claims: Case, analyst: User) -> None:
    (box,) = browser(analyst).get(PAGE).context["boxes"]
    assert box.bounds == "between 80 and 220"
    assert box.definitions == ("Definition",)


def test_claims_that_agree_are_not_weighed(case: Case, analyst: User) -> None:
    entered(analyst, case, "tally", TALLY)
    entered(analyst, case, "tally", TALLY, number="~80", said_by="journalists")
    assert browser(analyst).get(PAGE).context["boxes"] == []
    assert weigh(analyst, outcome="unresolved").status_code == 404


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"outcome": "relied on", "relied_on": "detained-1"}, ("detained-1", "", "")),
        ({"outcome": "in bounds", "lower": "80", "upper": "~200"}, ("", "80", "~200")),
        ({"outcome": "unresolved", "relied_on": "detained-1", "lower": "3"}, ("", "", "")),
    ],
)
def test_a_weighing_is_written_down_with_its_event_and_the_claims_stay(
    claims: Case, analyst: User, told: dict[str, str], kept: tuple[str, str, str]
) -> None:
    before = list(claims.facts.order_by("pk").values_list("body", "state", "revision"))
    assert weigh(analyst, **told).status_code == 302
    made = Weighing.objects.get()
    assert (made.question, made.outcome, made.by) == ("detained-1:number", told["outcome"], analyst)
    assert (made.relied_on, made.lower, made.upper) == kept
    assert made.facts == [{"fact": "detained-1", "revision": 1}, {"fact": "detained-1.2", "revision": 1}]
    assert AuditEvent.objects.get(verb="weighing.write").object == made.uid
    assert list(claims.facts.order_by("pk").values_list("body", "state", "revision")) == before


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "relied on"}, "relied_on"),
        ({"outcome": "relied on", "relied_on": "gathering-1"}, "relied_on"),
        ({"outcome": "in bounds"}, "lower"),
        ({"outcome": "in bounds", "lower": "many"}, "lower"),
        ({"outcome": "unresolved", "reason": "so"}, "reason"),
    ],
)
def test_an_unfinished_weighing_is_given_back_with_what_is_missing(
    claims: Case, analyst: User, told: dict[str, str], field: str
) -> None:
    page = weigh(analyst, **told)
    (box,) = page.context["boxes"]
    assert page.status_code == 422
    assert [name for name, _ in box.errors] == [field]
    assert box.told.outcome == told["outcome"]
    assert not Weighing.objects.exists()


def test_a_weighing_says_when_a_claim_changed_since(claims: Case, analyst: User) -> None:
    weigh(analyst, outcome="unresolved")
    (box,) = browser(analyst).get(PAGE).context["boxes"]
    assert [changed for _, _, changed in box.weighings] == [False]
    fact = claims.facts.get(name="detained-1")
    change_fact(analyst, fact, TALLY | {"number": "90"}, fact.revision)
    (box,) = browser(analyst).get(PAGE).context["boxes"]
    assert [changed for _, _, changed in box.weighings] == [True]


def test_the_last_weighing_stands_first(claims: Case, analyst: User, lawyer: User) -> None:
    weigh(analyst, outcome="unresolved")
    weigh(lawyer, outcome="relied on", relied_on="detained-1.2")
    (box,) = browser(analyst).get(PAGE).context["boxes"]
    assert [weighing.outcome for weighing, _, _ in box.weighings] == ["relied on", "unresolved"]


def test_who_may_not_weigh_reads_why(claims: Case, documenter: User, stranger: User) -> None:
    entered(documenter, claims, "tally", TALLY, number="300", said_by="a witness")
    entered(documenter, claims, "tally", TALLY, number="20", said_by="another witness")
    shown = browser(documenter).get(PAGE)
    assert [claim.created_by_id for claim in shown.context["claims"]] == [documenter.pk] * 2
    assert shown.context["refusal"]
    assert weigh(documenter, outcome="unresolved").status_code == 403
    elsewhere = person("elsewhere", Case.objects.create(slug="other", title="Other", info=claims.info), Role.ANALYST)
    for user in (stranger, elsewhere):
        assert browser(user).get(PAGE).status_code == 404
        assert weigh(user, outcome="unresolved").status_code == 404
    assert not Weighing.objects.exists()


def test_drafts_and_things_without_claims_are_not_compared(case: Case, analyst: User) -> None:
    draft(analyst, case, "event", EVENT)
    assert browser(analyst).get("/en/case/invented-2030/facts/about/gathering-1/").status_code == 404


def test_who_sees_none_of_the_weighed_claims_does_not_read_what_was_made_of_them(
    claims: Case, analyst: User, documenter: User
) -> None:
    weigh(analyst, outcome="unresolved")
    entered(documenter, claims, "tally", TALLY, number="5", locator="page 7")
    entered(documenter, claims, "tally", TALLY, number="6", locator="page 8", said_by="journalists")
    (box,) = browser(documenter).get(PAGE).context["boxes"]
    assert box.weighings == ()
    assert len(browser(analyst).get(PAGE).context["boxes"][0].weighings) == 1
