"""From an answer of the law to a finding: typed values, the outcome of one reading, and of several together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from saylau.checks.ask import Answer
from saylau.checks.finding import Outcome, ReadingOutcome
from saylau.law.rule import Basis, Cite, Explanation
from saylau.values import Money, Truth
from saylau.values.message import From, Message, Percent, Said, Value

BY_VERDICT = {Truth.YES: Outcome.IN_LINE, Truth.NO: Outcome.CONTRARY, Truth.UNKNOWN: Outcome.UNKNOWN}


def _plain(explanation: Explanation, name: str) -> Value | None:
    value = explanation.values.get(name)
    return value.value if isinstance(value, From) else value


def integer(explanation: Explanation, name: str) -> int | None:
    """A whole number that the rule yields; None where it yields none of that name."""
    value = _plain(explanation, name)
    return value if isinstance(value, int) else None


def money(explanation: Explanation, name: str) -> Money | None:
    """An amount that the rule yields; None where it yields none of that name."""
    value = _plain(explanation, name)
    return value if isinstance(value, Money) else None


def share(explanation: Explanation, name: str) -> Fraction | None:
    """A share that the rule yields, as a fraction of one; None where it yields none of that name."""
    value = _plain(explanation, name)
    if isinstance(value, Percent):
        return value.share
    return Fraction(value) if isinstance(value, int | Fraction) else None


def reading(answer: Answer, outcome: Outcome | None = None, name: Said = "") -> ReadingOutcome:
    """What one reading comes to: the outcome given, or that of its verdict.

    One that does not decide asserts no breach: `concern` is the most that it comes to.
    """
    found = outcome or BY_VERDICT[answer.explanation.verdict]
    if not answer.rule.decides and found in (Outcome.CONTRARY, Outcome.AT_ODDS):
        found = Outcome.CONCERN
    return ReadingOutcome(
        name=name or answer.rule.reading,
        whose=answer.rule.whose,
        outcome=found,
        says=answer.explanation.says,
        explanation=answer.explanation,
        decides=answer.rule.decides,
    )


def beside(answers: Iterable[Answer]) -> tuple[ReadingOutcome, ...]:
    """What the law says where a check rests on something else: shown in its own words, and never deciding."""
    return tuple(replace(reading(answer, Outcome.NOTED), decides=False) for answer in answers)


def together(readings: Iterable[ReadingOutcome]) -> Outcome:
    """The outcome of several readings side by side.

    Readings that could not be answered, or that do not decide, are shown and left out; none left is `unknown`. Readings
    that differ are `disputed`, save that `noted` and `in line` go together as `noted`.
    """
    found = {r.outcome for r in readings if r.decides and r.outcome is not Outcome.UNKNOWN}
    if not found:
        return Outcome.UNKNOWN
    if found <= {Outcome.NOTED, Outcome.IN_LINE}:
        return min(found, key=lambda outcome: outcome.rank)
    return found.pop() if len(found) == 1 else Outcome.DISPUTED


def deciding(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers whose reading may decide an outcome."""
    return tuple(answer for answer in answers if answer.rule.decides)


def provisions(answers: Iterable[Answer]) -> tuple[Cite, ...]:
    """The provisions that deciding readings cite, each once."""
    cited = (answer.explanation.cite for answer in deciding(answers))
    return tuple(dict.fromkeys(cite for cite in cited if cite))


def text_read(answers: Iterable[Answer]) -> bool:
    """Whether the text of every provision that decides was read, so that none is known by report alone."""
    return all(cite.basis is Basis.TEXT for cite in provisions(answers))


def as_known(says: Message, answers: Iterable[Answer]) -> Message:
    """What a rule says, marked where a provision behind it is known by report alone."""
    return says if text_read(answers) else Message("By the rule as reported: {rule}", rule=says)
