"""The analyst's own text: which chapters have one in which language, and how it will read with its citations."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from saylau.errors import SaylauError
from saylau.report.document import Bullets, Line, Mark, Paragraph, Text
from saylau.report.pen import Pen
from saylau.report.prose import prose_blocks, unread_citations
from saylau.report.words import words_for
from saylau.server.access.models import User
from saylau.server.assessment.let_in import let_in
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from saylau.server.vault.keeper import opened_by


@dataclass(frozen=True)
class Piece:
    """A run of text in a preview."""

    text: str
    cited: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a list where it has several items."""

    items: tuple[tuple[Piece, ...], ...]
    is_list: bool


@dataclass(frozen=True)
class Preview:
    """How a text will read, or why it will not."""

    passages: tuple[Passage, ...] = ()
    refused: str = ""
    unread: tuple[tuple[int, str], ...] = ()
    """Line and words of what looks like a citation and is none."""


def languages_of(case: Case) -> tuple[str, ...]:
    """The languages in which a case is reported."""
    told = tomllib.loads(case.info).get("languages", ["en"])
    return tuple(map(str, told))


def prose_name(chapter: str, language: str) -> str:
    """The file of a chapter's text."""
    return f"text/{chapter}.{language}.md"


def preview(user: User, case: Case, chapter: str, language: str, text: str) -> Preview:
    """How a text reads with its citations resolved over the case as it is now."""
    unread = unread_citations(text)
    try:
        let = let_in(read_case(case), opened_by(user, case), date.today())
        read = replace(let.read, prose={**let.read.prose, (chapter, language): text})
        pen = Pen(replace(let, read=read).assess(), words_for(language, read))
        blocks = prose_blocks(pen, chapter)
    except SaylauError as refused:
        return Preview(refused=str(refused), unread=unread)
    passages = []
    for block in blocks:
        if isinstance(block, Bullets):
            passages.append(Passage(tuple(tuple(_pieces(item)) for item in block.items), is_list=True))
        elif isinstance(block, Paragraph):
            passages.append(Passage((tuple(_pieces(block.line)),), is_list=False))
    return Preview(tuple(passages), unread=unread)


def _pieces(line: Line) -> Iterable[Piece]:
    for part in line:
        if isinstance(part, Text):
            yield Piece(part.text, bool(part.target), part.strong)
        elif isinstance(part, Mark):
            yield Piece(f"[{part.note}]", cited=True)
