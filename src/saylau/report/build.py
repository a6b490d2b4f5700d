"""Build the document: from an assessment to the tree that every writer reads."""

from __future__ import annotations

from saylau.assessment.assess import Assessment
from saylau.checks.finding import Finding
from saylau.errors import ReportRefused
from saylau.report.annexes import recommendations
from saylau.report.back import annex_sections
from saylau.report.boxes import boxes
from saylau.report.chapters import CHAPTERS, Chapter
from saylau.report.charts import CHARTS, TABLE_CHARTS
from saylau.report.document import WORDS, Block, Document, Figure, FindingBox, Section, Table, Text
from saylau.report.front import about, cover, method, review_line
from saylau.report.pen import Pen
from saylau.report.prose import prose_blocks
from saylau.report.recorded import recorded_blocks
from saylau.report.summary import summary
from saylau.report.terms import explained, with_first_uses
from saylau.report.words import words_for


def build_document(assessment: Assessment, *, language: str = "en", content: str, watermark: str = "") -> Document:
    """The whole report as a tree.

    `assessment` is the copy that may be shown (see `assessment.disclosure`); `content` the identity of the case;
    `watermark` stands on every page. Raises `ReportRefused` for a citation in prose that leads nowhere.
    """
    case = assessment.case
    pen = Pen(assessment, words_for(language, case))
    _refuse_unknown_prose(assessment)
    front = (summary(pen), method(pen))
    chapters = tuple(_chapter(pen, number, chapter) for number, chapter in enumerate(CHAPTERS, 3))
    last = Section("recommendations", str(len(CHAPTERS) + 3), pen.say("Recommendations"), recommendations(pen))
    annexes = annex_sections(pen, content)
    return Document(
        id=f"{case.info.id}-v{case.info.version}",
        language=language,
        title=case.title(language),
        subtitle=case.name(case.info.election, language),
        author=pen.words.own(case.info.organisation),
        day=case.info.assessed.isoformat(),
        cover=cover(pen, content),
        about=about(pen),
        watermark=watermark,
        sections=with_first_uses((*front, *chapters, last, *annexes), explained(pen)),
        notes=tuple(pen.notes),
        words={word: pen.say(word) for word in WORDS},
    )


def draft_notice(assessment: Assessment, language: str = "en") -> str:
    """What stands on each page of a build with unsigned findings; empty where all are signed."""
    if not assessment.unsigned:
        return ""
    pen = Pen(assessment, words_for(language, assessment.case))
    return pen.say("Indications only: {review}", review=review_line(pen))


def _refuse_unknown_prose(assessment: Assessment) -> None:
    """Prose for a chapter that the report does not have would be lost in silence."""
    known = {"summary", "method", "recommendations", *(c.slug for c in CHAPTERS)}
    for slug, language in assessment.case.prose:
        if slug not in known:
            raise ReportRefused(f"text/{slug}.{language}.md: no such chapter; chapters are {', '.join(sorted(known))}")


def _chapter(pen: Pen, number: int, chapter: Chapter) -> Section:
    """A chapter: the analyst's prose, the findings of its areas with their charts; an empty one says so."""
    findings = [f for f in pen.assessment.findings if f.area in chapter.codes]
    blocks: list[Block] = list(prose_blocks(pen, chapter.slug))
    for box in boxes(pen, findings):
        blocks.append(box)
        figure = _figure(pen, box, tuple(f for f in findings if f.check == box.check))
        if figure:
            blocks.append(figure)
    blocks.extend(recorded_blocks(pen, chapter))
    elsewhere = [f for f in pen.assessment.findings if f.check in chapter.see]
    if elsewhere:
        links = [Text(f.id, target=f.id) for f in elsewhere]
        parts = [part for link in links for part in (Text(", "), link)][1:]
        blocks.append(
            pen.paragraph((Text(pen.say("Findings in other chapters bear on this one: ")), *parts, Text(".")))
        )
    if not blocks:
        sentence = "The material contains no information on {subject}. No assessment is made."
        blocks.append(pen.paragraph(pen.say(sentence, subject=pen.say(chapter.subject))))
    return Section(chapter.slug, str(number), pen.say(chapter.title), tuple(blocks))


def _figure(pen: Pen, box: FindingBox, findings: tuple[Finding, ...]) -> Figure | None:
    """The chart of a check, where it has one and the numbers suffice."""
    picture = None
    if draw := CHARTS.get(box.check):
        picture = draw(findings, pen.words, _source_line(pen, findings))
    elif of_table := TABLE_CHARTS.get(box.check):
        picture = of_table(findings, pen.assessment.case, pen.words, _source_line(pen, findings))
    if picture is None:
        return None
    number = len(pen.figures) + 1
    table = Table(None, picture.caption, picture.heads, picture.rows)
    anchor = f"figure-{number}"
    figure = Figure(number, anchor, picture.caption, picture.alt, picture.spec, table, picture.narrow)
    pen.figures.append(figure)
    return figure


def _source_line(pen: Pen, findings: tuple[Finding, ...]) -> str:
    """The sources behind a chart, in their short form."""
    case = pen.assessment.case
    names = [n for f in findings for n in f.facts if n not in pen.assessment.hidden]
    facts = [case.fact(n) for n in dict.fromkeys(names)]
    used = dict.fromkeys(pen.short(case.source_of(f)) for f in facts)
    stated = {day for f in facts if (day := getattr(f.record, "as_of", None)) is not None}
    day = pen.words.value(stated.pop()) if len(stated) == 1 else pen.words.day(case.info.assessed)
    return pen.say("Source: {sources}. As of {day}.", sources="; ".join(used), day=day)
