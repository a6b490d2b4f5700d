"""The number of threads changes no digit: fixed blocks, summed in their order, and methods that share nothing."""

from __future__ import annotations

import os

import numpy as np  # noqa: TID253
import pytest

from saylau.checks.forensics.study import METHODS, Options, study
from saylau.methods.results import histograms
from saylau.methods.results.integers import integer_chances
from saylau.report.notebook import text
from tests.methods.results.elections import clean, with_round_turnout

ELECTION = with_round_turnout(clean(31, 3_000, regions=3, districts=3), 0.3, 32)


def test_chances_are_the_same_with_one_thread_and_with_many() -> None:
    # More stations than one block holds.
    count, base = np.tile(ELECTION.issued, 50), np.tile(ELECTION.registered, 50)
    for one, many in zip(integer_chances(count, base, 1), integer_chances(count, base, 5), strict=True):
        assert one.tobytes() == many.tobytes()


def test_the_saw_is_the_same_on_one_processor_and_on_many(monkeypatch: pytest.MonkeyPatch) -> None:
    count, base = np.tile(ELECTION.issued, 50), np.tile(ELECTION.registered, 50)
    found = []
    for processors in (1, 5):
        monkeypatch.setattr(os, "cpu_count", lambda processors=processors: processors)
        saw = histograms.saw(count, base)
        found.append((saw.expected.tobytes(), saw.variance.tobytes()))
    assert found[0] == found[1]


def test_methods_that_run_beside_others_say_what_they_say_alone() -> None:
    together = study(ELECTION)
    assert [result.method for result in together.results] == [name for name, _ in METHODS]
    for (name, method), beside in zip(METHODS, together.results, strict=True):
        alone = method(ELECTION, Options())
        assert (text(alone.says), alone.tables, alone.effects) == (text(beside.says), beside.tables, beside.effects), (
            name
        )
