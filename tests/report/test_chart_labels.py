"""Long labels, as Russian and Kazakh have them, are broken within the picture and push nothing out of it."""

from __future__ import annotations

from typing import Any

from saylau.report.charts.look import BLUE, NARROW, VALUE, Key, canvas, legend
from saylau.report.charts.measure_text import width

LONG = "собственные средства кандидата и средства выдвинувшего его объединения"


def texts(spec: Any) -> list[dict[str, Any]]:
    """Every row of every data set that holds a text."""
    return [row for rows in spec["datasets"].values() for row in rows if "text" in row]


def test_a_label_of_the_legend_wider_than_the_picture_stands_in_lines() -> None:
    on = canvas(NARROW)
    end = legend(on, [Key(LONG, BLUE), Key("ещё", BLUE)], 0)
    on.height = end
    said = dict.fromkeys(row["text"] for row in texts(on.spec("Title", "", "")))
    broken = [text for text in said if text and text in LONG]
    assert len(broken) > 1
    assert sorted(" ".join(broken).split()) == sorted(LONG.split())
    assert all(22 + width(text, VALUE) <= NARROW for text in broken)
    assert end == 17 + 18  # two lines


def test_the_next_key_stands_below_all_lines_of_a_broken_one() -> None:
    on = canvas(NARROW)
    other = "добровольные пожертвования граждан"
    legend(on, [Key(LONG, BLUE), Key(other, BLUE)], 0)
    on.height = 100
    rows = {row["text"]: row["y"] for row in texts(on.spec("Title", "", ""))}
    assert rows[other] > max(y for text, y in rows.items() if text in LONG)
