"""How the material holds together: spellings of one name, and one name for two."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.ask import asked
from saylau.checks.data_asked import maker
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.case import names as claims
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Body, Candidacy, Organisation, Person
from saylau.values import Truth
from saylau.values.message import Message, Name


@check(chapter="DM", area="data")
def names(case: Case) -> Iterator[Finding]:
    """Whether spellings of one name are joined, and those who share a name told apart.

    Aliases of one id are joined; two ids that share a name, an acronym or an alias stay two. Of persons who are not
    public figures only the number is given.
    """
    named: list[Fact[Record]] = [f for kind in (Person, Organisation, Body) for f in case.all(kind)]
    if not named:
        question = asked(case, "Which persons and bodies does the material name, in which spellings?", maker(case))
        yield unknown(Message("The material names no person or body; nothing was tested."), question)
        return
    joined = [f for f in named if getattr(f.record, "aliases", ())]
    standing = {f.record.person for f in case.all(Candidacy)}
    candidates = list(dict.fromkeys(f.id for f in joined if f.id in standing))
    others = list(dict.fromkeys(f.id for f in joined if f.id not in standing and _public(f)))
    hidden = [f for f in case.all(Person) if f.record.spellings is not None and f.record.spellings.low > 1]
    shared = _shared(named)
    yield Finding(
        subject="case",
        outcome=Outcome.NOTED,
        message=Message(
            "Names found in several spellings and joined, of candidates: {candidates}; other public names: {others}; "
            "of persons whose names are withheld: {hidden}. Names or acronyms shared by several and told apart: "
            "{shared}.",
            candidates=len(candidates),
            others=len(others),
            hidden=len({f.id for f in hidden}),
            shared=len(shared),
        ),
        facts=tuple(
            dict.fromkeys((*claims(joined), *claims(hidden), *(n for _, found in shared for n in claims(found))))
        ),
        measures=(
            Measure("candidates", tuple(Name(thing) for thing in candidates), "", "candidates spelled in several ways"),
            Measure("others", tuple(Name(thing) for thing in others), "", "other names spelled in several ways"),
            Measure("withheld", len({f.id for f in hidden}), "", "withheld names spelled in several ways"),
            *(
                Measure(f"shared:{text}", tuple(Name(f.id) for f in found), "", "told apart though they share a name")
                for text, found in shared
            ),
        ),
        method="Aliases, acronyms and names compared without regard to case.",
        limits=("That two spellings mean one is the judgement of who entered them.",),
    )


def _public(fact: Fact[Record]) -> bool:
    private = isinstance(fact.record, Person) and fact.record.public is not Truth.YES
    return fact.display is Display.PUBLIC and not private


def _shared(named: list[Fact[Record]]) -> list[tuple[str, list[Fact[Record]]]]:
    """Names, acronyms and aliases that belong to more than one public thing, in alphabetical order."""
    found: dict[str, dict[str, Fact[Record]]] = {}
    for fact in named:
        if _public(fact):
            record = fact.record
            texts = (getattr(record, "name", ""), getattr(record, "acronym", ""), *getattr(record, "aliases", ()))
            for text in texts:
                if text:
                    found.setdefault(text.casefold(), {}).setdefault(fact.id, fact)
    return [(text, list(things.values())) for text, things in sorted(found.items()) if len(things) > 1]


NAMES: tuple[Check, ...] = (names,)
