"""Search: the same list of words and facts on every database."""

from __future__ import annotations

import pytest

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.search.find import found
from saylau.server.store.facts import add_fact
from saylau.server.store.models import Case

TITLES = {
    "one": "Рапорт Қосанова о подписях",
    "two": "Report on signatures, Kosanov",
    "three": "Ұлт тағдыры: 41 подпись",
    "four": "=HYPERLINK(1) and 100 % turnout",
    "five": "Ёлка и выборы",
}


@pytest.fixture
def titled(case: Case, analyst: User) -> Case:
    for name, title in TITLES.items():
        cells = {"id": name, "title": title, "grade": "B", "interest": "media"}
        add_fact(analyst, case, "source", cells, submit=True)
    return case


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("косанов", {"one", "two"}),
        ("Қосанов", {"one", "two"}),
        ("qosanov", {"one", "two"}),
        ("KOSANOV подпис", {"one"}),
        ("подпис", {"one", "three"}),
        ('"on signatures"', {"two"}),
        ('"signatures on"', set()),
        ("kosanov -report", {"one"}),
        ('kosanov -"о подписях"', {"two"}),
        ("улт тагдыры", {"three"}),
        ("41", {"three"}),
        ("елка", {"five"}),
        ("hyperlink", {"four"}),
        ("100 %", {"four"}),
        ("_", set(TITLES) | {"law-2030", "paper", "election-2030"}),
        ("' OR 1=1 --", set()),
    ],
)
def test_words_find_what_holds_them(titled: Case, asked: str, names: set[str]) -> None:
    assert set(found(titled.facts.all(), asked).values_list("name", flat=True)) == names


def test_a_search_that_is_too_long_or_has_too_many_words_is_refused(case: Case) -> None:
    with pytest.raises(WrongUse, match="at most 300 characters"):
        found(case.facts.all(), "x" * 10_000)
    with pytest.raises(WrongUse, match="at most 12 words"):
        found(case.facts.all(), "a " * 13)
