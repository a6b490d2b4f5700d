"""Entering and changing a fact: forms out of the classes, what is wrong, drafts, submission, and two people at once."""

from __future__ import annotations

from typing import Any

import pytest

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.states import FactState
from saylau.server.store.facts import change_fact
from saylau.server.store.models import Case, Fact
from tests.server.fact_rows import EVENT, TALLY, accepted, draft, entered
from tests.server.people import browser, person

FACTS = "/en/case/invented-2030/facts/"
NEW = f"{FACTS}new/event/"


def form(page: Any) -> dict[str, Any]:
    return {field.name: field for field in (*page.context["form"].record, *page.context["form"].claim)}


def post(user: User, path: str, action: str, cells: dict[str, Any], **more: Any) -> Any:
    return browser(user).post(path, {**cells, "_action": action, **more})


def test_every_role_that_enters_facts_sees_what_can_be_entered(
    case: Case, documenter: User, analyst: User, reviewer: User, stranger: User
) -> None:
    for user, status in ((documenter, 200), (analyst, 200), (reviewer, 404), (stranger, 404)):
        assert browser(user).get(f"{FACTS}new/").status_code == status
        assert browser(user).get(NEW).status_code == status
        assert post(user, NEW, "draft", EVENT).status_code == {200: 302, 404: 404}[status]
    elsewhere = person("elsewhere", Case.objects.create(slug="other", title="Other", info=case.info), Role.ANALYST)
    assert browser(elsewhere).get(NEW).status_code == 404


def test_a_form_asks_for_each_field_as_its_type_wants(case: Case, analyst: User) -> None:
    fields = form(browser(analyst).get(f"{FACTS}new/tally/"))
    assert fields["each_once"].widget == "radios"
    assert [choice.value for choice in fields["each_once"].choices] == ["yes", "no", "unknown"]
    assert fields["of"].widget == "select"  # twenty members
    assert fields["role"].widget == "radios"  # four
    assert fields["whole"].widget == "ref"
    assert fields["source"].targets == (("source", "Source"),)
    assert "2019-04-29/2019-05-04" in fields["during"].example
    assert fields["quote"].widget == "long"
    assert fields["unit"].with_before
    assert "status" not in fields


def test_choices_are_told_with_what_they_mean(case: Case, analyst: User) -> None:
    grades = form(browser(analyst).get(f"{FACTS}new/source/"))["grade"].choices
    assert (grades[0].value, grades[0].meaning) == ("A", "Official or primary, read.")
    sorts = {choice.value: choice for choice in form(browser(analyst).get(f"{FACTS}new/act/"))["sort"].choices}
    short = next(choice for choice in sorts.values() if choice.title == "Short detention")
    assert short.meaning.startswith("Taken to a police station")


def test_a_list_of_choices_is_ticked_and_stands_in_one_cell(case: Case, analyst: User) -> None:
    cells = {
        "id": "cap-1",
        "election": "election-2030",
        "origins": ["own", "donations"],
        "amount": "5 KZT",
        "source": "law-2030",
    }
    assert form(browser(analyst).get(f"{FACTS}new/cap_statement/"))["origins"].widget == "boxes"
    check = post(analyst, f"{FACTS}new/cap_statement/", "check", cells)
    assert [value for name, value in check.context["hidden"] if name == "origins"] == ["own", "donations"]
    post(analyst, f"{FACTS}new/cap_statement/", "submit", cells)
    assert case.facts.get(name="cap-1").body["origins"] == "own; donations"


def test_a_new_form_proposes_a_free_id_and_takes_cells_from_the_address(case: Case, analyst: User) -> None:
    entered(analyst, case, "event", EVENT, id="event-2")
    fields = form(browser(analyst).get(f"{NEW}?name=A+march"))
    assert fields["id"].value == "event-3"
    assert fields["name"].value == "A march"


def test_answers_are_checked_in_words_before_anything_is_saved(case: Case, analyst: User) -> None:
    page = post(analyst, NEW, "check", EVENT | {"during": "2030-04-29/2030-05-04"})
    assert page.status_code == 200
    words = {cell.column.name: cell.words for cell in page.context["cells"]}
    assert words["during"] == "29 April to 4 May 2030"
    assert not case.facts.filter(kind="event").exists()


@pytest.mark.parametrize("twin", ["Қосанов Ә.", "Kосанов Ә.", "Косанов А.", "  қосанов   ә."])
def test_a_name_that_stands_already_under_another_id_is_told_before_anything_is_saved(
    case: Case, analyst: User, documenter: User, twin: str
) -> None:
    told = {"source": "paper", "locator": "page 2", "public": "yes"}
    first = entered(analyst, case, "person", {"id": "kosanov", "name": "Қосанов Ә.", **told})
    page = post(analyst, f"{FACTS}new/person/", "check", {"id": "somebody", "name": twin, **told})
    assert page.context["alike"] == [first]
    other = post(analyst, f"{FACTS}new/person/", "check", {"id": "somebody", "name": "Қосанова Ә.", **told})
    assert other.context["alike"] == []
    hidden = post(documenter, f"{FACTS}new/person/", "check", {"id": "somebody", "name": twin, **told})
    assert hidden.context["alike"] == []


def test_what_was_checked_is_submitted_or_put_aside(case: Case, analyst: User) -> None:
    client = browser(analyst)
    page = client.post(NEW, {**EVENT, "_action": "check"})
    client.post(NEW, {**dict(page.context["hidden"]), "_action": "submit", "_key": page.context["entry"].key})
    assert case.facts.get(name="gathering-1").state == FactState.SUBMITTED
    client.post(NEW, {"name": "Unfinished", "_action": "draft"})
    assert case.facts.get(body__name="Unfinished").state == FactState.DRAFT


def test_what_is_wrong_stands_at_the_top_and_at_the_field_and_what_was_typed_stays(case: Case, analyst: User) -> None:
    page = post(analyst, NEW, "check", EVENT | {"during": "spring", "sort": "", "name": "Kept"})
    text = page.content.decode()
    assert page.status_code == 422
    assert [place for place, _ in page.context["form"].errors] == ["f-sort-0", "f-during"]
    assert 'href="#f-during"' in text
    assert 'id="f-during-error"' in text
    assert 'aria-describedby="f-during-hint f-during-example f-during-error f-during-words"' in text
    assert form(page)["name"].value == "Kept"
    assert form(page)["during"].value == "spring"


def test_the_same_post_twice_is_one_fact(case: Case, analyst: User) -> None:
    client = browser(analyst)
    answers = [client.post(NEW, {**EVENT, "_action": "submit", "_key": "k1"}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert case.facts.filter(kind="event").count() == 1


def test_a_form_sent_again_with_other_answers_is_told_so_and_can_be_saved(case: Case, analyst: User) -> None:
    client = browser(analyst)
    client.post(NEW, {**EVENT, "_action": "submit", "_key": "k1"})
    other = {**EVENT, "id": "gathering-2", "_action": "submit"}
    again = client.post(NEW, {**other, "_key": "k1"})
    assert again.status_code == 422
    assert client.post(NEW, {**other, "_key": again.context["entry"].key}).status_code == 302


@pytest.mark.parametrize("text", ["a\0b", "bell \x07"])
def test_control_characters_are_refused_even_in_a_draft(case: Case, analyst: User, text: str) -> None:
    page = post(analyst, NEW, "draft", EVENT | {"name": text})
    assert page.status_code == 422
    assert "no control characters" in page.context["form"].errors[0][1]


def test_an_id_that_no_column_could_hold_is_refused(case: Case, analyst: User) -> None:
    assert post(analyst, NEW, "draft", EVENT | {"id": "x" * 300}).status_code == 422


def test_a_source_is_entered_on_a_form_like_any_other(case: Case, analyst: User) -> None:
    cells = {"id": "radio", "title": "A radio", "grade": "B", "interest": "media", "based_on": "paper"}
    assert post(analyst, f"{FACTS}new/source/", "submit", cells).status_code == 302
    radio = case.facts.get(kind="source", name="radio")
    assert radio.body["based_on"] == "paper"
    assert browser(analyst).get(f"{FACTS}{radio.uid}/").status_code == 200
    assert post(analyst, f"{FACTS}new/source/", "submit", cells).status_code == 422


def test_an_unknown_kind_is_not_found(case: Case, analyst: User) -> None:
    assert browser(analyst).get(f"{FACTS}new/nothing/").status_code == 404


def test_a_closed_case_takes_nothing_in(case: Case, analyst: User) -> None:
    fact = entered(analyst, case, "event", EVENT)
    Case.objects.filter(pk=case.pk).update(state="closed")
    assert browser(analyst).get(NEW).status_code == 403
    assert post(analyst, f"{FACTS}{fact.uid}/change/", "submit", EVENT).status_code == 403


# Changing


def test_a_draft_is_finished_and_submitted(case: Case, documenter: User) -> None:
    fact = draft(documenter, case, "event", {"name": "Half"})
    path = f"{FACTS}{fact.uid}/change/"
    assert form(browser(documenter).get(path))["name"].value == "Half"
    assert post(documenter, path, "submit", EVENT | {"name": ""}, _revision=1).status_code == 422
    assert post(documenter, path, "submit", EVENT, _revision=1).status_code == 302
    fact.refresh_from_db()
    assert (fact.state, fact.name) == (FactState.SUBMITTED, "gathering-1")


def test_nobody_changes_what_is_not_theirs_to_change(
    case: Case, documenter: User, reviewer: User, analyst: User, stranger: User
) -> None:
    path = f"{FACTS}{entered(analyst, case, 'event', EVENT).uid}/change/"
    for user, status in ((documenter, 404), (reviewer, 404), (stranger, 404), (analyst, 200)):
        assert browser(user).get(path).status_code == status
    mine = entered(documenter, case, "event", EVENT, id="gathering-2", name="Mine")
    assert browser(documenter).get(f"{FACTS}{mine.uid}/change/").status_code == 200


def test_the_id_of_a_submitted_fact_stays(case: Case, analyst: User) -> None:
    fact = entered(analyst, case, "event", EVENT)
    path = f"{FACTS}{fact.uid}/change/"
    assert "id" not in form(browser(analyst).get(path))
    post(analyst, path, "submit", EVENT | {"id": "other", "fact": "other", "name": "Renamed"}, _revision=1)
    fact.refresh_from_db()
    assert (fact.thing, fact.name, fact.body["name"]) == ("gathering-1", "gathering-1", "Renamed")


def test_a_change_of_an_accepted_fact_waits_beside_what_stands(case: Case, analyst: User, reviewer: User) -> None:
    fact = accepted(analyst, reviewer, case, "event", EVENT)
    path = f"{FACTS}{fact.uid}/change/"
    assert "accepted" in browser(analyst).get(path).content.decode()
    post(analyst, path, "submit", EVENT | {"name": "Another name"}, _revision=fact.revision)
    fact.refresh_from_db()
    assert fact.body["name"] == EVENT["name"]
    assert fact.proposed is not None
    page = browser(reviewer).get(f"{FACTS}{fact.uid}/")
    assert ("Name", EVENT["name"], "Another name") in page.context["changes"]


def overtaken(case: Case, analyst: User, editor: User) -> tuple[Fact, str]:
    """A fact whose name an editor changed after an analyst had opened it."""
    fact = entered(analyst, case, "event", EVENT)
    change_fact(editor, fact, EVENT | {"name": "The editor's name", "locator": "page 4"}, 1)
    return fact, f"{FACTS}{fact.uid}/change/"


def test_two_people_at_once_see_both_versions_and_lose_nothing(case: Case, analyst: User, editor: User) -> None:
    fact, path = overtaken(case, analyst, editor)
    mine = EVENT | {"name": "My name", "note": "My remark", "display": "public"}
    for action in ("submit", "check"):
        page = post(analyst, path, action, mine, _revision=1)
        assert page.status_code == 409
        sides = {side.name: (side.before, side.theirs, side.mine, side.keep) for side in page.context["sides"]}
        assert sides == {
            "name": (EVENT["name"], "The editor's name", "My name", "mine"),
            "locator": ("page 3", "page 4", "page 3", "theirs"),
            "note": ("", "", "My remark", "mine"),
        }
    fact.refresh_from_db()
    assert fact.body["name"] == "The editor's name"


def test_what_is_kept_of_two_versions_is_chosen_field_by_field(case: Case, analyst: User, editor: User) -> None:
    fact, path = overtaken(case, analyst, editor)
    page = post(analyst, path, "submit", EVENT | {"name": "My name"}, _revision=1)
    keep = {f"_keep-{side.name}": side.keep for side in page.context["sides"]}
    merged = post(analyst, path, "merge", dict(page.context["hidden"]), **keep)
    assert merged.context["entry"].revision == 2
    assert (form(merged)["name"].value, form(merged)["locator"].value) == ("My name", "page 4")
    assert post(analyst, path, "submit", merged.context["entry"].cells, _revision=2).status_code == 302
    fact.refresh_from_db()
    assert (fact.body["name"], fact.body["locator"]) == ("My name", "page 4")


def test_a_revision_that_is_no_number_is_an_old_one(case: Case, analyst: User) -> None:
    fact = entered(analyst, case, "event", EVENT)
    assert post(analyst, f"{FACTS}{fact.uid}/change/", "submit", EVENT, _revision="x").status_code == 409


def test_without_the_token_of_the_form_nothing_is_saved(case: Case, analyst: User) -> None:
    client = browser(analyst)
    client.handler.enforce_csrf_checks = True
    assert client.post(NEW, {**EVENT, "_action": "submit"}).status_code == 403
    assert not case.facts.filter(kind="event").exists()


def test_no_guess_names_a_thing_that_may_not_be_seen(case: Case, analyst: User, documenter: User) -> None:
    entered(analyst, case, "tally", TALLY)
    cells = TALLY | {"id": "part-1", "whole": "detained-2"}
    theirs = dict(post(documenter, f"{FACTS}new/tally/", "check", cells).context["form"].errors)["f-whole"]
    mine = dict(post(analyst, f"{FACTS}new/tally/", "check", cells).context["form"].errors)["f-whole"]
    assert theirs.endswith("no tally of that id; add it to tally.csv")
    assert mine.endswith("no tally of that id; did you mean detained-1? Else add it to tally.csv")


# While typing


def test_a_value_is_read_in_words_while_it_is_typed(case: Case, analyst: User, stranger: User) -> None:
    def said(column: str, text: str, kind: str = "tally") -> str:
        page = browser(analyst).get(f"{FACTS}words/", {"_kind": kind, "_column": column, column: text})
        return page.content.decode().strip()

    assert said("during", "2030-05-01~") == "about 1 May 2030"
    assert said("number", ">=41") == "at least 41"
    assert said("each_amount", "120..200 EUR") == "between 120 and 200\u00a0EUR"
    assert "write 2019, 2019-05" in said("during", "spring")
    assert said("each_amount", "5 tenge").startswith('<span class="error">')
    assert browser(analyst).get(f"{FACTS}words/", {"_kind": "x", "_column": "y"}).status_code == 404
    assert browser(stranger).get(f"{FACTS}words/", {"_kind": "tally", "_column": "number"}).status_code == 404


def suggested(user: User, kind: str, column: str, text: str) -> list[str]:
    page = browser(user).get(f"{FACTS}things/", {"_kind": kind, "_column": column, column: text})
    return [one.value for one in page.context["suggestions"]]


def test_things_are_suggested_by_id_and_by_words(case: Case, analyst: User) -> None:
    entered(analyst, case, "tally", TALLY)
    entered(analyst, case, "event", EVENT)
    assert suggested(analyst, "tally", "whole", "det") == ["detained-1"]
    assert suggested(analyst, "event", "part_of", "square") == ["gathering-1"]
    assert suggested(analyst, "tally", "whole", "gath") == []  # of another kind
    assert suggested(analyst, "tally", "source", "newsp") == ["paper"]
    assert set(suggested(analyst, "tally", "source", "")) == {"paper", "law-2030"}


def test_a_list_is_completed_behind_its_last_semicolon(case: Case, analyst: User) -> None:
    assert suggested(analyst, "source", "based_on", "paper; law") == ["paper; law-2030"]


def test_only_things_that_may_be_seen_are_suggested(case: Case, analyst: User, documenter: User, editor: User) -> None:
    entered(analyst, case, "tally", TALLY)
    draft(analyst, case, "tally", TALLY, id="detained-2")
    assert suggested(documenter, "tally", "whole", "det") == []
    assert suggested(editor, "tally", "whole", "det") == ["detained-1"]


def test_a_field_that_is_no_reference_suggests_nothing(case: Case, analyst: User) -> None:
    assert browser(analyst).get(f"{FACTS}things/", {"_kind": "tally", "_column": "number"}).status_code == 404
