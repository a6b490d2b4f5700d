"""Annexes: matrix of findings, recommendations, searches, sources, contradictions, questions, law, rebuilding."""

from __future__ import annotations

from collections.abc import Iterable

from saylau import __version__
from saylau.assessment.questions import by_addressee
from saylau.law.asked import Asked
from saylau.law.rule import Basis, Cite
from saylau.records.conflicts import conflicts
from saylau.records.kinds import Provision, Recommendation, SearchForEvidence, SheetIncident
from saylau.report.boxes import LABELS, MARKS, asked_text, asked_together, provision_anchor, standard_anchor
from saylau.report.charts.matrix import matrices
from saylau.report.document import Block, Bullets, Figure, Head, Line, Row, Table, Text
from saylau.report.facts import field_text
from saylau.report.papers import look_at
from saylau.report.pen import Pen
from saylau.report.prose import prose_blocks
from saylau.report.words import fact_anchor, source_anchor
from saylau.standards import AREAS, OBLIGATIONS, STANDARDS

WAITING = 3
"""How many of the findings that wait for an answer are named."""


def _heads(pen: Pen, *titles: str) -> tuple[Head, ...]:
    return tuple(Head(pen.say(title)) for title in titles)


def _cells(*texts: str) -> tuple[Line, ...]:
    return tuple((Text(text),) for text in texts)


def matrix(pen: Pen) -> tuple[Block, ...]:
    """Findings by standard and area as pictures with their tables; what the areas are; then one row a finding."""
    findings = pen.assessment.findings
    every = tuple(
        Row(((Text(f.id, target=f.id),), *_cells(f.area, f"{MARKS[f.outcome]} {pen.say(LABELS[f.outcome])}")))
        for f in findings
    )
    heads = _heads(pen, "Finding", "Area", "Outcome")
    return (
        *_pictures(pen),
        _areas(pen, list(dict.fromkeys(f.area for f in findings))),
        pen.table(pen.say("Every finding"), heads, every, widths=(6, 1, 5), entries=1),
    )


def _pictures(pen: Pen) -> tuple[Figure, ...]:
    """The same as pictures, one a kind of standards."""
    found = []
    for picture in matrices(pen.assessment.findings, pen.words, pen.words.day(pen.assessment.case.info.assessed)):
        number = len(pen.figures) + 1
        table = Table(None, picture.caption, picture.heads, picture.rows)
        figure = Figure(number, f"figure-{number}", picture.caption, picture.alt, picture.spec, table, picture.narrow)
        pen.figures.append(figure)
        found.append(figure)
    return tuple(found)


def _areas(pen: Pen, codes: list[str]) -> Table:
    """What the codes of areas stand for, and the general obligations behind each."""
    rows = tuple(
        Row(_cells(a.code, pen.say(a.title), "; ".join(pen.say(OBLIGATIONS[o]) for o in a.obligations)))
        for a in AREAS
        if a.code in codes
    )
    heads = _heads(pen, "Area", "Title", "General obligations (Election Obligations and Standards, Carter Center)")
    return pen.table(pen.say("Areas"), heads, rows, widths=(1, 4, 10))


def recommendations(pen: Pen) -> tuple[Block, ...]:
    """The recommendations that people wrote, in the words of the case, priority first. The machine drafts none."""
    facts = sorted(
        pen.assessment.case.all(Recommendation), key=lambda f: (str(f.record.priority) != "yes", f.record.number)
    )
    blocks: list[Block] = list(prose_blocks(pen, "recommendations"))
    if not facts and not blocks:
        return (pen.paragraph(pen.say("The material contains no recommendations.")),)
    for fact in facts:
        text = pen.assessment.case.text(fact.id, "text", pen.words.language)
        to = field_text(fact, "addressees", pen.words)
        says = pen.say("To {addressees}: {text}", addressees=to, text=text)
        line: Line = (Text(f"R{fact.record.number}. ", strong=True), Text(says), *pen.cite_facts((fact.fact,)))
        blocks.append(pen.paragraph(line, anchor=f"recommendation-{fact.record.number}"))
    return tuple(blocks)


def incidents(pen: Pen) -> tuple[Block, ...]:
    """Incidents as told, each account on its own row."""
    facts = pen.assessment.case.all(SheetIncident)
    if not facts:
        return (pen.paragraph(pen.say("The case holds no incidents that may be shown.")),)
    pen.use(tuple(f.fact for f in facts))
    rows = tuple(
        Row(
            (
                (Text(f.fact, target=fact_anchor(f.fact)),),
                *_cells(pen.stated_by(f), pen.wording(f, "says")),
                pen.place_of(f),
            )
        )
        for f in facts
    )
    return (
        pen.table(
            pen.say("Incidents as told"),
            _heads(pen, "Claim", "Told by", "Account", "Source"),
            rows,
            widths=(3, 3, 6, 4),
        ),
    )


def searches(pen: Pen) -> tuple[Block, ...]:
    """What was looked for, where, and whether it was found."""
    facts = pen.assessment.case.all(SearchForEvidence)
    if not facts:
        return (pen.paragraph(pen.say("No search was recorded.")),)
    pen.use(tuple(f.fact for f in facts))
    rows = tuple(
        Row(
            (
                (Text(field_text(f, "what", pen.words), target=fact_anchor(f.fact)),),
                *_cells(
                    field_text(f, "where", pen.words) or pen.say("not stated"),
                    field_text(f, "on", pen.words) or pen.say("not stated"),
                    pen.words.value(f.record.found),
                ),
            )
        )
        for f in facts
    )
    return (
        pen.table(pen.say("Searches"), _heads(pen, "Looked for", "Where", "When", "Found"), rows, widths=(5, 6, 3, 2)),
    )


def sources(pen: Pen) -> tuple[Block, ...]:
    """Every source with its grade, its voice, and what it repeats."""
    rows = []
    for source in pen.assessment.case.sources.values():
        repeats = ", ".join(source.based_on) or pen.say("none known")
        reference: Line = (Text(pen.full(source)),)
        if source.url:
            reference = (*reference, Text(", "), Text(source.url, url=source.url))
        if look := look_at(pen, source):
            reference = (*reference, Text("; "), Text(look))
        voice = pen.say(str(source.interest))
        digest = source.sha256[:16] if source.sha256 else ""
        rows.append(
            Row(
                (
                    _cells(source.id)[0],
                    reference,
                    *_cells(str(source.grade), voice, repeats, digest),
                ),
                source_anchor(source.id),
            )
        )
    heads = _heads(pen, "Source", "Reference", "Grade", "Voice", "Repeats", "Hash")
    return (pen.table(pen.say("Sources"), heads, tuple(rows), widths=(3, 7, 1, 2, 3, 2)),)


def contradictions(pen: Pen) -> tuple[Block, ...]:
    """Claims about one thing that do not agree, side by side. None overwrites another."""
    rows = []
    for conflict in conflicts(pen.assessment.case):
        pen.use(tuple(c.fact for c in conflict.claims))
        for claim in conflict.claims:
            label = f"{conflict.thing}: {pen.say(conflict.column.replace('_', ' '))}"
            value = (Text(field_text(claim, conflict.column, pen.words), target=fact_anchor(claim.fact)),)
            who = pen.stated_by(claim)
            rows.append(Row((_cells(label)[0], value, _cells(who)[0], pen.place_of(claim))))
    if not rows:
        return (pen.paragraph(pen.say("No two claims about one thing differed.")),)
    return (
        pen.table(
            pen.say("Claims that differ"),
            _heads(pen, "Thing and field", "Value", "Stated by", "Source"),
            tuple(rows),
            widths=(4, 5, 3, 4),
            entries=2,
        ),
    )


def questions(pen: Pen) -> tuple[Block, ...]:
    """Open questions grouped by who can answer; what is asked alike about several stands once."""
    blocks: list[Block] = []
    for who, asked in by_addressee(pen.assessment.questions, pen.words.text, pen.words.sort_key).items():
        waiting = {(q.question.asks, q.question.about): q.findings for q in asked}
        items = tuple(
            _question(pen, together, [name for q in together for name in waiting[q.asks, q.about]])
            for together in asked_together(q.question for q in asked)
        )
        blocks += [pen.paragraph((Text(who, strong=True),)), Bullets(items, small=True)]
    return tuple(blocks) or (pen.paragraph(pen.say("No question is open.")),)


def _question(pen: Pen, asked: tuple[Asked, ...], findings: list[str]) -> Line:
    """A question with the first findings that wait for its answer."""
    names = list(dict.fromkeys(findings))
    waiting = [Text(f"{' ' if n else ' → '}{name}", target=name) for n, name in enumerate(names[:WAITING])]
    more = len(names) - WAITING
    rest = (Text(pen.say(" and {more} more", more=more)),) if more > 0 else ()
    return (Text(asked_text(pen.words, *asked)), *waiting, *rest)


def law(pen: Pen) -> tuple[Block, ...]:
    """Provisions and standards cited, and how well each is known."""
    findings = pen.assessment.findings
    cites = sorted(dict.fromkeys(c for f in findings for c in f.provisions), key=str)
    known = {p.id: p for p in pen.assessment.case.all(Provision)}
    rows = tuple(_provision_row(pen, cite, known.get(cite.provision)) for cite in _first_by_anchor(cites))
    cited = [STANDARDS[s] for s in STANDARDS if any(s in f.standards for f in findings)]
    on = pen.assessment.case.info.poll
    standard_rows = tuple(
        Row(
            _cells(
                pen.words.standard(s),
                pen.say(s.paraphrase),
                pen.say(str(s.binding)),
                str(s.grade) + (pen.say(", later guidance") if s.is_later_guidance(on) else ""),
            ),
            standard_anchor(s.id),
        )
        for s in cited
    )
    return (
        pen.table(
            pen.say("Provisions"),
            _heads(pen, "Provision", "What it says, in our words", "Known by", "Source"),
            rows,
            widths=(5, 6, 3, 3),
            anchor="provisions",
            entries=1,
        ),
        pen.table(
            pen.say("Standards"),
            _heads(pen, "Standard", "In our words", "Kind", "Grade"),
            standard_rows,
            widths=(4, 7, 2, 2),
            entries=1,
        ),
    )


def _first_by_anchor(cites: Iterable[Cite]) -> list[Cite]:
    """One cite for each anchor, since several rules may rest on one provision."""
    return list({provision_anchor(c) if c.provision else str(c): c for c in reversed(list(cites))}.values())[::-1]


def _provision_row(pen: Pen, cite: Cite, fact: object) -> Row:
    known = {
        Basis.TEXT: pen.say("text read"),
        Basis.REPORTED: pen.say("a source of grade B; text in force not read"),
        Basis.GENERAL: pen.say("general knowledge, not confirmed"),
    }[cite.basis]
    own = next((p for p in pen.assessment.case.all(Provision) if p.id == cite.provision), None)
    says = pen.assessment.case.text(own.id, "says", pen.words.language) if own else ""
    place: Line = pen.place_of(own) if own else ()
    if own:
        pen.use((own.fact,))
    return Row(
        (_cells(pen.words.cite(cite))[0], *_cells(says, known), place), provision_anchor(cite) if cite.provision else ""
    )


def rebuild(pen: Pen, content: str) -> tuple[Block, ...]:
    """How to make the same report again."""
    info = pen.assessment.case.info
    return (
        pen.paragraph(
            pen.say("This report was made by saylau {version} from the case {case}.", version=__version__, case=info.id)
        ),
        pen.paragraph(pen.say("Identity of the case (SHA-256 over its files): {content}", content=content)),
        pen.paragraph(pen.say("The command was: saylau report {case}", case=info.id)),
    )
