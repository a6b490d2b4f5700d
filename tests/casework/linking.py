"""Lists of invented people as a vault holds them, and somebody who knows who they are."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from saylau.casework.linkages import Made, compared, to_judge
from saylau.casework.listed import Standing
from saylau.vault.entries import Consent, Entry, Judgement, Purpose, Verdict
from tests.invented_people import TODAY, Invented

Pair = tuple[str, str]


def listed(invented: Invented) -> dict[str, tuple[Entry, ...]]:
    """The list entries as a vault holds them, without case numbers, so that consent asks for nobody."""
    return {handle: (entry.model_copy(update={"person": ""}),) for handle, entry in invented.entries.items()}


def true_pairs(invented: Invented) -> set[Pair]:
    about: dict[str, list[str]] = {}
    for handle, number in invented.truth.items():
        about.setdefault(number, []).append(handle)
    return {pair for handles in about.values() for pair in combinations(sorted(handles), 2)}


def joined(made: Made) -> set[Pair]:
    return {pair for group in made.linked.groups for pair in combinations(group, 2)}


def oracle(invented: Invented, given: Standing) -> tuple[Judgement, ...]:
    """Somebody who knows the truth judges every pair that waits."""
    waiting = to_judge(compared(given), given)
    return tuple(
        judgement(*pair.pair, Verdict.SAME if same(invented, pair.pair) else Verdict.DIFFERENT) for pair in waiting
    )


def same(invented: Invented, pair: Pair) -> bool:
    return invented.truth[pair[0]] == invented.truth[pair[1]]


def judgement(one: str, other: str, verdict: Verdict, by: str = "invented judge", on: date = TODAY) -> Judgement:
    return Judgement(on=on, one=one, other=other, verdict=verdict, by=by, reason="invented")


def agreed(*more: Entry) -> tuple[Entry, ...]:
    return (Consent(on=TODAY - timedelta(days=30), purposes=(Purpose.STORE, Purpose.ANALYSE)), *more)
