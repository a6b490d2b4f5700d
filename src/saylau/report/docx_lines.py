"""Lines of text as WordprocessingML: runs, links, footnote references, bookmarks."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from html import escape

from saylau.report.anchors import parts
from saylau.report.document import Document, Line, Mark, Text
from saylau.report.html_lines import WEB
from saylau.report.language_tags import language_tag
from saylau.report.paper import is_sentence

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml(text: str) -> str:
    """A text as it may stand in an element or attribute; signs that XML does not allow are left out."""
    return escape(_NOT_XML.sub("", text))


def bookmark_name(anchor: str) -> str:
    """A name for an anchor: letters, digits and `_`, at most 40, case of no account, the same in every build.

    The digest keeps names apart whose readable beginnings are equal.
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "_", anchor)[:27]
    return f"a_{readable}_{hashlib.sha256(anchor.encode()).hexdigest()[:10]}"


def run(text: str, style: str = "", properties: str = "") -> str:
    """A run; a tab in the text becomes a tab of the line."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    inside = f"<w:rPr>{named}{properties}</w:rPr>" if named or properties else ""
    pieces = (f'<w:t xml:space="preserve">{xml(piece)}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:r>{inside}{'<w:tab/>'.join(pieces)}</w:r>"


def field(code: str, result: str) -> str:
    """A field with the result that it has already; `result` is one or more runs."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    instruction = f'<w:r><w:instrText xml:space="preserve"> {xml(code)} </w:instrText></w:r>'
    return f"{begin}{instruction}{separate}{result}{end}"


class Lines:
    """Draws the lines of one document, and gives each bookmark its number."""

    def __init__(self, document: Document) -> None:
        marks = [part.note for part in parts(document) if isinstance(part, Mark)]
        called = Counter(marks)
        self._repeated = {note for note, times in called.items() if times > 1}
        self.numbered_by_word = list(called) == list(range(1, len(called) + 1))
        """Whether counting the notes in reading order gives the numbers that they have."""
        self._referred: set[int] = set()
        self._bookmarks = 0

    def bookmark(self, name: str, content: str = "") -> str:
        """A bookmark around a content, or at a point."""
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def place(self, *anchors: str) -> str:
        """Bookmarks at the beginning of what the anchors name; empty ones are passed over."""
        return "".join(self.bookmark(bookmark_name(anchor)) for anchor in anchors if anchor)

    def draw(self, line: Line, address: Callable[[str], str]) -> str:
        """A line as runs; `address` gives the relation of the part to an outside address."""
        drawn = []
        for place, part in enumerate(line):
            if isinstance(part, Text):
                drawn.append(_text(part, address))
                continue
            if place and isinstance(line[place - 1], Mark):
                drawn.append(run(",", "FootnoteReference"))
            drawn.append(self._mark(part.note))
        return "".join(drawn)

    def _mark(self, note: int) -> str:
        """The reference of a footnote; where the note was called before, a cross-reference to it."""
        name = f"_RefNote{note}"
        if note in self._referred:
            return field(f"NOTEREF {name} \\f \\h", run(str(note), "FootnoteReference"))
        self._referred.add(note)
        own, shown = ("", "") if self.numbered_by_word else (' w:customMarkFollows="1"', f"<w:t>{note}</w:t>")
        reference = f'<w:footnoteReference{own} w:id="{note}"/>{shown}'
        drawn = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}</w:r>'
        return self.bookmark(name, drawn) if note in self._repeated else drawn


def _text(part: Text, address: Callable[[str], str]) -> str:
    strong = "<w:b/>" if part.strong else ""
    language = f'<w:lang w:val="{xml(language_tag(part.language))}"/>' if part.language else ""
    if part.target:
        drawn = run(part.text, "" if is_sentence(part) else "InternalLink", strong + language)
        return f'<w:hyperlink w:anchor="{bookmark_name(part.target)}" w:history="1">{drawn}</w:hyperlink>'
    if part.url.startswith(WEB):
        drawn = run(part.text, "Hyperlink", strong + language)
        return f'<w:hyperlink r:id="{address(part.url)}" w:history="1">{drawn}</w:hyperlink>'
    return run(part.text, "", strong + language)
