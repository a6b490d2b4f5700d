"""Small counts of private people: printed as bounds, with whatever would let one work them out.

A count from 1 to one less than the case's smallest count is printed as "fewer than", in rows and in findings. Of a
stated whole with its parts as many further parts are printed as bounds as are needed. Where an earlier version of the
case is known, a count that moved by as little as that is printed as a bound at the earlier number, since the difference
of two versions would else tell of one or two people.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from saylau.checks.finding import Finding, Measure
from saylau.methods.small_cells import protect
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.fact import Fact
from saylau.records.kinds import Person, StatedSum, Tally
from saylau.values import Count, Money, Truth, When
from saylau.values.message import From, Message, OutOf, Percent, Said, Value

PEOPLE = ("people", "person")
"""Words of a unit, or of what a number without a unit is, that tell that people are counted."""
ONE_EACH = re.compile(
    "fines?|stays?|hearings?|detentions?|sentences?|arrests?|matters?|steps?|searches|remedies|requests|reports?"
)
"""Words for what befalls one person each: over claims about private people alone, their number tells of people."""

NOT_LISTED = "Small numbers of people are given as bounds, and the claims behind them are not listed one by one."


@dataclass(frozen=True)
class Private:
    """The claims about private people."""

    claims: frozenset[str]
    """Names of all of them, with those that state how many there were."""
    stated: Mapping[str, frozenset[int]] = field(hash=False)
    """Names of those that state how many there were, with the numbers that they state."""
    amounts: Mapping[str, tuple[str, int]] = field(default_factory=dict, hash=False)
    """Names of claims about one person's money, with the person and the amount in minor units."""
    people: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    """Names of claims about private people, with those people."""
    told_anyway: bool = False
    """Whether the case gives its reason why numbers about few people may be told: they stand in a published source."""


def counting_claims(case: Case) -> Private:
    """The claims about private people, and those that state how many of them there were."""
    tallies = (f for f in case.all(Tally) if counts_people(f.record))
    sums = (f for f in case.all(StatedSum) if f.record.private is Truth.YES)
    stated = {f.fact: frozenset({f.record.number.low}) for f in tallies}
    stated |= {f.fact: frozenset(count.low for count in (f.record.whole, *f.record.parts)) for f in sums}
    told_anyway = bool(case.info.smallest_reason)
    return Private(about_private(case) | set(stated), stated, dict(_amounts(case)), _people(case), told_anyway)


def _people(case: Case) -> dict[str, frozenset[str]]:
    """The private people whom each claim is about."""
    private = {f.id for f in case.all(Person) if f.record.public is not Truth.YES}
    found = {}
    for fact in case.facts:
        one = getattr(fact.record, "person", None)
        told = private & {fact.id, str(one), *map(str, getattr(fact.record, "persons", ()))}
        if told:
            found[fact.fact] = frozenset(told)
    return found


def _amounts(case: Case) -> Iterator[tuple[str, tuple[str, int]]]:
    """The claims with one exact amount of one person."""
    for fact in case.facts:
        person = getattr(fact.record, "person", None)
        if person:
            columns = [c.name for c in record_columns(type(fact.record)) if c.type == "money"]
            amounts = [v for c in columns if (v := getattr(fact.record, c)) is not None and v.exact is not None]
            if len(amounts) == 1:
                yield fact.fact, (str(person), amounts[0].low)


def about_private(case: Case) -> frozenset[str]:
    """Names of the claims about people who are not public figures, and of those that point at such a claim."""
    things = {f.id for f in case.all(Person) if f.record.public is not Truth.YES}
    while True:
        more = {f.id for f in case.facts if f.id not in things and _points_at(f, things)}
        if not more:
            return frozenset(f.fact for f in case.facts if f.id in things)
        things |= more


def _points_at(fact: Fact[Record], things: set[str]) -> bool:
    values = (getattr(fact.record, c.name) for c in record_columns(type(fact.record)) if c.type == "ref")
    return any(v in things for value in values for v in (value if isinstance(value, tuple) else (value,)))


def counts_people(tally: Tally) -> bool:
    """Whether a stated number counts people who are not known to be candidates or officials."""
    of = tally.of.value
    return of.startswith("people") or (of == "other" and tally.unit.startswith(PEOPLE))


def fewer(smallest: int) -> Count:
    """What is printed in place of a small count."""
    return Count.parse(f"<{smallest}")


def at_least(smallest: int) -> Count:
    """What is printed in place of a count beside a small one."""
    return Count.parse(f">={smallest}")


# Rows


def coarse_rows(case: Case, shown: Iterable[Fact[Record]]) -> tuple[Fact[Record], ...]:
    """The rows with small counts of people as bounds, and with what stands beside them in a stated sum."""
    smallest = case.info.smallest
    rows = tuple(shown)
    masks = _masks([f for f in rows if isinstance(f.record, Tally)], smallest)
    return tuple(_coarse_sum(_coarse_tally(f, masks), smallest) for f in rows)


def _masks(rows: list[Fact[Any]], smallest: int) -> dict[str, Count]:
    """Names of tallies to the bound that is printed in place of their number."""
    exact = {f.fact: f for f in rows if counts_people(f.record) and f.record.number.exact is not None}
    wholes = {(f.id, f.source): f.fact for f in reversed(exact.values())}
    parts: dict[str, list[str]] = {}
    for f in exact.values():
        whole = wholes.get((f.record.whole, f.source))
        if whole:
            parts.setdefault(whole, []).append(f.fact)
    kept = protect({name: f.record.number.low for name, f in exact.items()}, tuple(parts.items()), smallest)
    return {name: at_least(smallest) for name in kept.beside} | {name: fewer(smallest) for name in kept.small}


def _coarse_tally(fact: Fact[Record], masks: Mapping[str, Count]) -> Fact[Record]:
    if fact.fact not in masks:
        return fact
    return replace(fact, record=fact.record.model_copy(update={"number": masks[fact.fact]}), quote="")


def _coarse_sum(fact: Fact[Record], smallest: int) -> Fact[Record]:
    """A stated sum of people, its small parts and those beside them as bounds."""
    record = fact.record
    if not isinstance(record, StatedSum) or record.private is not Truth.YES:
        return fact
    exact = {place: part.low for place, part in enumerate(record.parts) if part.exact is not None}
    cells = exact | ({WHOLE: record.whole.low} if record.whole.exact is not None else {})
    summed = len(exact) == len(record.parts) and WHOLE in cells
    kept = protect(cells, [(WHOLE, tuple(exact))] if summed else [], smallest)
    masked = {**dict.fromkeys(kept.beside, at_least(smallest)), **dict.fromkeys(kept.small, fewer(smallest))}
    parts = tuple(masked.get(place, part) for place, part in enumerate(record.parts))
    whole = masked.get(WHOLE, record.whole)
    return replace(fact, record=record.model_copy(update={"parts": parts, "whole": whole}), quote="")


WHOLE = -1
"""Place of the whole beside its parts."""


# Findings


@dataclass(frozen=True)
class _Rule:
    """What of one finding is printed as bounds: exact numbers, and amounts, to what stands in their place."""

    masks: Mapping[Any, Count | Message]
    measures: Collection[str]
    """Names of the measures that count private people."""
    private: frozenset[str]
    smallest: int

    def finding(self, finding: Finding) -> Finding:
        """The finding; of the claims about private people it names one, since how many there are tells the number."""
        first = next((f for f in finding.facts if f in self.private), "")
        return replace(
            finding,
            message=self._message(finding.message),
            measures=tuple(self._measure(m) for m in finding.measures),
            readings=tuple(replace(r, says=self._message(r.says)) for r in finding.readings),
            facts=tuple(f for f in finding.facts if f not in self.private or f == first),
            context=tuple(f for f in finding.context if f not in self.private),
            limits=(*finding.limits, NOT_LISTED),
        )

    def _measure(self, measure: Measure) -> Measure:
        kept = tuple(f for f in measure.facts if f not in self.private)
        value = self.value(measure.value) if measure.name in self.measures else measure.value
        return replace(measure, value=value, how=measure.how if value == measure.value else "", facts=kept)

    def _message(self, message: Message) -> Message:
        return Message(message.template, **{k: self.value(v) for k, v in message.values.items()})

    def value(self, value: Value) -> Any:
        """A value with every number that is one of the masked ones as its bound."""
        match value:
            case From():
                kept = tuple(f for f in value.facts if f not in self.private)
                return From(self.value(value.value), kept) if kept else self.value(value.value)
            case tuple():
                return tuple(self.value(item) for item in value)
            case OutOf() if value.part in self.masks:
                return Message("{part} of {whole}", part=self.masks[value.part], whole=value.whole)
            case OutOf() if value.whole - value.part in self.masks:
                part = at_least(max(value.whole - self.smallest + 1, 0))
                return Message("{part} of {whole}", part=part, whole=value.whole)
            case int() if value in self.masks:
                return self.masks[value]
            case Count() if value.exact in self.masks:
                return self.masks[value.low]
            case Count() | Money() | When() | Percent() if value in self.masks:
                return self.masks[value]
            case Message():
                return self._message(value)
        return value


def coarse_finding(
    finding: Finding, private: Private, smallest: int, printed: Collection[str] = frozenset()
) -> Finding:
    """The finding with small counts of private people as bounds, also in its sentence, where an equal number stands.

    Where a whole is printed too, its other part, from which the small one could be worked out, is a bound as well.
    `printed` are claims about people who are named, as they agreed; the rest of a count beside them has to pass too.
    """
    counting = [m for m in finding.measures if _counts_private(m, private)]
    small = {n for m in counting for n in (*_numbers(m.value), *_complements(m.value)) if 0 < n < smallest}
    sums = [m for m in finding.measures if _is_dominated(m, private)]
    named = {n: k for m in counting for n in _numbers(m.value) if (k := len(set(m.facts) & set(printed))) < n}
    few = {n: at_least(k) for n, k in named.items() if k and n - k < smallest <= n}
    alone = [m for m in finding.measures if m not in counting and _is_of_few(m, private, smallest)]
    alone = [m for m in alone if not set(m.facts) <= set(printed)]
    if not small and not sums and not few and not alone:
        return finding
    beside = {n for m in counting for n in _numbers(m.value) if n >= smallest and _completes(m, counting, small)}
    masks: dict[Any, Count | Message] = dict.fromkeys(beside, at_least(smallest))
    masks |= few | dict.fromkeys(small, fewer(smallest)) | {_plain(m.value): DOMINATED for m in sums}
    masks |= {part: OF_FEW for m in alone for part in _parts(m.value)}
    hidden = tuple(m.name for m in (*counting, *sums, *alone))
    return _Rule(masks, hidden, private.claims, smallest).finding(finding)


ONE_OF_ALL, TWO_OF_ALL = Fraction(85, 100), Fraction(90, 100)
"""Shares of a sum above which one person, or two, hold so much of it that the sum tells theirs."""
DOMINATED = Message("not printed, since most of it belongs to one or two people")


def _is_dominated(measure: Measure, private: Private) -> bool:
    """Whether a measure is a sum of money of several private people of which one or two hold nearly all."""
    if not isinstance(_plain(measure.value), Money) or not set(measure.facts) <= set(private.amounts):
        return False
    held: dict[str, int] = {}
    for fact in dict.fromkeys(measure.facts):
        person, amount = private.amounts[fact]
        held[person] = held.get(person, 0) + amount
    most, whole = sorted(held.values(), reverse=True), sum(held.values())
    return len(held) > 1 and whole > 0 and (most[0] > ONE_OF_ALL * whole or most[0] + most[1] > TWO_OF_ALL * whole)


OF_FEW = Message("not printed, since it is about few people")


def _is_of_few(measure: Measure, private: Private, smallest: int) -> bool:
    """Whether a measure that counts nobody, such as days or an amount, is about fewer private people than are told."""
    facts = set(measure.facts)
    if private.told_anyway or not facts or not facts <= private.claims:
        return False
    about = {person for fact in facts for person in private.people.get(fact, ())}
    return 0 < len(about) < smallest


def _parts(value: Value) -> tuple[Any, ...]:
    """The numbers, amounts and times of a measure, save nought."""
    plain = _plain(value)
    parts = tuple(map(_plain, plain)) if isinstance(plain, tuple) else (plain,)
    return tuple(p for p in parts if isinstance(p, int | Count | Money | When | Percent) and p not in (0, Count.of(0)))


def _plain(value: Value) -> Any:
    return value.value if isinstance(value, From) else value


def _completes(measure: Measure, counting: list[Measure], small: set[int]) -> bool:
    """Whether the claims behind a number and those behind small ones, one or all, are together those behind another."""
    own = set(measure.facts)
    parts = [set(m.facts) for m in counting if set(_numbers(m.value)) & small and not set(m.facts) & own]
    wholes = [set(m.facts) for m in counting if set(m.facts) > own]
    return any(w in [own | part for part in parts] or w == own.union(*(p for p in parts if p < w)) for w in wholes)


def _counts_private(measure: Measure, private: Private) -> bool:
    """Whether a measure counts people and rests on claims about private people alone."""
    facts = set(measure.facts)
    if not facts or not facts <= private.claims:
        return False
    counted = bool(_counted(measure.unit) or (not measure.unit and _counted(measure.label)))
    numbers = set(_numbers(measure.value))
    return counted or any(numbers & private.stated.get(fact, frozenset()) for fact in facts)


def _counted(text: Said) -> bool:
    words = (text if isinstance(text, str) else text.template).split()
    return any(word.strip(",.;:").startswith(PEOPLE) or ONE_EACH.fullmatch(word) for word in words)


def _numbers(value: Value) -> tuple[int, ...]:
    match value:
        case From():
            return _numbers(value.value)
        case int():
            return (value,)
        case Count() if value.exact is not None:
            return (value.exact,)
        case OutOf():
            return (value.part,)
    return ()


def _complements(value: Value) -> tuple[int, ...]:
    if isinstance(value, From):
        return _complements(value.value)
    return (value.whole - value.part,) if isinstance(value, OutOf) else ()


# Versions


def since_earlier(finding: Finding, earlier: Finding, private: Private, smallest: int) -> Finding:
    """The finding, a count of private people that moved by less than `smallest` as a bound at its earlier number."""
    before = {m.name: n for m in earlier.measures for n in _numbers(m.value)}
    masks: dict[int, Count] = {}
    for measure in finding.measures:
        old = before.get(measure.name)
        for now in _numbers(measure.value) if old is not None and _counts_private(measure, private) else ():
            if old is not None and 0 < abs(now - old) < smallest:
                masks[now] = Count.parse(f">={old}" if now > old else f"<={old}")
    names = tuple(m.name for m in finding.measures if set(_numbers(m.value)) & set(masks))
    return _Rule(masks, names, private.claims, smallest).finding(finding) if masks else finding


def rows_since_earlier(
    rows: Iterable[Fact[Record]], earlier: Mapping[str, Fact[Record]], smallest: int
) -> tuple[Fact[Record], ...]:
    """The rows, tallies of people that moved by less than `smallest` as bounds at their earlier number."""
    found = []
    for fact in rows:
        old = earlier.get(fact.fact)
        if isinstance(fact.record, Tally) and counts_people(fact.record) and old and isinstance(old.record, Tally):
            now, before = fact.record.number.exact, old.record.number.exact
            if now is not None and before is not None and 0 < abs(now - before) < smallest:
                bound = Count.parse(f">={before}" if now > before else f"<={before}")
                fact = replace(fact, record=fact.record.model_copy(update={"number": bound}), quote="")
        found.append(fact)
    return tuple(found)
