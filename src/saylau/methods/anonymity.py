"""Record-level files: how far rows must be made coarser until nobody stands alone in them.

k-anonymity: each row shares its attributes with at least k - 1 others (Samarati 2001, *IEEE TKDE* 13(6)). l-diversity:
each such group holds at least l values of the sensitive field (Machanavajjhala and others 2007). t-closeness, reported
only: how far the values of a group are at most from those of the whole (Li and others 2007), as total variation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

ANY = "*"
"""What stands where a column tells nothing any more."""
Row = Mapping[str, str]
Ladder = Sequence[Callable[[str], str]]
"""Ways to write a value, each coarser than the one before; the last is usually `anything`."""


def exact(value: str) -> str:
    """The value as it is."""
    return value


def anything(value: str) -> str:
    """Nothing of the value."""
    return ANY


@dataclass(frozen=True)
class Anonymous:
    """Rows in which each attribute stands at one level of coarseness, sorted, so that their order tells nothing."""

    rows: tuple[Row, ...]
    levels: Mapping[str, int]
    dropped: int
    """Rows left out, since they stood in too small a group."""
    k: int
    """Rows of the smallest group."""
    l: int  # noqa: E741 - the name of the measure
    """Values of the sensitive field in the least diverse group."""
    t: Fraction
    """Greatest distance between the sensitive values of a group and those of all rows, from 0 to 1."""


def anonymise(
    rows: Sequence[Row], ladders: Mapping[str, Ladder], sensitive: str, *, k: int = 5, diverse: int = 2,
    most_dropped: Fraction = Fraction(1, 20),
) -> Anonymous | None:  # fmt: skip
    """The least coarse rows in which every group has at least `k` rows and `diverse` sensitive values.

    Levels are raised together, the fewest first and then by the order of the columns; up to `most_dropped` of the rows
    may be left out. None where no coarseness suffices.
    """
    for levels in sorted(product(*(range(len(ladder)) for ladder in ladders.values())), key=lambda t: (sum(t), t)):
        chosen = dict(zip(ladders, levels, strict=True))
        kept = _kept([_coarse(row, ladders, chosen, sensitive) for row in rows], sensitive, k, diverse)
        if kept and Fraction(len(rows) - len(kept), len(rows)) <= most_dropped:
            return _measured(kept, sensitive, chosen, len(rows) - len(kept))
    return None


def groups(rows: Sequence[Row], sensitive: str) -> Mapping[tuple[str, ...], Counter[str]]:
    """Rows that share all other attributes, with how often each sensitive value stands in them."""
    found: dict[tuple[str, ...], Counter[str]] = {}
    for row in rows:
        found.setdefault(_attributes(row, sensitive), Counter())[row[sensitive]] += 1
    return found


def _attributes(row: Row, sensitive: str) -> tuple[str, ...]:
    return tuple(value for name, value in row.items() if name != sensitive)


def _coarse(row: Row, ladders: Mapping[str, Ladder], levels: Mapping[str, int], sensitive: str) -> Row:
    return {name: ladder[levels[name]](row[name]) for name, ladder in ladders.items()} | {sensitive: row[sensitive]}


def _kept(rows: Sequence[Row], sensitive: str, k: int, diverse: int) -> list[Row]:
    """The rows of groups that are large and diverse enough."""
    held = groups(rows, sensitive)
    fit = {key for key, values in held.items() if values.total() >= k and len(values) >= diverse}
    return [row for row in rows if _attributes(row, sensitive) in fit]


def _measured(rows: Sequence[Row], sensitive: str, levels: Mapping[str, int], dropped: int) -> Anonymous:
    held = groups(rows, sensitive)
    return Anonymous(
        tuple(sorted(rows, key=lambda row: tuple(row.values()))),
        levels,
        dropped,
        min(values.total() for values in held.values()),
        min(len(values) for values in held.values()),
        max(_distances(list(held.values()))),
    )


def _distances(held: Sequence[Counter[str]]) -> Iterator[Fraction]:
    whole: Counter[str] = sum(held, Counter())
    for values in held:
        yield (
            sum(
                (abs(Fraction(values[v], values.total()) - Fraction(whole[v], whole.total())) for v in whole),
                Fraction(0),
            )
            / 2
        )
