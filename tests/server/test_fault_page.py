"""A fault of the server itself: a page that says so, and a line in the log by which it can be found."""

from __future__ import annotations

import re

import pytest

from saylau.server.access.models import User
from saylau.server.pages.start import views
from saylau.server.store.models import Case
from tests.server.people import browser


def test_a_fault_leaves_its_place_in_the_log_and_nothing_that_was_said_or_asked(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(user: User) -> list[str]:
        raise RuntimeError("Testov stands in P-0001")

    monkeypatch.setattr(views, "_warnings", broken)
    client = browser(analyst)
    client.raise_request_exception = False
    answer = client.get("/en/?q=Testov")
    assert answer.status_code == 500
    assert "Testov" not in answer.content.decode() + caplog.text
    assert re.search(r"a fault of saylau itself: RuntimeError .*test_fault_page\.py:\d+$", caplog.text, re.MULTILINE)
