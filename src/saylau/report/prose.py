"""The analyst's own prose: paragraphs of `text/<chapter>.<language>.md` with findings and facts cited in them.

`{finding:ID}` is replaced by the sentence of the finding, `{fact:NAME}` by the main value of the claim and
`{fact:NAME.field}` by one field of it, each with its source in a footnote. So a changed fact changes the sentence.
A citation of what does not exist, or is withheld, is an error. A cited finding loses its full stop, so that it can
stand within a sentence. `**strong**` is the only mark-up, `- ` begins a list, `#` is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saylau.errors import NotFound, ReportRefused
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import cell, record_columns
from saylau.records.fact import Fact
from saylau.report.document import Block, Bullets, Inline, Line, Mark, Text
from saylau.report.facts import field_text, main_field
from saylau.report.pen import Pen
from saylau.report.words import fact_anchor

_CITATION = re.compile(r"\{(finding|fact):([^{}]+)\}")
_BRACED = re.compile(r"\{\s*\w+\s*:[^{}\n]*\}?")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


def citations(text: str) -> tuple[tuple[str, str], ...]:
    """What a prose text cites: (`finding` or `fact`, name), in order."""
    return tuple((kind, name.strip()) for kind, name in _CITATION.findall(text))


def placed_citations(text: str) -> tuple[tuple[int, str, str], ...]:
    """What a prose text cites, with the line of each citation: (line, `finding` or `fact`, name)."""
    return tuple((line, found[1], found[2].strip()) for line, found in _with_lines(text, _CITATION))


def unread_citations(text: str) -> tuple[tuple[int, str], ...]:
    """What looks like a citation and is none, as `{facts:a}` or `{fact:}`: line and words. It would be printed so."""
    return tuple((line, found[0]) for line, found in _with_lines(text, _BRACED) if not _CITATION.fullmatch(found[0]))


def _with_lines(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Each place where a pattern stands, with its line; the text is gone through once."""
    line, told = 1, 0
    for found in pattern.finditer(text):
        line, told = line + text.count("\n", told, found.start()), found.start()
        yield line, found


def cited_fact(case: Case, cited: str) -> tuple[Fact[Record], str]:
    """The claim and the field that `NAME` or `NAME.field` means. Raises `NotFound`, which says what can be cited."""
    try:
        fact = case.fact(cited)
        column = main_field(fact)
    except NotFound:
        name, _, column = cited.rpartition(".")
        fact = case.fact(name or cited)
    columns = [c.name for c in record_columns(type(fact.record))]
    said = [name for name in columns if cell(getattr(fact.record, name))]
    if not column:
        fields = ", ".join(f"{{fact:{fact.fact}.{name}}}" for name in said)
        raise NotFound(f"no one field stands for a {_called(fact)}; name one: {fields}")
    if column not in columns:
        raise NotFound(f"a {_called(fact)} has no field {column!r}; its fields are {', '.join(columns)}")
    if column not in said:
        raise NotFound(f"fact {fact.fact} has nothing in its field {column!r}; what it holds: {', '.join(said)}")
    return fact, column


def _called(fact: Fact[Record]) -> str:
    return fact.kind.replace("_", " ")


def _styled(text: str) -> list[Inline]:
    parts: list[Inline] = []
    for place, piece in enumerate(_STRONG.split(text)):
        if piece:
            parts.append(Text(piece, strong=place % 2 == 1))
    return parts


def _cited(pen: Pen, kind: str, name: str, where: str) -> Line:
    try:
        return _finding(pen, name) if kind == "finding" else _fact(pen, name)
    except NotFound as error:
        # The copy for publication does not know the names of what it leaves out.
        withheld = kind == "fact" and pen.assessment.hidden and str(error).startswith("no fact")
        hint = "; if there is one, it is withheld and may not be cited: `saylau validate` tells" if withheld else ""
        raise ReportRefused(f"{where}: {{{kind}:{name}}} leads nowhere: {error}{hint}") from None


def _finding(pen: Pen, name: str) -> Line:
    finding = pen.assessment.finding(name)
    sentence = pen.words.text(finding.message).removesuffix(".")
    return (Text(sentence, target=finding.id), *pen.cite_facts(finding.facts))


def _fact(pen: Pen, cited: str) -> Line:
    fact, column = cited_fact(pen.assessment.case, cited)
    text = field_text(fact, column, pen.words)
    return (Text(text, target=fact_anchor(fact.fact)), *pen.cite_facts((fact.fact,)))


def _line(pen: Pen, text: str, where: str) -> Line:
    parts: list[Inline] = []
    pieces = _CITATION.split(text)
    for place in range(0, len(pieces), 3):
        parts.extend(_styled(pieces[place]))
        if place + 2 < len(pieces):
            cited = _cited(pen, pieces[place + 1], pieces[place + 2].strip(), where)
            parts.extend(part for part in cited if not (isinstance(part, Mark) and part in parts))
    return tuple(parts)


def prose_blocks(pen: Pen, chapter: str) -> tuple[Block, ...]:
    """The analyst's text of a chapter in the language of the report: numbered paragraphs and lists, citations resolved.

    Raises `ReportRefused` for a citation of a finding, fact or field that does not exist.
    """
    text = pen.assessment.case.prose.get((chapter, pen.words.language), "")
    where = f"text/{chapter}.{pen.words.language}.md"
    blocks: list[Block] = []
    for passage in re.split(r"\n\s*\n", text.strip()) if text.strip() else []:
        if passage.lstrip().startswith("- "):
            items = [item.strip() for item in re.split(r"(?m)^\s*- ", passage) if item.strip()]
            blocks.append(Bullets(tuple(_line(pen, " ".join(item.split()), where) for item in items)))
        else:
            blocks.append(pen.paragraph(_line(pen, " ".join(passage.split()), where)))
    return tuple(blocks)
