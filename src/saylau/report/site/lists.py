"""Pages that list others: the cover with its contents, findings, facts, sources, figures, law, and the index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from saylau.checks.finding import Outcome
from saylau.report.boxes import LABELS, MARKS
from saylau.report.document import Block, Document, FindingItem, Head, Row, Section, Table, Terms, Text, plain
from saylau.report.pen import Pen
from saylau.report.site.findings import chapter_address
from saylau.report.site.page import REPORT, SEARCH, Link, Listed, Listing, Page
from saylau.report.site.things import fact_title, kinds_of, shortened
from saylau.report.words import fact_anchor, source_anchor
from saylau.values.message import Message


def findings_list(pen: Pen, items: Mapping[str, tuple[FindingItem, Section]], pages: Mapping[str, Page]) -> Page:
    """All findings by chapter, each with its outcome and its sentence."""
    chapters: dict[str, tuple[Section, list[Listed]]] = {}
    for name, (item, chapter) in items.items():
        listed = Listed(pages[name].address, pages[name].title, item.mark, item.outcome,
                        shortened(plain(item.sentence), 280), item.state)  # fmt: skip
        chapters.setdefault(chapter.anchor, (chapter, []))[1].append(listed)
    listings = tuple(
        Listing(_numbered(chapter), tuple(found), pen.words.number(len(found))) for chapter, found in chapters.values()
    )
    title = pen.say("Findings")
    return Page("list", "findings", "findings.html", title, "", (_outcomes(pen), *listings), cited=title)


def _outcomes(pen: Pen) -> Table:
    """How many findings there are of each outcome, the strongest first."""
    counted = [(o, sum(1 for f in pen.assessment.findings if f.outcome is o)) for o in Outcome]
    rows = tuple(Row(((Text(f"{MARKS[o]} {pen.say(LABELS[o])}"),), (Text(pen.words.number(n)),))) for o, n in counted)
    heads = (Head(pen.say("Outcome")), Head(pen.say("Findings"), True))
    return Table(None, pen.say("Outcomes, the strongest first"), heads, rows, widths=(6, 2))


def _numbered(chapter: Section) -> str:
    return f"{chapter.number} {chapter.title}" if chapter.number else chapter.title


def facts_list(pen: Pen) -> Page:
    """All claims of the case that may be shown, by kind."""
    title = pen.say("Facts")
    heads = (Head(pen.say("Claim")), Head(pen.say("About")), Head(pen.say("Source")))
    blocks: list[Block] = []
    for kind, facts in kinds_of(pen.assessment.case.facts):
        rows = tuple(
            Row(
                (
                    (Text(f.fact, target=fact_anchor(f.fact)),),
                    (Text(fact_title(pen, f)),),
                    (Text(pen.short(pen.assessment.case.source_of(f)), target=source_anchor(f.source)),),
                )
            )
            for f in facts
        )
        caption = pen.say("{kind} ({n})", kind=Message(kind.replace("_", " ").capitalize()), n=len(rows))
        blocks.append(Table(None, caption, heads, rows, widths=(4, 7, 4)))
    return Page("list", "facts", "facts.html", title, "", tuple(blocks), cited=title)


def sources_list(pen: Pen) -> Page:
    """All sources, with grade, voice and the number of claims."""
    title = pen.say("Sources")
    used = [f.source for f in pen.assessment.case.facts]
    rows = tuple(
        Row(
            (
                (Text(pen.full(source), target=source_anchor(source.id)),),
                (Text(str(source.grade)),),
                (Text(pen.say(str(source.interest))),),
                (Text(pen.words.number(used.count(source.id))),),
            )
        )
        for source in pen.assessment.case.sources.values()
    )
    heads = (Head(pen.say("Source")), Head(pen.say("Grade")), Head(pen.say("Voice")), Head(pen.say("Claims"), True))
    table = Table(None, pen.say("Sources by name, with grade and voice"), heads, rows, widths=(9, 2, 3, 2))
    return Page("list", "sources", "sources.html", title, "", (table,), cited=title)


def figures_list(pen: Pen, pages: Iterable[Page]) -> Page:
    """All figures, each with its picture."""
    title = pen.say("Figures")
    listed = tuple(
        Listed(page.address, page.title, about=page.kicker, picture=page.address.removesuffix(".html") + ".png")
        for page in pages
    )
    blocks = (Listing(pen.say("Figures by chapter"), listed, pen.words.number(len(listed))),)
    return Page("list", "figures", "figures.html", title, "", blocks, cited=title)


def law_list(pen: Pen, provisions: Sequence[Page], standards: Sequence[Page]) -> Page:
    """The provisions and the standards that findings cite."""
    title = pen.say("Provisions and standards")
    listings = tuple(
        Listing(
            pen.say(heading),
            tuple(Listed(p.address, p.title, about=shortened(p.text, 160)) for p in pages),
            pen.words.number(len(pages)),
        )
        for heading, pages in (("Provisions", provisions), ("Standards", standards))
        if pages
    )
    return Page("list", "law", "law.html", title, "", listings, cited=title)


def chapter_pages(pen: Pen, document: Document) -> Iterator[Page]:
    """One page a chapter and annex, in the order of the report."""
    for chapter in document.sections:
        title = _numbered(chapter)
        kind = "Chapter {number}" if chapter.number.isdigit() else "Annex {number}"
        kicker = pen.say(kind, number=chapter.number) if chapter.number else ""
        yield Page(
            "chapter", chapter.anchor, chapter_address(chapter), chapter.title, kicker, chapter.blocks,
            chapter.sections, chapter.anchor, chapter.anchor, cited=title,
            text=" ".join(section.title for section in chapter.sections),
        )  # fmt: skip


def cover(pen: Pen, document: Document, lists: Iterable[Page]) -> Page:
    """The first page: what the report is, its contents, and ways to everything in it."""
    chapters = tuple(Listed(chapter_address(c), c.title, c.number) for c in document.sections)
    whole = tuple(Listed(page.address, page.title) for page in lists)
    blocks = (
        Terms(document.cover),
        Listing(pen.say("Chapters and annexes"), chapters, anchor="contents"),
        Listing(pen.say("Everything in lists"), whole),
    )
    return Page("cover", "", REPORT, document.title, "", blocks)


def kinds(pen: Pen) -> dict[str, str]:
    """Kinds of pages that can be found, in words; those first that stand first among equals."""
    return {
        "chapter": pen.say("Chapter"), "finding": pen.say("Finding"), "figure": pen.say("Figure"),
        "provision": pen.say("Provision"), "standard": pen.say("Standard"), "source": pen.say("Source"),
        "fact": pen.say("Fact"), "list": pen.say("List"),
    }  # fmt: skip


def search_page(pen: Pen, pages: Sequence[Page], named: Mapping[str, str]) -> Page:
    """The search, and below it the index of all pages by the alphabet, which needs no script."""
    groups: dict[str, list[Page]] = {}
    for page in sorted(pages, key=lambda page: (pen.words.sort_key(_sorted_by(page.title)), page.address)):
        groups.setdefault(_initial(page.title), []).append(page)
    listings = tuple(
        Listing(
            letter,
            tuple(Listed(p.address, p.title, about=f"{named[p.kind]} · {p.name}") for p in found),
            anchor=f"index-{number}",
        )
        for number, (letter, found) in enumerate(groups.items(), 1)
    )
    title = pen.say("Search and index")
    return Page("search", "", SEARCH, title, "", listings, cited=title)


def _sorted_by(title: str) -> str:
    """A title without the signs before its first letter or digit."""
    return next((title[place:] for place, sign in enumerate(title) if sign.isalnum()), title)


def _initial(title: str) -> str:
    """The letter under which a title stands; one heading for all numbers."""
    first = unicodedata.normalize("NFC", _sorted_by(title))[:1].upper()
    return "0–9" if first.isdigit() or not first else first


def up_to(page: Page, first: str) -> tuple[Link, ...]:
    """The way from the cover to a page."""
    return () if page.kind == "cover" else (Link(first, REPORT), *page.up)
