"""Signatures: how they were to be verified, and what those who signed disclosed of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from saylau.checks.addressees import commission
from saylau.checks.ask import ask, asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import beside
from saylau.checks.registry import Check, check
from saylau.checks.told import besides, fit, open_questions, told, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import NoInputs
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import SignerData, Verification
from saylau.values import Count, Truth
from saylau.values.message import From, Message, Wording

R = TypeVar("R", bound=Record)

WHO = "Who verified the signatures of candidates?"
DAYS = "Within how many days were the signatures of candidates verified?"
CRITERIA = "By which criteria was a signature valid or not?"
APPEAL = "To whom could a candidate appeal against the outcome of the verification, and within how many days?"
NOT_STATED = Message("not stated")


@check(chapter="CR", standards=("VC-I.1.3.iii", "VC-I.1.3.iv"), area="signatures")
def verification_clarity(case: Case) -> Iterator[Finding]:
    """Whether the verification of signatures was regulated clearly.

    A list of four points: who verified, in how many days, by which criteria, with which appeal; each is answered by
    what a source states, or open. Where a source found the procedure unclear, or a point is not regulated, it is a
    concern.
    """
    claims = case.where(Verification, election=case.info.election)
    rows = fit(case, claims)
    if not rows:
        says = Message("The material does not say how signatures were verified.")
        yield unknown(says, *(asked(case, q, commission(case)) for q in (WHO, DAYS, CRITERIA, APPEAL)))
        return
    by, days = _first(rows, "by"), told(case, claims, lambda r: r.days)
    criteria, appeal, clear = (_truth(rows, name) for name in ("criteria", "appeal", "clear"))
    lacking = _lacking(case, bool(by), bool(days), criteria, appeal)
    law = ask(case, "signatures.verification", NoInputs())
    unclear = [f for f in rows if f.record.clear is Truth.NO]
    yield Finding(
        "case",
        _clarity(clear, criteria, appeal, bool(lacking)),
        Message(
            "Points on the verification of signatures, as stated: who verified: {by}; days: {days}; criteria laid "
            "down: {criteria}; appeal given: {appeal}. Assessed by the sources as clearly regulated: {clear}.",
            by=From(Wording(by[0].fact, "by"), names(by)) if by else NOT_STATED,
            days=tuple(From(d.value, d.facts) for d in days) or NOT_STATED,
            criteria=criteria, appeal=appeal, clear=From(clear, names(unclear)) if unclear else clear,
        ),
        facts=names(rows),
        context=besides(claims, names(rows)),
        readings=beside(law),
        measures=(
            Measure("answered", Count.of(4 - len(lacking)), "", "points answered, of four", names(rows)),
            *(Measure("days", d.value, "days", "days for the verification", d.facts) for d in days[:1]),
        ),
        method="Four points, each answered by the first source that states it.",
        limits=("What a rule leaves open may stand in an instruction of the commission that no source names.",),
        questions=lacking or open_questions(law),
    )  # fmt: skip


def _first(rows: Sequence[Fact[Verification]], column: str) -> tuple[Fact[Verification], ...]:
    return tuple(f for f in rows if getattr(f.record, column))[:1]


def _truth(rows: Sequence[Fact[R]], column: str) -> Truth:
    """What the first source that knows it states; unknown where none does."""
    stated = (getattr(f.record, column) for f in rows)
    return next((answer for answer in stated if answer is not Truth.UNKNOWN), Truth.UNKNOWN)


def _lacking(case: Case, by: bool, days: bool, criteria: Truth, appeal: Truth) -> tuple[Asked, ...]:
    """The questions on the points that no source answers."""
    points = (
        (by, WHO), (days, DAYS), (criteria is not Truth.UNKNOWN, CRITERIA), (appeal is not Truth.UNKNOWN, APPEAL),
    )  # fmt: skip
    return tuple(asked(case, asks, commission(case)) for answered, asks in points if not answered)


def _clarity(clear: Truth, criteria: Truth, appeal: Truth, lacking: bool) -> Outcome:
    if Truth.NO in (clear, criteria, appeal):
        return Outcome.CONCERN
    return Outcome.UNKNOWN if lacking else Outcome.IN_LINE


KEPT = "Who kept the signature sheets?"
HOW_LONG = "How long were the signature sheets kept, and which rule says so?"
FIELDS_ASKED = "Which data did those who signed have to give?"


@check(chapter="CR", standards=("ICCPR-17",), area="signatures")
def signer_data(case: Case) -> Iterator[Finding]:
    """What those who signed had to disclose of themselves, who held it, and for how long.

    A signature for a candidate shows a political view. Data of an identity document asked beside it are a concern
    unless a rule limits how long they are kept.
    """
    claims = case.where(SignerData, election=case.info.election)
    rows = fit(case, claims)
    if not rows:
        says = Message("The material does not say which data those who signed had to give.")
        yield unknown(says, *(asked(case, q, commission(case)) for q in (FIELDS_ASKED, KEPT, HOW_LONG)))
        return
    document, retention = _truth(rows, "identity_document"), _truth(rows, "retention_regulated")
    holder = next((f for f in rows if f.record.holder), None)
    lists = tuple(f for f in rows if f.record.fields)
    numbers = told(case, claims, lambda r: r.number)
    open_points: list[str] = []
    open_points += [] if lists or numbers else [FIELDS_ASKED]
    open_points += [] if holder else [KEPT]
    open_points += [] if retention is not Truth.UNKNOWN else [HOW_LONG]
    yield Finding(
        "case",
        _signer_outcome(document, retention),
        Message(
            "Data that those who signed had to give, as stated: {fields} (number of data: {numbers}; of an identity "
            "document: {document}). Who kept the sheets: {holder}; time of keeping regulated: {retention}.",
            fields=tuple(From(Wording(f.fact, "fields"), (f.fact,)) for f in lists[:1]) or NOT_STATED,
            numbers=tuple(From(n.value, n.facts) for n in numbers) or NOT_STATED,
            document=document,
            holder=Wording(holder.fact, "holder") if holder else NOT_STATED,
            retention=retention,
        ),
        facts=names(rows),
        context=besides(claims, names(rows)),
        measures=tuple(
            Measure(f"fields:{n}" if n > 1 else "fields", one.value, "", "data asked of a signer, as stated", one.facts)
            for n, one in enumerate(numbers, 1)
        ),
        method="The data asked for, who holds them and how long, each as stated.",
        limits=(
            "Which data are needed to tell one signer from another is not settled by their number.",
            "No source says that the data were used for anything else.",
        ),
        questions=tuple(asked(case, q, commission(case)) for q in open_points),
    )


def _signer_outcome(document: Truth, retention: Truth) -> Outcome:
    """A concern only where data of an identity document are asked and no rule is known to limit their keeping."""
    if document is Truth.UNKNOWN:
        return Outcome.UNKNOWN
    return Outcome.CONCERN if document is Truth.YES and retention is not Truth.YES else Outcome.NOTED


RULES: tuple[Check, ...] = (verification_clarity, signer_data)
