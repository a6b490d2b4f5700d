"""How the material holds together: passages that could tell who a private person is, though they hold no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saylau.checks.ask import asked
from saylau.checks.data_asked import maker
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.records.case import Case, names
from saylau.records.columns import record_columns
from saylau.records.fact import Display
from saylau.records.kinds import Act, Event, Person, Protest, Region, Step
from saylau.values import Truth
from saylau.values.message import Message

NUMBER = re.compile(r"\b[A-Z]{1,3}-?[0-9]{1,6}\b")


@dataclass(frozen=True)
class Passage:
    """A passage that speaks of one private person by case number, and the places that it tells of them."""

    where: str
    person: str
    told: frozenset[str]
    """Regions and events of the case that it names."""


@check(chapter="DM", area="data")
def rarity(case: Case) -> Iterator[Finding]:
    """How many people fit what a passage tells of one of them.

    Passages are the paragraphs of the analyst's text and the free texts of public rows that name a case number. Of each
    the regions and events that it names are held against what the case tells of every private person: whoever has an
    act or step there fits. Sex, age, trade and family in the words of a passage are not read.
    """
    private = {f.record.name: f.id for f in case.all(Person) if f.record.public is not Truth.YES}
    passages = tuple(_passages(case, private))
    fits = {p: sum(p.told <= at for at in _places(case, private).values()) for p in passages}
    few = [p for p in passages if fits[p] < case.info.smallest]
    if not private:
        whom = "Which passages of the material tell of a private person, and how many people would fit them?"
        yield unknown(Message("The case tells of no private person."), asked(case, whom, maker(case)))
        return
    asks = "Can the passages that few people fit say less: a region in place of a town, a month in place of a day?"
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if few else Outcome.IN_LINE,
        message=Message(
            "Passages that speak of one private person by case number: {all}; of these, with few people of the case "
            "who fit the places that they tell: {few}.",
            all=len(passages),
            few=len(few),
        ),
        facts=names(f for f in case.all(Person) if f.id in ({p.person for p in few} or private.values())),
        measures=(
            Measure("passages", len(passages), "", "passages with a case number"),
            Measure("few", len(few), "", "passages that few people fit", how="; ".join(p.where for p in few)),
        ),
        method="People fit where they have an act or step in each region and at each event that the passage names.",
        limits=(
            "A passage can tell who someone is in ways that no program sees: a trade, a family, a date, a quotation.",
            "People outside the case who would fit as well are not known, so that the count is the fewest.",
        ),
        questions=(asked(case, asks, maker(case)),) if few else (),
    )


def _passages(case: Case, private: Mapping[str, str]) -> Iterator[Passage]:
    spoken = _spoken(case)
    for where, text in _texts(case):
        told = frozenset(thing for thing, name in spoken.items() if name in text)
        for number in dict.fromkeys(NUMBER.findall(text)):
            if number in private:
                yield Passage(where, private[number], told)


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    """Every paragraph of the analyst's text, and the free texts of public rows, with the place where each stands."""
    for (chapter, language), prose in case.prose.items():
        for place, paragraph in enumerate(prose.split("\n\n"), 1):
            yield f"{chapter}.{language}:{place}", paragraph
    for fact in case.facts:
        if fact.display is Display.PUBLIC and not isinstance(fact.record, Person):
            values = (getattr(fact.record, c.name) for c in record_columns(type(fact.record)) if c.type == "text")
            text = " ".join(str(value) for value in (*values, fact.quote, fact.note) if value)
            yield fact.fact, text


def _spoken(case: Case) -> Mapping[str, str]:
    """Regions and events with the names under which a text may tell of them."""
    regions = {f.id: f.record.name for f in case.all(Region)}
    events = {f.id: f.record.name for f in case.all(Event)}
    return regions | events | {f.id: f.record.name for f in case.all(Protest)}


def _places(case: Case, private: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """The regions and events at which the case tells of each private person."""
    found: dict[str, set[str]] = {thing: set() for thing in private.values()}
    acts = ((f.record.person, (f.record.region, f.record.event)) for f in case.all(Act))
    steps = ((f.record.person, (f.record.event,)) for f in case.all(Step))
    for person, at in (*acts, *steps):
        if person in found:
            found[person] |= {str(place) for place in at if place}
    return {thing: frozenset(at) for thing, at in found.items()}


RARITY: tuple[Check, ...] = (rarity,)
