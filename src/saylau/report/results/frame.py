"""What the pictures of a file of polling stations share beside their axes: classes of counts, and the footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saylau.report.charts.stations import shown
from saylau.report.words import Words

SEQUENCE = ("#dbe9ee", "#a5cbd8", "#5b9fb6", "#0b5c7a", "#06283a")
"""Five classes of counts, the smallest first."""
_FIXED = (1, 2, 4, 9, 21)
_MOST_FIXED = 100


@dataclass(frozen=True, slots=True)
class Origin:
    """What a picture names below itself: the file, its hash and where it is told of."""

    source: str
    date: str
    name: str
    sha256: str

    def footer(self, words: Words, finding: str, rows: int, of: int) -> str:
        """Source, rows shown and the name of the result, burnt into the picture."""
        parts = dict.fromkeys(part for part in (self.source, self.date, self.name) if part)
        return words.say(
            "Source: {source}, SHA-256 {hash}... {rows} of {of} rows. Result\u00a0{finding}, not reviewed.",
            source=", ".join(shown(part, 90) for part in parts), hash=self.sha256[:12], rows=rows, of=of,
            finding=finding,
        )  # fmt: skip


def classes(most: int) -> tuple[int, ...]:
    """Least counts of five classes: fixed ones, and for large tables powers that reach as far as the fullest cell."""
    if most <= _MOST_FIXED:
        return _FIXED
    return tuple(max(place + 1, round(most ** (place / 5))) for place in range(5))


def class_of(count: int, least: Sequence[int]) -> int:
    """Class of a count above 0."""
    return sum(count >= low for low in least) - 1


def class_labels(least: Sequence[int], words: Words) -> tuple[str, ...]:
    """The classes as a reader sees them: `1`, `2–3`, `21+`."""
    ends = [*(low - 1 for low in least[1:]), None]
    number = words.number
    return tuple(
        f"{number(low)}+" if end is None else number(low) if end == low else f"{number(low)}–{number(end)}"
        for low, end in zip(least, ends, strict=True)
    )
