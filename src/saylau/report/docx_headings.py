"""Headings of the Word file: bound to two multilevel lists, one counted 1, 1.1, the other A, A.1, and their contents.

Word counts for itself. Here the same counting is done beforehand; where its number would not be the one that the
document gives, a new list begins at that number, so the two never differ.
"""

from __future__ import annotations

import re

from saylau.report.docx_blocks import para
from saylau.report.docx_lines import Lines, run

LEVELS = 6
"""Levels of headings in the style sheet."""
_CHAPTERS, _ANNEXES, _BULLETS = 1, 2, 3
"""Abstract lists; numbering instances of the same numbers use them."""
_PATTERNS = ((re.compile(r"\d+(\.\d+)*"), _CHAPTERS), (re.compile(r"[A-Z](\.\d+)*"), _ANNEXES))


def _counts(number: str) -> tuple[int, ...]:
    """`B.2` as (2, 2): what each level of the list stands at."""
    first, *rest = number.split(".")
    return (int(first) if first.isdigit() else ord(first) - 64, *map(int, rest))


class Headings:
    """Draws headings in reading order, and keeps what the contents and the lists need."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._at: dict[int, tuple[int, ...]] = {_CHAPTERS: (), _ANNEXES: ()}
        self._in_use = {_CHAPTERS: _CHAPTERS, _ANNEXES: _ANNEXES}
        self._restarts: list[tuple[int, tuple[int, ...]]] = []
        self._listed: list[tuple[int, str, str, str]] = []

    def draw(self, level: int, title: str, anchor: str = "", number: str = "", properties: str = "") -> str:
        """A heading; a number that no list can count is written out."""
        level = min(level, LEVELS)
        name = f"_Toc{len(self._listed) + 1:06}"
        self._listed.append((level, number, title, name))
        instance = self._instance(level, number)
        if number and not instance:
            title = f"{number}\u2002{title}"
        bound = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{instance}"/></w:numPr>'
        flat = "" if instance else '<w:ind w:left="0" w:firstLine="0"/>'
        content = self._lines.place(anchor) + self._lines.bookmark(name, run(title))
        style = "Heading" if number or level == 1 else "HeadingCheck"
        return para(f"{style}{level}", content, properties + bound + flat)

    def _instance(self, level: int, number: str) -> int:
        """The list that counts this number at this level, 0 for none; a new one where counting on would not."""
        found = [kind for pattern, kind in _PATTERNS if pattern.fullmatch(number)]
        if not found or number.count(".") + 1 != level:
            return 0
        kind, wanted = found[0], _counts(number)
        at = self._at[kind]
        next_one = (*at, *([0] * level))[:level]
        if (*next_one[:-1], next_one[-1] + 1) != wanted:
            self._restarts.append((kind, wanted))
            self._in_use[kind] = _BULLETS + len(self._restarts)
        self._at[kind] = wanted
        return self._in_use[kind]

    def contents(self, title: str) -> str:
        """The table of contents: a field that is filled in beforehand, with links and without page numbers.

        It names chapters and numbered sections. The titles of checks have a style of their own, so that Word leaves
        them out too when it makes the contents anew.
        """
        entries = [entry for entry in self._listed if entry[0] == 1 or (entry[0] == 2 and entry[1])]
        paragraphs = []
        for place, (level, number, text, name) in enumerate(entries):
            begin = _FIELD_BEGIN if place == 0 else ""
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if place == len(entries) - 1 else ""
            entry = run(number + "\t" + text)
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{entry}</w:hyperlink>'
            paragraphs.append(para(f"TOC{level}", begin + link + end))
        head = para("TOCHeading", run(title))
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{head}{''.join(paragraphs)}</w:sdtContent></w:sdt>"
        )

    def numbering(self) -> str:
        """The lists, as children of the numbering part."""
        lists = [_headings_list(_CHAPTERS, "decimal"), _headings_list(_ANNEXES, "upperLetter"), _BULLET_LIST]
        uses = [f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (_CHAPTERS, _ANNEXES, _BULLETS)]
        for place, (kind, counts) in enumerate(self._restarts, start=_BULLETS + 1):
            starts = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{count}"/></w:lvlOverride>'
                for level, count in enumerate(counts)
            )
            uses.append(f'<w:num w:numId="{place}"><w:abstractNumId w:val="{kind}"/>{starts}</w:num>')
        return "".join(lists + uses)


_FIELD_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o &quot;1-2&quot; \\n \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_BULLET_LIST = (
    f'<w:abstractNum w:abstractNumId="{_BULLETS}"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:rPr><w:color w:val="51606E"/></w:rPr></w:lvl></w:abstractNum>'
)


def _headings_list(number: int, first: str) -> str:
    """A multilevel list; chapters are bound to the heading styles, so that a heading added in Word is counted."""
    levels = []
    for level in range(LEVELS):
        text = ".".join(f"%{n}" for n in range(1, level + 2))
        bound = f'<w:pStyle w:val="Heading{level + 1}"/>' if number == _CHAPTERS else ""
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"decimal" if level else first}"/>{bound}'
            f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{680 + 170 * level}"/></w:tabs>'
            f'<w:ind w:left="{680 + 170 * level}" w:hanging="{680 + 170 * level}"/></w:pPr></w:lvl>'
        )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{"".join(levels)}</w:abstractNum>'
