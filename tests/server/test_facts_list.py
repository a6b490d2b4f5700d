"""The list of facts: who sees what, filters and their counts, order, pages, and the table that leaves."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.exchange.for_people import without_marks
from saylau.server.store.models import Case
from tests.server.fact_rows import EVENT, TALLY, accepted, draft, entered
from tests.server.people import browser, confirm, person

LIST = "/en/case/invented-2030/facts/"


def shown(user: User, query: str = "") -> Any:
    return browser(user).get(LIST + query)


def names(user: User, query: str = "") -> list[str]:
    return [row.fact.name for row in shown(user, query).context["rows"]]


def counts(user: User, filter_: str, query: str = "") -> dict[str, int]:
    options = next(values for name, _, values in shown(user, query).context["options"] if name == filter_)
    return {option.value: option.number for option in options}


@pytest.fixture
def filled(case: Case, analyst: User, reviewer: User) -> Case:
    accepted(analyst, reviewer, case, "event", EVENT)
    entered(analyst, case, "event", EVENT, id="gathering-2", name="A second gathering", during="2030-06-02")
    entered(analyst, case, "tally", TALLY)
    entered(analyst, case, "tally", TALLY, number="~200", said_by="journalists")
    return case


def test_members_see_the_list_and_nobody_else_does(filled: Case, reviewer: User, stranger: User) -> None:
    assert shown(reviewer).status_code == 200
    other = person("elsewhere", Case.objects.create(slug="other", title="Other", info=filled.info), Role.ANALYST)
    assert shown(stranger).status_code == 404
    assert shown(other).status_code == 404
    from_outside = browser(stranger)
    from_outside.logout()
    assert from_outside.get(LIST).status_code == 302


def test_a_documenter_sees_their_own_facts_and_the_sources(filled: Case, documenter: User) -> None:
    mine = entered(documenter, filled, "event", EVENT, id="gathering-3", name="Mine")
    assert set(names(documenter)) == {mine.name, "paper", "law-2030"}
    assert counts(documenter, "kind") == {"event": 1, "source": 2}


def test_the_draft_of_another_is_neither_shown_nor_counted(filled: Case, analyst: User, editor: User) -> None:
    before = counts(editor, "state")
    hidden = draft(analyst, filled, "event", EVENT, id="gathering-9", name="Unfinished words")
    assert hidden.name not in names(editor)
    assert counts(editor, "state") == before
    assert names(editor, "?q=unfinished") == []
    assert hidden.name in names(analyst)


def test_filters_stand_in_the_address_and_leave_what_they_say(filled: Case, analyst: User) -> None:
    assert set(names(analyst, "?kind=tally")) == {"detained-1", "detained-1.2"}
    assert names(analyst, "?kind=event&state=accepted") == ["gathering-1"]
    assert names(analyst, "?said_by=journalists") == ["detained-1.2"]
    assert names(analyst, "?since=2030-06&kind=event") == ["gathering-2"]
    assert names(analyst, "?until=2030-05&kind=event") == ["gathering-1"]
    assert names(analyst, "?status=reviewed&kind=event") == ["gathering-1"]
    assert set(names(analyst, "?q=second")) == {"gathering-2"}
    assert set(names(analyst, "?several=1")) == {"detained-1", "detained-1.2"}
    assert set(names(analyst, "?waiting=1")) == {"gathering-2", "detained-1", "detained-1.2"}
    assert "election-2030" not in names(analyst, "?mine=1")
    assert set(names(analyst, "?source=law-2030")) == {"election-2030"}
    assert set(names(analyst, "?thing=detained-1")) == {"detained-1", "detained-1.2"}


def test_each_filter_is_counted_with_the_others_in_force(filled: Case, analyst: User) -> None:
    assert counts(analyst, "kind") == {"election": 1, "event": 2, "source": 2, "tally": 2}
    assert counts(analyst, "kind", "?state=submitted") == {"event": 1, "tally": 2}
    assert counts(analyst, "state", "?kind=event") == {"accepted": 1, "submitted": 1}
    page = shown(analyst, "?kind=event")
    assert page.context["total"] == 2
    assert (page.context["numbers"].mine, page.context["numbers"].waiting) == (2, 1)


def test_nothing_found_says_which_filter_stands_in_the_way(filled: Case, analyst: User) -> None:
    page = shown(analyst, "?kind=tally&q=second&since=2030-06")
    assert page.context["total"] == 0
    assert {(hint.title, hint.number) for hint in page.context["ways_out"]} == {("Kind", 1)}


def test_a_time_that_cannot_be_read_is_told_at_its_field(filled: Case, analyst: User) -> None:
    page = shown(analyst, "?since=spring")
    assert page.status_code == 200
    assert 'id="since-error"' in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nothing",
        "?state=' OR 1=1 --",
        "?page=99999999999",
        "?page=-1",
        "?sort=body",
        "?q=%00x",
        "?source=%22%27;--",
    ],
)
def test_odd_filters_are_no_fault(filled: Case, analyst: User, query: str) -> None:
    assert shown(analyst, query).status_code == 200


def test_a_search_of_too_many_words_is_refused_with_a_sentence(filled: Case, analyst: User) -> None:
    page = shown(analyst, "?q=" + "+".join("abcdefghijklmnop"))
    assert page.status_code == 400
    assert "at most" in page.content.decode()


def test_a_search_is_in_the_log_and_its_words_only_in_what_can_be_erased(filled: Case, analyst: User) -> None:
    shown(analyst, "?q=second")
    event = AuditEvent.objects.get(verb="search")
    assert (event.actor, event.object) == (analyst.uid, filled.uid)
    assert AuditDetail.objects.get(seq=event.seq).content["q"] == "second"


def test_one_person_searches_thirty_times_a_minute(filled: Case, analyst: User, editor: User) -> None:
    client = browser(analyst)
    answers = [client.get(f"/en/case/{filled.slug}/facts/?q=second").status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    assert client.get(f"/en/case/{filled.slug}/facts/").status_code == 200
    assert shown(editor, "?q=second").status_code == 200


def test_reads_leave_one_event_a_person_and_hour(filled: Case, analyst: User, editor: User) -> None:
    for user in (analyst, analyst, editor):
        shown(user)
    events = AuditEvent.objects.filter(verb="fact.read")
    assert sorted(event.actor for event in events) == sorted([analyst.uid, editor.uid])
    assert {event.object for event in events} == {filled.uid}


def test_pages_hold_fifty_rows_and_repeat_none(filled: Case, analyst: User) -> None:
    for number in range(60):
        draft(analyst, filled, "event", EVENT, id=f"many-{number}", name=f"Many {number}")
    for order in ("changed", "place", "since", "thing"):
        first, second = names(analyst, f"?kind=event&sort={order}"), names(analyst, f"?kind=event&sort={order}&page=2")
        assert len(first) == 50
        assert len(second) == 12
        assert not set(first) & set(second)


@pytest.mark.parametrize("query", ["", "?kind=tally", "?kind=candidacy", "?q=gathering", "?several=1", "?kind=source"])
def test_a_list_asks_the_database_twelve_times_at_most(
    filled: Case, analyst: User, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    client = browser(analyst)
    client.get(LIST)
    with django_assert_max_num_queries(12 + 6 * ("q=" in query)):  # a search writes its event
        client.get(LIST + query)


def table(user: User, query: str, reason: str = "for the meeting on Monday") -> Any:
    return confirm(browser(user), user).post(f"{LIST}table.csv{query}", {"reason": reason})


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_the_table_holds_all_rows_under_the_filters_and_no_other(filled: Case, analyst: User) -> None:
    rows = rows_of(table(analyst, "?kind=tally").content)
    assert rows[0] == [
        "id",
        "fact",
        "of",
        "number",
        "unit",
        "scope",
        "source",
        "said_by",
        "status",
        "apostrophe_marks_text",
    ]
    assert [row[1] for row in rows[1:]] == ["detained-1", "detained-1.2"]
    assert len(rows_of(table(analyst, "").content)) == 1 + 7


def test_no_cell_of_the_table_is_a_formula_and_each_comes_back(filled: Case, analyst: User) -> None:
    hostile = ["=HYPERLINK(1)", "+7 701 000", "-5", "@x"]
    for number, text in enumerate(hostile):
        entered(analyst, filled, "event", EVENT, id=f"h-{number}", name=text)
    data = table(analyst, "?kind=event").content
    cells = {row[0]: row[2] for row in rows_of(data)[1:]}
    assert [cells[f"h-{number}"] for number in range(4)] == [f"'{text}" for text in hostile]
    back = {row[0]: row[2] for row in rows_of(without_marks(data))[1:]}
    assert [back[f"h-{number}"] for number in range(4)] == hostile


def test_a_formula_in_the_number_of_a_draft_is_marked_too(filled: Case, analyst: User) -> None:
    draft(analyst, filled, "region", {"id": "north", "name": "North"}, row="=1+1", column="7")
    cells = rows_of(table(analyst, "?kind=region&wide=1").content)
    row = dict(zip(cells[0], cells[1], strict=True))
    assert (row["row"], row["column"]) == ("'=1+1", "7")


def test_a_table_needs_a_reason_and_leaves_an_event(filled: Case, analyst: User, stranger: User) -> None:
    assert table(analyst, "?kind=tally", "because").status_code == 400
    assert table(stranger, "?kind=tally").status_code == 404
    assert browser(analyst).get(f"{LIST}table.csv").status_code == 405
    response = table(analyst, "?kind=tally")
    detail = AuditDetail.objects.get(seq=AuditEvent.objects.get(verb="export.table").seq).content
    assert detail["rows"] == 2
    assert detail["export"] in response["Content-Disposition"]


def test_the_name_of_the_file_holds_nothing_of_the_address(filled: Case, analyst: User) -> None:
    response = table(analyst, "?kind=%22%0d%0aX-Odd:+1", "for the meeting\0 on Monday")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="invented-2030-facts-')


def test_what_is_typed_into_facts_is_printed_as_typed(filled: Case, analyst: User) -> None:
    entered(analyst, filled, "event", EVENT, id="script", name="<script>alert(1)</script> {{7*7}}")
    text = shown(analyst).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in text


def test_one_address_leads_to_a_fact_by_its_id(filled: Case, analyst: User) -> None:
    client = browser(analyst)
    fact = filled.facts.get(name="gathering-1")
    assert client.get(f"{LIST}id/gathering-1/")["Location"].endswith(f"/facts/{fact.uid}/")
    assert client.get(f"{LIST}id/", {"id": " gathering-1 "})["Location"].endswith(f"/facts/{fact.uid}/")
    to_change = client.get(f"{LIST}id/", {"id": "gathering-1", "to": "change"})
    assert to_change["Location"].endswith(f"/facts/{fact.uid}/change/")
    assert client.get(f"{LIST}id/detained-1/")["Location"].endswith("/facts/?thing=detained-1")
    assert client.get(f"{LIST}id/detained-1.2/")["Location"].endswith(f"{filled.facts.get(name='detained-1.2').uid}/")
    assert client.get(f"{LIST}id/paper/")["Location"].endswith(f"{filled.facts.get(name='paper').uid}/")


def test_the_page_of_the_case_leads_to_the_lists(filled: Case, analyst: User) -> None:
    text = browser(analyst).get("/en/case/invented-2030/").content.decode()
    assert "/en/case/invented-2030/facts/?kind=event" in text
    assert "/en/case/invented-2030/facts/?state=submitted" in text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_list_is_there_in_every_language(filled: Case, analyst: User, language: str) -> None:
    assert browser(analyst).get(f"/{language}/case/invented-2030/facts/?kind=tally").status_code == 200
