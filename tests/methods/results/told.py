"""What every result has to be told with, asked of one result."""

from __future__ import annotations

from saylau.checks.forensics.result import NOT_PROOF, SHELVES, Result, Shelf, Verdict


def assert_told_whole(result: Result, shelf: Shelf, level: float) -> None:
    """The items of every output of a model, a headline tested at `level` where it answers, and no word too many."""
    assert result.shelf is shelf
    assert SHELVES[result.shelf]
    assert result.data.used.rows
    assert result.null
    assert result.controls
    assert result.controls_note
    assert result.smallest.template
    assert result.innocent
    assert result.follow_up
    assert result.reference
    assert result.caution == NOT_PROOF
    assert bool(result.refused) == (result.verdict is Verdict.UNKNOWN)
    assert "fraud" not in f"{result.title} {result.question} {result.says.template} {result.null}".lower()
    if not result.refused:
        (headline,) = [effect for effect in result.effects if effect.headline]
        assert headline.p is not None
        assert headline.level == level
