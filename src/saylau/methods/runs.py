"""Runs: how long something holds without a break in an ordered list."""

from __future__ import annotations

from collections.abc import Sequence


def longest_run(holds: Sequence[bool]) -> tuple[int, int]:
    """Place of the first item and length of the longest unbroken run; of equal ones the last. No run: (0, 0)."""
    best_start, best_length, length = 0, 0, 0
    for place, held in enumerate(holds):
        length = length + 1 if held else 0
        if length and length >= best_length:
            best_start, best_length = place - length + 1, length
    return best_start, best_length
