"""Write a large invented case: `python benchmarks/make_case.py FACTS FOLDER`. The same number gives the same bytes.

All people, bodies and numbers in it are invented. A tenth of the facts are people, the rest lean on them as in a real
case: candidacies, fund receipts, tenures, signatures, tallies and statements, with every tenth claim told twice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from saylau.records.base import Record, Ref
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.folder import write_folder
from saylau.records.kinds.actors import Gender, Person
from saylau.records.kinds.candidacy import Candidacy
from saylau.records.kinds.elections import Election, Level
from saylau.records.kinds.finance import FundOrigin, FundReceipt
from saylau.records.kinds.power import Office, Tenure
from saylau.records.kinds.protests import Tally, TallySubject
from saylau.records.kinds.signatures import SignatureStatement
from saylau.records.kinds.statements import Stance, Statement
from saylau.records.source import CaseInfo, Grade, Interest, Source
from saylau.values import Count, Money, Truth, When

POLL = date(2031, 5, 4)
SOURCES = 200
OFFICES = 50
SYLLABLES = ("ba", "do", "ke", "lu", "mi", "no", "ra", "su", "ti", "ve")


def make_case(facts: int) -> Case:
    """A case of so many facts; at least 100."""
    info = CaseInfo(
        id="invented", title="An invented election", country="xx", election=Ref("election-2031"), poll=POLL,
        assessed=POLL + timedelta(90),
    )  # fmt: skip
    sources = [
        Source(
            id=f"source-{i:03}", title=f"Invented source {i}", author=f"Author {i % 40}", grade=list(Grade)[i % 3],
            interest=list(Interest)[i % len(Interest)], published=When.on(POLL - timedelta(i)), language="en",
        )
        for i in range(SOURCES)
    ]  # fmt: skip
    return Case(info, {source.id: source for source in sources}, tuple(islice(_facts(Random(2031)), facts)))


def _facts(random: Random) -> Iterator[Fact[Record]]:
    """Facts without end, each thing before those that refer to it."""
    called = When.on(POLL - timedelta(90))
    election = Election(
        name="Invented election", level=Level.PRESIDENTIAL, early=Truth.NO, called=called, poll=When.on(POLL)
    )
    yield _claim(random, election, "election-2031")
    for number in range(OFFICES):
        yield _claim(random, Office(name=f"Invented office {number}"), f"office-{number}")
    number = 0
    while True:
        yield from _about_one_person(random, number)
        number += 1


def _about_one_person(random: Random, number: int) -> Iterator[Fact[Record]]:
    """A person and nine claims that lean on the person."""
    person, candidacy = f"person-{number}", Ref[Candidacy](f"candidacy-{number}")
    name = "".join(random.choices(SYLLABLES, k=3)).title() + " " + "".join(random.choices(SYLLABLES, k=4)).title()
    gender = random.choice([Gender.WOMAN, Gender.MAN, None])
    yield _claim(
        random, Person(name=name, gender=gender, born=When(str(random.randrange(1940, 2005))), public=Truth.YES), person
    )
    yield _claim(random, Candidacy(person=Ref(person), election=Ref("election-2031")), candidacy)
    day = POLL - timedelta(random.randrange(1, 90))
    office = Ref[Office](f"office-{random.randrange(OFFICES)}")
    during = When.between(POLL - timedelta(random.randrange(1000, 3000)), day)
    yield _claim(random, Tenure(person=Ref(person), office=office, during=during), f"tenure-{number}")
    collected = Count.of(random.randrange(1000, 200_000))
    yield _claim(
        random, SignatureStatement(candidacy=candidacy, collected=collected, as_of=When.on(day)), f"signatures-{number}"
    )
    for teller in range(3):
        amount = Money(f"{random.randrange(1, 10**9)} XTS")
        receipt = FundReceipt(candidacy=candidacy, origin=FundOrigin.DONATIONS, amount=amount, as_of=When.on(day))
        yield _claim(random, receipt, f"receipt-{number}", teller)
    counted = Count(random.choice(["~200", ">140", "80", "several", "1000..3000"]))
    tally = Tally(
        of=TallySubject.OTHER, number=counted, unit="people", scope=f"invented place {number % 97}", during=When.on(day)
    )
    yield _claim(random, tally, f"tally-{number}")
    says = f"Said that the claim numbered {number} was, in part, not so."
    for teller in range(2):
        statement = Statement(by=Ref(person), stance=Stance.DENIES, says=says, on=When.on(day), about=candidacy)
        yield _claim(random, statement, f"statement-{number}", teller)


def _claim(random: Random, record: Record, thing: str, teller: int = 0) -> Fact[Record]:
    """A claim in one of the sources; further tellers of a thing have sources of their own."""
    source = (random.randrange(SOURCES // 4) + teller * SOURCES // 4) % SOURCES
    name = thing if teller == 0 else f"{thing}.{teller + 1}"
    return Fact(record, str(thing), name, f"source-{source:03}", f"p. {random.randrange(1, 300)}")


def main() -> None:
    """Write the case that the command line asks for."""
    facts, folder = sys.argv[1:]
    write_folder(make_case(int(facts)), Path(folder))


if __name__ == "__main__":
    main()
