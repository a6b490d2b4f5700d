"""Pages of the assessment in the three languages: each opens, and says which it is."""

from __future__ import annotations

import pytest

from saylau.server.access.models import User
from saylau.server.jobs.worker import work_once
from saylau.server.store.models import Case
from tests.server.people import browser
from tests.server.releasing import built


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_page_opens_in_every_language(language: str, case: Case, editor: User) -> None:
    client = browser(editor)
    client.post("/en/case/invented-2030/findings/run/")
    assert work_once("w")
    release = built(case, editor)
    paths = [
        "findings/",
        "contradictions/",
        "questions/",
        "text/",
        "text/summary/en/",
        "releases/",
        "reports/",
        "jobs/",
    ]
    for path in (*paths, f"releases/{release.uid}/", "findings/calendar.early_poll_deadline:case/"):
        page = client.get(f"/{language}/case/invented-2030/{path}")
        assert page.status_code == 200, path
        text = page.content.decode()
        assert f'<html lang="{language}">' in text, path
        assert text.count("<h1>") == 1, path
