"""Who may take which step, and the sentence that says why not."""

from __future__ import annotations

import pytest

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.review.actions import accept_all, offers, take_step
from saylau.server.review.policies import STEP_CHECKS, check_can_change
from saylau.server.states import FACT_STEPS, FactState
from saylau.server.store.conflict import Stale
from saylau.server.store.facts import add_fact, change_fact
from saylau.server.store.models import Case, Fact
from tests.server.people import person

BODY = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
REASON = "it stands on another page"


def entered(by: User, case: Case, *, submit: bool = True, **cells: str) -> Fact:
    return add_fact(by, case, "body", BODY | cells, submit=submit)


def taken(by: User, fact: Fact, step: str, reason: str = REASON) -> Fact:
    return take_step(by, fact, step, fact.revision, reason)


def refusal(user: User, fact: Fact, step: str) -> str:
    try:
        STEP_CHECKS[step](user, fact)
    except NotPermitted as why:
        return str(why)
    return ""


def test_every_step_of_the_dictionary_has_a_rule() -> None:
    assert set(STEP_CHECKS) == {step for steps in FACT_STEPS.values() for step in steps}


def test_a_fact_goes_from_draft_to_accepted_to_questioned_and_out(case: Case, analyst: User, reviewer: User) -> None:
    fact = taken(analyst, entered(analyst, case, submit=False), "submit")
    fact = taken(reviewer, fact, "return")
    fact = taken(analyst, fact, "submit")
    fact = taken(reviewer, fact, "accept")
    fact = taken(reviewer, fact, "question")
    fact = taken(reviewer, fact, "accept")
    fact = taken(analyst, fact, "withdraw")
    assert fact.state == FactState.WITHDRAWN
    assert [row.step for row in fact.revisions.order_by("number")] == [
        "created", "submit", "return", "submit", "accept", "question", "accept", "withdraw",
    ]  # fmt: skip


def test_nobody_accepts_what_they_wrote_whatever_their_roles(case: Case, reviewer: User) -> None:
    all_roles = person("all", case, *Role)
    fact = entered(all_roles, case)
    with pytest.raises(NotPermitted, match="You wrote this"):
        taken(all_roles, fact, "accept")
    assert taken(reviewer, fact, "accept").state == FactState.ACCEPTED


def test_whoever_changed_it_before_acceptance_wrote_it_too(case: Case, analyst: User, reviewer: User) -> None:
    both = person("both", case, Role.ANALYST, Role.REVIEWER)
    fact = entered(analyst, case)
    fact = change_fact(both, fact, BODY | {"name": "The upper house"}, fact.revision)
    assert refusal(both, fact, "accept") == "You wrote this; another person accepts it."
    fact = taken(reviewer, fact, "accept")
    fact = taken(reviewer, fact, "question")
    assert refusal(both, fact, "accept") == ""


def test_whoever_proposed_a_change_does_not_accept_it_and_the_old_words_stand_until_then(
    case: Case, analyst: User, reviewer: User
) -> None:
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    fact = taken(reviewer, entered(analyst, case), "accept")
    fact = change_fact(both, fact, BODY | {"name": "The upper house"}, fact.revision)
    assert refusal(both, fact, "accept") == "You proposed this change; another person accepts it."
    assert fact.body["name"] == "The senate"
    fact = taken(reviewer, fact, "accept")
    assert (fact.body["name"], fact.proposed) == ("The upper house", None)


def test_who_wrote_into_a_change_that_somebody_else_then_changed_does_not_accept_it(
    case: Case, analyst: User, editor: User, reviewer: User
) -> None:
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    fact = taken(reviewer, entered(analyst, case), "accept")
    fact = change_fact(both, fact, BODY | {"name": "The upper house"}, fact.revision)
    fact = change_fact(editor, fact, BODY | {"name": "The upper house", "note": "new name"}, fact.revision)
    assert refusal(both, fact, "accept") == "You proposed this change; another person accepts it."


def test_a_change_that_was_sent_back_is_nobodys_words(case: Case, analyst: User, editor: User, reviewer: User) -> None:
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    fact = taken(reviewer, entered(analyst, case), "accept")
    fact = change_fact(both, fact, BODY | {"name": "The upper house"}, fact.revision)
    fact = taken(reviewer, fact, "return")
    assert (fact.state, fact.body["name"], fact.proposed) == (FactState.ACCEPTED, "The senate", None)
    fact = change_fact(editor, fact, BODY | {"name": "The second chamber"}, fact.revision)
    assert refusal(both, fact, "accept") == ""


@pytest.mark.parametrize("step", ["return", "question", "withdraw"])
def test_a_reason_of_ten_characters_is_needed(case: Case, analyst: User, reviewer: User, step: str) -> None:
    fact = entered(analyst, case)
    if step == "question":
        fact = taken(reviewer, fact, "accept")
    by = analyst if step == "withdraw" else reviewer
    with pytest.raises(WrongUse, match="at least 10 characters"):
        taken(by, fact, step, "   nine .   ")
    assert taken(by, fact, step, "ten chars.").revision == fact.revision + 1


def test_whoever_was_overtaken_is_told_before_any_rule(case: Case, analyst: User, reviewer: User) -> None:
    seen = entered(analyst, case)
    taken(reviewer, seen, "accept")
    other = person("other", case, Role.REVIEWER)
    with pytest.raises(Stale):
        take_step(other, seen, "return", seen.revision, REASON)
    now = Fact.objects.get(pk=seen.pk)
    with pytest.raises(Stale):
        take_step(other, now, "return", seen.revision, REASON)


def test_a_documenters_steps_reach_to_their_own_and_to_what_was_assigned(case: Case, documenter: User) -> None:
    other = person("other", case, Role.DOCUMENTER)
    fact = entered(other, case)
    assert "Somebody else wrote it" in refusal(documenter, fact, "withdraw")
    fact.assigned_to = documenter
    assert refusal(documenter, fact, "withdraw") == ""
    assert refusal(documenter, fact, "accept") == "Reviewers do this; your roles in this case do not include it."
    check_can_change(documenter, fact)


def test_discarding_ends_with_the_first_submission(case: Case, analyst: User, reviewer: User) -> None:
    fact = taken(analyst, entered(analyst, case, submit=False), "submit")
    fact = taken(reviewer, fact, "return")
    assert refusal(analyst, fact, "discard") == "It was submitted once, so it is withdrawn, not discarded."


def test_what_others_rest_on_says_so_beside_the_button(case: Case, analyst: User, reviewer: User) -> None:
    fact = entered(analyst, case)
    told = {"id": "speaker", "name": "Speaker", "body": "senate", "source": "paper", "locator": "page 2"}
    add_fact(analyst, case, "office", told, submit=True)
    assert refusal(analyst, fact, "withdraw") == (
        "Others rest on it (speaker); change or withdraw them first."
    )  # fmt: skip


def test_nothing_changes_in_a_closed_case(case: Case, analyst: User, reviewer: User) -> None:
    fact = entered(analyst, case)
    case.state = "closed"
    case.save()
    fact = Fact.objects.get(pk=fact.pk)
    for by, step in ((reviewer, "accept"), (reviewer, "return"), (analyst, "withdraw")):
        with pytest.raises(NotPermitted, match="closed"):
            taken(by, fact, step)


def test_only_steps_that_lead_on_are_offered_and_only_to_roles_that_are_for_them(
    case: Case, analyst: User, reviewer: User, documenter: User
) -> None:
    fact = entered(analyst, case)
    assert [(offer.step, offer.refusal) for offer in offers(reviewer, fact)] == [("accept", ""), ("return", "")]
    assert [offer.step for offer in offers(analyst, fact)] == ["withdraw"]
    fact = taken(reviewer, fact, "accept")
    assert [offer.step for offer in offers(reviewer, fact)] == ["question"]
    fact = change_fact(analyst, fact, BODY | {"name": "The upper house"}, fact.revision)
    assert [offer.title for offer in offers(reviewer, fact)] == [
        "Accept the change",
        "Send the change back",
        "Question",
    ]


def test_a_step_that_there_is_not_is_refused(case: Case, analyst: User) -> None:
    with pytest.raises(WrongUse, match="no step"):
        taken(analyst, entered(analyst, case), "publish")


def test_several_facts_are_accepted_together_or_told_why_not(case: Case, analyst: User, reviewer: User) -> None:
    facts = [entered(analyst, case), entered(analyst, case, id="house", name="The house")]
    change_fact(analyst, facts[0], BODY | {"name": "The upper house"}, 1)
    done = accept_all(reviewer, [(Fact.objects.get(pk=fact.pk), 1) for fact in facts])
    assert [fact.name for fact in done.facts] == ["house"]
    assert [(fact.name, "changed this fact" in why) for fact, why in done.refused] == [("senate", True)]
