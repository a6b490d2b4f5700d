"""Pages of facts, sources, provisions and standards: what each says, and which findings rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from saylau.checks.finding import Finding
from saylau.law.rule import Basis, Cite
from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.fact import Fact, Heard, Status
from saylau.records.kinds import KINDS, Provision
from saylau.records.source import Source
from saylau.report.boxes import LABELS, MARKS, provision_anchor, standard_anchor, state_words
from saylau.report.document import Block, Head, Inline, Line, Row, Table, Term, Terms, Text, plain
from saylau.report.facts import fact_text, field_text, main_field
from saylau.report.papers import look_at
from saylau.report.pen import Pen
from saylau.report.site.names import page_address
from saylau.report.site.page import Link, Page, Quote
from saylau.report.words import fact_anchor, source_anchor
from saylau.standards import STANDARDS
from saylau.values.message import Message, Name

_LONG = 90
"""Letters of a title made from what a claim says."""


def finding_title(pen: Pen, finding: Finding) -> str:
    """The title of a finding: its check's, with the subject where it is about one."""
    if finding.subject == "case":
        return pen.say(finding.title)
    return pen.say("{title}: {subject}", title=Message(finding.title), subject=Name(finding.subject))


def fact_title(pen: Pen, fact: Fact[Record]) -> str:
    """What a claim is about in a few words: a name, or its kind with the thing it points at and its main field."""
    if hasattr(fact.record, "name"):
        return pen.words.value(Name(fact.id))
    points = next((c.name for c in record_columns(type(fact.record)) if c.type == "ref" and not c.many), "")
    chosen = [column for column in (points, main_field(fact)) if column]
    said = ", ".join(text for column in chosen if (text := field_text(fact, column, pen.words)))
    kind = Message(fact.kind.replace("_", " ").capitalize())
    return pen.say("{kind}: {what}", kind=kind, what=shortened(said)) if said else pen.words.text(kind)


def shortened(text: str, most: int = _LONG) -> str:
    """A text cut at the end of a word, with the sign that it goes on."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


@dataclass(frozen=True)
class Things:
    """The facts, sources, provisions and standards of a case that may be shown, as pages."""

    pen: Pen
    claims: Claims

    @cached_property
    def resting(self) -> Mapping[str, tuple[Finding, ...]]:
        """Claim to the findings that name it."""
        found: dict[str, list[Finding]] = {}
        for finding in self.pen.assessment.findings:
            behind = (n for m in finding.measures for n in m.facts)
            for name in dict.fromkeys((*finding.facts, *finding.context, *behind)):
                found.setdefault(name, []).append(finding)
        return {name: tuple(findings) for name, findings in found.items()}

    def facts(self) -> Iterator[Page]:
        """One page a claim, in the order of kinds and rows."""
        up = (Link(self.pen.say("Facts"), "facts.html"),)
        for fact in self.pen.assessment.case.facts:
            title = fact_title(self.pen, fact)
            yield Page(
                "fact", fact.fact, page_address("fact", fact.fact), title, self._kind(fact),
                tuple(self._of_fact(fact)), anchor=fact_anchor(fact.fact), up=up,
                text=" ".join((fact_text(fact, self.pen.words), fact.quote)),
                cited=self.pen.say("fact {id}: {title}", id=fact.fact, title=title),
            )  # fmt: skip

    def _kind(self, fact: Fact[Record]) -> str:
        return self.pen.say("Fact: {kind}", kind=Message(fact.kind.replace("_", " ").capitalize()))

    def _of_fact(self, fact: Fact[Record]) -> Iterator[Block | Quote]:
        pen, source = self.pen, self.pen.assessment.case.source_of(fact)
        yield Terms(tuple(self._fields(fact)))
        if fact.quote:
            yield Quote(fact.quote, source.language, pen.place_of(fact))
        yield Terms(tuple(self._standing(fact, source)))
        resting = self.resting.get(fact.fact, ())
        yield findings_table(pen, pen.say("Findings that rest on this claim"), resting)
        others = [f for f in pen.assessment.case.claims(fact.id) if f.fact != fact.fact]
        if others:
            yield self.claims.table(pen.say("Other claims about the same thing"), others)

    def _fields(self, fact: Fact[Record]) -> Iterator[Term]:
        """Each field that has a value, things leading to their own pages."""
        for column in record_columns(type(fact.record)):
            if not field_text(fact, column.name, self.pen.words):
                continue
            label = self.pen.words.template(column.name.replace("_", " "))
            line: Line = (Text(field_text(fact, column.name, self.pen.words)),)
            if column.type == "ref":
                line = self._led(getattr(fact.record, column.name))
            yield Term(label[:1].upper() + label[1:], line)

    def _led(self, value: str | tuple[str, ...]) -> Line:
        parts: list[Inline] = []
        for thing in value if isinstance(value, tuple) else (value,):
            claims = self.pen.assessment.case.claims(thing)
            target = fact_anchor(claims[0].fact) if claims else ""
            parts += [*((Text(", "),) if parts else ()), Text(self.pen.words.value(Name(thing)), target=target)]
        return tuple(parts)

    def _standing(self, fact: Fact[Record], source: Source) -> Iterator[Term]:
        """Who says it, where it stands, and how it is held."""
        pen = self.pen
        who = pen.wording(fact, "said_by") or pen.words.own(source.author or source.publisher)
        if who:
            yield Term(pen.say("Stated by"), (Text(who),))
        if fact.heard is not Heard.NOT_KNOWN:
            yield Term(pen.say("How it reached the source"), (Text(pen.say(fact.heard.value)),))
        yield Term(pen.say("Source"), (Text(pen.full(source), target=source_anchor(source.id)),))
        if fact.locator:
            yield Term(pen.say("Place"), (Text(pen.words.own(fact.locator)),))
        if fact.note:
            yield Term(pen.say("Note"), (Text(pen.wording(fact, "note")),))
        yield Term(pen.say("Status"), (Text(pen.say(STATUS[fact.status])),))
        yield Term(pen.say("Thing and claim"), (Text(pen.say("{id}, {fact}", id=fact.id, fact=fact.fact)),))

    def sources(self) -> Iterator[Page]:
        """One page a source, in the order of the case."""
        pen = self.pen
        claims: dict[str, list[Fact[Record]]] = {}
        for fact in pen.assessment.case.facts:
            claims.setdefault(fact.source, []).append(fact)
        for source in pen.assessment.case.sources.values():
            own, title = claims.get(source.id, []), pen.words.own(source.title)
            caption = pen.say("Claims from this source: {n}", n=len(own))
            yield Page(
                "source", source.id, page_address("source", source.id), title, pen.say("Source"),
                (Terms(tuple(self._of_source(source))), self.claims.table(caption, own, place_only=True)),
                anchor=source_anchor(source.id), up=(Link(pen.say("Sources"), "sources.html"),), text=pen.full(source),
                cited=pen.say("source {id}: {title}", id=source.id, title=title),
            )  # fmt: skip

    def _of_source(self, source: Source) -> Iterator[Term]:
        pen = self.pen
        repeats: list[Inline] = []
        for other in source.based_on:
            target = source_anchor(other) if other in pen.assessment.case.sources else ""
            repeats += [*((Text(", "),) if repeats else ()), Text(other, target=target)]
        said: tuple[tuple[str, Line], ...] = (
            ("Reference", (Text(pen.full(source)),)),
            ("Publisher", (Text(pen.words.own(source.publisher)),)),
            ("Voice", (Text(pen.say(str(source.interest))),)),
            ("Grade", (Text(pen.say(GRADES[str(source.grade)])),)),
            ("Published", (Text(pen.words.when(source.published) if source.published else ""),)),
            ("Looked at", (Text(pen.words.when(source.retrieved) if source.retrieved else ""),)),
            ("Language", (Text(str(pen.words.locale.languages.get(source.language, source.language))),)),
            ("Address", (Text(source.url, url=source.url),)),
            ("Last look at the address", (Text(look_at(pen, source)),)),
            ("Licence", (Text(source.licence),)),
            ("Repeats", tuple(repeats) or (Text(pen.say("none known")),)),
            ("SHA-256", (Text(source.sha256 or pen.say("no copy was archived")),)),
        )
        return (Term(pen.say(label), line) for label, line in said if plain(line))

    def provisions(self) -> Iterator[Page]:
        """One page a provision that findings cite and the case holds by an id."""
        pen = self.pen
        cited: dict[str, tuple[Cite, list[Finding]]] = {}
        for finding in pen.assessment.findings:
            for cite in dict.fromkeys(finding.provisions):
                if cite.provision:
                    cited.setdefault(cite.provision, (cite, []))[1].append(finding)
        for name, (cite, findings) in sorted(cited.items()):
            title = pen.words.cite(cite)
            yield Page(
                "provision", name, page_address("provision", name), title, pen.say("Provision"),
                tuple(self._of_provision(cite, findings)), anchor=provision_anchor(cite),
                up=(Link(pen.say("Provisions and standards"), "law.html"),),
                cited=pen.say("provision {id}: {title}", id=name, title=title),
            )  # fmt: skip

    def _of_provision(self, cite: Cite, findings: Iterable[Finding]) -> Iterator[Block | Quote]:
        pen = self.pen
        own = next((p for p in pen.assessment.case.all(Provision) if p.id == cite.provision), None)
        terms = [Term(pen.say("Known by"), (Text(pen.say(KNOWN[cite.basis])),))]
        if own:
            says = pen.assessment.case.text(own.id, "says", pen.words.language)
            terms.insert(0, Term(pen.say("What it says, in our words"), (Text(says),)))
            terms.append(Term(pen.say("Fact"), (Text(own.fact, target=fact_anchor(own.fact)),)))
            terms.append(Term(pen.say("Source"), pen.place_of(own)))
        yield Terms(tuple(term for term in terms if plain(term.line)))
        if own and own.quote:
            yield Quote(own.quote, pen.assessment.case.source_of(own).language, pen.place_of(own))
        yield findings_table(pen, pen.say("Findings under this provision"), tuple(dict.fromkeys(findings)))

    def standards(self) -> Iterator[Page]:
        """One page a standard that findings cite."""
        pen = self.pen
        for standard in STANDARDS.values():
            findings = tuple(f for f in pen.assessment.findings if standard.id in f.standards)
            if not findings:
                continue
            later = standard.is_later_guidance(pen.assessment.case.info.poll)
            said = [
                Term(pen.say("In our words"), (Text(pen.say(standard.paraphrase)),)),
                Term(pen.say("Kind"), (Text(pen.say(str(standard.binding))),)),
                Term(pen.say("Grade"), (Text(str(standard.grade)),)),
            ]
            if later:
                said.append(Term(pen.say("Time"), (Text(pen.say("Later guidance: it did not stand on voting day")),)))
            title = pen.words.standard(standard)
            yield Page(
                "standard", standard.id, page_address("standard", standard.id.lower()), title, pen.say("Standard"),
                (Terms(tuple(said)), findings_table(pen, pen.say("Findings that cite this standard"), findings)),
                anchor=standard_anchor(standard.id), up=(Link(pen.say("Provisions and standards"), "law.html"),),
                text=pen.say(standard.paraphrase), cited=pen.say("standard {title}", title=title),
            )  # fmt: skip


STATUS = {
    Status.DRAFT: "entered, not reviewed",
    Status.REVIEWED: "reviewed",
    Status.DISPUTED: "disputed",
    Status.WITHDRAWN: "withdrawn; nothing rests on it",
}
GRADES = {
    "A": "A: official or primary, read",
    "B": "B: press or secondary, read",
    "C": "C: weak; it never decides an outcome",
}
KNOWN = {
    Basis.TEXT: "text read",
    Basis.REPORTED: "a source of grade B; text in force not read",
    Basis.GENERAL: "general knowledge, not confirmed",
}


def kinds_of(facts: Iterable[Fact[Record]]) -> Iterator[tuple[str, list[Fact[Record]]]]:
    """Claims by kind, in the order of kinds."""
    by_kind: dict[str, list[Fact[Record]]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    return ((kind, by_kind[kind]) for kind in KINDS if kind in by_kind)


def findings_table(pen: Pen, caption: str, findings: tuple[Finding, ...]) -> Block:
    """Findings with their outcome, each leading to its page; a sentence where there are none."""
    if not findings:
        return Terms((Term(caption, (Text(pen.say("none")),)),))
    rows = tuple(
        Row(
            (
                (Text(finding_title(pen, f), target=f.id),),
                _outcome(pen, f),
                (Text(shortened(pen.words.text(f.message), 240)),),
            )
        )
        for f in findings
    )
    heads = (Head(pen.say("Finding")), Head(pen.say("Outcome")), Head(pen.say("What was found")))
    return Table(None, caption, heads, rows, widths=(5, 3, 8))


def _outcome(pen: Pen, finding: Finding) -> Line:
    """The outcome with its mark, and where the finding stands with its reviewers."""
    state = state_words(pen, pen.assessment.states[finding.id])
    return (Text(f"{MARKS[finding.outcome]} {pen.say(LABELS[finding.outcome])}", strong=True), Text(f" · {state}"))


class Claims:
    """Claims as rows of tables. Many pages show the same claim; it is put into words once."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._rows: dict[str, Row] = {}

    def table(self, caption: str, facts: Iterable[Fact[Record]], place_only: bool = False) -> Table:
        """Claims, each leading to its page, with who states it and where it stands, the source too unless told."""
        pen, rows = self._pen, []
        for fact in facts:
            row = self._row(fact)
            place: Line = (Text(pen.words.own(fact.locator)),)
            rows.append(Row((*row.cells[:-1], place)) if place_only else row)
        where = pen.say("Place") if place_only else pen.say("Source and place")
        heads = (Head(pen.say("Claim")), Head(pen.say("What it says")), Head(pen.say("Stated by")), Head(where))
        return Table(None, caption, heads, tuple(rows), widths=(4, 8, 3, 4))

    def _row(self, fact: Fact[Record]) -> Row:
        if fact.fact not in self._rows:
            pen = self._pen
            said: tuple[Inline, ...] = (Text(fact_text(fact, pen.words)),)
            if fact.quote:
                said = (*said, Text(f" {pen.words.quoted(fact.quote)}"))
            who = pen.stated_by(fact)
            name = Text(fact.fact, target=fact_anchor(fact.fact))
            self._rows[fact.fact] = Row(((name,), said, (Text(who),), pen.place_of(fact)))
        return self._rows[fact.fact]
