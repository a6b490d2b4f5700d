"""An invented country without a law module that declares its rules: persons, claims and rules for tests."""

from __future__ import annotations

from typing import Any

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.declared import DeclaredRule
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Candidacy,
    CandidacyStep,
    FundReceipt,
    Person,
    Provision,
    SignatureStatement,
    VoterTotal,
)
from saylau.records.source import Grade
from tests.cases import case_of, election, fact, source


def stood(name: str, stage: str = "registered", **more: Any) -> tuple[Fact[Record], ...]:
    """An invented candidate with the stage that the candidacy reached; empty for none known."""
    person = Person.model_validate({"name": name.title(), "public": "yes"})
    candidacy = Candidacy.model_validate({"person": name, "election": "election-2019"})
    step = CandidacyStep.model_validate({"candidacy": f"{name}-2019", "stage": stage or "put forward"})
    return fact(person, name, **more), fact(candidacy, f"{name}-2019"), fact(step, f"{name}-{step.stage.name}")


def signed(name: str, claim: str = "", source: str = "s1", **numbers: str) -> Fact[Record]:
    """A claim on somebody's signatures."""
    record = SignatureStatement.model_validate({"candidacy": f"{name}-2019", **numbers})
    return fact(record, f"{name}-signatures", claim, source)


def voters(number: str, as_of: str = "2019-01-01", thing: str = "voters", claim: str = "") -> Fact[Record]:
    """A total of voters; the election was called on 9 April 2019."""
    record = VoterTotal.model_validate({"election": "election-2019", "voters": number, "as_of": as_of or None})
    return fact(record, thing, claim)


def received(name: str, origin: str, amount: str, as_of: str = "2019-05-29") -> Fact[Record]:
    """Money of one origin in somebody's fund."""
    given = {"candidacy": f"{name}-2019", "origin": origin, "amount": amount, "as_of": as_of}
    return fact(FundReceipt.model_validate(given), f"{name}-{origin.replace(' ', '-')}")


ONE_PER_CENT = {"name": "signatures.total", "form": "threshold", "share": "0.01", "rounding": "up"}
OWN_LIMIT = {"name": "finance.own_nominator_cap", "form": "cap", "amount": "10000 EUR"}
DONATION_LIMIT = {"name": "finance.donation_cap", "form": "cap", "amount": "50000 EUR"}


def ruled(
    *facts: Fact[Record], rules: tuple[dict[str, str], ...] = (ONE_PER_CENT,), called: str | None = "2019-04-09"
) -> Case:
    """A case of those facts under declared rules whose text was read at an official source."""
    given = {"act": "Invented Act", "article": "1", "edition": "2019", "during": "2019-01-01/..", "read": "official",
             "says": "So much."}  # fmt: skip
    provision = fact(Provision.model_validate(given), "act-1", source="law")
    declared = tuple(DeclaredRule.model_validate({**rule, "provision": "act-1"}) for rule in rules)
    sources = (source(), source("s2"), source("law", Grade.A))
    return case_of(election(called=called), provision, *facts, sources=sources, declared=declared)
