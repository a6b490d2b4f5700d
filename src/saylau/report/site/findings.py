"""Pages of findings and of figures: the whole of each in one place, with its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from saylau.assessment.assess import Assessment
from saylau.checks.finding import Finding
from saylau.report.boxes import boxes
from saylau.report.citation import A_FIGURE
from saylau.report.document import (
    Block,
    Document,
    Figure,
    FindingBox,
    FindingItem,
    Line,
    Row,
    Section,
    Table,
    Term,
    Terms,
    Text,
    plain,
    walk,
)
from saylau.report.html import figure_names
from saylau.report.pen import Pen
from saylau.report.site.data import numbers_csv, table_csv
from saylau.report.site.names import file_name, page_address
from saylau.report.site.page import Link, Page
from saylau.report.site.things import Claims, finding_title, findings_table
from saylau.report.words import Words, source_anchor

PLAIN_COLUMNS = 3
"""What a number is, its value, and on what it rests; where a check has several subjects, the subject stands first."""


@dataclass(frozen=True)
class Findings:
    """The findings of an assessment as pages, numbered and placed as in the report."""

    assessment: Assessment
    words: Words
    document: Document
    claims: Claims

    @cached_property
    def items(self) -> Mapping[str, tuple[FindingItem, Section]]:
        """Id of each finding to what the report prints of it, and the chapter in which it does."""
        found: dict[str, tuple[FindingItem, Section]] = {}
        for chapter in self.document.sections:
            for _, section in walk((chapter,)):
                for block in section.blocks:
                    for item in block.items if isinstance(block, FindingBox) else ():
                        found[item.anchor] = (item, chapter)
        return found

    @cached_property
    def figures(self) -> tuple[tuple[Figure, str, tuple[str, ...], Section], ...]:
        """Each figure with its name, the findings that it shows, and its chapter."""
        names = figure_names(self.document)
        found = []
        for chapter in self.document.sections:
            for _, section in walk((chapter,)):
                shown: tuple[str, ...] = ()
                for block in section.blocks:
                    if isinstance(block, FindingBox):
                        shown = tuple(item.anchor for item in block.items)
                    elif isinstance(block, Figure):
                        found.append((block, names[block.anchor], shown, chapter))
        return tuple(found)

    @cached_property
    def _by_id(self) -> Mapping[str, Finding]:
        return {f.id: f for f in self.assessment.findings}

    def notes_of(self, finding: Finding) -> tuple[Pen, FindingBox]:
        """The finding in a box of its own, and the pen that holds its notes, counted from one."""
        pen = Pen(self.assessment, self.words)
        return pen, boxes(pen, (finding,))[0]

    def pages(self, files: dict[str, bytes]) -> Iterator[tuple[Page, Pen]]:
        """One page a finding, in the order of the report; its numbers and facts are added to the files."""
        for name, (item, chapter) in self.items.items():
            finding = self._by_id[name]
            pen, box = self.notes_of(finding)
            title = finding_title(pen, finding)
            yield Page(
                "finding", name, page_address("finding", name), title, pen.say("Finding"),
                tuple(self._blocks(pen, finding, box, item.number)), anchor=name,
                up=(Link(pen.say("Findings"), "findings.html"), Link(chapter.title, chapter_address(chapter))),
                downloads=tuple(self._downloads(pen, finding, files)), text=plain(item.sentence),
                cited=pen.say("finding {id}: {title}", id=name, title=title),
            ), pen  # fmt: skip

    def _blocks(self, pen: Pen, finding: Finding, box: FindingBox, number: int) -> Iterator[Block | FindingItem]:
        yield replace(box.items[0], number=number)
        if box.terms:
            yield Terms(box.terms)
        shown = [Text(figure.caption, target=figure.anchor) for figure, _, of, _ in self.figures if finding.id in of]
        if shown:
            yield Terms((Term(pen.say("Figure"), tuple(shown)),))
        if box.measures is not None:
            yield replace(_of_one(box.measures), caption=pen.say("Numbers behind this finding"))
        yield from self._facts(pen, pen.say("The facts it rests on"), finding.facts)
        own = {*finding.facts, *finding.context}
        more = dict.fromkeys(n for m in finding.measures for n in m.facts if n not in own)
        yield from self._facts(pen, pen.say("Facts behind its numbers"), tuple(more))
        yield from self._facts(pen, pen.say("Facts shown beside it, on which it does not rest"), finding.context)

    def _facts(self, pen: Pen, caption: str, names: tuple[str, ...]) -> Iterator[Table]:
        """Claims with quote, source and place; of those withheld only the label and the source."""
        case = self.assessment.case
        unique = tuple(dict.fromkeys(names))
        if not unique:
            return
        table = self.claims.table(caption, [case.fact(n) for n in unique if n not in self.assessment.hidden])
        hidden = [n for n in unique if n in self.assessment.hidden]
        withheld = pen.say("withheld: it concerns a private person")
        rows = tuple(
            Row(((Text(n),), (Text(withheld),), (Text(""),), self._source(pen, self.assessment.hidden[n])))
            for n in hidden
        )
        yield replace(table, rows=(*table.rows, *rows))

    def _source(self, pen: Pen, name: str) -> Line:
        return (Text(pen.short(self.assessment.case.sources[name]), target=source_anchor(name)),)

    def _downloads(self, pen: Pen, finding: Finding, files: dict[str, bytes]) -> Iterator[Link]:
        stem = f"finding/{file_name(finding.id)}"
        if finding.measures:
            files[f"{stem}.csv"] = numbers_csv(finding, pen.words)
            yield Link(pen.say("Numbers (CSV)"), f"{stem}.csv")
        known = [n for n in dict.fromkeys((*finding.facts, *finding.context)) if n not in self.assessment.hidden]
        if known:
            table = self.claims.table("", [self.assessment.case.fact(n) for n in known])
            files[f"{stem}.facts.csv"] = table_csv(table)
            yield Link(pen.say("Facts (CSV)"), f"{stem}.facts.csv")

    def figure_pages(self, links: Mapping[str, tuple[Link, ...]]) -> Iterator[Page]:
        """One page a figure; `links` are the files of each, by its anchor."""
        pen = Pen(self.assessment, self.words)
        for figure, name, shown, chapter in self.figures:
            found = tuple(self._by_id[n] for n in shown)
            yield Page(
                "figure", name, page_address("figure", name), figure.caption,
                pen.say("Figure {number}", number=figure.number),
                (figure, Terms((Term(pen.say("In words"), (Text(figure.alt),)),)), replace(figure.table, number=None),
                 findings_table(pen, pen.say("Findings that it shows"), found)),
                anchor=figure.anchor,
                up=(Link(pen.say("Figures"), "figures.html"), Link(chapter.title, chapter_address(chapter))),
                downloads=links[figure.anchor], text=figure.alt,
                cited=pen.say(A_FIGURE, number=figure.number, caption=figure.caption),
            )  # fmt: skip


def _of_one(measures: Table) -> Table:
    """The numbers of one finding, without the column that says of which subject each is."""
    if len(measures.heads) == PLAIN_COLUMNS:
        return measures
    rows = tuple(replace(row, cells=row.cells[1:]) for row in measures.rows)
    return replace(measures, heads=measures.heads[1:], rows=rows, widths=measures.widths[1:])


def chapter_address(chapter: Section) -> str:
    """Where the page of a chapter or an annex stands."""
    return page_address("chapter", chapter.anchor)
