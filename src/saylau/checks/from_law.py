"""From an answer of the law to a finding: typed values, the outcome of one reading, and of several together."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from saylau.checks.ask import Answer
from saylau.checks.finding import Outcome, ReadingOutcome
from saylau.law.rule import Cite, Explanation
from saylau.values import Money, Truth
from saylau.values.message import From, Percent, Value

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


def reading(answer: Answer, outcome: Outcome | None = None, name: str = "") -> ReadingOutcome:
    """What one reading comes to: the outcome given, or that of its verdict."""
    return ReadingOutcome(
        name=name or answer.rule.reading,
        whose=answer.rule.whose,
        outcome=outcome or BY_VERDICT[answer.explanation.verdict],
        says=answer.explanation.says,
        explanation=answer.explanation,
        decides=answer.rule.decides,
    )


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
