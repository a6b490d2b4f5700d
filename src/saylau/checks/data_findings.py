"""How the findings hold together: evidence, editions, later guidance, and what sources contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from saylau.checks.ask import asked, register
from saylau.checks.cap import ASSERTS_A_BREACH, cites
from saylau.checks.data_asked import maker
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import CheckOfFindings, check_of_findings
from saylau.checks.told import unknown
from saylau.law.asked import Asked
from saylau.law.rule import Basis, Cite
from saylau.records.base import Record, Ref
from saylau.records.case import Case, names
from saylau.records.columns import cell
from saylau.records.conflicts import Conflict, conflicts
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Provision
from saylau.records.kinds.law import TextRead
from saylau.records.source import Grade
from saylau.standards import STANDARDS
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Message, Name, OutOf, Simple, Wording

TYPED = (int, Count, Money, When, Truth, Decimal)
"""Values that are printed in the language of the report; others as they stand in the files."""

ASSESSING = (Outcome.CONTRARY, Outcome.AT_ODDS, Outcome.DISPUTED, Outcome.CONCERN, Outcome.IN_LINE)
"""The outcomes that assess something; `noted` states a fact, and `unknown` says what is missing."""


def _none(case: Case) -> Finding:
    question = asked(case, "Which checks ran over the case, and what did they find?", maker(case))
    return unknown(Message("No other finding was made; there was nothing to test."), question)


@check_of_findings(chapter="DM", area="data")
def contradictions(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """What sources, or a source and its own arithmetic, state in two ways.

    Claims about one thing that differ in a field are kept side by side; findings on which sources or readings part are
    listed with them.
    """
    if not case.facts:
        yield _none(case)
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
    """The values that claims give, each once, in the order of the claims."""
    values = {cell(v): _said(c.fact, conflict.column, v) for c, v in reversed(_stated(conflict))}
    label = Message("{thing}, {field}", thing=conflict.thing, field=Message(conflict.column.replace("_", " ")))
    return Measure(
        f"{conflict.thing}:{conflict.column}", tuple(reversed(values.values())), "", label, names(conflict.claims)
    )


def _stated(conflict: Conflict) -> list[tuple[Fact[Record], object]]:
    return [(claim, getattr(claim.record, conflict.column)) for claim in conflict.claims]


def _said(fact: str, column: str, value: object) -> Simple:
    """A value as the report prints it: things by name, categories as phrases, texts as the case has them."""
    if isinstance(value, TYPED):
        return value
    if isinstance(value, Ref):
        return Name(str(value))
    if isinstance(value, StrEnum):
        return Message(value.value)
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return cell(value)
    if isinstance(value, tuple):
        said = tuple(_said(fact, column, item) for item in value if isinstance(item, StrEnum | Ref))
        if len(said) > 1:
            return Message("{values}", values=said)
        return said[0] if said else Wording(fact, column)
    return Wording(fact, column)


@check_of_findings(chapter="DM", area="data")
def evidence(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether each finding rests on facts.

    To assess is to find something contrary, at odds, disputed, a concern or in line; findings that note a fact are
    tested too. What a person signed is not counted here: whether a signature still holds is known only with the whole
    assessment.
    """
    others = [f for f in found if not f.check.startswith("data.")]
    assessed = [f for f in others if f.outcome in ASSESSING]
    noted = [f for f in others if f.outcome is Outcome.NOTED]
    if not assessed and not noted:
        yield _none(case)
        return
    bare = [f for f in (*assessed, *noted) if not f.facts and not f.provisions]
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if bare else Outcome.IN_LINE,
        message=Message(
            "Findings not on the material itself: {all}. Those that assess something (contrary, at odds, disputed, a "
            "concern or in line): {assessed}; that note a fact and assess nothing: {noted}; without an assessment for "
            "lack of information: {unknown}. Of those that assess or note, findings that named neither a fact nor a "
            "provision: {bare}.",
            all=len(others),
            assessed=len(assessed),
            noted=len(noted),
            unknown=len(others) - len(assessed) - len(noted),
            bare=OutOf(len(bare), len(assessed) + len(noted)),
        ),
        measures=(
            Measure("all", len(others), "", "findings not on the material itself"),
            Measure("assessed", len(assessed), "", "findings that assess something"),
            Measure("noted", len(noted), "", "findings that note a fact"),
            Measure("without_facts", len(bare), "", "findings that name neither a fact nor a provision"),
            *((Measure("bare", tuple(f.id for f in bare), "", "which name neither"),) if bare else ()),
        ),
        method="Every finding that assesses or notes something, but those on the material itself, was tested for the "
        "facts that it names.",
        limits=("How many findings a person reviewed is not counted here; the report states it on its cover.",),
    )


@check_of_findings(chapter="DM", area="data")
def edition(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether what is contrary or at odds cites a provision in force, and which provisions were not read.

    Provisions are those on which findings rest, as the chapter on method counts them; a breach may also be cited by a
    reading that does not decide.
    """
    if not found:
        yield _none(case)
        return
    breaches = [f for f in found if f.outcome in ASSERTS_A_BREACH or f.would_be in ASSERTS_A_BREACH]
    uncited = [f for f in breaches if not any(_in_force(case, cite) for cite in _all_cites(f))]
    cited = tuple(dict.fromkeys(cite for f in found for cite in f.provisions))
    unread = tuple(sorted((c for c in cited if c.basis is not Basis.TEXT), key=_place))
    elsewhere = tuple(sorted((c for c in cited if _read_elsewhere(case, c)), key=_place))
    open_ones = (*unread, *elsewhere)
    named = dict.fromkeys(c for f in found for c in _all_cites(f) if c not in cited and c.basis is not Basis.TEXT)
    beside = tuple(sorted(named, key=_place))
    own = tuple(dict.fromkeys(n for cite in open_ones for n in names(case.claims(cite.provision))))
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if uncited or open_ones else Outcome.IN_LINE if cited else Outcome.NOTED,
        message=_edition_says(len(breaches), len(uncited), len(cited), unread, elsewhere),
        context=own,
        measures=(
            Measure("breaches", len(breaches), "", "findings contrary to a rule or a standard, made or held back"),
            Measure("uncited", len(uncited), "", "of these, without a provision in force"),
            Measure("provisions", len(cited), "", "provisions on which findings rest"),
            Measure("unread", len(unread), "", "of these, text in force not read"),
            Measure("elsewhere", len(elsewhere), "", "of these, read only in another edition"),
            *_listed("which_unread", unread, "text in force not read, which"),
            *_listed("which_elsewhere", elsewhere, "read only in another edition, which"),
            *_listed("beside", beside, "named beside, text not read"),
            *((Measure("which_uncited", tuple(f.id for f in uncited), "", "findings without it"),) if uncited else ()),
        ),
        method="Provisions on which findings rest; an edition is in force by its dates, where recorded.",
        limits=("A finding at odds with a standard may rest on no provision of national law.",),
        questions=_word_for_word(case, [cite for cite in (*open_ones, *beside) if cite.provision]),
    )


def _listed(name: str, cited: tuple[Cite, ...], label: str) -> tuple[Measure, ...]:
    return (Measure(name, tuple(cite.said for cite in cited), "", label),) if cited else ()


def _edition_says(
    breaches: int, uncited: int, cited: int, unread: tuple[Cite, ...], elsewhere: tuple[Cite, ...]
) -> Message:
    if not cited:
        return Message(
            "Findings of something contrary to a rule or at odds with a standard, made or held back: {breaches}; that "
            "cited no provision in a known edition in force: "
            "{uncited}. No provision of national law was cited.",
            breaches=breaches,
            uncited=uncited,
        )
    if not unread and not elsewhere:
        return Message(
            "Findings of something contrary to a rule or at odds with a standard, made or held back: {breaches}; that "
            "cited no provision in a known edition in force: "
            "{uncited}. Provisions on which findings rest: {cited}; the text of each was read.",
            breaches=breaches,
            uncited=uncited,
            cited=cited,
        )
    return Message(
        "Findings of something contrary to a rule or at odds with a standard, made or held back: {breaches}; that "
        "cited no provision in a known edition in force: "
        "{uncited}. Provisions on which findings rest: {cited}. Of these, text in force not read: {number}; read only "
        "in another edition: {elsewhere}.",
        breaches=breaches,
        uncited=uncited,
        cited=cited,
        number=len(unread),
        elsewhere=len(elsewhere),
    )


def _place(cite: Cite) -> tuple[str, str, str]:
    return cite.act, cite.article, cite.edition


def _read_elsewhere(case: Case, cite: Cite) -> bool:
    """Whether the text counts as read, though by the case only another edition of it was."""
    read = {f.record.read for f in case.all(Provision) if f.id == cite.provision}
    return cite.basis is Basis.TEXT and TextRead.OTHER_EDITION in read and TextRead.OFFICIAL not in read


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


def _word_for_word(case: Case, cites: Sequence[Cite]) -> tuple[Asked, ...]:
    """One question for all provisions, act by act; none where every text was read."""
    if not cites:
        return ()
    articles: dict[str, dict[str, None]] = {}
    for cite in cites:
        articles.setdefault(cite.act, {})[cite.article] = None
    places = tuple(
        Message("{act}: {articles}", act=Message(act), articles=tuple(Message(a) for a in of_act if a))
        if any(of_act)
        else Message(act)
        for act, of_act in articles.items()
    )
    asks = Message(
        "What did these provisions say, word for word, in the edition in force on {day}: {places}?",
        day=case.info.poll,
        places=places,
    )
    return (asked(case, asks, register(case)),)


@check_of_findings(chapter="DM", area="data")
def later_standard(case: Case, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Whether findings cite standards that came after voting day.

    Standards cited by all findings against voting day; a later one is marked as later guidance.
    """
    if not found:
        yield _none(case)
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
