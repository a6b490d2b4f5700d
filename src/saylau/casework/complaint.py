"""A collective complaint before it is paper: the case, the people, who is taken in, what is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saylau.assessment.assess import Assessment
from saylau.casework.annexes import Annex
from saylau.casework.collective import Selection
from saylau.casework.extractors import EXTRACTORS
from saylau.casework.found import Found, Given
from saylau.casework.gate import private_people
from saylau.casework.numbers import number_of
from saylau.records.case import Case
from saylau.records.leave_out import leave_out
from saylau.report.words import Words
from saylau.values.message import Name, Simple, sentence
from saylau.vault.entries import Entry

TOLD = ("course", "remedies", "interventions")
"""What a sheet tells of everybody, by extractor."""


@dataclass(frozen=True)
class Complaint:
    """Everything that a collective complaint is made of."""

    case: Case
    assessment: Assessment
    """The case with its findings where the text cites some, else without any."""
    people: Mapping[str, Sequence[Entry]]
    """Everybody of the vault, also who was not asked about: of nobody else may the paper tell."""
    selection: Selection
    annexes: tuple[Annex, ...]
    texts: Mapping[str, str]
    """Language to the analyst's own text of the common facts."""
    requests: tuple[str, ...] = ()
    """What is asked for, one sentence each."""
    unknown: Collection[str] = ()
    """Numbers of private people of the case whom the vault does not hold, or no longer."""

    @property
    def day(self) -> date:
        """The day of the complaint."""
        return self.selection.day

    @property
    def outside(self) -> frozenset[str]:
        """Numbers of everybody who is not taken in."""
        return frozenset({*self.people, *self.unknown}) - set(self.selection.included)

    def given(self, number: str, language: str) -> Given:
        """What an extractor may look at, of one person."""
        rule = self.selection.rule
        return Given(
            self.case, number, self.people[number], self.day, language, rule.attorney, rule.bodies[0],
            rule.to_government,
        )  # fmt: skip

    def lacks(self, language: str) -> tuple[str, ...]:
        """Why it is a draft in a language, each in a few words for whoever makes it; empty where it is whole."""
        found = [] if self.requests else ["no request is stated: --request TEXT"]
        found += [] if self.texts.get(language) else [f"no text of the common facts in {language}: --text FILE"]
        without = [n for n in self.selection.included if not self.course(n, language).pieces]
        return (*found, *(f"{number}: no reviewed fact tells what happened" for number in without))

    def kept_back(self) -> tuple[str, ...]:
        """Rows about the included that do not stand in the complaint, and why: drafts, withheld and one-sided ones."""
        given = [self.given(number, "en") for number in self.selection.included]
        missing = [(one.number, m) for one in given for source in TOLD for m in EXTRACTORS[source].find(one).missing]
        return tuple(dict.fromkeys(f"{n}: {', '.join(m.facts)}: {m.rule}" for n, m in missing if m.facts))

    def course(self, number: str, language: str) -> Found:
        """What is told of one person, in order of time."""
        return EXTRACTORS["course"].find(self.given(number, language))

    def name(self, number: str, words: Words) -> str:
        """The name of a person who may be named to every addressee, as the language writes it; else nothing."""
        if number not in self.selection.named:
            return ""
        found = EXTRACTORS["whole_name"].find(self.given(number, words.language)).pieces
        return words.text(sentence(found[0].says[0])) if found else ""


def of_included(case: Case, selection: Selection) -> Case:
    """The case without any private person who is not taken in: what is not there can be neither told nor cited."""
    taken = set(selection.included)
    return leave_out(case, [thing for thing in private_people(case) if number_of(case, thing) not in taken])


def anchor(number: str) -> str:
    """Anchor of the sheet of a person."""
    return f"person-{number.lower()}"


def called(case: Case, who: str) -> Simple:
    """An organisation or body of the case by its name there; anyone else as written."""
    return Name(who) if case.claims(who) else who
