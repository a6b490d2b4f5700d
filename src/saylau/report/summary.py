"""The executive summary, at most a page: what was found by chapter, what raised a question beside what was in line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from saylau.checks.finding import Finding, Outcome
from saylau.records.kinds import Recommendation
from saylau.report.boxes import LABELS, MARKS
from saylau.report.chapters import CHAPTERS, METHOD_CODES, Chapter
from saylau.report.document import Block, Bullets, Callout, Head, Line, Row, Section, Table, Text
from saylau.report.pen import Pen
from saylau.report.prose import prose_blocks
from saylau.values import Truth
from saylau.values.message import Message, Name

DATA_SECTION = "2.4"
"""Number of the section in which the material itself is tested; the summary refers to it."""
RAISED = "Disputed, a concern, or at odds with a rule or standard: {all}. Among them:"
IN_LINE = "In line: {all}. Among them:"
SHOWN = 3
"""How many checks are told on either side; the rest are in the table by chapter."""
FROM_ONE_CHAPTER = 2
LONGEST = 230
"""Signs of a sentence that is told whole; of a longer one the title of its check is told."""


def summary(pen: Pen) -> Section:
    """What was found, in numbers by chapter; the strongest of what raised a question beside what was in line."""
    findings = [f for f in pen.assessment.findings if f.area not in METHOD_CODES]
    blocks: list[Block] = list(prose_blocks(pen, "summary"))
    blocks.append(pen.paragraph(_totals(pen)))
    blocks.append(_by_chapter(pen, findings))
    raised = [f for f in findings if f.outcome.rank <= Outcome.CONCERN.rank]
    blocks += _told(pen, RAISED, raised)
    blocks += _told(pen, IN_LINE, [f for f in findings if f.outcome is Outcome.IN_LINE])
    blocks.append(pen.paragraph(_left_open(pen, findings)))
    blocks += _priorities(pen)
    return Section("summary", "1", pen.say("Executive summary"), tuple(blocks))


def _totals(pen: Pen) -> str:
    case = pen.assessment.case
    counted = Counter(f.outcome for f in pen.assessment.findings)
    words = tuple(Message("{outcome} ({n})", outcome=Message(LABELS[o]), n=counted[o]) for o in Outcome if counted[o])
    return pen.say(
        "The case held {facts} claims from {sources} sources. The checks made {findings} findings: {outcomes}.",
        facts=len(case.facts) + len(pen.assessment.hidden),
        sources=len(case.sources),
        findings=len(pen.assessment.findings),
        outcomes=words,
    )


def _by_chapter(pen: Pen, findings: list[Finding]) -> Table:
    """Chapters with the number of their findings by outcome."""
    outcomes = [o for o in Outcome if any(f.outcome is o for f in findings)]
    heads = (Head(pen.say("Chapter")), *(Head(pen.say(SHORT[o]), True) for o in outcomes))
    rows = tuple(_chapter_row(pen, n, chapter, findings, outcomes) for n, chapter in enumerate(CHAPTERS, 3))
    widths = (9, *(2 for _ in outcomes))
    return pen.table(pen.say("Findings by chapter and outcome"), heads, tuple(r for r in rows if r), widths=widths)


SHORT = {
    Outcome.CONTRARY: "contrary",
    Outcome.AT_ODDS: "at odds",
    Outcome.DISPUTED: "disputed",
    Outcome.CONCERN: "concern",
    Outcome.UNKNOWN: "not assessed",
    Outcome.NOTED: "noted",
    Outcome.IN_LINE: "in line",
}
"""The outcomes as heads of columns."""


def _chapter_row(
    pen: Pen, number: int, chapter: Chapter, findings: list[Finding], outcomes: list[Outcome]
) -> Row | None:
    counted = Counter(f.outcome for f in findings if f.area in chapter.codes)
    if not counted:
        return None
    title: Line = (
        Text(pen.say("{number} {title}", number=str(number), title=Message(chapter.title)), target=chapter.slug),
    )
    return Row((title, *((Text(pen.words.number(counted[o]) if counted[o] else "·"),) for o in outcomes)))


def _told(pen: Pen, words: str, findings: list[Finding]) -> Iterator[Block]:
    """How many findings of a sort there are, and the strongest of them: a line a check, few from one chapter."""
    if not findings:
        return
    groups = sorted(_by_check(findings), key=lambda group: min(f.outcome.rank for f in group))
    chosen = list(_spread(groups))[:SHOWN]
    yield pen.paragraph(pen.say(words, all=len(findings)))
    yield Bullets(tuple(_bullet(pen, group) for group in chosen))


def _spread(groups: Iterable[list[Finding]]) -> Iterator[list[Finding]]:
    """Groups in order, no more than a few from one area."""
    taken: Counter[str] = Counter()
    for group in groups:
        taken[group[0].area] += 1
        if taken[group[0].area] <= FROM_ONE_CHAPTER:
            yield group


def _by_check(findings: list[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.check, []).append(finding)
    return list(groups.values())


def _bullet(pen: Pen, group: list[Finding]) -> Line:
    """One line for the findings of a check: the sentence where one was made, else the title and the subjects."""
    first = min(group, key=lambda f: f.outcome.rank)
    mark = Text(f"{MARKS[first.outcome]} ", strong=True)
    title = Message(first.title)
    sentence = pen.words.text(first.message)
    if len(group) == 1 and len(sentence) <= LONGEST:
        return (mark, Text(sentence, target=first.id))
    names = tuple(Name(f.subject) for f in group if f.subject != "case")
    if len(group) == 1 or not names:
        return (mark, Text(pen.say("{title}.", title=title), target=first.id))
    return (mark, Text(pen.say("{title}: {names}.", title=title, names=names), target=first.id))


def _left_open(pen: Pen, findings: list[Finding]) -> Line:
    """What could not be assessed, and where the tests of the material itself stand."""
    unknown = sum(1 for f in findings if f.outcome is Outcome.UNKNOWN)
    missing = "Not assessed, information missing: {unknown}; the questions that would settle it stand in annex J."
    tests = "What the material itself leaves open, such as clock times without a zone, stands in section {section}."
    return (
        Text(pen.say(missing, unknown=unknown), target="annex-j"),
        Text(" "),
        Text(pen.say(tests, section=DATA_SECTION), target="method-data"),
    )


def _priorities(pen: Pen) -> Iterator[Block]:
    """The priority recommendations of people, in a box."""
    facts = [f for f in pen.assessment.case.all(Recommendation) if f.record.priority is Truth.YES]
    if facts:
        lines = tuple((Text(pen.wording(f, "text"), target=f"recommendation-{f.record.number}"),) for f in facts)
        yield Callout(pen.say("Priority recommendations"), (Bullets(lines),))
