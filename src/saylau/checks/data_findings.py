"""How the findings hold together: evidence, editions, later guidance, and what sources contradict."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from saylau.checks.cap import ASSERTS_A_BREACH, cites
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import CheckOfFindings, check_of_findings
from saylau.checks.told import unknown
from saylau.law.rule import Basis, Cite
from saylau.methods.dates import day_in_words
from saylau.records.case import Case, names
from saylau.records.columns import cell
from saylau.records.conflicts import Conflict, conflicts
from saylau.records.fact import Display
from saylau.records.kinds import Provision, Question
from saylau.records.source import Grade
from saylau.standards import STANDARDS
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Message, Simple

TYPED = (int, Count, Money, When, Truth, Decimal)
"""Values that are printed in the language of the report; others as they stand in the files."""

ANALYST, LAWYER = "the analyst", "the official register of laws"


def _none() -> Finding:
    question = Question(asks="Which checks ran over the case, and what did they find?", who=ANALYST)
    return unknown(Message("No other finding was made; there was nothing to test."), question)


@check_of_findings(chapter="DM", area="data")
def contradictions(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """What sources, or a source and its own arithmetic, state in two ways.

    Claims about one thing that differ in a field are kept side by side; findings on which sources or readings part are
    listed with them.
    """
    if not case.facts:
        yield _none()
        return
    held = conflicts(case)
    things = list(dict.fromkeys(c.thing for c in held))
    disputed = tuple(f.id for f in found if f.outcome is Outcome.DISPUTED)
    claims = tuple(dict.fromkeys(claim.fact for c in held for claim in c.claims))
    beside = tuple(dict.fromkeys(n for f in found if f.outcome is Outcome.DISPUTED for n in f.facts if n not in claims))
    weak = tuple(n for n in (*claims, *beside) if case.source_of(n).grade is Grade.C)
    public = [thing for thing in things if all(f.display is Display.PUBLIC for f in case.claims(thing))]
    yield Finding(
        subject="case",
        outcome=Outcome.DISPUTED if things or disputed else Outcome.IN_LINE,
        message=Message(
            "Things about which claims differed, all of which were kept: {things}. Findings that were disputed: "
            "{findings}.",
            things=len(things),
            findings=len(disputed),
        ),
        facts=tuple(n for n in (*claims, *beside) if n not in weak),
        context=weak,
        measures=(
            Measure("things", len(things), "", "things about which claims differ", claims),
            Measure("findings", len(disputed), "", "disputed findings"),
            *((Measure("disputed", disputed, "", "which are disputed"),) if disputed else ()),
            *(_measure(c) for c in held if c.thing in public),
        ),
        method="Values, references, categories and dates of all claims about one thing compared; empty fields, bounds "
        "that overlap and remarks in free words contradict nothing.",
        limits=(
            "Claims may differ because they speak of different days, such as what was planned and what was adopted.",
            "Values of things that are not public are counted and not printed.",
        ),
    )


def _measure(conflict: Conflict) -> Measure:
    name = f"{conflict.thing}:{conflict.column}"
    stated = [getattr(claim.record, conflict.column) for claim in conflict.claims]
    values: tuple[Simple, ...] = tuple(dict.fromkeys(v if isinstance(v, TYPED) else cell(v) for v in stated))
    return Measure(name, values, "", f"{conflict.thing}, {conflict.column}", names(conflict.claims))


@check_of_findings(chapter="DM", area="data")
def evidence(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether each finding rests on facts.

    What a person signed is not counted here: whether a signature still holds is known only with the whole assessment.
    """
    assessed = [f for f in found if f.outcome is not Outcome.UNKNOWN and not f.check.startswith("data.")]
    if not assessed:
        yield _none()
        return
    bare = [f for f in assessed if not f.facts]
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if bare else Outcome.IN_LINE,
        message=Message(
            "Findings that assess something: {assessed}. Those that named no fact: {bare}.",
            assessed=len(assessed),
            bare=len(bare),
        ),
        measures=(
            Measure("assessed", len(assessed), "", "findings that assess something"),
            Measure("without_facts", len(bare), "", "findings that name no fact"),
            *((Measure("bare", tuple(f.id for f in bare), "", "which name no fact"),) if bare else ()),
        ),
        method="Every finding but those on the material itself was tested for the facts that it names.",
        limits=("How many findings a person reviewed is not counted here; the report states it on its cover.",),
    )


@check_of_findings(chapter="DM", area="data")
def edition(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether findings of a breach cite a provision in an edition in force, and which provisions were not read."""
    if not found:
        yield _none()
        return
    breaches = [f for f in found if f.outcome in ASSERTS_A_BREACH or f.would_be in ASSERTS_A_BREACH]
    uncited = [f for f in breaches if not any(_in_force(case, cite) for cite in _all_cites(f))]
    cited = tuple(dict.fromkeys(cite for f in found for cite in _all_cites(f)))
    unread = _unread(cited)
    own = tuple(dict.fromkeys(n for cite in unread for n in names(case.claims(cite.provision))))
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if uncited or unread else Outcome.IN_LINE if cited else Outcome.NOTED,
        message=_edition_says(len(breaches), len(uncited), unread, bool(cited)),
        context=own,
        measures=(
            Measure("breaches", len(breaches), "", "findings of a breach, made or held back"),
            Measure("uncited", len(uncited), "", "findings of a breach without a provision in force"),
            Measure("unread", len(unread), "", "provisions cited, their text in force not read"),
            *((Measure("which_uncited", tuple(f.id for f in uncited), "", "findings without it"),) if uncited else ()),
        ),
        method="Provisions of findings and of all their readings; an edition is in force by its dates, where recorded.",
        limits=("A finding at odds with a standard may rest on no provision of national law.",),
        questions=tuple(_word_for_word(case, cite) for cite in unread if cite.provision),
    )


def _edition_says(breaches: int, uncited: int, unread: list[Cite], cited: bool) -> Message:
    if not cited:
        return Message(
            "Findings of a breach, made or held back: {breaches}; that cited no provision in a known edition in force: "
            "{uncited}. No provision of national law was cited.",
            breaches=breaches,
            uncited=uncited,
        )
    if not unread:
        return Message(
            "Findings of a breach, made or held back: {breaches}; that cited no provision in a known edition in force: "
            "{uncited}. The text of every provision cited was read.",
            breaches=breaches,
            uncited=uncited,
        )
    return Message(
        "Findings of a breach, made or held back: {breaches}; that cited no provision in a known edition in force: "
        "{uncited}. Provisions cited whose text in force was not read: {unread}.",
        breaches=breaches,
        uncited=uncited,
        unread=tuple(str(cite) for cite in unread),
    )


def _all_cites(finding: Finding) -> tuple[Cite, ...]:
    """The provisions that a finding names, also in readings that do not decide."""
    read = [cite for r in finding.readings if r.explanation for cite in cites(r.explanation)]
    said = [cite for e in finding.explanations for cite in cites(e)]
    return tuple(dict.fromkeys((*finding.provisions, *said, *read)))


def _in_force(case: Case, cite: Cite) -> bool:
    """Whether the edition is named, and not recorded as out of force on voting day."""
    poll = When.on(case.info.poll)
    dates = [f.record.during for f in case.all(Provision) if f.id == cite.provision and f.record.during]
    return bool(cite.edition) and not any(poll.within(during) is Truth.NO for during in dates)


def _unread(cited: tuple[Cite, ...]) -> list[Cite]:
    """Every provision cited whose text in force was not read, by act and article; of each article the first cited."""
    found: dict[tuple[str, str], Cite] = {}
    for cite in (c for c in cited if c.basis is not Basis.TEXT):
        found.setdefault((cite.act, cite.article), cite)
    return [found[key] for key in sorted(found)]


def _word_for_word(case: Case, cite: Cite) -> Question:
    day = day_in_words(case.info.poll)
    place = f"{cite.act}, article {cite.article}" if cite.article else cite.act
    return Question(asks=f"What did {place} say, word for word, in the edition in force on {day}?", who=LAWYER)


@check_of_findings(chapter="DM", area="data")
def later_standard(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether findings cite standards that came after voting day."""
    if not found:
        yield _none()
        return
    cited = sorted({standard for f in found for standard in f.standards})
    later = tuple(s for s in cited if s in STANDARDS and STANDARDS[s].is_later_guidance(case.info.poll))
    citing = [f for f in found if set(f.standards) & set(later)]
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED if later else Outcome.IN_LINE,
        message=Message(
            "Standards cited: {cited}. Those that came after voting day, marked as later guidance: {later}.",
            cited=len(cited),
            later=len(later),
        ),
        context=tuple(dict.fromkeys(name for f in citing for name in f.facts)),
        measures=(
            Measure("cited", len(cited), "", "standards cited"),
            Measure("later", len(later), "", "standards that are later guidance"),
            *((Measure("which_later", later, "", "which are later guidance"),) if later else ()),
            *((Measure("citing", tuple(f.id for f in citing), "", "findings that cite them"),) if citing else ()),
        ),
        method="The day from which each standard may be cited, beside voting day.",
        limits=("Of a standard known by its year alone, the whole year counts as too early.",),
    )


OF_FINDINGS: tuple[CheckOfFindings, ...] = (contradictions, evidence, edition, later_standard)
