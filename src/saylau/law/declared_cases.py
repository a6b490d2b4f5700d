"""The test cases that stand beside a declared rule, run against it: a rule that fails its own is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from saylau.errors import BadValue, LawError, NotInForce
from saylau.law.cases import NOT_IN_FORCE, Answer, CaseResult, compared, inputs_from
from saylau.law.rule import Rule
from saylau.records.declared import DeclaredRule, RuleCase
from saylau.records.settings import RULES_FILE


@dataclass(frozen=True, slots=True)
class WrongCase:
    """A test case whose answer is not the one expected."""

    value: str
    why: str
    right: str


def run_own(rule: Rule, declared: DeclaredRule) -> tuple[CaseResult, ...]:
    """What the rule answers to each of its own test cases, beside what was expected."""
    return tuple(CaseResult(RULES_FILE, case.name, tuple(_answers(rule, case))) for case in declared.cases)


def _answers(rule: Rule, case: RuleCase) -> Iterator[Answer]:
    try:
        answer = rule.apply(inputs_from(rule, case.given), case.on)
    except NotInForce:
        yield Answer(rule.name, rule.reading, case.expect, NOT_IN_FORCE, case.expect == NOT_IN_FORCE)
        return
    except (BadValue, LawError) as error:
        yield Answer(rule.name, rule.reading, case.expect, str(error), False)
        return
    yield from compared(rule, answer, case.expect, case.values)


def wrong_cases(rule: Rule, declared: DeclaredRule) -> Iterator[WrongCase]:
    """The test cases that the rule fails."""
    for result in run_own(rule, declared):
        for answer in result.answers:
            if not answer.ok:
                expected = f"{answer.value} {answer.expected}" if answer.value else answer.expected
                why = f"its test case expects {expected}, and it answers {answer.got}"
                yield WrongCase(result.name, why, "correct the rule or the test case")
