"""The review shows beside a claim the places in evidence that support it, in the files that the visitor may see."""

from __future__ import annotations

import pytest

from saylau.server.access.models import User
from saylau.server.evidence.passages import add_passage
from saylau.server.store.models import Case, Fact
from tests.server.evidence_files import received
from tests.server.people import browser


@pytest.mark.parametrize(
    ("restricted", "seen"),
    [(False, {"analyst": True, "editor": True, "lawyer": False}), (True, {"editor": False, "lawyer": False})],
)
def test_a_passage_is_shown_to_whoever_may_see_its_file(
    case: Case, analyst: User, editor: User, lawyer: User, reviewer: User, restricted: bool, seen: dict[str, bool]
) -> None:
    fact = Fact.objects.get(name="election-2030")
    item = received(analyst, case, b"the words of the paper", restricted=restricted)
    add_passage(analyst, item, fact, "page 3", "words of the passage")
    people = {"analyst": analyst, "editor": editor, "lawyer": lawyer, "reviewer": reviewer}
    for name, may in {**seen, "reviewer": True}.items():
        page = browser(people[name]).get(f"/en/case/{case.slug}/review/{fact.uid}/").content.decode()
        assert ("words of the passage" in page) is may, name
    # Whoever works on the fact sees what supports it.
    fact.assigned_to = lawyer
    fact.save()
    page = browser(lawyer).get(f"/en/case/{case.slug}/review/{fact.uid}/").content.decode()
    assert "words of the passage" in page
