"""Rules that a case folder declares as data (`rules.toml`), for a country without a law module.

A declared rule answers over the same inputs, and with the same names of values, as a rule of that name in code. How
well its provision is known follows from the case's own row in `provision.csv` (`basis_of`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches

from saylau.errors import CaseRefused, NotFound, Problem
from saylau.law.answers import Asking
from saylau.law.deadlines import NOTICE, PERMISSION
from saylau.law.declared_forms import FORMS, Form
from saylau.law.rule import Basis, Cite, Rule, registered
from saylau.records.case import Case
from saylau.records.declared import DeclaredRule, RuleForm
from saylau.records.kinds.law import Provision, TextRead
from saylau.records.settings import RULES_FILE
from saylau.records.source import Grade, Source
from saylau.values import When

Wrong = Callable[[str, object, str, str], None]
"""Notes a problem: field, value, why, what would be right."""


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

    form = _form(declared, wrong)
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
    if form is None or len(problems) > before:
        return None
    function = form.make(declared, Asking("the election commission", cite, form.area))
    return Rule(
        case.country,
        declared.name,
        cite,
        since,
        until,
        declared.reading,
        f"declared in {RULES_FILE}",
        True,
        "",
        function,
    )


def _in_module(country: str, declared: DeclaredRule, since: date | None, until: date | None) -> bool:
    """Whether the country's law module holds the same rule and reading for a day on which the declared one applies."""
    return any(
        (rule.name, rule.reading) == (declared.name, declared.reading)
        and not (rule.until and since and rule.until <= since)
        and not (rule.since and until and until <= rule.since)
        for rule in registered(country)
    )


def _form(declared: DeclaredRule, wrong: Wrong) -> Form | None:
    """The form of a rule, once it has what the form needs and nothing else."""
    form = FORMS.get(declared.name)
    if form is None:
        near = get_close_matches(declared.name, FORMS, 1, 0.75)
        right = f"did you mean {near[0]}?" if near else f"use one of {', '.join(FORMS)}"
        wrong("name", declared.name, "no check asks for a rule of this name", right)
        return None
    if declared.form is not form.form:
        wrong("form", declared.form.value, "is not the form of this rule", f"write {form.form.value}")
        return None
    given = {name for name in _FIELDS if getattr(declared, name) not in (None, ())}
    if form.one_of and len(given.intersection(form.one_of)) != 1:
        wrong(form.one_of[0], None, "lacks what it says", "give exactly one of " + ", ".join(form.one_of))
    for name in form.also:
        if name not in given:
            wrong(name, None, "lacks what it says", f"give {name}")
    for name in sorted(given - {*form.one_of, *form.also, *form.may}):
        wrong(name, getattr(declared, name), f"a rule of the form {declared.form.value} has no {name}", "leave it out")
    if declared.number is not None and declared.number.exact is None:
        wrong("number", declared.number, "a rule states one number", "write a whole number, e.g. 5000")
    if declared.form is RuleForm.NOTICE and set(declared.what) - {PERMISSION, NOTICE}:
        wrong("what", ", ".join(declared.what), "is no way of announcing", f"write {PERMISSION} or {NOTICE}")
    return form


_FIELDS = ("number", "share", "amount", "days", "months", "what")


def _day(when: When | None, column: str, wrong: Wrong) -> date | None:
    """A day between which and another a rule applies; noted as wrong where it is not one day."""
    if when is None:
        return None
    if when.exact_day is None:
        wrong(column, when, "not one day", "write the day, e.g. 2019-01-01, or leave it out")
    return when.exact_day
