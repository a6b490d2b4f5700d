"""What stands before the chapters: cover, summary, mandate and method."""

from __future__ import annotations

from collections import Counter

from saylau.assessment.assess import Assessment
from saylau.assessment.small_counts import at_least, fewer
from saylau.checks.finding import Finding, Outcome
from saylau.law.rule import Basis
from saylau.records.source import Grade
from saylau.report.boxes import LABELS, MARKS, boxes
from saylau.report.catalogue import signed_by
from saylau.report.chapters import METHOD_CODES
from saylau.report.document import Block, Bullets, Head, Line, Row, Section, Term, Text
from saylau.report.pen import Pen
from saylau.report.prose import prose_blocks
from saylau.report.summary import DATA_SECTION
from saylau.report.terms import words_section
from saylau.values import Truth
from saylau.values.message import sentence


def cover(pen: Pen, content: str) -> tuple[Term, ...]:
    """The facts on the cover. `content` is the identity of the case: the hash of its package."""
    info = pen.assessment.case.info
    election = pen.words.name(info.election, pen.words.language)
    rows = (
        ("Election", election),
        ("Voting day", pen.words.day(info.poll)),
        ("Kind", pen.say(_kind(info.observers))),
        ("Version", info.version),
        ("Date of assessment", pen.words.day(info.assessed)),
        ("Made by", pen.words.own(info.organisation)),
        ("Review", review_line(pen)),
        ("Language", _translated(pen)),
        ("Case", content),
    )
    return tuple(Term(pen.say(label), (Text(text),)) for label, text in rows if text)


def _translated(pen: Pen) -> str:
    """In which language the report is, and that no native editor has signed its words, where that is so."""
    language = pen.words.language
    if language == "en":
        return ""
    editor = signed_by(language)
    if editor:
        return pen.say("The texts of the program were signed by {editor}, a native editor", editor=editor)
    return pen.say("No native editor has signed the texts of the program in this language; the English text stands")


def _kind(observers: Truth) -> str:
    """What kind of assessment it is, as far as the case says whether observers were sent."""
    return "Desk assessment from sourced facts" if observers is Truth.NO else "Assessment from sourced facts"


def review_line(pen: Pen) -> str:
    """How many findings no person has signed."""
    total, unsigned = len(pen.assessment.findings), len(pen.assessment.unsigned)
    if not unsigned:
        return pen.say("All {total} findings were signed by a reviewer", total=total)
    return pen.say(
        "{unsigned} of {total} findings are indications that nobody has reviewed", unsigned=unsigned, total=total
    )


def about(pen: Pen) -> tuple[Line, ...]:
    """What the report is and is not."""
    return (
        (
            Text(
                pen.say(
                    "It tests sourced facts against the law of the day and international standards, "
                    "and shows on what each sentence rests."
                )
            ),
        ),
        (
            Text(
                pen.say(
                    "It is not the report of an observation mission, "
                    "and it draws no conclusion that a person has not signed."
                )
            ),
        ),
    )


def method(pen: Pen) -> Section:
    """Mandate, sources, scales, limits, and what the tests of the material itself found."""
    prose = prose_blocks(pen, "method")
    sections = (
        Section("method-sources", "2.1", pen.say("Sources and period"), _sources(pen)),
        Section("method-scales", "2.2", pen.say("Scales and review"), _scales(pen)),
        Section("method-limits", "2.3", pen.say("Law, standards and limits"), _limits(pen)),
        Section("method-data", DATA_SECTION, pen.say("Tests of the material itself"), _data(pen)),
        *words_section(pen, "2.5"),
    )
    return Section("method", "2", pen.say("Mandate and method"), prose, sections)


def _sources(pen: Pen) -> tuple[Block, ...]:
    case = pen.assessment.case
    used = [case.sources[f.source] for f in case.facts]
    interests = sorted({s.interest for s in case.sources.values()})
    rows = []
    for interest in interests:
        by_grade = [sum(1 for s in case.sources.values() if s.interest is interest and s.grade is g) for g in Grade]
        claims = sum(1 for s in used if s.interest is interest)
        numbers = tuple((Text(pen.words.number(n)),) for n in (*by_grade, claims))
        rows.append(Row(((Text(pen.say(str(interest))),), *numbers)))
    heads = (
        Head(pen.say("Voice")),
        *(Head(pen.say("Grade {grade}", grade=str(g)), True) for g in Grade),
        Head(pen.say("Claims"), True),
    )
    considered = [pen.say("Nothing after {day} was considered.", day=case.info.assessed)]
    if case.info.observers is Truth.NO:
        considered.append(pen.say("No observers were sent for this assessment; it rests on documents alone."))
    if pen.assessment.hidden:
        says = "{n} claims about private people are counted in findings and not shown; they are not in the table."
        considered.append(pen.say(says, n=len(pen.assessment.hidden)))
    considered += _agreed(pen)
    return (
        pen.paragraph(" ".join(considered)),
        pen.table(pen.say("Sources by voice and grade, and the claims taken from them"), heads, tuple(rows)),
    )


def _agreed(pen: Pen) -> list[str]:
    """Of which day the consents of private people were taken, and how many people were left out for want of one."""
    cleared, smallest = pen.assessment.cleared, pen.assessment.case.info.smallest
    if cleared is None:
        return []
    if cleared.day is None:
        return [pen.say("Everything told of private people was left out before anything was counted.")]
    said = [pen.say("What private people agreed to was taken as it stood on {day}.", day=cleared.day)]
    if cleared.left_out:
        # In steps of ten, so that two versions do not tell of the one person who came or went between them.
        steps = max(smallest, cleared.left_out // 10 * 10)
        bound = at_least(steps) if cleared.left_out >= smallest else fewer(smallest)
        says = "People left out before anything was counted, since they had not agreed to it: {number}."
        said.append(pen.say(says, number=bound))
    return said


def _scales(pen: Pen) -> tuple[Block, ...]:
    heads = (Head(pen.say("Mark")), Head(pen.say("Outcome")), Head(pen.say("Findings"), True))
    counted = Counter(f.outcome for f in pen.assessment.findings)
    rows = tuple(
        Row(((Text(MARKS[o]),), (Text(pen.say(LABELS[o])),), (Text(pen.words.number(counted[o])),))) for o in Outcome
    )
    return (
        pen.table(pen.say("Outcomes, the strongest first"), heads, rows, widths=(1, 6, 2)),
        pen.paragraph(
            pen.say(
                "Confidence is evidence times agreement: high for two independent sources of grade A or B that agree, "
                "or for the text of the law; medium for one primary source, or several that depend on one another; "
                "low for one secondary or partisan source, or an open conflict. A finding is as confident as its "
                "weakest input, and no finding is stronger than its weakest necessary input."
            )
        ),
        pen.paragraph(f"{review_line(pen)}."),
    )


def _limits(pen: Pen) -> tuple[Block, ...]:
    assessment = pen.assessment
    cites = list(dict.fromkeys(c for f in assessment.findings for c in f.provisions))
    unread = [c for c in cites if c.basis is not Basis.TEXT]
    blocks: list[Block] = [
        pen.paragraph(
            pen.say(
                "The findings rest on {cites} provisions; the text in force of {unread} of them was not read. "
                "Findings on those are provisional and name at most a concern.",
                cites=len(cites),
                unread=len(unread),
            )
            if unread
            else pen.say("The findings rest on {cites} provisions; the text of each was read.", cites=len(cites))
        )
    ]
    untested = _untested(assessment)
    if untested:
        words = "For these subjects no rule of the country is known; each asks which provision applied:"
        blocks.append(pen.paragraph(pen.say(words)))
        blocks.append(Bullets(tuple((Text(pen.say(f.title), target=f.id),) for f in untested)))
    return tuple(blocks)


def _untested(assessment: Assessment) -> list[Finding]:
    """The first finding of each check that found no rule in force."""
    found: dict[str, Finding] = {}
    for finding in assessment.findings:
        if any("rules.toml" in sentence(q.why).template for q in finding.questions):
            found.setdefault(finding.check, finding)
    return list(found.values())


def _data(pen: Pen) -> tuple[Block, ...]:
    return tuple(boxes(pen, (f for f in pen.assessment.findings if f.area in METHOD_CODES)))
