"""The copy that may be shown: rebuilt from what is public, so that it cannot contain what is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any, cast

from pydantic import BaseModel

from saylau.assessment.assess import Assessment
from saylau.assessment.clearance import Clearance
from saylau.assessment.leaks import CASE_NUMBER, free_texts, guard_of, refuse_names
from saylau.assessment.questions import open_questions
from saylau.assessment.small_counts import (
    Private,
    coarse_finding,
    coarse_rows,
    counting_claims,
    rows_since_earlier,
    since_earlier,
)
from saylau.checks.finding import Finding
from saylau.errors import ReportRefused
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Person
from saylau.records.leave_out import leave_out
from saylau.records.source import Interest, Source
from saylau.standards import STANDARDS
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Message, Name, Wording


def _refers_to(fact: Fact[Record], things: set[str]) -> bool:
    """Whether a record points at one of the things."""
    for column in record_columns(type(fact.record)):
        if column.type == "ref":
            value = getattr(fact.record, column.name)
            if any(v in things for v in (value if isinstance(value, tuple) else (value,)) if v is not None):
                return True
    return False


def _shown(facts: tuple[Fact[Record], ...]) -> tuple[Fact[Record], ...]:
    """The claims that are public and point at nothing withheld, however many steps away."""
    shown = tuple(f for f in facts if f.display is Display.PUBLIC)
    while True:
        things = {f.id for f in shown}
        gone = {f.id for f in facts} - things
        kept = tuple(f for f in shown if not _refers_to(f, gone))
        if len(kept) == len(shown):
            return kept
        shown = kept


@dataclass(frozen=True)
class _Filter:
    """What takes the place of withheld claims and things in a finding."""

    labels: Mapping[str, str]
    """Name of a claim left out to its label."""
    gone: Mapping[str, str]
    """Id of a thing left out to the case number under which it may be printed; empty where not even that."""
    copied: re.Pattern[str] | None
    """Texts of the rows left out, for a check may have copied one into a sentence: a name, or who said it."""
    kept: frozenset[str]
    """Names of claims and ids of things that are shown: no text, so that nothing in them is replaced."""
    closed: frozenset[str] = frozenset()
    """Ids of people who agreed to be counted and not to be shown, not even under a number."""

    def finding(self, finding: Finding) -> Finding:
        """A finding with labels for withheld claims. Raises `ReportRefused` where it names what is withheld."""
        try:
            if finding.subject in self.gone:
                raise ReportRefused(
                    "it is about someone or something withheld; a check counts over all of them instead"
                )
            return cast("Finding", self.clean(finding))
        except ReportRefused as error:
            raise ReportRefused(f"finding {finding.id}: {error}") from None

    def clean(self, value: Any) -> Any:
        """A value, a message or any record of the assessment, with labels for what is withheld, all the way down."""
        match value:
            case Enum():
                return value
            case Name():
                return self._name(value)
            case Wording():
                return WITHHELD if value.fact in self.labels else value
            case Message():
                return Message(value.template, **{k: self.clean(v) for k, v in value.values.items()})
            case str():
                return self._text(value)
            case tuple():
                return tuple(self.clean(item) for item in value)
            case Mapping():
                return {key: self.clean(item) for key, item in value.items()}
            case BaseModel():
                return value.model_copy(update={n: self.clean(getattr(value, n)) for n in type(value).model_fields})
            case _ if is_dataclass(value) and not isinstance(value, type | When | Count | Money):
                return replace(value, **{f.name: self.clean(getattr(value, f.name)) for f in fields(value)})
        return value

    def _name(self, name: Name) -> Name | str | Message:
        if name.thing not in self.gone:
            return name
        if name.thing in self.closed:
            return Message(NOT_SHOWN)
        if self.gone[name.thing]:
            return self.gone[name.thing]
        raise ReportRefused("its text names what is withheld; show it, or leave it out of what the check counts")

    def _text(self, text: str) -> str:
        """A text with labels for names of withheld claims; only those with a hyphen or digit are told from words."""
        if text in self.labels:
            return self.labels[text]
        if text in self.kept:
            return text
        known = self._cleaned.get(text)
        if known is None:
            shown = self.copied.sub(WITHHELD, text) if self.copied else text
            known = _CLAIM.sub(lambda found: self.labels.get(found[0], found[0]), shown)
            self._cleaned[text] = known
        return known

    @cached_property
    def _cleaned(self) -> dict[str, str]:
        """Texts as they are shown: the same stand in many findings."""
        return {}


WITHHELD = "(withheld)"
NOT_SHOWN = "a person who is not shown"
_CLAIM = re.compile(r"[a-z0-9]+(?:[.\-][a-z0-9]+)+|[a-z]+[0-9]+")
"""What may be the name of a claim within a text."""


def _case_number(fact: Fact[Record]) -> str:
    """The case number under which a person may be printed; empty where not even that may be shown."""
    return fact.record.name if isinstance(fact.record, Person) and fact.display is Display.NUMBER else ""


def _copied(left_out: Iterable[Fact[Record]], shown: Iterable[Fact[Record]]) -> re.Pattern[str] | None:
    """Finds the free texts of rows left out, whole, save those that stand in a row that is shown too.

    Codes of published standards, which a row may cite, tell of nobody; findings rest on them too.
    """
    known = {text for fact in shown for text in free_texts(fact)} | STANDARDS.keys()
    secret = {text for fact in left_out for text in free_texts(fact) if len(text) > 2 and text not in known}
    found = sorted(secret - {text for text in secret if CASE_NUMBER.fullmatch(text)}, key=lambda t: (-len(t), t))
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in found)) if found else None


def _sources(case: Case, used: set[str]) -> dict[str, Source]:
    """The sources on which something shown rests, with those that they repeat."""
    waiting = list(used)
    while waiting:
        more = set(case.sources[waiting.pop()].based_on) - used
        used |= more
        waiting.extend(more)
    return {name: source for name, source in case.sources.items() if name in used}


def _sources_behind(case: Case, named: Mapping[str, Source], hidden: set[str]) -> dict[str, Source]:
    """The sources that are named, and those of claims that are counted and not shown."""
    if INSIDE not in hidden:
        return _sources(case, set(named) | hidden)
    return {**named, INSIDE: _inside(source for name, source in case.sources.items() if name not in named)}


INSIDE = "withheld-sources"
"""Id of what stands in place of sources in which nothing that is shown stands, where a ledger gates the case."""


def _inside(sources: Iterable[Source]) -> Source:
    """One source in place of several of which not even the titles may be told, nor how many they are."""
    kept = list(sources)
    interests = {source.interest for source in kept}
    return Source(
        id=INSIDE,
        title=WITHHELD,
        grade=max(source.grade for source in kept),
        interest=interests.pop() if len(interests) == 1 else Interest.OTHER,
    )


def _phrases(case: Case, shown: Iterable[Fact[Record]]) -> dict[tuple[str, str], str]:
    """The phrases of texts that are shown; one that stands in a withheld row alone goes with it."""
    said = {text for fact in shown for text in (*free_texts(fact), fact.locator)}
    said |= {text for source in case.sources.values() for text in (source.title, source.author, source.publisher)}
    said |= {text for rule in case.declared for text in rule.model_dump().values() if isinstance(text, str)}
    said |= {case.info.title, case.info.organisation}
    return {key: text for key, text in case.phrases.items() if key[0] in said}


def _coarse(assessment: Assessment, shown: Iterable[Fact[Record]]) -> tuple[Finding, ...]:
    """The findings with small counts of private people as bounds."""
    private, smallest = counting_claims(assessment.case), assessment.case.info.smallest
    named = assessment.cleared is not None and assessment.cleared.named
    printed = frozenset(f.fact for f in shown) & private.claims if named else frozenset()
    return tuple(coarse_finding(f, private, smallest, printed) for f in assessment.findings)


def _since(findings: tuple[Finding, ...], earlier: Assessment, private: Private, smallest: int) -> tuple[Finding, ...]:
    before = {f.id: f for f in earlier.findings}
    return tuple(since_earlier(f, before[f.id], private, smallest) if f.id in before else f for f in findings)


def _before(earlier: Assessment, public: Case, whole: Case, cleared: Clearance | None) -> Assessment:
    """The copy of the earlier version, without findings that name what was shown then and is withheld now."""
    copy = publish(earlier)
    if cleared:
        # Whoever took their consent back since stands in nothing that is built now.
        copy = replace(copy, case=leave_out(copy.case, cleared.closed), cleared=cleared)
    shown = {f.id for f in public.facts}
    hidden = ({f.id for f in whole.facts} - shown) & {f.id for f in copy.case.facts}
    hidden |= cleared.closed if cleared else frozenset()
    named = {f.id: set(_ANY_ID.findall(repr((f.subject, f.message, f.readings)))) for f in copy.findings}
    return replace(copy, findings=tuple(f for f in copy.findings if not hidden & named[f.id]))


_ANY_ID = re.compile(r"[a-z0-9][a-z0-9.\-]*")


def publish(assessment: Assessment, earlier: Assessment | None = None) -> Assessment:
    """A copy without any withheld claim. Numbers over withheld claims stay; the claims become numbered labels.

    Small counts of private people become bounds; with the earlier version that was published, whole, also counts that
    moved by so little that the two versions together would tell a small one. Raises `ReportRefused` where a sentence, a
    text or a public row would name a private or withheld person.
    """
    case = assessment.case
    shown = coarse_rows(case, _shown(case.facts))
    coarse = _coarse(assessment, shown)
    if earlier is not None:
        shown = rows_since_earlier(shown, {f.fact: f for f in earlier.case.facts}, case.info.smallest)
        coarse = _since(coarse, earlier, counting_claims(case), case.info.smallest)
    kept = {f.fact for f in shown}
    left_out = [f for f in case.facts if f.fact not in kept]
    labels = {f.fact: f"withheld-{n}" for n, f in enumerate(left_out, 1)}
    things = {f.id for f in shown}
    gone = {f.id: _case_number(f) for f in case.facts if f.id not in things}
    cleared = assessment.cleared
    closed = cleared.closed if cleared else frozenset()
    filtered = _Filter(labels, gone, _copied(left_out, shown), frozenset(kept | things), closed)
    findings = tuple(map(filtered.finding, coarse))
    hidden = {labels[f.fact]: f.source for f in left_out}
    named_sources = _sources(case, {f.source for f in shown})
    if cleared:
        hidden = {label: source if source in named_sources else INSIDE for label, source in hidden.items()}
    told = {name for f in findings for name in (*f.facts, *f.context, *(n for m in f.measures for n in m.facts))}
    public_case = replace(
        case,
        info=case.info.model_copy(update={"vault": Truth.NO}),  # what is left is what may be shown without one
        facts=shown,
        texts={key: text for key, text in case.texts.items() if key[0] not in gone and key[0] not in labels},
        phrases=_phrases(case, shown),
        sources=_sources_behind(case, named_sources, {hidden[label] for label in told if label in hidden}),
    )
    questions = open_questions(public_case, findings)
    named = cleared.named if cleared else frozenset()
    refuse_names(guard_of(case, public_case, cleared), public_case, questions, named)
    return replace(
        assessment,
        case=public_case,
        findings=findings,
        questions=questions,
        hidden=hidden,
        before=_before(earlier, public_case, case, assessment.cleared) if earlier else None,
    )
