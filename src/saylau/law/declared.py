"""Rules that a case folder declares as data (`rules.toml`), for a country without a law module.

A declared rule answers over the same inputs, and with the same names of values, as a rule of that name in code. How
well its provision is known follows from the case's own row in `provision.csv` (`basis_of`).
"""

from __future__ import annotations

from datetime import date
from functools import partial

from saylau.errors import CaseRefused, LawError, NotFound, Problem
from saylau.law.answers import Asking
from saylau.law.calendar import WorkingDays
from saylau.law.cases import CaseResult
from saylau.law.declared_cases import run_own, wrong_cases
from saylau.law.declared_fields import Wrong, form_of
from saylau.law.declared_forms import Form
from saylau.law.declared_parts import Declared, dated
from saylau.law.inputs import Inputs
from saylau.law.params import DatedValue
from saylau.law.rule import Basis, Cite, Explanation, Rule, RuleFunction, registered
from saylau.records.case import Case
from saylau.records.declared import DeclaredRule
from saylau.records.kinds.elections import DayOff
from saylau.records.kinds.law import Provision, TextRead
from saylau.records.settings import RULES_FILE
from saylau.records.source import Grade, Source
from saylau.values import Truth, When
from saylau.values.message import Message, Name, Said

DECLARED = "declared in rules.toml"


def basis_of(provision: Provision, source: Source) -> Basis:
    """How well a provision is known, from what was read of its text and the grade of the source.

    | read | grade A | grade B | grade C |
    |---|---|---|---|
    | official text | text | text, in a mirror | general |
    | another edition | text, of that edition | reported: neither the edition nor the place is the law's own | general |
    | not read | reported | reported | general |
    """
    if source.grade is Grade.C:
        return Basis.GENERAL
    read_here = provision.read is TextRead.OFFICIAL
    read_elsewhere = provision.read is TextRead.OTHER_EDITION and source.grade is Grade.A
    return Basis.TEXT if read_here or read_elsewhere else Basis.REPORTED


def cite_of(case: Case, provision: str) -> Cite:
    """The citation of a provision that the case holds. Raises `NotFound`."""
    found = case.claims(provision)
    if not found or not isinstance(found[0].record, Provision):
        raise NotFound(f"no provision {provision!r} in case {case.info.id}")
    return _cite(found[0].record, found[0].id, case.source_of(found[0]))


def _cite(record: Provision, name: str, source: Source) -> Cite:
    checked = source.retrieved.exact_day if source.retrieved else None
    return Cite(record.act, record.article, record.edition, basis_of(record, source), name, checked)


def declared_rules(case: Case) -> tuple[Rule, ...]:
    """The rules that a case declares, ready to be asked. Raises `CaseRefused` with every rule that lacks something."""
    problems: list[Problem] = []
    made = [_made(case, declared, problems) for declared in case.declared]
    if problems:
        raise CaseRefused(problems)
    return tuple(rule for rule in made if rule)


def own_results(case: Case) -> tuple[CaseResult, ...]:
    """What each declared rule answers to its own test cases, beside what was expected, in the order of the file.

    Raises `CaseRefused` with every rule that lacks something; a test case that fails is told in the results.
    """
    found: list[CaseResult] = []
    for declared in case.declared:
        problems: list[Problem] = []
        rule = _made(case, declared.model_copy(update={"cases": ()}), problems)
        if problems or rule is None:
            raise CaseRefused(problems)
        found.extend(run_own(rule, declared))
    return tuple(found)


def wrong_rules(case: Case) -> tuple[tuple[int, Problem], ...]:
    """What the declared rules of a case lack: the number of the rule, from 0, and the problem."""
    found: list[tuple[int, Problem]] = []
    for number, declared in enumerate(case.declared):
        problems: list[Problem] = []
        _made(case, declared, problems)
        found.extend((number, problem) for problem in problems)
    return tuple(found)


def _made(case: Case, declared: DeclaredRule, problems: list[Problem]) -> Rule | None:
    """One rule; None after its problems were noted."""
    before = len(problems)

    def wrong(column: str, value: object, why: str, right: str) -> None:
        text = "" if value is None else str(value)
        problems.append(
            Problem(RULES_FILE, 0, column, text, f"rule {declared.name} ({declared.reading}): {why}", right)
        )

    form = form_of(declared, wrong)
    try:
        cite = cite_of(case, declared.provision)
    except NotFound:
        wrong("provision", declared.provision, "no such provision in the case", "add its row to provision.csv")
        return None
    since = _day(declared.since, "since", wrong)
    until = _day(declared.until, "until", wrong)
    if since and until and until <= since:
        wrong("until", declared.until, "not after the day since which it applies", "write a later day, or leave it out")
    if _in_module(case.country, declared, since, until):
        why = f"the rules of {case.country} that come with saylau hold this rule under the same reading"
        wrong("reading", declared.reading, why, "give yours a reading of its own")
    base = _base(case, declared, wrong)
    if form is None or len(problems) > before:
        return None
    made = Rule(
        case.country,
        declared.name,
        cite,
        since,
        until,
        declared.reading,
        declared.whose or DECLARED,
        declared.decides is not Truth.NO,
        declared.untranslatable,
        _function(case, declared, form, cite, base),
    )
    for one in wrong_cases(made, declared):
        wrong("case", one.value, one.why, one.right)
    return made


def _function(case: Case, declared: DeclaredRule, form: Form, cite: Cite, base: DatedValue | None) -> RuleFunction:
    """How the rule answers; one that cannot be expressed says so, and asks for its words."""
    asking = Asking(_who(case, declared), cite, form.area)
    if declared.untranslatable:
        return partial(_not_expressed, asking)
    days = case.all(DayOff)
    working = WorkingDays(
        frozenset(day for f in days if f.record.working is Truth.NO and (day := f.record.day.exact_day)),
        frozenset(day for f in days if f.record.working is Truth.YES and (day := f.record.day.exact_day)),
    )
    return form.make(Declared(declared, asking, base, working))


def _not_expressed(asking: Asking, given: Inputs, on: date) -> Explanation:
    says = Message("The provision is not expressed as a rule; its words stand with the citation.")
    return Explanation(Truth.UNKNOWN, says, questions=(asking("What does the provision ask for, word for word?"),))


def _who(case: Case, declared: DeclaredRule) -> Said:
    """Who can answer: a thing of the case by its name, else whom the rule names, else the election commission."""
    if case.claims(declared.who):
        return Message("{who}", who=Name(declared.who))
    return Message("{who}", who=declared.who) if declared.who else "the election commission"


def _base(case: Case, declared: DeclaredRule, wrong: Wrong) -> DatedValue | None:
    """The base value in which the rule counts, by day; None where it counts in none, or after a problem was noted."""
    if declared.times is not None and not declared.base:
        wrong("base", None, "says how many times, not of what", 'write base = "..." and a table [[base]] of that name')
        return None
    if declared.base and declared.times is None:
        wrong("times", None, "says of what, not how many times", "give times, or leave base out")
        return None
    if declared.base and not declared.bases:
        right = f'add a table [[base]] with name = "{declared.base}"'
        wrong("base", declared.base, "no base value of that name", right)
        return None
    try:
        return dated(declared, lambda provision: cite_of(case, provision))
    except NotFound as error:
        wrong("base", declared.base, str(error), "add the row of its provision to provision.csv")
    except LawError as error:
        wrong("base", declared.base, str(error), "give each base value days of its own, first and last")
    return None


def _in_module(country: str, declared: DeclaredRule, since: date | None, until: date | None) -> bool:
    """Whether the country's law module holds the same rule and reading for a day on which the declared one applies."""
    return any(
        (rule.name, rule.reading) == (declared.name, declared.reading)
        and not (rule.until and since and rule.until <= since)
        and not (rule.since and until and until <= rule.since)
        for rule in registered(country)
    )


def _day(when: When | None, column: str, wrong: Wrong) -> date | None:
    """A day between which and another a rule applies; noted as wrong where it is not one day."""
    if when is None:
        return None
    if when.exact_day is None:
        wrong(column, when, "not one day", "write the day, e.g. 2019-01-01, or leave it out")
    return when.exact_day
