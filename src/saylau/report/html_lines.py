"""Lines of text as HTML: links, footnote marks, passages in other languages; and the anchors of a page."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup

from saylau.errors import ReportRefused
from saylau.report.document import Line, Mark, Text

WEB = ("http://", "https://", "mailto:")
"""Only such addresses become links; any other is printed as plain text."""


class Anchors:
    """The anchors that a page has and those that it leads to. They have to be the same."""

    def __init__(self) -> None:
        self._placed: set[str] = set()
        self._led_to: dict[str, None] = {}

    def place(self, anchor: str) -> str:
        """The value of an `id`. Raises `ReportRefused` where it is empty, holds a space or stands twice."""
        if not anchor or anchor.split() != [anchor]:
            raise ReportRefused(f"anchor {anchor!r} is empty or holds a space; give it a name without spaces")
        if anchor in self._placed:
            raise ReportRefused(f"anchor {anchor!r} stands at two places of the report; give one of them another name")
        self._placed.add(anchor)
        return anchor

    def lead(self, anchor: str) -> str:
        """The address of an anchor of the page; a colon or dot in it needs no escape."""
        self._led_to[anchor] = None
        return "#" + quote(anchor, safe="!$&'()*+,;=:@/?")

    def check(self) -> None:
        """Raise `ReportRefused` where a link leads to an anchor that the page does not have."""
        missing = [anchor for anchor in self._led_to if anchor not in self._placed]
        if missing:
            raise ReportRefused(
                f"the report leads to what it does not hold: {', '.join(missing)}; add it or take the link out"
            )


class Leading(Protocol):
    """Where the links of a page lead: within it, as in the report in one file, or to other pages, as in the site."""

    def place(self, anchor: str) -> str:
        """The value of an `id`."""

    def lead(self, anchor: str) -> str:
        """The address of an anchor."""


class Lines:
    """Draws lines, and remembers where each note was called, so that the note leads back there."""

    def __init__(self, anchors: Leading) -> None:
        self._anchors = anchors
        self._called: dict[int, dict[str, str]] = {}
        self._count: dict[int, int] = {}
        self._place = "↑"

    def at(self, place: object) -> str:
        """Where the reader now is, as a note names it: the number of a paragraph, a table, a section."""
        self._place = str(place)
        return ""

    def __call__(self, line: Line) -> Markup:
        """A line as HTML."""
        return Markup("".join(self._run(tuple(run)) for _, run in groupby(line, key=type)))

    def marks_of(self, note: int) -> list[tuple[str, str]]:
        """Anchor and name of each place that calls a note; only the first in a paragraph."""
        return [(anchor, place) for place, anchor in self._called.get(note, {}).items()]

    @property
    def notes(self) -> frozenset[int]:
        """The notes that were called."""
        return frozenset(self._called)

    def _run(self, run: Line) -> str:
        """Texts; or marks, which stand in one superscript with commas, lest 1 and 2 read as 12."""
        marks = [self._mark(part) for part in run if isinstance(part, Mark)]
        if marks:
            return f"<sup>{', '.join(marks)}</sup>"
        return "".join(self._text(part) for part in run if isinstance(part, Text))

    def _mark(self, mark: Mark) -> str:
        note = mark.note
        self._count[note] = self._count.get(note, 0) + 1
        anchor = self._anchors.place(f"mark-{note}-{self._count[note]}")
        self._called.setdefault(note, {}).setdefault(self._place, anchor)
        leads = escape(self._anchors.lead(f"note-{note}"))
        return f'<a id="{escape(anchor)}" href="{leads}" role="doc-noteref">{note}</a>'

    def _text(self, part: Text) -> str:
        if not part.text:
            return ""  # a link without words would be one that nobody hears
        drawn = f"<strong>{escape(part.text)}</strong>" if part.strong else escape(part.text)
        language = f' lang="{escape(part.language)}"' if part.language else ""
        if part.target:
            return f'<a class="in" href="{escape(self._anchors.lead(part.target))}"{language}>{drawn}</a>'
        if part.url.startswith(WEB):
            shown = "" if part.text == part.url else ' class="out"'
            return f'<a{shown} href="{escape(part.url)}" rel="noreferrer"{language}>{drawn}</a>'
        return f"<span{language}>{drawn}</span>" if language else drawn
