"""What rests on a fact keeps it standing, and a draft carries nothing."""

from __future__ import annotations

import pytest

from saylau.errors import CaseRefused, WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.review.policies import check_can_withdraw
from saylau.server.states import FactState
from saylau.server.store.facts import add_fact, cells_of, change_fact, step_fact
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.store.reading import read_case

REASON = "it was told by nobody"
BODY = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
OFFICE = {"id": "speaker", "name": "Speaker of the senate", "body": "senate", "source": "paper", "locator": "page 2"}


def entered(by: User, case: Case, kind: str, cells: dict[str, str], *, submit: bool = True) -> Fact:
    return add_fact(by, case, kind, cells, submit=submit)


def test_a_thing_to_which_another_fact_refers_is_not_withdrawn(case: Case, analyst: User) -> None:
    body = entered(analyst, case, "body", BODY)
    office = entered(analyst, case, "office", OFFICE)
    with pytest.raises(WrongUse, match=r"others rest on senate \(1\)"):
        step_fact(analyst, body, "withdraw", body.revision, REASON)
    step_fact(analyst, office, "withdraw", office.revision, REASON)
    step_fact(analyst, body, "withdraw", body.revision, REASON)
    assert read_case(case).fact("senate").status == "withdrawn"


def test_another_claim_about_the_thing_is_enough_to_rest_on(case: Case, analyst: User) -> None:
    body = entered(analyst, case, "body", BODY)
    entered(analyst, case, "office", OFFICE)
    entered(analyst, case, "body", BODY | {"name": "The upper chamber", "source": "law-2030"})
    step_fact(analyst, body, "withdraw", body.revision, REASON)
    assert [fact.name for fact in case.facts.filter(thing="senate", state=FactState.SUBMITTED)] == ["senate.2"]
    assert read_case(case).fact("speaker").id == "speaker"


def test_a_source_that_a_fact_names_is_not_withdrawn_even_if_the_fact_was(case: Case, analyst: User) -> None:
    body = entered(analyst, case, "body", BODY)
    step_fact(analyst, body, "withdraw", body.revision, REASON)
    paper = case.facts.get(kind=SOURCE, name="paper")
    with pytest.raises(WrongUse, match=r"others rest on paper \(1\)"):
        step_fact(analyst, paper, "withdraw", paper.revision, REASON)


def test_a_fact_does_not_rest_on_a_draft(case: Case, analyst: User) -> None:
    draft = entered(analyst, case, "body", BODY, submit=False)
    with pytest.raises(CaseRefused, match="no body of that id"):
        entered(analyst, case, "office", OFFICE)
    notes = {"id": "notes", "title": "Notes", "grade": "B", "interest": "other"}
    source = entered(analyst, case, SOURCE, notes, submit=False)
    with pytest.raises(CaseRefused, match="notes"):
        entered(analyst, case, "body", BODY | {"source": "notes"})
    for fact in (source, draft):
        step_fact(analyst, fact, "submit", fact.revision)
    entered(analyst, case, "office", OFFICE | {"source": "notes"})
    assert read_case(case).fact("speaker").source == "notes"


def test_a_claim_that_was_withdrawn_is_not_entered_twice(case: Case, analyst: User) -> None:
    body = entered(analyst, case, "body", BODY)
    step_fact(analyst, body, "withdraw", body.revision, REASON)
    with pytest.raises(CaseRefused, match="as senate and was withdrawn"):
        entered(analyst, case, "body", BODY)


def test_names_of_claims_and_sources_that_are_taken_are_told(case: Case, analyst: User) -> None:
    entered(analyst, case, "body", BODY)
    with pytest.raises(CaseRefused, match="another claim has this name"):
        entered(analyst, case, "body", BODY | {"id": "house", "name": "The house", "fact": "senate"})
    again = {"id": "paper", "title": "Another", "grade": "B", "interest": "media"}
    draft = entered(analyst, case, SOURCE, again, submit=False)
    with pytest.raises(CaseRefused, match="two sources have this id"):
        step_fact(analyst, draft, "submit", draft.revision)


def test_a_change_that_waits_ends_when_its_fact_is_withdrawn(case: Case, analyst: User, editor: User) -> None:
    fact = case.facts.get(name="election-2030")
    fact = change_fact(analyst, fact, {**fact.body, "source": fact.source, "note": "checked"}, fact.revision)
    assert fact.proposed is not None
    fact = step_fact(editor, fact, "withdraw", fact.revision, REASON)
    assert (fact.proposed, fact.state) == (None, FactState.WITHDRAWN)
    with pytest.raises(WrongUse, match="cannot take the step 'accept'"):
        step_fact(editor, fact, "accept", fact.revision)


def test_the_election_that_is_assessed_stays_on_the_voting_day_of_the_case(case: Case, analyst: User) -> None:
    fact = case.facts.get(name="election-2030")
    cells = cells_of(fact)
    for day in ("2030-06-10", "2030-05", "../2030-06-08"):
        with pytest.raises(CaseRefused, match="the voting day of the case is 2030-06-09; write the same day"):
            change_fact(analyst, fact, cells | {"poll": day}, fact.revision)
    change_fact(analyst, fact, cells | {"poll": "2030-06"}, fact.revision)
    assert read_case(case).info.poll.isoformat() == "2030-06-09"


def test_a_row_in_which_nothing_stands_is_told_what_it_needs(case: Case, analyst: User) -> None:
    with pytest.raises(CaseRefused) as refused:
        add_fact(analyst, case, "body", {"id": " "}, submit=True)
    told = {(problem.column, problem.why) for problem in refused.value.problems}
    assert told == {(name, "is empty") for name in ("id", "name", "sort", "source")}


def test_nothing_is_entered_or_changed_in_a_closed_case(case: Case, analyst: User) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed")
    body = case.facts.get(name="election-2030")
    with pytest.raises(NotPermitted, match="The case is closed"):
        entered(analyst, case, "body", BODY)
    with pytest.raises(NotPermitted, match="The case is closed"):
        change_fact(analyst, body, cells_of(body), body.revision)


def test_the_sentence_beside_the_button_names_only_what_its_reader_may_see(
    case: Case, analyst: User, documenter: User
) -> None:
    body = entered(documenter, case, "body", BODY)
    entered(analyst, case, "office", OFFICE | {"id": "secret-office"})
    entered(documenter, case, "office", OFFICE | {"locator": "page 3"})
    with pytest.raises(NotPermitted, match=r"\(secret-office, speaker\)"):
        check_can_withdraw(analyst, body)
    with pytest.raises(NotPermitted, match=r"\(speaker, …\)"):
        check_can_withdraw(documenter, body)
