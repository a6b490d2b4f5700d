"""Case: the facts of one election, with typed access, references resolved, and every claim about a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from saylau.errors import NotFound
from saylau.records.base import Record, Ref
from saylau.records.declared import DeclaredRule
from saylau.records.fact import Fact, Status
from saylau.records.source import CaseInfo, Review, Source

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Case:
    """Everything known about one election. A check sees a `Case` and nothing else."""

    info: CaseInfo
    sources: Mapping[str, Source]
    facts: tuple[Fact[Record], ...]
    """All claims, withdrawn ones too, in the order of kinds and rows."""
    texts: Mapping[tuple[str, str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """(id, field, language) to the text in that language."""
    prose: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """(chapter, language) to the analyst's own text."""
    reviews: tuple[Review, ...] = ()
    declared: tuple[DeclaredRule, ...] = ()
    """Rules that the case declares as data, for a country without a law module."""
    phrases: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """(text of the case, language) to the text in that language, wherever it stands."""
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Files in `tables/` that records name by path and hash, by their path in the folder."""

    @property
    def country(self) -> str:
        """ISO 3166-1 code in lower case."""
        return self.info.country

    @cached_property
    def _by_kind(self) -> dict[type[Record], tuple[Fact[Record], ...]]:
        found: dict[type[Record], list[Fact[Record]]] = {}
        for fact in self.facts:
            if fact.status is not Status.WITHDRAWN:
                found.setdefault(type(fact.record), []).append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    @cached_property
    def _by_fields(self) -> dict[tuple[type[Record], tuple[str, ...]], dict[tuple[Any, ...], list[Fact[Any]]]]:
        """Kind and names of fields, to their values, to the claims: filled as checks ask, since they ask often."""
        return {}

    @cached_property
    def _by_thing(self) -> dict[str, tuple[Fact[Record], ...]]:
        found: dict[str, list[Fact[Record]]] = {}
        for fact in self.facts:
            if fact.status is not Status.WITHDRAWN:
                found.setdefault(fact.id, []).append(fact)
        return {thing: tuple(facts) for thing, facts in found.items()}

    @cached_property
    def _by_fact(self) -> dict[str, Fact[Record]]:
        return {fact.fact: fact for fact in self.facts}

    def all(self, kind: type[R]) -> tuple[Fact[R], ...]:
        """Every claim of one kind that stands, in row order."""
        return cast("tuple[Fact[R], ...]", self._by_kind.get(kind, ()))

    def where(self, kind: type[R], **fields: Any) -> tuple[Fact[R], ...]:
        """The claims of one kind whose fields equal those given, in row order."""
        index = self._by_fields.get((kind, tuple(fields)))
        if index is None:
            index = {}
            for fact in self.all(kind):
                index.setdefault(tuple(getattr(fact.record, name) for name in fields), []).append(fact)
            self._by_fields[kind, tuple(fields)] = index
        return cast("tuple[Fact[R], ...]", tuple(index.get(tuple(fields.values()), ())))

    def claims(self, thing: str) -> tuple[Fact[Record], ...]:
        """Every claim about a thing that stands, in row order; empty where nothing is known of it."""
        return self._by_thing.get(thing, ())

    def get(self, ref: Ref[R]) -> Fact[R]:
        """The leading claim about a thing: the first row that stands. Raises `NotFound`."""
        claims = self.claims(ref)
        if not claims:
            raise NotFound(f"no thing {ref!r} in case {self.info.id}")
        return cast("Fact[R]", claims[0])

    def fact(self, name: str) -> Fact[Record]:
        """One claim by its own name. Raises `NotFound`."""
        try:
            return self._by_fact[name]
        except KeyError:
            raise NotFound(f"no fact {name!r} in case {self.info.id}") from None

    def text(self, thing: str, column: str, language: str) -> str:
        """A field of a thing in a language: the translation where there is one, else the record's own words."""
        translated = self.texts.get((thing, column, language))
        if translated is not None:
            return translated
        return self.phrase(str(getattr(self.claims(thing)[0].record, column)), language)

    def title(self, language: str) -> str:
        """The title of the case in a language."""
        return self.texts.get(("case", "title", language)) or self.phrase(self.info.title, language)

    def phrase(self, text: str, language: str) -> str:
        """A text of the case in a language; the text itself where the case has it in its own words only."""
        return self.phrases.get((text, language), text)

    def wording(self, fact: str, column: str, language: str) -> str:
        """A text field of one claim in a language, its members joined by semicolons: the claim's own translation, else
        that of the thing where its leading claim says the same, else the record's own words.
        """
        claim = self.fact(fact)
        translated = self.texts.get((fact, column, language))
        if translated is not None:
            return translated
        said = getattr(claim.record if hasattr(claim.record, column) else claim, column)
        of_thing = self.texts.get((claim.id, column, language))
        leading = getattr(self.claims(claim.id)[0].record, column, None)
        if of_thing is not None and leading == said:
            return of_thing
        many = said if isinstance(said, tuple) else (said or "",)
        return "; ".join(self.phrase(str(one), language) for one in many)

    def name(self, thing: str, language: str = "en") -> str:
        """The name of a thing in a language; of a candidacy the person's; its id where it has no name."""
        claims = self.claims(thing)
        if not claims:
            return thing
        record = claims[0].record
        if hasattr(record, "name"):
            return self.text(thing, "name", language)
        if hasattr(record, "person"):
            return self.name(record.person, language)
        return thing

    def source_of(self, fact: Fact[Record] | str) -> Source:
        """The source in which a claim stands."""
        return self.sources[(self.fact(fact) if isinstance(fact, str) else fact).source]


def names(facts: Iterable[Fact[Record]]) -> tuple[str, ...]:
    """The names of claims, for a finding's list of facts."""
    return tuple(fact.fact for fact in facts)
