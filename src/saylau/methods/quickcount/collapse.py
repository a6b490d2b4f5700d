"""Strata with too few reports are joined with a neighbour, in an order that was fixed before election day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Collapsed:
    """Strata as they are used for an estimate."""

    groups: tuple[tuple[str, ...], ...]
    """Strata that are used as one; most stand alone."""
    silent: tuple[str, ...]
    """Strata without a report, which another one speaks for."""
    lonely: tuple[str, ...]
    """Strata with one report of several stations."""

    def place(self) -> dict[str, int]:
        """Stratum to the place of its group."""
        return {name: place for place, group in enumerate(self.groups) for name in group}

    @property
    def joined(self) -> tuple[tuple[str, ...], ...]:
        """The groups of more than one stratum."""
        return tuple(group for group in self.groups if len(group) > 1)


def collapse(
    order: Sequence[str], region: Mapping[str, str], stations: Mapping[str, int], reports: Mapping[str, int]
) -> Collapsed:
    """Join strata until each has two reports or all its stations reported.

    The first group in `order` that has too few reports is joined with the next one of its region, else with the one
    before it in its region, else with the next one, else with the one before it; and so on. Raises `ValueError` where
    all strata together have fewer than two reports.
    """
    if sum(reports.get(name, 0) for name in order) < 2 and sum(stations[name] for name in order) > 1:
        raise ValueError("fewer than two reports in all, so nothing can be estimated")
    groups = [[name] for name in order]

    def short(group: list[str]) -> bool:
        seen = sum(reports.get(name, 0) for name in group)
        return seen < 2 and seen < sum(stations[name] for name in group)

    while (at := next((place for place, group in enumerate(groups) if short(group)), None)) is not None:
        other = _neighbour(at, [region[group[0]] for group in groups])
        first, second = sorted((at, other))
        groups[first] += groups.pop(second)
    return Collapsed(
        tuple(map(tuple, groups)),
        tuple(name for name in order if reports.get(name, 0) == 0),
        tuple(name for name in order if reports.get(name, 0) == 1 < stations[name]),
    )


def _neighbour(at: int, regions: Sequence[str]) -> int:
    """The place of the group to join with: nearest of the same region, the next before the earlier one."""
    after, before = range(at + 1, len(regions)), range(at - 1, -1, -1)
    same = [place for side in (after, before) for place in side if regions[place] == regions[at]]
    return (same or [*after, *before])[0]
