"""What a check finds, as the run would give it, and small changes to a case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from saylau.checks.cap import cap
from saylau.checks.finding import Finding
from saylau.checks.registry import Check, CheckOfFindings
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.source import Grade
from saylau.values.message import Message, Said, Value
from tests.cases import fact as claim_of
from tests.cases import source


def found(case: Case, check: Check) -> dict[str, Finding]:
    """The findings of a check by subject, capped by their weakest input."""
    dressed = [replace(f, check=check.id, standards=f.standards or check.standards) for f in check.function(case)]
    assert dressed, "a check is never silent"
    assert len({f.subject for f in dressed}) == len(dressed)
    return {f.subject: cap(case, f) for f in dressed}


def one(case: Case, check: Check, subject: str = "case") -> Finding:
    """The finding of a check on one subject."""
    return found(case, check)[subject]


def measure(finding: Finding, name: str) -> Value:
    """A measure by its name; it stands exactly once."""
    (value,) = (m.value for m in finding.measures if m.name == name)
    return value


def changed(case: Case, claim: str, **fields: Any) -> Case:
    """The case with one claim told otherwise."""
    old = case.fact(claim)
    new = replace(old, record=old.record.model_copy(update=fields))
    return replace(case, facts=tuple(new if f.fact == claim else f for f in case.facts))


def without(case: Case, *things: type[Record] | str) -> Case:
    """The case without some kinds of records, or without some claims."""
    return replace(case, facts=tuple(f for f in case.facts if type(f.record) not in things and f.fact not in things))


def regraded(case: Case, claim: str, grade: Grade) -> Case:
    """The case with the source of one claim in another grade."""
    old = case.source_of(claim)
    return replace(case, sources={**case.sources, old.id: old.model_copy(update={"grade": grade})})


def added(case: Case, *facts: Fact[Record]) -> Case:
    """The case with further claims and the invented source in which they stand."""
    invented = source()
    return replace(case, facts=(*case.facts, *facts), sources={invented.id: invented, **case.sources})


def made(kind: type[Record], thing: str, claim: str = "", source_id: str = "s1", **fields: Any) -> Fact[Record]:
    """A claim about an invented thing, from the text forms of its fields."""
    display = fields.pop("display", Display.PUBLIC)
    return claim_of(kind.model_validate(fields), thing, claim, source_id, display=display)


def reviewed(case: Case, check: CheckOfFindings, *findings: Finding) -> Finding:
    """What a check of findings says of those given."""
    (finding,) = check.function(case, findings)
    return finding


def template(said: Said) -> str:
    """The template of a text of the program."""
    return said.template if isinstance(said, Message) else said
