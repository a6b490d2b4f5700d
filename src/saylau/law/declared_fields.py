"""Whether a declared rule has what its form needs and nothing else, with what would be right where it has not."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from saylau.law.deadlines import NOTICE, PERMISSION
from saylau.law.declared_answers import EXEMPT_POST, INCUMBENT, TEMPORARY, seats_of
from saylau.law.declared_forms import FORMS, Form
from saylau.law.declared_says import INDIVIDUAL
from saylau.law.eligibility import CONDITIONS
from saylau.law.night import NIGHT_RULE, night_of
from saylau.records.declared import DeclaredRule, RuleForm
from saylau.values import Truth

Wrong = Callable[[str, object, str, str], None]
"""Notes a problem: field, value, why, what would be right."""

FIELDS = (
    "number", "share", "parts", "more_than", "amount", "times", "base", "days", "months", "before", "working", "ends",
    "counted", "seats", "needs", "exempt", "what",
)  # fmt: skip
"""What a rule may say; which of these, depends on its form."""

EXEMPT = {
    "candidacy.language": (INCUMBENT,),
    "candidacy.residence": (EXEMPT_POST, TEMPORARY),
    "polls.pollster": (INDIVIDUAL,),
}
"""Who or what each rule can exempt."""

_NOTHING = (None, (), "", Truth.NO)


def form_of(declared: DeclaredRule, wrong: Wrong) -> Form | None:
    """The form of a rule, once it has what the form needs and nothing else."""
    form = FORMS.get(declared.name)
    if form is None:
        near = get_close_matches(declared.name, FORMS, 1, 0.75)
        right = f"did you mean {near[0]}?" if near else f"use one of {', '.join(FORMS)}"
        wrong("name", declared.name, "no check asks for a rule of this name", right)
        return None
    if declared.form not in form.forms:
        right = " or ".join(one.value for one in form.forms)
        wrong("form", declared.form.value, "is not the form of this rule", f"write {right}")
        return None
    if declared.untranslatable:
        _nothing_else(declared, wrong)
    else:
        _needed(declared, form, wrong)
        _sensible(declared, wrong)
    return form


def _given(declared: DeclaredRule) -> set[str]:
    given = {name for name in FIELDS if getattr(declared, name) not in _NOTHING}
    return given - {"ends"} if declared.ends == "one" else given


def _nothing_else(declared: DeclaredRule, wrong: Wrong) -> None:
    for name in sorted(_given(declared)):
        why = "a rule that cannot be expressed states nothing"
        wrong(name, getattr(declared, name), why, "leave it out, or leave out untranslatable")


def _needed(declared: DeclaredRule, form: Form, wrong: Wrong) -> None:
    given = _given(declared)
    no_limit = declared.form is RuleForm.PERMISSION and form.form is RuleForm.CAP
    if no_limit and given:
        wrong(min(given), getattr(declared, min(given)), "a permission states no limit", "leave it out, or write cap")
    elif form.one_of and not no_limit and len(given.intersection(form.one_of)) != 1:
        wrong(form.one_of[0], None, "lacks what it says", "give exactly one of " + ", ".join(form.one_of))
    for name in form.also:
        if name not in given:
            wrong(name, None, "lacks what it says", f"give {name}")
    for name in sorted(given - {*form.one_of, *form.also, *form.may}):
        wrong(name, getattr(declared, name), f"a rule of the form {declared.form.value} has no {name}", "leave it out")


def _sensible(declared: DeclaredRule, wrong: Wrong) -> None:
    if declared.number is not None and declared.number.exact is None:
        wrong("number", declared.number, "a rule states one number", "write a whole number, e.g. 5000")
    if declared.parts and int(declared.parts.partition("/")[0]) > int(declared.parts.partition("/")[2]):
        wrong("parts", declared.parts, "is more than the whole", "write a fraction of at most one, e.g. 2/3")
    if declared.form is RuleForm.NOTICE and set(declared.what) - {PERMISSION, NOTICE}:
        wrong("what", ", ".join(declared.what), "is no way of announcing", f"write {PERMISSION} or {NOTICE}")
    if declared.name == NIGHT_RULE and declared.what and night_of(declared.what) is None:
        wrong("what", ", ".join(declared.what), "is not from one clock time to another", 'write ["22:00", "06:00"]')
    if declared.name == "commissions.cec" and not declared.seats and not declared.what:
        wrong("what", None, "lacks what it says", "give what: whose seats make up the share")
    if declared.months is not None and declared.working is Truth.YES:
        wrong("working", declared.working, "months are calendar months", "leave it out, or write days")
    for text in declared.seats:
        if seats_of(text) is None:
            wrong("seats", text, "does not say who fills how many", 'write an id and a number: "president 3"')
    _among("needs", declared.needs, tuple(CONDITIONS), wrong)
    _among("exempt", declared.exempt, EXEMPT.get(declared.name, ()), wrong)


def _among(name: str, given: tuple[str, ...], known: tuple[str, ...], wrong: Wrong) -> None:
    for one in given:
        if one not in known:
            wrong(name, one, "is not known here", "write " + " or ".join(known))
