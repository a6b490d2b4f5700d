"""The page of a fact: what it says, where it stands, its history, what rests on it, and its further languages."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.assessment.kept import keep
from saylau.server.audit.models import AuditEvent
from saylau.server.evidence.models import Evidence, Passage
from saylau.server.review.actions import take_step
from saylau.server.store.assigning import assign_fact
from saylau.server.store.conflict import Stale
from saylau.server.store.facts import change_fact, step_fact
from saylau.server.store.models import Case, Fact, Part
from saylau.server.store.reading import read_case
from tests.server.fact_rows import EVENT, TALLY, accepted, draft, entered
from tests.server.people import browser, person

FACTS = "/en/case/invented-2030/facts/"


def page(user: User, fact: Fact) -> Any:
    return browser(user).get(f"{FACTS}{fact.uid}/")


def test_members_see_a_fact_and_nobody_else_does(
    case: Case, analyst: User, reviewer: User, lawyer: User, documenter: User, stranger: User
) -> None:
    fact = entered(analyst, case, "event", EVENT)
    other = Case.objects.create(slug="other", title="Other", info=case.info)
    elsewhere = person("elsewhere", other, *Role)
    for user, status in ((analyst, 200), (reviewer, 200), (lawyer, 200), (documenter, 404), (stranger, 404)):
        assert page(user, fact).status_code == status
    assert page(elsewhere, fact).status_code == 404
    assert browser(elsewhere).get(f"/en/case/other/facts/{fact.uid}/").status_code == 404
    assert browser(analyst).get(f"{FACTS}nothing/").status_code == 404


def test_a_draft_is_seen_by_its_author_alone(case: Case, analyst: User, editor: User) -> None:
    fact = draft(analyst, case, "event", {"during": "not a time yet", "name": "Half"})
    assert "not a time yet" in page(analyst, fact).content.decode()
    assert page(editor, fact).status_code == 404


def test_a_fact_stands_in_words_with_its_source_and_passage(case: Case, analyst: User) -> None:
    fact = entered(analyst, case, "tally", TALLY, number="~200", quote="Some two hundred were taken.")
    shown = page(analyst, fact)
    words = {cell.column.name: (cell.words, cell.exact) for cell in shown.context["cells"]}
    assert words["number"] == ("about 200", "~200")
    assert words["during"] == ("1 May 2030", "")
    text = shown.content.decode()
    for part in ("A newspaper", "page 3", "ministry", "Some two hundred were taken."):
        assert part in text


def test_places_in_evidence_are_shown_to_who_may_read_it(case: Case, analyst: User) -> None:
    fact = entered(analyst, case, "event", EVENT)
    file = Evidence.objects.create(
        case=case, sha256="0" * 64, blake2b="0" * 64, size=3, name="scan.pdf", received_by=analyst
    )
    Passage.objects.create(evidence=file, fact=fact, locator="page 7", quote="as printed", by=analyst)
    text = page(analyst, fact).content.decode()
    assert "scan.pdf" in text
    assert "page 7" in text


def test_what_refers_to_a_fact_rests_on_it_as_far_as_it_may_be_seen(case: Case, analyst: User, editor: User) -> None:
    whole = entered(analyst, case, "tally", TALLY)
    entered(analyst, case, "tally", TALLY, id="detained-2", number="40", whole="detained-1")
    draft(analyst, case, "tally", TALLY, id="detained-3", number="10", whole="detained-1")
    assert {other.thing for other, *_ in page(editor, whole).context["resting"]} == {"detained-2"}
    paper = case.facts.get(kind="source", name="paper")
    assert {other.thing for other, *_ in page(editor, paper).context["resting"]} == {"detained-1", "detained-2"}


def test_other_claims_about_the_same_are_named_with_what_they_contradict(case: Case, analyst: User) -> None:
    one = entered(analyst, case, "tally", TALLY)
    other = entered(analyst, case, "tally", TALLY, number="~200", said_by="journalists")
    shown = page(analyst, one)
    assert [claim.name for claim, *_ in shown.context["others"]] == [other.name]
    assert shown.context["conflicts"] == ["Number"]


def test_the_history_says_who_did_what_when_and_why_field_by_field(case: Case, analyst: User, reviewer: User) -> None:
    fact = entered(analyst, case, "event", EVENT)
    fact = step_fact(reviewer, fact, "return", fact.revision, "the day is not in the source")
    fact = change_fact(analyst, fact, EVENT | {"during": "2030-05"}, fact.revision)
    history = page(reviewer, fact).context["history"]
    assert [(done.title, done.revision.by.username) for done in history] == [
        ("changed", "analyst"), ("sent back", "reviewer"), ("entered", "analyst"),
    ]  # fmt: skip
    assert history[0].changes == (("During", "1 May 2030", "May 2030"),)
    assert history[1].revision.reason == "the day is not in the source"


def test_the_steps_of_the_review_stand_on_the_page(case: Case, analyst: User, reviewer: User) -> None:
    fact = entered(analyst, case, "event", EVENT)
    assert {offer.step for offer in page(reviewer, fact).context["offers"]} == {"accept", "return"}
    assert "Accept" in page(reviewer, fact).content.decode()
    # A reviewer does not change what others wrote; the button says why.
    assert page(reviewer, fact).context["refusal"]
    assert not page(analyst, fact).context["refusal"]


@pytest.mark.parametrize("role", ["analyst", "reviewer", "lawyer"])
def test_a_fact_asks_the_database_twelve_times_at_most(
    case: Case, request: pytest.FixtureRequest, role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    analyst, reviewer = request.getfixturevalue("analyst"), request.getfixturevalue("reviewer")
    fact = accepted(analyst, reviewer, case, "tally", TALLY)
    entered(analyst, case, "tally", TALLY, number="~200", said_by="journalists")
    entered(analyst, case, "tally", TALLY, id="detained-2", number="40", whole="detained-1")
    fact = change_fact(analyst, fact, TALLY | {"scope": "the capital"}, fact.revision)
    client = browser(request.getfixturevalue(role))
    client.get(f"{FACTS}{fact.uid}/")
    with django_assert_max_num_queries(12):
        client.get(f"{FACTS}{fact.uid}/")


# Further languages


def texts(user: User, fact: Fact, told: dict[str, str], seen: dict[str, str] | None = None, query: str = "") -> Any:
    was = {f"_was-{name}": text for name, text in (seen or {}).items()}
    return browser(user).post(f"{FACTS}{fact.uid}/texts/{query}", told | was)


@pytest.fixture
def gathering(case: Case, analyst: User, reviewer: User) -> Fact:
    case.info = case.info.replace('languages = ["en"]', 'languages = ["en", "ru"]')
    case.save()
    return accepted(analyst, reviewer, case, "event", EVENT)


def test_a_name_is_entered_in_a_further_language_and_stands_in_the_case(gathering: Fact, editor: User) -> None:
    assert texts(editor, gathering, {"name.ru": "Собрание на площади"}).status_code == 302
    assert read_case(gathering.case).text("gathering-1", "name", "ru") == "Собрание на площади"
    shown = page(editor, gathering).context["translations"]
    assert [(one.label, one.language, one.text) for one in shown] == [("Name", "ru", "Собрание на площади")]


def test_a_language_that_the_case_does_not_name_can_be_added(gathering: Fact, editor: User) -> None:
    shown = browser(editor).get(f"{FACTS}{gathering.uid}/texts/?language=kk")
    assert [field.name for field in shown.context["fields"]] == ["name.ru", "name.kk"]
    texts(editor, gathering, {"name.ru": "", "name.kk": "Алаңдағы жиналыс"}, query="?language=kk")
    assert read_case(gathering.case).text("gathering-1", "name", "kk") == "Алаңдағы жиналыс"


def test_what_the_case_says_for_the_same_words_elsewhere_is_shown(gathering: Fact, editor: User) -> None:
    data = "text,lang,says\nA gathering in the square,ru,Сход на площади\n".encode()
    Part.objects.create(case=gathering.case, name="phrases.csv", content=data)
    Case.objects.filter(pk=gathering.case_id).update(version=99)
    assert [one.text for one in page(editor, gathering).context["translations"]] == ["Сход на площади"]
    (field,) = browser(editor).get(f"{FACTS}{gathering.uid}/texts/").context["fields"]
    assert (field.value, field.elsewhere) == ("", "Сход на площади")


def test_an_emptied_text_is_taken_away(gathering: Fact, editor: User) -> None:
    texts(editor, gathering, {"name.ru": "Собрание"})
    texts(editor, gathering, {"name.ru": ""}, {"name.ru": "Собрание"})
    assert not gathering.case.parts.filter(name="texts.csv").exists()


def test_texts_that_somebody_else_changed_meanwhile_are_not_overwritten(gathering: Fact, editor: User) -> None:
    texts(editor, gathering, {"name.ru": "Собрание"})
    answer = texts(editor, gathering, {"name.ru": "Сход"})  # opened before the first was saved
    assert answer.status_code == 409
    assert [(field.value, field.standing) for field in answer.context["fields"]] == [("Сход", "Собрание")]
    assert read_case(gathering.case).text("gathering-1", "name", "ru") == "Собрание"


def test_texts_are_for_who_may_change_the_fact(gathering: Fact, reviewer: User, stranger: User, analyst: User) -> None:
    for user in (reviewer, stranger):
        assert browser(user).get(f"{FACTS}{gathering.uid}/texts/").status_code == 404
        assert texts(user, gathering, {"name.ru": "Сход"}).status_code == 404
    half = draft(analyst, gathering.case, "event", {"name": "Half"})
    assert browser(analyst).get(f"{FACTS}{half.uid}/texts/").status_code == 404
    paper = gathering.case.facts.get(kind="source", name="paper")
    assert browser(analyst).get(f"{FACTS}{paper.uid}/texts/").status_code == 404


def test_wording_that_is_in_force_at_once_is_not_written_by_who_may_only_propose(
    gathering: Fact, analyst: User, documenter: User
) -> None:
    assert texts(analyst, gathering, {"name.ru": "Сход"}).status_code == 403
    own = entered(documenter, gathering.case, "event", EVENT, source="law-2030", locator="article 4")
    assert own.thing == gathering.thing
    assert texts(documenter, own, {"name.ru": "Сход"}).status_code == 403
    assert not gathering.case.parts.filter(name="texts.csv").exists()
    alone = entered(documenter, gathering.case, "event", EVENT, id="gathering-2", locator="page 9")
    assert texts(documenter, alone, {"name.ru": "Сход"}).status_code == 302


def test_wording_changed_between_a_look_and_an_acceptance_is_looked_at_first(
    gathering: Fact, analyst: User, reviewer: User, editor: User
) -> None:
    waits = entered(analyst, gathering.case, "event", EVENT, id="gathering-2", locator="page 9")
    assert texts(analyst, waits, {"name.ru": "Сход"}).status_code == 302
    with pytest.raises(Stale):
        take_step(reviewer, waits, "accept", waits.revision)
    waits.refresh_from_db()
    assert [(r.step, r.by) for r in waits.revisions.order_by("number")] == [("created", analyst), ("texts", analyst)]
    with pytest.raises(NotPermitted):
        take_step(analyst, waits, "accept", waits.revision)
    assert take_step(reviewer, waits, "accept", waits.revision).state == "accepted"


def test_a_text_with_control_characters_is_refused(gathering: Fact, editor: User) -> None:
    assert texts(editor, gathering, {"name.ru": "Сход\x07"}).status_code == 422


# Findings, and who works on it


def test_findings_that_rest_on_a_fact_are_named_to_who_may_read_them(
    case: Case, analyst: User, documenter: User
) -> None:
    fact = entered(documenter, case, "event", EVENT)
    found = {"findings": [
        {"id": "data.days:case", "says": "A day was stated.", "facts": ["gathering-1"]},
        {"id": "data.other:case", "says": "Another matter.", "facts": ["election-2030"]},
    ]}  # fmt: skip
    keep(case, "en", {"told": found, "case_version": case.version, "made_at": "2030-09-01T00:00:00"})
    assert page(analyst, fact).context["findings"] == [("data.days:case", "A day was stated.")]
    assert page(documenter, fact).context["findings"] == []


def assigned(user: User, fact: Fact, to: str) -> int:
    return browser(user).post(f"{FACTS}{fact.uid}/assign/", {"to": to}).status_code


def test_whom_a_fact_is_assigned_to_sees_it_and_may_change_it(
    case: Case, analyst: User, editor: User, documenter: User
) -> None:
    fact = entered(analyst, case, "event", EVENT)
    assert page(documenter, fact).status_code == 404
    assert assigned(editor, fact, documenter.uid) == 302
    assert page(documenter, fact).status_code == 200
    assert browser(documenter).get(f"{FACTS}{fact.uid}/change/").status_code == 200
    assert "assigned to documenter" in page(editor, fact).content.decode()
    event = AuditEvent.objects.get(verb="fact.assign")
    assert (event.actor, event.object) == (editor.uid, fact.uid)
    assert assigned(editor, fact, "") == 302
    assert page(documenter, fact).status_code == 404


def test_a_fact_is_assigned_by_editors_and_reviewers_to_members_of_the_case(
    case: Case, analyst: User, editor: User, reviewer: User, documenter: User, stranger: User
) -> None:
    fact = entered(analyst, case, "event", EVENT)
    for user in (analyst, documenter, stranger):
        assert browser(user).get(f"{FACTS}{fact.uid}/assign/").status_code == 404
        assert assigned(user, fact, documenter.uid) == 404
    for user in (editor, reviewer):
        assert browser(user).get(f"{FACTS}{fact.uid}/assign/").status_code == 200
    assert assigned(editor, fact, stranger.uid) == 404
    with pytest.raises(WrongUse):
        assign_fact(editor, fact, stranger)
    case.state = "closed"
    case.save()
    assert assigned(editor, fact, documenter.uid) == 403
    fact.refresh_from_db()
    assert fact.assigned_to is None
