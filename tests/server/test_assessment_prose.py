"""The text of the report by chapter: written by editors, previewed with its citations, never over somebody else's."""

from __future__ import annotations

import re

import pytest

from saylau.server.access.models import User
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from tests.server.people import browser

PATH = "/en/case/invented-2030/text/summary/en/"


def _was(user: User) -> str:
    page = browser(user).get(PATH).content.decode()
    found = re.search(r'name="was" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_a_text_that_an_editor_saves_stands_in_the_case(case: Case, editor: User) -> None:
    version = case.version
    told = {"text": "The poll was early.\r\n\r\n- one\r\n- two\r\n", "was": _was(editor)}
    assert browser(editor).post(PATH, told).status_code == 302
    assert read_case(case).prose == {("summary", "en"): "The poll was early.\n\n- one\n- two\n"}
    case.refresh_from_db()
    assert case.version == version + 1
    assert case.parts.get().changed_by == editor


def test_a_closed_case_takes_no_text(case: Case, editor: User) -> None:
    was = _was(editor)
    Case.objects.filter(pk=case.pk).update(state="closed")
    response = browser(editor).post(PATH, {"text": "Words.", "was": was})
    assert response.status_code == 403
    assert "The case is closed; nothing in it changes." in response.content.decode()
    assert case.parts.count() == 0


def test_an_empty_text_is_no_file_of_the_case(case: Case, editor: User) -> None:
    browser(editor).post(PATH, {"text": "Words.", "was": _was(editor)})
    browser(editor).post(PATH, {"text": "  \r\n", "was": _was(editor)})
    assert case.parts.count() == 0


def test_a_text_that_somebody_changed_meanwhile_is_shown_beside_ones_own(case: Case, editor: User) -> None:
    was = _was(editor)
    browser(editor).post(PATH, {"text": "Theirs.", "was": was})
    response = browser(editor).post(PATH, {"text": "Mine.", "was": was})
    page = response.content.decode()
    assert response.status_code == 409
    assert ">Theirs." in page
    assert "Mine.</textarea>" in page
    now = re.search(r'name="was" value="([0-9a-f]{64})"', page)
    assert now is not None
    assert browser(editor).post(PATH, {"text": "Both.", "was": now[1]}).status_code == 302
    assert read_case(case).prose[("summary", "en")] == "Both.\n"


def test_a_preview_resolves_citations_and_saves_nothing(case: Case, editor: User) -> None:
    text = "It says **this**: {finding:calendar.early_poll_deadline:case}, {fact:election-2030.poll} {facts:x}."
    page = browser(editor).post(PATH, {"text": text, "was": _was(editor), "preview": "yes"}).content.decode()
    assert "<strong>this</strong>" in page
    assert '<span class="cited">9 June 2030</span>' in page
    assert "{facts:x} looks like a citation" in page
    assert case.parts.count() == 0


@pytest.mark.parametrize("cited", ["{fact:nowhere}", "{finding:calendar.none:case}"])
def test_a_citation_that_leads_nowhere_is_told(cited: str, case: Case, editor: User) -> None:
    page = browser(editor).post(PATH, {"text": cited, "was": _was(editor), "preview": "yes"}).content.decode()
    assert "leads nowhere" in page


def test_only_editors_write_and_only_known_chapters(case: Case, editor: User, analyst: User, reviewer: User) -> None:
    for user in (analyst, reviewer):
        assert browser(user).get(PATH).status_code == 404
        assert browser(user).post(PATH, {"text": "x", "was": ""}).status_code == 404
    assert browser(editor).get(PATH.replace("summary", "nonsense")).status_code == 404
    assert browser(editor).get(PATH.replace("/en/", "/xx/").replace("/xx/case", "/en/case")).status_code == 404
    assert "Election day" in browser(reviewer).get("/en/case/invented-2030/text/").content.decode()
