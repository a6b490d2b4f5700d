"""The copy from which a release is made: accepted facts alone, and nothing that leads to others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from saylau.errors import NotFound, ReportRefused
from saylau.records.base import Record
from saylau.records.case import Case as Read
from saylau.records.claims import RESERVED
from saylau.records.fact import Fact, Status
from saylau.records.files import named_files
from saylau.records.resolve import references
from saylau.records.source import Source
from saylau.report.prose import citations, cited_fact
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE, Case


def accepted_sources(case: Case) -> frozenset[str]:
    """Ids of the sources that a second person accepted."""
    return frozenset(case.facts.filter(kind=SOURCE, state=FactState.ACCEPTED).values_list("name", flat=True))


def accepted_only(read: Read, sources: Collection[str]) -> Read:
    """The case of the facts that were accepted and stand in accepted sources, and point at nothing else.

    Wording, signatures and rules that belong to facts left out go along. Raises `ReportRefused` where the election
    itself is not among them.
    """
    kept = _closed(tuple(f for f in read.facts if f.status is Status.REVIEWED and f.source in sources))
    things = {f.id for f in kept}
    if read.info.election not in things:
        raise ReportRefused(
            f"the election itself ({read.info.election}) is not accepted yet, or stands in a source that is not; have "
            "it reviewed, then build the release again"
        )
    names = things | {f.fact for f in kept} | {*sources, RESERVED}
    dropped = {f.id for f in read.facts} - things
    found = replace(
        read,
        facts=kept,
        sources=MappingProxyType({s: _based_on(source, sources) for s, source in read.sources.items() if s in sources}),
        texts=MappingProxyType({key: text for key, text in read.texts.items() if key[0] in names}),
        reviews=tuple(r for r in read.reviews if not dropped & set(r.finding.split(":")[1:])),
        declared=tuple(rule for rule in read.declared if str(rule.provision) in things),
    )
    wanted = set(named_files(found))
    return replace(found, files=MappingProxyType({n: data for n, data in read.files.items() if n in wanted}))


def check_cited(read: Read, accepted: Read, languages: Collection[str]) -> None:
    """Raise `ReportRefused` where the text in one of the languages cites a fact of the case that was not accepted."""
    cited = [
        (chapter, language, name)
        for (chapter, language), text in sorted(accepted.prose.items())
        if language in languages
        for kind, name in citations(text)
        if kind == "fact" and _holds(read, name) and not _holds(accepted, name)
    ]
    if cited:
        chapter, language, name = cited[0]
        more = len({name for _, _, name in cited}) - 1
        raise ReportRefused(
            f"the text of the chapter {chapter} ({language}) cites {name}, which is not accepted yet"
            f"{f', and {more} more that wait' if more else ''}; have what is cited reviewed, or "
            "take it out of the text, then build the release again"
        )


def _holds(read: Read, cited: str) -> bool:
    try:
        cited_fact(read, cited)
    except NotFound:
        return False
    return True


def _closed(facts: tuple[Fact[Record], ...]) -> tuple[Fact[Record], ...]:
    """The facts that point at nothing outside them, however many steps away."""
    while True:
        things = {f.id for f in facts}
        kept = tuple(f for f in facts if all(thing in things for _, thing in references(f.record)))
        if len(kept) == len(facts):
            return kept
        facts = kept


def _based_on(source: Source, sources: Collection[str]) -> Source:
    return source.model_copy(update={"based_on": tuple(name for name in source.based_on if name in sources)})
